package acs

import (
	"fmt"

	"github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
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

// goesOn is what may follow upon a fault of the device, as outcome says it.
var goesOn = gomega.BeElementOf("goes on", "status 400")

// outcome says whether the session goes on, or ends well, after a reply, or by
// which HTTP status it was ended.
func outcome(r *puppet.Reply) string {
	if r.Err == nil && r.Status()/100 == 2 {
		return "goes on"
	}
	if r.Err == nil {
		return fmt.Sprintf("status %d", r.Status())
	}
	return r.String()
}
