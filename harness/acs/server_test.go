package acs

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

var bg = context.Background()

func TestCalmSession(t *testing.T) {
	s, rec := newServer(t, nil)
	c := dial(t, s.URL())
	m := c.want(200, c.post(informIn(dut, cwmp.NS10, "")))
	env := cwmp.Decode(m.Body)
	if env.Name != "InformResponse" || env.Namespace != cwmp.NS10 || env.Header.ID == nil || *env.Header.ID != "77" || env.Header.UseCWMPVersion != nil {
		t.Errorf("response %s", m.Body)
	}
	for _, tt := range []struct{ body, want, ns string }{
		{`<c:TransferComplete></c:TransferComplete>`, "TransferCompleteResponse", cwmp.NS12},
		{`<c:GetRPCMethods></c:GetRPCMethods>`, "GetRPCMethodsResponse", cwmp.NS12},
		{`<c:X_00AA01_Odd></c:X_00AA01_Odd>`, "Fault", cwmp.NS12},
	} {
		m := c.want(200, c.post(envelope(tt.ns, `<c:ID e:mustUnderstand="1">q</c:ID>`, tt.body)))
		env := cwmp.Decode(m.Body)
		if len(env.Defects) > 0 || env.Name != tt.want || env.Header.ID == nil || *env.Header.ID != "q" {
			t.Errorf("%s: %s %+v", tt.body, m.Body, env.Defects)
		}
		if f, ok := env.Body.(*cwmp.Fault); ok && f.FaultCode != "8000" {
			t.Errorf("fault %s", f.FaultCode)
		}
	}
	m = c.want(204, c.post(""))
	if m.Has("Content-Length") || len(m.Body) > 0 {
		t.Errorf("204 is not empty: %s", m.Raw)
	}
	c.want(400, c.post(""))
	_ = c.c.Close()
	_ = s.Close()
	tr := rec.Take("")
	if len(tr.Exchanges) != 6 || len(tr.Closings) != 1 {
		t.Errorf("%d exchanges, closings %+v", len(tr.Exchanges), tr.Closings)
	}
}

func TestReports(t *testing.T) {
	s, _ := newServer(t, nil)
	c := dial(t, s.URL())
	c.want(200, c.post(inform(dut)))
	for _, method := range []string{"TransferComplete", "AutonomousTransferComplete", "RequestDownload", "DUStateChangeComplete", "AutonomousDUStateChangeComplete"} {
		m := c.want(200, c.post(envelope(cwmp.NS12, "", "<c:"+method+"></c:"+method+">")))
		if env := cwmp.Decode(m.Body); env.Name != method+"Response" || len(env.Defects) > 0 || env.Header.ID != nil {
			t.Errorf("%s %+v", m.Body, env.Defects)
		}
	}
}

func TestVersions(t *testing.T) {
	s, _ := newServer(t, nil)
	for _, tt := range []struct{ list, want string }{{"1.0,1.2,1.4", "1.4"}, {"1.0, 1.1", "1.1"}, {"1.5,1.4,9.9", "1.4"}, {"2.0", ""}} {
		c := dial(t, s.URL())
		m := c.want(200, c.post(informIn(dut, cwmp.NS12, `<c:SupportedCWMPVersions e:mustUnderstand="0">`+tt.list+`</c:SupportedCWMPVersions>`)))
		env := cwmp.Decode(m.Body)
		if f, ok := env.Body.(*cwmp.Fault); ok {
			if tt.want != "" || f.FaultCode != "8006" {
				t.Errorf("%s: fault %s", tt.list, f.FaultCode)
			}
			continue
		}
		if v := env.Header.UseCWMPVersion; v == nil || *v != tt.want {
			t.Errorf("%s: %s", tt.list, m.Body)
		}
	}
}

func TestBadRequests(t *testing.T) {
	s, rec := newServer(t, nil)
	c := dial(t, s.URL())
	c.send("GET", "")
	if m := c.want(405, c.receive()); m.Get("Allow") != "POST" {
		t.Error("no Allow")
	}
	c.want(400, c.post(""))
	c.want(400, c.post("not XML"))
	c.want(200, c.post(inform(dut)))
	m := c.want(400, c.post("<broken"))
	if strings.Contains(string(m.Body), "<") {
		t.Error("SOAP in a 400")
	}
	_ = s.Close()
	if n := len(rec.Take("").Exchanges); n != 5 {
		t.Errorf("%d exchanges recorded", n)
	}
}

func TestScript(t *testing.T) {
	s, rec := newServer(t, nil)
	claim := s.Claim("CASE-1")
	c := dial(t, s.URL())
	dial(t, s.URL()).session(other)
	c.send("POST", inform(dut))
	sess := next(t, claim)
	if sess.Inform().DeviceId != dut || sess.Waiting() == nil || sess.InformExchange().Req == nil {
		t.Fatal("no Inform")
	}
	got := make(chan *wire.Message, 4)
	go func() {
		got <- c.receive()
		got <- c.post("")
		got <- c.post(envelope(cwmp.NS12, "", `<c:RebootResponse></c:RebootResponse>`))
		_ = c.c.Close()
	}()
	in, err := sess.Answer(bg, sess.InformResponse())
	if err != nil || !in.Empty || in.NewConnection {
		t.Fatalf("%+v, %v", in, err)
	}
	in, err = sess.Answer(bg, sess.Envelope(&cwmp.Reboot{CommandKey: "k"}))
	if err != nil || in.Env == nil || in.Env.Name != "RebootResponse" {
		t.Fatalf("%+v, %v", in, err)
	}
	if _, err := sess.Answer(bg, Answer{}); !errors.Is(err, ErrEnded) {
		t.Fatal(err)
	}
	if m := <-got; m.Get("Set-Cookie") == "" || m.Get("Content-Type") != `text/xml; charset="utf-8"` {
		t.Errorf("%s", m.Raw)
	}
	if env := cwmp.Decode((<-got).Body); env.Name != "Reboot" || env.Header.ID == nil || *env.Header.ID != "CASE-1-1" {
		t.Errorf("%+v", env)
	}
	if m := <-got; m.Status != 204 {
		t.Errorf("%s", m.Raw)
	}
	if by, err := sess.WaitClosed(bg, time.Second); by != wire.CPE || err != nil {
		t.Errorf("%s, %v", by, err)
	}
	claim.Release()
	tr := rec.Take("CASE-1")
	if len(tr.Exchanges) != 3 || len(tr.Closings) != 1 || len(tr.Sessions) != 1 {
		t.Errorf("%d exchanges, %d closings, %d sessions", len(tr.Exchanges), len(tr.Closings), len(tr.Sessions))
	}
}

func TestReleaseFinishes(t *testing.T) {
	s, rec := newServer(t, nil)
	claim := s.Claim("CASE")
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	next(t, claim)
	done := make(chan bool)
	go func() {
		defer close(done)
		c.want(200, c.receive())
		c.want(204, c.post(""))
		_ = c.c.Close()
	}()
	claim.Release()
	<-done
	if tr := rec.Take("CASE"); len(tr.Exchanges) != 2 || len(tr.Closings) != 1 || tr.Exchanges[1].Resp == nil {
		t.Errorf("%+v", tr)
	}
	dial(t, s.URL()).session(dut)
	if _, err := claim.Next(bg, time.Second); !errors.Is(err, ErrEnded) {
		t.Error(err)
	}
}

func TestNewSessionEndsOld(t *testing.T) {
	s, _ := newServer(t, nil)
	claim := s.Claim("CASE")
	defer claim.Release()
	first := dial(t, s.URL())
	first.send("POST", inform(dut))
	a := next(t, claim)
	second := dial(t, s.URL())
	second.send("POST", inform(dut))
	b := next(t, claim)
	if _, err := a.Answer(bg, a.InformResponse()); !errors.Is(err, ErrEnded) {
		t.Error(err)
	}
	go func() {
		second.receive()
		second.post("")
		_ = second.c.Close()
		_ = first.c.Close()
	}()
	if err := b.Finish(bg); err != nil {
		t.Error(err)
	}
}

func TestHangUpAndReset(t *testing.T) {
	for _, a := range []Answer{{HangUp: true}, {Reset: true}} {
		s, rec := newServer(t, nil)
		claim := s.Claim("CASE")
		c := dial(t, s.URL())
		c.send("POST", inform(dut))
		sess := next(t, claim)
		if _, err := sess.Answer(bg, a); !errors.Is(err, ErrEnded) {
			t.Error(err)
		}
		if m := c.receive(); m != nil {
			t.Errorf("%s", m.Raw)
		}
		if _, _, note := c.c.Closed(); (note == "reset") != a.Reset {
			t.Errorf("closed by %q", note)
		}
		claim.Release()
		tr := rec.Take("CASE")
		if len(tr.Exchanges) != 1 || tr.Exchanges[0].Resp != nil || tr.Exchanges[0].Intent == "" || len(tr.Closings) != 1 || tr.Closings[0].By != wire.ACS {
			t.Errorf("%+v", tr)
		}
	}
}

func TestSilence(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	if _, err := sess.WaitClosed(bg, time.Second); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
	go func() { _ = c.c.Close() }()
	if by, err := sess.WaitClosed(bg, 500*time.Second); by != wire.CPE || err != nil {
		t.Error(by, err)
	}
	if _, err := claim.Next(bg, time.Second); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
	claim.Release()
}

func TestSessionTimeout(t *testing.T) {
	s, rec := newServer(t, func(c *Config) { c.SessionTimeout = 30 * time.Second })
	claim, _, sess := begun(t, s)
	if _, err := sess.Answer(bg, sess.InformResponse()); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
	claim.Release()
	if tr := rec.Take("CASE"); len(tr.Closings) != 1 || tr.Closings[0].By != wire.ACS || tr.Closings[0].Note != "timeout" {
		t.Errorf("%+v", tr.Closings)
	}
}

func TestWithoutCookies(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	go func() {
		c.receive()
		_ = c.c.Close()
		d := dial(t, s.URL())
		d.post("")
		_ = d.c.Close()
	}()
	a := sess.InformResponse()
	a.Close = true
	in, err := sess.Answer(bg, a)
	if err != nil || !in.NewConnection || !in.Empty {
		t.Fatal(in, err)
	}
	finish(t, claim, sess)
}

func TestRedirect(t *testing.T) {
	s, _ := newServer(t, nil)
	alias, err := s.Alias()
	if err != nil || alias == s.URL() {
		t.Fatal(alias, err)
	}
	if named, err := s.AliasAs("localhost"); err != nil || !strings.HasPrefix(named, "http://localhost:") {
		t.Error(named, err)
	}
	claim, c, sess := begun(t, s)
	go func() {
		m := c.receive()
		_ = c.c.Close()
		d := dial(t, m.Get("Location"))
		d.cookie = c.cookie
		d.post(strings.Replace(inform(dut), "<ParameterList n:arrayType=\"c:ParameterValueStruct[0]\">", `<ParameterList n:arrayType="c:ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.ManagementServer.ConnectionRequestURL</Name><Value>http://cpe:7/new</Value></ParameterValueStruct>`, 1))
		d.post("")
		_ = d.c.Close()
	}()
	in, err := sess.Answer(bg, Answer{Status: http.StatusFound, Fields: []wire.Field{{Name: "Location", Value: alias + "/x"}}})
	if err != nil || in.Env == nil || in.Env.Name != "Inform" || !in.NewConnection {
		t.Fatal(in, err)
	}
	if err := sess.Finish(bg); err != nil {
		t.Error(err)
	}
	if got := s.Listener(dut); got != "http://cpe:7/new" {
		t.Errorf("the listener told after the redirect is %q", got)
	}
	claim.Release()
}

func TestFlood(t *testing.T) {
	s, rec := newServer(t, nil)
	claim := s.Claim("CASE")
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Add(1)
		d := other
		d.SerialNumber = strings.Repeat("x", i+1)
		c := dial(t, s.URL())
		go func() {
			defer wg.Done()
			for _, body := range []string{inform(d), ""} {
				if m := c.post(body); m == nil || m.Status/100 != 2 {
					t.Errorf("no proper response: %v", m)
				}
			}
			_ = c.c.Close()
		}()
	}
	wg.Wait()
	claim.Release()
	_ = s.Close()
	if n := len(rec.Take("CASE").Exchanges); n != 0 {
		t.Errorf("%d exchanges of others in the claim", n)
	}
	if n := len(rec.Take("").Exchanges); n != 0 {
		t.Errorf("%d exchanges of others between the cases", n)
	}
	if n := len(rec.Take(transcript.Others).Exchanges); n != 400 {
		t.Errorf("%d exchanges of others", n)
	}
}

func TestManyIdleConnections(t *testing.T) {
	s, _ := newServer(t, nil)
	for range maxConns + 20 {
		dial(t, s.URL())
	}
	dial(t, s.URL()).session(dut)
}

func TestRawAnswer(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	go func() {
		_, _ = sess.Answer(bg, Answer{Raw: []byte("HTTP/1.1 500 Odd\r\ncontent-length: 0\r\n\r\n"), Close: true})
	}()
	if m := c.want(500, c.receive()); m.Reason != "Odd" || m.Fields[0].Name != "content-length" {
		t.Errorf("%s", m.Raw)
	}
	claim.Release()
}

// A CPE that leaves its connection open after the session is let go in the end.
func TestReleaseCloses(t *testing.T) {
	s, rec := newServer(t, nil)
	claim := s.Claim("CASE")
	c := dial(t, s.URL())
	c.send("POST", inform(dut))
	next(t, claim)
	go func() {
		c.receive()
		c.post("")
	}()
	claim.Release()
	if tr := rec.Take("CASE"); len(tr.Closings) != 1 || tr.Closings[0].By != wire.ACS {
		t.Errorf("%+v", tr.Closings)
	}
}
