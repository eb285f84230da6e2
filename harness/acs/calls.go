package acs

import (
	"context"
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// remember keeps where a device takes connection requests, as its Inform says;
// the caller holds mu.
func (s *Server) remember(inform *cwmp.Inform) {
	for _, p := range inform.ParameterList {
		if strings.HasSuffix(p.Name, ".ManagementServer.ConnectionRequestURL") {
			s.urls[deviceKey(inform.DeviceId)] = strings.TrimSpace(p.Value.Text)
		}
	}
}

// Listener is the connection request URL that a device has told last, in
// whatever session; "" if it has told none.
func (s *Server) Listener(d cwmp.DeviceIdStruct) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.urls[deviceKey(d)]
}

// Call sends a connection request to a device that has told its URL in an
// Inform, with the credentials of the configuration. That the device refuses it
// is no error.
func (s *Server) Call(ctx context.Context, d cwmp.DeviceIdStruct) error {
	url := s.Listener(d)
	if url == "" {
		return fmt.Errorf("acs: device %s-%s-%s has told no connection request URL", d.OUI, d.ProductClass, d.SerialNumber)
	}
	cr := CR{URL: url, Username: s.cfg.CRUsername, Password: s.cfg.CRPassword}
	if spoil := spoilt[s.cfg.Fault]; spoil != nil {
		spoil(&cr)
	}
	r, err := s.ConnectionRequest(ctx, "", cr)
	if s.faulty("acs-cr-tls") {
		return nil
	}
	if err == nil {
		s.event("the connection request was answered with status %d", r.Status())
	}
	return err
}
