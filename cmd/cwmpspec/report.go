package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newReport() *cobra.Command {
	const all, console = "all", "console"
	var (
		formats []string
		out     string
		show    display
	)
	known := append([]string{all, console}, reports.Forms()...)
	cmd := &cobra.Command{
		Use:   "report DIR",
		Short: "Make the reports of a run again from its results.json",
		Long: `Make the reports of a run again from its results.json, or tell it on the
terminal as the run did. Of a run that was killed there is a journal only: what
it had judged becomes results.json and the reports, what it had not reached is
listed as not run.

Exit codes: 0 the reports were written; 2 they were not, or DIR is not the
directory of a run. The verdict of the run does not matter.`,
		Example: `  cwmpspec report results
  cwmpspec report results --format statement --out signed
  cwmpspec report results --format console`,
		Args: needs("DIR, the directory of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, f := range formats {
				if !slices.Contains(known, f) {
					return fmt.Errorf("--format: %q is not known; allowed: %s", f, strings.Join(known, ", "))
				}
			}
			dir := args[0]
			run, recovered, err := loadRun(dir)
			if err != nil {
				return err
			}
			if slices.Contains(formats, console) {
				teller, err := show.teller(cmd.OutOrStdout())
				if err != nil {
					return err
				}
				retell(teller, run)
				formats = slices.DeleteFunc(formats, func(f string) bool { return f == console })
				if len(formats) == 0 {
					return nil
				}
			}
			if slices.Contains(formats, all) {
				formats = nil
			}
			if out == "" {
				out = dir
			}
			var files []string
			if recovered {
				if err := reports.WriteResults(dir, run); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "The run was killed before it ended; %s in %s was made of its journal.\n", reports.ResultsFile, dir)
			}
			files, err = reports.WriteForms(out, dir, formats...)
			if err != nil {
				return fmt.Errorf("a report could not be written: %w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "Written to %s: %s.\n", out, strings.Join(files, ", "))
			return err
		},
	}
	cmd.Flags().StringSliceVar(&formats, "format", []string{all}, "what to make, separated by commas: "+strings.Join(known, ", "))
	cmd.Flags().StringVar(&out, "out", "", "directory to write to (default: DIR)")
	show.flags(cmd)
	if err := cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // only for a flag that does not exist
	}
	return cmd
}

// retell tells a run as it was told while it went on.
func retell(tell reports.Teller, run *verdict.Run) {
	tell.Begin(run)
	for _, v := range run.Cases {
		tell.Case(v)
	}
	tell.End(run)
}
