package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/suites/acs"
)

// newDemoACS runs the ACS suite against the embedded reference ACS.
func newDemoACS() *cobra.Command {
	var (
		run        running
		faultID    string
		listFaults bool
		jobs       int
	)
	cmd := &cobra.Command{
		Use:   "acs",
		Short: "Run the ACS suite against the embedded reference ACS",
		Long: `Run the whole ACS suite against the reference ACS that is built in, over TCP on
loopback and in scaled time. Without --fault nothing is found. With --fault the
same ACS shows one seeded fault, and the report shows what is found then.`,
		Args: takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if listFaults {
				return listFaultsOf(cmd.OutOrStdout(), fault.ACS)
			}
			if jobs < 1 {
				return fmt.Errorf("--jobs %d: has to be 1 or more", jobs)
			}
			r, choose, err := run.open(cmd, acs.Suite())
			if err != nil {
				return err
			}
			tell := r.tell
			defer tell.Close()
			b, err := acs.NewEmbedded(cmd.Context(), network.TCP, faultID, nil, demoFactor)
			if err != nil {
				return fmt.Errorf("%w; cwmpspec demo acs --list-faults lists the faults", err)
			}
			defer b.Close()
			plan := b.Plan()
			b.Waiting = watcher(tell, demoFactor)
			plan.Select, plan.Jobs = choose, jobs
			r.rerun = func(only string) string {
				if faultID != "" {
					return fmt.Sprintf("cwmpspec demo acs --fault %s --only %s", faultID, only)
				}
				return "cwmpspec demo acs --only " + only
			}
			r.head.Device = b.Verdict()
			r.secrets = b.Secrets()
			return outcome(r.run(cmd.Context(), plan))
		},
	}
	cmd.Flags().StringVar(&faultID, "fault", "", "let the ACS show one seeded fault")
	cmd.Flags().BoolVar(&listFaults, "list-faults", false, "list the faults and do nothing else")
	cmd.Flags().IntVar(&jobs, "jobs", 4, "how many cases run side by side")
	run.flags(cmd)
	return cmd
}
