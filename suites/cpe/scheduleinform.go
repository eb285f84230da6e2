package cpe

import (
	"cmp"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SCHED-201", Subject: "ScheduleInform", Needs: []string{"schedule-inform"}, Waits: 240,
		Title:  "when more than 64 events wait, the oldest M events give way",
		Covers: reqs("A.3.3.1-8"),
		Steps:  "Call ScheduleInform 70 times in one session with different CommandKeys, each for a second later than the one before; keep the session open until all have fallen due, and end it.",
		Passes: "The next Inform has 64 events at most. Its M ScheduleInform are those that fell due last.",
	}, func(t *CPE) {
		keys := t.scheduleMany(70)
		t.occupy(80 * time.Second)
		t.End()
		in := t.untilEvent("M ScheduleInform", t.SessionBound)
		t.unless(in == nil, "no Inform has M ScheduleInform: see CPE-EVENT-002")
		told := slices.DeleteFunc(keysOf(in, "M ScheduleInform"), func(key string) bool { return !slices.Contains(keys, key) })
		t.Req("A.3.3.1-8").Expect(len(in.Event), "the number of events of the Inform").To(BeNumerically("<=", 64))
		t.unless(len(told) < 50, "the Inform has few of the events, so that none had to give way")
		t.Req("A.3.3.1-8").Expect(told, "the CommandKeys of M ScheduleInform").To(ConsistOf(keys[max(0, len(keys)-len(told)):]))
	})

	spec(conform.Case{
		ID: "CPE-SCHED-003", Subject: "ScheduleInform", Waits: 40, Needs: []string{"schedule-inform"},
		Title:  "each Inform that was scheduled comes once, at its time",
		Covers: reqs("A.4.1.2-3", "A.4.1.2-4", "A.4.1.2-8", "A.4.1.2-11", "A.4.1.2-13"),
		Steps:  "Call ScheduleInform for 8 seconds, for 12 seconds and for 3 seconds with different CommandKeys, and once more with the CommandKey of the second for 14 seconds. Serve the sessions until 20 seconds have passed.",
		Passes: "Every call is answered by ScheduleInformResponse. Each CommandKey comes in M ScheduleInform, the one given twice only once, in the order of their times, and none before its time.",
	}, func(t *CPE) {
		t.tellsScheduled()
		late, soon, between := t.key()+"A", t.key()+"B", t.key()+"C"
		start := t.Clock.Now()
		for _, m := range []*cwmp.ScheduleInform{{DelaySeconds: 8, CommandKey: between}, {DelaySeconds: 12, CommandKey: late},
			{DelaySeconds: 3, CommandKey: soon}, {DelaySeconds: 14, CommandKey: late}} {
			t.Req("A.4.1.2-3").Expect(t.Call(m).Code(), "the fault code for a call").To(Equal("none"))
		}
		t.unless(t.Clock.Since(start) >= 5*time.Second, "the device answers so slowly that the order of the times is not that of the delays")
		t.End()
		came := t.scheduled(start, 20*time.Second, 3)
		t.Req("A.4.1.2-3").Expect(total(came), "how often M ScheduleInform comes").To(BeNumerically(">=", 3))
		t.Req("A.4.1.2-8").Expect(len(came[late]), "how often M ScheduleInform comes for the two calls with one CommandKey").To(BeNumerically("<=", 1))
		t.Req("A.4.1.2-4", "A.4.1.2-11").Expect(tooEarly(came, map[string]float64{late: 12, soon: 3, between: 8}), "the sessions that came early").To(BeEmpty())
		t.Req("A.4.1.2-4").Expect(outOfOrder(came, soon, between, late), "the sessions that came too late for the order of their times").To(BeEmpty())
		t.Req("A.4.1.2-13").Expect(strange(came), "the CommandKeys of no call").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SCHED-004", Subject: "ScheduleInform", Waits: 20, Needs: []string{"schedule-inform"},
		Title:  "calls with an empty CommandKey are two calls",
		Covers: reqs("A.4.1.2-9"),
		Steps:  "Call ScheduleInform for 2 seconds and for 6 seconds with an empty CommandKey, and serve the sessions until 10 seconds have passed.",
		Passes: "M ScheduleInform comes twice.",
	}, func(t *CPE) {
		t.tellsScheduled()
		start := t.Clock.Now()
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 2}))
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 6}))
		t.End()
		t.Req("A.4.1.2-9").Expect(total(t.scheduled(start, 10*time.Second, 2)), "how often M ScheduleInform comes").To(BeNumerically(">=", 2))
	})

	spec(conform.Case{
		ID: "CPE-SCHED-005", Subject: "ScheduleInform", Waits: 80, Needs: []string{"schedule-inform", "absolute-time"},
		Title:  "an Inform that is scheduled outlives a reboot where the CPE knows the time",
		Covers: reqs("A.4.1.2-5"),
		Steps:  "Call ScheduleInform for 6 seconds and Reboot in one session, and serve the sessions of the CPE until one has M ScheduleInform.",
		Passes: "Such a session comes.",
	}, func(t *CPE) {
		t.tellsScheduled()
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 6, CommandKey: t.key()}))
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		in := t.restartedBefore("M ScheduleInform")
		if in == nil {
			t.Stop("the device did not come back within %s of Reboot", t.BootBound)
		}
		if !slices.Contains(eventsOf(in), "M ScheduleInform") {
			t.End()
			in = t.untilEvent("M ScheduleInform", 20*time.Second+t.lateBound())
		}
		t.Req("A.4.1.2-5").Expect(in != nil, "a session with M ScheduleInform after the reboot").To(BeTrue())
	})
}

// scheduled serves the sessions that come until so much time has passed since
// start, and longer, but not for more than lateBound, where M ScheduleInform has
// not come so many times. It returns when it came, by CommandKey, in seconds.
func (t *CPE) scheduled(start time.Time, span time.Duration, times int) map[string][]float64 {
	came := map[string][]float64{}
	t.End()
	calls := t.Clock.Since(start) // what the calls took, of a device that is slow to answer
	left := func() time.Duration {
		if total(came) < times {
			return calls + span + t.lateBound() - t.Clock.Since(start)
		}
		return calls + span - t.Clock.Since(start)
	}
	t.upto(left, func(in *cwmp.Inform) bool {
		at := t.Clock.Since(start).Seconds()
		for _, key := range keysOf(in, "M ScheduleInform") {
			came[key] = append(came[key], at)
		}
		return false
	})
	return came
}

// tooEarly lists the CommandKeys that came before their delay in seconds was
// over; a device may count in whole seconds.
func tooEarly(came map[string][]float64, delays map[string]float64) []string {
	var list []string
	for key, at := range came {
		if delay, ok := delays[key]; ok && at[0] < delay-1.1 {
			list = append(list, key)
		}
	}
	return list
}

// outOfOrder lists the CommandKeys that came before one that stands before them.
func outOfOrder(came map[string][]float64, keys ...string) []string {
	var list []string
	for i, key := range keys[1:] {
		before := came[keys[i]]
		if at := came[key]; len(at) > 0 && len(before) > 0 && cmp.Less(at[0], before[0]) {
			list = append(list, keys[i])
		}
	}
	return list
}

// total is how often M ScheduleInform came.
func total(came map[string][]float64) int {
	n := 0
	for _, at := range came {
		n += len(at)
	}
	return n
}

// strange lists the CommandKeys that came and that no case gives.
func strange(came map[string][]float64) []string {
	var list []string
	for key := range came {
		if !strings.HasPrefix(key, "CPE-") {
			list = append(list, key)
		}
	}
	return list
}

// scheduleMany schedules so many Informs, each for a second later than the one
// before, and returns their CommandKeys; a second for each and five more after
// it returns all are due. It skips the case if the device does not take as many.
func (t *CPE) scheduleMany(n int) []string {
	var keys []string
	last := t.Clock.Now()
	t.Cleanup("the scheduled Informs", func() error {
		t.pass(time.Duration(n+7)*time.Second - t.Clock.Since(last))
		return nil
	})
	for i := range n {
		key := t.key()
		r := t.Call(&cwmp.ScheduleInform{DelaySeconds: uint32(5 + i), CommandKey: key})
		last = t.Clock.Now()
		t.unless(r.Fault != nil, "the device does not schedule as many Informs")
		keys = append(keys, key)
	}
	return keys
}
