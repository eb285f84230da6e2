package acs

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// Claim is the right to script the sessions of the device under test.
type Claim struct {
	// IDPrefix begins the cwmp:ID of the requests that Session.Envelope makes;
	// it is the tag unless changed before the first session.
	IDPrefix string

	s        *Server
	tag      string
	queue    chan *Session // not yet taken by Next
	sessions []*Session    // all of the claim; guarded by s.mu
	keepsOld bool          // see KeepOld; guarded by s.mu
	over     atomic.Bool   // Release is done: nothing is recorded under the tag any more
	released chan struct{}
}

// Claim hands the sessions of the device under test that begin from now on to
// the caller, and records them under the tag, until Release. There is one
// claim at a time; a second one panics.
func (s *Server) Claim(tag string) *Claim {
	c := &Claim{IDPrefix: tag, s: s, tag: tag, queue: make(chan *Session, maxConns), released: make(chan struct{})}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claim != nil {
		panic(fmt.Sprintf("acs: claim %q while %q holds the device", tag, s.claim.tag))
	}
	s.claim = c
	return c
}

// KeepOld has a session of the claim stay open when the device begins another
// one while the first one's connection still stands. Without it the first one
// is over then, since a CPE has no more than one session at a time (3.7).
func (c *Claim) KeepOld() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.keepsOld = true
}

// scripts says that sessions are handed to a script: not without a claim, and
// not those of other devices.
func (c *Claim) scripts() bool { return c != nil && c != c.s.strangers }

// tagNow is the tag to record under; a nil claim has the empty one.
func (c *Claim) tagNow() string {
	if c == nil || c.over.Load() {
		return ""
	}
	return c.tag
}

// Next waits for the next session, for at most bound of protocol time
// (ErrTimeout). Its Inform waits for an answer. A session that ended before it
// was taken is returned all the same.
func (c *Claim) Next(ctx context.Context, bound time.Duration) (*Session, error) {
	timer := c.s.cfg.Clock.NewTimer(bound)
	defer timer.Stop()
	select {
	case sess := <-c.queue:
		return sess, nil
	default:
	}
	select {
	case sess := <-c.queue:
		return sess, nil
	case <-timer.C:
		return nil, ErrTimeout
	case <-c.released:
		return nil, ErrEnded
	case <-c.s.done:
		return nil, ErrEnded
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Release gives the device back. Sessions still open are finished calmly;
// Release returns once they are over and their connections closed, and closes
// those itself that the CPE leaves open for more than 30 s of protocol time.
func (c *Claim) Release() {
	s := c.s
	s.mu.Lock()
	if s.claim != c {
		s.mu.Unlock()
		<-c.released
		return
	}
	s.claim = nil
	sessions := c.sessions
	s.mu.Unlock()
	for _, sess := range sessions {
		sess.calmly()
	}
	for _, sess := range sessions {
		<-sess.over
		sess.settle(s.closing())
	}
	c.over.Store(true)
	close(c.released)
}
