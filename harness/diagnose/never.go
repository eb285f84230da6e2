package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// neverBegan explains why no session came where one was waited for.
func neverBegan(t *transcript.Transcript, o Options) *verdict.Diagnosis {
	if o.Subject == wire.ACS {
		return notServed(t, o)
	}
	h := &halt{t: t, n: len(t.Sessions) - 1, stopped: wire.CPE}
	h.expected, h.section = "an Inform in an HTTP POST over a new connection", "3.7.1.1"
	after := ""
	if h.n >= 0 {
		after = " after the session before, which was completed,"
	}
	calls := slices.DeleteFunc(slices.Clone(t.Exchanges), func(x *transcript.Exchange) bool { return x.Lane != wire.LaneCR || x.Req == nil })
	silent := bare(t)
	switch {
	case len(silent) > 0 && (len(calls) == 0 || silent[len(silent)-1].At >= calls[len(calls)-1].Req.Begun):
		c := silent[len(silent)-1]
		if why, ok := strings.CutPrefix(c.Note, "tls: "); ok {
			h.kind, h.did = "tls-failed", fmt.Sprintf("connected (connection %d), but the TLS handshake failed: %s", c.Conn, why)
			h.expected, h.section = "TLS to be set up, with the name and the certificate of the ACS checked", "3.3"
			break
		}
		h.kind, h.did = "said-nothing", fmt.Sprintf("connected (connection %d) and closed again without sending anything that can be read", c.Conn)
		if c.By == wire.ACS {
			h.did = fmt.Sprintf("connected (connection %d) and sent nothing, until the ACS closed", c.Conn)
		}
	case len(calls) > 0 && !followed(t, calls[len(calls)-1]):
		h.called(calls[len(calls)-1])
	case unreachable(o.Trouble) != "":
		h.kind, h.did = "call-not-taken", "did not take the connection for the Connection Request: "+unreachable(o.Trouble)
		h.expected, h.section = "the CPE to listen at its ConnectionRequestURL", "3.2.2.2"
	default:
		h.kind, h.did = "not-connected", "did not connect"+after
		if h.n >= 0 {
			h.kind = "not-connected-again"
		}
		h.did = strings.TrimSuffix(h.did, ",")
	}
	return h.diagnosis(o)
}

// stayedAway says that the CPE did not connect where no Connection Request explains it.
func (h *halt) stayedAway() bool { return h.kind == "not-connected" || h.kind == "not-connected-again" }

// followed says that a session began after a Connection Request.
func followed(t *transcript.Transcript, call *transcript.Exchange) bool {
	return slices.ContainsFunc(t.Sessions, func(s *transcript.Session) bool {
		return slices.ContainsFunc(s.Exchanges, func(x *transcript.Exchange) bool { return x.Req != nil && x.Req.Begun > call.Req.Begun })
	})
}

// notServed explains why a tester that plays the CPE could not begin a session.
func notServed(t *transcript.Transcript, o Options) *verdict.Diagnosis {
	h := &halt{t: t, n: len(t.Sessions) - 1, stopped: wire.ACS, trouble: o.Trouble}
	h.expected, h.section = "the ACS to take the connection and to answer the Inform", "3.7.2.1"
	why := unreachable(o.Trouble)
	switch {
	case strings.Contains(o.Trouble, "tls:") || strings.Contains(o.Trouble, "x509:"):
		h.kind, h.did = "acs-tls-failed", "took the connection, but TLS could not be set up: "+o.Trouble
		h.expected, h.section = "a certificate of the ACS that holds for the host of its URL", "3.3"
	case why != "":
		h.kind, h.did = "acs-unreachable", "did not take the connection: "+why
	default:
		h.kind, h.did = "acs-unreachable", "did not serve the CPE: "+o.Trouble
	}
	return h.diagnosis(o)
}

// called explains what came of a Connection Request.
func (h *halt) called(x *transcript.Exchange) {
	h.expected, h.section = "success and a session within 30 s", "3.2.2.1"
	if x.Resp == nil {
		h.kind, h.did = "call-unanswered", "took the connection for the Connection Request, but did not answer it"
		return
	}
	answer := fmt.Sprintf("answered the Connection Request with HTTP status %d", x.Resp.Status)
	switch {
	case x.Resp.Status == 401 && x.Req.Has("Authorization"):
		h.kind, h.did = "call-second-401", "refused the credentials of the Connection Request (401)"
		h.expected, h.section = "the ConnectionRequestUsername and Password to be accepted", "3.2.2.2"
	case x.Resp.Status == 401:
		h.kind, h.did = "call-challenge", "answered the Connection Request with a challenge that cannot be answered"
		h.expected, h.section = "a Digest challenge", "3.2.2.2"
	case x.Resp.Status == 503:
		h.kind, h.did = "call-busy", answer+", which says that it is busy"
		h.expected, h.section = "a session soon, or success once it is over", "3.2.2.2"
	case x.Resp.Status/100 == 2:
		h.kind, h.did = "called-not-connected", answer+", but opened no session"
	default:
		h.kind, h.did = "call-refused", answer
	}
}

// unreachable is the part of an error of the network that tells why.
func unreachable(trouble string) string {
	for _, known := range []struct{ sign, says string }{
		{"connection refused", "connection refused"}, {"no route to host", "no route to host"},
		{"network is unreachable", "the network is unreachable"}, {"no such host", "its host name cannot be resolved"},
		{"i/o timeout", "no answer to the attempt to connect"}, {"deadline exceeded", "no answer to the attempt to connect"},
	} {
		if strings.Contains(trouble, known.sign) {
			return known.says
		}
	}
	return ""
}
