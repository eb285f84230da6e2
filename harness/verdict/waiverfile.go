package verdict

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// LoadWaivers reads a waiver file: a YAML list of entries with the keys case,
// requirement (at least one of the two), text, comment, owner and expires (a
// day, as 2026-12-31). The error names every problem with file and line.
func LoadWaivers(path string) (Waivers, error) {
	data, err := os.ReadFile(path)
	var cause *fs.PathError
	if errors.As(err, &cause) {
		return nil, fmt.Errorf("waiver file %s: cannot be read: %w", path, cause.Err)
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
		return nil, fmt.Errorf("%s:%d: a waiver file is a list; each entry has the keys %s", name, list.Line, waiverKeys)
	}
	var waivers Waivers
	var problems []error
	for _, entry := range list.Content {
		w, err := parseWaiver(name, entry)
		if err == nil && slices.ContainsFunc(waivers, func(o Waiver) bool {
			return o.Case == w.Case && o.Requirement == w.Requirement && o.Text == w.Text
		}) {
			err = fmt.Errorf("%s:%d: %s is waived twice", name, entry.Line, w.subject())
		}
		problems = append(problems, err)
		waivers = append(waivers, w)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return waivers, nil
}

const waiverKeys = "case, requirement, text, comment, owner, expires"

func parseWaiver(name string, entry *yaml.Node) (w Waiver, err error) {
	if entry.Kind != yaml.MappingNode {
		return w, fmt.Errorf("%s:%d: a waiver has the keys %s", name, entry.Line, waiverKeys)
	}
	var problems []error
	report := func(line int, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(entry.Content); i += 2 {
		key, value := entry.Content[i], entry.Content[i+1]
		field := map[string]*string{"case": &w.Case, "requirement": &w.Requirement, "text": &w.Text, "comment": &w.Comment, "owner": &w.Owner}[key.Value]
		switch {
		case seen[key.Value]:
			report(key.Line, "%s stands twice", key.Value)
		case value.Kind != yaml.ScalarNode:
			report(value.Line, "%s: want a text on one line", key.Value)
		case key.Value == "expires":
			day, err := time.Parse(time.DateOnly, value.Value)
			if err != nil {
				report(value.Line, "expires: %q is not a day; write it as 2026-12-31", value.Value)
				return w, errors.Join(problems...)
			}
			w.Expires = day
		case field == nil:
			report(key.Line, "there is no key %q; known: %s", key.Value, waiverKeys)
		default:
			*field = value.Value
		}
		seen[key.Value] = true
	}
	for _, must := range []struct {
		key   string
		there bool
	}{{"case and no requirement; it needs one of them", w.Case != "" || w.Requirement != ""}, {"comment", w.Comment != ""}, {"owner", w.Owner != ""}, {"expires", seen["expires"]}} {
		if !must.there {
			report(entry.Line, "the waiver has no %s", must.key)
		}
	}
	if _, known := requirement.Must().Get(w.Requirement); w.Requirement != "" && !known {
		report(entry.Line, "requirement: %s is not in the catalogue", w.Requirement)
	}
	return w, errors.Join(problems...)
}
