package httpauth

import "testing"

// FuzzHeaders reads any text as a challenge and as credentials: neither may
// panic, and a challenge that can be read says the same when written again.
func FuzzHeaders(f *testing.F) {
	for _, s := range []string{
		`Digest realm="a", nonce="b", qop="auth,auth-int", algorithm=MD5-sess, opaque="", stale=TRUE`,
		`Basic realm="a\"b", Digest realm=x`, `Basic dTpw`, `Digest username="u", nc=00000001`, `Digest ,,`, `"`, ``,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = ParseAuthorization(s)
		c, err := ParseChallenge(s)
		if err != nil || !c.Supported() {
			return
		}
		again, err := ParseChallenge(c.String())
		if err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", s, c.String(), err)
		}
		if again.Realm != c.Realm || again.Nonce != c.Nonce || again.Opaque != c.Opaque {
			t.Errorf("%q is written as %q", s, c.String())
		}
	})
}
