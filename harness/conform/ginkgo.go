package conform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/extensions/globals"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Labels are the Ginkgo labels of a case: its id, its subject in lower case
// with hyphens, "needs-" with each need, and "waits-long" for a case that the
// protocol makes wait for more than twenty minutes.
func (c Case) Labels() []string {
	labels := []string{c.ID, strings.ToLower(strings.ReplaceAll(c.Subject, " ", "-"))}
	for _, n := range c.Needs {
		labels = append(labels, "needs-"+n)
	}
	if c.Waits > 20*60 {
		labels = append(labels, "waits-long")
	}
	return labels
}

// Filter compiles a Ginkgo label filter into a selection of cases. It is
// parsed here because Ginkgo itself ends the process on a bad filter.
func Filter(filter string) (func(Case) bool, error) {
	if filter == "" {
		return func(Case) bool { return true }, nil
	}
	f, err := types.ParseLabelFilter(filter)
	if err != nil {
		return nil, err
	}
	return func(c Case) bool { return f(c.Labels()) }, nil
}

// specFailed stands where Ginkgo wants a testing.T: the verdicts tell more.
type specFailed struct{}

func (specFailed) Fail() {}

// RunSpecs runs the plan as Ginkgo specs: one Describe for each subject, one
// It for each case. Ginkgo is global to the process and serial, which fits one
// device; a second call in the process starts afresh.
func RunSpecs(ctx context.Context, p *Plan) (*verdict.Run, error) {
	entries := p.Selected()
	if len(entries) == 0 {
		return nil, errors.New("no case was selected")
	}
	run := p.begin()
	if err := p.Driver.Probe(ctx); err != nil {
		p.fallen(run, err)
		return run, nil
	}
	globals.Reset()
	jobs := p.start(ctx, entries)
	verdicts := map[string]bool{}
	// One container around all keeps the order: Ginkgo shuffles top-level ones.
	ginkgo.Describe("cwmpspec "+p.Suite.Name, func() {
		for start := 0; start < len(entries); {
			end := start
			for end < len(entries) && entries[end].Subject == entries[start].Subject {
				end++
			}
			first, group := start, entries[start:end]
			ginkgo.Describe(group[0].Subject, func() {
				for i, e := range group {
					ginkgo.It(e.ID+" "+e.Title, ginkgo.Label(e.Labels()...), func(ginkgo.SpecContext) {
						v := jobs.verdict(first + i)
						verdicts[e.ID] = true
						p.add(run, v)
						tellGinkgo(v)
					})
				}
			})
			start = end
		}
	})
	suiteConfig, reporterConfig := ginkgo.GinkgoConfiguration()
	suiteConfig.Timeout = 0
	suiteConfig.FailOnEmpty = true
	// On ^C Ginkgo waits this long for the running case, whose own context has
	// ended at the same moment, so that its verdict is not lost.
	suiteConfig.GracePeriod = time.Minute
	// The live output is ours, made from the verdicts.
	defer func(w io.Writer) { formatter.ColorableStdOut = w }(formatter.ColorableStdOut)
	formatter.ColorableStdOut = io.Discard
	ginkgo.RunSpecs(specFailed{}, "cwmpspec "+p.Suite.Name, suiteConfig, reporterConfig)
	jobs.wait()
	for _, e := range entries {
		if !verdicts[e.ID] {
			v := p.blank(e.Case)
			v.Outcome, v.Reason = verdict.NotRun, "the run ended first"
			p.add(run, v)
		}
	}
	p.finish(ctx, run)
	return run, nil
}

// tellGinkgo turns a verdict into the outcome of the running spec.
func tellGinkgo(v verdict.Case) {
	ginkgo.AddReportEntry("verdict", v, ginkgo.ReportEntryVisibilityNever)
	switch v.Outcome {
	case verdict.Skip, verdict.NotRun:
		ginkgo.Skip(v.Reason)
	case verdict.Fail, verdict.Error:
		text := v.Reason
		for _, f := range v.Findings {
			text += fmt.Sprintf("\n%s: expected %s, got %s", f.Requirement, f.Expected, f.Got)
		}
		ginkgo.Fail(strings.TrimSpace(text))
	}
}
