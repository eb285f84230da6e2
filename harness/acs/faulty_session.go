package acs

import (
	"bytes"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in the answers within a session.
var (
	_ = twisted("acs-max-envelopes-heeded", toInform(func(m *cwmp.Inform) bool { return m.MaxEnvelopes != 1 }, refuses("8001", "Request denied")))
	_ = twisted("acs-events-bounded", toInform(func(m *cwmp.Inform) bool { return len(m.Event) > 16 }, refuses("8004", "Resources exceeded")))
	_ = twisted("acs-unknown-method-400", instead(func(a Answer) bool { return bytes.Contains(a.Body, []byte("<FaultCode>8000<")) }, status(400)))
	_ = twisted("acs-malformed-xml-500", instead(func(a Answer) bool { return a.Status == 400 }, status(500)))
)
