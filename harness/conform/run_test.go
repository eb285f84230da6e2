package conform

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// bench is a Driver without a device: each case has one exchange on record.
type bench struct {
	probes []error // what each probe answers, in turn
	said   string  // the request that is on record for each case
	others bool    // another device said the same
}

func (b *bench) Begin(*T) any { return nil }
func (b *bench) End(*T)       {}

func (b *bench) Probe(context.Context) error {
	if len(b.probes) == 0 {
		return nil
	}
	err := b.probes[0]
	b.probes = b.probes[1:]
	return err
}

func (b *bench) Take(tag string) *transcript.Transcript {
	rec := transcript.NewRecorder(1)
	if tag == "" || tag == transcript.Others && !b.others {
		return rec.Take(tag)
	}
	req := wire.NewRequest("POST", b.said, nil, nil)
	req.From = wire.CPE
	rec.Begin(tag, rec.Connection(), wire.LaneCWMP, false, req).Finish(nil, "")
	return rec.Take(tag)
}

// badTarget is a rule that finds requests to /bad.
var badTarget = rule.Rule{
	ID: "bad-target", Stops: true, Title: "no request goes to /bad", Covers: []string{"3.4.1-7"},
	Check: func(c *rule.Context) {
		for _, s := range c.Said(wire.LaneCWMP) {
			if s.Msg.Target == "/bad" {
				c.Report("3.4.1-7", s.Whole(), "another target", "/bad")
			}
		}
	},
}

func newCase(id string, needs ...string) Case {
	return Case{ID: id, Subject: "Subject", Title: "title", Covers: []string{"3.4.1-8", "3.4.1-9"}, Steps: "steps", Passes: "passes", Needs: needs}
}

// judging judges both requirements of newCase; held tells how they come out.
func judging(must, should bool) func(*T) {
	return func(t *T) {
		t.Req("3.4.1-8").Expect(must, "the MUST").To(gomega.BeTrue())
		t.Req("3.4.1-9").Expect(should, "the SHOULD").To(gomega.BeTrue())
	}
}

func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		name    string
		needs   []string
		body    func(*T)
		said    string
		outcome verdict.Outcome
		reason  string
	}{
		{name: "held", body: judging(true, true), outcome: verdict.Pass},
		{name: "a MUST broken", body: judging(false, true), outcome: verdict.Fail},
		{name: "a need not met", needs: []string{"claim"}, body: judging(false, true), outcome: verdict.Skip, reason: "not claimed: claim"},
		{name: "skipped by the body", body: func(t *T) { t.Skip("no table") }, outcome: verdict.Skip, reason: "no table"},
		{name: "passed on by the operator", body: func(t *T) { t.Stop("the hook failed: %v", fmt.Errorf("at the door: %w", ErrDeclined)) }, outcome: verdict.Skip, reason: "at the door: the operator skipped"},
		{name: "could not go on", body: func(t *T) { t.Stop("no answer") }, outcome: verdict.Error, reason: "no answer"},
		{name: "could not go on, explained by a rule", body: func(t *T) { t.Stop("no answer") }, said: "/bad", outcome: verdict.Fail, reason: "no answer"},
		{name: "a rule found what is not the case's", body: judging(true, true), said: "/bad", outcome: verdict.Pass},
		{name: "a panic of ours", body: func(*T) { panic("boom") }, outcome: verdict.Error, reason: "boom"},
		{name: "covers what it does not judge", body: func(*T) {}, outcome: verdict.Error, reason: "did not judge"},
		{name: "names what it does not cover", body: func(t *T) { t.Req("3.4.1-3") }, outcome: verdict.Error, reason: "does not cover"},
		{name: "restores", body: func(t *T) {
			judging(true, true)(t)
			t.Cleanup("the value", func() error { return errors.New("refused") })
		}, outcome: verdict.Error, reason: "could not restore the value: refused"},
		{name: "restores after failing", body: func(t *T) {
			t.Cleanup("the value", func() error { return errors.New("refused") })
			judging(false, true)(t)
		}, outcome: verdict.Fail, reason: "could not restore the value: refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &Suite{Name: "test"}
			s.Add(newCase("TEST-001", c.needs...), c.body)
			run := Run(t.Context(), plan(s, &bench{said: c.said}))
			got := run.Cases[0]
			if got.Outcome != c.outcome || !strings.Contains(got.Reason, c.reason) {
				t.Errorf("got %s %q, want %s %q", got.Outcome, got.Reason, c.outcome, c.reason)
			}
		})
	}
}

func plan(s *Suite, b *bench) *Plan {
	return &Plan{Suite: s, Driver: b, Subject: wire.CPE, Rules: []rule.Rule{badTarget}, Factor: 1,
		Missing: func(need string) string { return "not claimed: " + need }}
}

func TestRulesHaveAResultOfTheirOwn(t *testing.T) {
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001"), judging(true, true))
	s.Add(newCase("TEST-002"), judging(true, true))
	run := Run(t.Context(), plan(s, &bench{said: "/bad"}))
	last := run.Cases[len(run.Cases)-1]
	if last.ID != "bad-target" || last.Outcome != verdict.Fail || len(last.Findings) != 1 || last.Findings[0].Count != 2 {
		t.Errorf("the result of the rule is %+v", last)
	}
}

func TestARuleNamesTheCaseOfEachFinding(t *testing.T) {
	found := func(id, requirement string) verdict.Case {
		return verdict.Case{ID: id, Rerun: "cwmpspec cpe --only " + id + " --target x", Passive: []verdict.Finding{{Check: badTarget.ID, Requirement: requirement, Level: "must"}}}
	}
	got := RuleResult(badTarget, []verdict.Case{found("TEST-001", "1-1"), found("TEST-002", "1-1"), found("TEST-003", "1-2")}, true)
	if want := "cwmpspec cpe --only TEST-001,TEST-003 --target x"; got.Rerun != want {
		t.Errorf("it is run again by %q, want %q", got.Rerun, want)
	}
}

func TestOtherDevicesAreNotJudged(t *testing.T) {
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001", "a-claim"), judging(true, true))
	p := plan(s, &bench{said: "/bad", others: true})
	var kept []string
	p.Keep = func(t *transcript.Transcript) (string, error) {
		kept = append(kept, t.Name)
		return t.Name + ".http", nil
	}
	run := Run(t.Context(), p)
	if last := run.Cases[len(run.Cases)-1]; last.ID != "bad-target" || len(last.Findings) != 0 {
		t.Errorf("the result of the rule is %+v", last)
	}
	if !slices.Contains(kept, transcript.Others) || !strings.Contains(run.Note, transcript.Others+".http") {
		t.Errorf("kept %q, note %q", kept, run.Note)
	}
}

func TestRunThatEndsFirst(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001"), func(t *T) { judging(true, true)(t); cancel(errors.New("^C")) })
	s.Add(newCase("TEST-002"), judging(true, true))
	run := Run(ctx, plan(s, &bench{}))
	if got := run.Cases[1]; got.Outcome != verdict.NotRun || !strings.Contains(got.Reason, "^C") {
		t.Errorf("the case after the end is %s %q", got.Outcome, got.Reason)
	}
	if run.Interrupted == "" || run.ExitCode() != verdict.ExitNotJudged {
		t.Errorf("interrupted %q, exit code %d", run.Interrupted, run.ExitCode())
	}
}

func TestProbes(t *testing.T) {
	silent := errors.New("silence")
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001"), judging(false, true))
	first := Run(t.Context(), plan(s, &bench{probes: []error{silent}}))
	if got := first.Cases[0].Outcome; got != verdict.Error || first.ExitCode() != verdict.ExitNotJudged {
		t.Errorf("with the device silent from the start the case is %s, exit code %d", got, first.ExitCode())
	}
	last := Run(t.Context(), plan(s, &bench{probes: []error{nil, silent}}))
	if !strings.Contains(last.Note, "TEST-001") {
		t.Errorf("the note does not name the case after which the device fell silent: %q", last.Note)
	}
}

func TestLevelMust(t *testing.T) {
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001"), judging(true, false))
	p := plan(s, &bench{})
	p.Musts = true
	for _, f := range Run(t.Context(), p).Cases[0].Findings {
		if !f.Breaks() {
			t.Errorf("%s was kept", f.Requirement)
		}
	}
}

func TestRunSpecsKeepsTheOrder(t *testing.T) {
	s := &Suite{Name: "test"}
	var want []string
	for _, id := range []string{"B-001", "A-002", "A-001"} {
		c := newCase(id)
		c.Subject = id[:1]
		s.Add(c, judging(id != "A-002", true))
		want = append(want, id)
	}
	slices.Sort(want)
	for range 2 { // a second run in the process starts afresh
		run, err := RunSpecs(t.Context(), plan(s, &bench{}))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range run.Cases[:3] {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, want) || run.Cases[1].Outcome != verdict.Fail || run.Cases[2].Outcome != verdict.Pass {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestFilter(t *testing.T) {
	choose, err := Filter("needs-claim && !TEST-002")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"TEST-001": true, "TEST-002": false} {
		if got := choose(newCase(id, "claim")); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
	if _, err := Filter("(("); err == nil {
		t.Error("a bad filter is taken")
	}
}

func TestSuiteRefusesBadCases(t *testing.T) {
	for name, c := range map[string]Case{
		"bad id":   {ID: "test-1", Subject: "s", Title: "t", Covers: []string{"x"}, Steps: "s", Passes: "p"},
		"no title": {ID: "TEST-001", Subject: "s", Covers: []string{"x"}, Steps: "s", Passes: "p"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was taken")
				}
			}()
			(&Suite{}).Add(c, nil)
		})
	}
}

func TestAHaltedCaseHasADiagnosis(t *testing.T) {
	for _, c := range []struct {
		name string
		body func(*T)
		kind string // "" for none
	}{
		{"passed", judging(true, true), ""},
		{"what was waited for did not come", func(t *T) { t.Came(false); t.Stop("no session came") }, "no-inform"},
		{"stopped for another reason", func(t *T) { t.Came(true); t.Stop("no table") }, "no-inform"},
		{"our own mistake", func(t *T) { t.Came(false); panic("boom") }, ""},
		{"failed in a broken session", judging(false, true), "no-inform"},
	} {
		s := &Suite{Name: "test"}
		s.Add(newCase("TEST-001"), c.body)
		d := Run(t.Context(), plan(s, &bench{said: "/acs"})).Cases[0].Diagnosis
		if got := kindOf(d); got != c.kind {
			t.Errorf("%s: the diagnosis is %q, want %q", c.name, got, c.kind)
		}
	}
}

func TestAFallenRunHasADiagnosis(t *testing.T) {
	s := &Suite{Name: "test"}
	s.Add(newCase("TEST-001"), judging(true, true))
	run := Run(t.Context(), plan(s, &bench{probes: []error{errors.New("dial: connection refused")}}))
	if got := kindOf(run.Diagnosis); got != "call-not-taken" {
		t.Errorf("the diagnosis is %q", got)
	}
	run = Run(t.Context(), plan(s, &bench{probes: []error{nil, errors.New("nothing came")}}))
	if got := kindOf(run.Diagnosis); got != "not-connected" {
		t.Errorf("the diagnosis is %q", got)
	}
}

func kindOf(d *verdict.Diagnosis) string {
	if d == nil {
		return ""
	}
	return d.Kind
}
