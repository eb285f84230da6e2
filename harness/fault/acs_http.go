package fault

// Faults of the reference ACS in HTTP.
func init() {
	register(ACS,
		Fault{ID: "acs-content-type-missing", Title: "responses with an envelope have no Content-Type", Breaks: []string{"3.4.1-6"}},
		Fault{ID: "acs-content-type-soap-1.2", Title: "responses have the Content-Type of SOAP 1.2", Breaks: []string{"3.4.1-6"}},
		Fault{ID: "acs-content-type-bare", Title: "the Content-Type is in capitals and names no charset"},
		Fault{ID: "acs-request-status-202", Title: "calls of the ACS come with status 202", Breaks: []string{"3.4.1-9"}},
		Fault{ID: "acs-response-status-202", Title: "SOAP responses come with status 202", Breaks: []string{"3.4.1-10"}},
		Fault{ID: "acs-fault-status-500", Title: "SOAP faults come with status 500", Breaks: []string{"3.4.1-11"}},
		Fault{ID: "acs-empty-status-200", Title: "an empty response has status 200 and Content-Length 0", Breaks: []string{"3.4.6-1"}},
		Fault{ID: "acs-http-1.0", Title: "responses are HTTP/1.0 with keep-alive", Breaks: []string{"3.4-2"}},
		Fault{ID: "acs-header-bare-lf", Title: "header lines end in LF without CR", Breaks: []string{"3-1"}},
		Fault{ID: "acs-chunked", Title: "envelopes are sent in chunks"},
		Fault{ID: "acs-cookie-without-name", Title: "besides its cookie the ACS sets one without a name", Breaks: []string{"3-1"}},
		Fault{ID: "acs-redirects-with-page", Title: "each Inform is redirected once, with a text in the body", Breaks: []string{"3.4.2-41"}},
		Fault{ID: "acs-digest-without-qop", Title: "the Digest challenge has no qop", Breaks: []string{"3.4.5-4"}, Notes: []string{"ACS-AUTH-006"}},
		Fault{ID: "acs-value-not-escaped", Title: "& and < stand in values as they are", Breaks: []string{"2.1-1", "3-1", "3.4.1-12"}},
	)
}
