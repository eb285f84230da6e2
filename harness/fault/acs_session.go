package fault

// Faults of the reference ACS in the course of a session.
func init() {
	register(ACS,
		Fault{ID: "acs-unknown-method-400", Title: "an unknown method is answered with status 400", Breaks: []string{"3.5-50", "3.7.2.2-1", "3.7.2.4-23"}},
		// Turns
		Fault{ID: "acs-one-call-a-session", Title: "one request is sent in a session, and the others are kept for later ones", Notes: []string{"ACS-SESSION-006"}},
		Fault{ID: "acs-second-call-lost", Title: "one request is sent in a session, and the others are lost", Breaks: []string{"3.7.2.3-2"}, Notes: []string{"ACS-SESSION-006"}},
		Fault{ID: "acs-calls-before-answering", Title: "a request of the device is met by one of the ACS that is pending", Breaks: []string{"3.7.2.2-1", "3.7.2.3-4", "3.7.2.4-3", "3.7.2.4-5"}},
		Fault{ID: "acs-empty-post-met-by-nothing", Title: "an empty POST is always met by an empty response", Breaks: []string{"3.4.1-1", "3.7.2.3-1", "3.7.2.3-5"}},
		Fault{ID: "acs-ends-upon-call", Title: "the session is forgotten once the ACS has made a request", Breaks: []string{"3.7.2.4-4", "3.7.2.4-6"}, Notes: []string{"ACS-SESSION-006"}},
		Fault{ID: "acs-patience-20", Title: "a session is given up after 20 seconds without a POST", Breaks: []string{"3.7.2.4-6", "3.7.2.4-9"}},
		Fault{ID: "acs-session-by-connection", Title: "a session is tied to its connection", Breaks: []string{"3.4.2-12"}},
		Fault{ID: "acs-session-by-address", Title: "a POST belongs to the session last opened from its address", Breaks: []string{"3.4.2-12"}, Notes: []string{"ACS-SESSION-013"}},
		Fault{ID: "acs-session-lingers", Title: "a device that called a method in its session is refused for a second after the end", Breaks: []string{"3.7.2.4-2"}},
		Fault{ID: "acs-call-met-by-nothing", Title: "GetRPCMethods is met by an empty response when the ACS wants nothing itself", Breaks: []string{"3.6-43", "3.7.2.2-1", "3.7.2.3-6", "3.7.2.4-5", "A.3.1-2"}},
		Fault{ID: "acs-end-with-page", Title: "a session in which the device called a method ends with status 200 and a page", Breaks: []string{"3.7.2.3-3", "3.7.2.3-7", "3.7.2.4-7"}},
		// Errors
		Fault{ID: "acs-malformed-xml-500", Title: "XML that is not well-formed is answered with status 500", Breaks: []string{"3.7.2.4-12"}},
		Fault{ID: "acs-malformed-xml-ignored", Title: "XML that is not well-formed is taken for an empty POST", Breaks: []string{"3.7.2.4-12"}},
		Fault{ID: "acs-session-survives-400", Title: "a session goes on after status 400", Breaks: []string{"3.7.2.4-15"}},
		Fault{ID: "acs-no-soap-ignored", Title: "XML that is no SOAP envelope is taken for an empty POST", Breaks: []string{"3.7.2.4-13"}},
		Fault{ID: "acs-400-with-soap", Title: "status 400 comes with a SOAP fault", Breaks: []string{"3.4.1-11", "3.5-34", "3.5-38", "3.7.2.4-16", "3.7.2.4-21"}},
		Fault{ID: "acs-fault-string-ignored", Title: "a fault is taken whatever its faultstring", Breaks: []string{"3.5-42", "3.7.2.4-14"}},
		Fault{ID: "acs-fault-detail-ignored", Title: "a fault is taken without a detail", Breaks: []string{"3.5-43", "3.7.2.4-14"}},
		Fault{ID: "acs-fault-code-ignored", Title: "a fault is taken whatever its FaultCode", Breaks: []string{"3.5-44", "3.7.2.4-14"}},
		Fault{ID: "acs-fault-met-by-fault", Title: "a fault of the device is answered with fault 8002", Breaks: []string{"3.5-34", "3.5-38", "3.7.2.3-3", "3.7.2.3-7"}},
		Fault{ID: "acs-fault-met-by-500", Title: "a fault of the device is answered with status 500", Breaks: []string{"3.7.2.4-26"}},
		Fault{ID: "acs-fault-met-by-400-with-soap", Title: "a fault of the device ends the session with status 400 and a SOAP fault", Breaks: []string{"3.4.1-11", "3.5-34", "3.5-38", "3.7.2.4-27"}},
		Fault{ID: "acs-fault-met-by-400", Title: "a fault of the device ends the session with status 400"},
		Fault{ID: "acs-odd-response-met-by-fault", Title: "a response that was not asked for is answered with fault 8003", Breaks: []string{"3.5-34", "3.5-36"}},
	)
}
