package fault

// Faults of the reference CPE, a few of each kind.
func init() {
	register(CPE,
		// HTTP
		Fault{ID: "empty-post-soapaction", Title: "an empty POST has a SOAPAction header", Breaks: []string{"3.4.1-7"}},
		Fault{ID: "empty-post-content-type", Title: "an empty POST has a Content-Type header", Breaks: []string{"3.4.1-8"}},
		Fault{ID: "soapaction-quoted", Title: "the SOAPAction of a SOAP response is an empty string in quotes", Breaks: []string{"3.4.1-3"}},
		Fault{ID: "content-type-wrong", Title: "an envelope is sent as application/soap+xml", Breaks: []string{"3.4.1-5"}},
		Fault{ID: "cookie-not-returned", Title: "cookies of the ACS are not returned", Breaks: []string{"3.4.2-15", "3.4.2-16", "3.4.2-18", "3.4.2-19", "3.4.2-43", "3.4.2-45"}},
		Fault{ID: "connection-not-kept", Title: "the TCP connection is closed after each response", Breaks: []string{"3.4.2-1", "3.4.2-2", "3.4.2-4"}},
		// Envelope
		Fault{ID: "response-id-missing", Title: "a response lacks the ID header of its request", Breaks: []string{"3.5-58"}},
		Fault{ID: "fault-id-missing", Title: "a fault response lacks the ID header of its request", Breaks: []string{"3.5-59"}},
		Fault{ID: "supported-versions-missing", Title: "a CWMP 1.4 device sends no SupportedCWMPVersions header", Claims: []string{"cwmp-1.4"}, Breaks: []string{"3.5-74", "3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"}},
		Fault{ID: "faultstring-wrong", Title: "the faultstring of a fault is not CWMP fault", Breaks: []string{"3.5-23"}},
		Fault{ID: "value-type-missing", Title: "values come without a type attribute", Breaks: []string{"3.5-3", "A.2.1-25"}},
		// Session
		Fault{ID: "events-not-cleared", Title: "events count as delivered only when their session was successful", Breaks: []string{"3.7.1.5-6", "3.7.1.5-12", "A.3.3.1-9", "A.3.3.1-10"}},
		Fault{ID: "connection-request-redelivered", Title: "6 CONNECTION REQUEST is sent again after a failed session", Breaks: []string{"3.7.1.5-60"}},
		Fault{ID: "bootstrap-keeps-events", Title: "undelivered events survive a change of the ACS URL", Breaks: []string{"3.7.1.5-29", "3.7.1.5-51"}},
		Fault{ID: "retry-request-unbounded", Title: "a request is sent again for fault 8005 without end", Breaks: []string{"3.7.1.6-2", "3.7.1.6-3", "3.7.1.6-4"}},
		Fault{ID: "hold-requests-ignored", Title: "the HoldRequests header is ignored", Breaks: []string{"3.5-65", "3.7.1.4-3", "3.7.1.3-3", "3.7.1.3-10", "3.7.1.3-15"}},
		// RPCs
		Fault{ID: "spv-partly-applied", Title: "SetParameterValues applies the good part of a request that it refuses", Breaks: []string{"A.3.2.1-17", "A.3.2.1-19"}},
		Fault{ID: "spv-duplicate-accepted", Title: "SetParameterValues takes a parameter named twice", Breaks: []string{"A.3.2.1-5"}},
		Fault{ID: "spa-partly-applied", Title: "SetParameterAttributes applies the entries before the one that it refuses", Breaks: []string{"A.3.2.4-3", "A.3.2.4-5", "A.3.2.4-70"}},
		Fault{ID: "access-list-ignored", Title: "the subscriber may change what the access list forbids", Breaks: []string{"A.3.2.4-48", "A.3.2.4-56", "A.3.2.4-57"}},
	)
}
