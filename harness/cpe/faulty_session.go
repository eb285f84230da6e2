package cpe

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"syscall"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

var (
	// errOverlooked ends a session that failed as if it had succeeded.
	errOverlooked = errors.New("overlooked")
	zeroCount     = regexp.MustCompile(`ParameterValueStruct\[\d+\]`)
)

// What a device does that takes a response for good upon which its session has
// to fail (section 3.7.1.4).

// overlook lets a broken device take a bad response for an empty one.
func (s *session) overlook(err error, yes bool) error {
	if !yes {
		return err
	}
	s.overlooked = true
	return nil
}

// sendsAgain says that a broken device sends a request once more, over a new
// connection, because no response came.
func (h *client) sendsAgain(err error) bool {
	reset := errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
	if h.session == nil || h.resent || !(errors.Is(err, wire.ErrTimeout) && h.c.faulty("unanswered-request-resent") || reset && h.c.faulty("reset-request-resent")) {
		return false
	}
	h.resent = true
	h.hangUp()
	return true
}

// startAnyway goes on with a session that the ACS did not accept.
func (s *session) startAnyway(versions []string) error {
	s.version = versions[len(versions)-1]
	s.delivered()
	return nil
}

// beforeInform is what a broken device sends ahead of its Inform, to see
// whether the ACS is there; not when it tries again.
func (s *session) beforeInform() {
	switch {
	case s.retry > 0:
	case s.c.faulty("session-starts-empty"):
		_, _ = s.post("", nil)
	case s.c.faulty("session-starts-with-getrpcmethods"):
		_, _ = s.post("GetRPCMethods", s.encode(cwmp.Header{ID: s.nextID()}, "GetRPCMethods", &cwmp.GetRPCMethods{}))
	}
}

// afterEnd is what a broken device does when nothing is left to do. What the
// ACS makes of it does not change its mind about the session.
func (s *session) afterEnd() {
	switch {
	case s.c.faulty("events-not-cleared"):
		s.succeeded = true
		s.delivered()
	case s.c.faulty("empty-post-after-end"):
		_, _ = s.empty()
	case s.c.faulty("request-after-end"):
		_, _ = s.call(cwmp.Header{ID: s.nextID()}, "GetRPCMethods", &cwmp.GetRPCMethods{})
	}
}

// mayCall says that the device may call a method of the ACS (Table 7); in is a
// request of the ACS before whose answer a broken device does so.
func (s *session) mayCall(in *cwmp.Envelope) bool { return !s.hold && !s.emptied || in != nil }

// oneSessionLate has a broken device announce a transfer in one session and
// report it in the next.
func (s *session) oneSessionLate() {
	if !s.c.faulty("call-one-session-late") {
		return
	}
	s.calls = slices.DeleteFunc(slices.Clone(s.calls), func(t *transfer) bool {
		late := t.announced
		t.announced = true
		return !late
	})
}

// arisen has a broken device report, when the ACS has nothing left, a transfer
// that ended in the course of the session.
func (s *session) arisen() bool {
	c := s.c
	if !c.faulty("call-arising-after-empty-post") {
		return false
	}
	c.mu.Lock()
	for _, t := range c.p.completed {
		if !slices.Contains(s.reported, t) {
			s.calls = append(s.calls, t)
			s.reported = append(s.reported, t)
		}
	}
	c.mu.Unlock()
	if len(s.calls) == 0 {
		return false
	}
	_ = s.transferComplete()
	s.calls = nil
	return true
}

// chokesOn says that a broken device finds a method in the list of the ACS that
// it does not know.
func (s *session) chokesOn(in *cwmp.Envelope) bool {
	if in == nil || !s.c.faulty("unknown-method-of-acs-fails") {
		return false
	}
	list, ok := in.Body.(*cwmp.GetRPCMethodsResponse)
	return ok && slices.ContainsFunc(list.MethodList, func(name string) bool { return cwmp.NewMessage(name) == nil })
}

// callsInstead says that a broken device calls a method of the ACS where a
// response is due.
func (s *session) callsInstead() bool {
	return len(s.calls) > 0 && (s.c.faulty("call-in-place-of-response") && !s.hold || s.c.faulty("call-in-place-of-response-under-hold") && s.hold)
}

// withoutParameters empties the ParameterList of an encoded Inform.
func withoutParameters(b []byte) []byte {
	from, to := bytes.Index(b, []byte("<ParameterValueStruct")), bytes.LastIndex(b, []byte("</ParameterValueStruct>"))
	if from < 0 {
		return b
	}
	b = append(b[:from:from], b[to+len("</ParameterValueStruct>"):]...)
	return zeroCount.ReplaceAll(b, []byte("ParameterValueStruct[0]"))
}

// refusal is why a broken device does not go on after an InformResponse that
// it has to take.
func (s *session) refusal(in *cwmp.Envelope) error {
	use, ns := in.Header.UseCWMPVersion, in.Namespace
	switch {
	case maxEnvelopes(in) != 1 && s.c.faulty("maxenvelopes-heeded"),
		s.c.faulty("use-version-lower-refused") && use != nil && *use < "1.4",
		s.c.faulty("inferred-1.0-refused") && use == nil && ns == cwmp.NS10 && s.namespace != cwmp.NS10,
		s.c.faulty("inferred-1.1-refused") && use == nil && ns == cwmp.NS11,
		s.c.faulty("inferred-1.2-refused") && use == nil && ns == cwmp.NS12,
		s.c.faulty("old-inferred-1.0-refused") && ns == cwmp.NS10,
		s.c.faulty("old-inferred-1.1-refused") && ns == cwmp.NS11:
		return errors.New("the device does not like this InformResponse")
	}
	return nil
}

// maxEnvelopes is what the ACS gives in InformResponse.
func maxEnvelopes(in *cwmp.Envelope) uint32 {
	if m, ok := in.Body.(*cwmp.InformResponse); ok {
		return m.MaxEnvelopes
	}
	return 1
}

// informNamespace is the namespace of the Inform of a device with that highest version.
func (c *CPE) informNamespace(highest string) string {
	switch {
	case c.faulty("oldest-inform-namespace"):
		return cwmp.NS11
	case c.faulty("old-inform-namespace"):
		return cwmp.NS10
	}
	return cwmp.NamespaceOf(highest)
}

// Faults in the headers by which versions are told.
var (
	_ = mutate("supported-versions-missing-in-retry", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if s.retry > 0 {
			h.SupportedCWMPVersions = nil
		}
	}})
	_ = mutate("supported-versions-vary", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if s.retry > 0 && h.SupportedCWMPVersions != nil {
			h.SupportedCWMPVersions = []string{"1.0", "1.4"}
		}
	}})
)
