package acs

import (
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in header elements.
var (
	_ = mutate("acs-id-lost", header(func(_ *Session, h *cwmp.Header) { h.ID = nil }, methodsResponse))
	_ = mutate("acs-id-own", header(func(_ *Session, h *cwmp.Header) { h.ID = fixed("acs-0001") }, methodsResponse, informResponse))
	_ = mutate("acs-fault-id-own", header(func(_ *Session, h *cwmp.Header) { h.ID = fixed("acs-0001") }, "Fault"))
	_ = mutate("acs-id-must-understand-0", swap(`ID soapenv:mustUnderstand="1"`, `ID soapenv:mustUnderstand="0"`))
	_ = mutate("acs-session-timeout-echoed", header(func(sess *Session, h *cwmp.Header) { h.SessionTimeout = sess.env.Header.SessionTimeout }, informResponse))
	_ = mutate("acs-supported-versions-echoed", header(func(sess *Session, h *cwmp.Header) {
		h.SupportedCWMPVersions = sess.env.Header.SupportedCWMPVersions
	}, informResponse))
	_ = mutate("acs-hold-requests-sent", header(func(_ *Session, h *cwmp.Header) { h.HoldRequests = new(bool) }))
	_ = mutate("acs-hold-requests-yes", mutation{
		Message: func(_ *Session, _ string, h *cwmp.Header, _ any) { h.HoldRequests = new(bool) },
		Bytes:   rewrite(`(HoldRequests [^>]*>)[^<]*`, "${1}no").Bytes,
	})
	_ = mutate("acs-hold-requests-must-understand-0", mutation{
		Message: func(_ *Session, _ string, h *cwmp.Header, _ any) { h.HoldRequests = new(bool) },
		Bytes:   swap(`HoldRequests soapenv:mustUnderstand="1"`, `HoldRequests soapenv:mustUnderstand="0"`).Bytes,
	})
)
