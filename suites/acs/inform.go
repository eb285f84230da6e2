package acs

import (
	"fmt"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
)

func init() {
	spec(conform.Case{
		ID: "ACS-INFORM-001", Subject: "Inform",
		Title:  "the first Inform of a device is answered with InformResponse",
		Covers: reqs("3.3-25", "3.7.2.1-1", "A.3.3-1"),
		Steps:  "As a new device send an Inform with 0 BOOTSTRAP and 1 BOOT, and again one with 2 PERIODIC.",
		Passes: "The ACS takes the connection, and answers with InformResponse both times.",
	}, func(t *ACS) {
		for range 2 {
			s := t.Session()
			r := s.Inform(t.Inform())
			t.Req("3.3-25").Expect(r.Err, "what went wrong with the connection").To(BeNil())
			t.Req("3.7.2.1-1").Expect(r.String(), "the answer to Inform").To(informResponse)
			t.Req("A.3.3-1").Expect(r.Code(), "the fault code in the answer to Inform").NotTo(Equal("8000"))
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-INFORM-002", Subject: "Inform",
		Title:  "MaxEnvelopes of the Inform is ignored",
		Covers: reqs("A.3.3.1-15"),
		Steps:  "Send an Inform with MaxEnvelopes 1, and then one each with 0, 2 and 4294967295.",
		Passes: "All are answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		for _, n := range []uint32{0, 2, 1<<32 - 1} {
			s, m := t.Session(), t.Inform("2 PERIODIC")
			m.MaxEnvelopes = n
			t.Req("A.3.3.1-15").Expect(s.Inform(m).String(), "the answer to an Inform with MaxEnvelopes %d", n).To(informResponse)
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-INFORM-003", Subject: "Inform",
		Title:  "an Inform with 64 events is accepted",
		Covers: reqs("A.3.3.1-5"),
		Steps:  "Send an Inform with 2 PERIODIC, 3 SCHEDULED and 62 M ScheduleInform, each with a CommandKey of its own.",
		Passes: "It is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		events := []string{"2 PERIODIC", "3 SCHEDULED"}
		for len(events) < 64 {
			events = append(events, fmt.Sprintf("M ScheduleInform/key-%d", len(events)))
		}
		s := t.Session()
		t.Req("A.3.3.1-5").Expect(s.Inform(t.Inform(events...)).String(), "the answer to an Inform with 64 events").To(informResponse)
		s.Finish()
	})
}
