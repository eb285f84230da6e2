package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// The event of Connection Requests in Table 8.
func init() {
	spec(conform.Case{
		ID: "CPE-CR-201", Subject: "Connection Request", Needs: []string{"connection-request", "schedule-inform"}, Waits: 20,
		Title:  "6 CONNECTION REQUEST is in the Inform of a session that was asked for, and in no other",
		Covers: reqs("3.7.1.5-57"),
		Steps:  "Send a Connection Request to the idle device; in the session that begins, call ScheduleInform for 12 seconds. End the session and wait for the one that was scheduled.",
		Passes: "The first Inform has 6 CONNECTION REQUEST, that of the scheduled session has not.",
	}, func(t *CPE) {
		t.idleDevice()
		r := t.askIdle(acs.CR{})
		t.unless(r.Status()/100 != 2, "the Connection Request was not accepted: see CPE-CR-001")
		t.Req("3.7.1.5-57").Expect(t.eventsUntilCalled(nil), "the events of the session asked for").To(ContainElement(connectionRequest))
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 12, CommandKey: t.key()}))
		t.pass(8 * time.Second) // a session for a request that came late is over by then
		in := t.untilEvent("M ScheduleInform", t.lateBound())
		t.unless(in == nil, "no session came upon ScheduleInform: see CPE-INIT-003")
		t.Req("3.7.1.5-57").Expect(eventsOf(in), "the events of a session that nobody asked for").NotTo(ContainElement(connectionRequest))
	})

	spec(conform.Case{
		ID: "CPE-CR-202", Subject: "Connection Request", Needs: callable, Waits: 10,
		Title:  "6 CONNECTION REQUEST is delivered by the InformResponse, whatever becomes of the session",
		Covers: reqs("3.7.1.5-59"),
		Steps:  "Have a session opened by a Connection Request, answer its Inform properly and the empty POST with 500, and wait for the next attempt.",
		Passes: "If one comes, its Inform does not have the event.",
	}, func(t *CPE) {
		in := t.Connect()
		t.unless(count(eventsOf(in), connectionRequest) == 0, "the session does not have the event: see CPE-CR-001")
		t.Welcome()
		t.refuse(status(500))
		again := orNone(t.Next(retryBound))
		t.Req("3.7.1.5-59").Expect(eventsOf(again), "the events of the next attempt").NotTo(ContainElement(connectionRequest))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-CR-203", Subject: "Connection Request", Needs: callable, Waits: 10,
		Title:  "6 CONNECTION REQUEST is there once, however many Connection Requests the session answers",
		Covers: reqs("3.7.1.5-58"),
		Steps:  "Send the idle device two Connection Requests, the second at once after the first.",
		Passes: "If both are answered before the session begins, its Inform has the event once.",
	}, func(t *CPE) {
		t.idleDevice()
		t.askIdle(acs.CR{})
		t.callsBefore(t.ask(acs.CR{}))
		t.Req("3.7.1.5-58").Expect(count(eventsOf(t.session.Inform()), connectionRequest), "how often the Inform has 6 CONNECTION REQUEST").To(BeNumerically("<=", 1))
		t.End()
		t.callSessions(quiet)
	})
}
