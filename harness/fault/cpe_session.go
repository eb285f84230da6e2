package fault

// Faults of the reference CPE in the course of a session.
func init() {
	register(CPE,
		// A session that has to fail
		Fault{ID: "inform-fault-ignored", Title: "a fault of the ACS in answer to Inform is taken for success", Breaks: []string{"3.7.1.4-9", "3.7.1.1-10"}},
		Fault{ID: "malformed-xml-ignored", Title: "a response that is not well-formed is taken for an empty one", Breaks: []string{"3.7.1.4-10", "3.7.1.1-10"}},
		Fault{ID: "soap-structure-ignored", Title: "a response that is no SOAP envelope is taken for an empty one", Breaks: []string{"3.7.1.4-11", "3.7.1.1-10"}},
		Fault{ID: "fault-form-ignored", Title: "a SOAP fault without the structure of CWMP is taken for success", Breaks: []string{"3.7.1.4-12", "3.7.1.1-10", "3.5-39", "3.5-40", "3.5-41"}},
		Fault{ID: "unasked-response-as-success", Title: "a response that nobody asked for ends the session as if all was well", Breaks: []string{"3.7.1.4-13"}},
		Fault{ID: "status-4xx-ignored", Title: "a status of 4xx is taken for an empty response", Breaks: []string{"3.7.1.4-14", "3.7.1.1-10"}},
		Fault{ID: "status-5xx-ignored", Title: "a status of 5xx is taken for an empty response", Breaks: []string{"3.7.1.4-15", "3.7.1.1-10"}},
		Fault{ID: "second-401-ignored", Title: "a second 401 is taken for an empty response", Breaks: []string{"3.7.1.4-16", "3.7.1.1-10"}},
		Fault{ID: "empty-inform-response-accepted", Title: "an empty response to Inform begins the session", Breaks: []string{"3.7.1.1-10"}},
		Fault{ID: "retry-count-not-raised", Title: "RetryCount stays 0 after a failed session", Breaks: []string{"3.4.2-8", "3.4.2-7", "3.4.2-9", "3.7.1.4-22", "3.7.1.4-6", "A.3.3.1-21", "3.2.1.1-2", "3.2.1.1-9", "A.3.3.1-19", "A.3.3.1-22", "3.5-39", "3.5-40", "3.5-41"}},
		Fault{ID: "retry-count-kept", Title: "RetryCount is not reset by a successful session", Breaks: []string{"A.3.3.1-20", "3.2.1.1-16"}},
		// Fault 8005
		Fault{ID: "retry-request-refused", Title: "fault 8005 is treated like any other fault", Breaks: []string{"3.7.1.6-1", "3.7.1.6-4", "3.7.1.6-5"}},
		Fault{ID: "retry-request-changed", Title: "the Inform sent again for fault 8005 has no Parameters", Breaks: []string{"3.7.1.6-1", "3.7.1.6-4", "A.3.3.1-28"}},
		Fault{ID: "retry-request-limit-as-success", Title: "a session ended by too many faults 8005 counts as successful", Breaks: []string{"3.7.1.6-3"}},
		// Change of the ACS URL
		Fault{ID: "bootstrap-not-sent", Title: "a new ACS URL brings no 0 BOOTSTRAP", Breaks: []string{"3.7.1.5-23"}},
		Fault{ID: "bootstrap-clears-notification", Title: "the Notification attributes are lost when the ACS URL changes", Breaks: []string{"A.3.3.1-35"}},
		Fault{ID: "maxenvelopes-heeded", Title: "an InformResponse with MaxEnvelopes other than 1 ends the session", Breaks: []string{"A.3.3.1-45", "3.7.1.1-9"}},
		Fault{ID: "inform-again-under-hold", Title: "InformResponse with HoldRequests 1 is met by the Inform once more",
			Breaks: []string{"3.5-65", "3.7-2", "3.7.1.1-9", "3.7.1.3-9", "3.7.1.3-17", "3.7.1.4-3", "3.7.1.3-3", "3.7.1.3-10", "3.7.1.3-15"}},
		Fault{ID: "events-lost-on-failure", Title: "the events of a failed session are not sent again", Breaks: []string{"3.7.1.5-27", "3.7.1.5-5", "3.7.1.5-10", "3.7.1.5-9", "3.7.1.5-34", "3.7.1.5-35", "3.7.1.5-38", "3.7.1.5-43", "3.7.1.5-105", "3.7.1.5-108", "3.7.1.5-109", "3.7.1.5-135", "3.7.1.5-136", "3.7.1.5-13", "3.7.1.5-65", "3.7.1.5-66", "3.7.1.5-112", "3.7.1.5-113", "3.7.1.5-114", "3.7.1.5-120", "3.7.1.5-121", "3.7.1.5-122", "3.7.1.5-28", "3.7.1.5-70", "3.7.1.5-71"}},
		// Turns
		Fault{ID: "session-starts-empty", Title: "a session starts with an empty POST, to see whether the ACS is there", Breaks: []string{"3.7-1"}},
		Fault{ID: "session-starts-with-getrpcmethods", Title: "a session starts with GetRPCMethods", Breaks: []string{"3.7-1", "A.3.3.1-1"}},
		Fault{ID: "hold-requests-refused", Title: "a HoldRequests header ends the session, since it is not understood",
			Breaks: []string{"3.4.2-2", "3.5-65", "3.7.1.1-9", "3.7.1.2-1", "3.7.1.3-9", "3.7.1.3-16", "3.7.1.3-17", "3.7.1.4-2", "3.7.1.4-3", "3.7.1.4-5", "3.7.1.3-1", "3.7.1.3-3", "3.7.1.3-4", "3.7.1.3-10", "3.7.1.3-13", "3.7.1.3-15"}},
		Fault{ID: "request-answered-by-empty-post", Title: "a request is met by an empty POST and never answered", Breaks: []string{"3.4.1-2", "3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-5"}},
		Fault{ID: "session-cut-after-20-requests", Title: "the session is cut off when the ACS has sent 20 requests", Breaks: []string{"3.7.1.4-17", "3.4.2-2", "3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-2", "3.7.1.4-5"}},
		Fault{ID: "empty-post-after-end", Title: "the session goes on for one more empty POST after both sides had nothing left", Breaks: []string{"3.7.1.4-1"}},
		Fault{ID: "request-after-end", Title: "a request of the device comes after its empty POST and the empty response", Breaks: []string{"3.7.1.3-7", "3.7.1.3-18", "3.7.1.4-1"}},
		// Allowed
		Fault{ID: "unasked-response-skipped", Title: "a response that nobody asked for is ignored"},
	)
}

// Faults of the reference CPE in settling the CWMP version.
func init() {
	register(CPE,
		// CWMP 1.4
		Fault{ID: "supported-versions-missing-in-retry", Title: "the Inform of a retry has no SupportedCWMPVersions header", Breaks: []string{"3.5-74", "3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"}},
		Fault{ID: "supported-versions-vary", Title: "the Inform of a retry lists fewer versions than the first", Breaks: []string{"3.7.1.1-1"}},
		Fault{ID: "use-version-unlisted-taken", Title: "a UseCWMPVersion that was not listed is passed over", Breaks: []string{"3.7.1.1-3"}},
		Fault{ID: "use-version-lower-refused", Title: "a UseCWMPVersion below 1.4 is refused although it was listed", Breaks: []string{"3.7.1.1-2", "3.7.1.1-9", "3.7.4-37"}},
		Fault{ID: "inferred-1.0-refused", Title: "an InformResponse in the namespace of CWMP 1.0 is not understood", Breaks: []string{"3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-9", "3.7.4-11"}},
		Fault{ID: "inferred-1.1-refused", Title: "an InformResponse in the namespace of CWMP 1.1 is not understood", Breaks: []string{"3.7.1.1-4", "3.7.1.1-6", "3.7.1.1-9", "3.7.4-24"}},
		Fault{ID: "inferred-1.2-refused", Title: "an InformResponse without UseCWMPVersion is refused by a device of CWMP 1.4", Breaks: []string{"3.7.1.1-4", "3.7.1.1-7", "3.7.1.1-9", "3.7.4-24"}},
		Fault{ID: "inferred-version-not-used", Title: "a device of CWMP 1.4 goes on in the namespace of its Inform with an older ACS",
			Breaks: []string{"A.6-2", "A.6-3", "3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-6", "3.7.4-11", "3.7.4-24"}},
		// CWMP 1.1 to 1.3
		Fault{ID: "old-inform-namespace", Title: "a device of CWMP 1.2 sends its Inform in the namespace of 1.0", On: []string{"v1.2"}, Claims: []string{"cwmp-1.1-to-1.3"},
			Breaks: []string{"3.7.4-5", "3.7.4-17", "3.7.4-30"}},
		Fault{ID: "old-inferred-1.0-refused", Title: "a device of CWMP 1.2 does not understand an ACS of 1.0", On: []string{"v1.2"}, Claims: []string{"cwmp-1.0"},
			Breaks: []string{"3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-9", "3.7.4-7"}},
		Fault{ID: "old-inferred-1.1-refused", Title: "a device of CWMP 1.2 does not understand an ACS of 1.1", On: []string{"v1.2"}, Claims: []string{"cwmp-1.1"},
			Breaks: []string{"3.7.1.1-4", "3.7.1.1-6", "3.7.1.1-9", "3.7.4-19"}},
		Fault{ID: "old-inferred-version-not-used", Title: "a device of CWMP 1.3 goes on in the namespace of its Inform with an older ACS", On: []string{"v1.3"}, Claims: []string{"cwmp-1.0", "cwmp-1.1"},
			Breaks: []string{"A.6-2", "A.6-3", "3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-6", "3.7.4-7", "3.7.4-19"}},
		Fault{ID: "old-own-version-lowered", Title: "a device of CWMP 1.2 goes on in 1.0 although the ACS speaks 1.2", On: []string{"v1.2"},
			Breaks: []string{"3.7.1.1-4", "3.7.4-32", "A.6-1", "A.6-4"}},
		Fault{ID: "old-own-version-lowered-from-1.3", Title: "a device of CWMP 1.3 goes on in 1.0 although the ACS speaks 1.3", On: []string{"v1.3"}, Claims: []string{"cwmp-1.3"},
			Breaks: []string{"3.7.1.1-4", "3.7.4-32", "A.6-1", "A.6-5"}},
		// CWMP 1.0
		Fault{ID: "oldest-inform-namespace", Title: "a device of CWMP 1.0 sends its Inform in the namespace of 1.1", On: []string{"v1.0"}, Claims: []string{"cwmp-1.0-only"},
			Breaks: []string{"A.6-3", "3.7.4-1", "3.7.4-13", "3.7.4-26"}},
		Fault{ID: "oldest-version-not-used", Title: "a device of CWMP 1.0 goes on in the namespace of 1.1 with any ACS", On: []string{"v1.0"},
			Breaks: []string{"A.6-2", "3.7.1.1-4", "3.7.1.1-5", "3.7.4-3", "3.7.4-15", "3.7.4-28"}},
	)
}
