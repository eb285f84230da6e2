package cpe

import (
	"errors"
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// What faults make of the events of Table 8 and of reboots.

// forgetRetries is what an event does to the count of a broken device.
func (c *CPE) forgetRetries() {
	if c.faulty("retry-count-reset-by-event") {
		c.p.retryCount = 0
	}
}

// misraise changes an event that is about to be raised; false drops it.
func (c *CPE) misraise(e *event) bool {
	c.forgetRetries()
	undelivered := slices.ContainsFunc(c.p.events, func(old *event) bool { return old.code == e.code })
	switch e.code {
	case "1 BOOT":
		if c.faulty("bootstrap-on-every-boot") {
			c.raise("0 BOOTSTRAP", "")
		}
		return !(c.faulty("boot-missing-after-reboot") && c.p.ordered || c.faulty("boot-missing-after-power-loss") && !c.p.ordered)
	case "2 PERIODIC":
		return !c.faulty("periodic-not-told")
	case "3 SCHEDULED":
		if c.faulty("schedule-told-as-periodic") {
			e.code = "2 PERIODIC"
		}
	case "M ScheduleInform":
		switch {
		case c.faulty("m-event-merged") && undelivered:
			return false
		case c.faulty("m-event-replaced"):
			c.drop(func(old *event) bool { return old.code == e.code })
		case c.faulty("schedule-key-lost"):
			e.key = ""
		case c.faulty("schedule-told-as-periodic"):
			return false
		}
	}
	return true
}

// repeats says that a Single event is listed beside an undelivered one.
func (c *CPE) repeats(e *event) bool {
	return e.code == "2 PERIODIC" && c.faulty("periodic-repeated") || e.code == "7 TRANSFER COMPLETE" && c.faulty("transfer-event-seven-twice") || e.code == "3 SCHEDULED" && c.faulty("scheduled-repeated") ||
		e.code == diagnosticsComplete && c.faulty("diagnostics-event-repeated") ||
		e.code == "1 BOOT" && (c.faulty("boot-repeated") || c.faulty("boot-for-each-call"))
}

// reportable are the events for the next Inform.
func (c *CPE) reportable() []*event {
	tried := func(e *event) bool { return containsEvent(c.r.tried, e) }
	switch {
	case c.faulty("retry-without-new-events") && len(c.r.tried) > 0:
		return slices.DeleteFunc(slices.Clone(c.p.events), func(e *event) bool { return !tried(e) })
	case c.faulty("events-skip-an-attempt") && c.r.attempts == 2:
		return slices.DeleteFunc(slices.Clone(c.p.events), tried)
	}
	return c.p.events
}

// lostOnFailure names, by fault, the events that a session loses when it fails.
var lostOnFailure = map[string][]string{
	"bootstrap-not-retried": {"0 BOOTSTRAP"},
	"boot-not-retried":      {"1 BOOT"},
	"periodic-not-retried":  {"2 PERIODIC"},

	"diagnostics-not-retried": {diagnosticsComplete},
}

// lostOnRestart names, by fault, the events of failed sessions that a restart loses.
var lostOnRestart = map[string][]string{
	"m-reboot-lost-on-restart":  {"M Reboot"},
	"periodic-lost-on-restart":  {"2 PERIODIC"},
	"scheduled-lost-on-restart": {"3 SCHEDULED", "M ScheduleInform"},
	"bootstrap-lost-on-restart": {"0 BOOTSTRAP"},
}

// mishandleFailure does to the events of a session that failed what a fault does.
func (c *CPE) mishandleFailure(s *session) {
	c.drop(func(e *event) bool {
		return containsEvent(s.events, e) && slices.Contains(lostOnFailure[c.cfg.Fault], e.code)
	})
	c.r.tried = slices.DeleteFunc(slices.Clone(c.p.events), func(e *event) bool { return !containsEvent(s.events, e) && !containsEvent(c.r.tried, e) })
	if c.faulty("retry-count-stays-1") {
		c.p.retryCount = 1
	}
}

// forgetEvents is what a restart makes lost.
func (c *CPE) forgetEvents() {
	if c.r == nil {
		return
	}
	c.p.ordered = len(c.r.reboots) > 0
	c.drop(func(e *event) bool {
		return containsEvent(c.r.tried, e) && slices.Contains(lostOnRestart[c.cfg.Fault], e.code)
	})
	if c.faulty("schedule-lost-on-restart") {
		c.p.schedule = nil
	}
}

// confirmedOnce has an event stay for the next Inform when it is first confirmed.
func (c *CPE) confirmedOnce(e *event) bool {
	if !c.faulty("events-cleared-one-session-late") || containsEvent(c.r.confirmed, e) {
		return false
	}
	c.r.confirmed = append(c.r.confirmed, e)
	return true
}

// raiseReboots raises M Reboot for the calls of the session that has ended.
func (c *CPE) raiseReboots() {
	keys := c.r.reboots
	if c.faulty("reboot-for-each-call") {
		c.p.rebootsDue = len(keys) - 1
	}
	if c.faulty("m-reboot-once") {
		keys = keys[:1]
	}
	for i, key := range keys {
		if i > 0 && c.faulty("boot-for-each-call") {
			c.p.events = append(c.p.events, &event{code: "1 BOOT"})
		}
		switch {
		case c.faulty("reboot-event-missing"):
		case c.faulty("m-reboot-key-lost"):
			c.raise("M Reboot", "")
		default:
			c.raise("M Reboot", key)
		}
	}
}

// restartEarly restarts the device in the middle of the session in which it
// was told to.
func (s *session) restartEarly(in *cwmp.Envelope) error {
	c := s.c
	c.mu.Lock()
	defer c.mu.Unlock()
	m, isReboot := in.Body.(*cwmp.Reboot)
	switch {
	case isReboot && c.faulty("reboot-without-response"):
		c.r.reboots = append(c.r.reboots, m.CommandKey)
	case len(c.r.reboots) > 0 && !isReboot && c.faulty("reboot-within-session"):
	case c.r.applying && c.faulty("reboot-to-apply-within-session"):
	case c.r.reset && c.faulty("factory-reset-within-session"):
		c.r.restart = restartFactory
		return errors.New("the device resets itself")
	default:
		return nil
	}
	c.raiseReboots()
	c.r.restart = restartPower
	return errors.New("the device restarts")
}

// rebootsAgain has the device restart once more for another Reboot call.
func (c *CPE) rebootsAgain() bool {
	if c.p.rebootsDue == 0 {
		return false
	}
	c.p.rebootsDue--
	return true
}

// shiftPeriodic begins the interval of periodic Informs anew when a scheduled
// one falls due, by a fault.
func (c *CPE) shiftPeriodic() {
	if c.faulty("schedule-shifts-periodic") && !c.r.periodicAt.IsZero() {
		c.p.phase = c.clock.Now()
		c.planPeriodic()
	}
}

// updates says that a ScheduleInform with the CommandKey of a queued one only
// moves that one (A.4.1.2).
func (c *CPE) updates(s *scheduled) bool {
	if s.key == "" {
		return c.faulty("schedule-empty-keys-merged")
	}
	return !c.faulty("schedule-update-queued")
}

// misplan does to the Informs that are scheduled, the last one being new, what
// a fault does.
func (c *CPE) misplan() {
	list := c.p.schedule
	added := list[len(list)-1]
	switch {
	case c.faulty("schedule-replaced"):
		c.p.schedule = list[len(list)-1:]
	case c.faulty("schedule-delay-ignored"):
		added.at = c.clock.Now()
	case c.faulty("schedule-in-turn") && len(list) > 1 && list[len(list)-2].at.After(added.at):
		added.at = list[len(list)-2].at.Add(time.Second)
	}
}
