package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newDocs() *cobra.Command {
	return &cobra.Command{
		Use:    "docs DIR",
		Short:  "Write the generated pages cases.md, coverage.md and cli.md",
		Args:   cobra.ExactArgs(1),
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			catalogue, err := requirement.Load()
			if err != nil {
				return err
			}
			for _, page := range []struct {
				name  string
				write func(io.Writer) error
			}{
				{"cases.md", casesPage},
				{"coverage.md", func(w io.Writer) error {
					if err := reports.CoverageMarkdown(w, catalogue.Version(), coverage(catalogue, requirement.CPE, requirement.ACS)); err != nil {
						return err
					}
					return writeLeftOut(w, catalogue)
				}},
				{"cli.md", func(w io.Writer) error { return cliPage(w, cmd.Root()) }},
			} {
				if err := reports.WriteFile(filepath.Join(args[0], page.name), page.write); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func casesPage(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Cases and rules\n\nMade by `cwmpspec docs`; do not edit.\n")
	subject := ""
	for _, c := range allChecks() {
		if heading := strings.TrimSpace(c.Kind + "s: " + c.Subject); heading != subject {
			subject = heading
			fmt.Fprintf(&b, "\n## %s\n", strings.TrimSuffix(heading, ":"))
		}
		fmt.Fprintf(&b, "\n### %s: %s\n\n", c.ID, c.Title)
		for _, item := range []struct{ label, text string }{
			{"Steps", c.Steps}, {"Passes", c.Passes}, {"Needs", strings.Join(c.Needs, ", ")}, {"Covers", strings.Join(c.Covers, ", ")},
		} {
			if item.text != "" {
				fmt.Fprintf(&b, "- %s: %s\n", item.label, item.text)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func cliPage(w io.Writer, root *cobra.Command) error {
	var b strings.Builder
	b.WriteString("# The command line\n\nMade by `cwmpspec docs`; do not edit.\n")
	commandSection(&b, root)
	_, err := io.WriteString(w, b.String())
	return err
}

func commandSection(b *strings.Builder, cmd *cobra.Command) {
	if cmd.Hidden || cmd.Name() == "help" || cmd.Name() == "completion" {
		return
	}
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n    %s\n", cmd.CommandPath(), about, cmd.UseLine())
	if cmd.Example != "" {
		fmt.Fprintf(b, "\nExamples:\n\n```\n%s\n```\n", cmd.Example)
	}
	var flags []string
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		text := strings.TrimSpace("--" + f.Name + " " + kind)
		if f.Shorthand != "" {
			text = "-" + f.Shorthand + ", " + text
		}
		switch f.DefValue {
		case "", "false", "[]", "0":
		default:
			usage += " (default " + strings.Trim(f.DefValue, "[]") + ")"
		}
		flags = append(flags, fmt.Sprintf("- `%s`: %s", text, usage))
	})
	if len(flags) > 0 {
		fmt.Fprintf(b, "\n%s\n", strings.Join(flags, "\n"))
	}
	for _, sub := range cmd.Commands() {
		commandSection(b, sub)
	}
}
