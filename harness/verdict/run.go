package verdict

import "slices"

// Schema is the version of the form of results.json that this package writes.
const Schema = 1

// Exit codes of a run.
const (
	ExitConforms  = 0 // all that was selected was judged, and nothing failed
	ExitFails     = 1 // at least one case failed
	ExitNotJudged = 2 // nothing failed, but something could not be judged, or nothing was selected
)

// RuleSubject is the subject of the results of the passive rules.
const RuleSubject = "Rules over all traffic"

// order ranks the outcomes from best to worst.
var order = []Outcome{Skip, Pass, Known, Warn, NotRun, Error, Fail}

// Outcomes lists all outcomes from best to worst.
func Outcomes() []Outcome { return slices.Clone(order) }

// Judged says that the outcome is a judgement on the device.
func (o Outcome) Judged() bool {
	return o == Pass || o == Warn || o == Known || o == Fail
}

// Worse says that o is worse than other.
func (o Outcome) Worse(other Outcome) bool {
	return slices.Index(order, o) > slices.Index(order, other)
}

// Of gives the outcome of a case that was judged, from its findings: Fail
// when a MUST was broken, Warn when only SHOULDs were, Pass otherwise.
func Of(findings []Finding) Outcome {
	outcome := Pass
	for _, f := range findings {
		if f.Breaks() {
			return Fail
		}
		outcome = Warn
	}
	return outcome
}

// Counts counts the cases by outcome.
func (r *Run) Counts() map[Outcome]int {
	counts := map[Outcome]int{}
	for _, c := range r.Cases {
		counts[c.Outcome]++
	}
	return counts
}

// ExitCode gives the exit code of the run. A failure outweighs what could not
// be judged, because what was seen broken is broken whatever came after; a
// run that was interrupted or judged nothing at all never ends in 0.
func (r *Run) ExitCode() int {
	counts, judged := r.Counts(), false
	for o, n := range counts {
		judged = judged || n > 0 && o.Judged()
	}
	switch {
	case counts[Fail] > 0:
		return ExitFails
	case counts[Error] > 0, counts[NotRun] > 0, r.Interrupted != "", !judged:
		return ExitNotJudged
	}
	return ExitConforms
}

// Judged lists the requirements that the run judged, each with whether it was
// seen broken: all that the judged cases cover, and all that findings name.
func (r *Run) Judged() map[string]bool {
	broken := map[string]bool{}
	for _, c := range r.Cases {
		if !c.Outcome.Judged() {
			continue
		}
		for _, id := range c.Covers {
			if _, known := broken[id]; !known {
				broken[id] = false
			}
		}
		for _, f := range c.Findings {
			broken[f.Requirement] = true
		}
	}
	return broken
}

// Merge adds findings to a list in which each check and requirement stands
// once: the first place is kept, further ones are counted.
func Merge(list, more []Finding) []Finding {
	for _, f := range more {
		i := slices.IndexFunc(list, func(g Finding) bool { return g.Check == f.Check && g.Requirement == f.Requirement })
		if i < 0 {
			list = append(list, f)
		} else {
			list[i].Count += f.Count
		}
	}
	return list
}
