package acs

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

var (
	dut   = cwmp.DeviceIdStruct{Manufacturer: "M", OUI: "00AA01", ProductClass: "Box", SerialNumber: "1"}
	other = cwmp.DeviceIdStruct{Manufacturer: "M", OUI: "00AA01", ProductClass: "Box", SerialNumber: "2"}
)

const timeout = 20 * time.Second // real; nothing waits so long unless it fails

// newServer starts a server on scaled time and checks at the end that it
// leaves no goroutine behind.
func newServer(t *testing.T, change func(*Config)) (*Server, *transcript.Recorder) {
	t.Helper()
	before := runtime.NumGoroutine()
	rec := transcript.NewRecorder(100)
	cfg := Config{Clock: clock.Scaled(100), Recorder: rec}
	if change != nil {
		change(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
			if time.Now().After(end) {
				buf := make([]byte, 1<<20)
				t.Fatalf("goroutines left behind:\n%s", buf[:runtime.Stack(buf, true)])
			}
		}
	})
	s.SetDevice(dut)
	return s, rec
}

// client is a tiny scripted CPE.
type client struct {
	t      *testing.T
	url    *url.URL
	c      *wire.Conn
	cookie string
}

func dial(t *testing.T, acs string) *client {
	t.Helper()
	u, err := url.Parse(acs)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, url: u, c: wire.NewConn(raw, wire.Options{Self: wire.CPE, Peer: wire.ACS})}
	t.Cleanup(func() { _ = c.c.Close() })
	return c
}

// post sends a POST and returns the response, nil if there was none.
func (c *client) post(body string, fields ...wire.Field) *wire.Message {
	c.send("POST", body, fields...)
	return c.receive()
}

func (c *client) send(method, body string, fields ...wire.Field) {
	all := []wire.Field{{Name: "Host", Value: c.url.Host}, {Name: "Content-Length", Value: fmt.Sprint(len(body))}}
	if c.cookie != "" {
		all = append(all, wire.Field{Name: "Cookie", Value: c.cookie})
	}
	_ = c.c.Write(wire.NewRequest(method, c.url.Path, append(all, fields...), []byte(body)))
}

func (c *client) receive() *wire.Message {
	m, err := c.c.ReadResponse("POST", time.Now().Add(timeout))
	if err != nil {
		return nil
	}
	if v := m.Get("Set-Cookie"); v != "" {
		c.cookie, _, _ = strings.Cut(v, ";")
	}
	return m
}

func (c *client) want(status int, m *wire.Message) *wire.Message {
	c.t.Helper()
	if m == nil {
		c.t.Fatalf("no response instead of %d", status)
	}
	if m.Status != status {
		c.t.Fatalf("status %d instead of %d: %s", m.Status, status, m.Raw)
	}
	return m
}

func envelope(ns, header, body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:n="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="` + ns + `"><e:Header>` + header + `</e:Header><e:Body>` + body + `</e:Body></e:Envelope>`
}

func inform(d cwmp.DeviceIdStruct) string { return informIn(d, cwmp.NS12, "") }

func informIn(d cwmp.DeviceIdStruct, ns, header string) string {
	return envelope(ns, `<c:ID e:mustUnderstand="1">77</c:ID>`+header, `<c:Inform><DeviceId><Manufacturer>`+d.Manufacturer+`</Manufacturer><OUI>`+d.OUI+
		`</OUI><ProductClass>`+d.ProductClass+`</ProductClass><SerialNumber>`+d.SerialNumber+`</SerialNumber></DeviceId>`+
		`<Event n:arrayType="c:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event>`+
		`<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>`+
		`<ParameterList n:arrayType="c:ParameterValueStruct[0]"></ParameterList></c:Inform>`)
}

// session runs a calm session of a device.
func (c *client) session(d cwmp.DeviceIdStruct) {
	c.t.Helper()
	c.want(200, c.post(inform(d)))
	c.want(204, c.post(""))
	_ = c.c.Close()
}

func next(t *testing.T, c *Claim) *Session {
	t.Helper()
	sess, err := c.Next(context.Background(), 1000*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return sess
}

// begun is a session of the device that a claim of CASE holds: its Inform was
// sent by the client and waits for an answer.
func begun(t *testing.T, s *Server) (*Claim, *client, *Session) {
	t.Helper()
	claim := s.Claim("CASE")
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	return claim, c, next(t, claim)
}

// finish brings a session to its regular end and gives the device back.
func finish(t *testing.T, claim *Claim, sess *Session) {
	t.Helper()
	if err := sess.Finish(bg); err != nil {
		t.Error(err)
	}
	claim.Release()
}
