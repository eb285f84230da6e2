package cpe

import (
	"bytes"
	"errors"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Ill is a way of a device to behave badly in time. A run against it has to end
// with a complete report.
type Ill struct {
	Trait
	Allowed bool // by the standard, so that nothing may be found
}

// Unruly lists what Config.Traits can name besides Traits.
func Unruly() []Ill {
	return []Ill{
		{Trait{answersLate, "each answer to the ACS takes 20 seconds"}, true},
		{Trait{dropsConnections, "each third connection to the ACS is lost after the first request on it"}, false},
		{Trait{answersHuge, "an answer with more than a hundred values is 15 megabytes long"}, true},
		{Trait{endlessSessions, "a session goes on with empty POSTs for ever"}, false},
		{Trait{floods, "a session begins a third of a second after the last one"}, false},
	}
}

const (
	answersLate      = "answers-late"
	dropsConnections = "drops-connections"
	answersHuge      = "answers-15-megabytes"
	endlessSessions  = "sessions-without-end"
	floods           = "sessions-in-a-flood"
)

// The pauses of unruly devices, in protocol time.
const (
	slowAnswer = 20 * time.Second
	emptyPause = 200 * time.Millisecond
	floodPause = 300 * time.Millisecond
)

// loses says that the connection that a request was just sent on is lost.
func (h *client) loses() error {
	c := h.c
	if !c.has(dropsConnections) || h.session == nil || h.requests > 1 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dials++; c.dials%3 != 0 {
		return nil
	}
	return errors.New("the connection is lost")
}

// swell makes an envelope with many values 15 megabytes long.
func (s *session) swell(body any, b []byte) []byte {
	m, ok := body.(*cwmp.GetParameterValuesResponse)
	if !ok || !s.c.has(answersHuge) || len(m.ParameterList) <= 100 {
		return b
	}
	comment := append(append([]byte("<!--"), bytes.Repeat([]byte(" padding"), 15<<20/8)...), "-->"...)
	return bytes.Replace(b, []byte("<soapenv:Body>"), append(comment, "<soapenv:Body>"...), 1)
}

// flood plans the next session of a device that never stops; the caller holds mu.
func (c *CPE) flood() {
	if c.has(floods) {
		c.r.floodAt = c.clock.Now().Add(floodPause)
	}
}
