package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/acs"
)

func newACS() *cobra.Command {
	var (
		run                      running
		file, username, password string
		jobs                     int
	)
	cmd := &cobra.Command{
		Use:   "acs [URL]",
		Short: "Test an ACS: connect to it as many devices and judge it",
		Long: `Test an ACS. A scripted CPE connects to URL as many devices that the ACS has
never seen, with OUI 00005E, ProductClass cwmpspec and the id of the case in
the serial number. What the ACS sends of its own accord is judged; what an
operator has to make it do needs a driver in the target file.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := loadACS(file, args, username, password)
			if err != nil {
				return err
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
			env, err := newStage(t)
			if err != nil {
				return err
			}
			defer env.Close()
			tell.Note("The ACS at " + t.URL + ":")
			if err := acs.Learn(cmd.Context(), env, learnt(tell)); err != nil {
				if cmd.Context().Err() != nil {
					return errors.New("interrupted before the ACS was known")
				}
				d := diagnose.Halt(env.Take(""), diagnose.Options{Subject: wire.ACS, Trouble: err.Error(), Now: time.Now()})
				return fmt.Errorf("no ACS to test: %w%s", err, because(d))
			}
			plan := env.Plan()
			env.Waiting = watcher(tell, 1)
			plan.Select, plan.Jobs = choose, jobs
			plan.Musts = run.level == "must" || !slices.Contains(t.Levels, "should")
			r.rerun = func(only string) string {
				again := "cwmpspec acs --only " + only
				if file != "" {
					again += " --target " + file
				}
				if username != "" {
					again += " --username " + username + ` --password "$PASSWORD"`
				}
				if len(args) > 0 {
					again += " " + args[0]
				}
				return again
			}
			announce(tell, plan)
			r.head.Device = env.Verdict()
			r.secrets = append(env.Secrets(), t.Credentials.Password)
			return outcome(r.run(cmd.Context(), plan))
		},
	}
	cmd.Flags().StringVar(&file, "target", "", "target file that describes the ACS (cwmpspec init acs writes one)")
	cmd.Flags().StringVar(&username, "username", "", "user name that the ACS takes for the devices")
	cmd.Flags().StringVar(&password, "password", "", "their password")
	cmd.Flags().IntVar(&jobs, "jobs", 4, "how many cases run side by side, each as a device of its own")
	run.judging(cmd)
	run.flags(cmd)
	return cmd
}

// loadACS reads the target file, or takes the defaults, and lets the command
// line overrule it.
func loadACS(file string, args []string, username, password string) (*target.ACS, error) {
	t := target.DefaultACS()
	if file != "" {
		var err error
		if t, err = target.LoadACS(file); err != nil {
			return nil, err
		}
	}
	if len(args) > 0 {
		t.URL = args[0]
	}
	if username != "" {
		t.Credentials = target.ACSCredentials{Username: username, Password: password}
	}
	if t.URL == "" {
		return nil, errors.New("no ACS URL: give it as the argument, or as url in the target file")
	}
	u, err := url.Parse(t.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no http or https URL", t.URL)
	}
	return t, nil
}

// newInitACS writes a target file for an ACS.
func newInitACS() *cobra.Command {
	var (
		out   string
		force bool
	)
	cmd := &cobra.Command{
		Use:   "acs [URL]",
		Short: "Write a commented target file for an ACS",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(out); err == nil && !force {
				return fmt.Errorf("%s exists already; --force replaces it", out)
			}
			t := target.DefaultACS()
			if len(args) > 0 {
				t.URL = args[0]
			}
			if err := reports.WriteFile(out, t.Write); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Wrote %s. Next: give the credentials in it, then cwmpspec acs --target %s\n", out, out)
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "target", "acs.yaml", "target file to write")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}
