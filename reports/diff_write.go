package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// longest is how many entries of a list are shown: a comment has bounds.
const longest = 50

// DiffJSON writes what changed as JSON.
func DiffJSON(w io.Writer, d *Diff) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

// DiffText writes what changed for a reader at a terminal.
func DiffText(w io.Writer, d *Diff) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", d.headline())
	for _, s := range []struct {
		name string
		side Side
	}{{"A", d.A}, {"B", d.B}} {
		fmt.Fprintf(&b, "%s  %s\n", s.name, oneLine(s.side.line()))
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note: %s\n", oneLine(n))
	}
	for _, part := range d.parts() {
		if len(part.lines) > 0 {
			fmt.Fprintf(&b, "\n%s (%d)\n", part.title, len(part.lines))
		}
		for _, line := range part.shown() {
			for i, l := range strings.Split(line, "\n") {
				fmt.Fprintf(&b, "%s%s\n", []string{"  ", "      "}[min(i, 1)], oneLine(l))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// DiffMarkdown writes what changed as a comment on a merge request.
func DiffMarkdown(w io.Writer, d *Diff) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## CWMP conformance: %s\n", d.headline())
	table(&b, "", "A", "B")
	row(&b, "Run", d.A.Name, d.B.Name)
	row(&b, "Device", deviceLine(d.A.Device), deviceLine(d.B.Device))
	row(&b, "Started", stamp(d.A.Started), stamp(d.B.Started))
	for _, o := range tellingOrder {
		if d.A.Counts[o]+d.B.Counts[o] > 0 {
			row(&b, outcomeWords[o], fmt.Sprint(d.A.Counts[o]), fmt.Sprint(d.B.Counts[o]))
		}
	}
	for i, n := range d.Notes {
		fmt.Fprintf(&b, "%sNote: %s\n", []string{"\n", ""}[min(i, 1)], markdown(n))
	}
	for _, part := range d.parts() {
		if len(part.lines) > 0 {
			fmt.Fprintf(&b, "\n### %s (%d)\n\n", part.title, len(part.lines))
		}
		for _, line := range part.shown() {
			for i, l := range strings.Split(line, "\n") {
				fmt.Fprintf(&b, "%s%s\n", []string{"- ", "  - "}[min(i, 1)], markdown(l))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Diff) headline() string {
	var list []string
	for _, p := range d.parts() {
		if n := len(p.lines); n > 0 {
			list = append(list, fmt.Sprintf("%d %s", n, strings.ToLower(p.title)))
		}
	}
	if len(list) == 0 {
		return "nothing changed"
	}
	return strings.Join(list, ", ")
}

func (s Side) line() string {
	return fmt.Sprintf("%s: %s, %s", s.Name, cmp.Or(deviceLine(s.Device), "device not named"), stamp(s.Started))
}

// diffPart is a list of changes of one kind; the first line of an entry says
// what changed, further ones the details.
type diffPart struct {
	title string
	lines []string
}

func (p diffPart) shown() []string {
	if len(p.lines) <= longest {
		return p.lines
	}
	return append(p.lines[:longest:longest], fmt.Sprintf("and %d more", len(p.lines)-longest))
}

func (d *Diff) parts() []diffPart {
	parts := []diffPart{
		{"New failures", found(d.NewFailures)},
		{"Fixed failures", found(d.Fixed)},
		{"No longer judged", reasons(d.Unjudged)},
		{"New warnings", found(d.NewWarnings)},
		{"Fixed warnings", found(d.OldWarnings)},
		{"Changed skips", reasons(d.Skips)},
		{"New cases", oneLines(d.Added)},
	}
	if t := d.Parameters; t != nil {
		parts = append(parts, diffPart{"New Parameters and objects", t.Added}, diffPart{"Removed Parameters and objects", t.Removed},
			diffPart{"Parameters that have become writable", t.Writable}, diffPart{"Parameters that have become read-only", t.ReadOnly})
	}
	var times []string
	for _, c := range d.Timing {
		times = append(times, oneLine(fmt.Sprintf("%s %s: %.1f s, was %.1f s", c.Case, c.Title, c.Now.Seconds(), c.Before.Seconds())))
	}
	return append(parts, diffPart{"Changed times", times})
}

func oneLines(list []string) (lines []string) {
	for _, s := range list {
		lines = append(lines, oneLine(s))
	}
	return lines
}

func found(list []Change) (lines []string) {
	for _, c := range list {
		line := oneLine(c.Case + " " + c.Title)
		if c.Found == nil {
			lines = append(lines, line+"\n"+oneLine(c.Reason))
			continue
		}
		for _, p := range parts(verdict.Case{Rerun: c.Rerun}, *c.Found) {
			line += "\n" + p.label + ": " + p.text
		}
		if c.Was == "" || !c.Was.Judged() {
			line += "\nbefore: " + cmp.Or(outcomeWords[c.Was], "there was no such case")
		}
		lines = append(lines, line)
	}
	return lines
}

func reasons(list []Change) (lines []string) {
	for _, c := range list {
		line := oneLine(fmt.Sprintf("%s %s: %s, was %s", c.Case, c.Title, cmp.Or(outcomeWords[c.Is], "not there"), cmp.Or(outcomeWords[c.Was], "not there")))
		if c.Reason != "" {
			line += "\n" + oneLine(c.Reason)
		}
		lines = append(lines, line)
	}
	return lines
}
