package cpe

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
		Covers: reqs("3.7.1.5-9", "3.7.1.5-11", "3.7.1.5-33", "3.7.1.5-34", "3.7.1.5-35", "3.7.1.5-37", "3.7.1.5-38", "3.7.1.5-105",
			"A.3.3.1-19", "3.2.1.1-2"),
		Steps:  "Set PeriodicInformInterval to 10 seconds, call Reboot, and answer the Inform with 1 BOOT and two attempts after it with 500. Answer the next one properly, set the interval back, end the session and ask for another one.",
		Passes: "Each attempt has the events of the one before, 1 BOOT once, and 2 PERIODIC once when it fell due; RetryCount counts on. The last session has none of them.",
	}, func(t *CPE) {
		restore := t.periodic(10)
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		series := t.attempts(t.restarted(), 3, never)
		t.judgeSeries(series)
		last := series[len(series)-1]
		t.Welcome()
		restore()
		after := t.Connect()
		t.Req("3.7.1.5-34").Expect(again(last, after, "1 BOOT"), "what was confirmed and is sent again").To(BeEmpty())
		t.Req("3.7.1.5-105").Expect(again(last, after, "M Reboot"), "what was confirmed and is sent again").To(BeEmpty())
		t.Req("3.7.1.5-38").Expect(t.periodicAgain(again(last, after, "2 PERIODIC")), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-EVENT-002", Subject: aboutEvents, Waits: 40, Needs: []string{"schedule-inform"},
		Title: "each Inform that was scheduled is reported with its own CommandKey until an InformResponse confirms it",
		Covers: reqs("3.7.1.5-40", "3.7.1.5-42", "3.7.1.5-43", "3.7.1.5-107", "3.7.1.5-108", "3.7.1.5-109", "3.7.1.5-135", "3.7.1.5-136",
			"A.3.3.1-12", "A.3.3.1-70", "A.4.1.2-13"),
		Steps:  "Call ScheduleInform for 1 second and for 4 seconds with different CommandKeys. Answer the Informs with 500 until both have fallen due, then answer properly, end the session and ask for another one.",
		Passes: "The first Inform has 3 SCHEDULED and M ScheduleInform with its CommandKey; the attempt after the second has fallen due has 3 SCHEDULED once and M ScheduleInform twice. The last session has neither.",
	}, func(t *CPE) {
		start := t.Clock.Now()
		one, two := t.key()+"A", t.key()+"B"
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 1, CommandKey: one}))
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 4, CommandKey: two}))
		t.End()
		first := t.upto(t.inAll(t.lateBound()), func(in *cwmp.Inform) bool {
			return slices.Contains(eventsOf(in), "3 SCHEDULED") || slices.Contains(eventsOf(in), "M ScheduleInform")
		})
		if t.unscheduled = first == nil; first == nil {
			t.Req("3.7.1.5-40", "3.7.1.5-107").Expect("none", "a session for ScheduleInform").To(Equal("one"))
			t.Stop("no session came upon ScheduleInform")
		}
		t.judgeScheduled(first, one, two)
		series := t.attempts(first, 3, func(in *cwmp.Inform) bool { return len(keysOf(in, "M ScheduleInform")) > 1 })
		both := series[len(series)-1]
		keys := keysOf(both, "M ScheduleInform")
		t.unless(len(keys) < 2 && t.Clock.Since(start) < 6*time.Second, "three attempts came before the second Inform that was scheduled")
		t.Req("3.7.1.5-42").Expect(count(eventsOf(both), "3 SCHEDULED"), "how often the Inform has 3 SCHEDULED").To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-43").Expect(unsent(first, both, "3 SCHEDULED"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Req("3.7.1.5-108", "3.7.1.5-135").Expect(len(keys), "how often the attempt has M ScheduleInform").To(BeNumerically(">=", 2))
		t.Req("3.7.1.5-109", "3.7.1.5-136").Expect(unsent(first, both, "M ScheduleInform"), "what was not delivered and is not sent again").To(BeEmpty())
		t.End()
		after := t.Connect()
		t.Req("A.3.3.1-12").Expect(unsent(after, both, "M ScheduleInform"), "what had occurred before the attempt and is sent only after it").To(BeEmpty())
		t.Req("3.7.1.5-43").Expect(again(both, after, "3 SCHEDULED"), "what was confirmed and is sent again").To(BeEmpty())
		t.Req("3.7.1.5-109").Expect(again(both, after, "M ScheduleInform"), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-EVENT-003", Subject: aboutEvents, Waits: 200, Needs: []string{"schedule-inform", "absolute-time", target.NeedPowerCycle, NeedPeriodic},
		Title:  "events that were not delivered outlive a loss of power",
		Covers: reqs("3.7.1.5-24", "3.7.1.5-30", "3.7.1.5-33", "3.7.1.5-39", "3.7.1.5-44", "3.7.1.5-106", "3.7.1.5-110"),
		Steps:  "Set PeriodicInformInterval to 10 seconds, call ScheduleInform for 3 seconds and Reboot. Answer the Informs with 500 until one has 2 PERIODIC, M Reboot and M ScheduleInform; then switch the device off and on. Events that the device sends apart are refused, and the device switched off and on, one after the other.",
		Passes: "The Inform of the device when it is back has all of these events with their CommandKeys, 1 BOOT once, and no 0 BOOTSTRAP.",
	}, func(t *CPE) {
		t.tellsScheduled()
		restore := t.periodic(10)
		reboot, schedule := t.key()+"R", t.key()+"S"
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 3, CommandKey: schedule}))
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: reboot}))
		t.End()
		series := t.attempts(t.restartedBefore("M ScheduleInform"), 3, func(in *cwmp.Inform) bool {
			return slices.Contains(eventsOf(in), "2 PERIODIC") && slices.Contains(eventsOf(in), "M ScheduleInform")
		})
		waiting := series[len(series)-1]
		if !slices.Contains(eventsOf(waiting), "M Reboot") {
			t.Stop("the attempts after the reboot do not have M Reboot")
		}
		boot := t.powerLost()
		events := eventsOf(boot)
		t.Req("3.7.1.5-30").Expect(events, "the events of the Inform").To(ContainElement("1 BOOT"))
		t.Req("3.7.1.5-33").Expect(count(events, "1 BOOT"), "how often the Inform has 1 BOOT").To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-24").Expect(events, "the events of the Inform").NotTo(ContainElement("0 BOOTSTRAP"))
		t.judgeOutlived(waiting, boot)
		t.Welcome()
		t.outliveApart(missing(eventsOf(waiting), []string{"2 PERIODIC", "M ScheduleInform"}))
		restore()
	})

	spec(conform.Case{
		ID: "CPE-EVENT-004", Subject: aboutEvents, Waits: 60, Needs: []string{NeedPeriodic},
		Title:  "a periodic Inform has 2 PERIODIC, and has it again when it was not answered",
		Covers: reqs("3.7.1.5-36", "3.7.1.5-38", "A.3.3.1-22"),
		Steps:  "Set PeriodicInformInterval to 12 seconds and end the session; answer the Inform with 2 PERIODIC, and that of the next attempt, with 500; then ask for a session.",
		Passes: "An Inform has 2 PERIODIC, and so does that of the next attempt. The last Inform has a RetryCount that is not lower than that before it.",
	}, func(t *CPE) {
		restore := t.periodic(12)
		t.End()
		in := t.untilEvent("2 PERIODIC", 40*time.Second)
		t.Req("3.7.1.5-36").Expect(in != nil, "an Inform with 2 PERIODIC within 40 seconds").To(BeTrue())
		series := t.attempts(in, 1, never)
		t.Req("3.7.1.5-38").Expect(eventsOf(series[1]), "the events of the next attempt").To(ContainElement("2 PERIODIC"))
		t.refuse(status(500))
		t.Req("A.3.3.1-22").Expect(t.Connect().RetryCount, "RetryCount when another event has occurred").To(BeNumerically(">=", max(1, series[1].RetryCount)))
		t.Welcome()
		restore()
	})
}

// periodicAgain looks a second time whether 2 PERIODIC is sent again, where it
// seemed so. Attempts come at any time, so that another one may have fallen due
// before the interval was set back; right after one fell due none can.
func (t *CPE) periodicAgain(seen []string) []string {
	if len(seen) == 0 {
		return seen
	}
	restore := t.periodic(60)
	t.End()
	in := t.untilEvent("2 PERIODIC", 130*time.Second)
	t.unless(in == nil, "no periodic Inform comes: see CPE-EVENT-004")
	t.Welcome()
	restore()
	return again(in, t.Connect(), "2 PERIODIC")
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
		t.refuse(status(500))
		bound := t.retryWithin(len(series))
		in := t.Next(bound)
		if in == nil {
			t.Stop("the session was not tried again within %s", bound)
		}
		series = append(series, in)
	}
	return series
}

// judgeSeries judges attempts at one session that were refused.
func (t *CPE) judgeSeries(series []*cwmp.Inform) {
	for i, in := range series[1:] {
		events, before := eventsOf(in), series[i]
		t.Req("3.7.1.5-9").Expect(unsent(before, in, "1 BOOT", "M Reboot", "2 PERIODIC"), "what was not delivered and is not sent again in attempt %d", i+1).To(BeEmpty())
		t.Req("3.7.1.5-11").Expect(unsent(in, before, "1 BOOT", "M Reboot"), "what comes in attempt %d and was left out before", i+1).To(BeEmpty())
		t.Req("3.7.1.5-34", "3.7.1.5-35").Expect(unsent(series[0], in, "1 BOOT"), "what attempt %d lacks", i+1).To(BeEmpty())
		t.Req("3.7.1.5-105").Expect(unsent(series[0], in, "M Reboot"), "what attempt %d lacks", i+1).To(BeEmpty())
		t.Req("3.7.1.5-33").Expect(count(events, "1 BOOT"), "how often attempt %d has 1 BOOT", i+1).To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-37").Expect(count(events, "2 PERIODIC"), "how often attempt %d has 2 PERIODIC", i+1).To(BeNumerically("<=", 1))
		t.Req("A.3.3.1-19", "3.2.1.1-2").Expect(in.RetryCount, "RetryCount of attempt %d", i+1).To(BeNumerically(">=", i+1))
	}
}

// judgeScheduled judges the first Inform that came upon ScheduleInform.
func (t *CPE) judgeScheduled(first *cwmp.Inform, keys ...string) {
	events := eventsOf(first)
	t.Req("3.7.1.5-40").Expect(events, "the events of the Inform").To(ContainElement("3 SCHEDULED"))
	t.Req("3.7.1.5-107").Expect(events, "the events of the Inform").To(ContainElement("M ScheduleInform"))
	t.Req("A.3.3.1-70", "A.4.1.2-13").Expect(keys, "the CommandKeys of the calls, of which M ScheduleInform has some").To(ContainElements(keysOf(first, "M ScheduleInform")))
	if got := keysOf(first, "M ScheduleInform"); len(got) == 0 || slices.Contains(keys[1:], got[0]) {
		t.Stop("the device does not tell of the first ScheduleInform")
	}
}

// tellsScheduled ends the body of a device whose Inform does not tell that it
// was scheduled.
func (t *CPE) tellsScheduled() {
	if !slices.Contains(eventsOf(t.Pending()), "M ScheduleInform") {
		t.Stop("the device does not tell of ScheduleInform")
	}
	t.Welcome()
}

// eventsOf lists the event codes of an Inform, none for nil.
func eventsOf(in *cwmp.Inform) []string {
	list := []string{}
	if in != nil {
		for _, e := range in.Event {
			list = append(list, e.EventCode)
		}
	}
	return list
}

// has says that an Inform has an event; what a CommandKey is only counts where
// there may be one.
func has(in *cwmp.Inform, e cwmp.EventStruct) bool {
	return slices.ContainsFunc(in.Event, func(x cwmp.EventStruct) bool {
		return x.EventCode == e.EventCode && (x.CommandKey == e.CommandKey || !strings.HasPrefix(x.EventCode, "M "))
	})
}

// again lists the events of some codes that a later Inform has again, with
// their CommandKeys.
func again(before, after *cwmp.Inform, codes ...string) []string {
	var list []string
	for _, e := range before.Event {
		if slices.Contains(codes, e.EventCode) && has(after, e) {
			list = append(list, e.EventCode+" "+e.CommandKey)
		}
	}
	return list
}

// unsent lists the events of some codes that one Inform has and a later one
// has not, with their CommandKeys.
func unsent(before, after *cwmp.Inform, codes ...string) []string {
	var list []string
	for _, e := range before.Event {
		if slices.Contains(codes, e.EventCode) && !has(after, e) {
			list = append(list, e.EventCode+" "+e.CommandKey)
		}
	}
	return list
}

// judgeOutlived holds the Inform after a loss of power against the one that was
// not delivered before it.
func (t *CPE) judgeOutlived(waiting, boot *cwmp.Inform) {
	const lost = "what was not delivered and is not sent again"
	t.Req("3.7.1.5-39").Expect(unsent(waiting, boot, "2 PERIODIC"), lost).To(BeEmpty())
	t.Req("3.7.1.5-44").Expect(unsent(waiting, boot, "3 SCHEDULED"), lost).To(BeEmpty())
	t.Req("3.7.1.5-106").Expect(unsent(waiting, boot, "M Reboot"), lost).To(BeEmpty())
	t.Req("3.7.1.5-110").Expect(unsent(waiting, boot, "M ScheduleInform"), lost).To(BeEmpty())
}

// outliveApart looks for the same with events that the device delivers in
// sessions of their own, as it may with unrelated ones.
func (t *CPE) outliveApart(codes []string) {
	for len(codes) > 0 {
		t.End()
		in := t.upto(t.inAll(t.lateBound()), func(in *cwmp.Inform) bool { return len(missing(eventsOf(in), codes)) < len(codes) })
		if in == nil {
			t.Stop("no Inform came with an event that was due: %s", strings.Join(codes, ", "))
		}
		series := t.attempts(in, 1, never)
		t.judgeOutlived(series[1], t.powerLost())
		t.Welcome()
		codes = missing(eventsOf(in), codes)
	}
}
