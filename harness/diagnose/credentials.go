package diagnose

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// credentialClues look at a challenge and at what the CPE made of it.
var credentialClues = []clue{
	{"malformed-credentials", func(h *halt, _ Options) string {
		if h.kind != "second-401" && h.kind != "call-second-401" {
			return ""
		}
		if _, err := httpauth.ParseAuthorization(h.x2().Req.Get("Authorization")); err != nil {
			return "the Authorization header cannot be read: " + err.Error()
		}
		return ""
	}},
	{"wrong-username", func(h *halt, o Options) string {
		a, ok := h.given()
		if !ok || o.Username == "" || a.Username == o.Username {
			return ""
		}
		return fmt.Sprintf("the CPE gives the user name %q; expected is %q", a.Username, o.Username)
	}},
	{"scheme", func(h *halt, _ Options) string {
		a, ok := h.given()
		c, asked := h.challenge()
		if !ok || !asked || strings.EqualFold(a.Scheme, c.Scheme) {
			return ""
		}
		return fmt.Sprintf("the challenge is for %s, the CPE answers with %s", c.Scheme, a.Scheme)
	}},
	{"algorithm", func(h *halt, _ Options) string {
		c, asked := h.challenge()
		if !asked || c.Scheme != "Digest" {
			return ""
		}
		if a, ok := h.given(); ok {
			if a.Scheme == "Digest" && !strings.EqualFold(orMD5(a.Algorithm), orMD5(c.Algorithm)) {
				return fmt.Sprintf("the challenge is for the algorithm %s, the CPE answers with %s", orMD5(c.Algorithm), orMD5(a.Algorithm))
			}
			return ""
		}
		if h.kind == "silent-after-challenge" && !strings.EqualFold(orMD5(c.Algorithm), "MD5") {
			return fmt.Sprintf("the challenge asks for the algorithm %s, which many CPEs do not know", c.Algorithm)
		}
		return ""
	}},
	{"nonce", digestPart("nonce", func(a httpauth.Authorization, c httpauth.Challenge, _ string) (string, string) {
		return a.Nonce, c.Nonce
	})},
	{"realm", digestPart("realm", func(a httpauth.Authorization, c httpauth.Challenge, _ string) (string, string) {
		return a.Realm, c.Realm
	})},
	{"digest-uri", digestPart("uri", func(a httpauth.Authorization, _ httpauth.Challenge, target string) (string, string) {
		return a.URI, target
	})},
	{"qop", func(h *halt, _ Options) string {
		a, ok := h.given()
		c, asked := h.challenge()
		if !ok || !asked || a.Scheme != "Digest" || c.QOP == "" || a.QOP != "" {
			return ""
		}
		return "the challenge offers qop=" + c.QOP + ", the answer has none"
	}},
	{"no-challenge", func(h *halt, _ Options) string {
		if h.kind != "silent-after-challenge" {
			return ""
		}
		if _, ok := h.challenge(); !ok {
			return "the 401 has no WWW-Authenticate header that can be read"
		}
		return ""
	}},
	{"own-connection", func(h *halt, _ Options) string {
		x, b := h.x(), h.before()
		if h.kind != "second-401" || b == nil || b.Conn == x.Conn || b.Resp == nil || b.Resp.Status != 401 || b.Resp.Closes() {
			return ""
		}
		return fmt.Sprintf("the credentials come on connection %d, the challenge was given on connection %d, and a nonce can be bound to that", x.Conn, b.Conn)
	}},
}

func orMD5(algorithm string) string {
	if algorithm == "" {
		return "MD5"
	}
	return algorithm
}

// digestPart compares a part of the credentials with what it has to be.
func digestPart(name string, parts func(a httpauth.Authorization, c httpauth.Challenge, target string) (is, want string)) func(*halt, Options) string {
	return func(h *halt, _ Options) string {
		a, ok := h.given()
		c, asked := h.challenge()
		if !ok || !asked || a.Scheme != "Digest" || c.Scheme != "Digest" {
			return ""
		}
		is, want := parts(a, c, h.x2().Req.Target)
		if is == want {
			return ""
		}
		return fmt.Sprintf("the %s of the credentials is %q instead of %q", name, is, want)
	}
}

// x2 is the exchange with credentials that were refused: of the session, or of
// the Connection Request.
func (h *halt) x2() *transcript.Exchange {
	if x := h.x(); x != nil {
		return x
	}
	for i := len(h.t.Exchanges) - 1; i >= 0; i-- {
		if x := h.t.Exchanges[i]; x.Req != nil && x.Req.Has("Authorization") {
			return x
		}
	}
	return nil
}

// given are the credentials that were refused.
func (h *halt) given() (httpauth.Authorization, bool) {
	if h.kind != "second-401" {
		return httpauth.Authorization{}, false
	}
	a, err := httpauth.ParseAuthorization(h.x().Req.Get("Authorization"))
	return a, err == nil
}

// challenge is the one that they answer, or that was not answered.
func (h *halt) challenge() (httpauth.Challenge, bool) {
	x := h.x()
	if h.kind == "second-401" {
		x = h.before()
	} else if h.kind != "silent-after-challenge" {
		return httpauth.Challenge{}, false
	}
	if x == nil || x.Resp == nil || x.Resp.Status != 401 {
		return httpauth.Challenge{}, false
	}
	c, err := httpauth.ParseChallenge(x.Resp.Get("WWW-Authenticate"))
	return c, err == nil
}
