package acs

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// noSOAP are documents that are well-formed but no SOAP envelope.
var noSOAP = []struct{ what, body string }{
	{"XML that is no SOAP envelope", `<?xml version="1.0"?><Inform/>`},
	{"an envelope without a Body", `<?xml version="1.0"?><e:Envelope xmlns:e="` + soap.NSEnvelope + `"><e:Header/></e:Envelope>`},
}

// formless are SOAP faults that lack the form of section 3.5.
var formless = []struct {
	id, what string
	fault    *cwmp.Fault
}{
	{"3.5-42", "a fault whose faultstring lacks CWMP fault", &cwmp.Fault{SOAPCode: "Server", SOAPString: "Internal error", HasCWMP: true, FaultCode: "9002", FaultString: "Internal error", HasFaultString: true}},
	{"3.5-43", "a SOAP fault without a detail", &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault"}},
	{"3.5-44", "a fault with an empty FaultCode", &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true, FaultString: "Internal error", HasFaultString: true}},
	{"3.5-44", "a fault whose FaultCode is no number", &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true, FaultCode: "internal", FaultString: "Internal error", HasFaultString: true}},
}

func init() {
	spec(conform.Case{
		ID: "ACS-ERROR-001", Subject: "Errors",
		Title:  "XML that is no SOAP envelope is answered with status 400 without SOAP",
		Covers: reqs("3.7.2.4-13", "3.7.2.4-16", "3.7.2.4-21"),
		Steps:  "In a session send a document that is no envelope, and in another one an envelope without a Body.",
		Passes: "Both are answered with status 400, and the answer is no SOAP envelope.",
	}, func(t *ACS) {
		for _, c := range noSOAP {
			s := t.Connect()
			r := s.Do(puppet.Request{Body: []byte(c.body), Intent: c.what})
			t.Req("3.7.2.4-13").Expect(r.Status(), "the status of the answer to %s", c.what).To(Equal(400))
			t.Req("3.7.2.4-16", "3.7.2.4-21").Expect(r.Env, "the envelope in that answer").To(BeNil())
			s.HangUp()
		}
	})
	spec(conform.Case{
		ID: "ACS-ERROR-002", Subject: "Errors",
		Title:  "a session is over after XML that is not well-formed",
		Covers: reqs("3.7.2.4-12", "3.7.2.4-15"),
		Steps:  "Have the ACS order GetParameterValues, open a session, send half of an envelope, and then an empty POST with the same cookies.",
		Passes: "The first is answered with status 400, and the request of the ACS does not follow in this session.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		t.Idle()
		t.Order(t.someValues())
		s := t.Connect()
		q := s.Request(&cwmp.GetRPCMethods{})
		q.Body, q.Intent = q.Body[:len(q.Body)/2], "XML that is cut off"
		t.Req("3.7.2.4-12").Expect(s.Do(q).Status(), "the status of the answer to XML that is cut off").To(Equal(400))
		r := s.Do(puppet.Request{Intent: "a POST after the end of the session"})
		t.Req("3.7.2.4-15").Expect(r.Asks(), "that a request of the ACS comes after the end of the session").To(BeFalse())
		s.HangUp()
		t.Calm(t.Connect())
	})
	spec(conform.Case{
		ID: "ACS-ERROR-003", Subject: "Errors",
		Title:  "a SOAP fault that is not in the form of CWMP is answered with status 400",
		Covers: reqs("3.5-42", "3.5-43", "3.5-44", "3.7.2.4-14"),
		Steps:  "Have the ACS call GetParameterValues, and answer with a fault without the string CWMP fault, one without detail, one with an empty FaultCode, and one whose FaultCode is no number, each in a session of its own.",
		Passes: "Each is answered with status 400.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		for _, c := range formless {
			s, env := t.Asked(t.someValues())
			q := s.Response(env, c.fault)
			q.Intent = c.what
			r := s.Do(q)
			t.Req(c.id, "3.7.2.4-14").Expect(r.Status(), "the status of the answer to %s", c.what).To(Equal(400))
			s.HangUp()
		}
	})
	spec(conform.Case{
		ID: "ACS-ERROR-004", Subject: "Errors",
		Title:  "a fault of the device is taken calmly, whatever its code",
		Covers: reqs("3.5-38", "3.7.2.4-26"),
		Steps:  "Have the ACS call GetParameterValues, and answer with a fault: one of each code that a device can have, in a session of its own.",
		Passes: "The ACS goes on with the session, ends it with an empty response, or with status 400; it does not answer with a fault.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		for _, code := range []string{"9000", "9001", "9002", "9003", "9004", "9005", "9800"} {
			s, env := t.Asked(t.someValues())
			r := s.Do(s.Response(env, puppet.Fault(code, "Fault of the test")))
			t.Req("3.5-38").Expect(r.Fault(), "the fault in the answer to fault %s", code).To(BeNil())
			t.Req("3.7.2.4-26").Expect(outcome(r), "what comes of fault %s", code).To(goesOn)
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-ERROR-005", Subject: "Errors",
		Title:  "a response that does not fit is not answered with a fault",
		Covers: reqs("3.5-36"),
		Steps:  "Have the ACS call GetParameterValues, and answer with a response of another name, and in another session with one that lacks its list.",
		Passes: "The answer is no fault.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		for _, name := range []string{"RebootResponse", "GetParameterValuesResponse"} {
			s, env := t.Asked(t.someValues())
			q := puppet.Request{Body: s.Encode(cwmp.Header{ID: env.Header.ID}, name, &cwmp.Unknown{}), Intent: "a response that does not fit the request"}
			t.Req("3.5-36").Expect(s.Do(q).Fault(), "the fault in the answer to %s without content", name).To(BeNil())
			s.HangUp()
		}
	})
}
