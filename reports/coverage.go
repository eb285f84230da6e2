package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// Coverage is how much of one section is tested for one role.
type Coverage struct {
	Section  string           `json:"section"`
	Title    string           `json:"title"`
	Role     requirement.Role `json:"role"`
	Rows     int              `json:"rows"`     // requirements that bind the role
	Testable int              `json:"testable"` // of these, MUSTs that can be observed from outside
	Judged   int              `json:"judged"`   // of these, held against a device by a case or rule
	Proven   int              `json:"proven"`   // of these, seen failing on a reference peer with a seeded fault
	Unproven []string         `json:"unproven"` // ids that are testable and not proven
}

// Cover measures the coverage of one role, a row for each section, from the
// ids that a case or rule judges and the ids that a seeded fault breaks. What
// is not judged is not proven, whatever the faults say.
func Cover(c *requirement.Catalogue, role requirement.Role, judged, proven map[string]bool) []Coverage {
	var list []Coverage
	for _, r := range c.All() {
		if !r.Binds(role) {
			continue
		}
		if n := len(list); n == 0 || list[n-1].Section != r.Section() {
			list = append(list, Coverage{Section: r.Section(), Title: requirement.Title(r.Section()), Role: role, Unproven: []string{}})
		}
		row := &list[len(list)-1]
		row.Rows++
		if !r.Testable() {
			continue
		}
		row.Testable++
		if judged[r.ID] {
			row.Judged++
		}
		if judged[r.ID] && proven[r.ID] {
			row.Proven++
		} else {
			row.Unproven = append(row.Unproven, r.ID)
		}
	}
	return list
}

// Sum adds up the rows of a coverage for each role, in the order in which the
// roles appear; Unproven stays empty.
func Sum(list []Coverage) []Coverage {
	var sums []Coverage
	for _, row := range list {
		i := slices.IndexFunc(sums, func(s Coverage) bool { return s.Role == row.Role })
		if i < 0 {
			i = len(sums)
			sums = append(sums, Coverage{Role: row.Role, Title: "all sections"})
		}
		sums[i].Rows += row.Rows
		sums[i].Testable += row.Testable
		sums[i].Judged += row.Judged
		sums[i].Proven += row.Proven
	}
	return sums
}

// CoverageText writes a coverage for a reader at a terminal.
func CoverageText(w io.Writer, list []Coverage) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-8s %-10s %5s %8s %6s %6s  %s\n", "role", "section", "rows", "testable", "judged", "proven", "title")
	for _, row := range append(slices.Clone(list), Sum(list)...) {
		fmt.Fprintf(&b, "%-8s %-10s %5d %8d %6d %6d  %s\n", row.Role, cmp.Or(row.Section, "total"), row.Rows, row.Testable, row.Judged, row.Proven, cut(row.Title, 31))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// CoverageMarkdown writes a coverage as docs/coverage.md has it, with the ids
// that are not proven.
func CoverageMarkdown(w io.Writer, version string, list []Coverage) error {
	var b strings.Builder
	b.WriteString("# Coverage\n\n")
	fmt.Fprintf(&b, "Measured against %s.\n", version)
	b.WriteString(`
Made by ` + "`cwmpspec docs`" + `; do not edit.

- rows: requirements that bind the role
- testable: of these, MUST and MUST NOT that can be observed from outside
- judged: of these, held against a device by at least one case or rule
- proven: of these, seen failing: a reference peer with a seeded fault breaks the requirement, and the suite finds just that
`)
	for _, sum := range Sum(list) {
		fmt.Fprintf(&b, "\n## Role %s: %d rows, %d testable, %d judged, %d proven\n\n", sum.Role, sum.Rows, sum.Testable, sum.Judged, sum.Proven)
		b.WriteString("| Section | Title | Rows | Testable | Judged | Proven | Not proven |\n|---|---|--:|--:|--:|--:|---|\n")
		for _, row := range list {
			if row.Role == sum.Role {
				fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d | %s |\n", row.Section, row.Title, row.Rows, row.Testable, row.Judged, row.Proven, numbers(row.Unproven))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// numbers shortens the ids of one section to their numbers.
func numbers(ids []string) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		_, list[i], _ = strings.Cut(id, "-")
	}
	return strings.Join(list, " ")
}
