package conform

import (
	"slices"
	"strings"
)

// part is a part of a body that came to no verdict.
type part struct {
	ids []string
	why string
}

// Part runs a part of the body, the one that judges the requirements ids, for a
// case that has several things wait at the same time. Where the part is skipped,
// only these requirements are left out of the case; where it is stopped, the
// others are judged nevertheless. A part of which an earlier one with the same
// requirements was not ended is not run.
func (t *T) Part(ids []string, steps func()) {
	if !t.Left(ids) {
		return
	}
	skip, trouble := t.perform(func(*T) { steps() })
	if skip != "" {
		t.spared = append(t.spared, part{ids, skip})
	}
	if len(trouble) > 0 {
		t.broken = append(t.broken, part{ids, strings.Join(trouble, "; ")})
	}
}

// Need skips what is run, a part or the whole body, if a need is not met; it is
// for a part that needs more than the case.
func (t *T) Need(needs ...string) {
	for _, need := range needs {
		if why := t.missing(need); why != "" {
			t.Skip("%s", why)
		}
	}
}

// Left says that one of the parts, at least, was neither skipped nor stopped yet.
func (t *T) Left(parts ...[]string) bool {
	return slices.ContainsFunc(parts, func(ids []string) bool {
		return !slices.ContainsFunc(slices.Concat(t.spared, t.broken), func(p part) bool { return slices.Equal(p.ids, ids) })
	})
}

// covered are the requirements of the case without those of the parts that were
// skipped; where nothing is left, skip is why.
func (t *T) covered() (ids []string, skip string) {
	var reasons []string
	ids = slices.Clone(t.Case.Covers)
	for _, p := range t.spared {
		ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(p.ids, id) && !t.judged[id] })
		reasons = append(reasons, p.why)
	}
	if len(ids) == 0 {
		return t.Case.Covers, strings.Join(reasons, "; ")
	}
	return ids, ""
}

// leftOut says which requirements of the case were not judged, and why.
func (t *T) leftOut() string {
	var list []string
	for _, p := range t.spared {
		list = append(list, "not judged: "+strings.Join(p.ids, ", ")+": "+p.why)
	}
	return strings.Join(list, "; ")
}
