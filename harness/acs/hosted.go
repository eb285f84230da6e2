package acs

import (
	"net/url"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// HostFiles has the ACS serve files on its own port, so that a transfer may
// use the connection of the session (3.4.3). acsURL is what the CPE was given.
func (s *Server) HostFiles(acsURL string) (*FileServer, error) {
	u, err := url.Parse(acsURL)
	if err != nil {
		return nil, err
	}
	f := &FileServer{cfg: FileConfig{Clock: s.cfg.Clock, Recorder: s.cfg.Recorder}, base: u.Scheme + "://" + u.Host,
		auth: newAuthenticator(Auth{}), done: make(chan struct{}), changed: make(chan struct{}),
		files: map[string]*file{}, uploads: map[string][]byte{}, requests: map[string][]*Request{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = f
	return f, nil
}

// own is the file server on the port of the ACS if a request is of a kind that
// it answers. What is asked for by GET or PUT is no part of the session.
func (s *Server) own(m *wire.Message) *FileServer {
	s.mu.Lock()
	f := s.files
	s.mu.Unlock()
	if m.Method == "GET" || m.Method == "HEAD" || m.Method == "PUT" {
		return f
	}
	return nil
}

// file serves a file on a connection to the ACS; false: the connection is to be closed.
func (c *conn) file(f *FileServer, m *wire.Message) bool {
	c.s.mu.Lock()
	owner, _ := c.stranger()
	c.s.mu.Unlock()
	open := c.s.cfg.Recorder.Begin(owner.tagNow(), c.n, wire.LaneFile, c.secure, m)
	return f.handle(c.wc, m, c.n, open) && keeps(m)
}
