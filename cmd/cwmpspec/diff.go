package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newDiff() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Compare two runs, such as those of two versions of a firmware",
		Long: `Compare two runs, such as those of two versions of a firmware: what fails now,
what was fixed, which skips changed and why, what is no longer judged, what
changed in the parameter tree, which cases take much longer or shorter. A and B
are directories that runs wrote to. A failure that a waiver accepts is no new
one. --format markdown is a comment on a merge request.

Exit codes: 0 no regression; 1 B has failures that A does not have; 2 no new
failure, but B did not judge all that A judged, or the runs cannot be compared.`,
		Example: `  cwmpspec diff results-4.1 results-4.2
  cwmpspec diff results-4.1 results-4.2 --format markdown --out comment.md`,
		Args: needs("A", "B"),
	}
	format := formatFlag(cmd, "text", "markdown", "json")
	cmd.Flags().StringVar(&out, "out", "", "file to write to (default: standard output)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		var runs [2]*verdict.Run
		for i, dir := range args {
			if runs[i], _, err = loadRun(dir); err != nil {
				return err
			}
		}
		d, err := reports.Compare(filepath.ToSlash(args[0]), runs[0], filepath.ToSlash(args[1]), runs[1])
		if err != nil {
			return err
		}
		write := func(w io.Writer) error {
			switch form {
			case "markdown":
				return reports.DiffMarkdown(w, d)
			case "json":
				return reports.DiffJSON(w, d)
			}
			return reports.DiffText(w, d)
		}
		if out == "" {
			err = write(cmd.OutOrStdout())
		} else if err = reports.WriteFile(out, write); err == nil {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "Written to %s.\n", out)
		}
		return outcome(d.ExitCode(), err)
	}
	return cmd
}
