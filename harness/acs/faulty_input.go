package acs

import (
	"bytes"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// spoilRequest is what a fault makes of a request before it is looked at.
func (s *Server) spoilRequest(m *wire.Message) (a Answer, spoilt bool) {
	switch {
	case s.faulty("acs-chunks-refused") && m.Chunked:
		return plain(411, "Length Required", "", true), true
	case s.faulty("acs-other-methods-500") && m.Method != "POST":
		return plain(500, "", "Error.\n", true), true
	case s.faulty("acs-shaken-by-broken-xml"):
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(m.Body) > 0 && !m.Encoded() && !bytes.Contains(m.Body, []byte("Envelope>")) {
			s.shaken = time.Now()
			return plain(400, "", "This is not XML.\n", true), true
		}
		if time.Since(s.shaken) < s.cfg.Clock.Real(time.Second) {
			return plain(503, "", "", true), true
		}
	}
	return a, false
}
