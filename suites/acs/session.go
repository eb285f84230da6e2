package acs

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "ACS-SESSION-001", Subject: "Session",
		Title:  "an ACS that wants nothing answers an empty POST with an empty response",
		Covers: reqs("3.7.2.3-3", "3.7.2.3-7", "3.7.2.4-7"),
		Steps:  "Open a session, answer what the ACS asks of its own accord, and send an empty POST.",
		Passes: "The last response is empty.",
	}, func(t *ACS) {
		s := t.Connect()
		_, last := s.Serve()
		t.Req("3.7.2.3-3", "3.7.2.3-7", "3.7.2.4-7").Expect(last.String(), "the response when neither side has anything left").To(anEmptyOne)
		s.HangUp()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-002", Subject: "Session",
		Title:  "a request that is pending comes in answer to an empty POST",
		Covers: reqs("3.4.1-1", "3.7.2.3-1", "3.7.2.3-5"),
		Steps:  "Have the ACS order GetParameterValues, open a session and send an empty POST.",
		Passes: "The response holds a request of the ACS.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		t.Idle()
		t.Order(&cwmp.GetParameterValues{ParameterNames: []string{t.Device.Root() + "DeviceInfo.SoftwareVersion"}})
		s := t.Connect()
		r := s.Empty()
		t.Req("3.4.1-1", "3.7.2.3-1", "3.7.2.3-5").Expect(r.Asks(), "that the response to the empty POST holds a request").To(BeTrue())
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-003", Subject: "Session",
		Title:  "a new session begins right after the last has ended",
		Covers: reqs("3.7.2.4-2"),
		Steps:  "Open a session, call GetRPCMethods, bring the session to its end, and open another one at once over a new connection.",
		Passes: "Its Inform is answered with InformResponse.",
	}, func(t *ACS) {
		first := t.Connect()
		first.Call(&cwmp.GetRPCMethods{})
		t.Calm(first)
		s := t.Session()
		t.Req("3.7.2.4-2").Expect(s.Begin(s.Request(t.Inform())).String(), "the answer to the Inform of the next session").To(informResponse)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-004", Subject: "Session",
		Title:  "a method that does not exist is answered with fault 8000",
		Covers: reqs("3.5-50", "3.7.2.2-1", "3.7.2.4-23", "A.5.2-3"),
		Steps:  "In a session call X_00005E_NoSuchMethod.",
		Passes: "The response is a CWMP fault, its code is 8000, and the session goes on.",
	}, func(t *ACS) {
		s := t.Connect()
		r := s.Do(s.Named("X_00005E_NoSuchMethod", &cwmp.Unknown{}))
		t.Req("3.7.2.2-1").Expect(r.Fault(), "the fault in the answer to an unknown method").NotTo(BeNil())
		t.Req("3.5-50", "3.7.2.4-23").Expect(r.String(), "the answer to an unknown method").To(Equal("fault 8000"))
		t.Req("A.5.2-3").Expect(r.Code(), "the fault code in the answer to an unknown method").To(BeElementOf("none", "8000"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-005", Subject: "Session",
		Title:  "XML that is not well-formed is answered with status 400",
		Covers: reqs("3.7.2.4-12", "3.7.2.4-16"),
		Steps:  "In a session send the first half of an envelope.",
		Passes: "The status is 400 without a SOAP envelope.",
	}, func(t *ACS) {
		s := t.Connect()
		q := s.Request(&cwmp.GetRPCMethods{})
		q.Body, q.Intent = q.Body[:len(q.Body)/2], "XML that is cut off"
		r := s.Do(q)
		t.Req("3.7.2.4-12").Expect(r.Status(), "the status of the answer to XML that is cut off").To(Equal(400))
		t.Req("3.7.2.4-16").Expect(r.Env, "the envelope in that answer").To(BeNil())
		s.HangUp()
	})
}
