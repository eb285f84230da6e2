package acs

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// CR is a connection request (3.2.2). Method, Fields, Body and Authorize are
// for cases that send a wrong one.
type CR struct {
	URL                string // ManagementServer.ConnectionRequestURL
	Username, Password string
	Method             string       // GET if empty
	Target             string       // of the request line; empty: that of the URL
	Fields             []wire.Field // additional ones
	Body               []byte
	// From is the address to send from; empty: the usual one.
	From string
	// Algorithms are those of the digest challenges to answer; nil: all.
	Algorithms []string
	// Anonymous leaves a challenge unanswered.
	Anonymous bool
	// Authorize makes the Authorization value from the challenge, instead of a
	// right one; empty: none.
	Authorize func(c httpauth.Challenge, method, target string) string
	Intent    string // what departs from the standard on purpose; recorded
	// Wait bounds the wait for each response, in protocol time; if zero: 30 s,
	// and not less than 3 s of real time.
	Wait time.Duration
}

// CRResult is what came of a connection request.
type CRResult struct {
	Statuses   []int // of the responses, in order: usually 401, 200
	Exchanges  []*transcript.Exchange
	Challenges []httpauth.Challenge
}

// Status is the last status, 0 if there was no response.
func (r *CRResult) Status() int {
	if len(r.Statuses) == 0 {
		return 0
	}
	return r.Statuses[len(r.Statuses)-1]
}

// ConnectionRequest asks the CPE for a session: a plain request first, then
// one that answers the challenge, on the same connection unless the CPE closes
// it. The exchanges are recorded under the tag. What was done so far is
// returned with every error; ErrTimeout: a response did not come in time.
func (s *Server) ConnectionRequest(ctx context.Context, tag string, cr CR) (*CRResult, error) {
	result := &CRResult{}
	u, err := url.Parse(cr.URL)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return result, fmt.Errorf("acs: connection request: %q is not an http URL", cr.URL)
	}
	r := &requester{s: s, tag: tag, cr: cr, result: result, address: u.Host, host: u.Host, target: cr.Target}
	if u.Port() == "" {
		r.address = net.JoinHostPort(u.Hostname(), "80")
	}
	if r.target == "" {
		r.target = u.RequestURI()
	}
	defer r.close()
	resp, err := r.send(ctx, "")
	if err != nil || resp.Status != 401 || cr.Anonymous {
		return result, err
	}
	c, ok := r.challenge(resp)
	if !ok {
		return result, nil
	}
	var value string
	if cr.Authorize != nil {
		value = cr.Authorize(c, r.method(), r.target)
	} else {
		value = c.Authorize(r.method(), r.target, cr.Username, cr.Password, 1, httpauth.Nonce())
	}
	if value == "" {
		return result, nil
	}
	if !keeps(resp) {
		r.close()
	}
	_, err = r.send(ctx, value)
	return result, err
}

type requester struct {
	s       *Server
	tag     string
	cr      CR
	result  *CRResult
	address string
	host    string
	target  string
	conn    *wire.Conn
	n       int
	late    bool
}

func (r *requester) method() string { return orElse(r.cr.Method, "GET") }

// challenge takes the first challenge that can be answered, Digest before Basic.
func (r *requester) challenge(resp *wire.Message) (best httpauth.Challenge, ok bool) {
	for _, value := range resp.Values("WWW-Authenticate") {
		list, err := httpauth.ParseChallenges(value)
		if err != nil {
			continue
		}
		r.result.Challenges = append(r.result.Challenges, list...)
	}
	for _, c := range r.result.Challenges {
		if c.Scheme == "Digest" && r.cr.Algorithms != nil &&
			!slices.ContainsFunc(r.cr.Algorithms, func(name string) bool { return strings.EqualFold(name, c.Algorithm) }) {
			continue
		}
		if c.Supported() && (!ok || best.Scheme == "Basic" && c.Scheme == "Digest") {
			best, ok = c, true
		}
	}
	return best, ok
}

func (r *requester) send(ctx context.Context, authorization string) (*wire.Message, error) {
	wait := r.s.longEnough()
	if r.cr.Wait > 0 {
		wait = r.s.cfg.Clock.Real(r.cr.Wait)
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	if err := r.dial(ctx); err != nil {
		return nil, err
	}
	fields := []wire.Field{{Name: "Host", Value: r.host}, {Name: "User-Agent", Value: "cwmpspec"}}
	if authorization != "" {
		fields = append(fields, wire.Field{Name: "Authorization", Value: authorization})
	}
	if len(r.cr.Body) > 0 {
		fields = append(fields, wire.Field{Name: "Content-Length", Value: fmt.Sprint(len(r.cr.Body))})
	}
	req := wire.NewRequest(r.method(), r.target, append(fields, r.cr.Fields...), r.cr.Body)
	err := r.conn.Write(req)
	open := r.s.cfg.Recorder.Begin(r.tag, r.n, wire.LaneCR, false, req)
	var resp *wire.Message
	if err == nil {
		// A context that ends early ends the reading too.
		conn := r.conn
		stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
		resp, err = r.conn.ReadResponse(r.method(), time.Now().Add(wait))
		stop()
	}
	r.result.Exchanges = append(r.result.Exchanges, open.Finish(resp, r.cr.Intent))
	if resp != nil && resp.Status > 0 {
		r.result.Statuses = append(r.result.Statuses, resp.Status)
	}
	switch {
	case errors.Is(err, wire.ErrTimeout) || err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		r.late = true
		return nil, fmt.Errorf("acs: connection request: %w", ErrTimeout)
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("acs: connection request: %w", err)
	}
	return resp, nil
}

func (r *requester) dial(ctx context.Context) error {
	if r.conn != nil {
		return nil
	}
	raw, err := r.s.dial(ctx, r.cr.From, r.address)
	if err != nil {
		return fmt.Errorf("acs: connection request: %w", err)
	}
	if r.s.faulty("acs-cr-tls") {
		err := tls.Client(raw, &tls.Config{InsecureSkipVerify: true}).HandshakeContext(ctx) // there is nothing to verify
		_ = raw.Close()
		return fmt.Errorf("acs: connection request: %w", err)
	}
	r.n = r.s.cfg.Recorder.Connection()
	r.conn = wire.NewConn(raw, wire.Options{Origin: r.s.cfg.Recorder.Origin(), Self: wire.ACS, Peer: wire.CPE, MaxBody: maxBody})
	return nil
}

func (r *requester) close() {
	if r.conn == nil {
		return
	}
	_ = r.conn.Close()
	by, at, note := r.conn.Closed()
	if r.late && by == wire.ACS {
		note = "timeout"
	}
	r.s.cfg.Recorder.Close(r.tag, transcript.Closing{Conn: r.n, Lane: wire.LaneCR, By: by, At: at, Note: strings.TrimSpace(note)})
	r.conn = nil
}

// dial opens a connection, from the address given if there is one.
func (s *Server) dial(ctx context.Context, from, address string) (net.Conn, error) {
	on := network.Or(s.cfg.Network)
	if from != "" {
		return network.DialFrom(ctx, on, from, address)
	}
	return on.Dial(ctx, address)
}

// Knock opens a connection to a host:port, sends the bytes, which may be none,
// and returns what comes first within the time given, in protocol time; nothing
// if nothing comes. It is no HTTP, and is not recorded.
func (s *Server) Knock(ctx context.Context, address string, sent []byte, wait time.Duration) ([]byte, error) {
	raw, err := s.dial(ctx, "", address)
	if err != nil {
		return nil, fmt.Errorf("acs: %w", err)
	}
	defer func() { _ = raw.Close() }()
	_ = raw.SetDeadline(time.Now().Add(s.cfg.Clock.Real(wait)))
	if _, err := raw.Write(sent); err != nil && len(sent) > 0 {
		return nil, nil
	}
	b := make([]byte, 512)
	n, _ := raw.Read(b) // whether it is closed or silent makes no difference
	return b[:n], nil
}
