package main

import (
	"cmp"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// check is a case or a passive rule, as list, explain and docs show it.
type check struct {
	Kind    string           `json:"kind"` // case or rule
	ID      string           `json:"id"`
	Role    requirement.Role `json:"role"` // who is under test
	Subject string           `json:"subject,omitempty"`
	Title   string           `json:"title"`
	Steps   string           `json:"steps,omitempty"`
	Passes  string           `json:"passes,omitempty"`
	Needs   []string         `json:"needs,omitempty"`
	Covers  []string         `json:"covers"`
}

// sources are the suites and rule sets of the program; each registers itself
// in the file that imports it.
var sources []func() []check

// allChecks lists cases before rules, each by subject and id.
func allChecks() []check {
	var list []check
	for _, source := range sources {
		list = append(list, source()...)
	}
	slices.SortStableFunc(list, func(a, b check) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// judgedIDs gives the requirements that the checks of a role hold against a
// device.
func judgedIDs(role requirement.Role) map[string]bool {
	ids := map[string]bool{}
	for _, c := range allChecks() {
		for _, id := range c.Covers {
			if c.Role == role || c.Role == requirement.Both {
				ids[id] = true
			}
		}
	}
	return ids
}

// provenIDs gives the requirements that the faults of a role's reference peer
// break; the self-test holds each fault to what it says it breaks.
func provenIDs(role requirement.Role) map[string]bool {
	ids := map[string]bool{}
	for _, f := range fault.All(fault.Peer(role)) {
		for _, id := range f.Breaks {
			ids[id] = true
		}
	}
	return ids
}
