package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// demoFactor is how many protocol seconds pass in a real second of the demo.
const demoFactor = 50

func newDemo() *cobra.Command {
	var (
		run              running
		faultID          string
		listFaults, long bool
	)
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run the CPE suite against the embedded reference CPE",
		Long: `Run the whole CPE suite against the reference CPE that is built in, over TCP on
loopback and in scaled time. Without --fault nothing is found. With --fault the
same device shows one seeded fault, and the report shows what is found then.
The few cases that the protocol makes wait for an hour or so take minutes even
in scaled time; they run with --long, or when --only or --labels names them.`,
		Args: takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if listFaults {
				return listFaultsOf(cmd.OutOrStdout(), fault.CPE)
			}
			f, ok := fault.Of(fault.CPE, faultID)
			if !ok {
				return fmt.Errorf("--fault %s: there is no such fault; cwmpspec demo --list-faults lists them", faultID)
			}
			if !long && len(run.only) == 0 && run.labels == "" {
				run.labels = "!waits-long"
			}
			r, choose, err := run.open(cmd, cpe.Suite())
			if err != nil {
				return err
			}
			tell := r.tell
			defer tell.Close()
			ctx := cmd.Context()
			b, err := cpe.NewEmbedded(ctx, network.TCP, faultID, nil, demoFactor)
			if err != nil {
				return err
			}
			defer b.Close()
			plan := b.Plan()
			plan.Select = choose
			plan.Missing, plan.Facts = b.Missing(f.Claims), b.Facts(f.Claims...)
			r.rerun = func(only string) string {
				if faultID != "" {
					return fmt.Sprintf("cwmpspec demo --fault %s --only %s", faultID, only)
				}
				return "cwmpspec demo --only " + only
			}
			b.Waiting = watcher(tell, demoFactor)
			r.head.Device, r.head.Claims = b.Device.Verdict(), claimed("fault "+faultID, f.Claims, b.Device.Claims())
			r.head.Parameters = b.Device.Parameters()
			r.secrets = b.Secrets()
			return outcome(r.run(ctx, plan))
		},
	}
	cmd.Flags().StringVar(&faultID, "fault", "", "let the device show one seeded fault")
	cmd.Flags().BoolVar(&long, "long", false, "run also the cases that wait for an hour or so of protocol time")
	cmd.Flags().BoolVar(&listFaults, "list-faults", false, "list the faults and do nothing else")
	run.flags(cmd)
	cmd.AddCommand(newDemoACS())
	return cmd
}

// listFaultsOf lists the faults of a reference peer.
func listFaultsOf(out io.Writer, peer fault.Peer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range fault.All(peer) {
		fmt.Fprintf(w, "%s\t%s\n", f.ID, f.Title)
	}
	return w.Flush()
}
