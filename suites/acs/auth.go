package acs

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const aboutAuth = "Authentication"

// throughout has a session of the case's device begin and go on to its end, and
// says how it ended.
func (t *ACS) throughout(c *puppet.Credentials, change func(*puppet.Session) puppet.Request) string {
	s := t.Session()
	s.Credentials = c
	s.Begin(change(s))
	_, last := s.Finish()
	return last.String()
}

// plainInform is an ordinary Inform.
func (t *ACS) plainInform(s *puppet.Session) puppet.Request { return s.Request(t.Inform()) }

// right are the credentials that the ACS knows, wrong are others.
func (t *ACS) right() *puppet.Credentials {
	return &puppet.Credentials{Username: t.Stage.Username, Password: t.Stage.Password}
}

func (t *ACS) wrong() *puppet.Credentials {
	return &puppet.Credentials{Username: t.Stage.Username, Password: t.Stage.Password + "x"}
}

func init() {
	spec(conform.Case{
		ID: "ACS-AUTH-001", Subject: aboutAuth,
		Title:  "a device without credentials is not served",
		Covers: reqs("3.4.4-1"),
		Steps:  "Send an Inform without credentials, answer no challenge, and go on as far as the ACS lets the device.",
		Passes: "The session does not come to a regular end.",
		Needs:  []string{NeedClosed},
	}, func(t *ACS) {
		t.Req("3.4.4-1").Expect(t.throughout(nil, t.plainInform), "the last response to a device without credentials").NotTo(anEmptyOne)
	})
	spec(conform.Case{
		ID: "ACS-AUTH-002", Subject: aboutAuth,
		Title:  "the password decides",
		Covers: reqs("3.4.4-1", "3.4.4-20"),
		Steps:  "Have a session with a wrong password, and another one with the right one.",
		Passes: "Only the second one comes to a regular end.",
		Needs:  []string{NeedClosed, NeedAuthentication},
	}, func(t *ACS) {
		t.Req("3.4.4-1", "3.4.4-20").Expect(t.throughout(t.wrong(), t.plainInform), "the last response to a device with a wrong password").NotTo(anEmptyOne)
		t.Req("3.4.4-20").Expect(t.throughout(t.right(), t.plainInform), "the last response to a device with the right password").To(anEmptyOne)
	})
	spec(conform.Case{
		ID: "ACS-AUTH-003", Subject: aboutAuth,
		Title:  "Basic is not accepted without TLS",
		Covers: reqs("3.4.4-3"),
		Steps:  "Over plain HTTP send an Inform with the right user name and password by Basic, and answer no challenge.",
		Passes: "The session does not come to a regular end.",
		Needs:  []string{NeedClosed, NeedDigest, NeedPlain},
	}, func(t *ACS) {
		last := t.throughout(nil, func(s *puppet.Session) puppet.Request {
			q := t.plainInform(s)
			q.Fields = []wire.Field{{Name: "Authorization", Value: httpauth.Basic(t.Stage.Username, t.Stage.Password)}}
			q.Intent = "Basic without TLS"
			return q
		})
		t.Req("3.4.4-3").Expect(last, "the last response to a device that uses Basic without TLS").NotTo(anEmptyOne)
	})
	spec(conform.Case{
		ID: "ACS-AUTH-004", Subject: aboutAuth,
		Title:  "Digest with MD5 and qop=auth admits a device",
		Covers: reqs("3.4.5-4", "3.4.5-9"),
		Steps:  "Send an Inform, and answer the Digest challenge with MD5 (or MD5-sess if only that is offered) and qop=auth.",
		Passes: "Such a challenge is offered, and InformResponse comes.",
		Needs:  []string{NeedDigest},
	}, func(t *ACS) {
		s := t.Session()
		s.Credentials = nil
		r := s.Inform(t.Inform())
		t.Given(r.Resp != nil && r.Status() == 401, "an Inform without credentials was answered with %s", r)
		offered := slices.DeleteFunc(puppet.Challenges(r.Resp.Values("WWW-Authenticate")), func(c httpauth.Challenge) bool {
			return c.Scheme != "Digest" || c.Algorithm != "" && !strings.EqualFold(strings.TrimSuffix(c.Algorithm, "-sess"), "MD5")
		})
		t.Req("3.4.5-9").Expect(offered, "the Digest challenges with MD5").NotTo(BeEmpty())
		t.Given(len(offered) > 0, "no challenge with MD5 to answer")
		s.Credentials = t.right()
		s.Take(offered[0])
		t.Req("3.4.5-4", "3.4.5-9").Expect(s.Inform(t.Inform()).String(), "the answer to an Inform with Digest by MD5").To(informResponse)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-AUTH-005", Subject: aboutAuth,
		Title:  "each connection gets a new nonce",
		Covers: reqs("3.4.5-6"),
		Steps:  "Send an Inform without credentials over two connections.",
		Passes: "The nonces of the challenges differ.",
		Needs:  []string{NeedDigest},
	}, func(t *ACS) {
		var nonces []string
		for range 2 {
			s := t.Session()
			s.Credentials = nil
			r := s.Inform(t.Inform())
			t.Given(r.Resp != nil && r.Status() == 401, "an Inform without credentials was answered with %s", r)
			for _, c := range puppet.Challenges(r.Resp.Values("WWW-Authenticate"))[:1] {
				nonces = append(nonces, c.Nonce)
			}
			s.HangUp()
		}
		t.Req("3.4.5-6").Expect(nonces[1], "the nonce given on the second connection").NotTo(Equal(nonces[0]))
	})
	spec(conform.Case{
		ID: "ACS-AUTH-006", Subject: aboutAuth, Robustness: true,
		Title:  "an answer to a challenge is good for one request only, and for the URL it names",
		Steps:  "Send the same Authorization a second time over a new connection, then one for another URL, then one with a nonce that the ACS never gave.",
		Passes: "None of them is accepted.",
		Needs:  []string{NeedClosed, NeedDigest},
	}, func(t *ACS) {
		s := t.Session()
		s.Inform(t.Inform())
		c := s.Challenge()
		if c == nil || c.Scheme != "Digest" || !s.Last().Responds("Inform") {
			t.Skip("no answer to a Digest challenge at the place where the session goes on, which may be another after a redirect")
		}
		used := s.Last().X.Req.Get("Authorization")
		s.Finish()
		made := *c
		made.Nonce = httpauth.Nonce()
		for _, forged := range []struct{ what, value string }{
			{"that was used before", used},
			{"for another URL", c.Authorize("POST", "/another", t.Stage.Username, t.Stage.Password, 9, httpauth.Nonce())},
			{"with an invented nonce", made.Authorize("POST", t.Stage.URL.RequestURI(), t.Stage.Username, t.Stage.Password, 1, httpauth.Nonce())},
		} {
			s := t.Session()
			s.Credentials = nil
			q := t.plainInform(s)
			q.Fields, q.Intent = []wire.Field{{Name: "Authorization", Value: forged.value}}, "an Authorization "+forged.what
			t.Note().Expect(s.Begin(q).String(), "the answer to an Authorization %s", forged.what).NotTo(informResponse)
			s.HangUp()
		}
	})
}
