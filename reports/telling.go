package reports

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Telling picks the failures to look at first, at most n, and says how many
// others there are. First come those whose broken requirement occurs in the
// most other failures, since these may all go away with it; among equals what
// points at bytes, and failures before what could not be judged. No
// requirement is shown twice.
func Telling(run *verdict.Run, n int) (list []verdict.Case, others int) {
	var failed []verdict.Case
	explains := map[string]int{} // requirement -> failures in which it is broken
	for _, c := range run.Cases {
		if c.Outcome != verdict.Fail && c.Outcome != verdict.Error {
			continue
		}
		failed = append(failed, c)
		seen := map[string]bool{}
		for _, f := range slices.Concat(c.Findings, c.Passive) {
			if f.Breaks() && !seen[f.Requirement] {
				seen[f.Requirement] = true
				explains[f.Requirement]++
			}
		}
	}
	score := func(c verdict.Case) int {
		f, ok := chief(c)
		points := 0
		if ok {
			points = 10*explains[f.Requirement] + 4
		}
		if f.Where.Bytes != "" {
			points += 3
		}
		if c.Diagnosis != nil {
			points += 2
		}
		if c.Outcome == verdict.Fail {
			points++
		}
		return points
	}
	slices.SortStableFunc(failed, func(a, b verdict.Case) int { return score(b) - score(a) })
	told := map[string]bool{}
	for _, c := range failed {
		key := c.Reason
		if f, ok := chief(c); ok {
			key = f.Requirement
		} else if c.Diagnosis != nil {
			key = c.Diagnosis.Kind
		}
		if told[key] || len(list) == n {
			continue
		}
		told[key] = true
		list = append(list, c)
	}
	return list, len(failed) - len(list)
}

// chief is the finding of a case that counts most: the first that breaks a MUST.
func chief(c verdict.Case) (verdict.Finding, bool) {
	for _, f := range c.Findings {
		if f.Breaks() {
			return f, true
		}
	}
	if len(c.Findings) > 0 {
		return c.Findings[0], true
	}
	return verdict.Finding{}, false
}
