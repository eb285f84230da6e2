package cpe

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const crRealm = "connection-request"

// crBound is how many Connection Requests are taken within a minute (3.2.2.1):
// more than an ACS with good reasons sends, also in scaled time.
const crBound = 3000

// randomPath is hard to guess (section 3.2.2.2).
func randomPath() string {
	b := make([]byte, 12)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// listen opens the port for Connection Requests, where it was before if it can.
func (c *CPE) listen() error {
	ln, err := c.cfg.Network.Listen(c.cfg.Listen)
	if c.address != "" {
		if again, err2 := c.cfg.Network.Listen(c.address); err2 == nil {
			if err == nil {
				_ = ln.Close()
			}
			ln, err = again, nil
		}
	}
	if err != nil {
		return fmt.Errorf("cpe: the Connection Request port: %w", err)
	}
	c.listener, c.address = ln, ln.Addr().String()
	c.wg.Add(1)
	go c.serve(ln)
	return nil
}

func (c *CPE) closeListener() {
	if c.listener != nil {
		_ = c.listener.Close()
		c.listener = nil
	}
}

// switchListener follows HTTPConnectionRequestEnable: disabled means that the
// port is closed (3.2.2.2).
func (c *CPE) switchListener(on bool) {
	if !on && c.faulty("port-stays-open") {
		return
	}
	if c.mute = !on && c.faulty("port-silent-when-disabled"); c.mute {
		return
	}
	c.closeListener()
	if !on || c.ctx.Err() != nil {
		return
	}
	if err := c.listen(); err != nil {
		c.logf("%v", err)
	}
}

func (c *CPE) crURL() string { return "http://" + c.address + c.path }

func (c *CPE) serve(ln net.Listener) {
	defer c.wg.Done()
	network.Serve(ln, func(raw net.Conn) {
		if !c.track(raw) {
			_ = raw.Close()
			return
		}
		c.wg.Add(1)
		go func() {
			defer c.wg.Done()
			defer c.untrack(raw)
			c.serveConn(raw)
		}()
	})
}

// serveConn takes the requests of one connection.
func (c *CPE) serveConn(raw net.Conn) {
	stream := c.otherProtocol(raw)
	if stream == nil {
		return
	}
	conn := wire.NewConn(stream, wire.Options{Origin: c.origin, Self: wire.CPE, Peer: wire.ACS})
	defer conn.Close()
	for {
		req, err := conn.ReadRequest(time.Now().Add(c.clock.Real(silence)))
		if err != nil || req.Truncated != "" {
			return
		}
		closing := req.Closes() || c.faulty("connection-request-closes")
		c.mu.Lock()
		if c.mute {
			c.mu.Unlock()
			c.hesitate(silence)
			return
		}
		a, number := c.connectionRequest(req), c.r.number
		c.mu.Unlock()
		if a.status == 0 {
			return // by a fault
		}
		a.fields = append(a.fields, wire.Field{Name: "Content-Length", Value: strconv.Itoa(len(a.body))})
		if closing {
			a.fields = append(a.fields, wire.Field{Name: "Connection", Value: "close"})
		}
		if a.called && c.faulty("connection-request-answered-late") {
			c.called(number)
			c.hesitate(lateAnswer)
			a.called = false
		}
		err = conn.Write(wire.NewResponse(a.status, a.reason, a.fields, a.body))
		if err == nil && a.called {
			// The response comes before the session (3.2.2.2).
			c.called(number)
		}
		if err != nil || closing {
			return
		}
	}
}

// crAnswer is the answer to a request on the Connection Request port.
type crAnswer struct {
	status int // 0: the connection is closed without an answer
	reason string
	fields []wire.Field
	body   []byte
	called bool // a session is to follow
}

// connectionRequest judges one request (section 3.2.2.2); the caller holds mu.
func (c *CPE) connectionRequest(req *wire.Message) crAnswer {
	if a, wrong := c.otherService(req); wrong {
		return a
	}
	if req.Target != c.path && !c.faulty("connection-request-other-path-401") {
		return crAnswer{status: 404, reason: "Not Found"}
	}
	if req.Method != "GET" {
		return crAnswer{status: 405, reason: "Method Not Allowed", fields: []wire.Field{{Name: "Allow", Value: "GET"}}}
	}
	if c.busy() && c.faulty("connection-request-503-unchallenged") {
		return crAnswer{status: 503, reason: "Service Unavailable"}
	}
	err := c.mayCall(req)
	if req.Target != c.path {
		err = httpauth.ErrCredentials // another realm, whose password nobody has
	}
	if err != nil {
		fresh := c.spoilChallenge(httpauth.Challenge{Scheme: "Digest", Realm: crRealm, Nonce: httpauth.Nonce(), QOP: "auth", Algorithm: "MD5", Stale: errors.Is(err, httpauth.ErrStale)})
		if last := c.unusedNonce(); last != nil {
			return crAnswer{status: 401, reason: "Unauthorized", fields: c.challenges(last.challenge)}
		}
		if c.nonces = append(c.nonces, &nonce{challenge: fresh, used: map[string]bool{}}); len(c.nonces) > 64 {
			c.nonces = c.nonces[1:]
		}
		return crAnswer{status: 401, reason: "Unauthorized", fields: c.challenges(fresh),
			called: req.Has("Authorization") && c.faulty("connection-request-refused-and-followed")}
	}
	if c.busy() && c.has("busy") || c.overLimit() || c.tooMany() {
		return crAnswer{status: 503, reason: "Service Unavailable"} // without Retry-After
	}
	return c.spoilAnswer(crAnswer{status: 200, reason: "OK", called: true})
}

// busy says that a session is going on. Once nothing is left but to close its
// connection it is over for Connection Requests.
func (c *CPE) busy() bool { return c.r.inSession && !c.r.over }

// called has a session follow a Connection Request. One that came in a session
// has a session of its own after it, one that came before it has not (3.2.2.1).
// number is that of the last session when the request was judged.
func (c *CPE) called(number int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.r.calledBy > number && !c.faulty("connection-request-each-its-session"):
		return // the session upon an earlier one has begun meanwhile
	case c.spoilCall():
	case c.calledRarelyLate():
	case c.calledLate():
	case c.has("unhurried"):
		if c.r.callAt.IsZero() {
			c.r.callAt = c.clock.Now().Add(hesitation)
		}
	default:
		c.raiseCall()
	}
	c.nudge()
}

// hesitation is how long an unhurried device waits before it opens a session.
const hesitation = 8 * time.Second

func (c *CPE) raiseCall() {
	c.r.want, c.r.callAt = true, time.Time{}
	c.forgetRetries()
	for _, e := range c.p.events {
		if e.code == connectionRequest && !(c.r.inSession && containsEvent(c.r.carried, e)) && !c.faulty("connection-request-listed-twice") {
			return
		}
	}
	c.p.events = append(c.p.events, &event{code: connectionRequest})
}

const connectionRequest = "6 CONNECTION REQUEST"

// tooMany says that the bound of Connection Requests in a minute is passed.
func (c *CPE) tooMany() bool {
	now := c.clock.Now()
	kept := c.r.crTimes[:0]
	for _, t := range c.r.crTimes {
		if now.Sub(t) < time.Minute {
			kept = append(kept, t)
		}
	}
	c.r.crTimes = kept
	if len(kept) >= crBound {
		return true
	}
	c.r.crTimes = append(c.r.crTimes, now)
	return false
}

// nonce is a challenge that was sent, with the nonce counts used for it.
type nonce struct {
	challenge httpauth.Challenge
	used      map[string]bool
}

// authenticate checks the Authorization of a Connection Request against a
// challenge of this device, which may have been sent on another connection.
func (c *CPE) authenticate(req *wire.Message) error {
	a, err := httpauth.ParseAuthorization(req.Get("Authorization"))
	if err != nil {
		return err
	}
	user := c.get("ManagementServer.ConnectionRequestUsername")
	for _, n := range c.nonces {
		if n.challenge.Nonce != a.Nonce {
			continue
		}
		if c.faulty("connection-request-any-user") {
			user = a.Username
		}
		if err := httpauth.Verify(a, httpauth.Check{Challenge: n.challenge, Method: req.Method, Target: req.Target,
			Username: user, Password: c.get("ManagementServer.ConnectionRequestPassword")}); err != nil {
			return err
		}
		if n.used[a.NC] {
			return httpauth.ErrStale // a replay
		}
		n.used[a.NC] = true
		return nil
	}
	return httpauth.ErrStale
}
