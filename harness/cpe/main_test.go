package cpe

import (
	"fmt"
	"net"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const factor = 100

// bench is a device under test and an ACS that a test scripts step by step.
type bench struct {
	t   *testing.T
	cpe *CPE
	acs *server
}

// post is one request of the device, waiting for its response.
type post struct {
	msg  *wire.Message
	env  *cwmp.Envelope // nil for an empty POST
	conn int
	at   time.Time
	send chan *wire.Message // nil: close the connection
}

// server is the least of an HTTP server: what comes is handed to the test.
type server struct {
	ln    net.Listener
	posts chan *post
	done  chan struct{}
	wg    sync.WaitGroup
}

func newServer(t *testing.T) *server {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{ln: ln, posts: make(chan *post), done: make(chan struct{})}
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		for n := 1; ; n++ {
			raw, err := ln.Accept()
			if err != nil {
				return
			}
			s.wg.Add(2)
			go func() { defer s.wg.Done(); <-s.done; _ = raw.Close() }()
			go s.serve(raw, n)
		}
	}()
	return s
}

func (s *server) serve(raw net.Conn, n int) {
	defer s.wg.Done()
	conn := wire.NewConn(raw, wire.Options{Origin: time.Now(), Self: wire.ACS, Peer: wire.CPE})
	defer conn.Close()
	for {
		m, err := conn.ReadRequest(time.Now().Add(time.Minute))
		if err != nil {
			return
		}
		p := &post{msg: m, conn: n, at: time.Now(), send: make(chan *wire.Message)}
		if len(m.Body) > 0 && m.Method == "POST" {
			p.env = cwmp.Decode(m.Body)
		}
		select {
		case s.posts <- p:
		case <-s.done:
			return
		}
		select {
		case r := <-p.send:
			if r == nil || conn.Write(r) != nil {
				return
			}
		case <-s.done:
			return
		}
	}
}

func (s *server) close() { close(s.done); _ = s.ln.Close(); s.wg.Wait() }

func (s *server) url() string { return "http://" + s.ln.Addr().String() }

func newBench(t *testing.T, change func(*Config)) *bench {
	t.Helper()
	before := goruntime.NumGoroutine()
	b := &bench{t: t, acs: newServer(t)}
	cfg := Config{ACSURL: b.acs.url() + "/acs", Username: "user", Password: "pass", Clock: clock.Scaled(factor),
		Log: func(s string) { t.Log(s) }}
	if change != nil {
		change(&cfg)
	}
	var err error
	if b.cpe, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.cpe.Close()
		b.acs.close()
		for i := 0; goruntime.NumGoroutine() > before; i++ {
			if i == 200 {
				buf := make([]byte, 1<<16)
				t.Fatalf("goroutines are left:\n%s", buf[:goruntime.Stack(buf, true)])
			}
			<-time.After(5 * time.Millisecond)
		}
	})
	b.cpe.Start()
	return b
}

// next is the next request of the device.
func (b *bench) next() *post {
	b.t.Helper()
	select {
	case p := <-b.acs.posts:
		return p
	case <-time.After(20 * time.Second):
		b.t.Fatal("the device sends nothing")
		return nil
	}
}

func (p *post) empty() { p.send <- wire.NewResponse(204, "No Content", nil, nil) }

func (p *post) status(code int, fields ...wire.Field) {
	p.send <- wire.NewResponse(code, "Status", append(fields, wire.Field{Name: "Content-Length", Value: "0"}), nil)
}

func (p *post) soap(h cwmp.Header, name string, body any, fields ...wire.Field) {
	b := cwmp.Encode(h, name, body, cwmp.Style{})
	fields = append(fields, wire.Field{Name: "Content-Type", Value: "text/xml"}, wire.Field{Name: "Content-Length", Value: fmt.Sprint(len(b))})
	p.send <- wire.NewResponse(200, "OK", fields, b)
}

func (p *post) fault(code string) {
	p.soap(cwmp.Header{ID: p.env.Header.ID}, "Fault", &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true, FaultCode: code, FaultString: "text", HasFaultString: true})
}

// inform expects an Inform and checks that it is without defect.
func (b *bench) inform() (*post, *cwmp.Inform) {
	b.t.Helper()
	p := b.next()
	if p.env == nil {
		b.t.Fatalf("not an Inform but %s", p.msg.StartLine)
	}
	m, ok := p.env.Body.(*cwmp.Inform)
	if !ok {
		b.t.Fatalf("not an Inform but %s", p.env.Name)
	}
	b.clean(p)
	return p, m
}

func (b *bench) clean(p *post) {
	b.t.Helper()
	if p.env != nil && len(p.env.Defects) > 0 {
		b.t.Errorf("%s has defects: %v\n%s", p.env.Name, p.env.Defects, p.msg.Body)
	}
	if len(p.msg.Defects) > 0 {
		b.t.Errorf("HTTP defects: %v", p.msg.Defects)
	}
}

func (p *post) accept() {
	use := "1.4"
	h := cwmp.Header{ID: p.env.Header.ID}
	if p.env.Header.SupportedCWMPVersions != nil {
		h.UseCWMPVersion = &use
	}
	p.soap(h, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1})
}

// open takes an Inform and the empty POST after it, which is returned.
func (b *bench) open() (*post, *cwmp.Inform) {
	b.t.Helper()
	p, m := b.inform()
	p.accept()
	p = b.next()
	if p.env != nil {
		b.t.Fatalf("%s in place of an empty POST", p.env.Name)
	}
	return p, m
}

// ask sends a request and returns the device's next POST.
func (b *bench) ask(p *post, name string, body any) *post {
	b.t.Helper()
	id := "id of " + name
	p.soap(cwmp.Header{ID: &id}, name, body)
	p = b.next()
	if p.env == nil {
		b.t.Fatalf("%s is not answered", name)
	}
	b.clean(p)
	if p.env.Header.ID == nil || *p.env.Header.ID != id {
		b.t.Errorf("the answer to %s does not echo the ID", name)
	}
	return p
}

// session runs a whole session that does nothing and returns its Inform.
func (b *bench) session() *cwmp.Inform {
	b.t.Helper()
	p, m := b.open()
	p.empty()
	return m
}

func codes(m *cwmp.Inform) string {
	var list []string
	for _, e := range m.Event {
		s := e.EventCode
		if e.CommandKey != "" {
			s += "=" + e.CommandKey
		}
		list = append(list, s)
	}
	return strings.Join(list, ", ")
}

func (b *bench) wantEvents(m *cwmp.Inform, want string) {
	b.t.Helper()
	if got := codes(m); got != want {
		b.t.Errorf("events %q, not %q", got, want)
	}
}

func setValue(name, typ, text string) *cwmp.SetParameterValues {
	return &cwmp.SetParameterValues{ParameterKey: "key", ParameterList: []cwmp.ParameterValueStruct{{Name: name, Value: cwmp.Value{Type: typ, Text: text}}}}
}

func faultOf(p *post) string {
	f, ok := p.env.Body.(*cwmp.Fault)
	if !ok {
		return p.env.Name
	}
	s := f.FaultCode
	for _, e := range f.SetParameterValuesFault {
		s += "/" + e.FaultCode
	}
	return s
}
