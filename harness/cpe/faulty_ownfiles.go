package cpe

import (
	"net/url"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Varieties and faults of the device in transfers over the connection of a
// session (section 3.4.3).

// transfer makes a transfer within the session, over its connection where the
// device does so.
func (s *session) transfer(t *transfer) ([]byte, *rpcError) {
	if t.download && s.overSession(t.url) {
		if body, ok := s.http.fetch(t.url); ok {
			return body, nil
		}
	}
	if t.url.Scheme == "ftp" {
		return nil, fail(9015, "File transfer failure: unable to contact file server")
	}
	return s.c.perform(t)
}

// overSession says that a device gets a file over the connection of the
// session. It may where scheme, host and port are those of the ACS.
func (s *session) overSession(file *url.URL) bool {
	at := s.http.at
	c := s.c
	switch {
	case c.faulty("session-connection-for-own-files"):
		return file.Scheme == at.Scheme && file.Host == at.Host
	case c.faulty("session-connection-for-other-port"):
		return file.Scheme == at.Scheme && file.Hostname() == at.Hostname()
	case c.faulty("session-connection-for-other-host"):
		return file.Scheme == at.Scheme && file.Port() == at.Port()
	case c.faulty("session-connection-for-ftp"):
		return file.Scheme == "ftp"
	}
	return false
}

// lookAhead looks for the file of a ScheduleDownload over the connection of the
// session, which is not for it even where the host and port are those of the ACS.
func (s *session) lookAhead(body any) {
	m, ok := body.(*cwmp.ScheduleDownload)
	if !ok || !s.c.faulty("session-connection-for-scheduled") {
		return
	}
	if file, err := url.Parse(m.URL); err == nil && file.Host == s.http.at.Host {
		_, _ = s.http.fetch(file)
	}
}

// fetch gets a file over the connection that is open; false if it is not there.
func (h *client) fetch(file *url.URL) ([]byte, bool) {
	if h.conn == nil {
		return nil, false
	}
	at := h.at
	defer func() { h.at = at }()
	there := *at
	there.Path, there.RawQuery = file.Path, file.RawQuery
	h.at = &there
	resp, err := h.once("GET", "GET", nil, nil)
	if err != nil || resp.Status != 200 {
		return nil, false
	}
	return resp.Body, true
}

// acsHost is the host, with its port, of the ACS URL.
func (c *CPE) acsHost() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	u, err := url.Parse(c.get("ManagementServer.URL"))
	if err != nil {
		return ""
	}
	return u.Host
}
