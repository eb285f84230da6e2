package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	spec(conform.Case{
		ID: "CPE-AUTH-001", Subject: "Authentication",
		Title:  "a digest challenge with qop auth is answered with qop, nc and cnonce",
		Covers: reqs("3.4.4-5", "3.4.5-1", "3.4.5-8"),
		Steps:  "Challenge the Inform with Digest: qop=\"auth,auth-int\" and no algorithm, which means MD5. If the session ends then, try once more.",
		Passes: "The Inform comes again with a digest that is right and has qop=auth, an nc of eight hexadecimal digits and a cnonce.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		ch := digest("", "auth,auth-int")
		in, auth := t.challenged(ch)
		t.Req("3.4.4-5").Expect(scheme(in), "the scheme of the answer to a digest challenge").To(Equal("Digest"))
		a := credentials(in)
		t.unless(strings.EqualFold(a.QOP, "auth-int"), "the device chooses auth-int where both are offered, which it may")
		t.Req("3.4.5-1").Expect(strings.ToLower(a.QOP), "the qop of the answer").To(Equal("auth"))
		t.Req("3.4.5-1").Expect(a.NC, "the nc of the answer").To(conform.As("be eight hexadecimal digits", MatchRegexp("^[0-9a-fA-F]{8}$")))
		t.Req("3.4.5-1").Expect(a.CNonce, "the cnonce of the answer").NotTo(BeEmpty())
		t.Req("3.4.5-8").Expect(digestOf(in), "the digest").To(Equal(response(in, "MD5", auth)))
	})

	spec(conform.Case{
		ID: "CPE-AUTH-002", Subject: "Authentication",
		Title:  "a digest challenge that names the algorithm MD5 is answered",
		Covers: reqs("3.4.5-8"),
		Steps:  "Challenge the Inform with Digest: qop=\"auth\" and algorithm=MD5. If the session ends then, try once more.",
		Passes: "The Inform comes again with a digest that is right by MD5.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		in, auth := t.challenged(digest("MD5", "auth"))
		t.Req("3.4.5-8").Expect(digestOf(in), "the digest").To(Equal(response(in, "MD5", auth)))
	})

	spec(conform.Case{
		ID: "CPE-AUTH-003", Subject: "Authentication",
		Title:  "a digest challenge with the algorithm MD5-sess is answered",
		Covers: reqs("3.4.5-10"),
		Steps:  "Challenge the Inform with Digest: qop=\"auth\" and algorithm=MD5-sess. If the session ends then, try once more.",
		Passes: "The Inform comes again with a digest that is right by MD5-sess.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		in, auth := t.challenged(digest("MD5-sess", "auth"))
		t.Req("3.4.5-10").Expect(digestOf(in), "the digest").To(Equal(response(in, "MD5-sess", auth)))
	})

	spec(conform.Case{
		ID: "CPE-AUTH-004", Subject: "Authentication",
		Title:  "a challenge in mid-session is answered",
		Covers: reqs("3.4.4-5"),
		Steps:  "Accept the Inform without a challenge, and challenge the empty POST after it with Digest. If the session ends then, try once more.",
		Passes: "The POST comes again with an answer in the Digest scheme.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		t.byHand()
		in := t.answerTo(digest("", "auth"), t.Open)
		t.Req("3.4.4-5").Expect(scheme(in), "the scheme of the answer to a digest challenge in mid-session").To(Equal("Digest"))
	})

	spec(conform.Case{
		ID: "CPE-AUTH-005", Subject: "Authentication",
		Title:  "a challenge with Connection: close is answered on a new connection",
		Covers: reqs("3.4.2-5", "3.4.2-6"),
		Steps:  "Challenge the Inform with Connection: close, but leave the connection open. Take the answer and end the session.",
		Passes: "The answer comes on a new connection, and the device closes the old one.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		t.byHand()
		t.Connect()
		before := t.session.Waiting()
		t.unasked(before)
		a := challenge(digest("", "auth"))
		a.Fields = append(a.Fields, wire.Field{Name: "Connection", Value: "close"})
		in := t.Send(a)
		t.Req("3.4.2-6").Expect(in.Conn, "the connection of the answer").NotTo(Equal(before.Conn))
		t.End()
		t.Req("3.4.2-5").Expect(t.closedBy(before), "the side that closes the connection of the challenge").To(Equal(wire.CPE))
	})

	spec(conform.Case{
		ID: "CPE-AUTH-006", Subject: "Authentication",
		Title:  "a Basic challenge is answered",
		Covers: reqs("3.4.4-4"),
		Steps:  "Challenge the Inform with Basic. If the session ends then, try once more.",
		Passes: "The Inform comes again with the user name and password in the Basic scheme.",
		Needs:  []string{NeedCredentials, needBasic},
	}, func(t *CPE) {
		in, auth := t.challenged(httpauth.Challenge{Scheme: "Basic", Realm: "cwmpspec"})
		a := credentials(in)
		t.Req("3.4.4-4").Expect(a.Scheme, "the scheme of the answer to a Basic challenge").To(Equal("Basic"))
		t.Req("3.4.4-4").Expect(a.Username, "the user name").To(Equal(auth.Username))
		t.Req("3.4.4-4").Expect(a.Password == auth.Password, "whether the password is right").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-AUTH-007", Subject: "Authentication",
		Title:  "a password that the ACS has set is used from the next session on",
		Covers: reqs("3.4.4-20"),
		Steps:  "Set ManagementServer.Password, end the session, and challenge the Inform of the next one with Digest. If the session ends then, try once more.",
		Passes: "The digest is right for the new password.",
		Needs:  []string{NeedCredentials},
	}, func(t *CPE) {
		name := t.Device.Root + "ManagementServer.Password"
		if !t.Device.writable(name) {
			t.Skip("%s is not writable", name)
		}
		auth := t.byHand()
		old := auth.Password
		auth.Password = old + "-2"
		t.Cleanup(name, func() error { return t.Set(value(name, "string", old)).failure() })
		if err := t.Set(value(name, "string", auth.Password)).failure(); err != nil {
			t.Stop("the device does not take a new password: %v", err)
		}
		in := t.answerTo(digest("", "auth"), func() { t.Connect() })
		t.Req("3.4.4-20").Expect(digestOf(in), "the digest").To(Equal(response(in, "MD5", auth)))
	})
}

// byHand lets the case authenticate the device by itself. It returns what the
// ACS knows of the device.
func (t *CPE) byHand() acs.Auth {
	auth := t.ACS.Auth()
	t.Cleanup("the authentication", func() error {
		t.End()
		t.ACS.SetAuth(auth)
		return nil
	})
	t.ACS.SetAuth(acs.Auth{Scheme: acs.Manual})
	return auth
}

// challenged opens a session and challenges its Inform. It returns what the
// device sends next in the session, nil if nothing.
func (t *CPE) challenged(c httpauth.Challenge) (*acs.Incoming, acs.Auth) {
	auth := t.byHand()
	return t.answerTo(c, func() { t.Connect() }), auth
}

// answerTo challenges the request that open brings a session to, and returns
// what the device sends next in the session, nil if nothing. A session that ends
// then may have lost its connection by chance: it is tried once more.
func (t *CPE) answerTo(c httpauth.Challenge, open func()) *acs.Incoming {
	for range 2 {
		open()
		t.unasked(t.session.Waiting())
		if in, err := t.TrySend(challenge(c)); err == nil {
			return in
		}
	}
	return nil
}

// unasked skips the case if a request carries credentials that were not asked
// for in this session: a 401 to it may end the session (3.7.1.4).
func (t *CPE) unasked(in *acs.Incoming) {
	if in.Exchange.Req.Has("Authorization") {
		t.Skip("the device sends credentials without a challenge, so that a challenge would be a refusal")
	}
}

func digest(algorithm, qop string) httpauth.Challenge {
	return httpauth.Challenge{Scheme: "Digest", Realm: "cwmpspec", Nonce: httpauth.Nonce(), Opaque: httpauth.Nonce(), QOP: qop, Algorithm: algorithm}
}

func challenge(c httpauth.Challenge) acs.Answer {
	return acs.Answer{Status: 401, Fields: []wire.Field{{Name: "WWW-Authenticate", Value: c.String()}}}
}

// credentials reads the Authorization of a POST; of none it is empty.
func credentials(in *acs.Incoming) httpauth.Authorization {
	if in == nil {
		return httpauth.Authorization{}
	}
	a, _ := httpauth.ParseAuthorization(in.Exchange.Req.Get("Authorization"))
	return a
}

// digestOf is the digest of a POST, or why there is none.
func digestOf(in *acs.Incoming) string {
	switch a := credentials(in); {
	case in == nil:
		return "none: the session ended"
	case a.Response == "":
		return "none: the POST has no answer to the challenge"
	default:
		return a.Response
	}
}

func scheme(in *acs.Incoming) string {
	if in == nil {
		return "none: the session ended"
	}
	return credentials(in).Scheme
}

// response is the digest that the directives of a POST and the right user name
// and password make.
func response(in *acs.Incoming, algorithm string, auth acs.Auth) string {
	if in == nil {
		return "the right one"
	}
	a := credentials(in)
	a.Algorithm, a.Username = algorithm, auth.Username
	text, _ := httpauth.Response(a, in.Exchange.Req.Method, auth.Password)
	return text
}

// failure is the fault of a reply as an error, nil for a response.
func (r *Reply) failure() error {
	if r.Fault == nil {
		return nil
	}
	return faultError(r.Code())
}

type faultError string

func (e faultError) Error() string { return "fault " + string(e) }
