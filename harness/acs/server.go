// Package acs is the reference ACS: it listens, authenticates, keeps sessions,
// hands those of the device under test to a script, and serves all others
// calmly and correctly. It judges nothing; it records every exchange.
package acs

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Errors of waiting for the CPE.
var (
	ErrEnded   = errors.New("the session has ended")
	ErrTimeout = errors.New("the CPE did nothing within the time given")
	ErrGoesOn  = errors.New("the CPE sent another request instead of closing the connection")
	// ErrTooLarge is about a bound of this program, not about a requirement.
	ErrTooLarge = fmt.Errorf("the CPE sent a message with a body of more than %d MiB, which is more than this program takes", maxBody>>20)
)

const (
	maxConns = 256
	maxBody  = 16 << 20
	// closeWait is how long a CPE may take to close its connection once the
	// session is over, in protocol time; the standard sets no limit.
	closeWait = 30 * time.Second
	// floor is the least real time of a wait that the configuration leaves
	// open, so that scaled time does not race with a busy machine.
	floor = 3 * time.Second
	// closeFloor is the same for the closing of a connection, which takes a CPE little.
	closeFloor = time.Second
	// A CPE that once left its connection open is known for it: from then on
	// its connections are closed after this time.
	closeWaitAgain, closeFloorAgain = time.Second, 10 * time.Millisecond
)

// Config is what a Server is made from. Clock and Recorder are required.
type Config struct {
	Listen   string // "127.0.0.1:0" if empty
	Host     string // host to put in URL when Listen is a wildcard
	Path     string // "/acs" if empty
	Clock    *clock.Clock
	Recorder *transcript.Recorder
	Auth     Auth
	TLS      *tls.Config // nil: plain HTTP
	// SessionTimeout is how long, in protocol time, the ACS waits for the next
	// POST of a session; not less than 30 s (3.7.2.4). If zero: 60 s, and not
	// less than 3 s of real time. A longer SessionTimeout header counts instead.
	SessionTimeout time.Duration
	// OnEvent is told of progress in human words; may be nil. It is called from
	// several goroutines and must neither block nor call the Server.
	OnEvent func(string)
	// Network is what the ACS listens and dials on; nil: TCP.
	Network network.Network
	// Strict leaves out the leniency by which a device is served on that has
	// lost its cookie, sends a fault of its own form, or a request whose
	// arguments break the schema: it is for an ACS under test.
	Strict bool
	// Traits are varieties of the ACS, names from Traits.
	Traits []string
	// CRUsername and CRPassword are what Call shows to devices, and what the
	// trait provisioning sets on them.
	CRUsername, CRPassword string
	// Fault is the id of the one fault to show; empty: none.
	Fault string
}

// Server is a reference ACS. Its methods are safe for concurrent use.
type Server struct {
	cfg     Config
	timeout time.Duration // real
	auth    *authenticator
	done    chan struct{}
	wg      sync.WaitGroup

	mu         sync.Mutex
	closed     bool
	listeners  []net.Listener
	conns      map[*conn]bool
	device     *cwmp.DeviceIdStruct
	address    string // ConnectionRequestURL of the device in its latest Inform
	others     bool   // a device other than the one under test was seen
	claim      *Claim
	strangers  *Claim               // keeps the record of other devices apart
	sessions   map[string]*Session  // open ones by cookie
	pending    map[string]string    // record keys of challenged sessions by device
	orders     map[string][]Order   // by device
	urls       map[string]string    // for connection requests, by device
	met        map[string]bool      // devices that an ACS of some variety knows
	place      string               // where such an ACS redirects Informs to
	ended      map[string]time.Time // when the last session ended, by device; for a fault
	shaken     time.Time            // when XML that was not well-formed came last; for a fault
	begun      int                  // sessions so far
	files      *FileServer          // on the same port, nil if there is none
	leavesOpen bool                 // the device left a connection open for closeWait
}

// New starts a server; it listens when New returns.
func New(cfg Config) (*Server, error) {
	if cfg.Listen == "" {
		cfg.Listen = "127.0.0.1:0"
	}
	if cfg.Path == "" {
		cfg.Path = "/acs"
	}
	if err := cfg.dispose(); err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, auth: newAuthenticator(cfg.Auth), done: make(chan struct{}),
		conns: map[*conn]bool{}, sessions: map[string]*Session{}, pending: map[string]string{}, orders: map[string][]Order{}, urls: map[string]string{}, met: map[string]bool{}, ended: map[string]time.Time{}}
	s.strangers = &Claim{s: s, tag: transcript.Others}
	s.auth.fault = cfg.Fault
	if cfg.SessionTimeout > 0 {
		s.timeout = cfg.Clock.Real(cfg.SessionTimeout)
	} else {
		s.timeout = max(cfg.Clock.Real(60*time.Second), floor)
	}
	if err := s.listen(cfg.Listen); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Server) listen(address string) error {
	l, err := network.Or(s.cfg.Network).Listen(address)
	if err != nil {
		return fmt.Errorf("acs: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = l.Close()
		return fmt.Errorf("acs: %w", net.ErrClosed)
	}
	s.listeners = append(s.listeners, l)
	s.wg.Add(1)
	go s.accept(l, nil)
	return nil
}

// Addr is the address of the first listener.
func (s *Server) Addr() net.Addr { return s.listeners[0].Addr() }

// URL is the ACS URL to give to the CPE.
func (s *Server) URL() string { return s.url(s.Addr(), s.cfg.Host) }

func (s *Server) url(a net.Addr, host string) string {
	scheme, ip, port := "http", net.IPv4(127, 0, 0, 1), 0
	if t, ok := a.(*net.TCPAddr); ok {
		port = t.Port
		if !t.IP.IsUnspecified() {
			ip = t.IP
		}
	}
	if s.cfg.TLS != nil {
		scheme = "https"
	}
	if host == "" {
		host = ip.String()
	}
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(port)) + s.cfg.Path
}

// Alias opens one more listener on another port of the same address, with the
// same sessions, and returns its URL: the place to redirect a CPE to.
func (s *Server) Alias() (string, error) { return s.AliasAs(s.cfg.Host) }

// AliasAs is Alias with another host name in the URL, such as "localhost".
func (s *Server) AliasAs(hostname string) (string, error) {
	host, _, err := net.SplitHostPort(s.cfg.Listen)
	if err != nil {
		return "", fmt.Errorf("acs: %w", err)
	}
	if err := s.listen(net.JoinHostPort(host, "0")); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url(s.listeners[len(s.listeners)-1].Addr(), hostname), nil
}

// SetAuth changes how CPEs are authenticated, from the next session on.
func (s *Server) SetAuth(a Auth) { s.auth.set(a) }

// Auth is how CPEs are authenticated now.
func (s *Server) Auth() Auth {
	s.auth.mu.Lock()
	defer s.auth.mu.Unlock()
	return s.auth.auth
}

// SetDevice names the device under test by OUI, ProductClass and SerialNumber.
// Before it is called every device counts as the one under test.
func (s *Server) SetDevice(d cwmp.DeviceIdStruct) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.device = &d
}

// Close stops listening, closes all connections and waits until all is quiet.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		s.wg.Wait()
		return nil
	}
	s.closed = true
	close(s.done)
	for _, l := range s.listeners {
		_ = l.Close()
	}
	var conns []*conn
	for c := range s.conns {
		conns = append(conns, c)
	}
	for _, sess := range s.sessions {
		s.end(sess, ErrEnded)
	}
	s.mu.Unlock()
	for _, c := range conns {
		c.hangUp()
	}
	s.wg.Wait()
	return nil
}

func (s *Server) accept(l net.Listener, at *Place) {
	defer s.wg.Done()
	network.Serve(l, func(raw net.Conn) { s.admit(raw, at) })
}

// admit begins to serve a connection. When there are too many, the oldest one
// without a session gives way, so that idle strangers cannot shut the device out.
func (s *Server) admit(raw net.Conn, at *Place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = raw.Close()
		return
	}
	if len(s.conns) >= maxConns {
		var oldest *conn
		for c := range s.conns {
			if (c.session == nil || c.session.ended()) && (oldest == nil || c.n < oldest.n) {
				oldest = c
			}
		}
		if oldest == nil {
			_ = raw.Close()
			return
		}
		delete(s.conns, oldest)
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			oldest.hangUp()
		}()
	}
	host, _, _ := net.SplitHostPort(raw.RemoteAddr().String())
	c := &conn{s: s, place: at, raw: raw, n: s.cfg.Recorder.Connection(), remote: host, done: make(chan struct{})}
	s.conns[c] = true
	s.wg.Add(1)
	go c.serve()
}

func (s *Server) event(format string, args ...any) {
	if s.cfg.OnEvent != nil {
		s.cfg.OnEvent(fmt.Sprintf(format, args...))
	}
}

// owner is the claim that sessions of the device go to; the caller holds mu. A
// device that has changed its identity, which it must not, is known by the
// ConnectionRequestURL that it had before.
func (s *Server) owner(inform *cwmp.Inform) *Claim {
	address := listener(inform)
	if s.device != nil && deviceKey(*s.device) != deviceKey(inform.DeviceId) && (address == "" || address != s.address) {
		s.others = true
		return s.strangers
	}
	s.address = address
	return s.claim
}

// listener is the ConnectionRequestURL in an Inform, empty if there is none.
func listener(inform *cwmp.Inform) string {
	for _, p := range inform.ParameterList {
		if strings.HasSuffix(p.Name, ".ManagementServer.ConnectionRequestURL") {
			return strings.TrimSpace(p.Value.Text)
		}
	}
	return ""
}

func deviceKey(d cwmp.DeviceIdStruct) string {
	return d.OUI + "\x00" + d.ProductClass + "\x00" + d.SerialNumber
}

// SessionTimeout is how long the ACS waits for the next POST of a session, in
// protocol time, unless the CPE asks for more.
func (s *Server) SessionTimeout() time.Duration { return s.cfg.Clock.Protocol(s.timeout) }

// message records a request; env is its envelope if it was decoded already.
func (s *Server) message(c *conn, m *wire.Message, owner *Claim, key string, env *cwmp.Envelope) *transcript.Open {
	if env == nil && len(m.Body) > 0 {
		env = decode(m)
	}
	open := s.cfg.Recorder.BeginDecoded(owner.tagNow(), c.n, wire.LaneCWMP, c.secure, m, env)
	if key != "" {
		open.SetSession(key)
	}
	return open
}
