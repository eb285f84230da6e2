package diagnose

import (
	"strings"
)

// networkClues look at what TLS said, and at what happened before a session
// that did not come.
var networkClues = []clue{
	{"plain-to-tls", tlsSays("one side speaks plain HTTP and the other TLS: http against https in the ACS URL",
		"first record does not look like a TLS handshake", "server gave HTTP response to HTTPS client")},
	{"tls-authority", tlsSays("the authority that signed the certificate of the ACS is not trusted",
		"unknown certificate authority", "unknown_ca", "signed by unknown authority")},
	{"tls-name", tlsSays("the certificate of the ACS does not have the host name of the ACS URL",
		"unrecognized name", "certificate is valid for", "cannot validate certificate for", "not valid for any names")},
	{"tls-version", tlsSays("the two have no TLS version or cipher suite in common",
		"protocol version", "unsupported versions", "no cipher suite", "handshake failure", "insufficient security")},
	{"tls-client-certificate", tlsSays("the ACS asks for a certificate of the CPE, which gave none that it accepts",
		"client didn't provide a certificate", "certificate required", "failed to verify certificate: x509: certificate signed")},
	{"tls-certificate", tlsSays("the certificate of the ACS is refused: authority, name or date",
		"bad certificate", "certificate unknown")},
	{"tls-abandoned", tlsSays("the CPE broke the handshake off without saying why, as many do that refuse the certificate", "EOF", "connection reset")},
	{"retry-wait", func(h *halt, _ Options) string {
		if h.s != nil || len(h.t.Sessions) == 0 {
			return ""
		}
		last := h.t.Sessions[len(h.t.Sessions)-1]
		if in, _ := inform(last); in != nil && in.RetryCount > 0 && !last.Ended {
			return "the last session failed: the CPE waits before the next attempt, longer each time (Table 3 of 3.2.1.1)"
		}
		return ""
	}},
	{"no-listener", func(h *halt, o Options) string {
		if !h.stayedAway() || !o.NoListener {
			return ""
		}
		return "the CPE cannot be called: it comes only when it has a reason, at the latest with its periodic Inform"
	}},
}

// tlsSays finds one of the signs in what failed in a TLS handshake.
func tlsSays(text string, signs ...string) func(*halt, Options) string {
	return func(h *halt, _ Options) string {
		said := h.trouble
		switch h.kind {
		case "tls-failed":
			for _, c := range bare(h.t) {
				said = c.Note
			}
		case "acs-tls-failed":
		default:
			return ""
		}
		for _, sign := range signs {
			if strings.Contains(said, sign) {
				return text
			}
		}
		return ""
	}
}
