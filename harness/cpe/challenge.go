package cpe

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// accept takes the first challenge that the device can answer, Digest before Basic.
func (h *client) accept(values []string) error {
	var basic *httpauth.Challenge
	for _, v := range values {
		list, err := httpauth.ParseChallenges(v)
		if err != nil {
			continue
		}
		for _, ch := range list {
			switch {
			case ch.Scheme == "Digest" && ch.Supported():
				h.challenge, h.nc = &ch, 0
				return nil
			case ch.Scheme == "Basic" && basic == nil:
				basic = &ch
			}
		}
	}
	if basic == nil {
		return fmt.Errorf("%w: no challenge that the device can answer", errUnauthorized)
	}
	h.challenge = basic
	return nil
}

func (h *client) authorization(method, target string) string {
	switch {
	case h.c.faulty("authorization-not-repeated") && h.last != 401:
		return ""
	case h.challenge == nil && h.at.Scheme == "https" && h.user != "" && h.session != nil && !h.c.faulty("tls-basic-not-preemptive"):
		return httpauth.Basic(h.user, h.pass) // pre-emptively over TLS (3.4.4)
	case h.challenge == nil:
		return ""
	case h.challenge.Scheme == "Basic":
		return httpauth.Basic(h.user, h.pass)
	}
	h.nc++
	return h.digest(*h.challenge, method, target)
}

// digest answers a digest challenge.
func (h *client) digest(ch httpauth.Challenge, method, target string) string {
	nc, cnonce := h.nc, h.cnonce
	switch {
	case h.c.faulty("md5-sess-first-kept") && ch.Algorithm == "MD5-sess":
		return h.keptSession(ch, method, target)
	case h.c.faulty("nonce-count-constant"):
		nc = 1
	case h.c.faulty("cnonce-constant"):
		cnonce = "0a4f113b"
	case h.c.faulty("digest-qop-list-unsupported") && strings.Contains(ch.QOP, ","):
		ch.QOP = ""
	case h.peer == wire.FS && h.c.faulty("files-digest-without-qop"):
		ch.QOP = ""
	case (h.c.faulty("md5-sess-as-md5") && h.session != nil || h.c.faulty("files-md5-sess-as-md5") && h.session == nil) && ch.Algorithm == "MD5-sess":
		ch.Algorithm = "MD5"
		return strings.Replace(ch.Authorize(method, target, h.user, h.pass, nc, cnonce), "algorithm=MD5,", "algorithm=MD5-sess,", 1)
	}
	return h.c.respell(ch.Authorize(method, target, h.user, h.pass, nc, cnonce))
}

// answers says whether a challenge to a request is answered at all.
func (h *client) answers(ch *httpauth.Challenge, name string) bool {
	switch {
	case h.session == nil:
		return !h.refusedChallenge()
	case h.c.faulty("challenge-later-ignored") && name != "Inform",
		h.c.faulty("digest-algorithm-named-refused") && ch.Algorithm == "MD5",
		h.c.faulty("md5-sess-refused") && ch.Algorithm == "MD5-sess",
		h.c.faulty("basic-challenge-ignored") && ch.Scheme == "Basic",
		h.c.faulty("basic-without-tls-refused") && ch.Scheme == "Basic" && h.at.Scheme == "http":
		return false
	}
	return true
}
