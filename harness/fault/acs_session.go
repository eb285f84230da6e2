package fault

// Faults of the reference ACS in the course of a session.
func init() {
	register(ACS,
		Fault{ID: "acs-max-envelopes-heeded", Title: "an Inform whose MaxEnvelopes is not 1 is refused", Breaks: []string{"A.3.3.1-15"}},
		Fault{ID: "acs-events-bounded", Title: "an Inform with more than 16 events is refused", Breaks: []string{"A.3.3.1-5"}},
		Fault{ID: "acs-unknown-method-400", Title: "an unknown method is answered with status 400", Breaks: []string{"3.5-50", "3.7.2.2-1", "3.7.2.4-23"}},
		Fault{ID: "acs-malformed-xml-500", Title: "XML that is not well-formed is answered with status 500", Breaks: []string{"3.7.2.4-12"}},
	)
}
