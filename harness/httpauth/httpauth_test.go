package httpauth

import (
	"errors"
	"strings"
	"testing"
)

// The examples of RFC 7616 section 3.9.1 and RFC 2617 section 3.5.
func TestKnownDigests(t *testing.T) {
	for _, tt := range []struct{ name, challenge, user, pass, cnonce, want string }{
		{"RFC 2617", `Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"`,
			"Mufasa", "Circle Of Life", "0a4f113b", "6629fae49393a05397450978507c4ef1"},
		{"RFC 7616 MD5", `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "8ca523f5e9506fed4657c9700eebdbec"},
		{"RFC 7616 SHA-256", `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
	} {
		c, err := ParseChallenge(tt.challenge)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		uri := "/dir/index.html"
		a, err := ParseAuthorization(c.Authorize("GET", uri, tt.user, tt.pass, 1, tt.cnonce))
		if err != nil || a.Response != tt.want {
			t.Errorf("%s: response %q, want %q (%v)", tt.name, a.Response, tt.want, err)
		}
		if err := Verify(a, Check{Challenge: c, Method: "GET", Target: uri, Username: tt.user, Password: tt.pass}); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestBothWays(t *testing.T) {
	for _, alg := range []string{"", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess"} {
		for _, qop := range []string{"", "auth", "auth,auth-int"} {
			c := Challenge{Scheme: "Digest", Realm: `a "b" \c`, Nonce: Nonce(), Opaque: "o", Algorithm: alg, QOP: qop}
			parsed, err := ParseChallenge(c.String())
			if err != nil {
				t.Fatal(err)
			}
			v := Check{Challenge: c, Method: "POST", Target: "/acs", Username: "u", Password: "p"}
			a, err := ParseAuthorization(parsed.Authorize("POST", "/acs", "u", "p", 1, "cn"))
			if err != nil {
				t.Fatal(err)
			}
			if err := Verify(a, v); err != nil {
				t.Errorf("%q %q: %v", alg, qop, err)
			}
			v.Password = "q"
			if err := Verify(a, v); !errors.Is(err, ErrCredentials) {
				t.Errorf("%q %q: a wrong password gave %v", alg, qop, err)
			}
		}
	}
}

func TestDepartures(t *testing.T) {
	c := Challenge{Scheme: "Digest", Realm: "r", Nonce: "n", Opaque: "o", QOP: "auth"}
	good := c.Authorize("POST", "/acs", "u", "p", 1, "cn")
	for _, tt := range []struct {
		name, old, new string
		want           error
	}{
		{"nothing", "", "", nil},
		{"bare values", `uri="/acs"`, `uri=/acs`, nil},
		{"quoted qop and nc", `qop=auth, nc=00000001`, `qop="auth", nc="00000001"`, nil},
		{"algorithm named", `, opaque`, `, algorithm="MD5", opaque`, nil},
		{"other algorithm", `, opaque`, `, algorithm=SHA-256, opaque`, ErrDirective},
		{"nonce", `nonce="n"`, `nonce="x"`, ErrStale},
		{"realm", `realm="r"`, `realm="x"`, ErrDirective},
		{"opaque", `opaque="o"`, `opaque="x"`, ErrDirective},
		{"nc", `00000001`, `1`, ErrDirective},
		{"qop", `auth,`, `auth-int,`, ErrDirective},
		{"cnonce changed", `cnonce="cn"`, `cnonce="cx"`, ErrCredentials},
		{"user", `username="u"`, `username="v"`, ErrCredentials},
		{"uri", `uri="/acs"`, `uri="/"`, ErrDirective},
		{"scheme", "Digest", "Other", ErrScheme},
	} {
		a, err := ParseAuthorization(strings.Replace(good, tt.old, tt.new, 1))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		err = Verify(a, Check{Challenge: c, Method: "POST", Target: "/acs", Username: "u", Password: "p"})
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestSessionKeepsA1(t *testing.T) {
	c := Challenge{Scheme: "Digest", Realm: "r", Nonce: "n", QOP: "auth", Algorithm: "MD5-sess"}
	first, _ := ParseAuthorization(c.Authorize("POST", "/", "u", "p", 1, "one"))
	later := Authorization{Scheme: "Digest", Username: "u", Realm: "r", Nonce: "n", URI: "/", Algorithm: "MD5-sess", QOP: "auth", NC: "00000002", CNonce: "two"}
	later.Response, _ = response(later, "POST", "p", "n", "one")
	v := Check{Challenge: c, Method: "POST", Username: "u", Password: "p"}
	if err := Verify(later, v); !errors.Is(err, ErrCredentials) {
		t.Errorf("without the first: %v", err)
	}
	v.First = &first
	if err := Verify(later, v); err != nil {
		t.Errorf("A1 of the first: %v", err)
	}
	later.Response, _ = Response(later, "POST", "p")
	if err := Verify(later, v); err != nil {
		t.Errorf("A1 anew: %v", err)
	}
}

func TestBasic(t *testing.T) {
	c, err := ParseChallenge(`basic realm="r"`)
	if err != nil || c.Scheme != "Basic" || c.Realm != "r" {
		t.Fatalf("%+v, %v", c, err)
	}
	a, err := ParseAuthorization(c.Authorize("GET", "/", "u", "p:q", 1, ""))
	if err != nil || a.Username != "u" || a.Password != "p:q" {
		t.Fatalf("%+v, %v", a, err)
	}
	if err := Verify(a, Check{Challenge: c, Username: "u", Password: "p:q"}); err != nil {
		t.Error(err)
	}
	if err := Verify(a, Check{Challenge: c, Username: "u", Password: "p"}); !errors.Is(err, ErrCredentials) {
		t.Error(err)
	}
}

func TestSyntax(t *testing.T) {
	for _, s := range []string{"", " , ", `realm="x"`, `Digest realm="x`, `Digest realm="r", nonce="a", nonce="b"`, `Digest realm="r"`, `Digest realm="r" nonce="n"`} {
		if _, err := ParseChallenge(s); !errors.Is(err, ErrSyntax) {
			t.Errorf("challenge %q: %v", s, err)
		}
	}
	for _, s := range []string{"", "Basic ???", "Basic dXNlcg==", `Digest a=1, Digest b=2`} {
		if _, err := ParseAuthorization(s); !errors.Is(err, ErrSyntax) {
			t.Errorf("authorization %q: %v", s, err)
		}
	}
	all, err := ParseChallenges(`Basic realm="a", Digest realm="b", nonce=n, stale=TRUE, Digest realm="c", nonce="m"`)
	if err != nil || len(all) != 3 || all[1].Nonce != "n" || !all[1].Stale || all[2].Realm != "c" {
		t.Errorf("%+v, %v", all, err)
	}
}
