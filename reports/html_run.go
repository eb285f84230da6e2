package reports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// runView is the run as the page shows it.
type runView struct {
	*verdict.Run
	*htmlPage
	Title      string // what was tested
	Conclusion string
	Exit       int
	Counts     []count
	Subjects   []subjectView
	Total      subjectView
	Broken     []brokenView
	Identities [][]pair
	Facts      []pair
	Cases      []*caseView
	Sections   []sectionView
	States     []count
	Role       string // CPE or ACS: the side under test
	Other      string // set if the page's catalogue is not the one that the run was judged by

	sessions []string       // names of the transcripts, in the order in which they are carried
	numbers  map[string]int // of the transcripts, from 1
	anchors  map[string]int // how often each was given
}

// pair is a line of a list of facts.
type pair struct{ Name, Value string }

// count is how many cases or requirements have an outcome.
type count struct {
	Name  string // as it stands in data attributes
	Words string
	N     int
	At    int // how many came before it, for bars
}

// subjectView is a line of the summary.
type subjectView struct {
	N      int
	Name   string
	Counts []count
	Cases  int
	Levels []levelCount
}

// levelCount is how many requirements of a level were judged and seen broken.
type levelCount struct {
	Level          string
	Judged, Broken int
}

// brokenView is a requirement that the run saw broken.
type brokenView struct {
	verdict.Finding
	By    []*caseView
	Times int
}

// worstFirst is the order in which outcomes are listed.
func worstFirst() []verdict.Outcome {
	list := verdict.Outcomes()
	slices.Reverse(list)
	return list
}

func newRunView(run *verdict.Run) *runView {
	v := &runView{Run: run, Conclusion: conclusion(run), Exit: run.ExitCode(), Role: strings.ToUpper(string(RoleOf(run.Suite))), anchors: map[string]int{}, numbers: map[string]int{}}
	v.Title = cmp.Or(strings.Join(strings.Fields(run.Device.Manufacturer+" "+run.Device.ProductClass+" "+run.Device.SerialNumber), " "), v.Role+" under test")
	if run.Device.URL != "" {
		v.Title = v.Role + " at " + run.Device.URL
	}
	if n := len(run.Devices); n > 1 {
		v.Title = plural(n, "device")
	}
	if c := requirement.Must().Version(); run.Catalogue != "" && run.Catalogue != c {
		v.Other = c
	}
	names := subjects(run)
	for _, c := range run.Cases {
		v.Cases = append(v.Cases, v.newCaseView(c, slices.Index(names, c.Subject)))
	}
	v.crossReference()
	v.Counts = countCases(v.Cases)
	for n, name := range names {
		own := slices.DeleteFunc(slices.Clone(v.Cases), func(c *caseView) bool { return c.Subject != name })
		v.Subjects = append(v.Subjects, summarise(n, name, own, v.Counts))
	}
	v.Total = summarise(-1, "All", v.Cases, v.Counts)
	v.Broken = brokenOf(v.Cases)
	v.Identities, v.Facts = identities(run), facts(run)
	v.Sections, v.States = v.requirements()
	return v
}

// countCases counts by outcome, worst first, each outcome that occurs.
func countCases(cases []*caseView) []count {
	var list []count
	total, counts := 0, map[verdict.Outcome]int{}
	for _, c := range cases {
		counts[c.Outcome]++
	}
	for _, o := range worstFirst() {
		if n := counts[o]; n > 0 {
			list = append(list, count{Name: string(o), Words: outcomeWords[o], N: n, At: total})
			total += n
		}
	}
	return list
}

// summarise makes a line of the summary, with the outcomes that occur in the run.
func summarise(n int, name string, cases []*caseView, outcomes []count) subjectView {
	s := subjectView{N: n, Name: name, Cases: len(cases)}
	byOutcome := map[verdict.Outcome]int{}
	part := &verdict.Run{}
	for _, c := range cases {
		byOutcome[c.Outcome]++
		part.Cases = append(part.Cases, c.Case)
	}
	for _, o := range outcomes {
		s.Counts = append(s.Counts, count{Name: o.Name, N: byOutcome[verdict.Outcome(o.Name)]})
	}
	must, should := levelCount{Level: "must"}, levelCount{Level: "should"}
	for id, broken := range part.Judged() {
		level := &should
		if row, ok := requirement.Must().Get(id); ok && row.Level.Binding() {
			level = &must
		}
		level.Judged++
		if broken {
			level.Broken++
		}
	}
	s.Levels = []levelCount{must, should}
	return s
}

// brokenOf lists what the judged cases found, MUSTs first, each requirement
// once with everything that found it.
func brokenOf(cases []*caseView) []brokenView {
	var list []brokenView
	for _, c := range cases {
		if !c.Outcome.Judged() {
			continue
		}
		for _, f := range c.Findings {
			i := slices.IndexFunc(list, func(b brokenView) bool { return b.Requirement == f.Requirement })
			if i < 0 {
				i = len(list)
				list = append(list, brokenView{Finding: f.Finding})
			}
			if !slices.Contains(list[i].By, c) {
				list[i].By = append(list[i].By, c)
			}
			list[i].Times += max(f.Count, 1)
		}
	}
	slices.SortStableFunc(list, func(a, b brokenView) int {
		if a.Breaks() != b.Breaks() {
			if a.Breaks() {
				return -1
			}
			return 1
		}
		return requirement.Compare(a.Requirement, b.Requirement)
	})
	return list
}
