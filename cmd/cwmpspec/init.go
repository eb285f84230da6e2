package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

func newInit() *cobra.Command {
	var (
		listen, out  string
		force, blank bool
		show         display
		wait         time.Duration
	)
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Learn a device and write a commented target file",
		Long: `Wait for a device as its ACS, learn what it is and write it to a target file
with comments: identity, credentials, connection request, claims, hooks, what
may be borrowed, timeouts. Edit the file, then run cwmpspec cpe --target FILE.
With --blank no device is waited for, and the file is written with the defaults.`,
		Args: takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := os.Stat(out); err == nil && !force {
				return fmt.Errorf("%s exists already; --force replaces it", out)
			}
			t, err := loadTarget("", listen)
			if err != nil {
				return err
			}
			if blank {
				return reports.WriteFile(out, t.Write)
			}
			tell, err := show.teller(cmd.OutOrStdout())
			if err != nil {
				return err
			}
			defer tell.Close()
			b, err := newBench(t, tell)
			if err != nil {
				return err
			}
			defer b.Close()
			if err := b.meet(cmd.Context(), tell, wait); err != nil {
				return err
			}
			b.describe(t)
			if err := reports.WriteFile(out, t.Write); err != nil {
				return err
			}
			tell.Note(fmt.Sprintf("\nWrote %s. It holds passwords. Next: cwmpspec cpe --target %s", out, out))
			return nil
		},
	}
	cmd.AddCommand(newInitACS())
	show.flags(cmd)
	cmd.Flags().StringVar(&listen, "listen", "", "address to listen on (default "+defaultListen+")")
	cmd.Flags().StringVar(&out, "target", "router.yaml", "target file to write")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	cmd.Flags().BoolVar(&blank, "blank", false, "write the defaults without waiting for a device")
	cmd.Flags().DurationVar(&wait, "wait", 10*time.Minute, "how long to wait for the device's first Inform")
	return cmd
}

// describe fills a target with what was learnt of the device.
func (b *bench) describe(t *target.Target) {
	d := b.Device
	id := d.Inform.DeviceId
	t.Identity = target.Identity{OUI: id.OUI, ProductClass: id.ProductClass, SerialNumber: id.SerialNumber}
	// The URL itself is left to the next Inform: many devices change it when they
	// start, and one in the file would overrule what they say.
	t.ConnectionRequest.Enabled = d.ConnectionRequestURL != ""
	t.Claims = d.Claims()
	t.Borrow.ReadOnly, t.Borrow.MultiInstance = d.ReadOnly.Name, d.Object
	for _, p := range []cpe.Parameter{d.String, d.Boolean, d.Unsigned, d.DateTime} {
		if p.Name != "" {
			t.Borrow.Writable = append(t.Borrow.Writable, target.Setting{Name: p.Name, Value: d.Values[p.Name].Text, Type: p.Type})
		}
	}
}
