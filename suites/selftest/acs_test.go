package selftest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	peeracs "github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/suites/acs"
)

// trialACS runs the ACS suite against the reference ACS, in a bubble as trial does.
func trialACS(t *testing.T, faultID string, jobs int, traits ...string) (run *verdict.Run) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)))
		b, err := acs.NewEmbedded(t.Context(), network.NewMemory(), faultID, traits, 1)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		plan := b.Plan()
		plan.Jobs = jobs
		plan.Keep = keeper(t, faultID)
		run = conform.Run(context.WithoutCancel(t.Context()), plan)
	})
	return run
}

func TestFaultlessACS(t *testing.T) {
	// The last one has each POST challenged anew.
	varieties := [][]string{nil, {"tls", "basic"}, {"unkept", "nonce-per-connection"}}
	for _, trait := range peeracs.Traits() {
		if trait.Name != "basic" { // not without TLS (3.4.4)
			varieties = append(varieties, []string{trait.Name})
		}
	}
	for n, traits := range varieties {
		jobs := 1 + n%2*7 // one after the other, or eight side by side
		for i := range *repeat {
			t.Run(fmt.Sprintf("%s/%d", strings.Join(traits, "+"), i), func(t *testing.T) {
				t.Parallel()
				run := trialACS(t, "", jobs, traits...)
				clean(t, run)
				for _, c := range run.Cases {
					for _, n := range c.Notes {
						t.Errorf("%s noted: expected %s, got %s", c.ID, n.Expected, n.Got)
					}
				}
			})
		}
	}
}

func TestEveryACSFault(t *testing.T) {
	for i, f := range fault.All(fault.ACS) {
		if !sampled(i, 20) {
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			run := trialACS(t, f.ID, 1)
			var noted []string
			for _, c := range run.Cases {
				if len(c.Notes) > 0 {
					noted = append(noted, c.ID)
				}
			}
			slices.Sort(noted)
			if !slices.Equal(noted, f.Notes) {
				t.Errorf("noted by %v, want %v", noted, f.Notes)
			}
			holdTo(t, f, run)
		})
	}
}
