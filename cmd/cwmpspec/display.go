package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/reports"
)

// display is how a command tells what it does.
type display struct {
	colour, log string
	none        bool // --no-color
	quiet       bool
	verbose     bool
}

// flags adds the flags to a command.
func (d *display) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&d.colour, "color", "auto", "colours: auto (on a terminal, unless NO_COLOR is set), always or never")
	f.BoolVar(&d.none, "no-color", false, "the same as --color never")
	f.StringVar(&d.log, "log-format", "text", "form of what is told while the run goes on: text, or json for one object a line")
	f.BoolVarP(&d.quiet, "quiet", "q", false, "tell only what fails, and the summary")
	f.BoolVarP(&d.verbose, "verbose", "v", false, "tell also the steps, what is waited for, and each session")
	for name, words := range map[string][]string{"color": colours, "log-format": logFormats} {
		if err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // only for a flag that does not exist
		}
	}
}

var (
	colours    = []string{"auto", "always", "never"}
	logFormats = []string{"text", "json"}
)

// teller is what tells of the run on w.
func (d *display) teller(w io.Writer) (reports.Teller, error) {
	if err := oneOf("--color", d.colour, colours); err != nil {
		return nil, err
	}
	if err := oneOf("--log-format", d.log, logFormats); err != nil {
		return nil, err
	}
	if d.quiet && d.verbose {
		return nil, errors.New("--quiet and --verbose exclude each other")
	}
	o := reports.Options{Colour: d.colour, Quiet: d.quiet, Verbose: d.verbose}
	if d.none {
		o.Colour = "never"
	}
	if d.log == "json" {
		return reports.NewLog(w, o), nil
	}
	return reports.NewConsole(w, o), nil
}

// watcher tells of waits, which the suites give in protocol time.
func watcher(tell reports.Teller, factor float64) conform.Watcher {
	real := func(d time.Duration) time.Duration { return time.Duration(float64(d) / factor) }
	return func(w conform.Wait) {
		tell.Wait(reports.Wait{What: w.What, Least: real(w.Least), Most: real(w.Most)})
	}
}

// planned lists the cases of a plan for an estimate of how long it takes.
func planned(plan *conform.Plan) []reports.Planned {
	var list []reports.Planned
	for _, e := range plan.Selected() {
		list = append(list, reports.Planned{ID: e.ID, Skipped: lacking(plan, e.Case) != "",
			Waits: time.Duration(float64(e.Waits) / plan.Factor * float64(time.Second))})
	}
	return list
}

// lacking says why a case will be skipped, "" if it will run.
func lacking(plan *conform.Plan, c conform.Case) string {
	if plan.Missing == nil {
		return ""
	}
	for _, need := range c.Needs {
		if reason := plan.Missing(need); reason != "" {
			return reason
		}
	}
	return ""
}

func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%s: %q is not known; allowed: %s", flag, value, strings.Join(allowed, ", "))
}
