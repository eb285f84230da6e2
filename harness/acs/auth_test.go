package acs

import (
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func authorization(v string) wire.Field { return wire.Field{Name: "Authorization", Value: v} }

func challengeOf(t *testing.T, m *wire.Message) httpauth.Challenge {
	t.Helper()
	c, err := httpauth.ParseChallenge(m.Get("WWW-Authenticate"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChallenge(t *testing.T) {
	for _, auth := range []Auth{
		{Scheme: Basic}, {Scheme: Digest}, {Scheme: Digest, Algorithm: "MD5"}, {Scheme: Digest, Algorithm: "MD5-sess"},
		{Scheme: Digest, Algorithm: "SHA-256"}, {Scheme: Digest, CloseOnChallenge: true}, {Scheme: Basic, CloseOnChallenge: true},
	} {
		auth.Username, auth.Password = "user", "pass"
		s, rec := newServer(t, func(c *Config) { c.Auth = auth })
		claim := s.Claim("CASE")
		c := dial(t, s.URL())
		for _, pass := range []string{"wrong", "wrong again", "pass"} {
			m := c.want(401, c.post(inform(dut)))
			ch := challengeOf(t, m)
			if auth.CloseOnChallenge {
				if m.Get("Connection") != "close" || c.receive() != nil {
					t.Error("the connection stays open after the challenge")
				}
				_ = c.c.Close()
				c = dial(t, s.URL())
			}
			c.send("POST", inform(dut), authorization(ch.Authorize("POST", "/acs", "user", pass, 1, "cn")))
			if pass == "pass" {
				break
			}
			c.want(401, c.receive())
			_ = c.c.Close()
			c = dial(t, s.URL())
		}
		next(t, claim)
		go func() {
			c.receive()
			c.post("")
			_ = c.c.Close()
		}()
		claim.Release()
		tr := rec.Take("CASE")
		if n := len(tr.Exchanges); n != 7 || tr.Exchanges[5].Session != tr.Exchanges[6].Session {
			t.Errorf("%+v: %d exchanges", auth, n)
		}
	}
}

func TestNonces(t *testing.T) {
	auth := Auth{Scheme: Digest, Username: "user", Password: "pass", NoncePerConnection: true}
	s, _ := newServer(t, func(c *Config) { c.Auth = auth })
	c := dial(t, s.URL())
	ch := challengeOf(t, c.want(401, c.post(inform(dut))))
	answer := func(nc int) wire.Field {
		return authorization(ch.Authorize("POST", "/acs", "user", "pass", nc, "cn"))
	}
	d := dial(t, s.URL())
	if again := challengeOf(t, d.want(401, d.post(inform(dut), answer(1)))); !again.Stale || again.Nonce == ch.Nonce {
		t.Errorf("nonce of another connection: %+v", again)
	}
	c.want(200, c.post(inform(dut), answer(1)))
	c.want(204, c.post("")) // the cookie and the connection stand for the credentials
	if again := challengeOf(t, c.want(401, c.post(inform(dut), answer(1)))); !again.Stale {
		t.Error("an nc used twice")
	}
	c.want(200, c.post(inform(dut), answer(2)))
}

func TestClaimAfterChallenge(t *testing.T) {
	s, rec := newServer(t, func(c *Config) { c.Auth = Auth{Scheme: Digest, Username: "u", Password: "p"} })
	c := dial(t, s.URL())
	ch := challengeOf(t, c.want(401, c.post(inform(dut))))
	claim := s.Claim("CASE")
	c.want(200, c.post(inform(dut), authorization(ch.Authorize("POST", "/acs", "u", "p", 1, "cn"))))
	claim.Release()
	if n := len(rec.Take("CASE").Exchanges); n != 0 {
		t.Errorf("the claim holds %d exchanges of a session begun before it", n)
	}
}

func TestManualChallenge(t *testing.T) {
	s, _ := newServer(t, func(c *Config) { c.Auth = Auth{Scheme: Manual} })
	claim, c, sess := begun(t, s)
	go func() {
		c.receive()
		c.send("POST", inform(dut), authorization("Basic dTpw"))
		c.receive()
		c.post("")
		_ = c.c.Close()
	}()
	in, err := sess.Answer(bg, Answer{Status: 401, Fields: []wire.Field{{Name: "WWW-Authenticate", Value: `Basic realm="r"`}}})
	if err != nil || in.Exchange.Req.Get("Authorization") == "" || in.Env.Name != "Inform" {
		t.Fatal(in, err)
	}
	finish(t, claim, sess)
}

func TestTLS(t *testing.T) {
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := a.ServerConfig("127.0.0.1", "acs.example")
	if err != nil {
		t.Fatal(err)
	}
	s, rec := newServer(t, func(c *Config) { c.TLS = cfg })
	if !strings.HasPrefix(s.URL(), "https://127.0.0.1:") || !strings.Contains(string(a.PEM()), "CERTIFICATE") {
		t.Error(s.URL())
	}
	for _, name := range []string{"127.0.0.1", "acs.example"} {
		raw, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{RootCAs: a.Pool(), ServerName: name})
		if err != nil {
			t.Fatal(err)
		}
		c := dial(t, s.URL())
		_ = c.c.Close()
		c.c = wire.NewConn(raw, wire.Options{Self: wire.CPE, Peer: wire.ACS})
		c.session(dut)
	}
	if _, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{RootCAs: a.Pool(), ServerName: "other.example"}); err == nil {
		t.Error("a wrong name is accepted")
	}
	_ = s.Close()
	if tr := rec.Take(""); len(tr.Exchanges) != 4 || !tr.Exchanges[0].TLS {
		t.Errorf("%d exchanges", len(tr.Exchanges))
	}
}

// crListener answers connection requests with a list of responses, made from the request.
func crListener(t *testing.T, responses ...func(*wire.Message) *wire.Message) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for len(responses) > 0 {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			c := wire.NewConn(raw, wire.Options{Self: wire.CPE, Peer: wire.ACS})
			for len(responses) > 0 {
				m, err := c.ReadRequest(time.Now().Add(timeout))
				if err != nil {
					break
				}
				if resp := responses[0](m); resp != nil {
					_ = c.Write(resp)
				}
				responses = responses[1:]
			}
			if len(responses) == 0 {
				_, _ = c.WaitClose(time.Now().Add(timeout))
			}
			_ = c.Close()
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return "http://" + l.Addr().String() + "/cr?x=1"
}

func reply(status int, fields ...wire.Field) func(*wire.Message) *wire.Message {
	return func(*wire.Message) *wire.Message {
		return wire.NewResponse(status, "R", append(fields, wire.Field{Name: "Content-Length", Value: "0"}), nil)
	}
}

func TestConnectionRequest(t *testing.T) {
	s, rec := newServer(t, nil)
	for _, value := range []string{`Digest realm="r", nonce="n", qop="auth", opaque="o"`, `Digest realm="r", nonce="n", algorithm=MD5-sess, qop="auth"`,
		`Digest realm="r", nonce="n"`, `Basic realm="r"`, `Basic realm="r", Digest realm="r", nonce="n", algorithm=SHA-256`} {
		for _, closes := range []string{"keep-alive", "close"} {
			challenge := reply(401, wire.Field{Name: "WWW-Authenticate", Value: value}, wire.Field{Name: "Connection", Value: closes})
			url := crListener(t, challenge, func(m *wire.Message) *wire.Message {
				a, err := httpauth.ParseAuthorization(m.Get("Authorization"))
				all, _ := httpauth.ParseChallenges(value)
				if err == nil {
					err = httpauth.Verify(a, httpauth.Check{Challenge: all[len(all)-1], Method: "GET", Target: "/cr?x=1", Username: "u", Password: "p"})
				}
				if err != nil {
					t.Errorf("%s: %v", value, err)
				}
				return wire.NewResponse(200, "OK", []wire.Field{{Name: "Content-Length", Value: "0"}}, nil)
			})
			r, err := s.ConnectionRequest(bg, "CR", CR{URL: url, Username: "u", Password: "p"})
			if err != nil || r.Status() != 200 || len(r.Exchanges) != 2 || r.Statuses[0] != 401 {
				t.Errorf("%s: %+v, %v", value, r, err)
			}
		}
	}
	if tr := rec.Take("CR"); len(tr.Exchanges) != 20 || tr.Exchanges[0].Lane != wire.LaneCR || len(tr.Closings) != 15 {
		t.Errorf("%d exchanges, %d closings", len(tr.Exchanges), len(tr.Closings))
	}
	if _, err := s.ConnectionRequest(bg, "", CR{URL: "https://x/"}); err == nil {
		t.Error("https taken")
	}
	silent := crListener(t, func(*wire.Message) *wire.Message { return nil })
	if _, err := s.ConnectionRequest(bg, "", CR{URL: silent, Wait: 5 * time.Second}); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
}

func TestFileServer(t *testing.T) {
	rec := transcript.NewRecorder(100)
	f, err := NewFileServer(FileConfig{Clock: clock.Scaled(100), Recorder: rec, Auth: Auth{Scheme: Digest, Username: "u", Password: "p"}})
	if err != nil {
		t.Fatal(err)
	}
	f.SetTag("CASE")
	f.Serve("/a", []byte("image"))
	c := dial(t, f.URL("/a"))
	ch := challengeOf(t, c.want(401, c.post("")))
	get := func(method, body string, nc int) *wire.Message {
		c.send(method, body, authorization(ch.Authorize(method, c.url.Path, "u", "p", nc, "cn")))
		return c.receive()
	}
	if m := c.want(200, get("GET", "", 1)); string(m.Body) != "image" {
		t.Errorf("%s", m.Raw)
	}
	c.want(405, get("POST", "", 2))
	c.url.Path = "/log"
	c.want(404, get("GET", "", 3))
	c.want(201, get("PUT", "text", 4))
	if b, ok := f.Uploaded("/log"); !ok || string(b) != "text" {
		t.Errorf("uploaded %q", b)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if tr := rec.Take("CASE"); len(tr.Exchanges) != 5 || tr.Exchanges[0].Lane != wire.LaneFile || len(tr.Closings) != 1 {
		t.Errorf("%d exchanges, closings %+v", len(tr.Exchanges), tr.Closings)
	}
}
