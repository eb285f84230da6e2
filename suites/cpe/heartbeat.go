package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	heartbeat       = "14 HEARTBEAT"
	heartbeatPolicy = "ManagementServer.HeartbeatPolicy."
	standbyPolicy   = "ManagementServer.StandbyPolicy."
)

func init() {
	spec(conform.Case{
		ID: "CPE-BEAT-001", Subject: "Heartbeat", Needs: []string{"heartbeat"},
		Title:  "a device with the HEARTBEAT event has the Parameters of HeartbeatPolicy:1",
		Covers: reqs("3.7.1.5-99"),
		Steps:  "List the data model below ManagementServer.HeartbeatPolicy.",
		Passes: "Enable, ReportingInterval and InitiationTime are there.",
	}, func(t *CPE) {
		t.Req("3.7.1.5-99").Expect(t.listed(heartbeatPolicy), "the names below HeartbeatPolicy").To(ContainElements("Enable", "ReportingInterval", "InitiationTime"))
	})

	spec(conform.Case{
		ID: "CPE-BEAT-002", Subject: "Heartbeat", Waits: 200, Needs: []string{"heartbeat"},
		Title:  "14 HEARTBEAT comes in its interval, and again until an InformResponse confirms it",
		Covers: reqs("3.7.1.5-98", "3.7.1.5-100", "3.7.1.5-101", "3.7.1.5-102"),
		Steps:  "Enable the heartbeat with a ReportingInterval of 30 seconds. Answer the Inform with 14 HEARTBEAT and three attempts after it with 500, the next one properly, and ask for a session; then wait for the next heartbeat.",
		Passes: "Each attempt has the event, once. The session that was asked for has it not, and the next one comes within the interval.",
	}, func(t *CPE) {
		t.heartbeats("30")
		in := t.untilEvent(heartbeat, 30*time.Second+callBound)
		t.Req("3.7.1.5-98").Expect(in != nil, "an Inform with 14 HEARTBEAT within the interval").To(BeTrue())
		t.goOn(in != nil)
		for i, attempt := range t.attempts(in, 3, never) {
			t.Req("3.7.1.5-101", "3.7.1.5-102").Expect(unsent(in, attempt, heartbeat), "what attempt %d lacks", i).To(BeEmpty())
			t.Req("3.7.1.5-100").Expect(count(eventsOf(attempt), heartbeat), "how often attempt %d has 14 HEARTBEAT", i).To(BeNumerically("<=", 1))
		}
		t.End()
		t.Req("3.7.1.5-101").Expect(t.beatsAgain() && t.beatsAgainAtOnce(), "a heartbeat that was confirmed and is sent again").To(BeFalse())
		t.End()
		t.Req("3.7.1.5-98").Expect(t.untilEvent(heartbeat, 60*time.Second) != nil, "the next heartbeat").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-STANDBY-001", Subject: "Standby", Needs: []string{"standby"},
		Title:  "a device with the WAKEUP event has the Parameters of StandbyPolicy:1",
		Covers: reqs("3.7.1.5-93"),
		Steps:  "List the data model below ManagementServer.StandbyPolicy.",
		Passes: "All Parameters of the profile are there.",
	}, func(t *CPE) {
		t.Req("3.7.1.5-93").Expect(t.listed(standbyPolicy), "the names below StandbyPolicy").To(ContainElements("CRUnawarenessMaxDuration", "MaxMissedPeriodic",
			"NotifyMissedScheduled", "NetworkAwarenessCapable", "SelfTimerCapable", "CRAwarenessRequested", "PeriodicAwarenessRequested", "ScheduledAwarenessRequested"))
	})
}

// beatsAgain says that the session asked for right after a heartbeat was
// confirmed, which stays open, is one of a heartbeat.
func (t *CPE) beatsAgain() bool {
	confirmed := t.Clock.Now()
	again := count(eventsOf(t.Connect()), heartbeat) > 0
	return again && t.Clock.Since(confirmed) < 10*time.Second
}

// beatsAgainAtOnce is beatsAgain for the next heartbeat. Attempts come at any
// time, so that the next beat may fall due right after one was confirmed; after
// a heartbeat that came in its time it cannot.
func (t *CPE) beatsAgainAtOnce() bool {
	t.End()
	t.unless(t.untilEvent(heartbeat, 60*time.Second) == nil, "no further heartbeat comes")
	t.End()
	return t.beatsAgain()
}

// listed are the names directly below an Object, given below the root; none
// where the device refuses to list it.
func (t *CPE) listed(below string) []string {
	object, names := t.Device.Root+below, []string{}
	r := t.Call(&cwmp.GetParameterNames{ParameterPath: object, NextLevel: true})
	if m, ok := r.Body.(*cwmp.GetParameterNamesResponse); ok {
		for _, p := range m.ParameterList {
			names = append(names, trim(p.Name)[min(len(object), len(trim(p.Name))):])
		}
	}
	return names
}

// heartbeats has the device send heartbeats every so many seconds until the
// case is over.
func (t *CPE) heartbeats(interval string) {
	policy := t.Device.Root + heartbeatPolicy
	t.Borrow(Parameter{policy + "ReportingInterval", "unsignedInt"})
	t.Borrow(Parameter{policy + "Enable", "boolean"})
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(policy+"ReportingInterval", "unsignedInt", interval), value(policy+"Enable", "boolean", "1")))
	t.End()
}
