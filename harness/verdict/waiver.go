package verdict

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Waiver is a failure that is known and accepted for a while: one requirement
// broken in one case.
type Waiver struct {
	Case        string    `json:"case"` // id of the case
	Requirement string    `json:"requirement"`
	Reason      string    `json:"reason"`
	Expires     time.Time `json:"expires,omitzero"` // first day on which it no longer counts; zero for never
}

// Waivers is the content of a waiver file.
type Waivers []Waiver

// LoadWaivers reads a waiver file: a YAML list of case, requirement, reason
// and, if wanted, expires (a day, as 2026-12-31). The error names every
// problem with file and line.
func LoadWaivers(path string) (Waivers, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseWaivers(path, data)
}

// ParseWaivers reads the content of a waiver file; name stands for it in
// errors.
func ParseWaivers(name string, data []byte) (Waivers, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("%s: is not YAML: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(document.Content) == 0 {
		return nil, nil
	}
	list := document.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s:%d: a waiver file is a list; each entry has case, requirement and reason", name, list.Line)
	}
	var waivers Waivers
	var problems []error
	for _, entry := range list.Content {
		w, err := parseWaiver(name, entry)
		if err == nil && slices.ContainsFunc(waivers, func(o Waiver) bool { return o.Case == w.Case && o.Requirement == w.Requirement }) {
			err = fmt.Errorf("%s:%d: %s of %s is waived twice", name, entry.Line, w.Requirement, w.Case)
		}
		problems = append(problems, err)
		waivers = append(waivers, w)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return waivers, nil
}

func parseWaiver(name string, entry *yaml.Node) (Waiver, error) {
	var w Waiver
	if entry.Kind != yaml.MappingNode {
		return w, fmt.Errorf("%s:%d: a waiver has the keys case, requirement, reason and expires", name, entry.Line)
	}
	for i := 0; i+1 < len(entry.Content); i += 2 {
		key, value := entry.Content[i], entry.Content[i+1]
		switch key.Value {
		case "case":
			w.Case = value.Value
		case "requirement":
			w.Requirement = value.Value
		case "reason":
			w.Reason = value.Value
		case "expires":
			day, err := time.Parse(time.DateOnly, value.Value)
			if err != nil {
				return w, fmt.Errorf("%s:%d: expires: %q is not a day; write it as 2026-12-31", name, value.Line, value.Value)
			}
			w.Expires = day
		default:
			return w, fmt.Errorf("%s:%d: there is no key %q; known: case, requirement, reason, expires", name, key.Line, key.Value)
		}
	}
	for _, must := range []struct{ key, value string }{{"case", w.Case}, {"requirement", w.Requirement}, {"reason", w.Reason}} {
		if must.value == "" {
			return w, fmt.Errorf("%s:%d: the waiver has no %s", name, entry.Line, must.key)
		}
	}
	return w, nil
}

// Apply gives the case as the waivers see it at a time. A failure of which
// every broken MUST is waived becomes Known. A waived requirement that was
// judged and not found broken makes the case Fail, so that waivers which are
// no longer true are taken out.
func (w Waivers) Apply(c Case, now time.Time) Case {
	var reasons, stale []string
	waived := map[string]bool{}
	for _, waiver := range w {
		if waiver.Case != c.ID || !waiver.Expires.IsZero() && !now.Before(waiver.Expires) {
			continue
		}
		waived[waiver.Requirement] = true
		if slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Requirement == waiver.Requirement }) {
			reasons = append(reasons, waiver.Requirement+": "+waiver.Reason)
		} else {
			stale = append(stale, waiver.Requirement)
		}
	}
	switch {
	case len(waived) == 0 || !c.Outcome.Judged():
	case len(stale) > 0:
		c.Outcome = Fail
		c.Reason = "waived, but not found broken: " + strings.Join(stale, ", ") + "; take it out of the waiver file"
	case c.Outcome == Fail && !slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Breaks() && !waived[f.Requirement] }):
		c.Outcome = Known
		c.Reason = "waived: " + strings.Join(reasons, "; ")
	}
	return c
}
