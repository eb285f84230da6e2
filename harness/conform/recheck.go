package conform

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Recheck judges the transcripts of a run again by the passive rules and says
// in what the verdicts of the run do not follow from them: the findings of the
// rules, their results, and whether the outcome of each case is that of its
// findings, whose evidence has to be in the transcript. What a case itself
// expected is not judged again: that takes the device. files holds results.json
// and the transcripts.
func Recheck(run *verdict.Run, files fs.FS, rules []rule.Rule, subject wire.Party) []string {
	r := &recheck{run: run, files: files, rules: rules, subject: subject}
	for _, c := range run.Cases {
		switch c.Subject {
		case verdict.RuleSubject, verdict.WaiverSubject:
			r.rest = append(r.rest, c)
		default:
			r.again(c)
		}
	}
	r.between()
	for _, c := range r.rest {
		if c.Subject == verdict.RuleSubject {
			r.rule(c)
		}
	}
	return r.problems
}

type recheck struct {
	run      *verdict.Run
	files    fs.FS
	rules    []rule.Rule
	subject  wire.Party
	cases    []verdict.Case // with what the rules find now
	rest     []verdict.Case
	problems []string
}

func (r *recheck) report(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

// again judges the transcript of a case.
func (r *recheck) again(c verdict.Case) {
	now := c
	now.Passive = nil
	var record *transcript.Transcript
	if c.Transcript != "" {
		var err error
		if record, err = r.open(c.Transcript); err != nil {
			r.report("%s: %v", c.ID, err)
			return
		}
		now.Passive = r.judge(record, c.Transcript)
	}
	r.compare(c.ID+": what the rules find in "+c.Transcript, c.Passive, now.Passive)
	r.evidence(c, record)
	r.outcome(c)
	r.cases = append(r.cases, now)
}

// between judges what was said outside every case.
func (r *recheck) between() {
	for _, f := range r.run.Transcripts {
		if !strings.HasSuffix(f.Name, Between+".http") {
			continue
		}
		record, err := r.open(f.Name)
		if err != nil {
			r.report("%v", err)
			continue
		}
		c := verdict.Case{ID: Between}
		if len(r.run.Devices) > 0 {
			c.ID += "@" + r.part(f.Name).Label
		}
		for _, part := range record.Apart() {
			c.Passive = verdict.Merge(c.Passive, r.judge(part, f.Name))
		}
		r.cases = append(r.cases, c)
	}
}

// rule compares the result of a rule with what it finds now.
func (r *recheck) rule(c verdict.Case) {
	i := slices.IndexFunc(r.rules, func(rule rule.Rule) bool { return rule.ID == c.Check() })
	if i < 0 {
		r.report("%s: this version of the program has no such rule", c.ID)
		return
	}
	_, device, _ := strings.Cut(c.ID, "@")
	var own []verdict.Case
	for _, one := range r.cases {
		if _, of, _ := strings.Cut(one.ID, "@"); of == device {
			own = append(own, one)
		}
	}
	now := RuleResult(r.rules[i], own, c.Outcome != verdict.NotRun)
	r.compare(c.ID+": what the rule finds in all traffic", c.Findings, now.Findings)
	r.outcome(c)
}

// part is the run that a transcript of a merged report is of.
func (r *recheck) part(name string) verdict.Part {
	for _, p := range r.run.Parts {
		if strings.HasPrefix(name, p.Prefix) {
			return p
		}
	}
	return verdict.Part{Facts: r.run.Facts}
}

func (r *recheck) open(name string) (*transcript.Transcript, error) {
	f, err := r.files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is missing", name)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return transcript.ReadAll(name, io.Reader(f))
}

func (r *recheck) judge(record *transcript.Transcript, name string) []verdict.Finding {
	facts := r.part(name).Facts
	known := rule.Facts{HighestVersion: facts.HighestVersion, OwnUsername: facts.OwnUsername, Parameters: facts.Parameters}
	list := rule.Judge(record, r.subject, known, r.rules)
	if r.run.Scope.Level == "must" {
		list = slices.DeleteFunc(list, func(f verdict.Finding) bool { return !f.Breaks() })
	}
	return list
}

// compare tells of findings that are in one of the lists only, or not as often.
func (r *recheck) compare(what string, recorded, now []verdict.Finding) {
	key := func(f verdict.Finding) string { return f.Check + " " + f.Requirement }
	counts := map[string]int{}
	for _, f := range now {
		counts[key(f)] += f.Count
	}
	for _, f := range recorded {
		n, found := counts[key(f)]
		switch {
		case !found:
			r.report("%s: the results say that %s is broken (rule %s), the transcript does not show it", what, f.Requirement, f.Check)
		case n != f.Count:
			r.report("%s: the results say that %s was seen broken %d times (rule %s), the transcript shows it %d times", what, f.Requirement, f.Count, f.Check, n)
		}
		delete(counts, key(f))
	}
	for _, f := range now {
		if _, left := counts[key(f)]; left {
			r.report("%s: the transcript shows that %s is broken (rule %s), the results do not say so: expected %s, got %s", what, f.Requirement, f.Check, f.Expected, f.Got)
			delete(counts, key(f))
		}
	}
}

// evidence says which findings of a case point at nothing.
func (r *recheck) evidence(c verdict.Case, record *transcript.Transcript) {
	for _, f := range c.Findings {
		n := f.Where.Exchange
		if n == 0 {
			continue
		}
		if record == nil || !slices.ContainsFunc(record.Exchanges, func(x *transcript.Exchange) bool { return x.N == n }) {
			r.report("%s: the finding on %s points at exchange %d, which the transcript does not have", c.ID, f.Requirement, n)
		}
	}
}

// outcome says whether the outcome of a case is that of its findings.
func (r *recheck) outcome(c verdict.Case) {
	if !c.Outcome.Judged() {
		return
	}
	want := c
	want.Outcome = verdict.Of(c.Findings)
	if want = r.run.Waivers.Apply(want, c.Started); want.Outcome != c.Outcome {
		r.report("%s: the results say %s, but its findings make it %s", c.ID, c.Outcome, want.Outcome)
	}
}
