package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

func newCheck() *cobra.Command {
	var (
		show display
		out  string
	)
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Judge saved sessions by the passive rules, without a device",
		Long: `Judge what the CPE said in saved transcripts, or in HTTP sessions saved as plain
text, by the passive rules. Each session is judged as it is read, so a file may
be larger than memory. Of the first session that did not complete it says who
stopped, and why that may be, if the file shows it: where it just ends, or has
no answers, nobody is said to have stopped. The exit code is that of a run.`,
		Args: needsSome("FILE, a saved session"),
		RunE: func(cmd *cobra.Command, files []string) error {
			tell, err := show.teller(cmd.OutOrStdout())
			if err != nil {
				return err
			}
			defer tell.Close()
			r := &results{dir: out, tell: tell}
			if out != "" {
				if err := os.MkdirAll(out, 0o777); err != nil {
					return err
				}
			}
			run := &verdict.Run{Schema: verdict.Schema, Tool: "cwmpspec", Version: version(),
				Catalogue: requirement.Must().Version(), Suite: "check", Started: time.Now(), Scale: 1,
				Scope: verdict.Scope{Level: "should"}}
			r.tell.Begin(run)
			for _, name := range files {
				if err := cmd.Context().Err(); err != nil {
					run.Interrupted = "interrupted"
					break
				}
				c := checkFile(cmd.Context(), name)
				if out != "" && c.Transcript != "" {
					if err := relate(run, &c, out); err != nil {
						return err
					}
				}
				r.tell.Case(c)
				run.Cases = append(run.Cases, c)
			}
			run.Ended = time.Now()
			return outcome(r.finish(run))
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "directory for the reports (default: none are written)")
	show.flags(cmd)
	return cmd
}

// checkFile judges a file session by session. Of what the rules find it keeps
// the first place and the number, so that a large file costs no more memory
// than its largest session. One that cannot be read to its end is an Error,
// unless what was read fails already.
func checkFile(ctx context.Context, name string) verdict.Case {
	c := verdict.Case{ID: name, Subject: "Saved sessions", Title: "what the CPE says keeps to the standard", Started: time.Now()}
	f, err := os.Open(name)
	if err == nil {
		defer f.Close()
		var info os.FileInfo
		if info, err = f.Stat(); err == nil && info.IsDir() {
			err = errors.New("is a directory; name the files in it")
		}
	}
	if err != nil {
		c.Outcome, c.Reason = verdict.Error, fmt.Sprintf("the file cannot be read: %v", cause(err))
		return c
	}
	c.Transcript = name
	list := rules.For(wire.CPE)
	sessions, exchanges, answers, cut := 0, 0, 0, 0
	err = transcript.Read(name, f, func(t *transcript.Transcript) bool {
		sessions += len(t.Sessions)
		exchanges += len(t.Exchanges)
		for _, x := range t.Exchanges {
			if x.Lane == wire.LaneCWMP && x.Resp != nil {
				answers++
			}
		}
		c.Findings = verdict.Merge(c.Findings, rule.Judge(t, wire.CPE, rule.Facts{Excerpt: true}, list))
		d := diagnose.Incomplete(t, diagnose.Options{Saved: true})
		if d == nil && diagnose.Incomplete(t, diagnose.Options{}) != nil {
			cut++
		}
		if c.Diagnosis == nil {
			c.Diagnosis = d
		}
		return ctx.Err() == nil
	})
	for i := range c.Findings {
		c.Findings[i].Where.Transcript = name
	}
	c.Reason = counted(sessions, "session") + ", " + counted(exchanges, "exchange")
	switch {
	case sessions > 0 && answers == 0:
		c.Reason += "; the file has no answer of the ACS, so that it does not show how a session went"
	case cut > 0:
		c.Reason += "; of " + counted(cut, "session") + " the file does not show the beginning or the end"
	}
	c.Covers = judgedBy(list)
	c.Outcome = verdict.Of(c.Findings)
	switch {
	case err != nil:
		if !c.Outcome.Worse(verdict.Error) {
			c.Outcome = verdict.Error
		}
		c.Reason += "; the rest cannot be read: " + err.Error()
	case ctx.Err() != nil:
		c.Outcome, c.Reason = verdict.NotRun, "interrupted in the middle of the file"
	case exchanges == 0:
		c.Outcome, c.Reason = verdict.Error, "there is no HTTP exchange in the file"
	}
	c.Duration = time.Since(c.Started)
	return c
}

// counted is a number of things in words.
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

func judgedBy(list []rule.Rule) []string {
	var ids []string
	for _, r := range list {
		ids = append(ids, r.Covers...)
	}
	slices.SortFunc(ids, requirement.Compare)
	return slices.Compact(ids)
}
