package cpe

import (
	"net/url"
	"testing"
	"time"
)

func TestCookies(t *testing.T) {
	at := func(s string) *url.URL {
		u, err := url.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	acs, now := at("http://acs.example/cwmp/in"), time.Now()
	for _, c := range []struct {
		what       string
		set        []string
		to         *url.URL
		redirected bool
		want       string
	}{
		{"no attributes", []string{"a=1"}, acs, false, "a=1"},
		{"default path of another branch", []string{"a=1"}, at("http://acs.example/other"), false, ""},
		{"several", []string{"a=1; Path=/", "b=2; Path=/"}, acs, false, "a=1; b=2"},
		{"the longest path first", []string{"a=1; Path=/", "b=2; Path=/cwmp"}, acs, false, "b=2; a=1"},
		{"set again", []string{"a=1; Path=/", "b=2; Path=/", "a=3; Path=/"}, acs, false, "a=3; b=2"},
		{"deleted", []string{"a=1; Path=/", "a=1; Path=/; Max-Age=0"}, acs, false, ""},
		{"for a while", []string{"a=1; Path=/; Max-Age=60"}, acs, false, "a=1"},
		{"expired", []string{"a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, acs, false, ""},
		{"quoted", []string{`a="1"; Path=/; HttpOnly`}, acs, false, `a="1"`},
		{"secure", []string{"a=1; Path=/; Secure"}, acs, false, ""},
		{"another port", []string{"a=1; Path=/"}, at("http://acs.example:8080/"), false, "a=1"},
		{"another host", []string{"a=1; Path=/"}, at("http://b.example/"), false, ""},
		{"redirected to another host", []string{"a=1"}, at("http://b.example/"), true, "a=1"},
		{"for the domain", []string{"a=1; Path=/; Domain=example"}, at("http://b.example/"), false, "a=1"},
		{"for a foreign domain", []string{"a=1; Path=/; Domain=elsewhere"}, acs, false, ""},
		{"no cookie", []string{"nonsense"}, acs, false, ""},
	} {
		j := jar{faulty: func(string) bool { return false }}
		for _, line := range c.set {
			j.store(acs, []string{line}, now)
		}
		if got := j.header(c.to, c.redirected, now); got != c.want {
			t.Errorf("%s: %q instead of %q", c.what, got, c.want)
		}
	}
}
