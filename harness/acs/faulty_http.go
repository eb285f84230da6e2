package acs

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// answerTo is a mutation of the HTTP response where an answer holds an
// envelope, or is empty.
func answerTo(applies func(*Answer) bool, change func(*Answer)) mutation {
	return mutation{HTTP: func(_ *Session, _ *wire.Message, a *Answer) {
		if applies(a) {
			change(a)
		}
	}}
}

func hasEnvelope(a *Answer) bool { return bytes.Contains(a.Body, []byte("Envelope")) }
func holds(name string) func(*Answer) bool {
	return func(a *Answer) bool { return bytes.Contains(a.Body, []byte(name)) }
}

// request: the answer holds a call of the ACS.
func request(a *Answer) bool { return hasEnvelope(a) && !holds("Response>")(a) && !holds("Fault>")(a) }
func response(a *Answer) bool {
	return hasEnvelope(a) && holds("Response>")(a) || holds("Response/>")(a)
}

func field(name, value string) func(*Answer) {
	return func(a *Answer) {
		a.Fields = append(slices.Clone(a.Fields), wire.Field{Name: name, Value: value})
	}
}

// Faults in the HTTP responses of the ACS.
var (
	_ = mutate("acs-content-type-missing", answerTo(hasEnvelope, func(a *Answer) { a.Omit = append(a.Omit, "Content-Type") }))
	_ = mutate("acs-content-type-soap-1.2", answerTo(hasEnvelope, field("Content-Type", "application/soap+xml; charset=utf-8")))
	_ = mutate("acs-content-type-bare", answerTo(hasEnvelope, field("Content-Type", "TEXT/XML")))
	_ = mutate("acs-request-status-202", answerTo(request, func(a *Answer) { a.Status = 202 }))
	_ = mutate("acs-response-status-202", answerTo(response, func(a *Answer) { a.Status = 202 }))
	_ = mutate("acs-fault-status-500", answerTo(holds("FaultCode>"), func(a *Answer) { a.Status = 500 }))
	_ = mutate("acs-empty-status-200", answerTo(func(a *Answer) bool { return len(a.Body) == 0 && a.Status == 0 }, func(a *Answer) { a.Status = 200 }))
	_ = mutate("acs-http-1.0", mutation{
		HTTP: func(_ *Session, _ *wire.Message, a *Answer) { field("Connection", "keep-alive")(a) },
		Raw:  func(b []byte) []byte { return bytes.Replace(b, []byte("HTTP/1.1 "), []byte("HTTP/1.0 "), 1) },
	})
	_ = mutate("acs-header-bare-lf", mutation{Raw: func(b []byte) []byte {
		head, body, _ := bytes.Cut(b, []byte("\r\n\r\n"))
		return append(append(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), "\n\n"...), body...)
	}})
	_ = mutate("acs-chunked", mutation{HTTP: func(_ *Session, _ *wire.Message, a *Answer) {
		if hasEnvelope(a) {
			a.Omit = append(a.Omit, "Content-Length")
			field("Transfer-Encoding", "chunked")(a)
			a.Body = wire.Chunk(a.Body, 100)
		}
	}})
	_ = mutate("acs-cookie-without-name", answerTo(sets("Set-Cookie"), func(a *Answer) {
		field("Set-Cookie", "; Path=/")(a)
	}))
	_ = mutate("acs-redirects-with-page", mutation{HTTP: func(sess *Session, m *wire.Message, a *Answer) {
		if sess != nil && bytes.Contains(a.Body, []byte("InformResponse")) && !strings.Contains(m.Target, "?") {
			cookie := slices.DeleteFunc(slices.Clone(a.Fields), func(f wire.Field) bool { return f.Name != "Set-Cookie" })
			*a = plain(302, "", "The ACS is over there.\n", false)
			a.Fields = append(a.Fields, cookie...)
			field("Location", sess.s.URL()+"?moved")(a)
			sess.s.resent(sess)
		}
	}})
	_ = mutate("acs-value-not-escaped", mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if name == "SetParameterValues" {
			return []byte(strings.NewReplacer("&lt;", "<", "&amp;", "&").Replace(string(b)))
		}
		return b
	}})
)

func sets(name string) func(*Answer) bool {
	return func(a *Answer) bool { return a.has(name) }
}

// resent has the session wait for its last request once more.
func (s *Server) resent(sess *Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sess.resend, sess.redirect, sess.complete = true, true, false
}
