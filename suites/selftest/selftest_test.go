// Package selftest runs the suites against the reference peers: faultless,
// where nothing may be found, and with every fault of the catalogue, where
// exactly the requirements that the fault breaks must be found.
package selftest

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	peer "github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

var (
	repeat = flag.Int("repeat", 1, "how often the faultless peers are run")
	keep   = flag.String("keep", "", "directory to keep the transcripts of failing runs in")
)

// trial runs the CPE suite against the reference CPE, on a network in memory
// and in time that passes only when all goroutines wait: the waits of the
// protocol are as long as the standard has them and cost nothing, and nothing
// depends on the speed of the machine.
func trial(t *testing.T, faultID string, traits ...string) (run *verdict.Run) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { run = inBubble(t, faultID, traits) })
	return run
}

func inBubble(t *testing.T, faultID string, traits []string, more ...rule.Rule) *verdict.Run {
	// The time of a bubble begins in 2000, before any of today's certificates.
	time.Sleep(time.Until(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)))
	ctx := t.Context()
	b, err := cpe.NewEmbedded(ctx, network.NewMemory(), faultID, traits, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	plan := b.Plan()
	plan.Keep = keeper(t, faultID)
	plan.Rules = append(plan.Rules, more...)
	plan.Missing, plan.Facts = b.Missing(claims(faultID, traits)), b.Facts(claims(faultID, traits)...)
	return conform.Run(context.WithoutCancel(ctx), plan)
}

// claims is what the reference CPE claims in a run with a fault. Without one, and
// in a lenient variety, it claims all that any fault of a device with its traits
// needs claimed, so that no case stays without a run in which nothing may be
// found.
func claims(faultID string, traits []string) []string {
	var disclaimed []string
	if f, ok := fault.Lookup(faultID); ok {
		if !f.Lenient() {
			return f.Claims
		}
		traits, disclaimed = append(slices.Clone(traits), f.On...), f.Disclaims
	}
	older := slices.ContainsFunc(traits, func(trait string) bool { return strings.HasPrefix(trait, "v1.") })
	var all []string
	for _, f := range fault.All(fault.CPE) {
		if slices.ContainsFunc(f.On, func(trait string) bool { return !slices.Contains(traits, trait) }) {
			continue
		}
		for _, claim := range f.Claims {
			if len(f.On) == 0 && older && strings.HasPrefix(claim, "cwmp-") {
				continue // a claim of the newest device
			}
			if claim == "applies-at-once" && (slices.Contains(traits, "deferred") || slices.Contains(traits, "reboots-to-apply")) {
				continue // these devices do not
			}
			all = append(all, claim)
		}
	}
	return slices.DeleteFunc(all, func(claim string) bool { return slices.Contains(disclaimed, claim) })
}

func TestFaultlessCPE(t *testing.T) {
	varieties := [][]string{nil, {"igd", "deferred"}, {"references", "alias"}}
	for _, trait := range peer.Traits() {
		varieties = append(varieties, []string{trait.Name})
	}
	for n, traits := range varieties {
		if !sampled(n, 6) {
			continue
		}
		for i := range *repeat {
			t.Run(fmt.Sprintf("%s/%d", strings.Join(traits, "+"), i), func(t *testing.T) {
				t.Parallel()
				clean(t, trial(t, "", traits...))
			})
		}
	}
}

func TestEveryCPEFault(t *testing.T) {
	for i, f := range fault.All(fault.CPE) {
		if !sampled(i, 100) {
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			holdTo(t, f, trial(t, f.ID))
		})
	}
}

// holdTo demands that a run found exactly what a fault breaks.
func holdTo(t *testing.T, f fault.Fault, run *verdict.Run) {
	t.Helper()
	for _, id := range f.Breaks {
		if _, ok := requirement.Must().Get(id); !ok {
			t.Errorf("breaks %s, which is not in the catalogue", id)
		}
	}
	if f.Lenient() {
		clean(t, run)
		return
	}
	found := broken(run)
	for _, id := range f.Breaks {
		if len(found[id]) == 0 {
			t.Errorf("breaks %s, which was not found", id)
		}
	}
	for id, by := range found {
		if !slices.Contains(f.Breaks, id) {
			t.Errorf("%s was found, which it is not said to break:\n%s", id, strings.Join(by, "\n"))
		}
	}
	if len(found) == 0 || t.Failed() {
		for _, c := range run.Cases {
			if c.Outcome == verdict.Error {
				t.Logf("%s could not be judged: %s", c.ID, c.Reason)
			}
		}
	}
}

// clean demands a run in which every case was judged and nothing was found.
func clean(t *testing.T, run *verdict.Run) {
	t.Helper()
	if len(run.Cases) == 0 {
		t.Fatal("no case ran")
	}
	for _, c := range run.Cases {
		for _, f := range c.Findings {
			t.Errorf("%s found %s: expected %s, got %s (exchange %d, line %d: %s)", c.ID, f.Requirement, f.Expected, f.Got, f.Where.Exchange, f.Where.Line, f.Where.Bytes)
		}
		if c.Outcome == verdict.Error || c.Outcome == verdict.NotRun {
			t.Errorf("%s: %s: %s", c.ID, c.Outcome, c.Reason)
		}
	}
	if run.Note != "" {
		t.Error(run.Note)
	}
}

// broken collects the requirements found, MUSTs and SHOULDs, with who found them.
func broken(run *verdict.Run) map[string][]string {
	found := map[string][]string{}
	for _, c := range run.Cases {
		for _, f := range c.Findings {
			found[f.Requirement] = append(found[f.Requirement],
				fmt.Sprintf("  %s by %s: expected %s, got %s", c.ID, f.Check, f.Expected, f.Got))
		}
	}
	return found
}
