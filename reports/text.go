// Package reports writes a run in the forms that people and programs read:
// the console, results.json and JUnit XML. Every report is made from a
// verdict.Run and nothing else.
package reports

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// visible replaces what must not reach a terminal or an XML file by an escape
// that can be read: control characters, bytes that are not UTF-8, and what
// XML 1.0 excludes. Line ends and tabs stay.
func visible(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x100 && unicode.IsControl(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case r == 0xFFFE || r == 0xFFFF || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// oneLine is visible without line ends.
func oneLine(s string) string {
	s = strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(visible(s))
	return strings.TrimSpace(s)
}

// part is one labelled part of a message.
type part struct {
	label, text string
	whole       bool // not to be broken over lines: a path or a command
}

// parts gives what there is to say about one finding of a case: requirement,
// expected, got, where, evidence, and how to run it again. The case and its
// title, the first of the six, stand above it.
func parts(c verdict.Case, f verdict.Finding) []part {
	list := []part{
		{label: "requirement", text: requirementLine(f)},
		{label: "expected", text: oneLine(f.Expected)},
		{label: "got", text: oneLine(f.Got)},
		{label: "where", text: whereLine(f)},
		{label: "evidence", text: oneLine(evidence(c, f)), whole: true},
		{label: "run again", text: oneLine(c.Rerun), whole: true},
	}
	kept := list[:0]
	for _, p := range list {
		if p.text != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

func requirementLine(f verdict.Finding) string {
	if f.Level == verdict.NoteLevel {
		return "none: a robustness note, apart from the verdict"
	}
	section := f.Section
	if section == "" {
		section, _, _ = strings.Cut(f.Requirement, "-")
	}
	if title := requirement.Title(section); title != "" {
		section += " " + title
	}
	return oneLine(fmt.Sprintf("%s, %s, section %s: %s", f.Requirement, levelWords(f.Level), section, f.Says))
}

// levelWords writes a level as RFC 2119 does.
func levelWords(level string) string {
	return strings.ToUpper(strings.ReplaceAll(level, "-", " "))
}

func whereLine(f verdict.Finding) string {
	var list []string
	add := func(format string, value int) {
		if value > 0 {
			list = append(list, fmt.Sprintf(format, value))
		}
	}
	add("exchange %d", f.Where.Exchange)
	add("connection %d", f.Where.Connection)
	if f.Where.From != "" {
		list = append(list, "from the "+f.Where.From)
	}
	add("line %d", f.Where.Line)
	add("offset %d", f.Where.Offset)
	text := strings.Join(list, ", ")
	if f.Where.Bytes != "" {
		text += ": " + f.Where.Bytes
	}
	if f.Count > 1 {
		text += fmt.Sprintf(" (seen %d times; this is the first)", f.Count)
	}
	return oneLine(strings.TrimPrefix(text, ": "))
}

func evidence(c verdict.Case, f verdict.Finding) string {
	if f.Where.Transcript != "" {
		return f.Where.Transcript
	}
	return c.Transcript
}

// message is the text about one finding, for reports without columns.
func message(c verdict.Case, f verdict.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", oneLine(c.ID), oneLine(c.Title))
	for _, p := range parts(c, f) {
		fmt.Fprintf(&b, "%s: %s\n", p.label, p.text)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// why is the reason of a case's outcome, and why a session of it did not
// complete, if that was seen.
func why(c verdict.Case) string {
	d := c.Diagnosis
	if d == nil {
		return c.Reason
	}
	text := strings.TrimSpace(c.Reason + "\n" + d.Sentence)
	if likeliest := d.Likeliest(); likeliest != "" {
		text += "\nlikeliest: " + likeliest
	}
	return text
}

// Wrap sets text after a lead, broken at 80 columns, further lines in under the
// first. Line ends in the text are kept.
func Wrap(lead, text string) string {
	indent := utf8.RuneCountInString(lead)
	var lines []string
	for part := range strings.SplitSeq(visible(text), "\n") {
		lines = append(lines, wrap(part, columns-indent)...)
	}
	return lead + strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// wrap breaks text into lines of at most width columns, at spaces; a longer
// word is broken where the line ends.
func wrap(text string, width int) []string {
	var lines []string
	line, columns := "", 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if columns > 0 && columns+1+n > width {
			lines, line, columns = append(lines, line), "", 0
		}
		if columns > 0 {
			line, columns = line+" ", columns+1
		}
		for n > width {
			runes := []rune(word)
			lines = append(lines, string(runes[:width]))
			word, n = string(runes[width:]), n-width
		}
		line, columns = line+word, columns+n
	}
	if columns > 0 {
		lines = append(lines, line)
	}
	return lines
}
