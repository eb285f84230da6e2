package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// caseView is a case as the page shows it.
type caseView struct {
	verdict.Case
	Anchor   string // of its element and of links to it
	SubjectN int    // number of its subject in the summary
	IDs      string // the requirements that it covers or found broken, for the filter
	Rule     bool
	Findings []findingView
	Notes    []findingView // on what no requirement says
	Also     []findingView // what rules found in its traffic and count as their own
	Covers   []coverView
	Sessions []sessionView
	SeenIn   []*caseView // of a rule: the cases in whose traffic it found something
	More     int         // of SeenIn, beyond those listed
}

// findingView is a finding with the session that shows it.
type findingView struct {
	verdict.Finding
	Session int // number of its transcript on the page, from 1; 0 if it has none
	Place   string
	By      string // anchor of the rule that found it, for findings that count elsewhere
}

// coverView is a requirement that a case judges.
type coverView struct{ ID, Level, Section, Says string }

// sessionView is a transcript that belongs to a case.
type sessionView struct {
	N    int
	Name string
}

// Told says that the reason does not explain the verdict but adds to it.
func (c *caseView) Told() bool {
	return c.Outcome == verdict.Pass || c.Outcome == verdict.Warn || c.Outcome == verdict.Fail
}

// Many says that what the case judges is too much to be read along with it.
func (c *caseView) Many() bool { return len(c.Covers) > 12 }

// seenInShown bounds the list of the cases that a rule found something in.
const seenInShown = 12

func (v *runView) newCaseView(c verdict.Case, subject int) *caseView {
	view := &caseView{Case: c, Anchor: v.anchor(c.ID), SubjectN: subject, Rule: c.Subject == verdict.RuleSubject}
	ids := slices.Clone(c.Covers)
	for _, f := range c.Findings {
		view.Findings = append(view.Findings, v.newFindingView(c, f))
		ids = append(ids, f.Requirement)
	}
	for _, f := range c.Passive {
		if !slices.ContainsFunc(c.Findings, func(own verdict.Finding) bool { return own.Check == f.Check && own.Requirement == f.Requirement }) {
			view.Also = append(view.Also, v.newFindingView(c, f))
		}
	}
	for _, f := range c.Notes {
		view.Notes = append(view.Notes, v.newFindingView(c, f))
	}
	slices.Sort(ids)
	view.IDs = strings.Join(slices.Compact(ids), " ")
	for _, id := range c.Covers {
		cover := coverView{ID: id}
		cover.Section, _, _ = strings.Cut(id, "-")
		if row, ok := requirement.Must().Get(id); ok {
			cover.Level, cover.Says = string(row.Level), row.Says
		}
		view.Covers = append(view.Covers, cover)
	}
	names := []string{c.Transcript}
	if view.Rule {
		names = nil // what it names is only the first of those that its findings name
	}
	for _, f := range c.Findings {
		names = append(names, f.Where.Transcript)
	}
	for _, name := range names {
		if n := v.session(name); n > 0 && !slices.ContainsFunc(view.Sessions, func(s sessionView) bool { return s.N == n }) {
			view.Sessions = append(view.Sessions, sessionView{N: n, Name: name})
		}
	}
	return view
}

func (v *runView) newFindingView(c verdict.Case, f verdict.Finding) findingView {
	if f.Where.Transcript == "" && c.Subject != verdict.RuleSubject {
		f.Where.Transcript = c.Transcript
	}
	view := findingView{Finding: f, Place: placeWords(f)}
	if f.Where.Exchange > 0 {
		view.Session = v.session(f.Where.Transcript)
	}
	return view
}

// placeWords says where the evidence stands, without the bytes.
func placeWords(f verdict.Finding) string {
	f.Where.Bytes = ""
	return whereLine(f)
}

// anchor gives the name under which a case can be linked to. A run that was
// joined of several has cases of one id: the second is told apart.
func (v *runView) anchor(id string) string {
	name := "case-" + strings.Join(strings.Fields(oneLine(id)), "_")
	v.anchors[name]++
	if n := v.anchors[name]; n > 1 {
		name += fmt.Sprintf("~%d", n)
	}
	return name
}

// session gives the number of a transcript on the page, from 1; 0 for none.
func (v *runView) session(name string) int {
	if name == "" {
		return 0
	}
	if n, seen := v.numbers[name]; seen {
		return n
	}
	v.sessions = append(v.sessions, name)
	v.numbers[name] = len(v.sessions)
	return len(v.sessions)
}

// crossReference links rules and the cases in whose traffic they found something.
func (v *runView) crossReference() {
	rules := map[string]*caseView{}
	for _, c := range v.Cases {
		if c.Rule {
			rules[c.ID] = c
		}
	}
	for _, c := range v.Cases {
		linked := map[string]bool{}
		// Where runs against several devices were joined, the ids of cases and
		// rules have the device behind an @, the checks of findings have not.
		_, device, joined := strings.Cut(c.ID, "@")
		rule := func(check string) *caseView {
			if joined {
				check += "@" + device
			}
			return rules[check]
		}
		for _, f := range c.Passive {
			r := rule(f.Check)
			if r == nil || c.Rule || linked[f.Check] {
				continue
			}
			linked[f.Check] = true
			if len(r.SeenIn) < seenInShown {
				r.SeenIn = append(r.SeenIn, c)
			} else {
				r.More++
			}
		}
		for _, list := range [][]findingView{c.Findings, c.Also} {
			for i := range list {
				if r := rule(list[i].Check); r != nil && r != c {
					list[i].By = r.Anchor
				}
			}
		}
	}
}
