package acs

import (
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// conn is one connection. Its goroutine reads a request, finds the answer and
// writes it. Fields below the line are guarded by Server.mu.
type conn struct {
	s      *Server
	place  *Place   // nil for the listeners of the server itself
	raw    net.Conn // below TLS
	secure bool     // TLS is on it
	wc     *wire.Conn
	n      int
	remote string // host of the peer
	done   chan struct{}
	late   bool // nothing came in time; used by the connection's goroutine only

	session *Session  // the last one served
	owner   *Claim    // of the last exchange
	hold    time.Time // do not give up reading before, whatever the timeout
	gone    bool
	unkept  bool // the last request asked for the end of the connection
	// challenged: the last response was a challenge of the server, given while owner held the claim.
	challenged bool
}

func (c *conn) serve() {
	defer c.s.wg.Done()
	note := c.open()
	if note == "" {
		for c.next() {
		}
	}
	c.close(note)
}

// open does the TLS handshake, if there is to be one, and taps the connection.
func (c *conn) open() (note string) {
	up := c.raw
	switch {
	case c.place != nil:
		up, note = c.place.open(c)
	case c.s.cfg.TLS != nil:
		up, note = c.handshake(c.raw, c.s.cfg.TLS)
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.wc = wire.NewConn(up, wire.Options{Origin: c.s.cfg.Recorder.Origin(), Self: wire.ACS, Peer: wire.CPE, MaxBody: maxBody})
	if c.s.closed {
		return "stopped"
	}
	return note
}

// handshake has TLS on a connection; note says how it failed.
func (c *conn) handshake(below net.Conn, cfg *tls.Config) (up *tls.Conn, note string) {
	up, c.secure = tls.Server(below, cfg), true
	_ = up.SetDeadline(time.Now().Add(c.s.longEnough()))
	if err := up.Handshake(); err != nil {
		note = "tls: " + err.Error()
		c.s.event("TLS handshake with %s failed: %v", c.remote, err)
	}
	_ = up.SetDeadline(time.Time{})
	return up, note
}

// next serves one request; false: the connection is to be closed.
func (c *conn) next() bool {
	m, err := c.read()
	if m == nil {
		return false
	}
	if err == nil {
		return c.request(m)
	}
	c.s.mu.Lock()
	owner, key := c.stranger()
	c.s.mu.Unlock()
	open := c.s.message(c, m, owner, key, nil)
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		c.s.mu.Lock()
		if c.session != nil {
			c.s.end(c.session, ErrTooLarge)
		}
		c.s.mu.Unlock()
		c.write(open, plain(413, "Payload Too Large", "The message is too large.\n", true), "")
	case m.Truncated == "":
		c.write(open, plain(400, "Bad Request", "This is not an HTTP request.\n", true), "")
	default:
		open.Finish(nil, "")
	}
	return false
}

func (c *conn) read() (*wire.Message, error) {
	for {
		c.s.mu.Lock()
		deadline := time.Now().Add(c.s.timeout)
		if c.session != nil && !c.session.ended() {
			deadline = time.Now().Add(c.session.timeout)
		}
		if c.hold.After(deadline) {
			deadline = c.hold
		}
		c.s.mu.Unlock()
		m, err := c.wc.ReadRequest(deadline)
		if m == nil && errors.Is(err, wire.ErrTimeout) {
			c.s.mu.Lock()
			again := c.hold.After(time.Now())
			c.s.mu.Unlock()
			if again {
				continue
			}
			c.late = true
		}
		return m, err
	}
}

// stranger is whose record a message goes to that names no device: that of the
// session on this connection, or of the claim if no other device was ever seen;
// it may be another one's if there was one.
// The caller holds mu.
func (c *conn) stranger() (owner *Claim, key string) {
	if c.session != nil {
		return c.session.claim, c.session.key
	}
	if !c.s.others {
		return c.s.claim, ""
	}
	return c.s.strangers, ""
}

// request serves a complete request.
func (c *conn) request(m *wire.Message) bool {
	c.s.mu.Lock()
	c.unkept = !keeps(m)
	c.s.mu.Unlock()
	if a, spoilt := c.s.spoilRequest(m); spoilt {
		c.s.mu.Lock()
		owner, key := c.stranger()
		c.s.mu.Unlock()
		return c.write(c.s.message(c, m, owner, key, nil), a, "") && !a.Close && keeps(m)
	}
	if m.Method != "POST" && !c.redirected(m) {
		if f := c.s.own(m); f != nil {
			return c.file(f, m)
		}
		c.s.mu.Lock()
		owner, key := c.stranger()
		c.owner = owner
		c.s.mu.Unlock()
		open := c.s.message(c, m, owner, key, nil)
		resp := plain(405, "Method Not Allowed", "", false)
		resp.Fields = append(resp.Fields, wire.Field{Name: "Allow", Value: "POST"})
		return c.write(open, resp, "") && keeps(m)
	}
	if a, wrong := c.s.coding(m); wrong {
		c.s.mu.Lock()
		owner, key := c.stranger()
		c.s.mu.Unlock()
		return c.write(c.s.message(c, m, owner, key, nil), a, "") && keeps(m)
	}
	r := c.s.route(c, m)
	open := c.s.message(c, m, r.owner, r.key, r.env)
	if r.session == nil {
		return c.write(open, r.answer, "") && !r.answer.Close && keeps(m)
	}
	in := &Incoming{Exchange: open.Exchange(), Empty: len(m.Body) == 0, Conn: c.n, NewConnection: r.newConnection,
		conn: c, open: open, cmd: make(chan command)}
	in.Env = in.Exchange.ReqEnv
	r.session.arrive(in)
	return r.session.serve(in) && keeps(m)
}

// coding is the answer of a strict ACS to a content coding that it does not
// know or that the body does not have (3.4.7).
func (s *Server) coding(m *wire.Message) (a Answer, wrong bool) {
	if !s.cfg.Strict || !m.Encoded() || s.faulty("acs-coding-ignored") {
		return a, false
	}
	if s.faulty("acs-no-compression") {
		return plain(415, "", "No content coding is supported.\n", false), true
	}
	if _, err := m.Content(); err == nil {
		return a, false
	}
	if s.faulty("acs-coding-400") {
		return plain(400, "", "This content coding is not supported.\n", false), true
	}
	return plain(415, "", "This content coding is not supported.\n", false), true
}

// redirected tells whether a request is what a CPE makes of a redirect. Even
// with a wrong method it is for the script to see.
func (c *conn) redirected(m *wire.Message) bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	sess := c.s.find(c, m)
	if sess == nil {
		sess = c.s.orphan(c.remote)
	}
	return sess != nil && sess.redirect
}

// keeps tells whether the client wants the connection to persist (RFC 7230 6.3).
func keeps(m *wire.Message) bool {
	for _, v := range m.Values("Connection") {
		for _, option := range strings.Split(v, ",") {
			switch strings.ToLower(strings.TrimSpace(option)) {
			case "close":
				return false
			case "keep-alive":
				return true
			}
		}
	}
	return m.Proto == "HTTP/1.1"
}

// write sends an answer and completes the record; false: the connection is lost.
func (c *conn) write(open *transcript.Open, a Answer, intent string) bool {
	c.s.mu.Lock()
	sess := c.session
	c.s.mu.Unlock()
	resp := c.s.framed(sess, open.Exchange().Req, a)
	if err := c.wc.Write(resp); err != nil {
		open.Finish(nil, intent)
		return false
	}
	open.Finish(resp, intent)
	return true
}

// closedBy is the end that closed first. A request with Connection: close
// leaves the closing to this end, but it is the CPE's doing.
func (c *conn) closedBy() wire.Party {
	c.s.mu.Lock()
	unkept := c.unkept
	c.s.mu.Unlock()
	if unkept {
		return wire.CPE
	}
	by, _, _ := c.wc.Closed()
	return by
}

// close closes the connection and tells its session.
func (c *conn) close(note string) {
	_ = c.wc.Close()
	by, at, how := c.wc.Closed()
	switch {
	case note != "":
	case c.late && by == wire.ACS:
		note = "timeout"
	default:
		note = how
	}
	c.s.mu.Lock()
	owner := c.owner
	if owner == nil && c.session == nil && !c.s.others {
		owner = c.s.claim // a connection on which nothing was said
	}
	c.s.mu.Unlock()
	c.s.cfg.Recorder.Close(owner.tagNow(), transcript.Closing{Conn: c.n, Lane: wire.LaneCWMP, By: by, At: at, Note: note})
	c.s.mu.Lock()
	c.gone = true
	delete(c.s.conns, c)
	close(c.done)
	if c.session != nil {
		c.session.lost(c, by)
	}
	c.s.mu.Unlock()
}

// reset has the connection dropped with a TCP RST when it is closed.
func (c *conn) reset() {
	if t, ok := c.raw.(interface{ SetLinger(sec int) error }); ok {
		_ = t.SetLinger(0)
	}
}

// hangUp closes the connection from another goroutine than its own. It goes
// through the tap where there is one, which notes who closed.
func (c *conn) hangUp() {
	c.s.mu.Lock()
	tap := c.wc
	c.s.mu.Unlock()
	if tap != nil {
		_ = tap.Close()
		return
	}
	_ = c.raw.Close()
}
