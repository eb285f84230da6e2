package conform

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Driver is what a suite gives the runner: its side of the wire.
type Driver interface {
	// Begin opens a case: from now on what happens is recorded under its id.
	// The result is T.Env.
	Begin(t *T) any
	// End closes it: what is open is brought to a calm end.
	End(t *T)
	// Take returns what was recorded under a tag; "" is what no case owns, and
	// transcript.Others what other devices said.
	Take(tag string) *transcript.Transcript
	// Probe is the plain session that opens and closes a run.
	Probe(ctx context.Context) error
}

// Plan is what a run is to do.
type Plan struct {
	Suite   *Suite
	Driver  Driver
	Subject wire.Party // the side under test
	Rules   []rule.Rule
	Facts   rule.Facts
	Factor  float64                  // protocol seconds per real second
	Select  func(Case) bool          // nil runs all
	Missing func(need string) string // why a need of a case is not met, "" if it is
	Jobs    int                      // how many cases run side by side; 0 and 1: one after the other
	Waivers verdict.Waivers          // failures that are known
	Musts   bool                     // leave out what only breaks a SHOULD
	// Limit bounds a case in real time; zero means none.
	Limit func(Case) time.Duration
	// Known is what a diagnosis may know beyond the record.
	Known diagnose.Options
	Rerun func(Case) string // the command that runs just this case again
	// Keep saves the transcript of a case and returns its file name.
	Keep func(*transcript.Transcript) (string, error)
	// Begun and Done are told of each case; both may be nil.
	Begun func(Case)
	Done  func(verdict.Case)
}

// Selected lists the entries that the plan runs, in order.
func (p *Plan) Selected() []Entry {
	list := p.Suite.Entries()
	if p.Select == nil {
		return list
	}
	return slices.DeleteFunc(list, func(e Entry) bool { return !p.Select(e.Case) })
}

// Run runs the plan without Ginkgo.
func Run(ctx context.Context, p *Plan) *verdict.Run {
	run := p.begin()
	if err := p.Driver.Probe(ctx); err != nil {
		p.fallen(run, err)
		return run
	}
	entries := p.Selected()
	jobs := p.start(ctx, entries)
	for i := range entries {
		p.add(run, jobs.verdict(i))
	}
	p.finish(ctx, run)
	return run
}

func (p *Plan) begin() *verdict.Run {
	return &verdict.Run{Schema: verdict.Schema, Suite: p.Suite.Name, Started: time.Now(), Scale: p.Factor}
}

func (p *Plan) add(run *verdict.Run, c verdict.Case) {
	run.Cases = append(run.Cases, c)
	if p.Done != nil {
		p.Done(c)
	}
}

// fallen fills the run with errors: the device was not there to begin with.
func (p *Plan) fallen(run *verdict.Run, err error) {
	t := p.Driver.Take("")
	run.Diagnosis = p.halted(t, err.Error())
	for _, e := range p.Selected() {
		c := p.blank(e.Case)
		c.Outcome, c.Reason = verdict.Error, "the plain session that opens the run failed: "+err.Error()
		p.add(run, c)
	}
	p.conclude(run, t)
	run.Note = "No session could be completed with the device: " + err.Error()
	run.Ended = time.Now()
}

// finish judges what was said between cases and closes with a plain session.
func (p *Plan) finish(ctx context.Context, run *verdict.Run) {
	var err error
	if ctx.Err() == nil {
		err = p.Driver.Probe(ctx)
	}
	t := p.Driver.Take("")
	if ctx.Err() != nil {
		run.Interrupted = context.Cause(ctx).Error()
	} else if err != nil {
		run.Diagnosis = p.halted(t, err.Error())
		run.Note = "The plain session that closes the run failed: " + err.Error() + "."
		if last := lastAnswered(run); last != "" {
			run.Note += " The device answered last in " + last + "."
		}
	}
	p.conclude(run, t)
	run.Ended = time.Now()
}

// Between names the record of what the device said outside every case.
const Between = "between-cases"

// conclude judges what was said outside every case, t, and adds the result of
// each passive rule over all traffic of the run.
func (p *Plan) conclude(run *verdict.Run, t *transcript.Transcript) {
	t.Name = Between
	between := verdict.Case{ID: Between}
	// What was said between two of these sessions is in the record of a case,
	// so that no rule may compare one with the next.
	for _, part := range t.Apart() {
		between.Passive = verdict.Merge(between.Passive, p.passive(part))
	}
	if err := p.keep(&between, t); err != nil {
		run.Note = strings.TrimSpace(run.Note + " The transcript " + Between + " could not be saved: " + err.Error() + ".")
	}
	p.others(run)
	heard := len(t.Exchanges) > 0
	for _, c := range run.Cases {
		heard = heard || c.Outcome.Judged()
	}
	cases := append(run.Cases[:len(run.Cases):len(run.Cases)], between)
	for _, r := range p.Rules {
		p.add(run, p.Waivers.Apply(RuleResult(r, cases, heard), time.Now()))
	}
	for _, c := range p.Waivers.Results(run, p.known, time.Now()) {
		p.add(run, c)
	}
}

// others keeps what other devices said, which is judged by nothing: the ACS URL
// under test may be set on more than one.
func (p *Plan) others(run *verdict.Run) {
	t := p.Driver.Take(transcript.Others)
	if len(t.Exchanges) == 0 {
		return
	}
	t.Name = transcript.Others
	v, note := verdict.Case{}, "Another device called as well; what it said was not judged"
	if err := p.keep(&v, t); err != nil {
		note += ", and could not be saved: " + err.Error()
	} else if v.Transcript != "" {
		note += " and is in " + v.Transcript
	}
	run.Note = strings.TrimSpace(run.Note + " " + note + ".")
}

// known says that a case or rule of the plan's suite has the id.
func (p *Plan) known(id string) bool {
	return slices.ContainsFunc(p.Suite.entries, func(e Entry) bool { return e.ID == id }) ||
		slices.ContainsFunc(p.Rules, func(r rule.Rule) bool { return r.ID == id })
}

// RuleResult is the verdict on one rule from what the passive rules found in
// cases: each requirement that it found broken in any, with the first place and
// how often it was seen in all. heard says that there was traffic to judge.
func RuleResult(r rule.Rule, cases []verdict.Case, heard bool) verdict.Case {
	v := verdict.Case{ID: r.ID, Subject: verdict.RuleSubject, Title: r.Title, Covers: r.Covers, Started: time.Now()}
	var ids []string
	for _, c := range cases {
		own := slices.DeleteFunc(slices.Clone(c.Passive), func(f verdict.Finding) bool { return f.Check != r.ID })
		if len(own) > 0 && v.Rerun == "" {
			v.Transcript, v.Rerun = c.Transcript, c.Rerun
		}
		known := len(v.Findings)
		v.Findings = verdict.Merge(v.Findings, own)
		if len(v.Findings) > known && c.Rerun != "" {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) > 1 { // of each finding the case that it is shown in
		v.Rerun = strings.Replace(v.Rerun, ids[0], strings.Join(ids, ","), 1)
	}
	v.Outcome = verdict.Of(v.Findings)
	if !heard {
		v.Outcome, v.Reason = verdict.NotRun, "there was no traffic to judge"
	}
	return v
}

func lastAnswered(run *verdict.Run) string {
	for _, c := range slices.Backward(run.Cases) {
		if c.Outcome == verdict.Pass || c.Outcome == verdict.Warn || c.Outcome == verdict.Fail {
			return c.ID
		}
	}
	return ""
}

// suiteFailed begins the reason of an Error that is a mistake of this program.
const suiteFailed = "the suite itself failed"

func (p *Plan) blank(c Case) verdict.Case {
	v := verdict.Case{ID: c.ID, Subject: c.Subject, Title: c.Title, Covers: append([]string{}, c.Covers...), Steps: c.Steps, Passes: c.Passes, Started: time.Now()}
	if p.Rerun != nil {
		v.Rerun = p.Rerun(c)
	}
	return v
}

// judge runs one case and concludes its verdict from what its body and the
// passive rules found.
func (p *Plan) judge(ctx context.Context, e Entry) (v verdict.Case) {
	v = p.blank(e.Case)
	// A driver or a rule that panics must not take the case's verdict along.
	defer func() {
		if r := recover(); r != nil {
			v.Outcome, v.Reason = verdict.Error, fmt.Sprintf("%s: %v\n%s", suiteFailed, r, debug.Stack())
		}
	}()
	if ctx.Err() != nil {
		v.Outcome, v.Reason = verdict.NotRun, "the run ended first: "+context.Cause(ctx).Error()
		return v
	}
	for _, need := range e.Needs {
		if why := p.missing(need); why != "" {
			v.Outcome, v.Reason = verdict.Skip, why
			return v
		}
	}
	outer := ctx
	if p.Limit != nil {
		if limit := p.Limit(e.Case); limit > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeoutCause(ctx, limit, fmt.Errorf("the case took longer than %s", limit))
			defer cancel()
		}
	}
	t := &T{Ctx: ctx, Case: e.Case, judged: map[string]bool{}, missing: p.missing}
	t.Env = p.Driver.Begin(t)
	skip, trouble := t.perform(e.Body)
	for _, part := range t.broken {
		trouble = append(trouble, part.why)
	}
	if skip == "" && len(t.spared) > 0 {
		v.Covers, skip = t.covered()
	}
	if skip == "" && len(trouble) == 0 && len(t.findings) == 0 {
		// A case that claims to cover what it never judged would count as proof.
		if idle := t.unjudged(); len(idle) > 0 {
			trouble = append(trouble, suiteFailed+": the case covers "+strings.Join(idle, ", ")+" but did not judge it")
		}
	}
	trouble = append(trouble, t.restore()...)
	p.Driver.End(t)

	record := p.Driver.Take(e.ID)
	record.Name = e.ID
	v.Findings = p.wanted(t.findings)
	v.Passive, v.Notes = p.passive(record), t.notes
	if err := p.keep(&v, record); err != nil {
		trouble = append(trouble, "the transcript could not be saved: "+err.Error())
	}
	p.decide(&v, skip, strings.Join(trouble, "; "))
	if v.Reason == "" {
		v.Reason = t.leftOut()
	}
	v.Diagnosis = p.diagnosis(t, record, v.Outcome, strings.Join(trouble, "; "))
	switch {
	case outer.Err() != nil && v.Outcome == verdict.Error:
		v.Outcome, v.Reason = verdict.NotRun, "the run ended in the middle of it: "+context.Cause(outer).Error()
	case ctx.Err() != nil && v.Outcome == verdict.Error:
		v.Reason = context.Cause(ctx).Error() + ": " + v.Reason
	}
	v.Duration = time.Since(v.Started)
	return p.Waivers.Apply(v, time.Now())
}

func (p *Plan) missing(need string) string {
	if p.Missing == nil {
		return ""
	}
	return p.Missing(need)
}

// perform runs the body and turns the way it ended into words.
func (t *T) perform(body func(*T)) (skip string, trouble []string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case inconclusive:
			trouble = append(trouble, r.reason)
		case skipped:
			skip = r.reason
		default:
			trouble = append(trouble, fmt.Sprintf("%s: %v\n%s", suiteFailed, r, debug.Stack()))
		}
	}()
	body(t)
	return "", nil
}

// restore runs the cleanups, last first; each failure is told. The first attempt
// may meet a session that the body left in disorder; a second one has a new one.
func (t *T) restore() (trouble []string) {
	for _, c := range slices.Backward(t.cleanups) {
		run := func(*T) {
			if err := c.run(); err != nil {
				t.Stop("%v", err)
			}
		}
		_, more := t.perform(run)
		if len(more) > 0 {
			_, more = t.perform(run)
		}
		for _, m := range more {
			trouble = append(trouble, "could not restore "+c.what+": "+m)
		}
	}
	return trouble
}

func (p *Plan) passive(t *transcript.Transcript) []verdict.Finding {
	return p.wanted(rule.Judge(t, p.Subject, p.Facts, p.Rules))
}

// wanted leaves out what only breaks a SHOULD if the plan says so.
func (p *Plan) wanted(list []verdict.Finding) []verdict.Finding {
	if p.Musts {
		return slices.DeleteFunc(list, func(f verdict.Finding) bool { return !f.Breaks() })
	}
	return list
}

// keep saves the transcript of a case and names it in the case's findings.
func (p *Plan) keep(v *verdict.Case, record *transcript.Transcript) error {
	if p.Keep == nil || len(record.Exchanges) == 0 {
		return nil
	}
	file, err := p.Keep(record)
	if err != nil {
		return err
	}
	v.Transcript = file
	for i := range v.Findings {
		v.Findings[i].Where.Transcript = file
	}
	for i := range v.Passive {
		v.Passive[i].Where.Transcript = file
	}
	for i := range v.Notes {
		v.Notes[i].Where.Transcript = file
	}
	return nil
}

// decide chooses the outcome of a case. A body that could not bring its
// situation about is an Error, unless a rule found in its traffic over what the
// session came to a halt: then the device is to blame, and that is shown.
func (p *Plan) decide(v *verdict.Case, skip, trouble string) {
	if trouble != "" && !slices.ContainsFunc(v.Findings, verdict.Finding.Breaks) {
		for _, f := range v.Passive {
			if slices.ContainsFunc(p.Rules, func(r rule.Rule) bool { return r.ID == f.Check && r.Stops }) {
				v.Findings = append(v.Findings, f)
			}
		}
	}
	v.Outcome = verdict.Of(v.Findings)
	switch {
	case v.Outcome == verdict.Fail:
		v.Reason = trouble
	case trouble != "":
		v.Outcome, v.Reason = verdict.Error, trouble
	case skip != "":
		v.Outcome, v.Reason = verdict.Skip, skip
	}
}
