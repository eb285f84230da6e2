package acs

import (
	"context"
	"errors"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// settle waits until the connections of an ended session are closed or serve
// another session, and closes them when the time is up.
func (sess *Session) settle(bound time.Duration) {
	deadline := time.NewTimer(bound)
	defer deadline.Stop()
	for {
		sess.s.mu.Lock()
		changed := sess.changed
		var open *conn
		for _, c := range sess.conns {
			if !c.gone && c.session == sess {
				open = c
			}
		}
		sess.s.mu.Unlock()
		if open == nil {
			return
		}
		select {
		case <-changed:
		case <-deadline.C:
			sess.s.leftOpen()
			open.hangUp()
			<-open.done
			deadline.Reset(0)
		}
	}
}

// longEnough is closeWait in real time, and not less than floor.
func (s *Server) longEnough() time.Duration {
	return max(s.cfg.Clock.Real(closeWait), floor)
}

// closing is the real time that a CPE has to close its connection. It is much
// shorter once a CPE has let it pass, so that a device with this fault does not
// make each of hundreds of sessions wait.
func (s *Server) closing() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leavesOpen {
		return max(s.cfg.Clock.Real(closeWaitAgain), closeFloorAgain)
	}
	return max(s.cfg.Clock.Real(closeWait), closeFloor)
}

func (s *Server) leftOpen() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leavesOpen = true
}

// WaitClosed waits, for at most bound of protocol time, until the connection
// of the session is closed, and says which end closed first. A request that
// waits for an answer goes on waiting. ErrTimeout if the connection stays
// open, ErrGoesOn if the CPE sends something instead.
func (sess *Session) WaitClosed(ctx context.Context, bound time.Duration) (wire.Party, error) {
	until := time.Now().Add(sess.s.cfg.Clock.Real(bound))
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	sess.s.mu.Lock()
	c, in := sess.conn, sess.waiting
	if until.After(c.hold) {
		c.hold = until
	}
	sess.s.mu.Unlock()
	if in != nil {
		return in.watch(ctx, until)
	}
	for {
		sess.s.mu.Lock()
		gone, changed := c.gone, sess.changed
		goesOn := c.session != sess || sess.waiting != nil
		sess.s.mu.Unlock()
		switch {
		case gone:
			<-c.done
			return c.closedBy(), nil
		case goesOn:
			return "", ErrGoesOn
		}
		select {
		case <-changed:
		case <-timer.C:
			return "", ErrTimeout
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// watch has the goroutine of the connection, which waits for an answer, look
// out for the end of the connection meanwhile.
func (in *Incoming) watch(ctx context.Context, until time.Time) (wire.Party, error) {
	result := make(chan error, 1)
	select {
	case in.cmd <- command{watch: until, result: result}:
	case <-in.conn.done:
		return in.conn.closedBy(), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case err := <-result:
		if err != nil {
			return "", err
		}
		<-in.conn.done
	case <-in.conn.done:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return in.conn.closedBy(), nil
}

// Finish has the session finished calmly, as the standard wants it: requests
// of the CPE are answered, everything else gets an empty response. It returns
// when the CPE has closed the connection or has gone on to another session, and
// ErrTimeout if the CPE left the session in the middle. A connection that the
// CPE leaves open after the session is closed for it after 30 s of protocol
// time, and after 1 s once this has happened; the record tells who closed.
func (sess *Session) Finish(ctx context.Context) error {
	sess.calmly()
	select {
	case <-sess.over:
	case <-ctx.Done():
		return ctx.Err()
	}
	if errors.Is(sess.why, ErrTimeout) {
		return ErrTimeout
	}
	bound := time.NewTimer(sess.s.closing())
	defer bound.Stop()
	for {
		sess.s.mu.Lock()
		c, changed := sess.conn, sess.changed
		open := !c.gone && c.session == sess && !sess.followed
		sess.s.mu.Unlock()
		if !open {
			return nil
		}
		select {
		case <-changed:
		case <-bound.C:
			sess.s.leftOpen()
			c.hangUp()
			<-c.done
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// WaitGone waits, for at most bound of protocol time, until the connection
// that the POST came on is closed, and says which end closed first. It is for
// a connection that the session has left behind; ErrTimeout if it stays open.
func (in *Incoming) WaitGone(ctx context.Context, bound time.Duration) (wire.Party, error) {
	timer := in.conn.s.cfg.Clock.NewTimer(bound)
	defer timer.Stop()
	select {
	case <-in.conn.done:
		return in.conn.closedBy(), nil
	case <-timer.C:
		return "", ErrTimeout
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// comes waits, for at most bound of protocol time, until look finds what is
// waited for. look also returns a channel that is closed when it is worth
// looking again.
func comes(ctx context.Context, c *clock.Clock, bound time.Duration, look func() (there bool, changed <-chan struct{})) bool {
	timer := c.NewTimer(bound)
	defer timer.Stop()
	for {
		there, changed := look()
		if there {
			return true
		}
		select {
		case <-changed:
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}
