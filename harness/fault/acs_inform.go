package fault

// Faults of the reference ACS in taking an Inform.
func init() {
	register(ACS,
		Fault{ID: "acs-max-envelopes-heeded", Title: "an Inform whose MaxEnvelopes is not 1 is refused", Breaks: []string{"A.3.3.1-15"}},
		Fault{ID: "acs-events-bounded", Title: "an Inform with more than 16 events is refused", Breaks: []string{"A.3.3.1-5"}},
		Fault{ID: "acs-inform-8000", Title: "an Inform with an event of CWMP 1.1 or later is answered with fault 8000", Breaks: []string{"3.6-45", "3.7.2.1-1", "A.3.3-1"}},
		Fault{ID: "acs-inform-unanswered", Title: "an Inform with an event of CWMP 1.1 or later has the connection closed", Breaks: []string{"3.6-45", "3.7.2.1-1"}},
		Fault{ID: "acs-events-in-order", Title: "an Inform whose events are not in the order of Table 7 is refused", Breaks: []string{"A.2.1-35", "A.3.3.1-7"}},
		Fault{ID: "acs-event-demanded", Title: "an Inform without events is refused", Breaks: []string{"A.3.3.1-11"}},
		Fault{ID: "acs-event-once", Title: "a second 0 BOOTSTRAP of a device is refused", Breaks: []string{"3.7.1.5-7"}},
		Fault{ID: "acs-unknown-event-refused", Title: "an Inform with an event that is not in Table 7 is refused", Breaks: []string{"3.7.2.1-16"}},
		Fault{ID: "acs-envelope-16-kib", Title: "an envelope of more than 16 KiB is refused with fault 8004", Breaks: []string{"3.5-16"}},
		Fault{ID: "acs-envelope-64-kib", Title: "an envelope of more than 64 KiB is refused with fault 8004"},
		Fault{ID: "acs-large-inform-dropped", Title: "an envelope of more than 64 KiB is left unanswered", Notes: []string{"ACS-INFORM-010"}},
		Fault{ID: "acs-product-class-demanded", Title: "an Inform with an empty ProductClass is refused", Breaks: []string{"3.6-45", "3.7.2.1-1"}},
		Fault{ID: "acs-id-demanded", Title: "an Inform without cwmp:ID is refused", Breaks: []string{"3.6-45", "3.7.2.1-1"}},
		Fault{ID: "acs-clock-demanded", Title: "an Inform whose CurrentTime is not in this century is refused", Breaks: []string{"3.6-45", "3.7.2.1-1"}},
		Fault{ID: "acs-prefixes-fixed", Title: "an Inform with another prefix than cwmp is refused with status 400", Breaks: []string{"3.6-45", "3.7.2.1-1"}},
		Fault{ID: "acs-boolean-0-1-only", Title: "Writable as true or false ends the session with status 400", Breaks: []string{"A.2.1-13"}},
	)
}
