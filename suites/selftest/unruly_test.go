package selftest

import (
	"regexp"
	"testing"

	peer "github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// ofTheDevice are the reasons of an Error that an unruly device is itself the
// cause of: it broke off, or did not do what the case is about.
var ofTheDevice = regexp.MustCompile(`the device (ended|did not|does not)|no session could be opened|the session was not tried again|the file server saw no request`)

// TestUnrulyCPE runs the suite against devices that behave badly in time. Each
// run has to end with a verdict for every case; where the device breaks nothing
// by it nothing may be found either.
func TestUnrulyCPE(t *testing.T) {
	for i, trait := range peer.Unruly() {
		if !sampled(i, len(peer.Unruly())) {
			continue
		}
		t.Run(trait.Name, func(t *testing.T) {
			t.Parallel()
			run := trial(t, "", trait.Name)
			whole(t, run)
			if trait.Allowed {
				clean(t, run)
				return
			}
			errors := 0
			for _, c := range run.Cases {
				if c.Subject == "Authentication" && c.Outcome == verdict.Fail {
					t.Errorf("%s blames the device for a connection that was lost: %+v", c.ID, c.Findings)
				}
				if c.Outcome != verdict.Error {
					continue
				}
				if errors++; !ofTheDevice.MatchString(c.Reason) {
					t.Errorf("%s: %s", c.ID, c.Reason)
				}
			}
			if errors > len(run.Cases)/20 {
				t.Errorf("%d of %d could not be judged", errors, len(run.Cases))
			}
		})
	}
}

// whole demands a report with a verdict for every case of the suite.
func whole(t *testing.T, run *verdict.Run) {
	t.Helper()
	reported := map[string]bool{}
	for _, c := range run.Cases {
		reported[c.ID] = true
		if c.Outcome == verdict.NotRun || c.Outcome == "" {
			t.Errorf("%s: %s: %s", c.ID, c.Outcome, c.Reason)
		}
	}
	for _, c := range cpe.Suite().Cases() {
		if !reported[c.ID] {
			t.Errorf("the report has nothing on %s", c.ID)
		}
	}
	if run.Note != "" || run.Interrupted != "" {
		t.Error(run.Note, run.Interrupted)
	}
}
