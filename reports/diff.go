package reports

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Diff is what changed from one run to another, such as those of two versions
// of a firmware.
type Diff struct {
	Suite       string      `json:"suite"`
	A           Side        `json:"a"`
	B           Side        `json:"b"`
	Notes       []string    `json:"notes"` // what makes the runs hard to compare
	NewFailures []Change    `json:"new_failures"`
	Fixed       []Change    `json:"fixed"`
	NewWarnings []Change    `json:"new_warnings"`
	OldWarnings []Change    `json:"old_warnings"` // gone in B
	Unjudged    []Change    `json:"unjudged"`     // judged in A, in B neither judged nor skipped, or not there
	Skips       []Change    `json:"skips"`        // skipped in one of the two only
	Added       []string    `json:"added"`        // cases that A does not have
	Parameters  *TreeChange `json:"parameters,omitempty"`
	Timing      []Change    `json:"timing"` // cases that take much longer or shorter
}

// Side is one of the runs that are compared.
type Side struct {
	Name    string                  `json:"name"`
	Device  verdict.Device          `json:"device"`
	Version string                  `json:"version"` // of the tool
	Started time.Time               `json:"started"`
	Counts  map[verdict.Outcome]int `json:"counts"`
}

// Change is what changed in one case.
type Change struct {
	Case   string           `json:"case"`
	Title  string           `json:"title"`
	Was    verdict.Outcome  `json:"was,omitempty"` // empty if A does not have the case
	Is     verdict.Outcome  `json:"is,omitempty"`  // empty if B does not have it
	Reason string           `json:"reason,omitempty"`
	Before time.Duration    `json:"before_ns,omitempty"` // how long it took
	Now    time.Duration    `json:"now_ns,omitempty"`
	Rerun  string           `json:"rerun,omitempty"`
	Found  *verdict.Finding `json:"finding,omitempty"`
}

// TreeChange is what changed in the parameter tree; {i} stands for every
// instance number.
type TreeChange struct {
	Added    []string `json:"added"`
	Removed  []string `json:"removed"`
	Writable []string `json:"now_writable"`
	ReadOnly []string `json:"now_read_only"`
}

// Compare gives what changed from run a to run b; the names stand for them.
// Runs of different suites cannot be compared.
func Compare(nameA string, a *verdict.Run, nameB string, b *verdict.Run) (*Diff, error) {
	if a.Suite != b.Suite {
		return nil, fmt.Errorf("%s is a run of suite %s and %s one of suite %s; only runs of one suite can be compared", nameA, a.Suite, nameB, b.Suite)
	}
	for _, r := range []struct {
		name string
		run  *verdict.Run
	}{{nameA, a}, {nameB, b}} {
		if len(r.run.Cases) == 0 {
			return nil, fmt.Errorf("%s is a run without cases, which cannot be compared", r.name)
		}
	}
	d := &Diff{Suite: a.Suite, A: side(nameA, a), B: side(nameB, b), Parameters: compareTrees(a.Parameters, b.Parameters)}
	d.notes(a, b)
	before, now := byID(a), byID(b)
	for _, c := range b.Cases {
		old, known := before[c.ID]
		if !known {
			d.Added = append(d.Added, c.ID)
		}
		d.findings(old, c)
		switch {
		case !known:
		case (old.Outcome == verdict.Skip) != (c.Outcome == verdict.Skip) && old.Outcome != verdict.NotRun && c.Outcome != verdict.NotRun && c.Subject != verdict.WaiverSubject:
			d.Skips = append(d.Skips, change(old, c, nil, cmp.Or(c.Reason, old.Reason)))
		case old.Outcome.Judged() && !c.Outcome.Judged():
			d.Unjudged = append(d.Unjudged, change(old, c, nil, c.Reason))
		}
		if slow := c.Duration - old.Duration; known && old.Outcome.Judged() && c.Outcome.Judged() && slow.Abs() > time.Second &&
			(c.Duration > old.Duration*3/2 || old.Duration > c.Duration*3/2) && a.Scale == b.Scale {
			d.Timing = append(d.Timing, change(old, c, nil, ""))
		}
	}
	for _, c := range a.Cases {
		if _, there := now[c.ID]; !there && c.Outcome.Judged() && c.Subject != verdict.WaiverSubject {
			d.Unjudged = append(d.Unjudged, change(c, verdict.Case{ID: c.ID, Title: c.Title}, nil, "not in this run"))
		}
	}
	slices.SortStableFunc(d.Timing, func(x, y Change) int { return cmp.Compare((y.Now - y.Before).Abs(), (x.Now - x.Before).Abs()) })
	for _, list := range []*[]Change{&d.NewFailures, &d.Fixed, &d.NewWarnings, &d.OldWarnings, &d.Unjudged, &d.Skips, &d.Timing} {
		*list = orEmpty(*list)
	}
	d.Notes, d.Added = orEmpty(d.Notes), orEmpty(d.Added)
	return d, nil
}

// ExitCode is 1 if there are regressions, 2 if there are none but b did not
// judge all that a judged, else 0.
func (d *Diff) ExitCode() int {
	switch {
	case len(d.NewFailures) > 0:
		return verdict.ExitFails
	case len(d.Unjudged) > 0:
		return verdict.ExitNotJudged
	}
	return verdict.ExitConforms
}

// findings compares what was found in one case. Waived failures are no new
// ones; what was found before, waived or not, is not new.
func (d *Diff) findings(old, c verdict.Case) {
	if c.Outcome.Judged() {
		for _, f := range missing(old.Findings, c.Findings) {
			if f.Breaks() {
				d.Fixed = append(d.Fixed, change(old, c, &f, ""))
			} else {
				d.OldWarnings = append(d.OldWarnings, change(old, c, &f, ""))
			}
		}
	}
	for _, f := range missing(c.Findings, old.Findings) {
		switch {
		case !f.Breaks():
			d.NewWarnings = append(d.NewWarnings, change(old, c, &f, ""))
		case c.Outcome == verdict.Fail:
			d.NewFailures = append(d.NewFailures, change(old, c, &f, ""))
		}
	}
	if c.Outcome == verdict.Fail && old.Outcome != verdict.Fail && len(c.Findings) == 0 {
		d.NewFailures = append(d.NewFailures, change(old, c, nil, c.Reason))
	}
}

// missing lists the findings whose requirement is not among the others, the
// first of each requirement.
func missing(list, others []verdict.Finding) (more []verdict.Finding) {
	for _, f := range list {
		same := func(o verdict.Finding) bool { return o.Requirement == f.Requirement }
		if !slices.ContainsFunc(others, same) && !slices.ContainsFunc(more, same) {
			more = append(more, f)
		}
	}
	return more
}

func change(old, c verdict.Case, f *verdict.Finding, reason string) Change {
	return Change{Case: c.ID, Title: c.Title, Was: old.Outcome, Is: c.Outcome, Reason: firstLine(reason), Before: old.Duration, Now: c.Duration, Rerun: c.Rerun, Found: f}
}

func (d *Diff) notes(a, b *verdict.Run) {
	note := func(differ bool, text string) {
		if differ {
			d.Notes = append(d.Notes, text)
		}
	}
	note(a.Catalogue != b.Catalogue, "the catalogues of requirements differ: "+a.Catalogue+"; "+b.Catalogue)
	note(a.Version != b.Version, "the tool differs: "+a.Version+"; "+b.Version)
	note(a.Device.Manufacturer != b.Device.Manufacturer || a.Device.ProductClass != b.Device.ProductClass, "the devices are not of one kind")
	note(!slices.Equal(a.Scope.Only, b.Scope.Only) || a.Scope.Labels != b.Scope.Labels || a.Scope.Level != b.Scope.Level, "the runs differ in what they were to judge")
	note(a.Scale != b.Scale, "the runs differ in the speed of protocol time, so that times are not compared")
	note(a.Interrupted != "", "A was interrupted: "+a.Interrupted)
	note(b.Interrupted != "", "B was interrupted: "+b.Interrupted)
	note((len(a.Parameters) == 0) != (len(b.Parameters) == 0), "the parameter tree was read in one of the runs only")
}

func side(name string, run *verdict.Run) Side {
	return Side{Name: name, Device: run.Device, Version: run.Version, Started: run.Started, Counts: run.Counts()}
}

func byID(run *verdict.Run) map[string]verdict.Case {
	cases := map[string]verdict.Case{}
	for _, c := range run.Cases {
		cases[c.ID] = c
	}
	return cases
}

var instance = regexp.MustCompile(`\.[0-9]+\.`)

// compareTrees is nil where a tree was not read, or nothing changed.
func compareTrees(a, b map[string]bool) *TreeChange {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	a, b = withoutInstances(a), withoutInstances(b)
	var t TreeChange
	for _, name := range slices.Sorted(maps.Keys(b)) {
		was, known := a[name]
		switch is := b[name]; {
		case !known:
			t.Added = append(t.Added, name)
		case is && !was:
			t.Writable = append(t.Writable, name)
		case was && !is:
			t.ReadOnly = append(t.ReadOnly, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if _, known := b[name]; !known {
			t.Removed = append(t.Removed, name)
		}
	}
	if len(t.Added)+len(t.Removed)+len(t.Writable)+len(t.ReadOnly) == 0 {
		return nil
	}
	t.Added, t.Removed, t.Writable, t.ReadOnly = orEmpty(t.Added), orEmpty(t.Removed), orEmpty(t.Writable), orEmpty(t.ReadOnly)
	return &t
}

func withoutInstances(tree map[string]bool) map[string]bool {
	plain := map[string]bool{}
	for name, writable := range tree {
		// Twice, since matches of neighbours share their dot.
		name = instance.ReplaceAllString(instance.ReplaceAllString(name, ".{i}."), ".{i}.")
		plain[name] = plain[name] || writable
	}
	return plain
}
