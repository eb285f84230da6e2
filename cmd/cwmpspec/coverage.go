package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newCoverage() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Show how much of the standard is judged and proven",
		Long: `Show for every section of the standard how many of its requirements are
testable, how many of these a case or rule judges, and how many of these have
been seen failing on a reference peer with a seeded fault.`,
		Args: takesNone,
	}
	format := formatFlag(cmd, "text", "json")
	role := cmd.Flags().String("role", "", "only this role: cpe or acs")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		roles := []requirement.Role{requirement.CPE, requirement.ACS}
		if *role != "" {
			if !slices.Contains(roles, requirement.Role(*role)) {
				return fmt.Errorf("--role: %q is not known; allowed: cpe, acs", *role)
			}
			roles = []requirement.Role{requirement.Role(*role)}
		}
		catalogue, err := requirement.Load()
		if err != nil {
			return err
		}
		list := coverage(catalogue, roles...)
		if form == "json" {
			return writeJSON(cmd.OutOrStdout(), list)
		}
		return reports.CoverageText(cmd.OutOrStdout(), list)
	}
	return cmd
}

func coverage(catalogue *requirement.Catalogue, roles ...requirement.Role) []reports.Coverage {
	var list []reports.Coverage
	for _, role := range roles {
		list = append(list, reports.Cover(catalogue, role, judgedIDs(role), provenIDs(role))...)
	}
	return list
}
