package fault

// Faults of the reference ACS in Connection Requests.
func init() {
	register(ACS,
		Fault{ID: "acs-cr-post", Title: "a Connection Request is a POST", Breaks: []string{"3.2.2.2-3"}},
		Fault{ID: "acs-cr-body", Title: "a Connection Request has a body", Breaks: []string{"3.2.2.2-9"}},
		Fault{ID: "acs-cr-query-lost", Title: "a Connection Request leaves out the query of the URL", Breaks: []string{"3.2.2.2-4"}},
		Fault{ID: "acs-cr-query-added", Title: "a Connection Request adds an argument to the query", Breaks: []string{"3.2.2.2-4", "3.2.2.2-9"}},
		Fault{ID: "acs-cr-always-root", Title: "a Connection Request always asks for the path /", Breaks: []string{"3.2.2.2-4"}},
		Fault{ID: "acs-cr-tls", Title: "Connection Requests go over TLS", Breaks: []string{"3.2.2.2-7"}},
		Fault{ID: "acs-cr-basic", Title: "the challenge to a Connection Request is answered with Basic", Breaks: []string{"3.4.5-5", "3.4.5-9"}},
		Fault{ID: "acs-cr-unanswered", Title: "the challenge to a Connection Request is not answered", Breaks: []string{"3.4.5-5", "3.4.5-9"}},
		Fault{ID: "acs-cr-qop-left-out", Title: "the challenge to a Connection Request is answered without qop", Breaks: []string{"3.4.5-5", "3.4.5-9"}},
		Fault{ID: "acs-cr-sha-256", Title: "the challenge to a Connection Request is always answered by SHA-256", Breaks: []string{"3.4.5-5", "3.4.5-9"}},
	)
}
