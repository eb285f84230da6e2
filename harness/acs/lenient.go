package acs

import (
	"net/url"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Varieties of the ACS that the standard allows, or on which it can be read in
// two ways: nothing is wrong with them.
var (
	_ = twisted("acs-bootstrap-wanted", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if m, ok := informOf(in); ok && !sess.s.greeted(m) {
			return refuses("8003", "Invalid arguments")(sess)
		}
		return right()
	})
	_ = twisted("acs-getrpcmethods-denied", to(calls("GetRPCMethods"), refuses("8001", "Request denied")))
	_ = twisted("acs-alias-left-out", func(sess *Session, in *Incoming, right func() Answer) Answer {
		sess.s.withoutAlias(sess.device)
		return right()
	})
	_ = twisted("acs-reads-on", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind == cwmp.Response && in.Env.Method == "GetParameterNames" && sess.s.once(sess.device) {
			sess.s.Order(sess.device, Order{Body: &cwmp.GetParameterValues{ParameterNames: []string{"Device.DeviceInfo."}}})
		}
		return right()
	})
	_ = twisted("acs-redirects-informs", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if to := sess.s.aside(in); to != "" {
			return Answer{Status: 307, Fields: []wire.Field{{Name: "Location", Value: to}}}
		}
		return right()
	})
)

// greeted says that a device has sent 0 BOOTSTRAP, now or before.
func (s *Server) greeted(m *cwmp.Inform) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := deviceKey(m.DeviceId)
	s.met[key] = s.met[key] || has(m, "0 BOOTSTRAP")
	return s.met[key]
}

// once says that it is asked for a device for the first time.
func (s *Server) once(d cwmp.DeviceIdStruct) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := deviceKey(d)
	before := s.met[key]
	s.met[key] = true
	return !before
}

// withoutAlias has the orders to add instances leave the alias to the device.
func (s *Server) withoutAlias(d cwmp.DeviceIdStruct) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.orders[deviceKey(d)] {
		if m, ok := o.Body.(*cwmp.AddObject); ok {
			m.ObjectName = plainTable(m.ObjectName)
		}
	}
}

// plainTable is the path of a table without the alias of an instance behind it.
func plainTable(name string) string {
	table, _, _ := strings.Cut(name, "[")
	return table
}

// aside is where an Inform that came to the URL of the ACS is redirected to, ""
// if it came to that place.
func (s *Server) aside(in *Incoming) string {
	own, err := url.Parse(s.URL())
	if _, ok := informOf(in); !ok || err != nil || in.Exchange.Req.Get("Host") != own.Host {
		return ""
	}
	s.mu.Lock()
	to := s.place
	s.mu.Unlock()
	if to == "" {
		if to, err = s.Alias(); err != nil {
			return ""
		}
		s.mu.Lock()
		s.place = to
		s.mu.Unlock()
	}
	return to
}
