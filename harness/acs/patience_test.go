package acs

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// A device that leaves its connections open is waited for once.
func TestPatienceOnce(t *testing.T) {
	s, rec := newServer(t, nil)
	claim := s.Claim("CASE")
	for i := range 3 {
		c := dial(t, s.URL())
		c.send("POST", inform(dut))
		sess := next(t, claim)
		go func() {
			c.receive()
			c.post("")
		}()
		begun := time.Now()
		if err := sess.Finish(bg); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); i == 0 && took < closeFloor || i > 0 && took >= closeFloor {
			t.Errorf("session %d: the connection was closed after %s", i+1, took)
		}
	}
	claim.Release()
	tr := rec.Take("CASE")
	if len(tr.Sessions) != 3 || len(tr.Closings) != 3 {
		t.Fatalf("%d sessions, %d closings", len(tr.Sessions), len(tr.Closings))
	}
	for _, c := range tr.Closings {
		if c.By != wire.ACS {
			t.Errorf("%+v", c)
		}
	}
}

// What is too large ends the session with an error that says so.
func TestTooLarge(t *testing.T) {
	s, _ := newServer(t, nil)
	claim := s.Claim("CASE")
	defer claim.Release()
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	sess := next(t, claim)
	go func() {
		c.receive()
		c.send("POST", strings.Repeat(" ", maxBody+1))
	}()
	if _, err := sess.Answer(bg, sess.InformResponse()); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// After a redirect the script sees what comes, even a GET; and an Inform that
// counts a retry is a new session.
func TestAfterRedirect(t *testing.T) {
	s, _ := newServer(t, nil)
	claim := s.Claim("CASE")
	alias, err := s.Alias()
	if err != nil {
		t.Fatal(err)
	}
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	sess := next(t, claim)
	moved := Answer{Status: 302, Fields: []wire.Field{{Name: "Location", Value: alias}}}
	there := dial(t, alias)
	go func() {
		c.want(302, c.receive())
		there.cookie = c.cookie
		there.send("GET", "")
	}()
	in, err := sess.Answer(bg, moved)
	if err != nil || in.Exchange.Req.Method != "GET" || in.Conn == sess.InformExchange().Conn {
		t.Fatalf("%v, %v", in, err)
	}
	go func() {
		there.want(302, there.receive())
		there.send("POST", strings.Replace(inform(dut), "<RetryCount>0<", "<RetryCount>1<", 1))
	}()
	if _, err := sess.Answer(bg, moved); !errors.Is(err, ErrEnded) {
		t.Error(err)
	}
	again := next(t, claim)
	if again.Inform().RetryCount != 1 {
		t.Error(again.Inform())
	}
	go func() {
		there.want(200, there.receive())
		there.want(204, there.post(""))
		_ = there.c.Close()
		_ = c.c.Close()
	}()
	claim.Release()
}

// A connection that a session has left behind can be watched.
func TestWaitGone(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	first := sess.Waiting()
	if _, err := first.WaitGone(bg, time.Second); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
	second := dial(t, s.URL())
	go func() {
		c.want(401, c.receive())
		second.cookie = c.cookie
		second.send("POST", inform(dut), wire.Field{Name: "Authorization", Value: "Basic YTpi"})
	}()
	in, err := sess.Answer(bg, Answer{Status: 401, Fields: []wire.Field{{Name: "Connection", Value: "close"}}})
	if err != nil || in.Conn == first.Conn {
		t.Fatalf("%v, %v", in, err)
	}
	_ = c.c.Close()
	if by, err := first.WaitGone(bg, 1000*time.Second); err != nil || by != wire.CPE {
		t.Errorf("%s, %v", by, err)
	}
	go func() {
		second.receive()
		second.post("")
		_ = second.c.Close()
	}()
	claim.Release()
}
