package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

func newCPE() *cobra.Command {
	var (
		run                   running
		file, listen          string
		wait                  time.Duration
		interactive, watching bool
	)
	cmd := &cobra.Command{
		Use:   "cpe",
		Short: "Test a CPE: wait for a device as its ACS and judge it",
		Long: `Test a CPE. The reference ACS listens, prints what to set on the device, waits
for it, learns what it is, says what it will run and what it will skip and why,
runs the cases and writes the reports.`,
		Args: takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			t, err := loadTarget(file, listen)
			if err != nil {
				return err
			}
			r, choose, err := run.open(cmd, cpe.Suite())
			if err != nil {
				return err
			}
			tell := r.tell
			defer tell.Close()
			if err := watched(cpe.Suite(), choose); watching && err != nil {
				return err
			}
			b, err := newBench(t, tell)
			if err != nil {
				return err
			}
			defer b.Close()
			ctx, end := context.WithCancelCause(cmd.Context())
			defer end(nil)
			hooks := hookNames(t.Hooks)
			if interactive {
				o := newOperator(tell, cmd.InOrStdin(), cmd.ErrOrStderr(), func() { end(errors.New("the operator ended the run")) })
				b.Hands = o.fill(b.Hands)
				hooks = append(hooks, byHand(t.Hooks)...)
				tell.Note("The operator will be asked for: " + strings.Join(byHand(t.Hooks), ", ") + ".")
				r.begun = func(c conform.Case) { o.what = c.ID + " " + c.Title }
			}
			if err := b.meet(ctx, tell, wait); err != nil {
				return err
			}
			r.rerun = func(only string) string {
				again := "cwmpspec cpe --only " + only
				if file != "" {
					again += " --target " + file
				}
				if listen != "" {
					again += " --listen " + listen
				}
				return again
			}
			r.secrets = append(b.Secrets(), t.Credentials.Password)
			once := func() (int, error) {
				plan := b.Plan()
				plan.Select, plan.Missing, plan.Facts = choose, b.Missing(t.Claims), b.Facts(t.Claims...)
				plan.Musts = run.level == "must" || !t.Judges("should")
				if interactive {
					plan.Limit = nil // people take their time
				}
				announce(tell, plan)
				r.head.Device, r.head.Claims, r.head.Hooks = b.Device.Verdict(), claimed("target file", t.Claims, b.Device.Claims()), hooks
				r.head.Parameters, r.kept = b.Device.Parameters(), nil
				return r.run(ctx, plan)
			}
			if watching {
				return outcome(b.watch(ctx, once, func(ctx context.Context) error {
					tell.Expect(nil)
					return b.learn(ctx, tell, aDay)
				}, tell.Note))
			}
			return outcome(once())
		},
	}
	cmd.Flags().StringVar(&file, "target", "", "target file that describes the device (cwmpspec init writes one)")
	cmd.Flags().StringVar(&listen, "listen", "", "address to listen on (default "+defaultListen+")")
	cmd.Flags().DurationVar(&wait, "wait", 10*time.Minute, "how long to wait for the device's first Inform")
	cmd.Flags().BoolVarP(&interactive, "interactive", "i", false, "ask the operator to do by hand what has no hook: power cycle, factory reset, local changes")
	cmd.Flags().BoolVar(&watching, "watch", false, "run the case named by --only again at each new session of the device")
	run.judging(cmd)
	run.flags(cmd)
	return cmd
}

// loadTarget reads the target file, or takes the defaults, and lets the flag
// overrule where to listen.
func loadTarget(file, listen string) (*target.Target, error) {
	t := target.Default()
	t.Listen.Address = defaultListen
	if file != "" {
		var err error
		if t, err = target.Load(file); err != nil {
			return nil, err
		}
	}
	if listen != "" {
		t.Listen.Address = listen
	}
	return t, nil
}

// announce says what will run and what will be skipped, and why.
func announce(tell reports.Teller, plan *conform.Plan) {
	run := 0
	why := map[string][]string{}
	for _, e := range plan.Selected() {
		if reason := lacking(plan, e.Case); reason != "" {
			why[reason] = append(why[reason], e.ID)
		} else {
			run++
		}
	}
	tell.Note("\n" + cases(run) + " will run.")
	reasons := make([]string, 0, len(why))
	for reason := range why {
		reasons = append(reasons, reason)
	}
	slices.Sort(reasons)
	for _, reason := range reasons {
		tell.Note(reports.Wrap("", fmt.Sprintf("%d will be skipped: %s", len(why[reason]), reason)))
	}
	tell.Note("")
}

func cases(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}
