package acs

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
)

func init() {
	spec(conform.Case{
		ID: "ACS-INFORM-004", Subject: "Inform",
		Title:  "the order of events and Parameters in the Inform means nothing",
		Covers: reqs("A.2.1-35", "A.3.3.1-7"),
		Steps:  "Send an Inform with 1 BOOT, 2 PERIODIC and M Reboot, and another one with the same in reverse order, Parameters too.",
		Passes: "Both are answered with InformResponse, and both sessions end with an empty response.",
	}, func(t *ACS) {
		t.Idle()
		events := []string{"1 BOOT", "2 PERIODIC", "M Reboot/cwmpspec-reboot"}
		t.Calm(t.Connect(events...))
		slices.Reverse(events)
		s, m := t.Session(), t.Inform(events...)
		slices.Reverse(m.ParameterList)
		t.Req("A.2.1-35", "A.3.3.1-7").Expect(s.Inform(m).String(), "the answer to an Inform in reverse order").To(informResponse)
		t.Req("A.2.1-35", "A.3.3.1-7").Expect(t.Calm(s), "the last response of that session").To(anEmptyOne)
	})
	spec(conform.Case{
		ID: "ACS-INFORM-005", Subject: "Inform",
		Title:  "an Inform without events is accepted in a retry",
		Covers: reqs("A.3.3.1-11"),
		Steps:  "Open a session, close the connection after the InformResponse, and send an Inform with RetryCount 1 and an empty list of events.",
		Passes: "It is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		t.Connect("2 PERIODIC").HangUp()
		s, m := t.Session(), t.Inform("2 PERIODIC")
		m.Event, m.RetryCount = nil, 1
		t.Req("A.3.3.1-11").Expect(s.Inform(m).String(), "the answer to an Inform without events").To(informResponse)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-INFORM-006", Subject: "Inform",
		Title:  "events that come a second time are taken as the first time",
		Covers: reqs("3.7.1.5-7"),
		Steps:  "As a new device send an Inform with 0 BOOTSTRAP and 1 BOOT, close the connection after the InformResponse, and send the same events again with RetryCount 1.",
		Passes: "The second Inform is answered with InformResponse too, and its session ends with an empty response.",
	}, func(t *ACS) {
		t.Connect("0 BOOTSTRAP", "1 BOOT").HangUp()
		s, m := t.Session(), t.Inform("0 BOOTSTRAP", "1 BOOT")
		m.RetryCount = 1
		t.Req("3.7.1.5-7").Expect(s.Inform(m).String(), "the answer to the same events in a retry").To(informResponse)
		t.Req("3.7.1.5-7").Expect(t.Calm(s), "the last response of that session").To(anEmptyOne)
	})
	spec(conform.Case{
		ID: "ACS-INFORM-007", Subject: "Inform",
		Title:  "events that the ACS does not know are ignored",
		Covers: reqs("3.7.2.1-16"),
		Steps:  "Send an Inform with 2 PERIODIC and each of: M X_00005E_Method, X 00005E Event, and 99 UNKNOWN where the ACS speaks CWMP 1.2 or later.",
		Passes: "Each is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		for _, event := range t.strange() {
			s := t.Session()
			t.Req("3.7.2.1-16").Expect(s.Inform(t.Inform("2 PERIODIC", event)).String(), "the answer to an Inform with the event %s", event).To(informResponse)
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-INFORM-008", Subject: "Inform",
		Title:  "each event of the standard is accepted",
		Covers: reqs("3.6-45", "3.7.2.1-1", "A.3.3-1"),
		Steps:  "Send an Inform for each event code of Table 7 that exists in the CWMP version of the ACS, each in a session of its own.",
		Passes: "Each is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		for _, event := range t.events() {
			s := t.Session()
			r := s.Inform(t.Inform(event))
			t.Req("3.6-45", "3.7.2.1-1").Expect(r.String(), "the answer to an Inform with the event %s", event).To(informResponse)
			t.Req("A.3.3-1").Expect(r.Code(), "the fault code in the answer to an Inform with the event %s", event).NotTo(Equal("8000"))
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-INFORM-009", Subject: "Inform",
		Title:  "an Inform of 32768 bytes is accepted",
		Covers: reqs("3.5-16"),
		Steps:  "Send an Inform with Parameters of the data model and white space up to an envelope of exactly 32768 bytes.",
		Passes: "It is answered with InformResponse, not with fault 8004 or an HTTP error.",
	}, func(t *ACS) {
		t.Idle()
		s := t.Session()
		t.Req("3.5-16").Expect(s.Begin(t.long(s, 32768)).String(), "the answer to an Inform of 32768 bytes").To(informResponse)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-INFORM-010", Subject: "Inform", Robustness: true,
		Title:  "much larger Informs are served, or refused in an orderly way",
		Steps:  "Send Informs of 100 KiB and of 1 MiB.",
		Passes: "Each is answered with InformResponse, with fault 8004, or with an HTTP error; an ordinary Inform afterwards is served.",
	}, func(t *ACS) {
		t.Idle()
		for _, size := range []int{100 << 10, 1 << 20} {
			s := t.Session()
			t.Note().Expect(s.Begin(t.long(s, size)).String(), "the answer to an Inform of %d bytes", size).To(Or(informResponse, Equal("fault 8004"), HavePrefix("status 4")))
			s.Finish()
			t.Note().Expect(t.ordinary(), "the answer to an ordinary Inform afterwards").To(informResponse)
		}
	})
}

// strange are events that no version of the standard defines. The schema of
// CWMP 1.0 and 1.1 leaves no room for a code like 99 UNKNOWN.
func (t *ACS) strange() []string {
	list := []string{"M X_00005E_Method/cwmpspec", "X 00005E Event"}
	if t.version() >= "1.2" {
		list = append(list, "99 UNKNOWN")
	}
	return list
}

// events are the events of Table 7 that the ACS has to know by its version.
func (t *ACS) events() []string {
	list := []string{"0 BOOTSTRAP", "1 BOOT", "2 PERIODIC", "3 SCHEDULED", "4 VALUE CHANGE", "5 KICKED", "6 CONNECTION REQUEST", "7 TRANSFER COMPLETE",
		"8 DIAGNOSTICS COMPLETE", "M Reboot/cwmpspec", "M ScheduleInform/cwmpspec", "M Download/cwmpspec", "M Upload/cwmpspec"}
	for _, later := range []struct {
		since  string
		events []string
	}{
		{"1.1", []string{"9 REQUEST DOWNLOAD", "10 AUTONOMOUS TRANSFER COMPLETE"}},
		{"1.2", []string{"11 DU STATE CHANGE COMPLETE", "12 AUTONOMOUS DU STATE CHANGE COMPLETE", "M ScheduleDownload/cwmpspec", "M ChangeDUState/cwmpspec"}},
		{"1.3", []string{"13 WAKEUP"}},
		{"1.4", []string{"14 HEARTBEAT"}},
	} {
		if later.since <= t.version() {
			list = append(list, later.events...)
		}
	}
	return list
}

// ordinary is the answer to an ordinary Inform of the case's device.
func (t *ACS) ordinary() string {
	s := t.Session()
	defer s.Finish()
	return s.Inform(t.Inform("2 PERIODIC")).String()
}
