package conform

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/extensions/globals"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Labels are the Ginkgo labels of a case: its id, its subject in lower case
// with hyphens, and "needs:" with each need.
func (c Case) Labels() []string {
	labels := []string{c.ID, strings.ToLower(strings.ReplaceAll(c.Subject, " ", "-"))}
	for _, n := range c.Needs {
		labels = append(labels, "needs-"+n)
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

// specFailed carries Ginkgo's reports where a testing.T would be.
type specFailed struct{ failed bool }

func (s *specFailed) Fail() { s.failed = true }

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
	verdicts := map[string]verdict.Case{}
	for start := 0; start < len(entries); {
		end := start
		for end < len(entries) && entries[end].Subject == entries[start].Subject {
			end++
		}
		group := entries[start:end]
		ginkgo.Describe(group[0].Subject, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
			for _, e := range group {
				ginkgo.It(e.ID+" "+e.Title, ginkgo.Label(e.Labels()...), func() {
					v := p.judge(ctx, e)
					verdicts[e.ID] = v
					p.add(run, v)
					tellGinkgo(v)
				})
			}
		})
		start = end
	}
	suiteConfig, reporterConfig := ginkgo.GinkgoConfiguration()
	suiteConfig.Timeout = 0
	suiteConfig.RandomSeed = 1
	suiteConfig.FailOnEmpty = true
	suiteConfig.GracePeriod = 0
	reporterConfig.Succinct = true
	ginkgo.GinkgoWriter.ClearTeeWriters()
	var result specFailed
	ginkgo.RunSpecs(&result, "cwmpspec "+p.Suite.Name, suiteConfig, reporterConfig)
	for _, e := range entries {
		if _, ok := verdicts[e.ID]; !ok {
			v := p.blank(e.Case)
			v.Outcome, v.Reason = verdict.NotRun, "Ginkgo did not run it"
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
