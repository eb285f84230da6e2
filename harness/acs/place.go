package acs

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// PlaceConfig says what a Place is like.
type PlaceConfig struct {
	Host string      // in the URL; empty: that of the server
	TLS  *tls.Config // nil: no TLS
	// Answer, if not nil, is what a ClientHello meets in place of a handshake:
	// the bytes are sent, and nothing after them. Without bytes the connection
	// is closed at once.
	Answer func(*tlswire.ClientHello) []byte
	// Reset has every connection reset when its first few bytes have come.
	Reset bool
}

// Handshake is what was seen of a connection to a Place.
type Handshake struct {
	Hello    *tlswire.ClientHello // nil: the connection did not begin with one
	Complete bool
	Version  uint16           // negotiated
	Reaction tlswire.Reaction // upon the Answer of the place
	Trouble  string           // why the handshake failed
	// Certificates are the chain of the CPE.
	Certificates []*x509.Certificate
}

// Place is one more listener of a Server, with the same sessions, for a case:
// where a CPE is redirected to, and where TLS can be wrong in every way.
type Place struct {
	s *Server
	l net.Listener

	mu         sync.Mutex
	cfg        PlaceConfig
	handshakes []Handshake
	plain      int           // connections that began with something else than a ClientHello
	changed    chan struct{} // closed with each of both
}

// Place opens a listener.
func (s *Server) Place(cfg PlaceConfig) (*Place, error) {
	host, _, err := net.SplitHostPort(s.cfg.Listen)
	if err != nil {
		return nil, fmt.Errorf("acs: %w", err)
	}
	l, err := network.Or(s.cfg.Network).Listen(net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, fmt.Errorf("acs: %w", err)
	}
	if cfg.Host == "" {
		cfg.Host = s.cfg.Host
	}
	p := &Place{s: s, l: l, cfg: cfg, changed: make(chan struct{})}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = l.Close()
		return nil, fmt.Errorf("acs: %w", net.ErrClosed)
	}
	s.listeners = append(s.listeners, l)
	s.wg.Add(1)
	go s.accept(l, p)
	return p, nil
}

// URL is the address of a path at the place.
func (p *Place) URL(path string) string {
	scheme := "http://"
	if c := p.config(); c.TLS != nil || c.Answer != nil {
		scheme = "https://"
	}
	host, port, _ := net.SplitHostPort(p.l.Addr().String())
	return scheme + net.JoinHostPort(orElse(p.config().Host, host), port) + path
}

// Set changes what the place is like, from the next connection on.
func (p *Place) Set(cfg PlaceConfig) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if cfg.Host == "" {
		cfg.Host = p.cfg.Host
	}
	p.cfg = cfg
}

func (p *Place) config() PlaceConfig {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cfg
}

// Handshakes lists the connections that began with a ClientHello, in the order
// in which their handshakes ended.
func (p *Place) Handshakes() []Handshake {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.handshakes)
}

// Plain counts the connections that began with something else.
func (p *Place) Plain() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.plain
}

// notify wakes those who wait; the caller holds mu.
func (p *Place) notify() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// Await waits until n connections to the place have said anything; false if
// they do not come within the bound, in protocol time.
func (p *Place) Await(ctx context.Context, n int, bound time.Duration) bool {
	return comes(ctx, p.s.cfg.Clock, bound, func() (bool, <-chan struct{}) {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.handshakes)+p.plain >= n, p.changed
	})
}

// Close stops listening: new connections are refused. Those that are open stay.
func (p *Place) Close() { _ = p.l.Close() }

// Reopen listens again, on the same port, after Close.
func (p *Place) Reopen() error {
	l, err := network.Or(p.s.cfg.Network).Listen(p.l.Addr().String())
	if err != nil {
		return fmt.Errorf("acs: %w", err)
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if p.s.closed {
		_ = l.Close()
		return fmt.Errorf("acs: %w", net.ErrClosed)
	}
	p.l = l
	p.s.listeners = append(p.s.listeners, l)
	p.s.wg.Add(1)
	go p.s.accept(l, p)
	return nil
}

// open is the beginning of a connection; note is empty if HTTP can follow.
func (p *Place) open(c *conn) (up net.Conn, note string) {
	cfg := p.config()
	_ = c.raw.SetReadDeadline(time.Now().Add(c.s.longEnough()))
	raw, hello, err := tlswire.ReadClientHello(c.raw)
	_ = c.raw.SetReadDeadline(time.Time{})
	if cfg.Reset {
		p.mu.Lock()
		p.plain++
		p.notify()
		p.mu.Unlock()
		c.reset()
		c.turned()
		return c.raw, "reset on purpose"
	}
	up = &replayed{Conn: c.raw, Reader: io.MultiReader(bytes.NewReader(raw), c.raw)}
	h := Handshake{Hello: hello}
	if hello == nil {
		return p.withoutHello(up, raw, err)
	}
	switch {
	case cfg.Answer != nil:
		h.Trouble = "it was answered wrongly on purpose"
		h.Reaction = c.provoke(cfg.Answer(hello))
		note = "tls: " + h.Trouble
	case cfg.TLS == nil:
		h.Trouble = "there is no TLS here"
		note = "tls: " + h.Trouble
	default:
		var t *tls.Conn
		if t, note = c.handshake(up, cfg.TLS); note == "" {
			state := t.ConnectionState()
			h.Complete, h.Version, h.Certificates = true, state.Version, state.PeerCertificates
		}
		h.Trouble, up = note, t
	}
	p.mu.Lock()
	p.handshakes = append(p.handshakes, h)
	p.notify()
	p.mu.Unlock()
	if note != "" {
		c.turned()
	}
	return up, note
}

// withoutHello is a connection that began without TLS.
func (p *Place) withoutHello(up net.Conn, raw []byte, err error) (net.Conn, string) {
	if len(raw) == 0 {
		return up, "" // closed or left without a word
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plain++
	p.notify()
	if p.cfg.TLS == nil && p.cfg.Answer == nil {
		return up, ""
	}
	if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
		err = tlswire.ErrNotTLS
	}
	return up, "tls: " + err.Error()
}

// provoke sends an answer to a ClientHello that no proper server gives.
func (c *conn) provoke(answer []byte) tlswire.Reaction {
	if len(answer) == 0 {
		return ""
	}
	_ = c.raw.SetDeadline(time.Now().Add(c.s.longEnough()))
	defer func() { _ = c.raw.SetDeadline(time.Time{}) }()
	if _, err := c.raw.Write(answer); err != nil {
		return tlswire.Refuses
	}
	return tlswire.ReadReaction(c.raw)
}

// turned tells the session that was redirected here that the CPE did not get
// through. It may try once more at once.
func (c *conn) turned() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if sess := c.s.orphan(c.remote); sess != nil && sess.redirect {
		sess.turned = true
		sess.reconnects()
	}
}

// replayed is a connection of which the first bytes were read ahead.
type replayed struct {
	net.Conn
	io.Reader
}

func (r *replayed) Read(b []byte) (int, error) { return r.Reader.Read(b) }
