package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID...",
		Short: "Explain requirements, cases, rules and faults by their ids",
		Long: `Explain by its id a requirement (its sentence, where it stands, how it is
tested, what is ambiguous), a case or rule (what it does, what it judges), or a
fault. With each come the faults that prove the check, and, after "beware", what
implementers usually get wrong.`,
		Example: `  cwmpspec explain 3.7.1.4-1
  cwmpspec explain CPE-RETRY-001`,
		Args: needsSome("ID, of a requirement, case, rule or fault"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return explainable(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var b strings.Builder
			for i, id := range args {
				if i > 0 {
					b.WriteString("\n")
				}
				if err := explain(&b, id); err != nil {
					return err
				}
			}
			_, err := io.WriteString(cmd.OutOrStdout(), b.String())
			return err
		},
	}
}

func explainable() []string {
	var ids []string
	for _, r := range requirement.Must().All() {
		ids = append(ids, r.ID)
	}
	for _, c := range allChecks() {
		ids = append(ids, c.ID)
	}
	for _, f := range slices.Concat(fault.All(fault.CPE), fault.All(fault.ACS)) {
		ids = append(ids, f.ID)
	}
	return ids
}

func explain(b *strings.Builder, id string) error {
	if r, found := requirement.Must().Get(id); found {
		explainRequirement(b, r)
		return nil
	}
	if sides := slices.DeleteFunc(allChecks(), func(c check) bool { return c.ID != id }); len(sides) > 0 {
		explainCheck(b, sides)
		return nil
	}
	if f, found := fault.Lookup(id); found {
		explainFault(b, f)
		return nil
	}
	return fmt.Errorf("%q is no requirement, case, rule or fault; cwmpspec list shows the cases and rules, requirements are written as 3.7.1.4-1", id)
}

func explainRequirement(b *strings.Builder, r requirement.Requirement) {
	fmt.Fprintf(b, "requirement %s\n", r.ID)
	line(b, "section", strings.TrimSpace(r.Section()+" "+requirement.Title(r.Section())))
	line(b, "level", strings.ToUpper(strings.ReplaceAll(string(r.Level), "-", " ")))
	line(b, "binds", string(r.Role))
	line(b, "when", r.When)
	line(b, "says", r.Says)
	line(b, "observed", string(r.How))
	line(b, "test", r.Test)
	if r.TestsPeer != "" {
		line(b, "tests", string(r.TestsPeer)+", which has to cope with it")
	}
	for _, c := range allChecks() {
		if slices.Contains(c.Covers, r.ID) {
			line(b, c.Kind, c.ID+" ("+string(c.Role)+"): "+c.Title)
		}
	}
	provenBy(b, fault.CPE, []string{r.ID})
	provenBy(b, fault.ACS, []string{r.ID})
	for _, a := range requirement.Must().AmbiguitiesOf(r.Section()) {
		line(b, "ambiguous", a.Section+": "+a.Text)
	}
	for _, hint := range requirement.Hints(r.ID) {
		line(b, "beware", hint)
	}
}

// hintsFor tells the hints to some requirements, each once.
func hintsFor(b *strings.Builder, ids []string) {
	var told []string
	for _, id := range ids {
		for _, hint := range requirement.Hints(id) {
			if !slices.Contains(told, hint) {
				told = append(told, hint)
				line(b, "beware", hint)
			}
		}
	}
}

// provenBy tells the faults of a peer that break some of the requirements: with
// each the self-test sees the check fail.
func provenBy(b *strings.Builder, peer fault.Peer, ids []string) {
	for _, f := range fault.All(peer) {
		if slices.ContainsFunc(f.Breaks, func(id string) bool { return slices.Contains(ids, id) }) {
			line(b, "fault", f.ID+" ("+string(f.Peer)+"): "+f.Title)
		}
	}
}

// explainCheck explains a case, or a rule with each side that it judges.
func explainCheck(b *strings.Builder, sides []check) {
	c := sides[0]
	fmt.Fprintf(b, "%s %s\n", c.Kind, c.ID)
	line(b, "title", c.Title)
	line(b, "subject", c.Subject)
	var all []string
	for _, c := range sides {
		line(b, "tests", string(c.Role))
		line(b, "steps", c.Steps)
		line(b, "passes", c.Passes)
		line(b, "needs", strings.Join(c.Needs, ", "))
		covers(b, "covers", c.Covers)
		provenBy(b, fault.Peer(c.Role), c.Covers)
		all = append(all, c.Covers...)
	}
	for _, section := range sections(all) {
		for _, a := range requirement.Must().AmbiguitiesOf(section) {
			line(b, "ambiguous", a.Section+": "+a.Text)
		}
	}
	hintsFor(b, all)
}

// sections lists the sections of some requirements, each once.
func sections(ids []string) []string {
	var list []string
	for _, id := range ids {
		if r, found := requirement.Must().Get(id); found && !slices.Contains(list, r.Section()) {
			list = append(list, r.Section())
		}
	}
	return list
}

func explainFault(b *strings.Builder, f fault.Fault) {
	fmt.Fprintf(b, "fault %s\n", f.ID)
	line(b, "peer", string(f.Peer))
	line(b, "title", f.Title)
	line(b, "needs", strings.Join(slices.Concat(f.On, f.Claims), ", "))
	if f.Lenient() {
		line(b, "breaks", "nothing: the standard allows it, or can be read so")
	}
	covers(b, "breaks", f.Breaks)
}

func covers(b *strings.Builder, label string, ids []string) {
	for _, id := range ids {
		r, _ := requirement.Must().Get(id)
		line(b, label, fmt.Sprintf("%s, %s, section %s: %s", id, strings.ToUpper(strings.ReplaceAll(string(r.Level), "-", " ")), strings.TrimSpace(r.Section()+" "+requirement.Title(r.Section())), r.Says))
	}
}

func line(b *strings.Builder, label, text string) {
	if text != "" {
		b.WriteString(reports.Wrap(fmt.Sprintf("  %-10s ", label), text) + "\n")
	}
}
