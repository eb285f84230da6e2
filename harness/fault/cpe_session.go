package fault

// Faults of the reference CPE in the course of a session.
func init() {
	register(CPE,
		// A session that has to fail
		Fault{ID: "inform-fault-ignored", Title: "a fault of the ACS in answer to Inform is taken for success", Breaks: []string{"3.7.1.4-9", "3.7.1.1-10"}},
		Fault{ID: "malformed-xml-ignored", Title: "a response that is not well-formed is taken for an empty one", Breaks: []string{"3.7.1.4-10", "3.7.1.1-10"}},
		Fault{ID: "soap-structure-ignored", Title: "a response that is no SOAP envelope is taken for an empty one", Breaks: []string{"3.7.1.4-11", "3.7.1.1-10"}},
		Fault{ID: "fault-form-ignored", Title: "a SOAP fault without the structure of CWMP is taken for success", Breaks: []string{"3.7.1.4-12", "3.7.1.1-10"}},
		Fault{ID: "unasked-response-as-success", Title: "a response that nobody asked for ends the session as if all was well", Breaks: []string{"3.7.1.4-13"}},
		Fault{ID: "status-4xx-ignored", Title: "a status of 4xx is taken for an empty response", Breaks: []string{"3.7.1.4-14", "3.7.1.1-10"}},
		Fault{ID: "status-5xx-ignored", Title: "a status of 5xx is taken for an empty response", Breaks: []string{"3.7.1.4-15", "3.7.1.1-10"}},
		Fault{ID: "second-401-ignored", Title: "a second 401 is taken for an empty response", Breaks: []string{"3.7.1.4-16", "3.7.1.1-10"}},
		Fault{ID: "empty-inform-response-accepted", Title: "an empty response to Inform begins the session", Breaks: []string{"3.7.1.1-10"}},
		Fault{ID: "retry-count-not-raised", Title: "RetryCount stays 0 after a failed session", Breaks: []string{"A.3.3.1-21"}},
		Fault{ID: "retry-count-kept", Title: "RetryCount is not reset by a successful session", Breaks: []string{"A.3.3.1-20"}},
		// Fault 8005
		Fault{ID: "retry-request-refused", Title: "fault 8005 is treated like any other fault", Breaks: []string{"3.7.1.6-1", "3.7.1.6-4"}},
		Fault{ID: "retry-request-changed", Title: "the Inform sent again for fault 8005 has no Parameters", Breaks: []string{"3.7.1.6-1", "3.7.1.6-4", "A.3.3.1-28"}},
		Fault{ID: "retry-request-limit-as-success", Title: "a session ended by too many faults 8005 counts as successful", Breaks: []string{"3.7.1.6-3"}},
		// Allowed
		Fault{ID: "unasked-response-skipped", Title: "a response that nobody asked for is ignored"},
	)
}
