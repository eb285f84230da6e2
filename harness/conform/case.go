// Package conform holds what a conformance suite is made of: cases, the suite
// that collects them, and the running of a suite, by Ginkgo for a device and
// plainly for the self-test, with the same code behind both.
package conform

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
)

// Case is one situation that the device is driven into, and what must follow.
// The list, explain and docs commands and every report print the same Case.
type Case struct {
	ID      string   // written, never positional, never reused: "CPE-RETRY-002"
	Subject string   // the subject it belongs to: "Retry"
	Title   string   // what a conforming device does
	Covers  []string // the requirement ids that its own expectations name
	Steps   string   // what the suite does
	Passes  string   // what it then expects
	Needs   []string // claims and hooks without which it is skipped
	// Alone says that no other case may run at the same time, where cases run
	// side by side.
	Alone bool
	// Robustness says that the case looks at what the standard leaves open: it
	// may cover nothing, and what it finds then are notes (T.Note).
	Robustness bool
	// Waits is how long the protocol itself makes the case wait, in protocol seconds.
	Waits int
}

// Entry is a case with its body.
type Entry struct {
	Case
	Body func(*T)
}

// Suite is a list of cases, in the order they were added.
type Suite struct {
	Name    string // "cpe" or "acs"
	entries []Entry
}

var idForm = regexp.MustCompile(`^[A-Z]+(-[A-Z0-9]+)*-[0-9]{3}$`)

// Add registers a case. It panics on a mistake in the case, since cases are
// written in the program: a bad or double id, no requirement, no text.
func (s *Suite) Add(c Case, body func(*T)) {
	switch {
	case !idForm.MatchString(c.ID):
		panic(fmt.Sprintf("case id %q: want words in capitals, then three digits", c.ID))
	case slices.ContainsFunc(s.entries, func(e Entry) bool { return e.ID == c.ID }):
		panic("case id used twice: " + c.ID)
	case c.Subject == "" || c.Title == "" || c.Steps == "" || c.Passes == "" || len(c.Covers) == 0 && !c.Robustness:
		panic("case " + c.ID + " lacks its subject, title, steps, passes or covers")
	}
	s.entries = append(s.entries, Entry{c, body})
}

// Entries lists the cases with their bodies: by subject, then by id.
func (s *Suite) Entries() []Entry {
	list := slices.Clone(s.entries)
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Subject != list[j].Subject {
			return list[i].Subject < list[j].Subject
		}
		return list[i].ID < list[j].ID
	})
	return list
}

// Cases lists the cases: by subject, then by id.
func (s *Suite) Cases() []Case {
	var list []Case
	for _, e := range s.Entries() {
		list = append(list, e.Case)
	}
	return list
}
