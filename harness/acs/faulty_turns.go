package acs

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in what is said when.
var (
	_ = twisted("acs-unit-changes-met-by-nothing", to(calls("AutonomousDUStateChangeComplete"), func(*Session) Answer { return Answer{} }))
	_ = twisted("acs-unknown-method-8001", instead(code("8000"), refuses("8001", "Request denied")))
)

// Faults in the credentials of file transfers.
var (
	_ = mutate("acs-file-credentials-made-up", rewrite(`<(Username|Password)></`, "<${1}>anonymous</", "Download"))
	_ = mutate("acs-file-credentials-lost", rewrite(`<(Username|Password)>[^<]*</`, "<${1}></"))
	_ = mutate("acs-use-version-1.0", header(func(sess *Session, h *cwmp.Header) {
		if h.UseCWMPVersion != nil && slices.Contains(sess.env.Header.SupportedCWMPVersions, "1.0") {
			h.UseCWMPVersion = fixed("1.0")
		}
	}))
)
