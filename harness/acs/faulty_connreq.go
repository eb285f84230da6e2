package acs

import (
	"encoding/base64"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
)

// spoilt holds the faults in connection requests.
var spoilt = map[string]func(*CR){
	"acs-cr-post":         func(cr *CR) { cr.Method = "POST" },
	"acs-cr-body":         func(cr *CR) { cr.Body = []byte("wake up") },
	"acs-cr-query-lost":   func(cr *CR) { cr.URL, _, _ = strings.Cut(cr.URL, "?") },
	"acs-cr-query-added":  func(cr *CR) { cr.URL += "&reason=inform" },
	"acs-cr-always-root":  func(cr *CR) { cr.Target = "/" },
	"acs-cr-basic":        func(cr *CR) { cr.Authorize = cr.basic },
	"acs-cr-unanswered":   func(cr *CR) { cr.Anonymous = true },
	"acs-cr-qop-left-out": func(cr *CR) { cr.Authorize = cr.old },
	"acs-cr-sha-256": func(cr *CR) {
		cr.Authorize = func(c httpauth.Challenge, method, target string) string {
			c.Algorithm = "SHA-256"
			return c.Authorize(method, target, cr.Username, cr.Password, 1, httpauth.Nonce())
		}
	},
}

func (cr *CR) basic(httpauth.Challenge, string, string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(cr.Username+":"+cr.Password))
}

// old answers a challenge as if it had no qop (RFC 2069).
func (cr *CR) old(c httpauth.Challenge, method, target string) string {
	c.QOP = ""
	return c.Authorize(method, target, cr.Username, cr.Password, 1, httpauth.Nonce())
}
