package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newSim() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sim",
		Short: "Run one of the reference peers as a process of its own",
		Args:  takesNone,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSimCPE(), newSimACS())
	return cmd
}

func newSimCPE() *cobra.Command {
	var (
		cfg    cpe.Config
		factor float64
	)
	cmd := &cobra.Command{
		Use:   "cpe URL",
		Short: "Run the reference CPE against the ACS at URL until ^C",
		Long:  "Run the reference CPE against the ACS at URL until ^C.\n\nTraits:\n" + traitLines(),
		Args:  needs("URL, of the ACS"),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, ok := fault.Of(fault.CPE, cfg.Fault)
			if !ok {
				return fmt.Errorf("--fault %s: there is no such fault; cwmpspec demo --list-faults lists them", cfg.Fault)
			}
			cfg.Traits = append(cfg.Traits, f.On...)
			if factor <= 0 {
				return fmt.Errorf("--scale %v: has to be above 0", factor)
			}
			log := lines(cmd.OutOrStdout())
			cfg.ACSURL, cfg.Clock, cfg.Log = args[0], clock.Scaled(factor), log
			device, err := cpe.New(cfg)
			if err != nil {
				return err
			}
			device.Start()
			defer device.Close()
			log("connection requests are taken at " + device.ConnectionRequestURL())
			<-cmd.Context().Done()
			return nil
		},
	}
	cmd.Flags().StringVar(&cfg.Username, "username", "", "user name for the ACS")
	cmd.Flags().StringVar(&cfg.Password, "password", "", "password for the ACS")
	cmd.Flags().StringVar(&cfg.Listen, "listen", "127.0.0.1:0", "address of the connection request listener")
	cmd.Flags().StringVar(&cfg.Serial, "serial", "", "serial number (default: a fixed one)")
	cmd.Flags().StringVar(&cfg.Fault, "fault", "", "show one seeded fault")
	cmd.Flags().StringSliceVar(&cfg.Traits, "trait", nil, "varieties of the device, see above")
	cmd.Flags().Float64Var(&factor, "scale", 1, "protocol seconds that pass in one real second")
	return cmd
}

func traitLines() string {
	var b strings.Builder
	for _, t := range cpe.Traits() {
		b.WriteString(reports.Wrap(fmt.Sprintf("  %-21s ", t.Name), t.Title) + "\n")
	}
	for _, t := range cpe.Unruly() {
		b.WriteString(reports.Wrap(fmt.Sprintf("  %-21s ", t.Name), t.Title) + "\n")
	}
	return b.String()
}

func newSimACS() *cobra.Command {
	var (
		cfg       acs.Config
		scheme    string
		factor    float64
		overHTTPS bool
	)
	cmd := &cobra.Command{
		Use:   "acs",
		Short: "Run the reference ACS until ^C, which serves every session",
		Long:  "Run the reference ACS until ^C: it serves every session and wants nothing.\n\nTraits:\n" + acsTraitLines(),
		Args:  takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, ok := fault.Of(fault.ACS, cfg.Fault)
			if !ok {
				return fmt.Errorf("--fault %s: there is no such fault; cwmpspec demo acs --list-faults lists them", cfg.Fault)
			}
			cfg.Traits = append(cfg.Traits, f.On...)
			overHTTPS = overHTTPS || slices.Contains(cfg.Traits, "tls")
			schemes := map[string]acs.Scheme{"none": acs.None, "basic": acs.Basic, "digest": acs.Digest}
			if cfg.Auth.Scheme, ok = schemes[scheme]; !ok {
				return fmt.Errorf("--auth %q is not known; allowed: none, basic, digest", scheme)
			}
			if factor <= 0 {
				return fmt.Errorf("--scale %v: has to be above 0", factor)
			}
			if overHTTPS {
				authority, err := acs.NewAuthority()
				if err != nil {
					return err
				}
				if cfg.TLS, err = authority.ServerConfig("localhost", "127.0.0.1"); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s", authority.PEM())
			}
			log := lines(cmd.OutOrStdout())
			cfg.Clock, cfg.Recorder, cfg.OnEvent = clock.Scaled(factor), transcript.NewRecorder(factor), log
			cfg.Host, cfg.Strict = outwardHost(cfg.Listen), true
			server, err := acs.New(cfg)
			if err != nil {
				return unlistened(cfg.Listen, err)
			}
			defer server.Close()
			log("listening at " + server.URL())
			<-cmd.Context().Done()
			return nil
		},
	}
	cmd.Flags().StringVar(&cfg.Listen, "listen", "127.0.0.1:7547", "address to listen on")
	cmd.Flags().StringVar(&scheme, "auth", "none", "how devices authenticate themselves: none, basic or digest")
	cmd.Flags().StringVar(&cfg.Auth.Username, "username", "", "their user name")
	cmd.Flags().StringVar(&cfg.Auth.Password, "password", "", "their password")
	cmd.Flags().BoolVar(&overHTTPS, "tls", false, "serve https with a certificate made for this run; its authority is printed first")
	cmd.Flags().StringVar(&cfg.Fault, "fault", "", "show one seeded fault")
	cmd.Flags().StringSliceVar(&cfg.Traits, "trait", nil, "varieties of the ACS, see above")
	cmd.Flags().StringVar(&cfg.CRUsername, "cr-username", "cwmpspec", "user name that the trait provisioning sets for connection requests")
	cmd.Flags().StringVar(&cfg.CRPassword, "cr-password", "cwmpspec", "password that it sets")
	cmd.Flags().Float64Var(&factor, "scale", 1, "protocol seconds that pass in one real second")
	return cmd
}

func acsTraitLines() string {
	var b strings.Builder
	for _, t := range acs.Traits() {
		b.WriteString(reports.Wrap(fmt.Sprintf("  %-21s ", t.Name), t.Title) + "\n")
	}
	return b.String()
}

// lines returns a printer that several goroutines may call.
func lines(w io.Writer) func(string) {
	var mu sync.Mutex
	return func(s string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(w, s)
	}
}
