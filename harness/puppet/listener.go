package puppet

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Listener takes the connection requests of the ACS to all devices of a stage.
// A request is the device's whose path it names; one that names none is the
// only device's, if there is just one, so that a wrong URL is on record there.
type Listener struct {
	// Host stands in the URLs; it is the address listened on unless given.
	Host string

	clock *clock.Clock
	rec   *transcript.Recorder
	ln    net.Listener
	wg    sync.WaitGroup

	mu      sync.Mutex
	devices map[string]*Device // by path
	nonces  map[string]*given
	conns   map[*wire.Conn]bool
	closed  bool
}

// given is a challenge with the nonce counts that were used.
type given struct {
	challenge httpauth.Challenge
	used      map[string]bool
}

// Called is one connection request that showed the right credentials.
type Called struct {
	X             *transcript.Exchange
	Authorization httpauth.Authorization
}

// Listen opens a listener at a host:port.
func Listen(on network.Network, address string, c *clock.Clock, rec *transcript.Recorder) (*Listener, error) {
	ln, err := network.Or(on).Listen(address)
	if err != nil {
		return nil, fmt.Errorf("the listener for connection requests: %w", err)
	}
	l := &Listener{clock: c, rec: rec, ln: ln, devices: map[string]*Device{}, nonces: map[string]*given{}, conns: map[*wire.Conn]bool{}}
	l.wg.Add(1)
	go l.serve()
	return l, nil
}

// Close ends the listener and all its connections.
func (l *Listener) Close() {
	_ = l.ln.Close()
	l.mu.Lock()
	l.closed = true
	var list []*wire.Conn
	for c := range l.conns {
		list = append(list, c)
	}
	l.mu.Unlock()
	for _, c := range list {
		_ = c.Close()
	}
	l.wg.Wait()
}

// url is the connection request URL for a path and query.
func (l *Listener) url(path string) string {
	host, port, _ := net.SplitHostPort(l.ln.Addr().String())
	if l.Host != "" {
		host = l.Host
	}
	return "http://" + net.JoinHostPort(host, port) + path
}

// Announce changes the connection request URL of the device to one with this
// path and query. The ACS learns of it by the next Inform.
func (d *Device) Announce(path string) {
	l := d.Listener
	l.mu.Lock()
	delete(l.devices, d.path)
	l.devices[path] = d
	l.mu.Unlock()
	d.path = path
	d.put("ManagementServer.ConnectionRequestURL", l.url(path))
}

// credentials takes over what the ACS has set for connection requests.
func (d *Device) credentials() {
	if d.Listener != nil {
		d.Listener.mu.Lock()
		defer d.Listener.mu.Unlock()
	}
	d.crUsername, d.crPassword = d.get("ManagementServer.ConnectionRequestUsername"), d.get("ManagementServer.ConnectionRequestPassword")
}

// ConnectionRequestURL is where the device takes connection requests.
func (d *Device) ConnectionRequestURL() string { return d.get("ManagementServer.ConnectionRequestURL") }

func (l *Listener) forget(d *Device) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.devices, d.path)
}

// Called waits for a connection request with the right credentials, for at
// most bound of protocol time; nil if none came.
func (d *Device) Called(bound time.Duration) *Called {
	timer := d.Clock.NewTimer(bound)
	defer timer.Stop()
	select {
	case c := <-d.calls:
		return c
	case <-timer.C:
	case <-d.ctx.Done():
	}
	return nil
}

// Challenged is how many connection requests were answered with a challenge.
func (d *Device) Challenged() int {
	d.Listener.mu.Lock()
	defer d.Listener.mu.Unlock()
	return d.challenged
}

func (l *Listener) serve() {
	defer l.wg.Done()
	network.Serve(l.ln, func(raw net.Conn) {
		tap := wire.NewConn(raw, wire.Options{Origin: l.rec.Origin(), Self: wire.CPE, Peer: wire.ACS})
		l.mu.Lock()
		if l.closed {
			l.mu.Unlock()
			_ = tap.Close()
			return
		}
		l.conns[tap] = true
		l.wg.Add(1)
		l.mu.Unlock()
		go l.connection(tap)
	})
}

// silence is how long a connection may be idle, in protocol time.
const silence = 30 * time.Second

func (l *Listener) connection(tap *wire.Conn) {
	defer l.wg.Done()
	n, tag := l.rec.Connection(), ""
	defer func() {
		_ = tap.Close()
		by, at, note := tap.Closed()
		l.rec.Close(tag, transcript.Closing{Conn: n, Lane: wire.LaneCR, By: by, At: at, Note: note})
		l.mu.Lock()
		delete(l.conns, tap)
		l.mu.Unlock()
	}()
	for {
		m, err := tap.ReadRequest(time.Now().Add(l.clock.Real(silence)))
		if m == nil {
			return
		}
		d := l.device(m.Target)
		if tag = ""; d != nil {
			tag = d.Tag
		}
		open := l.rec.Begin(tag, n, wire.LaneCR, false, m)
		if err != nil {
			open.Finish(nil, "")
			return
		}
		resp, auth, taken := l.answer(d, m)
		_ = tap.Write(resp)
		x := open.Finish(resp, "")
		if taken {
			select {
			case d.calls <- &Called{X: x, Authorization: auth}:
			default: // a flood: enough are waiting
			}
		}
		if m.Closes() || resp.Closes() {
			return
		}
	}
}

// device is the one that a target names.
func (l *Listener) device(target string) *Device {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.devices[target]; d != nil {
		return d
	}
	if len(l.devices) == 1 {
		for _, d := range l.devices {
			return d
		}
	}
	return nil
}

// answer is a device's answer to a connection request (section 3.2.2.2).
func (l *Listener) answer(d *Device, m *wire.Message) (resp *wire.Message, auth httpauth.Authorization, taken bool) {
	plain := func(status int, reason string, fields ...wire.Field) *wire.Message {
		return wire.NewResponse(status, reason, append(fields, wire.Field{Name: "Content-Length", Value: strconv.Itoa(0)}), nil)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case d == nil || l.devices[m.Target] != d:
		return plain(404, "Not Found"), auth, false
	case m.Method != "GET":
		return plain(405, "Method Not Allowed", wire.Field{Name: "Allow", Value: "GET"}), auth, false
	}
	auth, err := httpauth.ParseAuthorization(m.Get("Authorization"))
	if err == nil {
		known := l.nonces[auth.Nonce]
		switch {
		case known == nil || known.used[auth.NC]:
			err = httpauth.ErrStale
		default:
			err = httpauth.Verify(auth, httpauth.Check{Challenge: known.challenge, Method: m.Method, Target: m.Target,
				Username: d.crUsername, Password: d.crPassword})
		}
		if err == nil {
			known.used[auth.NC] = true
			return plain(200, "OK"), auth, true
		}
	}
	c := httpauth.Challenge{Scheme: "Digest", Realm: "connection-request", Nonce: httpauth.Nonce(), QOP: "auth", Algorithm: "MD5",
		Stale: errors.Is(err, httpauth.ErrStale)}
	l.nonces[c.Nonce] = &given{challenge: c, used: map[string]bool{}}
	d.challenged++
	return plain(401, "Unauthorized", wire.Field{Name: "WWW-Authenticate", Value: c.String()}), auth, false
}
