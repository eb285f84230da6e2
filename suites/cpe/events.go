package cpe

import (
	"fmt"
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutEvents = "Events"

func init() {
	spec(conform.Case{
		ID: "CPE-EVENT-001", Subject: aboutEvents, Waits: 150, Needs: []string{NeedPeriodic},
		Title: "1 BOOT, M Reboot and 2 PERIODIC are sent again until an InformResponse confirms them, and not after",
		Covers: reqs("3.7.1.5-9", "3.7.1.5-11", "3.7.1.5-33", "3.7.1.5-34", "3.7.1.5-35", "3.7.1.5-36", "3.7.1.5-37", "3.7.1.5-38", "3.7.1.5-105",
			"A.3.3.1-12", "A.3.3.1-19", "A.3.3.1-22", "3.2.1.1-2"),
		Steps:  "Set PeriodicInformInterval to 10 seconds, call Reboot, and answer the Inform with 1 BOOT and two attempts after it with 500. Answer the next one properly, set the interval back, end the session and ask for another one.",
		Passes: "Each attempt has the events of the one before, 1 BOOT once, and 2 PERIODIC once when it fell due; RetryCount counts on. The last session has none of them.",
	}, func(t *CPE) {
		restore := t.periodic(10)
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		series := t.attempts(t.restarted(), 3, func(*cwmp.Inform) bool { return false })
		t.judgeSeries(series)
		last := series[len(series)-1]
		t.Req("3.7.1.5-36").Expect(eventsOf(last), "the events of the last attempt").To(ContainElement("2 PERIODIC"))
		t.Welcome()
		restore()
		after := eventsOf(t.Connect())
		t.Req("3.7.1.5-34").Expect(after, "the events of the session after the InformResponse").NotTo(ContainElement("1 BOOT"))
		t.Req("3.7.1.5-38").Expect(after, "the events of the session after the InformResponse").NotTo(ContainElement("2 PERIODIC"))
		t.Req("3.7.1.5-105").Expect(after, "the events of the session after the InformResponse").NotTo(ContainElement("M Reboot"))
	})

	spec(conform.Case{
		ID: "CPE-EVENT-002", Subject: aboutEvents, Waits: 40, Needs: []string{"schedule-inform"},
		Title: "each Inform that was scheduled is reported with its own CommandKey until an InformResponse confirms it",
		Covers: reqs("3.7.1.5-40", "3.7.1.5-42", "3.7.1.5-43", "3.7.1.5-107", "3.7.1.5-108", "3.7.1.5-109", "3.7.1.5-135", "3.7.1.5-136",
			"A.3.3.1-12", "A.3.3.1-70", "A.4.1.2-13"),
		Steps:  "Call ScheduleInform for 1 second and for 4 seconds with different CommandKeys. Answer the Informs with 500 until both have fallen due, then answer properly, end the session and ask for another one.",
		Passes: "The first Inform has 3 SCHEDULED and M ScheduleInform with its CommandKey; the attempt after the second has fallen due has 3 SCHEDULED once and M ScheduleInform twice. The last session has neither.",
	}, func(t *CPE) {
		one, two := t.key()+".1", t.key()+".2"
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 1, CommandKey: one}))
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 4, CommandKey: two}))
		t.End()
		first := t.Next(t.SessionBound)
		if first == nil {
			t.Req("3.7.1.5-40", "3.7.1.5-107").Expect("none", "a session for ScheduleInform").To(Equal("one"))
			t.Stop("no session came upon ScheduleInform")
		}
		t.Req("3.7.1.5-40").Expect(eventsOf(first), "the events of the Inform").To(ContainElement("3 SCHEDULED"))
		t.Req("3.7.1.5-107").Expect(eventsOf(first), "the events of the Inform").To(ContainElement("M ScheduleInform"))
		t.Req("A.3.3.1-70", "A.4.1.2-13").Expect([]string{one, two}, "the CommandKeys of the calls, of which M ScheduleInform has some").To(ContainElements(keysOf(first, "M ScheduleInform")))
		series := t.attempts(first, 3, func(in *cwmp.Inform) bool { return len(keysOf(in, "M ScheduleInform")) > 1 })
		both := series[len(series)-1]
		keys := keysOf(both, "M ScheduleInform")
		t.Req("3.7.1.5-42").Expect(count(eventsOf(both), "3 SCHEDULED"), "how often the Inform has 3 SCHEDULED").To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-43", "3.7.1.5-109").Expect(eventsOf(both), "the events of the attempt").To(ContainElements(eventsOf(first)))
		t.Req("3.7.1.5-108", "3.7.1.5-135").Expect(len(keys), "how often the attempt has M ScheduleInform").To(BeNumerically(">=", 2))
		t.Req("3.7.1.5-136").Expect(keys, "the CommandKeys of M ScheduleInform in the attempt").To(ContainElements(keysOf(first, "M ScheduleInform")))
		t.Req("A.3.3.1-12").Expect(keys, "the CommandKeys of M ScheduleInform in the attempt").To(ContainElement(two))
		t.End()
		after := eventsOf(t.Connect())
		t.Req("3.7.1.5-43").Expect(after, "the events of the session after the InformResponse").NotTo(ContainElement("3 SCHEDULED"))
		t.Req("3.7.1.5-109").Expect(after, "the events of the session after the InformResponse").NotTo(ContainElement("M ScheduleInform"))
	})

	spec(conform.Case{
		ID: "CPE-EVENT-003", Subject: aboutEvents, Waits: 200, Needs: []string{"schedule-inform", "absolute-time", target.NeedPowerCycle, NeedPeriodic},
		Title:  "events that were not delivered outlive a loss of power",
		Covers: reqs("3.7.1.5-24", "3.7.1.5-30", "3.7.1.5-33", "3.7.1.5-39", "3.7.1.5-44", "3.7.1.5-106", "3.7.1.5-110", "A.4.1.2-5"),
		Steps:  "Set PeriodicInformInterval to 10 seconds, call ScheduleInform for 3 seconds and Reboot. Answer the Informs with 500 until one has 2 PERIODIC, M Reboot and M ScheduleInform; then switch the device off and on.",
		Passes: "The Inform of the device when it is back has all of these events with their CommandKeys, 1 BOOT once, and no 0 BOOTSTRAP.",
	}, func(t *CPE) {
		restore := t.periodic(10)
		reboot, schedule := t.key()+".R", t.key()+".S"
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 3, CommandKey: schedule}))
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: reboot}))
		t.End()
		series := t.attempts(t.restarted(), 3, func(in *cwmp.Inform) bool {
			return slices.Contains(eventsOf(in), "2 PERIODIC") && slices.Contains(eventsOf(in), "M ScheduleInform")
		})
		waiting := series[len(series)-1]
		t.Req("A.4.1.2-5").Expect(keysOf(waiting, "M ScheduleInform"), "the CommandKeys of M ScheduleInform after the reboot").To(ContainElement(schedule))
		boot := t.powerLost()
		events := eventsOf(boot)
		t.Req("3.7.1.5-30").Expect(events, "the events of the Inform").To(ContainElement("1 BOOT"))
		t.Req("3.7.1.5-33").Expect(count(events, "1 BOOT"), "how often the Inform has 1 BOOT").To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-24").Expect(events, "the events of the Inform").NotTo(ContainElement("0 BOOTSTRAP"))
		t.Req("3.7.1.5-39").Expect(unsent(waiting, boot, "2 PERIODIC"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Req("3.7.1.5-44").Expect(unsent(waiting, boot, "3 SCHEDULED"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Req("3.7.1.5-106").Expect(unsent(waiting, boot, "M Reboot"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Req("3.7.1.5-110").Expect(unsent(waiting, boot, "M ScheduleInform"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Welcome()
		restore()
	})
}

// periodic has the device inform every so many seconds, and returns what sets
// the parameters back, which is done after the case too.
func (t *CPE) periodic(interval int) (restore func()) {
	enable := Parameter{t.Device.Root + "ManagementServer.PeriodicInformEnable", "boolean"}
	every := Parameter{t.Device.Root + "ManagementServer.PeriodicInformInterval", "unsignedInt"}
	before := []cwmp.ParameterValueStruct{value(enable.Name, enable.Type, t.Borrow(enable)), value(every.Name, every.Type, t.Borrow(every))}
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(enable.Name, enable.Type, "1"), value(every.Name, every.Type, fmt.Sprint(interval))))
	return func() { must[cwmp.SetParameterValuesResponse](t, t.Set(before...)) }
}

// attempts answers an Inform, and those of the attempts after it, with 500: so
// many times, or until enough is true of one. It returns all the Informs; the
// last waits for its answer.
func (t *CPE) attempts(first *cwmp.Inform, times int, enough func(*cwmp.Inform) bool) []*cwmp.Inform {
	if first == nil {
		t.Stop("the session did not come within %s", t.BootBound)
	}
	series := []*cwmp.Inform{first}
	for len(series) <= times && !enough(series[len(series)-1]) {
		t.refuse()
		in := t.Next(retryBound)
		if in == nil {
			t.Stop("the session was not tried again within %s", retryBound)
		}
		series = append(series, in)
	}
	return series
}

// refuse answers the POST that waits with 500, on which the session has to fail.
func (t *CPE) refuse() {
	a := status(500)
	a.Fatal = true
	if in, _ := t.TrySend(a); in != nil {
		t.Stop("the session went on after status 500: %s", describe(in))
	}
}

// judgeSeries judges attempts at one session that were refused.
func (t *CPE) judgeSeries(series []*cwmp.Inform) {
	for i, in := range series[1:] {
		events, before := eventsOf(in), series[i]
		gone := unsent(before, in, "1 BOOT", "M Reboot", "2 PERIODIC")
		t.Req("3.7.1.5-9", "3.7.1.5-11").Expect(gone, "what was not delivered and is not sent again in attempt %d", i+1).To(BeEmpty())
		t.Req("3.7.1.5-34", "3.7.1.5-35").Expect(unsent(series[0], in, "1 BOOT"), "what attempt %d lacks", i+1).To(BeEmpty())
		t.Req("3.7.1.5-105").Expect(unsent(series[0], in, "M Reboot"), "what attempt %d lacks", i+1).To(BeEmpty())
		t.Req("3.7.1.5-38").Expect(unsent(before, in, "2 PERIODIC"), "what attempt %d lacks", i+1).To(BeEmpty())
		t.Req("3.7.1.5-33").Expect(count(events, "1 BOOT"), "how often attempt %d has 1 BOOT", i+1).To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-37").Expect(count(events, "2 PERIODIC"), "how often attempt %d has 2 PERIODIC", i+1).To(BeNumerically("<=", 1))
		t.Req("A.3.3.1-19", "3.2.1.1-2").Expect(in.RetryCount, "RetryCount of attempt %d", i+1).To(BeNumerically(">=", i+1))
		t.Req("A.3.3.1-22").Expect(in.RetryCount, "RetryCount of attempt %d", i+1).To(BeNumerically(">=", before.RetryCount))
	}
	t.Req("A.3.3.1-12").Expect(eventsOf(series[len(series)-1]), "the events of the last attempt, during which the interval passed").To(ContainElement("2 PERIODIC"))
}

// unsent lists the events of some codes that one Inform has and a later one
// has not, with their CommandKeys.
func unsent(before, after *cwmp.Inform, codes ...string) []string {
	var list []string
	for _, e := range before.Event {
		if slices.Contains(codes, e.EventCode) && !slices.Contains(after.Event, e) {
			list = append(list, e.EventCode+" "+e.CommandKey)
		}
	}
	return list
}

// powerLost switches the device off and on while its Inform waits for an
// answer, and returns the Inform with which it comes back.
func (t *CPE) powerLost() *cwmp.Inform {
	if err := t.Hands.PowerCycle(t.Ctx); err != nil {
		t.Stop("the hook for a power cycle failed: %v", err)
	}
	in := t.Next(t.BootBound)
	if in == nil {
		t.Stop("the device did not come back within %s after the power cycle", t.BootBound)
	}
	return in
}
