package reports

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// StatementMarkdown writes the statement of a run as statement.md.
func StatementMarkdown(w io.Writer, s *Statement) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conformance statement\n\n**%s**\n", markdown(s.Conclusion))
	table(&b, "", "")
	for _, d := range s.Devices {
		row(&b, "Device", strings.Join(notEmpty(d.Manufacturer, d.ProductClass), " "))
		row(&b, "OUI, serial number", strings.Join(notEmpty(d.OUI, d.SerialNumber), ", "))
		row(&b, "Software, hardware version", strings.Join(notEmpty(d.SoftwareVersion, d.HardwareVersion), ", "))
		row(&b, "Data model", d.DataModel)
		row(&b, "URL", d.URL)
		row(&b, "Server", d.Server)
		row(&b, "CWMP version", d.CWMPVersion)
		row(&b, "Authentication", d.Authentication)
		row(&b, "Methods", d.Methods)
		row(&b, "Calls by itself, of a new device", d.Calls)
	}
	row(&b, "Tool", s.Tool+" "+s.Version)
	row(&b, "Standard", s.Catalogue)
	row(&b, "Suite", s.Suite)
	row(&b, "From, to", stamp(s.Started)+", "+stamp(s.Ended))
	if s.Scale != 1 {
		row(&b, "Time", fmt.Sprintf("%g protocol seconds in a second", s.Scale))
	}
	row(&b, "Interrupted", s.Interrupted)
	row(&b, "Note", s.Note)

	s.scope(&b)
	s.results(&b)
	findingList(&b, "Failures", "No MUST that was judged was seen broken.", s.Failures)
	findingList(&b, "Warnings", "No SHOULD that was judged was seen broken.", s.Warnings)
	findingList(&b, "Robustness notes, apart from the verdict", "None.", s.Notes)
	s.waivers(&b)
	s.open(&b)

	b.WriteString("\n## Checksums\n")
	table(&b, "File", "Bytes", "SHA-256")
	for _, f := range s.Checksums {
		row(&b, f.Name, fmt.Sprint(f.Bytes), f.SHA256)
	}
	b.WriteString("\n## Signature\n\nName, date:\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (s *Statement) scope(b *strings.Builder) {
	b.WriteString("\n## Scope and claims\n\n")
	if n := len(s.Scope.Only); n > 0 {
		fmt.Fprintf(b, "- Only what was asked for was run: %s\n", markdown(strings.Join(s.Scope.Only, ", ")))
	}
	if s.Scope.Labels != "" {
		fmt.Fprintf(b, "- Only cases with the labels: %s\n", markdown(s.Scope.Labels))
	}
	if s.Scope.Level == "must" {
		b.WriteString("- What only breaks a SHOULD was left out.\n")
	}
	if s.Scope.Cases > 0 {
		fmt.Fprintf(b, "- The suite has %d cases, besides the passive rules.\n", s.Scope.Cases)
	}
	bySource := map[string][]string{}
	var sources []string
	for _, c := range s.Claims {
		if bySource[c.Source] == nil {
			sources = append(sources, c.Source)
		}
		bySource[c.Source] = append(bySource[c.Source], c.ID)
	}
	for _, source := range sources {
		fmt.Fprintf(b, "- Claims, by the %s: %s\n", markdown(source), markdown(strings.Join(bySource[source], ", ")))
	}
	if len(s.Hooks) > 0 {
		fmt.Fprintf(b, "- Hooks: %s\n", markdown(strings.Join(s.Hooks, ", ")))
	}
}

func (s *Statement) results(b *strings.Builder) {
	b.WriteString("\n## Results\n")
	table(b, "Cases, rules and waivers", "")
	for _, o := range tellingOrder {
		if n := s.Counts[o]; n > 0 {
			row(b, outcomeWords[o], fmt.Sprint(n))
		}
	}
	b.WriteString(`
In the tables below, "held" means: judged by at least one case or rule of this
run, and nowhere seen broken. "Rows" are the requirements of the catalogue that
the side under test can be held to; "not judged" is explained further down.
`)
	for _, level := range []string{"must", "should"} {
		sum := SectionResult{Section: "all"}
		fmt.Fprintf(b, "\n### %s, in requirements\n", levelWords(level))
		table(b, "Section", "Title", "Rows", "Held", "Broken", "Not judged")
		for _, r := range s.Sections {
			if r.Level != level {
				continue
			}
			sum.Rows, sum.Held, sum.Broken, sum.NotJudged = sum.Rows+r.Rows, sum.Held+r.Held, sum.Broken+r.Broken, sum.NotJudged+r.NotJudged
			sectionRow(b, r)
		}
		sectionRow(b, sum)
	}
}

func sectionRow(b *strings.Builder, r SectionResult) {
	fmt.Fprintf(b, "| %s | %s | %d | %d | %d | %d |\n", markdown(r.Section), markdown(r.Title), r.Rows, r.Held, r.Broken, r.NotJudged)
}

func findingList(b *strings.Builder, title, none string, list []StatedFinding) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	if len(list) == 0 {
		b.WriteString(none + "\n")
	}
	for _, f := range list {
		fmt.Fprintf(b, "- **%s** %s\n", markdown(f.Case), markdown(f.Title))
		for _, p := range parts(verdict.Case{}, f.Finding) {
			fmt.Fprintf(b, "  - %s: %s\n", p.label, markdown(p.text))
		}
		if f.Reason != "" {
			fmt.Fprintf(b, "  - %s\n", markdown(f.Reason))
		}
	}
}

func (s *Statement) waivers(b *strings.Builder) {
	if len(s.Waivers) == 0 {
		return
	}
	b.WriteString("\n## Waivers\n")
	table(b, "Case", "Requirement", "Text", "Comment", "Owner", "Expires", "Verdict", "Result")
	for _, w := range s.Waivers {
		row(b, w.Case, w.Requirement, w.Text, w.Comment, w.Owner, w.Expires.Format(time.DateOnly), string(w.Outcome), w.Result)
	}
}

func (s *Statement) open(b *strings.Builder) {
	for _, part := range []struct {
		title string
		list  []Open
	}{{"Cases and rules that were not judged", s.NotJudged.Cases}, {"Requirements that were not judged", s.NotJudged.Requirements}} {
		fmt.Fprintf(b, "\n## %s\n\n", part.title)
		if len(part.list) == 0 {
			b.WriteString("None.\n")
		}
		for _, o := range part.list {
			fmt.Fprintf(b, "- %s (%d): %s\n", markdown(o.Why), len(o.IDs), markdown(strings.Join(o.IDs, ", ")))
		}
	}
}

// table begins a Markdown table with a head.
func table(b *strings.Builder, head ...string) {
	fmt.Fprintf(b, "\n| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
}

// row adds a row to a table; one that has nothing but its label is left out.
func row(b *strings.Builder, cells ...string) {
	if len(cells) == 2 && cells[1] == "" {
		return
	}
	for i, c := range cells {
		cells[i] = markdown(c)
	}
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

// markdownEscapes keeps text of a device from being taken for markup, HTML
// included, and from ending the row of a table.
var markdownEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "~", `\~`, "@", "&#64;", "#", `\#`)

func markdown(s string) string { return markdownEscapes.Replace(oneLine(s)) }

func notEmpty(list ...string) []string {
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
