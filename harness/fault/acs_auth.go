package fault

// Faults of the reference ACS in authentication and content codings.
func init() {
	register(ACS,
		Fault{ID: "acs-strangers-served", Title: "a device without credentials is served", Breaks: []string{"3.4.4-1"}},
		Fault{ID: "acs-any-password", Title: "a device is served whatever its password", Breaks: []string{"3.4.4-1", "3.4.4-20"}, Notes: []string{"ACS-AUTH-006"}},
		Fault{ID: "acs-basic-accepted", Title: "the right password is accepted by Basic without TLS too", Breaks: []string{"3.4.4-3"}},
		Fault{ID: "acs-digest-sha-256-only", Title: "the only algorithm of Digest is SHA-256", Breaks: []string{"3.4.5-9"}},
		Fault{ID: "acs-nonce-constant", Title: "the nonce is always the same, and good for any number of requests", Breaks: []string{"3.4.5-6"}, Notes: []string{"ACS-AUTH-006"}},
		Fault{ID: "acs-replay-accepted", Title: "an answer to a challenge is good for any number of requests", Notes: []string{"ACS-AUTH-006"}},
		// Content codings
		Fault{ID: "acs-coding-ignored", Title: "Content-Encoding is not looked at", Breaks: []string{"3.4.7-5"}},
		Fault{ID: "acs-coding-400", Title: "a content coding that is not supported is answered with status 400", Breaks: []string{"3.4.7-5"}},
		Fault{ID: "acs-no-compression", Title: "no content coding is supported"},
	)
}
