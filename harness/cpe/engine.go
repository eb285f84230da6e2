package cpe

import "time"

// run is the life of the device between Start and Close: one thing at a time,
// so that there is never more than one session (section 3.7).
func (c *CPE) run() {
	defer c.wg.Done()
	for c.ctx.Err() == nil {
		c.mu.Lock()
		c.due()
		how, start := c.r.restart, c.sessionDue()
		next := c.next()
		c.mu.Unlock()
		switch {
		case how != restartNone:
			c.reboot(how)
		case start:
			c.session()
		default:
			c.sleep(next)
		}
	}
}

func (c *CPE) sessionDue() bool {
	retry := !c.r.retryAt.IsZero() && !c.clock.Now().Before(c.r.retryAt)
	return (c.r.want && !c.heldBack() || retry) && c.get("ManagementServer.URL") != ""
}

// due does what the time has come for.
func (c *CPE) due() {
	now := c.clock.Now()
	if at := c.r.periodicAt; !at.IsZero() && !now.Before(at) {
		c.raise("2 PERIODIC", "")
		c.planPeriodic()
	}
	if at := c.r.notifyAt; !at.IsZero() && !now.Before(at) {
		c.r.notifyAt, c.r.want = time.Time{}, true
	}
	if at := c.r.beatAt; !at.IsZero() && !now.Before(at) {
		c.beat()
	}
	if at := c.r.listenAt; !at.IsZero() && !now.Before(at) {
		c.r.listenAt = time.Time{}
		c.switchListener(true)
	}
	if at := c.r.callAt; !at.IsZero() && !now.Before(at) {
		c.raiseCall()
	}
	kept := c.p.schedule[:0:0]
	for _, s := range c.p.schedule {
		if now.Before(s.at) {
			kept = append(kept, s)
			continue
		}
		c.raise("3 SCHEDULED", "")
		c.raise("M ScheduleInform", s.key)
		c.shiftPeriodic()
	}
	c.p.schedule = kept
	c.finishDiagnostics(now)
	c.startTransfer(now)
	c.startChanges()
	if at := c.r.floodAt; !at.IsZero() && !now.Before(at) {
		c.r.floodAt = time.Time{}
		c.raise("2 PERIODIC", "")
	}
	c.vendorsOwn(now)
	if at := c.r.rebootAt; !at.IsZero() && !now.Before(at) {
		c.r.rebootAt = time.Time{}
		c.raiseReboots()
		c.r.restart = restartPower
	}
	c.noteLiveActive()
}

// noteLiveActive looks for changes of live parameters with Active notification.
func (c *CPE) noteLiveActive() {
	for name, old := range c.r.told {
		n := c.p.tree.Find(name)
		if n == nil || (n.Notification != 2 && !n.Row.ForcedActive) {
			continue
		}
		if v := c.p.tree.Value(n); v != old {
			c.r.told[name] = v
			c.noteChange(n)
		}
	}
}

// next is the moment at which something falls due; zero if nothing will.
func (c *CPE) next() time.Time {
	var next time.Time
	earlier := func(t time.Time) {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	earlier(c.r.periodicAt)
	earlier(c.r.retryAt)
	for _, at := range c.r.diagnoseAt {
		earlier(at)
	}
	earlier(c.r.notifyAt)
	earlier(c.r.beatAt)
	earlier(c.r.callAt)
	earlier(c.r.listenAt)
	earlier(c.r.floodAt)
	earlier(c.r.vendorAt)
	earlier(c.r.rebootAt)
	for _, s := range c.p.schedule {
		earlier(s.at)
	}
	if !c.r.transfering {
		for _, t := range c.p.queue {
			earlier(t.at)
		}
	}
	return next
}

func (c *CPE) sleep(until time.Time) {
	var fire <-chan time.Time
	if !until.IsZero() {
		timer := c.clock.NewTimer(until.Sub(c.clock.Now()))
		defer timer.Stop()
		fire = timer.C
	}
	select {
	case <-c.ctx.Done():
	case <-c.wake:
	case <-fire:
	}
}

// hesitate lets protocol time pass, in a session or after one; the caller does not hold mu.
func (c *CPE) hesitate(d time.Duration) { _ = c.clock.Wait(c.ctx, d) }

// later does something when protocol time has passed, in the middle of a
// session too, unless the device was restarted meanwhile. Both it and what it
// does hold mu.
func (c *CPE) later(wait time.Duration, do func()) {
	p, r := c.p, c.r
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		if c.clock.Wait(c.ctx, wait) != nil {
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.p == p && c.r == r {
			do()
		}
	}()
}

// bootTime is how long the device takes to come back, in protocol time.
const bootTime = 2 * time.Second

func (c *CPE) reboot(how restart) {
	c.logf("the device restarts")
	if c.clock.Wait(c.ctx, c.slowStart()) != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if how == restartFactory {
		before := c.p
		c.p = c.factory()
		c.spoilFactory(before)
	}
	c.spoilReset()
	c.spoilRestart()
	c.spoilTransfers()
	if c.listener == nil && c.get("ManagementServer.HTTPConnectionRequestEnable") != "false" {
		c.switchListener(true)
	}
	c.boot()
	c.spoilStart(how)
}
