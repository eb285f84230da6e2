package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SCHED-006", Subject: "ScheduleInform", Waits: 120, Needs: []string{"schedule-inform", NeedPeriodic},
		Title:  "a scheduled Inform comes once and leaves the periodic ones as they are",
		Covers: reqs("A.4.1.2-2"),
		Steps:  "Set PeriodicInformInterval to 30 seconds. After the first periodic Inform call ScheduleInform for 12 seconds, and serve the sessions up to the second periodic Inform after it.",
		Passes: "One session has M ScheduleInform, and 30 seconds lie between the periodic Informs, give or take 5.",
	}, func(t *CPE) {
		t.tellsScheduled()
		restore := t.periodic(30)
		t.End()
		t.unless(t.untilEvent("2 PERIODIC", 70*time.Second) == nil, "no periodic Inform comes: see CPE-EVENT-004")
		last := t.Clock.Now()
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 12, CommandKey: t.key()}))
		t.End()
		scheduled := 0
		for range 2 {
			came, gap := t.untilPeriodic(last)
			scheduled += came
			t.Req("A.4.1.2-2").Expect(gap.Seconds(), "seconds from one periodic Inform to the next").To(BeNumerically("~", 30, 5))
			last = last.Add(gap)
		}
		scheduled += t.scheduledLate(scheduled)
		t.Req("A.4.1.2-2").Expect(scheduled, "how often an Inform has M ScheduleInform").To(Equal(1))
		restore()
	})
}

// scheduledLate counts the Inform with M ScheduleInform that comes later than
// those before it were counted, if there was none.
func (t *CPE) scheduledLate(before int) int {
	if before > 0 || t.untilEvent("M ScheduleInform", t.lateBound()) == nil {
		return 0
	}
	return 1
}

// untilPeriodic serves the sessions up to one with 2 PERIODIC; it counts those
// with M ScheduleInform and tells how long after last the periodic one came.
func (t *CPE) untilPeriodic(last time.Time) (scheduled int, gap time.Duration) {
	often := func() time.Duration { return 70 * time.Second }
	in := t.upto(often, func(in *cwmp.Inform) bool {
		scheduled += min(1, len(keysOf(in, "M ScheduleInform")))
		return slices.Contains(eventsOf(in), "2 PERIODIC")
	})
	if in == nil {
		t.Stop("the periodic Informs have stopped")
	}
	gap = t.Clock.Since(last)
	t.End()
	return scheduled, gap
}
