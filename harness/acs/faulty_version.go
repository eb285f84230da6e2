package acs

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in the negotiation of the version.
var (
	_ = mutate("acs-use-version-missing", header(func(_ *Session, h *cwmp.Header) { h.UseCWMPVersion = nil }))
	_ = mutate("acs-use-version-always", header(func(_ *Session, h *cwmp.Header) {
		if h.UseCWMPVersion == nil {
			h.UseCWMPVersion = fixed("1.0")
		}
	}, informResponse))
	_ = mutate("acs-use-version-everywhere", header(func(sess *Session, h *cwmp.Header) {
		if v := highest(sess.env.Header.SupportedCWMPVersions); v != "" {
			h.UseCWMPVersion = &v
		}
	}))
	_ = mutate("acs-use-version-list", header(func(sess *Session, h *cwmp.Header) {
		if h.UseCWMPVersion != nil {
			h.UseCWMPVersion = fixed(strings.Join(sess.env.Header.SupportedCWMPVersions, ","))
		}
	}))
	_ = mutate("acs-use-version-own", header(func(sess *Session, h *cwmp.Header) {
		if h.UseCWMPVersion != nil {
			h.UseCWMPVersion = fixed("1.4")
		}
	}))
	_ = mutate("acs-use-version-1.2", header(func(sess *Session, h *cwmp.Header) {
		if h.UseCWMPVersion != nil && slices.Contains(sess.env.Header.SupportedCWMPVersions, "1.2") {
			h.UseCWMPVersion = fixed("1.2")
		}
	}))
	_ = mutate("acs-use-version-must-understand-0", swap(`UseCWMPVersion soapenv:mustUnderstand="1"`, `UseCWMPVersion soapenv:mustUnderstand="0"`))
	_ = mutate("acs-namespace-newest", mutation{Style: func(_ *Session, _ string, style *cwmp.Style) { style.Namespace = cwmp.NS12 }})
	_ = mutate("acs-namespace-oldest", mutation{Style: func(_ *Session, _ string, style *cwmp.Style) { style.Namespace = cwmp.NS10 }})
	_ = mutate("acs-v1.3-use-version-sent", header(func(_ *Session, h *cwmp.Header) { h.UseCWMPVersion = fixed("1.3") }, informResponse))
	_ = mutate("acs-v1.0-use-version-sent", header(func(_ *Session, h *cwmp.Header) { h.UseCWMPVersion = fixed("1.0") }, informResponse))
	_ = mutate("acs-v1.0-namespace-of-device", mutation{Style: func(sess *Session, _ string, style *cwmp.Style) { style.Namespace = sess.env.Namespace }})
)

func fixed(s string) *string { return &s }

// unasked is a call that a faulty ACS makes once in each session without an order.
func (sess *Session) unasked() (Answer, bool) {
	body := unordered[sess.s.cfg.Fault]
	if body == nil || sess.called {
		return Answer{}, false
	}
	sess.called = true
	return sess.Message(cwmp.NameOf(body), body), true
}

var changeUnits = &cwmp.ChangeDUState{Operations: []any{&cwmp.UninstallOpStruct{UUID: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}}}

// unordered are the calls of such faults.
var unordered = map[string]any{
	"acs-v1.1-changes-units":     changeUnits,
	"acs-v1.0-changes-units":     changeUnits,
	"acs-calls-transfercomplete": &cwmp.TransferComplete{StartTime: cwmp.UnknownTime, CompleteTime: cwmp.UnknownTime},
	"acs-calls-kicked":           &cwmp.Kicked{},
}
