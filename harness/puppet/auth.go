package puppet

import (
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
)

// accept takes the first challenge that the device can answer, Digest before
// Basic; false if it cannot or must not answer any.
func (s *Session) accept(values []string) bool {
	if s.Credentials == nil {
		return false
	}
	var basic *httpauth.Challenge
	for _, c := range Challenges(values) {
		switch {
		case c.Scheme == "Digest" && c.Supported():
			s.Take(c)
			return true
		case c.Scheme == "Basic" && basic == nil:
			basic = &c
		}
	}
	if basic == nil {
		return false
	}
	s.Take(*basic)
	return true
}

// Take has the requests from now on answer a challenge.
func (s *Session) Take(c httpauth.Challenge) { s.challenge, s.nc = &c, 0 }

// Challenge is the one that the session answers now, nil if there is none.
func (s *Session) Challenge() *httpauth.Challenge { return s.challenge }

// Challenges reads the values of WWW-Authenticate fields as far as they can be read.
func Challenges(values []string) []httpauth.Challenge {
	var all []httpauth.Challenge
	for _, v := range values {
		if list, err := httpauth.ParseChallenges(v); err == nil {
			all = append(all, list...)
		}
	}
	return all
}

func (s *Session) authorization(method, target string) string {
	if s.challenge == nil || s.Credentials == nil {
		return ""
	}
	s.nc++
	return s.challenge.Authorize(method, target, s.Credentials.Username, s.Credentials.Password, s.nc, s.cnonce)
}
