package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newDoctor() *cobra.Command {
	var (
		file, listen string
		wait         time.Duration
		hooks        bool
		show         display
	)
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Find out why a device cannot be tested yet",
		Long: `Look, step by step, at all that a test of a CPE needs: is the listener
reachable, does the device call, are its credentials taken, is its clock right,
can it be called, can the hooks be run, can files be fetched. Each step that is
not well says what to do next. Nothing of the device is changed but its
credentials for connection requests; the hooks are run only with --run-hooks.

Exit codes: 0 all is well, or has only remarks; 2 something is not.`,
		Args: takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			t, err := loadTarget(file, listen)
			if err != nil {
				return err
			}
			tell, err := show.teller(cmd.OutOrStdout())
			if err != nil {
				return err
			}
			defer tell.Close()
			d := &doctor{tell: tell, t: t}
			d.examine(cmd.Context(), wait, hooks)
			return outcome(d.conclude(), nil)
		},
	}
	cmd.Flags().StringVar(&file, "target", "", "target file that describes the device (cwmpspec init writes one)")
	cmd.Flags().StringVar(&listen, "listen", "", "address to listen on (default "+defaultListen+")")
	cmd.Flags().DurationVar(&wait, "wait", 5*time.Minute, "how long to wait for the device's first Inform")
	cmd.Flags().BoolVar(&hooks, "run-hooks", false, "run the hooks for a power cycle and a factory reset too")
	show.flags(cmd)
	return cmd
}

// doctor examines what a test needs.
type doctor struct {
	tell           reports.Teller
	t              *target.Target
	wrong, remarks int
}

func (d *doctor) ok(what, text string, args ...any) {
	d.say("ok", what, fmt.Sprintf(text, args...), "")
}

// remark is something that keeps cases from running, but not the test.
func (d *doctor) remark(what, text, next string) {
	d.remarks++
	d.say("note", what, text, next)
}

func (d *doctor) fail(what, text, next string) {
	d.wrong++
	d.say("FAIL", what, text, next)
}

func (d *doctor) say(badge, what, text, next string) {
	lines := reports.Wrap(fmt.Sprintf("%-4s  %-23s ", badge, what), text)
	if next != "" {
		lines += "\n" + reports.Wrap(fmt.Sprintf("      %-23s ", "what to do"), next)
	}
	d.tell.Note(lines)
}

// diagnosis tells why a session did not come about.
func (d *doctor) diagnosis(what string, g *verdict.Diagnosis, next string) {
	for _, c := range g.Causes {
		text := "perhaps " + c.Text
		if c.Seen {
			text += " (seen)"
		}
		next += "\n" + text
	}
	d.fail(what, g.Sentence, next)
}

// examine takes the steps in the order in which they depend on each other.
func (d *doctor) examine(ctx context.Context, wait time.Duration, hooks bool) {
	b, err := newBench(d.t, d.tell)
	if err != nil {
		d.fail("listener", err.Error(), "free the address, or choose another by --listen or listen: address; see that the files named in the target file are there")
		return
	}
	defer b.Close()
	d.listener(b)
	d.certificate(b)
	d.files(b)
	d.hooks()
	b.settings(d.tell)
	if !d.device(ctx, b, wait) {
		return
	}
	d.clock(b)
	d.call(ctx, b)
	d.borrowed(b)
	if hooks {
		d.runHooks(ctx, b)
	}
}

// conclude says how it looks, and gives the exit code.
func (d *doctor) conclude() int {
	switch {
	case d.wrong > 0:
		d.tell.Note(fmt.Sprintf("\n%d of the steps failed; the test cannot be relied upon before that is mended.", d.wrong))
		return verdict.ExitNotJudged
	case d.remarks > 0:
		d.tell.Note(fmt.Sprintf("\nThe device can be tested; %d remarks above say which cases will be skipped or may stumble.", d.remarks))
	default:
		d.tell.Note("\nAll is well.")
	}
	d.tell.Note("Next: " + d.next())
	return verdict.ExitConforms
}

func (d *doctor) next() string {
	if d.t.Path() == "" {
		return "cwmpspec init writes a target file, cwmpspec cpe tests the device."
	}
	return "cwmpspec cpe --target " + d.t.Path()
}
