package httpauth

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
)

// Errors of Verify, besides those that wrap ErrSyntax.
var (
	ErrScheme      = errors.New("another authentication scheme than the challenge asks for")
	ErrCredentials = errors.New("wrong user name or password")
	ErrStale       = errors.New("the nonce is not one of the challenge")
	ErrDirective   = errors.New("a directive departs from the challenge")
)

// Nonce makes a fresh value for a nonce, cnonce or opaque.
func Nonce() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// String is the challenge as the value of a WWW-Authenticate field.
func (c Challenge) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s realm=%s", c.Scheme, quote(c.Realm))
	if c.Scheme != "Digest" {
		return b.String()
	}
	if c.QOP != "" {
		fmt.Fprintf(&b, ", qop=%s", quote(c.QOP))
	}
	if c.Algorithm != "" {
		fmt.Fprintf(&b, ", algorithm=%s", c.Algorithm)
	}
	fmt.Fprintf(&b, ", nonce=%s", quote(c.Nonce))
	if c.Opaque != "" {
		fmt.Fprintf(&b, ", opaque=%s", quote(c.Opaque))
	}
	if c.Stale {
		b.WriteString(", stale=true")
	}
	return b.String()
}

// Supported tells whether Authorize can answer the challenge.
func (c Challenge) Supported() bool {
	if c.Scheme == "Basic" {
		return true
	}
	_, _, ok := algorithm(c.Algorithm)
	return ok && c.Scheme == "Digest" && (c.QOP == "" || c.offers("auth"))
}

// Authorize is the value of the Authorization field that answers the challenge
// for one request: method and uri are those of its request line, nc counts the
// requests sent with this nonce from 1. The answer uses qop=auth if that is
// offered and no qop if none is. It is empty if the challenge is not Supported.
func (c Challenge) Authorize(method, uri, user, pass string, nc int, cnonce string) string {
	if !c.Supported() {
		return ""
	}
	if c.Scheme == "Basic" {
		return Basic(user, pass)
	}
	a := Authorization{Username: user, Realm: c.Realm, Nonce: c.Nonce, URI: uri, Algorithm: c.Algorithm, CNonce: cnonce}
	if c.QOP != "" {
		a.QOP, a.NC = "auth", fmt.Sprintf("%08x", nc)
	}
	a.Response, _ = Response(a, method, pass)

	var b strings.Builder
	fmt.Fprintf(&b, "Digest username=%s, realm=%s, nonce=%s, uri=%s, response=%s",
		quote(user), quote(c.Realm), quote(c.Nonce), quote(uri), quote(a.Response))
	if c.Algorithm != "" {
		fmt.Fprintf(&b, ", algorithm=%s", c.Algorithm)
	}
	if a.QOP != "" {
		fmt.Fprintf(&b, ", qop=auth, nc=%s", a.NC)
	}
	// The session variants need the cnonce for A1 even where no qop was offered.
	if _, sess, _ := algorithm(c.Algorithm); a.QOP != "" || sess {
		fmt.Fprintf(&b, ", cnonce=%s", quote(cnonce))
	}
	if c.Opaque != "" {
		fmt.Fprintf(&b, ", opaque=%s", quote(c.Opaque))
	}
	return b.String()
}

// Basic is the value of an Authorization field in the Basic scheme.
func Basic(user, pass string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+pass))
}

// Response computes the digest for the directives of a, the method of the
// request line and the password; ok is false for an unknown algorithm.
func Response(a Authorization, method, pass string) (digest string, ok bool) {
	return response(a, method, pass, a.Nonce, a.CNonce)
}

// ResponseInSession is Response for a session variant of the algorithm whose A1
// is kept as the request with that nonce and cnonce had it.
func ResponseInSession(a Authorization, method, pass, nonce, cnonce string) (digest string, ok bool) {
	return response(a, method, pass, nonce, cnonce)
}

// response takes the nonce and cnonce of A1 apart: a session variant can keep
// those with which the authentication session began.
func response(a Authorization, method, pass, nonce, cnonce string) (string, bool) {
	h, sess, ok := algorithm(a.Algorithm)
	if !ok {
		return "", false
	}
	a1 := sum(h, a.Username+":"+a.Realm+":"+pass)
	if sess {
		a1 = sum(h, a1+":"+nonce+":"+cnonce)
	}
	a2 := sum(h, method+":"+a.URI)
	if a.QOP == "" {
		return sum(h, a1+":"+a.Nonce+":"+a2), true
	}
	return sum(h, a1+":"+a.Nonce+":"+a.NC+":"+a.CNonce+":"+a.QOP+":"+a2), true
}

// Check is what a server holds an Authorization against.
type Check struct {
	Challenge Challenge // the one that was sent
	Method    string    // of the request line
	Target    string    // of the request line; empty: the uri directive is not compared
	Username  string
	Password  string
	// First is the Authorization that began the authentication session, for
	// the session variants; nil: a is the first. The standard leaves open
	// whether A1 is kept from then or computed anew, so both pass.
	First *Authorization
}

// Verify judges credentials strictly: scheme, realm, nonce, opaque, algorithm,
// qop, nc and cnonce have to fit the challenge, the digest has to be right.
// Whether an nc was used before is for the caller to keep. It returns nil or
// an error that wraps ErrScheme, ErrStale, ErrDirective, ErrCredentials or ErrSyntax.
func Verify(a Authorization, v Check) error {
	c := v.Challenge
	if a.Scheme != c.Scheme {
		return fmt.Errorf("%w: %s", ErrScheme, a.Scheme)
	}
	if c.Scheme == "Basic" {
		if !same(a.Username, v.Username) || !same(a.Password, v.Password) {
			return ErrCredentials
		}
		return nil
	}
	if a.Nonce != c.Nonce {
		return ErrStale
	}
	if err := directives(a, c); err != nil {
		return err
	}
	if v.Target != "" && a.URI != v.Target {
		return fmt.Errorf("%w: uri %q is not the request target %q", ErrDirective, a.URI, v.Target)
	}
	want, ok := Response(a, v.Method, v.Password)
	if !ok {
		return fmt.Errorf("%w: algorithm %q", ErrDirective, a.Algorithm)
	}
	right := same(a.Response, want)
	if _, sess, _ := algorithm(c.Algorithm); !right && sess && v.First != nil {
		want, _ = response(a, v.Method, v.Password, v.First.Nonce, v.First.CNonce)
		right = same(a.Response, want)
	}
	if !right || !same(a.Username, v.Username) {
		return ErrCredentials
	}
	return nil
}

func directives(a Authorization, c Challenge) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrDirective, fmt.Sprintf(format, args...))
	}
	switch {
	case a.Realm != c.Realm:
		return bad("realm %q instead of %q", a.Realm, c.Realm)
	case a.Opaque != c.Opaque:
		return bad("opaque is not returned unchanged")
	case a.Response == "":
		return bad("response is missing")
	case a.URI == "":
		return bad("uri is missing")
	case !sameAlgorithm(a.Algorithm, c.Algorithm):
		return bad("algorithm %q instead of %q", a.Algorithm, c.Algorithm)
	}
	if c.QOP == "" {
		if a.QOP != "" {
			return bad("qop %q although none was offered", a.QOP)
		}
		return nil
	}
	switch {
	case a.QOP == "":
		return bad("qop is missing although %q was offered", c.QOP)
	case !strings.EqualFold(a.QOP, "auth") || !c.offers(a.QOP):
		return bad("qop %q instead of auth", a.QOP)
	case a.CNonce == "":
		return bad("cnonce is missing")
	}
	if b, err := hex.DecodeString(a.NC); err != nil || len(b) != 4 {
		return bad("nc %q is not eight hexadecimal digits", a.NC)
	}
	return nil
}

// sameAlgorithm: absent means MD5, and an answer that leaves the algorithm out
// although the challenge named one is taken for the one of the challenge only
// if that is MD5.
func sameAlgorithm(a, b string) bool {
	if a == "" {
		a = "MD5"
	}
	if b == "" {
		b = "MD5"
	}
	return strings.EqualFold(a, b)
}

func (c Challenge) offers(qop string) bool {
	for _, q := range strings.Split(c.QOP, ",") {
		if strings.EqualFold(strings.TrimSpace(q), qop) {
			return true
		}
	}
	return false
}

func algorithm(name string) (h func() hash.Hash, sess, ok bool) {
	switch strings.ToUpper(name) {
	case "", "MD5":
		return md5.New, false, true
	case "MD5-SESS":
		return md5.New, true, true
	case "SHA-256":
		return sha256.New, false, true
	case "SHA-256-SESS":
		return sha256.New, true, true
	}
	return nil, false, false
}

func sum(h func() hash.Hash, s string) string {
	d := h()
	d.Write([]byte(s))
	return hex.EncodeToString(d.Sum(nil))
}

// quoting escapes what may not stand in a quoted-string as it is.
var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func quote(s string) string {
	return `"` + quoting.Replace(s) + `"`
}
