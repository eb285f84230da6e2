package cpe

import "errors"

// Faults of the device in retrying failed sessions (section 3.2.1.1). The
// caller of each function holds mu.

// waitNumber is the row of Table 3 that the device goes by for its nth retry.
func (c *CPE) waitNumber(n int) int {
	if c.faulty("retry-wait-wraps") && n > 10 {
		return n - 10
	}
	return min(n, 10)
}

// keepWaits has a device go on with the waits from before a restart.
func (c *CPE) keepWaits(before *runtime) {
	if before != nil && c.faulty("retry-waits-outlast-restart") {
		c.r.attempts = before.attempts
	}
	if c.faulty("retry-count-lost-by-restart") {
		c.p.retryCount = 0
	}
}

// spoilRange changes the range of seconds that the wait is taken from.
func (c *CPE) spoilRange(m, lo, hi float64) (float64, float64) {
	switch {
	case c.faulty("retry-immediately"):
		return 0, 0
	case c.faulty("retry-without-backoff"):
		return m, m
	}
	return lo, hi
}

// givesUp says that a failed session is not tried again.
func (c *CPE) givesUp(err error) bool {
	switch {
	case c.faulty("retry-not-after-close"):
		return errors.Is(err, errUnanswered) && !c.r.initiated
	case c.faulty("retry-not-after-cut"):
		return errors.Is(err, errUnanswered) && c.r.initiated && len(c.p.completed) == 0
	case c.faulty("retries-end-after-eight"):
		return c.r.attempts > 8
	case c.faulty("retry-gives-up"):
		return c.r.attempts > 10
	}
	return false
}

// unstopped says that the retry that was planned stays so after a session that
// was successful before its time.
func (c *CPE) unstopped() bool {
	return c.faulty("retry-not-stopped") && c.clock.Now().Before(c.r.retryAt)
}

// heldBack says that an event has to wait for the retry.
func (c *CPE) heldBack() bool {
	return c.faulty("retry-holds-events-back") && c.clock.Now().Before(c.r.retryAt)
}

// spoilRetry changes what a session for a new event does to the retries.
func (c *CPE) spoilRetry(s *session) {
	if s.retry == 0 || !c.clock.Now().Before(c.r.retryAt) {
		return
	}
	if c.faulty("retry-count-not-for-events") {
		s.retry = 0
	}
	if c.faulty("retry-waits-reset-by-event") {
		c.r.attempts = 0
	}
}
