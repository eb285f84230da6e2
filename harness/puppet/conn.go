package puppet

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// conn is one connection to the ACS.
type conn struct {
	d   *Device
	to  string // scheme and host
	n   int    // number in the record
	tls bool
	raw net.Conn
	tap *wire.Conn
}

// dial opens a connection.
func (d *Device) dial(at *url.URL) (*conn, error) {
	port := at.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[at.Scheme]
	}
	deadline := d.deadline(0)
	ctx, cancel := context.WithDeadline(d.ctx, deadline)
	defer cancel()
	raw, err := d.Network.Dial(ctx, net.JoinHostPort(at.Hostname(), port))
	if err != nil {
		return nil, fmt.Errorf("no connection to the ACS: %w", err)
	}
	c := &conn{d: d, to: at.Scheme + "://" + at.Host, n: d.Recorder.Connection(), tls: at.Scheme == "https", raw: raw}
	up := raw
	if c.tls {
		cfg := &tls.Config{MinVersion: tls.VersionTLS12}
		if d.TLS != nil {
			cfg = d.TLS.Clone()
		}
		if cfg.ServerName == "" {
			cfg.ServerName = at.Hostname()
		}
		secure := tls.Client(raw, cfg)
		_ = raw.SetDeadline(deadline)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = raw.Close()
			return nil, fmt.Errorf("TLS with the ACS: %w", err)
		}
		_ = raw.SetDeadline(time.Time{})
		up = secure
	}
	d.mu.Lock()
	if d.over {
		d.mu.Unlock()
		_ = raw.Close()
		return nil, errors.New("the device is switched off")
	}
	c.tap = wire.NewConn(up, wire.Options{Origin: d.Recorder.Origin(), Self: wire.CPE, Peer: wire.ACS})
	d.conns[c] = true
	d.mu.Unlock()
	return c, nil
}

// deadline is the moment after a wait, which is the patience of the stage if zero.
func (d *Device) deadline(wait time.Duration) time.Time {
	if wait <= 0 {
		wait = d.Patience
	}
	return time.Now().Add(d.Clock.Real(wait))
}

// open says whether neither end has closed.
func (c *conn) open() bool {
	by, _, _ := c.tap.Closed()
	return by == ""
}

// close closes the connection and records the end of it, once.
func (c *conn) close() {
	c.d.mu.Lock()
	known := c.d.conns[c]
	delete(c.d.conns, c)
	c.d.mu.Unlock()
	if !known {
		return
	}
	_ = c.tap.Close()
	by, at, note := c.tap.Closed()
	c.d.Recorder.Close(c.d.Tag, transcript.Closing{Conn: c.n, Lane: wire.LaneCWMP, By: by, At: at, Note: note})
}

// reset closes the connection with a TCP RST.
func (c *conn) reset() {
	if t, ok := c.raw.(interface{ SetLinger(sec int) error }); ok {
		_ = t.SetLinger(0)
	}
	c.close()
}

// write sends a request: at once, or in pieces with a pause after each.
func (c *conn) write(m *wire.Message, slow Slow, deadline time.Time) error {
	_ = c.tap.Net().SetWriteDeadline(deadline)
	defer func() { _ = c.tap.Net().SetWriteDeadline(time.Time{}) }()
	if slow.Piece <= 0 {
		return c.tap.Write(m)
	}
	m.From, m.Begun = wire.CPE, time.Since(c.d.Recorder.Origin())
	defer func() { m.Ended = time.Since(c.d.Recorder.Origin()) }()
	for rest := m.Raw; len(rest) > 0; {
		n := min(slow.Piece, len(rest))
		if _, err := c.tap.Net().Write(rest[:n]); err != nil {
			m.Truncated = "closed"
			return err
		}
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
		if err := c.d.Clock.Wait(c.d.ctx, slow.Pause); err != nil {
			return err
		}
	}
	return nil
}
