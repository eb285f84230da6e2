package acs

import (
	"bytes"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// routed is where a POST goes: to a session, or to an answer of the server itself.
type routed struct {
	session       *Session
	newConnection bool
	answer        Answer
	owner         *Claim         // in whose record it goes
	key           string         // of its session in the record
	env           *cwmp.Envelope // nil if the way was found without it
}

// route finds the session of a POST, or begins one.
func (s *Server) route(c *conn, m *wire.Message) (r routed) {
	s.mu.Lock()
	sess := s.find(c, m)
	s.mu.Unlock()
	var env *cwmp.Envelope
	// The envelope decides only where there is no session yet, or a new one may begin.
	if len(m.Body) > 0 && (sess == nil || bytes.Contains(m.Body, []byte("Inform")) || m.Has("Content-Encoding")) {
		env = decode(m)
	}
	defer func() { r.env = env }()
	var inform *cwmp.Inform
	if env != nil && env.Kind == cwmp.Request {
		inform, _ = env.Body.(*cwmp.Inform)
	}
	if inform != nil {
		return s.opening(c, m, env, inform, sess)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if sess == nil || sess.isOver {
		sess = s.orphan(c.remote)
	}
	if sess == nil {
		owner, _ := c.stranger()
		c.owner = owner
		return routed{answer: plain(400, "", "There is no session for this request.\n", false), owner: owner}
	}
	return s.into(c, sess)
}

// into hands a POST to a session; the caller holds mu.
func (s *Server) into(c *conn, sess *Session) routed {
	r := routed{owner: sess.claim, key: sess.key}
	c.owner = sess.claim
	if sess.waiting != nil || sess.busy {
		r.answer = plain(400, "", "Another request of this session waits for its answer.\n", false)
		return r
	}
	sess.busy, sess.turned = true, false
	if sess.grace != nil {
		sess.grace.Stop()
		sess.grace = nil
	}
	if c.session != sess {
		if old := c.session; old != nil {
			old.notify()
		}
		c.session = sess
		sess.conns = append(sess.conns, c)
		r.newConnection = true
	}
	sess.conn, r.session = c, sess
	return r
}

// find looks for the open session by cookie, else by connection; the caller holds mu.
func (s *Server) find(c *conn, m *wire.Message) *Session {
	if s.faulty("acs-session-by-address") {
		return s.latest(c.remote)
	}
	for _, value := range cookies(m) {
		if s.faulty("acs-session-by-connection") {
			break
		}
		if sess := s.sessions[value]; sess != nil {
			return sess
		}
	}
	if c.session != nil && !c.session.isOver {
		return c.session
	}
	return nil
}

// latest is the open session that was last opened from a host.
func (s *Server) latest(remote string) *Session {
	var found *Session
	for _, sess := range s.sessions {
		if sess.remote == remote && (found == nil || sess.n > found.n) {
			found = sess
		}
	}
	return found
}

// orphan finds the session of a CPE that came over a new connection without
// its cookie: the only one open from that host whose connection is closed or
// that was redirected. Rules find the defect; the session has to go on for
// that. The caller holds mu.
func (s *Server) orphan(remote string) *Session {
	var found *Session
	if s.cfg.Strict {
		return nil
	}
	for _, sess := range s.sessions {
		if sess.remote != remote || !sess.conn.gone && !sess.resend && !sess.closing {
			continue
		}
		if found != nil {
			return nil
		}
		found = sess
	}
	return found
}

// opening serves an Inform: a new session of its device, unless it was asked
// for again by a challenge of the script, a redirect or fault 8005.
func (s *Server) opening(c *conn, m *wire.Message, env *cwmp.Envelope, inform *cwmp.Inform, sess *Session) routed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return routed{answer: plain(503, "", "", true)}
	}
	device := deviceKey(inform.DeviceId)
	if sess == nil || deviceKey(sess.device) != device {
		sess = s.of(device)
	}
	if sess != nil && sess.comesAgain(c, m, inform) {
		s.remember(inform) // of a device that starts anew instead, the listener may have moved
		return s.into(c, sess)
	}
	owner := s.owner(inform)
	v := s.auth.check(m, c.n)
	// A session whose challenge was given before the claim is not the claim's:
	// the case would see half of it.
	if owner.scripts() && (v.challenged && v.owner != owner || c.challenged && c.owner != owner) {
		owner = nil
	}
	c.owner = owner
	if s.faulty("acs-session-lingers") && time.Since(s.ended[device]) < s.cfg.Clock.Real(time.Second) {
		return routed{answer: plain(503, "", "", true), owner: owner}
	}
	key, retried := s.pending[device]
	if !retried || !m.Has("Authorization") {
		key = httpauth.Nonce()
	}
	if !v.ok {
		s.pending[device] = key
		if len(s.pending) > maxNonces {
			clear(s.pending)
		}
		c.challenged = true
		return routed{answer: s.challenge(c, v), owner: owner, key: key}
	}
	delete(s.pending, device)
	c.challenged = false
	if old := s.of(device); old != nil && !(owner != nil && owner.keepsOld && !old.conn.gone) {
		s.end(old, ErrEnded)
	}
	sess = s.begin(c, env, inform, owner, key)
	sess.asked = retried && m.Has("Authorization")
	return s.into(c, sess)
}

// comesAgain tells an Inform sent again in its session from that of a new
// attempt. An attempt counts up; one that fails to do so shows by its new
// connection, to which only a challenge or a redirect leads: and the request
// that a challenge leads to has credentials, and the one that fault 8005 asks
// for is the same to the byte. The caller holds mu.
func (sess *Session) comesAgain(c *conn, m *wire.Message, inform *cwmp.Inform) bool {
	if sess.isOver || !sess.resend || inform.RetryCount != sess.inform.RetryCount {
		return false
	}
	return c == sess.conn || sess.redirect || !sess.retryRequest && m.Has("Authorization") ||
		sess.retryRequest && bytes.Equal(m.Body, sess.first.Req.Body)
}

func (s *Server) of(device string) *Session {
	for _, sess := range s.sessions {
		if deviceKey(sess.device) == device {
			return sess
		}
	}
	return nil
}

func (s *Server) challenge(c *conn, v verdict) Answer {
	value, closes := s.auth.challenge(c.n, c.owner, v.stale)
	a := Answer{Status: 401, Close: closes}
	if value != "" {
		a.Fields = []wire.Field{{Name: "WWW-Authenticate", Value: value}}
	}
	if v.why != "no credentials" {
		s.event("credentials from %s refused: %s", c.remote, v.why)
	}
	return a
}

// begin makes a session; the caller holds mu.
func (s *Server) begin(c *conn, env *cwmp.Envelope, inform *cwmp.Inform, owner *Claim, key string) *Session {
	s.begun++
	sess := &Session{s: s, n: s.begun, claim: owner, key: key, cookie: httpauth.Nonce(), device: inform.DeviceId,
		inform: inform, env: env, remote: c.remote, timeout: s.timeout,
		over: make(chan struct{}), calm: make(chan struct{}), changed: make(chan struct{})}
	// SessionTimeout is what the ACS should wait (Table 4); an absurd one is bounded.
	if t := env.Header.SessionTimeout; t != nil {
		sess.timeout = max(sess.timeout, s.cfg.Clock.Real(seconds(min(*t, 3600))))
	}
	if s.faulty("acs-patience-20") {
		sess.timeout = s.cfg.Clock.Real(20 * time.Second)
	}
	s.sessions[sess.cookie] = sess
	s.provision(inform)
	s.remember(inform)
	s.age(sess)
	if owner.scripts() {
		for _, before := range owner.sessions {
			if deviceKey(before.device) == deviceKey(sess.device) && !before.followed {
				before.followed = true
				before.notify()
			}
		}
		owner.sessions = append(owner.sessions, sess)
	} else {
		sess.isCalm = true
		close(sess.calm)
	}
	d := inform.DeviceId
	s.event("device %s-%s-%s opened a session: %s", d.OUI, d.ProductClass, d.SerialNumber, events(inform))
	return sess
}

// arrive makes a POST wait for its answer, and tells the script.
func (sess *Session) arrive(in *Incoming) {
	s := sess.s
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh := sess.first == nil
	if fresh {
		sess.first = in.Exchange
	}
	if sess.isOver {
		return
	}
	sess.waiting = in
	sess.notify()
	if fresh && sess.claim.scripts() {
		select {
		case sess.claim.queue <- sess:
		default: // a flood of sessions that no script takes
			sess.isCalm = true
			close(sess.calm)
		}
	}
}
