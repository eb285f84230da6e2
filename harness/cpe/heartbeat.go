package cpe

import (
	"math"
	"strconv"
	"time"
)

// heartbeat is the event of Annex O. It has a session of its own.
const heartbeat = "14 HEARTBEAT"

// planHeartbeat sets the moment of the next heartbeat by the policy of the ACS;
// InitiationTime sets the phase.
func (c *CPE) planHeartbeat() {
	c.r.beatAt = time.Time{}
	policy := "ManagementServer.HeartbeatPolicy."
	interval, _ := strconv.ParseFloat(c.get(policy+"ReportingInterval"), 64)
	if !c.has("heartbeat") || c.get(policy+"Enable") != "true" || interval < 1 {
		return
	}
	now, base := c.clock.Now(), c.clock.Now()
	if start, err := time.Parse(time.RFC3339, c.get(policy+"InitiationTime")); err == nil && start.Year() > 1 && now.Sub(start) < 1<<60 {
		base = start
	}
	step := time.Duration(interval * float64(time.Second))
	n := math.Floor(float64(now.Sub(base))/float64(step)) + 1
	c.r.beatAt = base.Add(time.Duration(max(n, 0)) * step)
}

// beat raises the event of a heartbeat that is due. A new one is discarded
// while another one has not been delivered (O.2.2, O.2.3).
func (c *CPE) beat() {
	c.planHeartbeat()
	switch {
	case c.faulty("heartbeat-not-sent"):
	case c.faulty("heartbeat-told-as-periodic"):
		c.raise("2 PERIODIC", "")
	case len(c.r.beats) == 0 || c.faulty("heartbeat-repeated"):
		if len(c.r.beats) == 0 {
			c.r.wanted = c.r.want
		}
		c.r.beats = append(c.r.beats, &event{code: heartbeat})
		c.r.want = true
	}
}

// beats says that the next session is that of a heartbeat: unless another
// session is being retried, which goes first (O.2.3).
func (c *CPE) beats() bool {
	return len(c.r.beats) > 0 && (c.r.attempts == 0 || c.r.beatFailed || c.faulty("heartbeat-before-retry"))
}

// endBeat draws the consequences of the end of a session for what had to wait
// for it: the other events after a heartbeat, the heartbeat after the others.
func (c *CPE) endBeat(s *session, err error) {
	c.r.beatFailed = err != nil && s.beat
	switch {
	case c.r.beatFailed && c.faulty("heartbeat-not-retried"):
		c.r.beats = nil
	case err != nil:
	case s.beat:
		c.r.want = c.r.want || c.r.wanted
	case len(c.r.beats) > 0:
		c.r.want = true
	}
}

// cutModel takes out of the data model what a faulty device lacks.
func (c *CPE) cutModel() {
	server := c.model.Root + "ManagementServer."
	switch {
	case c.faulty("heartbeat-policy-incomplete"):
		c.model.Without(server + "HeartbeatPolicy.InitiationTime")
	case c.faulty("retry-parameters-missing"):
		c.model.Without(server + "CWMPRetryMinimumWaitInterval")
		c.model.Without(server + "CWMPRetryIntervalMultiplier")
	case c.faulty("standby-policy-incomplete"):
		c.model.Without(server + "StandbyPolicy.MaxMissedPeriodic")
	}
}
