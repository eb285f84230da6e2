package acs

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
)

const aboutArguments = "Arguments of devices"

// without is a request from whose arguments one element is left out.
func without(s *puppet.Session, body any, element string) puppet.Request {
	q := s.Request(body)
	start, end := strings.Index(string(q.Body), "<"+element), strings.LastIndex(string(q.Body), "</"+element+">")
	q.Body = append(slices.Clone(q.Body[:start]), q.Body[end+len(element)+3:]...)
	q.Intent = cwmp.MethodOf(body) + " without " + element
	return q
}

func init() {
	spec(conform.Case{
		ID: "ACS-ARG-001", Subject: aboutArguments,
		Title:  "a request whose arguments break the schema is refused",
		Covers: reqs("A.2.3-2", "A.5.2-6"),
		Steps:  "Call TransferComplete without FaultStruct, and send an Inform without DeviceId and one with RetryCount x.",
		Passes: "Each is answered with a fault or an HTTP error, and the fault code is 8003 or one that names no cause.",
	}, func(t *ACS) {
		t.Idle()
		s := t.Connect()
		call := s.Do(without(s, aTransfer, "FaultStruct"))
		s.HangUp()
		s = t.Session()
		bare := s.Begin(without(s, t.Inform(), "DeviceId"))
		s.HangUp()
		s = t.Session()
		q := s.Request(t.Inform())
		q.Body, q.Intent = []byte(strings.Replace(string(q.Body), "<RetryCount>0<", "<RetryCount>x<", 1)), "RetryCount x"
		odd := s.Begin(q)
		s.HangUp()
		for _, r := range []struct {
			what  string
			reply *puppet.Reply
		}{{"TransferComplete without FaultStruct", call}, {"an Inform without DeviceId", bare}, {"an Inform with RetryCount x", odd}} {
			t.Req("A.2.3-2").Expect(r.reply.Refused(), "whether %s, answered with %s, is refused", r.what, r.reply).To(BeTrue())
			t.Req("A.5.2-6").Expect(r.reply.Code(), "the fault code in the answer to %s", r.what).To(BeElementOf("none", "8000", "8001", "8002", "8003"))
		}
	})
	spec(conform.Case{
		ID: "ACS-ARG-002", Subject: aboutArguments,
		Title:  "booleans of a device are taken in both spellings",
		Covers: reqs("A.2.1-13"),
		Steps:  "Have the ACS order GetParameterNames twice, and answer with Writable as 0 and 1, and then as false and true.",
		Passes: "The session goes on in the same way after both.",
		Needs:  []string{can("GetParameterNames")},
	}, func(t *ACS) {
		digits, words := strings.NewReplacer(), strings.NewReplacer("<Writable>0<", "<Writable>false<", "<Writable>1<", "<Writable>true<")
		var ends []string
		for _, spelling := range []*strings.Replacer{digits, words} {
			s, env := t.Asked(&cwmp.GetParameterNames{ParameterPath: below + "ManagementServer.", NextLevel: true})
			q := s.Response(env, s.Device.Answer(env))
			q.Body = []byte(spelling.Replace(string(q.Body)))
			ends = append(ends, outcome(s.Do(q)))
			s.Finish()
		}
		t.Req("A.2.1-13").Expect(ends[1], "what follows a response with false and true").To(Equal(ends[0]))
	})
}
