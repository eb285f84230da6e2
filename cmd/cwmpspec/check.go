package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

func newCheck() *cobra.Command {
	var noColour bool
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Judge saved sessions by the passive rules, without a device",
		Long: `Judge what the CPE said in saved transcripts, or in HTTP sessions saved as plain
text, by the passive rules. Each session is judged as it is read, so a file may
be larger than memory. The exit code is that of a run.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			console := reports.NewConsole(cmd.OutOrStdout(), noColour)
			run := &verdict.Run{Schema: verdict.Schema, Tool: "cwmpspec", Version: version(),
				Catalogue: requirement.Must().Version(), Suite: "check", Started: time.Now(), Scale: 1}
			console.Begin(run)
			for _, name := range files {
				if err := checkFile(name, run, console); err != nil {
					return err
				}
			}
			run.Ended = time.Now()
			console.End(run)
			return outcome(run.ExitCode(), nil)
		},
	}
	cmd.Flags().BoolVar(&noColour, "no-color", false, "print without colours (NO_COLOR does the same)")
	return cmd
}

func checkFile(name string, run *verdict.Run, console *reports.Console) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	list := rules.All()
	n := 0
	return transcript.Read(name, f, func(t *transcript.Transcript) bool {
		n++
		c := verdict.Case{
			ID: fmt.Sprintf("session %d", n), Subject: name, Title: fmt.Sprintf("%d exchanges", len(t.Exchanges)),
			Started: time.Now(), Findings: rule.Judge(t, wire.CPE, rule.Facts{}, list),
		}
		for i := range c.Findings {
			c.Findings[i].Where.Transcript = name
		}
		c.Outcome = verdict.Of(c.Findings)
		c.Duration = time.Since(c.Started)
		console.Case(c)
		run.Cases = append(run.Cases, c)
		return true
	})
}
