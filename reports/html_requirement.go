package reports

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// sectionView is a section of the standard with its requirements.
type sectionView struct {
	Name, Title string
	Rows        []rowView
}

// rowView is a row of the catalogue with what the run says of it.
type rowView struct {
	requirement.Requirement
	State string // as in states
	Why   string // of a row that was not judged
	Bound bool   // whether the row is asked of the side under test
	By    []*caseView
	More  int // of By, beyond those listed
}

// judgedByShown bounds the list of checks of a requirement: one that a hundred
// cases cover is filtered for, not read.
const judgedByShown = 8

// states are what can be said of a requirement, worst first.
var states = []count{
	{Name: "broken", Words: "broken"},
	{Name: "waived", Words: "broken and waived"},
	{Name: "error", Words: "could not be judged"},
	{Name: "notrun", Words: "not run"},
	{Name: "held", Words: "held"},
	{Name: "skip", Words: "not applicable"},
	{Name: "unjudged", Words: "not judged"},
}

// requirements lists every row of the catalogue with its state.
func (v *runView) requirements() ([]sectionView, []count) {
	checks, found := map[string][]*caseView{}, map[string]map[verdict.Outcome]bool{}
	for _, c := range v.Cases {
		ids := slices.Clone(c.Case.Covers)
		for _, f := range c.Findings {
			if !slices.Contains(ids, f.Requirement) {
				ids = append(ids, f.Requirement)
			}
			if found[f.Requirement] == nil {
				found[f.Requirement] = map[verdict.Outcome]bool{}
			}
			found[f.Requirement][c.Outcome] = true
		}
		for _, id := range ids {
			checks[id] = append(checks[id], c)
		}
	}
	role := RoleOf(v.Suite)
	var sections []sectionView
	counts := slices.Clone(states)
	for _, row := range requirement.Must().All() {
		if n := len(sections); n == 0 || sections[n-1].Name != row.Section() {
			sections = append(sections, sectionView{Name: row.Section(), Title: requirement.Title(row.Section())})
		}
		r := rowView{Requirement: row, Bound: row.Tests(role), By: checks[row.ID]}
		r.State = stateOf(r.By, found[row.ID])
		if r.State == "unjudged" {
			r.Why = whyUnjudged(r)
		}
		// What found it broken is listed first, so that it is never cut off.
		slices.SortStableFunc(r.By, func(a, b *caseView) int { return b.rank(row.ID) - a.rank(row.ID) })
		if n := len(r.By); n > judgedByShown {
			r.By, r.More = r.By[:judgedByShown], n-judgedByShown
		}
		last := &sections[len(sections)-1]
		last.Rows = append(last.Rows, r)
		counts[slices.IndexFunc(counts, func(c count) bool { return c.Name == r.State })].N++
	}
	return sections, counts
}

// rank is higher the more a case has to say of a requirement.
func (c *caseView) rank(id string) int {
	n := slices.Index(verdict.Outcomes(), c.Outcome)
	if slices.ContainsFunc(c.Findings, func(f findingView) bool { return f.Requirement == id }) {
		n += len(verdict.Outcomes())
	}
	return n
}

// stateOf gives the state of a requirement from the cases that cover it and
// the outcomes of those that found it broken.
func stateOf(by []*caseView, found map[verdict.Outcome]bool) string {
	has := map[verdict.Outcome]bool{}
	for _, c := range by {
		has[c.Outcome] = true
	}
	switch {
	case found[verdict.Fail] || found[verdict.Warn]:
		return "broken"
	case found[verdict.Known]:
		return "waived"
	case has[verdict.Pass] || has[verdict.Warn] || has[verdict.Fail] || has[verdict.Known]:
		return "held"
	case has[verdict.Error]:
		return "error"
	case has[verdict.NotRun]:
		return "notrun"
	case has[verdict.Skip]:
		return "skip"
	}
	return "unjudged"
}

func whyUnjudged(r rowView) string {
	switch {
	case !r.Bound:
		return "it is not asked of this side"
	case r.How == requirement.Local || r.How == requirement.None:
		return "it cannot be seen from outside"
	case r.Level == requirement.LevelMay:
		return "it is a freedom"
	}
	return "no check of this run covers it"
}
