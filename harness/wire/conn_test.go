package wire

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// pair is a CPE end that speaks in plain bytes and an ACS end that is tapped.
func pair(t *testing.T, o Options) (cpe net.Conn, acs *Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cpe, err = net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if o.Self == "" {
		o.Self, o.Peer = ACS, CPE
	}
	acs = NewConn(c, o)
	t.Cleanup(func() { cpe.Close(); acs.Close() })
	return cpe, acs
}

func soon() time.Time { return time.Now().Add(10 * time.Second) }

func send(t *testing.T, c net.Conn, s string) {
	t.Helper()
	if _, err := io.WriteString(c, s); err != nil {
		t.Fatal(err)
	}
}

const inform = "POST /acs HTTP/1.1\r\nhost: acs.example\r\nContent-length: 5\r\nSOAPAction: \"\"\r\n\r\nhello"

func TestReadRequestKeepsEveryByte(t *testing.T) {
	cpe, acs := pair(t, Options{})
	send(t, cpe, inform)
	m, err := acs.ReadRequest(soon())
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Raw) != inform || string(m.Body) != "hello" || m.Raw[m.BodyOffset] != 'h' {
		t.Errorf("raw %q body %q offset %d", m.Raw, m.Body, m.BodyOffset)
	}
	if m.Fields[0].Name != "host" || m.Fields[2].Name != "SOAPAction" || m.Get("CONTENT-LENGTH") != "5" {
		t.Errorf("fields %+v", m.Fields)
	}
	if m.From != CPE || len(m.Defects) != 0 || m.Begun <= 0 || m.Ended < m.Begun {
		t.Errorf("from %q, defects %v, begun %v, ended %v", m.From, m.Defects, m.Begun, m.Ended)
	}
	resp := NewResponse(204, "No Content", nil, nil)
	if err := acs.Write(resp); err != nil || resp.From != ACS || resp.Ended == 0 {
		t.Errorf("write: %v, %+v", err, resp)
	}
	if _, err := io.ReadFull(cpe, make([]byte, len(resp.Raw))); err != nil {
		t.Fatal(err) // unread bytes would make the close a reset
	}
	cpe.Close()
	if _, err := acs.ReadRequest(soon()); err != io.EOF {
		t.Errorf("after the close: %v, want io.EOF", err)
	}
	if by, at, note := acs.Closed(); by != CPE || at == 0 || note != "" {
		t.Errorf("closed by %q at %v %q", by, at, note)
	}
}

func TestEndsOfReading(t *testing.T) {
	t.Run("timeout with part", func(t *testing.T) {
		cpe, acs := pair(t, Options{})
		send(t, cpe, "POST / HT")
		if closed, err := acs.WaitClose(soon()); closed || err != nil {
			t.Fatal(closed, err)
		}
		m, err := acs.ReadRequest(time.Now().Add(5 * time.Millisecond))
		if err != ErrTimeout || m == nil || m.Truncated != "timeout" || string(m.Raw) != "POST / HT" {
			t.Errorf("%v %+v", err, m)
		}
	})
	t.Run("timeout with nothing", func(t *testing.T) {
		_, acs := pair(t, Options{})
		if m, err := acs.ReadRequest(time.Now().Add(5 * time.Millisecond)); err != ErrTimeout || m != nil {
			t.Errorf("%v %+v", err, m)
		}
	})
	t.Run("closed in the body", func(t *testing.T) {
		cpe, acs := pair(t, Options{})
		send(t, cpe, strings.TrimSuffix(inform, "lo"))
		cpe.Close()
		m, err := acs.ReadRequest(soon())
		if err != io.ErrUnexpectedEOF || m == nil || m.Truncated != "closed" || string(m.Body) != "hel" {
			t.Errorf("%v %+v", err, m)
		}
	})
	t.Run("too large", func(t *testing.T) {
		cpe, acs := pair(t, Options{MaxBody: 3})
		send(t, cpe, inform)
		m, err := acs.ReadRequest(soon())
		if !errors.Is(err, ErrTooLarge) || m.Truncated != "too large" || string(m.Body) != "hel" {
			t.Errorf("%v %+v", err, m)
		}
	})
	t.Run("closed from another goroutine", func(t *testing.T) {
		_, acs := pair(t, Options{})
		got := make(chan error)
		go func() { _, err := acs.ReadRequest(time.Time{}); got <- err }()
		acs.Close()
		if err := <-got; !errors.Is(err, net.ErrClosed) {
			t.Errorf("got %v", err)
		}
		if by, _, _ := acs.Closed(); by != ACS {
			t.Errorf("closed by %q", by)
		}
	})
	t.Run("reset", func(t *testing.T) {
		cpe, acs := pair(t, Options{})
		cpe.(*net.TCPConn).SetLinger(0)
		cpe.Close()
		if closed, err := acs.WaitClose(soon()); !closed || err != nil {
			t.Fatal(closed, err)
		}
		if by, _, note := acs.Closed(); by != CPE || note != "reset" {
			t.Errorf("closed by %q, %q", by, note)
		}
	})
}

func TestWaitCloseConsumesNothing(t *testing.T) {
	cpe, acs := pair(t, Options{})
	send(t, cpe, inform)
	if closed, err := acs.WaitClose(soon()); closed || err != nil {
		t.Fatal(closed, err)
	}
	if m, err := acs.ReadRequest(soon()); err != nil || string(m.Raw) != inform {
		t.Errorf("%v %+v", err, m)
	}
}

func TestPipelining(t *testing.T) {
	cpe, acs := pair(t, Options{})
	send(t, cpe, inform+inform)
	for i, want := range []bool{false, true, false} {
		if i == 2 {
			send(t, cpe, inform)
		}
		m, err := acs.ReadRequest(soon())
		if err != nil || m.Pipelined != want {
			t.Fatalf("request %d: %v, pipelined %v", i, err, m.Pipelined)
		}
		if err := acs.Write(NewResponse(204, "No Content", nil, nil)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestContinue(t *testing.T) {
	cpe, acs := pair(t, Options{})
	client := NewConn(cpe, Options{Self: CPE, Peer: ACS})
	defer client.Close()
	head := NewRequest("POST", "/", []Field{{Name: "Host", Value: "a"}, {Name: "Expect", Value: "100-continue"}, {Name: "Content-Length", Value: "2"}}, nil)
	if err := client.Write(head); err != nil {
		t.Fatal(err)
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		if closed, _ := client.WaitClose(soon()); !closed {
			send(t, cpe, "ok")
		}
	}()
	m, err := acs.ReadRequest(soon())
	if err != nil || string(m.Body) != "ok" {
		t.Fatalf("%v %+v", err, m)
	}
	<-sent
	resp := NewResponse(200, "OK", []Field{{Name: "Content-Length", Value: "0"}}, nil)
	if err := acs.Write(resp); err != nil || len(resp.Interim) != 1 {
		t.Errorf("%v, interim %v", err, resp.Interim)
	}
	got, err := client.ReadResponse("POST", soon())
	if err != nil || got.Status != 200 || len(got.Interim) != 1 || got.Interim[0].Status != 100 {
		t.Errorf("%v %+v", err, got)
	}
}
