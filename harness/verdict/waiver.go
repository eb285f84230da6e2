package verdict

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// WaiverSubject is the subject of the results of the waivers themselves.
const WaiverSubject = "Waivers"

// Waiver is a failure that is known and accepted for a while: what a case, a
// requirement, or one in the other, is allowed to find.
type Waiver struct {
	Case        string    `json:"case,omitempty"` // id of a case or rule; empty for any
	Requirement string    `json:"requirement,omitempty"`
	Text        string    `json:"text,omitempty"` // has to occur in what was expected, got or shown of the bytes
	Comment     string    `json:"comment"`        // why it is accepted
	Owner       string    `json:"owner"`          // who answers for it
	Expires     time.Time `json:"expires"`        // first day on which it no longer counts
}

// Waivers is the content of a waiver file.
type Waivers []Waiver

// Matches says that the waiver speaks of a finding of a case.
func (w Waiver) Matches(c Case, f Finding) bool {
	return (w.Case == "" || w.Case == c.Check() || w.Case == f.Check) &&
		(w.Requirement == "" || w.Requirement == f.Requirement) &&
		(w.Text == "" || strings.Contains(f.Expected, w.Text) || strings.Contains(f.Got, w.Text) || strings.Contains(f.Where.Bytes, w.Text))
}

// Expired says that the waiver no longer counts.
func (w Waiver) Expired(now time.Time) bool { return !now.Before(w.Expires) }

func (w Waiver) String() string {
	return fmt.Sprintf("%s (%s, until %s)", w.Comment, w.Owner, w.Expires.Format(time.DateOnly))
}

// Apply gives the case as the waivers see it at a time: a failure of which
// every broken MUST is waived becomes Known.
func (w Waivers) Apply(c Case, now time.Time) Case {
	if c.Outcome != Fail {
		return c
	}
	var reasons []string
	for _, f := range c.Findings {
		i := slices.IndexFunc(w, func(w Waiver) bool { return !w.Expired(now) && w.Matches(c, f) })
		switch {
		case i >= 0:
			reasons = append(reasons, f.Requirement+": "+w[i].String())
		case f.Breaks():
			return c
		}
	}
	if len(reasons) == 0 {
		return c
	}
	c.Outcome = Known
	reason := "waived: " + strings.Join(slices.Compact(reasons), "; ")
	if c.Reason != "" {
		reason += "; " + c.Reason
	}
	c.Reason = reason
	return c
}

// Results gives the result of each waiver over a run, as cases of their own:
// one that is in use passes; one that expired, that names nothing there is, or
// that speaks of a failure that was looked for and not found, fails, so that no
// waiver outlives its reason. One of which nothing was judged is skipped.
// known says which ids the cases and rules of the suite have.
func (w Waivers) Results(run *Run, known func(id string) bool, now time.Time) []Case {
	var list []Case
	ids := map[string]int{}
	for _, waiver := range w {
		c := Case{ID: "waiver", Subject: WaiverSubject, Covers: []string{}, Started: now}
		for _, part := range []string{waiver.Case, waiver.Requirement} {
			if part != "" {
				c.ID += "-" + part
			}
		}
		if ids[c.ID]++; ids[c.ID] > 1 {
			c.ID += fmt.Sprintf("-%d", ids[c.ID])
		}
		c.Title = "the waiver of " + waiver.subject() + " is in use"
		c.Outcome, c.Reason = waiver.result(run, known, now)
		list = append(list, c)
	}
	return list
}

func (w Waiver) subject() string {
	switch {
	case w.Case == "":
		return w.Requirement
	case w.Requirement == "":
		return w.Case
	}
	return w.Requirement + " in " + w.Case
}

func (w Waiver) result(run *Run, known func(string) bool, now time.Time) (Outcome, string) {
	if w.Expired(now) {
		return Fail, "it expired on " + w.Expires.Format(time.DateOnly) + "; ask " + w.Owner + ": " + w.Comment
	}
	if w.Case != "" && !known(w.Case) {
		return Fail, "it matches nothing: no case or rule has the id " + w.Case
	}
	found, judged := 0, false
	for _, c := range run.Cases {
		if c.Subject == WaiverSubject {
			continue
		}
		for _, f := range c.Findings {
			if w.Matches(c, f) {
				found++
			}
		}
		// A case that could not go on did not look for all that it covers.
		judged = judged || c.Outcome.Judged() && (c.Reason == "" || c.Outcome == Pass) && w.concerns(c)
	}
	switch {
	case found > 0:
		return Pass, fmt.Sprintf("it accepts %d of the findings: %s", found, w)
	case !judged, w.should() && run.Scope.Level == "must":
		return Skip, "what it speaks of was not judged in this run"
	case w.Text != "":
		return Fail, fmt.Sprintf("it matches nothing: what it speaks of was judged, and %q was not found; take it out of the waiver file", w.Text)
	}
	return Fail, "it matches nothing: what it speaks of was judged and holds; take it out of the waiver file"
}

// should says that what is waived is no MUST, which a run may leave out.
func (w Waiver) should() bool {
	row, known := requirement.Must().Get(w.Requirement)
	return known && !row.Level.Binding()
}

// concerns says that the case, if judged, would have shown what is waived.
func (w Waiver) concerns(c Case) bool {
	return (w.Case == "" || w.Case == c.Check()) && (w.Requirement == "" || slices.Contains(c.Covers, w.Requirement))
}
