package cpe

import "slices"

// What faults make of restarts and of the factory state. The caller holds mu.

// spoilFactory does to the state that the device has just got from the factory
// what a fault does; before is the state that it had.
func (c *CPE) spoilFactory(before *persistent) {
	switch {
	case c.faulty("factory-reset-keeps-values"):
		c.p.tree = before.tree
	case c.faulty("factory-reset-no-bootstrap"), c.faulty("reset-button-no-bootstrap") && !c.r.reset:
		c.p.events = nil
	case c.faulty("bootstrap-repeated"):
		c.p.events = append(c.p.events, slices.DeleteFunc(before.events, func(e *event) bool { return e.code != "0 BOOTSTRAP" })...)
	}
}

// spoilDefaults changes the values that the device has from the factory.
func (c *CPE) spoilDefaults(set func(below, v string)) {
	switch {
	case c.faulty("factory-minimum-wait-30"):
		set("ManagementServer.CWMPRetryMinimumWaitInterval", "30")
	case c.faulty("factory-multiplier-1500"):
		set("ManagementServer.CWMPRetryIntervalMultiplier", "1500")
	}
}

// spoilStart has a device that has just started wait for another reason to
// open a session.
func (c *CPE) spoilStart(how restart) {
	switch {
	case how == restartFactory && c.faulty("silent-after-factory-reset"),
		how == restartPower && !c.p.ordered && c.faulty("silent-after-power-up"),
		how == restartPower && c.p.ordered && c.faulty("silent-after-reboot"):
		c.r.want = false
	}
}

// resetsAnyway says that a FactoryReset is carried out although its session failed.
func (c *CPE) resetsAnyway() bool {
	if c.faulty("factory-reset-dropped-on-failure") {
		c.r.reset = false
	}
	return c.r.reset && c.faulty("factory-reset-after-failure")
}

// missSchedule forgets, on a faulty device, what fell due during a session.
func (c *CPE) missSchedule() {
	if !c.faulty("schedule-due-in-session-lost") {
		return
	}
	now := c.clock.Now()
	c.p.schedule = slices.DeleteFunc(c.p.schedule, func(s *scheduled) bool { return !now.Before(s.at) })
}
