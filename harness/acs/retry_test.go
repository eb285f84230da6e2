package acs

import (
	"errors"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// retryRequested answers the Inform of a session with fault 8005.
func retryRequested(sess *Session) (*Incoming, error) {
	return sess.Answer(bg, sess.Envelope(soapFault("8005", "Retry request")))
}

func TestRetryRequestKeepsTheSession(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	go func() {
		c.receive()
		c.session(dut)
	}()
	in, err := retryRequested(sess)
	if err != nil || in.Env == nil || in.Env.Name != "Inform" {
		t.Fatal(in, err)
	}
	finish(t, claim, sess)
}

// Another Inform on a new connection is a new attempt, though its RetryCount says nothing of it.
func TestRetryRequestAndNewAttempt(t *testing.T) {
	s, _ := newServer(t, nil)
	claim, c, sess := begun(t, s)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.receive()
		d := dial(t, s.URL())
		d.want(200, d.post(strings.Replace(inform(dut), "00:00:00Z", "00:00:09Z", 1)))
		d.want(204, d.post(""))
		_ = d.c.Close()
		_ = c.c.Close()
	}()
	if in, err := retryRequested(sess); !errors.Is(err, ErrEnded) {
		t.Fatal(in, err)
	}
	if err := next(t, claim).Finish(bg); err != nil {
		t.Error(err)
	}
	<-done
	claim.Release()
}

func TestPlay(t *testing.T) {
	s, _ := newServer(t, nil)
	claim := s.Claim("CASE")
	c := dial(t, s.URL())
	c.send("POST", informIn(dut, cwmp.NS12, `<c:SupportedCWMPVersions e:mustUnderstand="0">1.0,1.4</c:SupportedCWMPVersions>`))
	sess := next(t, claim)
	sess.Play(cwmp.NS10)
	if a := string(sess.InformResponse().Body); strings.Contains(a, "UseCWMPVersion") || !strings.Contains(a, cwmp.NS10) {
		t.Errorf("an ACS of CWMP 1.0 says %s", a)
	}
	if a := string(sess.Envelope(&cwmp.GetRPCMethods{}).Body); !strings.Contains(a, cwmp.NS10) {
		t.Errorf("an ACS of CWMP 1.0 asks %s", a)
	}
	go func() {
		c.receive()
		c.post("")
		_ = c.c.Close()
	}()
	finish(t, claim, sess)
}
