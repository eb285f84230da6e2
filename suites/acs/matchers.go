package acs

import (
	"github.com/onsi/gomega"
	"github.com/onsi/gomega/types"
)

// What a reply is expected to be, in the words of puppet.Reply.String.
var (
	informResponse = gomega.Equal("InformResponse")
	anEmptyOne     = gomega.Equal("an empty response")
)

// answerTo is what may follow upon a request of the device: its response, a
// fault, or a status 400, by which an ACS may end a session at its discretion (3.7.2.4).
func answerTo(method string) types.GomegaMatcher {
	return gomega.Or(served(method), gomega.Equal("status 400"))
}

// served is answerTo in a session that the ACS has to go on with.
func served(method string) types.GomegaMatcher {
	return gomega.Or(gomega.Equal(method+"Response"), gomega.HavePrefix("fault "))
}

// goesOn is what may follow upon a fault of the device: a further request, the
// end of the session, or status 400, which forces an end without success (3.7.2.4).
var goesOn = gomega.Or(gomega.MatchRegexp(`^[A-Za-z0-9_]+$`), anEmptyOne, gomega.Equal("status 400"))
