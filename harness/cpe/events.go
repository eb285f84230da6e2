package cpe

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// event is one undelivered event (section 3.7.1.5).
type event struct{ code, key string }

// multiple says that the event is cumulative (Table 8).
func (e *event) multiple() bool { return strings.HasPrefix(e.code, "M ") }

// onTransferComplete says that not the InformResponse but the answer to
// TransferComplete confirms the delivery (Table 8).
func (e *event) onTransferComplete() bool {
	return e.code == "7 TRANSFER COMPLETE" || e.code == "M Download" || e.code == "M ScheduleDownload" || e.code == "M Upload"
}

// raise adds an event that asks for a session at once.
func (c *CPE) raise(code, key string) {
	c.r.want = true
	e := &event{code, key}
	if !c.misraise(e) {
		return
	}
	if !e.multiple() && !c.repeats(e) {
		for _, old := range c.p.events {
			if old.code == e.code {
				return
			}
		}
	}
	c.p.events = append(c.p.events, e)
	// A.3.3.1: an Inform holds 64 events; the oldest M events make room. One
	// place is kept for 4 VALUE CHANGE, which is not in the list.
	if len(c.p.events) > 63 && c.faulty("event-overflow-drops-newest") {
		c.p.events = c.p.events[:63]
	}
	for i := 0; len(c.p.events) > 63 && i < len(c.p.events); {
		if c.p.events[i].multiple() {
			c.p.events = append(c.p.events[:i:i], c.p.events[i+1:]...)
		} else {
			i++
		}
	}
}

// drop removes events, told apart by identity.
func (c *CPE) drop(gone func(*event) bool) {
	kept := c.p.events[:0:0]
	for _, e := range c.p.events {
		if !gone(e) {
			kept = append(kept, e)
		}
	}
	c.p.events = kept
}

// planPeriodic sets the moment of the next periodic Inform.
func (c *CPE) planPeriodic() {
	c.r.periodicAt = time.Time{}
	interval, _ := strconv.ParseFloat(c.get("ManagementServer.PeriodicInformInterval"), 64)
	if c.get("ManagementServer.PeriodicInformEnable") != "true" || interval < 1 {
		return
	}
	if c.faulty("periodic-interval-in-minutes") {
		interval *= 60
	}
	step := time.Duration(interval * float64(time.Second))
	// PeriodicInformTime sets the phase; with the Unknown Time, or a device
	// without a clock, the phase is the device's own.
	base := c.p.phase
	if ref, err := time.Parse(time.RFC3339, c.get("ManagementServer.PeriodicInformTime")); err == nil && ref.Year() > 1 && !c.has("no-clock") {
		// Far from the epoch a Duration overflows: count in seconds.
		gap := float64(c.clock.Now().Unix() - ref.Unix())
		base = ref.Add(time.Duration(math.Floor(gap/interval)) * step)
		if gap > 1<<32 || gap < -1<<32 {
			base = c.p.phase
		}
	}
	now := c.clock.Now()
	n := math.Floor(float64(now.Sub(base))/float64(step)) + 1
	c.r.periodicAt = base.Add(time.Duration(n) * step)
}

// retryWait chooses the wait before the nth retry since the boot (Table 3).
func (c *CPE) retryWait(n int) time.Duration {
	m, err1 := strconv.ParseFloat(c.get("ManagementServer.CWMPRetryMinimumWaitInterval"), 64)
	k, err2 := strconv.ParseFloat(c.get("ManagementServer.CWMPRetryIntervalMultiplier"), 64)
	if err1 != nil || err2 != nil {
		m, k = 5, 2000
	}
	lo := m * math.Pow(k/1000, float64(c.waitNumber(n)-1))
	lo, hi := c.spoilRange(m, lo, lo*k/1000)
	// The range is tried to be left neither way by what a timer adds: aim at
	// its inner nine tenths.
	wait := lo + (hi-lo)*(0.02+0.9*rand.Float64())
	return time.Duration(math.Min(wait, 1e9) * float64(time.Second))
}

func seconds(d time.Duration) string { return strconv.FormatInt(int64(d/time.Second), 10) }
