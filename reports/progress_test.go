package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

func TestWaitsSayForHowLongAtMost(t *testing.T) {
	for _, c := range []struct {
		w      Wait
		waited time.Duration
		want   string
	}{
		{Wait{"the device to retry", 5 * time.Second, 10 * time.Second}, 3 * time.Second, "waiting for the device to retry: 5-10 s, 7 s left"},
		{Wait{"the device to come back", 0, 3 * time.Minute}, 10 * time.Second, "waiting for the device to come back: at most 3 min, 3 min left"},
		{Wait{"an Inform", 0, 30 * time.Second}, 31 * time.Second, "waiting for an Inform: at most 30 s, which is over"},
		{Wait{"x", 90 * time.Second, 3 * time.Hour}, time.Hour, "waiting for x: 90 s-3 h, 2 h left"},
	} {
		if got := c.w.text(c.waited); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestProgressAndItsEstimate(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var planned []Planned
	for i := range 30 {
		planned = append(planned, Planned{ID: fmt.Sprintf("CPE-X-%03d", i)})
	}
	planned = append(planned, Planned{ID: "CPE-W-001", Waits: 100 * time.Second}, Planned{ID: "CPE-W-002", Waits: 100 * time.Second}, Planned{ID: "CPE-S-001", Skipped: true})
	p := newProgress(planned, start)
	for i := range 10 {
		if _, ok := p.left(); ok {
			t.Fatalf("an estimate after %d cases", i)
		}
		p.judged(verdict.Case{ID: fmt.Sprintf("CPE-X-%03d", i), Outcome: verdict.Pass, Duration: 2 * time.Second})
	}
	if left, ok := p.left(); !ok || left != 240*time.Second {
		t.Errorf("20 cases of 2 s and two of 100 s take %s", left)
	}
	p.judged(verdict.Case{ID: "CPE-W-001", Outcome: verdict.Fail, Duration: 50 * time.Second})
	if left, _ := p.left(); left != 90*time.Second {
		t.Errorf("20 cases of 2 s and one of 100 s, where the other took half, take %s", left)
	}
	p.judged(verdict.Case{ID: "rule", Subject: verdict.RuleSubject, Outcome: verdict.Pass})
	p.start("CPE-W-002", strings.Repeat("a long title ", 20))
	p.waits(Wait{"the device to retry", 5 * time.Second, 10 * time.Second}, start.Add(time.Minute))
	lines := p.lines(start.Add(63*time.Second), 79)
	want := []string{"[======              ] 11/33  1:03, about 2 min left  FAIL 1  pass 10", "running CPE-W-002 a long title", "waiting for the device to retry: 5-10 s, 7 s left"}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) || utf8.RuneCountInString(line) > 79 {
			t.Errorf("line %d is %q", i, line)
		}
	}
	if lines := p.lines(start.Add(60*time.Second), 79); lines[2] != "" {
		t.Errorf("a wait that has just begun is shown: %q", lines[2])
	}
}

func TestFailuresToLookAtFirst(t *testing.T) {
	must := func(id, bytes string) verdict.Finding {
		return verdict.Finding{Requirement: id, Level: "must", Where: verdict.Where{Bytes: bytes}}
	}
	run := &verdict.Run{Cases: []verdict.Case{
		{ID: "A", Outcome: verdict.Error, Reason: "no session"},
		{ID: "B", Outcome: verdict.Fail, Findings: []verdict.Finding{must("1-1", "")}},
		{ID: "C", Outcome: verdict.Fail, Findings: []verdict.Finding{must("1-2", "<a>")}},
		{ID: "D", Outcome: verdict.Pass},
		{ID: "E", Outcome: verdict.Fail, Findings: []verdict.Finding{{Requirement: "1-9", Level: "should"}, must("1-3", "")}},
		{ID: "F", Outcome: verdict.Fail, Findings: []verdict.Finding{must("1-3", "")}},
		{ID: "G", Outcome: verdict.Error, Passive: []verdict.Finding{must("1-3", "")}},
		{ID: "H", Outcome: verdict.Error, Reason: "no session", Diagnosis: &verdict.Diagnosis{Kind: "not-connected"}},
	}}
	list, others := Telling(run, 3)
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	if !slices.Equal(ids, []string{"E", "C", "B"}) || others != 4 {
		t.Errorf("%v and %d others", ids, others)
	}
	if list, others := Telling(&verdict.Run{}, 3); len(list) != 0 || others != 0 {
		t.Errorf("%v and %d others of no run", list, others)
	}
}
