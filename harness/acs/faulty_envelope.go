package acs

import (
	"bytes"
	"regexp"
	"slices"
)

// swap replaces text in the messages with these names, in all if none is named.
func swap(old, new string, names ...string) mutation {
	return mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return bytes.ReplaceAll(b, []byte(old), []byte(new))
	}}
}

// rewrite is swap with a regular expression.
func rewrite(old, new string, names ...string) mutation {
	form := regexp.MustCompile(old)
	return mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return form.ReplaceAll(b, []byte(new))
	}}
}

const informResponse = "InformResponse"

// Faults in the InformResponse.
var (
	_ = mutate("acs-max-envelopes-2", rewrite(`(<MaxEnvelopes>)1`, "${1}2", informResponse))
)
