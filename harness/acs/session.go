package acs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"sync/atomic"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// reconnect is how long, in protocol time, the session of a CPE stays open
// that closes its connection in the middle of it. The CPE must not do so
// (3.4.2), but one that goes on over a new connection is served nevertheless.
const reconnect = 2 * time.Second

// Session is one CWMP session, from the accepted Inform on. One goroutine
// scripts it.
type Session struct {
	s       *Server
	claim   *Claim
	key     string // in the record
	n       int    // sessions are numbered as they begin
	cookie  string
	device  cwmp.DeviceIdStruct
	inform  *cwmp.Inform
	env     *cwmp.Envelope
	first   *transcript.Exchange
	remote  string
	timeout time.Duration          // real
	ids     int                    // requests made by Envelope; used by the script only
	called  bool                   // a faulty ACS made the call that nobody ordered
	talked  bool                   // the CPE called a method besides Inform
	asking  string                 // the method last called by ownTurn; used by the answering goroutine only
	asked   bool                   // its credentials answer a challenge of this session
	older   atomic.Pointer[string] // namespace of the older ACS that is played, see Play

	over chan struct{}
	calm chan struct{}
	why  error // why it is over; set before over is closed

	// Guarded by Server.mu.
	conns        []*conn
	conn         *conn     // of the last POST
	waiting      *Incoming // waits for an answer
	calmed       []*Incoming
	changed      chan struct{}
	busy         bool // a POST is on its way through route, serve and give
	isCalm       bool
	isOver       bool
	cookieSent   bool
	resend       bool // the last answer has the CPE send the same again: 401, a redirect or fault 8005
	redirect     bool // the last answer was a redirect
	retryRequest bool // the last answer was fault 8005
	complete     bool // the last answer ended the session: empty, an error, or a fatal one
	failed       bool // the last answer ended it without success
	followed     bool // the CPE has begun another session since
	turned       bool // the handshake at the place of the redirect failed
	closing      bool // the connection ends with the last answer: one side asked for it
	holding      bool // the last answer has HoldRequests true
	held         bool // the last empty POST came while it was so: the CPE may have requests yet (3.7.2.4)
	grace        *time.Timer
}

// Incoming is a POST of the CPE.
type Incoming struct {
	Exchange      *transcript.Exchange // its request side
	Env           *cwmp.Envelope       // nil if the body is empty
	Empty         bool
	Conn          int  // number of the connection in the record
	NewConnection bool // the first POST of the session on this connection

	conn *conn
	open *transcript.Open
	cmd  chan command
}

// command is what a script orders about a POST that waits: an answer, or to
// watch the connection until a moment.
type command struct {
	answer *Answer
	watch  time.Time
	result chan error
}

// Inform is the Inform that opened the session.
func (sess *Session) Inform() *cwmp.Inform { return sess.inform }

// InformEnvelope is the envelope of that Inform.
func (sess *Session) InformEnvelope() *cwmp.Envelope { return sess.env }

// InformExchange is the exchange of that Inform, its request side.
func (sess *Session) InformExchange() *transcript.Exchange { return sess.first }

// Challenged says that the credentials of the Inform came upon a challenge, not
// of the CPE's own accord.
func (sess *Session) Challenged() bool { return sess.asked }

// Waiting is the POST that waits for an answer; nil if there is none.
func (sess *Session) Waiting() *Incoming {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	return sess.waiting
}

// Calmed is what the CPE sent that was answered calmly: all since Finish, or
// since the claim was released.
func (sess *Session) Calmed() []*Incoming {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	return slices.Clone(sess.calmed)
}

// ended tells whether the session is over; the caller holds mu.
func (sess *Session) ended() bool { return sess.isOver }

// notify wakes those who wait for a change; the caller holds mu.
func (sess *Session) notify() {
	close(sess.changed)
	sess.changed = make(chan struct{})
}

// end ends a session; the caller holds mu.
func (s *Server) end(sess *Session, why error) {
	if sess.isOver {
		return
	}
	sess.isOver, sess.why, sess.waiting = true, why, nil
	if sess.grace != nil {
		sess.grace.Stop()
	}
	delete(s.sessions, sess.cookie)
	if sess.talked && s.faulty("acs-session-lingers") {
		s.ended[deviceKey(sess.device)] = time.Now()
	}
	close(sess.over)
	sess.notify()
}

func (sess *Session) calmly() {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	if !sess.isCalm {
		sess.isCalm = true
		close(sess.calm)
	}
}

// lost is told that a connection of the session is closed; the caller holds mu.
func (sess *Session) lost(c *conn, by wire.Party) {
	defer sess.notify()
	if sess.isOver || sess.conn != c {
		return
	}
	switch {
	case sess.complete && !sess.failed && !sess.isCalm && (c.unkept || len(sess.conns) > 1):
		// A CPE that closes after each message may still see the session as open.
		sess.reconnects()
	case sess.complete:
		sess.s.end(sess, ErrEnded)
	case sess.turned:
		sess.reconnects()
	case sess.closing || sess.resend: // the CPE is to come again
		sess.endAfter(sess.timeout, ErrTimeout)
	case by == wire.ACS:
		sess.s.end(sess, ErrTimeout)
	default:
		sess.reconnects()
	}
}

// reconnects leaves a moment for the next POST to come on another connection.
func (sess *Session) reconnects() {
	sess.endAfter(max(sess.s.cfg.Clock.Real(reconnect), 250*time.Millisecond), ErrEnded)
}

func (sess *Session) endAfter(d time.Duration, why error) {
	if sess.grace != nil {
		sess.grace.Stop()
	}
	in := sess.conn
	var t *time.Timer
	t = time.AfterFunc(d, func() {
		sess.s.mu.Lock()
		defer sess.s.mu.Unlock()
		if sess.grace == t && sess.conn == in {
			sess.s.end(sess, why)
		}
	})
	sess.grace = t
}

// Answer answers the POST that waits and then waits for the next one of the
// session. ErrEnded: the session is over, because the CPE closed or began
// another one, or because the answer was to hang up. ErrTimeout: the CPE let
// the session timeout pass.
func (sess *Session) Answer(ctx context.Context, a Answer) (*Incoming, error) {
	in := sess.Waiting()
	if in == nil {
		return nil, ErrEnded
	}
	select {
	case in.cmd <- command{answer: &a}:
	case <-sess.over:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		sess.s.mu.Lock()
		now, over, changed := sess.waiting, sess.isOver, sess.changed
		sess.s.mu.Unlock()
		switch {
		case over:
			return nil, sess.why
		case now != nil && now != in:
			return now, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// serve takes a POST through its answer; false: close the connection. It runs
// in the goroutine of the connection.
func (sess *Session) serve(in *Incoming) bool {
	for {
		var cmd command
		select {
		case <-sess.calm:
			a := sess.calmAnswer(in)
			cmd.answer = &a
			sess.s.mu.Lock()
			sess.calmed = append(sess.calmed, in)
			sess.s.mu.Unlock()
		case <-sess.over:
			a := plain(400, "Bad Request", "The session has ended.\n", true)
			return in.conn.write(in.open, a, "") && false
		case <-sess.s.done:
			in.open.Finish(nil, "left the request unanswered")
			return false
		case cmd = <-in.cmd:
		}
		if cmd.answer != nil {
			return sess.give(in, *cmd.answer)
		}
		closed, err := in.conn.wc.WaitClose(cmd.watch)
		switch {
		case closed:
			sess.s.mu.Lock()
			sess.s.end(sess, ErrEnded)
			sess.s.mu.Unlock()
			in.open.Finish(nil, "left the request unanswered")
			cmd.result <- nil
			return false
		case err == nil:
			cmd.result <- ErrGoesOn
		case errors.Is(err, wire.ErrTimeout):
			cmd.result <- ErrTimeout
		default:
			cmd.result <- err
		}
	}
}

// give carries out an answer.
func (sess *Session) give(in *Incoming, a Answer) bool {
	sess.s.mu.Lock()
	if a.HangUp || a.Reset {
		sess.s.end(sess, ErrEnded)
		sess.s.mu.Unlock()
		in.open.Finish(nil, orElse(a.Intent, "left the request unanswered"))
		if a.Reset {
			in.conn.reset()
		}
		return false
	}
	if in.Env != nil && in.Env.Kind == cwmp.Request && in.Env.Method != "Inform" {
		sess.talked = true
	}
	if in.Empty {
		sess.held = sess.holding
	}
	sess.holding = holdRequests.Match(a.Body)
	a = sess.dress(a)
	a.Close = a.Close || sess.s.has("unkept")
	status := a.status()
	sess.waiting, sess.busy = nil, false
	sess.redirect = status/100 == 3
	sess.retryRequest = retryRequest.Match(a.Body)
	sess.resend = status == 401 || sess.redirect || sess.retryRequest
	sess.failed = status >= 400 && status != 401 || a.Fatal
	sess.complete = len(a.Body) == 0 && status/100 == 2 || sess.failed
	sess.closing = a.Close || in.conn.unkept
	if status == 400 && sess.s.faulty("acs-session-survives-400") {
		sess.complete, sess.failed = false, false
	}
	if sess.isCalm && sess.complete && !(sess.held && !sess.failed) {
		sess.s.end(sess, ErrEnded)
	}
	sess.s.mu.Unlock()
	return in.conn.write(in.open, a, a.Intent) && !a.Close
}

// retryRequest finds fault 8005, upon which the same request comes again (3.7.1.6).
var retryRequest = regexp.MustCompile(`<FaultCode>\s*8005\s*</FaultCode>`)

// holdRequests finds a HoldRequests header that is true.
var holdRequests = regexp.MustCompile(`HoldRequests[^>]*>\s*(1|true)\s*<`)

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
