package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// running are the flags that every command that runs a suite has.
type running struct {
	out, labels    string
	only           []string
	show           display
	level, waivers string // "" for a command without them
}

// flags adds the flags to a command.
func (f *running) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.out, "out", "results", "directory for results.json, junit.xml and the transcripts")
	cmd.Flags().StringSliceVar(&f.only, "only", nil, "run only these cases: case ids or requirement ids, separated by commas")
	cmd.Flags().StringVar(&f.labels, "labels", "", "run only cases whose labels match this Ginkgo label filter")
	f.show.flags(cmd)
}

// judging adds the flags of a command whose verdict is on a product.
func (f *running) judging(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.level, "level", "should", "what is judged: must leaves out what only breaks a SHOULD")
	cmd.Flags().StringVar(&f.waivers, "waivers", "", "file of failures that are known and accepted for a while")
}

// open checks the flags and prepares the directory of the run. choose is which
// cases run. The caller closes what is told of the run.
func (f *running) open(cmd *cobra.Command, suite *conform.Suite) (r *results, choose func(conform.Case) bool, err error) {
	if f.level != "" && f.level != "must" && f.level != "should" {
		return nil, nil, fmt.Errorf("--level %s: the levels are must and should", f.level)
	}
	if choose, err = selection(suite, f.only, f.labels); err != nil {
		return nil, nil, err
	}
	// The waivers are read before the results of an earlier run are touched.
	accepted, err := acceptedFailures(f.waivers)
	if err != nil {
		return nil, nil, err
	}
	tell, err := f.show.teller(cmd.OutOrStdout())
	if err != nil {
		return nil, nil, err
	}
	if r, err = newResults(f.out, tell); err != nil {
		tell.Close()
		return nil, nil, err
	}
	r.waivers, r.head.Scope = accepted, verdict.Scope{Only: f.only, Labels: f.labels}
	return r, choose, nil
}
