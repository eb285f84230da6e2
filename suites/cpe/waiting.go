package cpe

import (
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// upto serves the sessions that the device opens up to one that is enough. That
// one stays open; its Inform is returned, nil if none comes. enough is asked
// while the session is open, its Inform not answered yet, and may go on with it.
// left says before each session how long it is waited for, in protocol time; it
// ends the waiting with less than nothing.
func (t *CPE) upto(left func() time.Duration, enough func(*cwmp.Inform) bool) *cwmp.Inform {
	for bound := left(); bound >= 0; bound = left() {
		in := t.Next(bound)
		if in == nil || enough(in) {
			return in
		}
		t.End()
	}
	return nil
}

// inAll is for sessions that all begin within the bound, counted from now.
func (t *CPE) inAll(bound time.Duration) func() time.Duration {
	end := t.Clock.Now().Add(bound)
	return func() time.Duration { return end.Sub(t.Clock.Now()) }
}

// each is for so many sessions, each of which begins within the bound.
func each(times int, bound time.Duration) func() time.Duration {
	return func() time.Duration {
		if times--; times < 0 {
			return -1
		}
		return bound
	}
}

// never has upto serve all sessions.
func never(*cwmp.Inform) bool { return false }

// pass lets protocol time pass outside every session of the case; sessions that
// the device opens meanwhile are served.
func (t *CPE) pass(span time.Duration) {
	t.End()
	t.upto(t.inAll(span), never)
}

// servedUntil ends the session and serves those that the device opens until
// done, at most for the time given.
func (t *CPE) servedUntil(bound time.Duration, done func() bool) {
	t.End()
	if !done() {
		t.upto(t.inAll(bound), func(*cwmp.Inform) bool {
			t.Welcome()
			t.End()
			return done()
		})
	}
}

// untilEvent waits for a session whose Inform has an event, serving those that
// come before it; nil if it does not come.
func (t *CPE) untilEvent(code string, bound time.Duration) *cwmp.Inform {
	return t.upto(t.inAll(bound), func(in *cwmp.Inform) bool { return slices.Contains(eventsOf(in), code) })
}

// countSessions serves up to five sessions, each of which begins within the
// bound, and counts those that count.
func (t *CPE) countSessions(bound time.Duration, counts func(*cwmp.Inform) bool) (n int) {
	t.upto(each(5, bound), func(in *cwmp.Inform) bool {
		if counts(in) {
			n++
		}
		return false
	})
	return n
}
