package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newMerge() *cobra.Command {
	var (
		out  string
		show display
	)
	cmd := &cobra.Command{
		Use:   "merge DIR...",
		Short: "Join the runs of shards and of several devices into one report",
		Long: `Join runs into one report in a new directory: shards of a run against one
device, runs against several devices, or both. Each DIR is a directory that a
run wrote to. A case that several shards ran has the worst of its results. Where
there are several devices, the id of each case has its device behind an @. What
waivers accept is counted over the whole. The runs have to be of one suite,
catalogue and version of the program.

Exit codes: those of a run, for the whole; 2 also if the runs cannot be merged.`,
		Example: `  cwmpspec merge shard-1 shard-2 --out results
  cwmpspec merge lab/router-* --out fleet`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misused(cmd, "merge needs two directories of runs or more")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, dirs []string) error {
			run, err := mergeRuns(dirs)
			if err != nil {
				return err
			}
			if err := emptyDirectory(out); err != nil {
				return fmt.Errorf("--out %w", err)
			}
			tell, err := show.teller(cmd.OutOrStdout())
			if err != nil {
				return err
			}
			defer tell.Close()
			for i, dir := range dirs {
				if err := copyTranscripts(dir, out, run.Parts[i].Prefix); err != nil {
					return err
				}
			}
			r := &results{dir: out, tell: tell}
			tell.Begin(run)
			return outcome(r.finish(run))
		},
	}
	cmd.Flags().StringVar(&out, "out", "merged", "directory to write to; it must not exist yet, or be empty")
	show.flags(cmd)
	return cmd
}

func mergeRuns(dirs []string) (*verdict.Run, error) {
	var runs []*verdict.Run
	var names []string
	seen := map[string]bool{}
	for _, dir := range dirs {
		whole, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		if seen[whole] {
			return nil, fmt.Errorf("%s: is named twice", dir)
		}
		seen[whole] = true
		run, _, err := loadRun(dir)
		if err != nil {
			return nil, err
		}
		names, runs = append(names, filepath.ToSlash(dir)), append(runs, run)
	}
	run, err := verdict.Join(names, runs)
	if err != nil {
		return nil, err
	}
	settle(run)
	return run, nil
}

// emptyDirectory makes a directory, unless there is an empty one.
func emptyDirectory(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: is not empty; name a new directory", dir)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.MkdirAll(filepath.Join(dir, "transcripts"), 0o777)
}

// copyTranscripts copies the transcripts of a run under names of their own.
func copyTranscripts(from, to, prefix string) error {
	names, err := filepath.Glob(filepath.Join(from, "transcripts", "*.http"))
	if err != nil {
		return err
	}
	for _, name := range names {
		path := filepath.Join(to, filepath.FromSlash(prefix)+filepath.Base(name))
		if err := reports.WriteFile(path, func(w io.Writer) error { return copyFile(w, name) }); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err = io.Copy(w, f); err != nil {
		return fmt.Errorf("%s: %w", strings.TrimSpace(name), err)
	}
	return nil
}
