package acs

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func newPlace(t *testing.T, s *Server, cfg PlaceConfig) *Place {
	t.Helper()
	p, err := s.Place(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// reach opens a bare connection to a place.
func reach(t *testing.T, p *Place) net.Conn {
	t.Helper()
	u, err := url.Parse(p.URL("/"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	_ = raw.SetDeadline(time.Now().Add(timeout))
	t.Cleanup(func() { _ = raw.Close() })
	return raw
}

// over is a scripted CPE on a connection that is open already.
func over(t *testing.T, p *Place, raw net.Conn) *client {
	t.Helper()
	u, err := url.Parse(p.URL("/acs"))
	if err != nil {
		t.Fatal(err)
	}
	return &client{t: t, url: u, c: wire.NewConn(raw, wire.Options{Self: wire.CPE, Peer: wire.ACS})}
}

// arrived waits until n connections have said anything.
func arrived(t *testing.T, p *Place, n int) {
	t.Helper()
	if !p.Await(bg, n, 1000*time.Second) {
		t.Fatalf("%d connections did not come: %d handshakes, %d plain", n, len(p.Handshakes()), p.Plain())
	}
}

func authority(t *testing.T) (*Authority, *tls.Config) {
	t.Helper()
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := a.ServerConfig("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return a, cfg
}

func TestAPlaceServesSessionsAsTheServerDoes(t *testing.T) {
	s, _ := newServer(t, nil)
	p := newPlace(t, s, PlaceConfig{})
	if !strings.HasPrefix(p.URL("/acs"), "http://127.0.0.1:") {
		t.Error(p.URL("/acs"))
	}
	if p.Await(bg, 1, time.Second) {
		t.Error("a connection came that nobody opened")
	}
	dial(t, p.URL("/acs")).session(dut)
	arrived(t, p, 1)
	if p.Plain() != 1 || len(p.Handshakes()) != 0 {
		t.Errorf("%d plain, %+v", p.Plain(), p.Handshakes())
	}
}

func TestAPlaceWithTLSTellsOfItsHandshakes(t *testing.T) {
	a, cfg := authority(t)
	s, _ := newServer(t, nil)
	p := newPlace(t, s, PlaceConfig{TLS: cfg})
	if !strings.HasPrefix(p.URL("/"), "https://") {
		t.Error(p.URL("/"))
	}
	sec := tls.Client(reach(t, p), &tls.Config{RootCAs: a.Pool(), ServerName: "127.0.0.1", MaxVersion: tls.VersionTLS12})
	over(t, p, sec).session(dut)
	arrived(t, p, 1)
	if err := tls.Client(reach(t, p), &tls.Config{ServerName: "127.0.0.1"}).Handshake(); err == nil {
		t.Error("a certificate of an authority that nobody knows was taken")
	}
	arrived(t, p, 2)
	list := p.Handshakes()
	if h := list[0]; !h.Complete || h.Version != tls.VersionTLS12 || h.Trouble != "" || h.Hello == nil || h.Hello.Highest() != tlswire.TLS12 {
		t.Errorf("the first handshake: %+v", h)
	}
	if h := list[1]; h.Complete || !strings.HasPrefix(h.Trouble, "tls: ") || h.Hello == nil {
		t.Errorf("the second handshake: %+v", h)
	}
	// Without TLS nothing is to be had here.
	if m := over(t, p, reach(t, p)).post(inform(dut)); m != nil {
		t.Errorf("answered without TLS: %s", m.Raw)
	}
	arrived(t, p, 3)
	if p.Plain() != 1 {
		t.Errorf("%d plain", p.Plain())
	}
}

func TestAPlaceThatAnswersAHelloWrongly(t *testing.T) {
	s, _ := newServer(t, nil)
	alert := tlswire.Alert(tlswire.TLS12, 70)
	p := newPlace(t, s, PlaceConfig{Answer: func(h *tlswire.ClientHello) []byte {
		if h.ServerName == "silence" {
			return nil
		}
		return alert
	}})
	if !strings.HasPrefix(p.URL("/"), "https://") {
		t.Error(p.URL("/"))
	}
	for n, test := range []struct {
		name, then string
		want       tlswire.Reaction
	}{
		{"one", string(tlswire.KeyExchange(tlswire.TLS12)), tlswire.GoesOn},
		{"two", string(tlswire.Alert(tlswire.TLS12, 40)), tlswire.Refuses},
		{"three", "", tlswire.Refuses}, // by closing
		{"silence", "", ""},
	} {
		raw := reach(t, p)
		hello := tlswire.ClientHello{Version: tlswire.TLS12, Suites: []uint16{tlswire.Mandatory}, ServerName: test.name}
		if _, err := raw.Write(hello.Bytes()); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(alert))
		if _, err := io.ReadFull(raw, got); test.name == "silence" {
			if err == nil {
				t.Errorf("%s: %x", test.name, got)
			}
		} else if err != nil || string(got) != string(alert) {
			t.Errorf("%s: %x, %v", test.name, got, err)
		}
		_, _ = raw.Write([]byte(test.then))
		_ = raw.Close()
		arrived(t, p, n+1)
		if h := p.Handshakes()[n]; h.Complete || h.Trouble == "" || h.Reaction != test.want || h.Hello.ServerName != test.name {
			t.Errorf("%s: %+v", test.name, h)
		}
	}
}

func TestAPlaceThatIsChangedClosedAndOpenedAgain(t *testing.T) {
	_, cfg := authority(t)
	s, _ := newServer(t, nil)
	p := newPlace(t, s, PlaceConfig{Reset: true})
	raw := reach(t, p)
	if _, err := raw.Write([]byte("POST / HTTP/1.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Read(make([]byte, 1)); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("the connection was not reset: %v", err)
	}
	arrived(t, p, 1)
	p.Set(PlaceConfig{TLS: cfg})
	where := p.URL("/")
	if !strings.HasPrefix(where, "https://127.0.0.1:") {
		t.Error(where)
	}
	p.Set(PlaceConfig{})
	// A hello where there is no TLS.
	raw = reach(t, p)
	_, _ = raw.Write((&tlswire.ClientHello{Version: tlswire.TLS12, Suites: []uint16{tlswire.Mandatory}}).Bytes())
	arrived(t, p, 2)
	if h := p.Handshakes(); len(h) != 1 || h[0].Trouble != "there is no TLS here" {
		t.Errorf("%+v", h)
	}
	_ = raw.Close()
	p.Close()
	if c, err := net.Dial("tcp", p.l.Addr().String()); err == nil {
		_ = c.Close()
		t.Error("a place that is closed takes connections")
	}
	if err := p.Reopen(); err != nil || p.URL("/") != strings.Replace(where, "https:", "http:", 1) {
		t.Fatalf("%v, %s instead of %s", err, p.URL("/"), where)
	}
	dial(t, p.URL("/acs")).session(dut)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Place(PlaceConfig{}); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a place at a server that is closed: %v", err)
	}
	p.Close()
	if err := p.Reopen(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a place opened again at a server that is closed: %v", err)
	}
}

func TestFilesOnThePortOfTheACS(t *testing.T) {
	s, rec := newServer(t, nil)
	f, err := s.HostFiles(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	f.Serve("/image", []byte("firmware"))
	if u, own := f.URL("/image"), strings.Split(s.URL(), "/")[2]; u != "http://"+own+"/image" {
		t.Errorf("%s is not on the port of %s", u, s.URL())
	}
	claim := s.Claim("CASE")
	defer claim.Release()
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	sess := next(t, claim)
	go func() { _ = sess.Finish(bg) }()
	c.want(200, c.receive())
	// In the middle of the session, on its connection.
	ask := func(method, path, body string) *wire.Message {
		t.Helper()
		_ = c.c.Write(wire.NewRequest(method, path, []wire.Field{{Name: "Host", Value: c.url.Host}, {Name: "Content-Length", Value: "3"}}[:1+len(body)/3], []byte(body)))
		m, err := c.c.ReadResponse(method, time.Now().Add(timeout))
		if err != nil {
			t.Fatalf("%s %s: %v", method, path, err)
		}
		return m
	}
	if m := c.want(200, ask("GET", "/image", "")); string(m.Body) != "firmware" {
		t.Errorf("%s", m.Raw)
	}
	c.want(404, ask("GET", "/none", ""))
	c.want(201, ask("PUT", "/log", "abc"))
	if content, ok := f.Uploaded("/log"); !ok || string(content) != "abc" {
		t.Errorf("%q, %v", content, ok)
	}
	c.want(204, c.post(""))
	_ = c.c.Close()
	if list := f.Requests("/image"); len(list) != 1 || list[0].Status != 200 || !list[0].Served() {
		t.Errorf("%+v", list)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tr, files := rec.Take("CASE"), 0
	for _, x := range tr.Exchanges {
		if x.Lane == wire.LaneFile {
			files++
		}
	}
	if files != 3 || len(tr.Sessions) != 1 || len(tr.Sessions[0].Exchanges) != 2 || !tr.Sessions[0].Ended {
		t.Errorf("%d file exchanges, sessions %+v", files, tr.Sessions)
	}
}

func TestKnock(t *testing.T) {
	s, rec := newServer(t, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 3)
	served := make(chan struct{})
	go func() {
		defer close(served)
		network.Serve(l, func(c net.Conn) {
			b := make([]byte, 16)
			n, _ := c.Read(b)
			if got <- string(b[:n]); n > 0 && b[0] == '?' {
				_, _ = c.Write([]byte("an answer"))
			}
			if n > 0 && b[0] == '!' {
				_, _ = c.Read(b) // silent until the other side closes
			}
			_ = c.Close()
		})
	}()
	for _, test := range []struct{ sent, want string }{{"?", "an answer"}, {"!", ""}, {"x", ""}} {
		answer, err := s.Knock(bg, l.Addr().String(), []byte(test.sent), 20*time.Second)
		if err != nil || string(answer) != test.want || <-got != test.sent {
			t.Errorf("%q: %q, %v", test.sent, answer, err)
		}
	}
	_ = l.Close()
	<-served
	if _, err := s.Knock(bg, l.Addr().String(), nil, time.Second); err == nil {
		t.Error("nobody listens, but there is no error")
	}
	if tr := rec.Take(""); len(tr.Exchanges)+len(tr.Closings) != 0 {
		t.Errorf("it was recorded: %+v", tr)
	}
}
