package cpe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// silence is how long the device waits for a connection or a response, in
// protocol time: not less than 30 s (3.4.2, 3.7.1.4).
const silence = 45 * time.Second

// maxRedirects is the number of consecutive redirections that are followed (3.4.2).
const maxRedirects = 5

// request is an HTTP request before it is framed; a fault may change it.
type request struct {
	Name   string // what it carries: "Inform", "GetParameterValuesResponse", "Fault", "" for an empty POST, "GET" or "PUT" for a file
	Method string
	Target string
	Fields []wire.Field
	Body   []byte
}

// set replaces a header field, or appends it.
func (r *request) set(name, value string) {
	for i := range r.Fields {
		if strings.EqualFold(r.Fields[i].Name, name) {
			r.Fields[i].Value = value
			return
		}
	}
	r.Fields = append(r.Fields, wire.Field{Name: name, Value: value})
}

// remove takes a header field away.
func (r *request) remove(name string) {
	kept := r.Fields[:0:0]
	for _, f := range r.Fields {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	r.Fields = kept
}

// client is an HTTP/1.1 client for one session or one file transfer.
type client struct {
	c          *CPE
	peer       wire.Party
	user, pass string
	at         *url.URL // where the next request goes; a redirect moves it
	redirected bool
	secured    bool // a connection had TLS on it
	jar        jar
	session    *session // nil for a file transfer

	left      []net.Conn // connections that a redirect led away from, and that stand
	conn      *wire.Conn
	raw       net.Conn
	connTo    string // scheme and host of the connection
	challenge *httpauth.Challenge
	cnonce    string
	nc        int
	last      int  // status of the last response
	ahead     bool // an empty POST was sent before its time
	requests  int  // on the connection
	resent    bool // by a fault: a request was sent once more
}

// do sends a request and sees it through redirections and a challenge.
func (h *client) do(name, method string, fields []wire.Field, body []byte) (*wire.Message, error) {
	redirects, answered := 0, false
	for {
		resp, err := h.once(name, method, fields, body)
		if err != nil {
			return nil, err
		}
		switch resp.Status {
		case 301, 302, 307:
			if h.takesBody(resp) {
				return resp, nil
			}
			if redirects++; redirects > maxRedirects {
				return nil, errors.New("more than five redirections in a row")
			}
			if err := h.redirectFault(resp, name, redirects); err != nil {
				return nil, err
			}
			if err := h.redirect(resp.Get("Location")); err != nil {
				return nil, err
			}
			h.keepRedirect(resp.Status)
			method, fields, body = h.resend(resp.Status, method, fields, body)
			fields, body = h.anew(name, fields, body)
			answered = false
		case 401:
			if answered || h.tired() {
				return nil, errUnauthorized
			}
			if err := h.accept(resp.Values("WWW-Authenticate")); err != nil {
				return nil, err
			}
			if !h.answers(h.challenge, name) {
				return nil, errUnauthorized
			}
			fields, body = h.anew(name, fields, body)
			answered = true
		default:
			return resp, nil
		}
	}
}

var errNoConnection = errors.New("no connection")

var errUnanswered = errors.New("no HTTP response")

var errUnauthorized = errors.New("the server does not take the credentials")

// once sends one request and reads the response to it.
func (h *client) once(name, method string, fields []wire.Field, body []byte) (*wire.Message, error) {
	if h.c.faulty("reconnect-new-session") && h.connTo != "" && h.conn == nil && h.session != nil && h.last != 401 && h.last/100 != 3 {
		return nil, errors.New("the ACS closed the connection")
	}
	if err := h.connect(); err != nil {
		return nil, err
	}
	target := h.at.EscapedPath()
	if target == "" {
		target = "/"
	}
	if h.at.RawQuery != "" {
		target += "?" + h.at.RawQuery
	}
	r := &request{Name: name, Method: method, Target: target, Body: body}
	r.Fields = append(r.Fields, wire.Field{Name: "Host", Value: h.at.Host}, wire.Field{Name: "User-Agent", Value: "cwmpspec-cpe"})
	r.Fields = append(r.Fields, fields...)
	h.cookies(r)
	if v := h.authorization(method, target); v != "" {
		r.set("Authorization", v)
	}
	if method != "GET" {
		r.set("Content-Length", strconv.Itoa(len(body)))
	}
	if m := h.c.mutation(); m.HTTP != nil {
		m.HTTP(h.session, r)
	}
	if err := h.send(r); err != nil {
		if h.sendsAgain(err) {
			return h.once(name, method, fields, body)
		}
		return nil, fmt.Errorf("sending: %w", err)
	}
	h.requests++
	if err := h.loses(); err != nil {
		h.hangUp()
		return nil, err
	}
	resp, err := h.conn.ReadResponse(r.Method, h.deadline())
	if err != nil && h.sendsAgain(err) {
		return h.once(name, method, fields, body)
	}
	if err != nil {
		h.waitsOut(err)
		return nil, fmt.Errorf("%w: %w", errUnanswered, err)
	}
	if resp.Truncated != "" {
		return nil, fmt.Errorf("the HTTP response is cut short: %s", resp.Truncated)
	}
	h.last = resp.Status
	h.jar.store(h.at, resp.Values("Set-Cookie"), h.c.clock.Now())
	if h.closes(resp) {
		h.hangUp()
	}
	return resp, nil
}

// cookies adds those that are due. After a redirect the domain is not looked at.
func (h *client) cookies(r *request) {
	v := h.jar.header(h.at, h.redirected && !h.c.faulty("redirect-cookies-domain-checked"), h.c.clock.Now())
	switch {
	case v == "" || h.redirected && h.c.faulty("redirect-cookies-dropped"):
	case h.c.faulty("cookie-fields-several"):
		for _, pair := range strings.Split(v, "; ") {
			r.Fields = append(r.Fields, wire.Field{Name: "Cookie", Value: pair})
		}
	default:
		r.set("Cookie", v)
	}
}

// send writes a request to the connection.
func (h *client) send(r *request) error {
	if h.ahead && r.Name == "" {
		h.ahead = false
		return nil // it was sent behind the Inform
	}
	m := wire.NewRequest(r.Method, r.Target, r.Fields, r.Body)
	if raw := h.c.mutation().Raw; raw != nil {
		m.Raw = raw(m.Raw)
	}
	if h.pipelines(r) {
		fields := []wire.Field{{Name: "Host", Value: h.at.Host}, {Name: "Content-Length", Value: "0"},
			{Name: "Authorization", Value: h.authorization("POST", r.Target)}}
		empty := wire.NewRequest("POST", r.Target, fields, nil)
		m.Raw = append(m.Raw, empty.Raw...)
		h.ahead = true
	}
	return h.conn.Write(m)
}

// closes says whether the connection is closed after a response.
func (h *client) closes(resp *wire.Message) bool {
	switch {
	case h.c.faulty("challenge-close-ignored") && resp.Status == 401:
		return false
	case h.c.faulty("challenge-answered-elsewhere") && resp.Status == 401:
		return true
	case h.c.faulty("challenge-close-lingers") && resp.Status == 401 && resp.Closes():
		h.conn, h.raw = nil, nil // left open until the device is switched off
		return false
	}
	return resp.Closes() || h.c.faulty("connection-not-kept") || h.c.faulty("connection-close-sent")
}

// pipelines says that the empty POST is sent right behind this Inform, where
// no request of the device has to come before it.
func (h *client) pipelines(r *request) bool {
	return h.c.faulty("pipelining") && r.Name == "Inform" && h.challenge != nil && h.session.has("1 BOOT") && !h.session.has("7 TRANSFER COMPLETE")
}

func (h *client) deadline() time.Time {
	wait := silence
	if h.c.faulty("silence-20-seconds") && h.session != nil {
		wait = 20 * time.Second
	}
	if h.c.faulty("silence-fifteen-minutes") && h.session != nil {
		wait = 15 * time.Minute
	}
	return time.Now().Add(h.c.clock.Real(wait))
}

// connect opens a connection unless the one of the last exchange still stands.
func (h *client) connect() error {
	to := h.at.Scheme + "://" + h.at.Host
	if h.conn != nil {
		by, _, _ := h.conn.Closed()
		if by == "" && h.connTo == to {
			return nil
		}
		if by != "" || !h.leaves() {
			h.hangUp()
		}
	}
	port := h.at.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[h.at.Scheme]
	}
	// Not before 30 s may the attempt be given up (3.4.2); a refusal is an answer.
	ctx, cancel := context.WithDeadline(h.c.ctx, h.deadline())
	defer cancel()
	address := net.JoinHostPort(h.at.Hostname(), port)
	raw, err := h.dial(ctx, address)
	if err != nil {
		return err
	}
	stream := raw
	if h.usesTLS() {
		h.tryFirst(ctx, address)
		_ = raw.SetDeadline(h.deadline())
		stream, err = h.secure(raw)
		_ = raw.SetDeadline(time.Time{})
		if err != nil {
			h.c.untrack(raw)
			_ = raw.Close()
			if stream, raw = h.fallBack(ctx, address, err); stream == nil {
				return fmt.Errorf("TLS: %w", err)
			}
		}
	}
	h.raw, h.conn = raw, wire.NewConn(stream, wire.Options{Origin: h.c.origin, Self: wire.CPE, Peer: h.peer})
	h.connTo, h.requests = to, 0
	if h.c.faulty("cookie-lost-on-reconnect") {
		h.jar.list = nil
	}
	h.cnonce = httpauth.Nonce() // a new one for each connection (3.4.5)
	return nil
}

// dial opens a connection that ends with the device.
func (h *client) dial(ctx context.Context, address string) (net.Conn, error) {
	raw, err := h.redial(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoConnection, err)
	}
	if !h.c.track(raw) {
		_ = raw.Close()
		return nil, errors.New("the device is switched off")
	}
	return raw, nil
}

// hangUp closes the connection, if there is one.
func (h *client) hangUp() {
	if h.conn != nil {
		_ = h.conn.Close()
		h.c.untrack(h.raw)
		h.conn, h.raw = nil, nil
	}
}

func (h *client) redirect(location string) error {
	to, err := h.at.Parse(location)
	if location == "" || err != nil || (to.Scheme != "http" && to.Scheme != "https") {
		return fmt.Errorf("redirected to %q, which is no HTTP URL", location)
	}
	if (to.Scheme != h.at.Scheme || to.Host != h.at.Host) && !h.c.faulty("redirect-credentials-unasked") {
		h.challenge = nil // the protection space ends at the server
	}
	if h.c.faulty("redirect-path-ignored") {
		to.Path = h.at.Path
	}
	h.at, h.redirected = to, true
	return nil
}

// track remembers an open connection; false if the device is being closed.
func (c *CPE) track(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() != nil {
		return false
	}
	c.conns[conn] = true
	return true
}

func (c *CPE) untrack(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.conns, conn)
}
