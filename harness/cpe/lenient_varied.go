package cpe

import (
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Varieties of the device in what the standard leaves to it: when it begins
// sessions of its own, how long it takes, how it uses HTTP. Nothing is wrong
// with them. The caller of each function holds mu unless it says so.

// The times of slow devices, in protocol time.
const (
	vendorPause   = 17 * time.Second
	slowCall      = 27 * time.Second
	slowBoot      = 45 * time.Second
	slowReboot    = 8 * time.Second
	slowApply     = 20 * time.Second
	redialPause   = 2 * time.Second
	limitedWindow = 30 * time.Second
	noResponse    = 30 * time.Second
)

const vendorEvent = "X 00D09E SIGNAL"

// takesTime lets the time pass that an answer takes; the caller does not hold mu.
func (c *CPE) takesTime() {
	switch {
	case c.has(answersLate):
		c.hesitate(slowAnswer)
	case c.faulty("answers-after-1-second"):
		c.hesitate(1100 * time.Millisecond)
	case c.faulty("answers-after-3-seconds"):
		c.hesitate(3 * time.Second)
	}
}

// vendorsOwn raises the event of the vendor when it is due.
func (c *CPE) vendorsOwn(now time.Time) {
	if !c.faulty("vendor-sessions") {
		return
	}
	if c.r.vendorAt.IsZero() {
		c.r.vendorAt = now.Add(vendorPause)
	}
	if !now.Before(c.r.vendorAt) {
		c.r.vendorAt = now.Add(vendorPause)
		c.raise(vendorEvent, "")
	}
}

// apart says that the device tells unrelated events in a session each.
func (c *CPE) apart() bool {
	return c.faulty("unrelated-events-apart") || c.faulty("called-session-second")
}

// vendorsFirst has an event of the vendor go before those of which none was
// tried yet; one that was may not be left out of the next attempt (3.7.1.5).
func (c *CPE) vendorsFirst(events []*event) []*event {
	i := slices.IndexFunc(events, func(e *event) bool { return e.code == vendorEvent })
	if i < 1 || c.p.retryCount > 0 || !c.faulty("called-session-second") {
		return events
	}
	return append([]*event{events[i]}, slices.Delete(slices.Clone(events), i, i+1)...)
}

// forgetVendors drops the event of the vendor, whatever became of its session:
// Table 8 leaves it to the vendor whether it is sent again.
func (c *CPE) forgetVendors(s *session) {
	c.drop(func(e *event) bool { return e.code == vendorEvent && containsEvent(s.events, e) })
}

// delayed is when a delay that begins now is over.
func (c *CPE) delayed(delay time.Duration) time.Time {
	now := c.clock.Now()
	if c.faulty("whole-seconds") {
		now = now.Truncate(time.Second)
	}
	return now.Add(delay)
}

// waitsOut has a device that was hung up on wait as long as for a response
// before it takes the session for failed (3.4.2). The caller does not hold mu.
func (h *client) waitsOut(err error) {
	if h.session != nil && !errors.Is(err, wire.ErrTimeout) && h.c.faulty("hang-up-waited-out") {
		h.c.hesitate(noResponse)
	}
}

// preferInt answers a challenge that offers qop auth-int by that.
func preferInt(s *session, r *request) {
	if s == nil || s.http.challenge == nil || !strings.Contains(s.http.challenge.QOP, "auth-int") {
		return
	}
	for i, f := range r.Fields {
		a, err := httpauth.ParseAuthorization(f.Value)
		if f.Name != "Authorization" || err != nil || a.Scheme != "Digest" {
			continue
		}
		sum := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
		ha1 := sum(s.http.user + ":" + s.http.challenge.Realm + ":" + s.http.pass)
		ha2 := sum(r.Method + ":" + r.Target + ":" + sum(string(r.Body)))
		digest := sum(strings.Join([]string{ha1, a.Nonce, a.NC, a.CNonce, "auth-int", ha2}, ":"))
		value := strings.Replace(f.Value, "qop=auth", "qop=auth-int", 1)
		r.Fields[i].Value = strings.Replace(value, a.Response, digest, 1)
	}
}

// processesChange replaces the oldest process by a new one.
func (c *CPE) processesChange() {
	table := c.p.tree.Find(c.name("DeviceInfo.ProcessStatus.Process."))
	if table == nil || len(table.Children) == 0 || !c.faulty("processes-come-and-go") {
		return
	}
	c.p.tree.Delete(table.Children[0])
	c.p.tree.AddBeyond(table)
}

// slowStart is how long a restart takes.
func (c *CPE) slowStart() time.Duration {
	if c.faulty("boot-45-seconds") {
		return slowBoot
	}
	return bootTime
}

// linkDown says that the link is not up yet when a device that has just started
// opens its first session. The caller does not hold mu.
func (c *CPE) linkDown(s *session) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s == nil || c.r.linked || !c.faulty("link-up-after-start") {
		return false
	}
	c.r.linked = true
	return true
}

// redial tries a connection again that was refused, as long as the device waits
// for one. The caller does not hold mu.
func (h *client) redial(ctx context.Context, address string) (net.Conn, error) {
	if h.c.linkDown(h.session) {
		return nil, errors.New("the link is not up yet")
	}
	for {
		raw, err := h.c.cfg.Network.Dial(ctx, address)
		if err == nil || !h.c.faulty("connects-for-45-seconds") {
			return raw, err
		}
		if h.c.clock.Wait(ctx, redialPause) != nil {
			return nil, err
		}
	}
}

// calledLate plans the session of a Connection Request for later.
func (c *CPE) calledLate() bool {
	switch {
	case c.faulty("called-session-after-27-seconds"):
		if c.r.callAt.IsZero() {
			c.r.callAt = c.clock.Now().Add(slowCall)
		}
		return true
	case c.faulty("called-session-second"):
		c.raise(vendorEvent, "")
	}
	return false
}

// overLimit says that a limit of three Connection Requests in half a minute is passed.
func (c *CPE) overLimit() bool {
	if !c.faulty("connection-request-limit-three") {
		return false
	}
	now := c.clock.Now()
	c.r.crTimes = slices.DeleteFunc(c.r.crTimes, func(t time.Time) bool { return now.Sub(t) >= limitedWindow })
	return len(c.r.crTimes) >= 3
}

// remembered is the challenge with which a session begins, with the count of
// the requests that answered it.
func (c *CPE) remembered() (*httpauth.Challenge, int) {
	if !c.faulty("nonce-outlives-session") {
		return nil, 0
	}
	return c.r.challenge, c.r.nc
}

// remember keeps the challenge of a session.
func (c *CPE) remember(h *client) {
	if h != nil {
		c.r.challenge, c.r.nc = h.challenge, h.nc
	}
}

var (
	_ = mutate("expects-continue", mutation{HTTP: func(s *session, r *request) {
		if len(r.Body) > 0 {
			r.set("Expect", "100-continue")
		}
	}})
	_ = mutate("digest-auth-int-preferred", mutation{HTTP: preferInt})
	_ = mutate("redirect-new-id", mutation{HTTP: func(s *session, r *request) {
		if s != nil && s.http.redirected && r.Name == "Inform" {
			r.Body = []byte(strings.Replace(string(r.Body), ">cpe-1<", ">cpe-1-again<", 1))
			r.set("Content-Length", strconv.Itoa(len(r.Body)))
		}
	}})
)
