package acs

import (
	"github.com/onsi/gomega"
)

// What a reply is expected to be, in the words of puppet.Reply.String.
var (
	informResponse = gomega.Equal("InformResponse")
	anEmptyOne     = gomega.Equal("an empty response")
)
