package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// manyRequests is how many requests one session holds that is to show that the
// device stays as long as there are any.
const manyRequests = 25

func init() {
	spec(conform.Case{
		ID: "CPE-SESSION-001", Subject: "Session",
		Title:  "the session goes on after InformResponse, to an empty POST",
		Covers: reqs("3.7.1.1-9", "3.7.1.3-9", "3.7.1.3-17"),
		Steps:  "Answer the Inform with InformResponse, without HoldRequests and, in another session, with HoldRequests 0; answer requests of the device.",
		Passes: "The device sends an empty POST when it has nothing to ask.",
	}, func(t *CPE) {
		for _, hold := range []*bool{nil, new(bool)} {
			t.Connect()
			in, err := t.untilQuiet(t.informResponse(hold))
			t.Req("3.7.1.1-9", "3.7.1.3-9", "3.7.1.3-17").Expect(wentOn(in, err), "what the device sends after InformResponse").To(Equal("an empty POST"))
			t.Finish()
		}
	})

	spec(conform.Case{
		ID: "CPE-SESSION-002", Subject: "Session",
		Title:  "an empty POST under HoldRequests does not end the session",
		Covers: reqs("3.7.1.1-9", "3.7.1.3-9", "3.7.1.3-17", "3.7.1.4-3", "3.5-65"),
		Steps:  "Answer the Inform with InformResponse and HoldRequests 1, and the empty POST with 204.",
		Passes: "The device sends an empty POST, and another one after the 204, by which HoldRequests is false again.",
	}, func(t *CPE) {
		t.Connect()
		yes := true
		in, err := t.TrySend(t.informResponse(&yes))
		t.Req("3.7.1.1-9", "3.7.1.3-9", "3.7.1.3-17").Expect(wentOn(in, err), "what the device sends under HoldRequests 1").To(Equal("an empty POST"))
		t.Req("3.7.1.4-3", "3.5-65").Expect(t.afterEmpty(in), "what the device sends after the empty response").To(Equal("an empty POST"))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-003", Subject: "Session",
		Title:  "requests of the ACS are answered for as long as they come",
		Covers: reqs("3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-2", "3.7.1.4-5"),
		Steps:  "Send 25 requests in one session, some of them with HoldRequests 1.",
		Passes: "The next POST after each request is the response to it, or a fault.",
	}, func(t *CPE) {
		t.Open()
		for n := range manyRequests {
			in, err := t.TrySend(t.askHolding(n%2 == 1))
			ok := t.Req("3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-2", "3.7.1.4-5").
				Expect(wentOn(in, err), "the answer to request %d of the session", n+1).To(BeElementOf("GetRPCMethodsResponse", "a fault"))
			if !ok {
				return
			}
		}
		t.idle = true
	})

	spec(conform.Case{
		ID: "CPE-SESSION-004", Subject: "Session",
		Title:  "the session ends when neither side has anything left",
		Covers: reqs("3.7.1.4-1", "3.7-5", "3.7.2.4-1", "3.2.1-25"),
		Steps:  "Call GetRPCMethods, then answer the response with 204.",
		Passes: "The device sends nothing more and closes the connection.",
	}, func(t *CPE) {
		t.Call(&cwmp.GetRPCMethods{})
		s := t.session
		in, err := t.TrySend(acs.Answer{})
		t.Req("3.7.1.4-1").Expect(wentOn(in, err), "what the device sends after the empty response").To(Equal("nothing"))
		t.Req("3.7-5", "3.7.2.4-1", "3.2.1-25").Expect(closer(t, s), "who closes the connection").To(BeElementOf(string(wire.CPE), goesOn))
	})
}

// informResponse is the proper answer to the Inform with a HoldRequests header
// unless that is nil.
func (t *CPE) informResponse(hold *bool) acs.Answer {
	if hold == nil {
		return t.session.InformResponse()
	}
	// The version is negotiated as ever: only one header element is added.
	a := t.session.InformResponse()
	a.Body = withHold(a.Body, *hold)
	return a
}

// untilQuiet sends an answer and serves what the device asks after it.
func (t *CPE) untilQuiet(a acs.Answer) (*acs.Incoming, error) {
	in, err := t.TrySend(a)
	for err == nil && !in.Empty && in.Env.Kind == cwmp.Request && in.Env.Method != "Inform" {
		in, err = t.TrySend(t.session.Calm())
	}
	return in, err
}

// afterEmpty answers an empty POST with 204 and says what the device sends then.
func (t *CPE) afterEmpty(in *acs.Incoming) string {
	if in == nil || !in.Empty {
		return "nothing, since there was no empty POST to answer"
	}
	next, err := t.untilQuiet(acs.Answer{})
	return wentOn(next, err)
}

// askHolding is a GetRPCMethods request, with HoldRequests 1 if so wanted.
func (t *CPE) askHolding(hold bool) acs.Answer {
	a := t.session.Envelope(&cwmp.GetRPCMethods{})
	if hold {
		a.Body = withHold(a.Body, true)
	}
	return a
}

const goesOn = "nobody yet: the session goes on"

// closer says who closed the connection of a session that is over.
func closer(t *CPE, s *acs.Session) string {
	if s.Waiting() != nil {
		return goesOn
	}
	by, err := s.WaitClosed(t.Ctx, 30*time.Second)
	if err != nil {
		return "nobody: " + err.Error()
	}
	return string(by)
}
