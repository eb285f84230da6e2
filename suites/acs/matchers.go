package acs

import (
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
)

// What a reply is expected to be, in the words of puppet.Reply.String.
var (
	informResponse = gomega.Equal("InformResponse")
	anEmptyOne     = gomega.Equal("an empty response")
)

// aRefusal is an HTTP error, or no response at all.
var aRefusal = conform.As("be status 4xx or 5xx, or no response", gomega.MatchRegexp(`^(status [45]|no response)`))

// anAnswer is what may follow upon a request of the device, as kind says it: by
// status 400 an ACS may end a session at its discretion (3.7.2.4).
var anAnswer = gomega.BeElementOf("a response", "a fault", "status 400")

// kind says what sort of thing a reply is. An element that is no method of the
// standard, where a response is due, is a response with a wrong name.
func kind(r *puppet.Reply) string {
	switch {
	case r.Kind() == cwmp.FaultMsg:
		return "a fault"
	case r.Kind() == cwmp.Response, r.Asks() && cwmp.NewMessage(r.Env.Name) == nil:
		return "a response"
	case r.Asks():
		return "a request"
	}
	return r.String()
}

// goesOn is what may follow upon a fault of the device: a further request, the
// end of the session, or status 400, which forces an end without success (3.7.2.4).
var goesOn = gomega.Or(conform.As("be a request", gomega.MatchRegexp(`^[A-Za-z0-9_]+$`)), anEmptyOne, gomega.Equal("status 400"))
