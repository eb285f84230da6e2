// Package clock keeps protocol time: the seconds in which the standard states
// its waits. Against a real device a protocol second lasts one second; between
// the suite's own peers it can last a small fraction of one, on both sides alike.
package clock

import (
	"context"
	"time"
)

// Clock converts between protocol time and real time. It is safe for
// concurrent use; the zero value is not usable, call Real or Scaled.
type Clock struct {
	factor float64
	origin time.Time
}

// Real returns a clock on which a protocol second lasts one second.
func Real() *Clock { return Scaled(1) }

// Scaled returns a clock on which factor protocol seconds pass in one real second.
func Scaled(factor float64) *Clock {
	if factor <= 0 {
		panic("clock: the factor must be positive")
	}
	return &Clock{factor: factor, origin: time.Now()}
}

// Factor is how many protocol seconds pass in one real second.
func (c *Clock) Factor() float64 { return c.factor }

// Now is the present moment in protocol time.
func (c *Clock) Now() time.Time {
	return c.origin.Add(c.Protocol(time.Since(c.origin)))
}

// Since is the protocol time that has passed since t, a moment taken from Now.
func (c *Clock) Since(t time.Time) time.Duration { return c.Now().Sub(t) }

// Real converts a span of protocol time to real time.
func (c *Clock) Real(d time.Duration) time.Duration {
	return time.Duration(float64(d) / c.factor)
}

// Protocol converts a span of real time to protocol time.
func (c *Clock) Protocol(d time.Duration) time.Duration {
	return time.Duration(float64(d) * c.factor)
}

// NewTimer fires after d of protocol time.
func (c *Clock) NewTimer(d time.Duration) *time.Timer { return time.NewTimer(c.Real(d)) }

// Wait lets d of protocol time pass. It returns the error of ctx if that ends first.
func (c *Clock) Wait(ctx context.Context, d time.Duration) error {
	timer := c.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
