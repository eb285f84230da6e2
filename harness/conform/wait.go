package conform

import "time"

// Wait is something that a suite waits for, so that whoever follows a run can
// see why nothing moves and for how long that may be. Times are protocol time.
type Wait struct {
	What string // completes "waiting for …": "the device to retry"
	// Least and Most bound when it is due; Least is zero if it may come at once.
	Least, Most time.Duration
}

// Watcher is told when something is waited for, and with the zero Wait when
// that is over. A nil Watcher is told nothing.
type Watcher func(Wait)

// During tells of a wait and returns what ends it.
func (w Watcher) During(wait Wait) (end func()) {
	if w == nil {
		return func() {}
	}
	w(wait)
	return func() { w(Wait{}) }
}
