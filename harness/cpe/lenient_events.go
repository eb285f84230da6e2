package cpe

import (
	"slices"
	"time"
)

// Varieties of the device in events, retries and sessions that the standard
// leaves open: nothing is wrong with them. The caller of each function holds
// mu unless it says so.

// takesRow says that a failed session uses up a row of Table 3: it is open
// whether one does that a new event had begin before its time.
func (c *CPE) takesRow(s *session) bool {
	return !s.early || !c.faulty("retry-by-event-takes-no-row")
}

// lenientFailure is what else a failed session leads to.
func (c *CPE) lenientFailure(s *session) {
	called := func(e *event) bool { return e.code == connectionRequest }
	switch {
	case c.faulty("old-acs-suspected-early") && !c.r.initiated:
		c.p.fallback = true
	case c.faulty("connection-request-session-not-retried") && len(s.changed) == 0 && len(s.events) > 0 && !slices.ContainsFunc(s.events, func(e *event) bool { return !called(e) }):
		c.r.retryAt = time.Time{}
	}
}

// outlives says that an event of Table 8 that need not be kept over a restart is.
func (c *CPE) outlives(e *event) bool {
	return e.code == diagnosticsComplete && c.faulty("diagnostics-event-outlives-restart")
}

// lenientBoot is what a start may do with what was pending before.
func (c *CPE) lenientBoot(before *runtime) {
	if c.faulty("value-change-dropped-by-restart") {
		c.p.changed = map[string]bool{}
	}
	missed := before != nil && !before.periodicAt.IsZero() && !c.clock.Now().Before(before.periodicAt)
	if missed && c.faulty("periodic-owed-after-power-loss") {
		c.raise("2 PERIODIC", "")
	}
}

// rewrites has a device take an ACS URL that was written again for a new one.
func (c *CPE) rewrites(set map[string]bool) {
	if set[c.name("ManagementServer.URL")] && c.faulty("bootstrap-on-url-rewritten") {
		c.r.settings.url = ""
	}
}

// hesitates has a change with active notification wait, as a device may that
// limits how often it notifies.
func (c *CPE) hesitates() bool {
	if !c.faulty("active-change-after-20-seconds") {
		return false
	}
	if c.r.notifyAt.IsZero() {
		c.r.notifyAt = c.clock.Now().Add(20 * time.Second)
	}
	return true
}

// repeatsCall has a device call a method once more in the session whose answer
// was a fault. The caller does not hold mu.
func (s *session) repeatsCall(t *transfer) {
	if s.c.faulty("transfercomplete-repeated-in-session") && !t.tried {
		t.tried = true
		s.calls = append(s.calls, t)
	}
}
