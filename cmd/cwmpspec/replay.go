package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newReplay() *cobra.Command {
	var from, out string
	cmd := &cobra.Command{
		Use:   "replay CASE",
		Short: "Write a recorded case as a script that anyone can run again",
		Long: `Write what was recorded of a case as a script in Python 3 that needs nothing
else: it sends the messages as they were sent, waits where the tester waited,
shows what comes beside what came in the recorded run, and judges nothing. Of a
CPE under test the script is the ACS that the device is to call; of an ACS under
test it is the CPE. CASE is the id of a case, or of a rule: then it is the first
case that showed what the rule found. --format markdown says the same in words,
for an issue.

Exit codes: 0 it was written; 2 nothing was recorded of the case, or DIR is not
the directory of a run.`,
		Example: `  cwmpspec replay CPE-GPV-002 --from results --out replay.py
  python3 replay.py --listen 0.0.0.0:7547 --cr-url http://192.0.2.7:7547/ --username u --password p`,
		Args: needs("CASE, the id of a case or rule"),
	}
	format := formatFlag(cmd, "python", "markdown")
	cmd.Flags().StringVar(&from, "from", "results", "directory of the run")
	cmd.Flags().StringVar(&out, "out", "", "file to write to (default: standard output)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		run, _, err := loadRun(from)
		if err != nil {
			return err
		}
		c, t, err := recorded(from, run, args[0])
		if err != nil {
			return err
		}
		write := func(w io.Writer) error {
			if form == "markdown" {
				return reports.ReplayMarkdown(w, run, c, t)
			}
			return reports.Replay(w, run, c, t)
		}
		if out == "" {
			return write(cmd.OutOrStdout())
		}
		if err := reports.WriteFile(out, write); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "Written to %s.\n", out)
		return err
	}
	return cmd
}

// recorded finds a case and its transcript.
func recorded(dir string, run *verdict.Run, id string) (verdict.Case, *transcript.Transcript, error) {
	i := slices.IndexFunc(run.Cases, func(c verdict.Case) bool { return strings.EqualFold(c.ID, id) })
	if i < 0 {
		return verdict.Case{}, nil, fmt.Errorf("%s: the run has no case %s; %s", dir, id, failuresOf(run))
	}
	c := run.Cases[i]
	if c.Transcript == "" {
		why := "the verdict is " + string(c.Outcome)
		if c.Reason != "" {
			why += ": " + c.Reason
		}
		return c, nil, fmt.Errorf("%s: nothing was recorded of %s: %s", dir, c.ID, why)
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(c.Transcript)))
	if err != nil {
		return c, nil, err
	}
	defer f.Close()
	t, err := transcript.ReadAll(f.Name(), f)
	return c, t, err
}

// failuresOf names what a user may have meant.
func failuresOf(run *verdict.Run) string {
	var ids []string
	for _, c := range run.Cases {
		if c.Outcome == verdict.Fail && c.Transcript != "" {
			ids = append(ids, c.ID)
		}
	}
	switch {
	case len(ids) == 0:
		return "none has failed in it"
	case len(ids) > 10:
		ids = append(ids[:10], "…")
	}
	return "failed in it: " + strings.Join(ids, ", ")
}
