package fault

// Faults of the reference ACS in the negotiation of the version.
func init() {
	register(ACS,
		Fault{ID: "acs-use-version-missing", Title: "UseCWMPVersion is never sent", Breaks: []string{"3.5-80", "3.7.2.1-2", "3.7.2.1-4", "3.7.4-36"}},
		Fault{ID: "acs-use-version-always", Title: "UseCWMPVersion is sent to old devices too", Breaks: []string{"3.5-81", "3.7.2.1-11", "3.7.4-27", "3.7.4-31"}},
		Fault{ID: "acs-use-version-everywhere", Title: "every envelope has UseCWMPVersion", Breaks: []string{"3.5-83"}},
		Fault{ID: "acs-use-version-list", Title: "UseCWMPVersion repeats the list of the device", Breaks: []string{"3.5-84", "3.5-85", "3.7.2.1-3", "3.7.4-35"}},
		Fault{ID: "acs-use-version-own", Title: "UseCWMPVersion is always 1.4", Breaks: []string{"3.5-85", "3.7.2.1-3", "3.7.4-35"}},
		Fault{ID: "acs-use-version-1.2", Title: "UseCWMPVersion is 1.2 where the device has that version"},
		Fault{ID: "acs-use-version-must-understand-0", Title: "UseCWMPVersion has mustUnderstand 0", Breaks: []string{"3.5-86"}},
		Fault{ID: "acs-version-unknown-accepted", Title: "a device that lists only versions unknown to the ACS is told to use 1.4", Breaks: []string{"3.5-85", "3.7.2.1-3", "3.7.2.1-5", "3.7.4-35"}},
		Fault{ID: "acs-namespace-newest", Title: "every envelope is in the namespace of 1.2", Breaks: []string{"3.7.2.1-6", "3.7.2.1-7", "3.7.2.1-8", "3.7.4-27", "3.7.4-29", "3.7.4-33", "A.6-2", "A.6-3"}},
		Fault{ID: "acs-namespace-oldest", Title: "every envelope is in the namespace of 1.0", Breaks: []string{"3.7.2.1-6", "3.7.2.1-8", "3.7.2.1-9", "3.7.2.1-10", "3.7.4-33", "A.6-1", "A.6-3", "A.6-4", "A.6-5", "A.6-6"}},
		Fault{ID: "acs-later-methods", Title: "methods are called whether the version of the device has them or not", Breaks: []string{"3.7.2.1-6", "3.7.2.1-7", "3.7.2.1-8", "3.7.2.1-14", "3.7.4-29", "3.7.4-33", "A.6-1", "A.6-2", "A.6-3"}},
		Fault{ID: "acs-v1.3-use-version-sent", Title: "an ACS of CWMP 1.3 sends UseCWMPVersion", Breaks: []string{"3.5-81", "3.7.2.1-11", "3.7.2.1-13", "3.7.4-14", "3.7.4-18", "3.7.4-22", "3.7.4-23"}, On: []string{"v1.3"}},
		Fault{ID: "acs-v1.1-changes-units", Title: "an ACS of CWMP 1.1 calls ChangeDUState", Breaks: []string{"3.7.2.1-14", "3.7.4-16", "3.7.4-20", "3.7.4-25", "A.6-1", "A.6-2", "A.6-3"}, On: []string{"v1.1"}},
		Fault{ID: "acs-v1.0-changes-units", Title: "an ACS of CWMP 1.0 calls ChangeDUState", Breaks: []string{"3.7.2.1-14", "3.7.4-4", "3.7.4-8", "3.7.4-12", "A.6-1", "A.6-2"}, On: []string{"v1.0"}},
		Fault{ID: "acs-v1.0-use-version-sent", Title: "an ACS of CWMP 1.0 sends UseCWMPVersion", Breaks: []string{"3.5-81", "3.7.2.1-11", "3.7.2.1-13", "3.7.4-2", "3.7.4-6", "3.7.4-10"}, On: []string{"v1.0"}},
		Fault{ID: "acs-v1.0-namespace-of-device", Title: "an ACS of CWMP 1.0 answers in the namespace of the device", Breaks: []string{"3.7.4-6", "3.7.4-10", "A.6-2"}, On: []string{"v1.0"}},
		Fault{ID: "acs-calls-transfercomplete", Title: "the ACS calls TransferComplete", Breaks: []string{"A.3.3-4"}},
		Fault{ID: "acs-calls-kicked", Title: "the ACS calls Kicked", Breaks: []string{"A.4.2-2"}},
	)
}
