package cpe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Varieties of the device in HTTP and authentication that the standard leaves
// open: nothing is wrong with them.

// lingers says that the connection of a session that is over is closed some
// time later, while the device goes on.
func (h *client) lingers() bool {
	if !h.c.faulty("connection-closed-after-20-seconds") {
		return false
	}
	h.c.wg.Go(func() {
		h.c.hesitate(20 * time.Second)
		h.hangUp()
	})
	return true
}

// leaves says that a connection that a redirect leads away from stays open
// until the session is over.
func (h *client) leaves() bool {
	if !h.redirected || h.session == nil || !h.c.faulty("redirect-connection-kept") {
		return false
	}
	h.left = append(h.left, h.raw)
	return true
}

func (h *client) closeLeft() {
	for _, raw := range h.left {
		_ = raw.Close()
		h.c.untrack(raw)
	}
	h.left = nil
}

// tired says that a further challenge ends the session, which the request
// answered before it came (3.7.1.4).
func (h *client) tired() bool {
	return h.session != nil && h.challenge != nil && h.nc > 0 && h.c.faulty("challenge-with-credentials-ends-session")
}

// currentTime is the element of an Inform.
var currentTime = regexp.MustCompile(`(<CurrentTime[^>]*>)[^<]*(</CurrentTime>)`)

// anew is an Inform written again for a challenge or a redirect: with the time
// of now, other white space and a header field more.
func (h *client) anew(name string, fields []wire.Field, body []byte) ([]wire.Field, []byte) {
	compressed := slices.ContainsFunc(fields, func(f wire.Field) bool { return f.Name == "Content-Encoding" })
	if name != "Inform" || compressed || !h.c.faulty("inform-written-anew") {
		return fields, body
	}
	h.c.mu.Lock()
	defer h.c.mu.Unlock()
	body = currentTime.ReplaceAll(body, []byte("${1}"+string(h.c.localTime())+"${2}"))
	return append(fields, wire.Field{Name: "Cache-Control", Value: "no-cache"}), append(body, '\n')
}

// respell writes the credentials of Digest in another way that is allowed.
func (c *CPE) respell(credentials string) string {
	switch {
	case c.faulty("authorization-quoted"):
		return strings.Replace(strings.Replace(credentials, "qop=auth", `qop="auth"`, 1), "algorithm=MD5,", `algorithm="MD5",`, 1)
	case c.faulty("authorization-without-algorithm"):
		return strings.Replace(credentials, ", algorithm=MD5,", ",", 1)
	}
	return credentials
}

// keptSession is the answer to a challenge for MD5-sess by a device that makes
// a new cnonce for each request, and keeps A1 as the first one had it.
func (h *client) keptSession(ch httpauth.Challenge, method, target string) string {
	a := httpauth.Authorization{Username: h.user, Realm: ch.Realm, Nonce: ch.Nonce, URI: target, Algorithm: ch.Algorithm,
		CNonce: h.cnonce, QOP: "auth", NC: fmt.Sprintf("%08x", h.nc)}
	if h.nc > 1 {
		a.CNonce = httpauth.Nonce()
	}
	answer := ch.Authorize(method, target, h.user, h.pass, h.nc, a.CNonce)
	digest, ok := httpauth.ResponseInSession(a, method, h.pass, ch.Nonce, h.cnonce)
	if !ok {
		return answer
	}
	return response.ReplaceAllString(answer, `response="`+digest+`"`)
}

var response = regexp.MustCompile(`response="[^"]*"`)

// lowerEscapes are the octets that escapeOctets has escaped.
var lowerEscapes = regexp.MustCompile(`%[0-9A-F]{2}`)

// calledRarelyLate has the session that a Connection Request asks for begin
// forty seconds later, once in a hundred times.
func (c *CPE) calledRarelyLate() bool {
	if !c.faulty("connection-request-rarely-late") || !c.r.callAt.IsZero() || c.busy() {
		return false
	}
	if c.p.called++; c.p.called%100 != 0 {
		return false
	}
	c.r.callAt = c.clock.Now().Add(40 * time.Second)
	return true
}

// unusedNonce is the challenge that a device sends until somebody answers it;
// nil if a fresh one is due. The caller holds mu.
func (c *CPE) unusedNonce() *nonce {
	if n := len(c.nonces); n > 0 && len(c.nonces[n-1].used) == 0 && c.faulty("connection-request-nonce-until-used") {
		return c.nonces[n-1]
	}
	return nil
}

var (
	_ = mutate("empty-post-content-encoding", mutation{HTTP: func(s *session, r *request) {
		if s != nil && r.Name == "" && (s.compression == "GZIP" || s.compression == "Deflate") {
			r.set("Content-Encoding", strings.ToLower(s.compression))
		}
	}})
	_ = mutate("header-blanks-varied", mutation{Raw: func(b []byte) []byte {
		head, body, _ := strings.Cut(string(b), "\r\n\r\n")
		head = strings.Replace(head, "\r\nSOAPAction: \r\n", "\r\nSOAPAction:\r\n", 1)
		head = strings.Replace(head, `text/xml; charset="utf-8"`, "text/xml", 1)
		return []byte(head + "\r\n\r\n" + body)
	}})
)
