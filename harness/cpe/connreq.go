package cpe

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
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
	ln, err := net.Listen("tcp", c.cfg.Listen)
	if c.address != "" {
		if again, err2 := net.Listen("tcp", c.address); err2 == nil {
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
	for {
		raw, err := ln.Accept()
		if err != nil {
			return
		}
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
	}
}

// serveConn takes the requests of one connection.
func (c *CPE) serveConn(raw net.Conn) {
	conn := wire.NewConn(raw, wire.Options{Origin: c.origin, Self: wire.CPE, Peer: wire.ACS})
	defer conn.Close()
	for {
		req, err := conn.ReadRequest(time.Now().Add(c.clock.Real(silence)))
		if err != nil || req.Truncated != "" {
			return
		}
		closing := req.Closes()
		status, reason, fields := c.connectionRequest(req)
		fields = append(fields, wire.Field{Name: "Content-Length", Value: "0"})
		if closing {
			fields = append(fields, wire.Field{Name: "Connection", Value: "close"})
		}
		if conn.Write(wire.NewResponse(status, reason, fields, nil)) != nil || closing {
			return
		}
		if status == 200 {
			// The response comes before the session (3.2.2.2).
			c.mu.Lock()
			c.raise("6 CONNECTION REQUEST", "")
			c.mu.Unlock()
			c.nudge()
		}
	}
}

// connectionRequest judges one request (section 3.2.2.2).
func (c *CPE) connectionRequest(req *wire.Message) (int, string, []wire.Field) {
	if req.Target != c.path {
		return 404, "Not Found", nil
	}
	if req.Method != "GET" {
		return 405, "Method Not Allowed", []wire.Field{{Name: "Allow", Value: "GET"}}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.authenticate(req); err != nil && !c.faulty("connection-request-unauthenticated") {
		fresh := httpauth.Challenge{Scheme: "Digest", Realm: crRealm, Nonce: httpauth.Nonce(), QOP: "auth", Algorithm: "MD5", Stale: errors.Is(err, httpauth.ErrStale)}
		if c.nonces = append(c.nonces, &nonce{challenge: fresh, used: map[string]bool{}}); len(c.nonces) > 64 {
			c.nonces = c.nonces[1:]
		}
		return 401, "Unauthorized", []wire.Field{{Name: "WWW-Authenticate", Value: fresh.String()}}
	}
	if c.r.inSession && c.has("busy") || c.tooMany() {
		return 503, "Service Unavailable", nil // without Retry-After
	}
	return 200, "OK", nil
}

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
	for _, n := range c.nonces {
		if n.challenge.Nonce != a.Nonce {
			continue
		}
		if err := httpauth.Verify(a, httpauth.Check{Challenge: n.challenge, Method: req.Method, Target: req.Target,
			Username: c.get("ManagementServer.ConnectionRequestUsername"), Password: c.get("ManagementServer.ConnectionRequestPassword")}); err != nil {
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
