package fault

// Faults of the reference ACS in how it reads and answers the calls of devices, and in its faults.
func init() {
	register(ACS,
		Fault{ID: "acs-requestdownload-denied", Title: "RequestDownload is always refused"},
		Fault{ID: "acs-responses-with-status", Title: "responses that have no arguments hold a Status", Breaks: []string{"A.2.3-4", "A.3.3.2-22", "A.3.3.3-32", "A.4.2.2-13", "A.4.2.3-59", "A.4.2.4-57", "A.6-1"}},
		Fault{ID: "acs-kicked-without-url", Title: "KickedResponse has no NextURL", Breaks: []string{"A.2.3-4", "A.3.1.1-6", "A.4.2.1-10", "A.6-1"}},
		Fault{ID: "acs-boolean-words-refused", Title: "true and false are not taken for booleans", Breaks: []string{"A.2.1-13"}},
		Fault{ID: "acs-schema-ignored", Title: "arguments that are missing or wrong do not keep a request from being answered", Breaks: []string{"A.2.3-2"}},
		// Faults
		Fault{ID: "acs-invalid-arguments-8004", Title: "arguments that are missing or wrong are answered with fault 8004", Breaks: []string{"A.5.2-6"}},
		Fault{ID: "acs-8003-server", Title: "fault 8003 has the faultcode Server", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-6"}},
		Fault{ID: "acs-8001-client", Title: "RequestDownload is refused with 8001 and the faultcode Client", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-4"}},
		Fault{ID: "acs-8002-client", Title: "AutonomousTransferComplete is refused with 8002 and the faultcode Client", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-5"}},
		Fault{ID: "acs-8004-client", Title: "AutonomousDUStateChangeComplete is refused with 8004 and the faultcode Client", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-7"}},
		Fault{ID: "acs-8005-client", Title: "DUStateChangeComplete is put off with 8005 and the faultcode Client", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-8"}},
		Fault{ID: "acs-8006-client", Title: "fault 8006 has the faultcode Client", Breaks: []string{"3.5-20", "A.5.2-2", "A.5.2-9"}},
		Fault{ID: "acs-8000-client", Title: "fault 8000 has the faultcode Client, as in the example of section 3.5"},
		Fault{ID: "acs-8801-client", Title: "RequestDownload is refused with a code of the vendor and the faultcode Client"},
		Fault{ID: "acs-reports-9003", Title: "what devices report is refused with 9003", Breaks: []string{"3.5-26", "A.3.3.2-27", "A.3.3.3-33", "A.4.2.1-16", "A.4.2.2-16", "A.4.2.3-60", "A.4.2.4-58", "A.5.2-1", "A.5.2-6"}},
		Fault{ID: "acs-inform-9003", Title: "arguments that are missing or wrong are answered with fault 9003", Breaks: []string{"3.5-26", "A.3.3.1-77", "A.3.3.2-27", "A.5.2-1", "A.5.2-6"}},
		Fault{ID: "acs-fault-code-word", Title: "the FaultCode of a method that is not supported is a word", Breaks: []string{"3.5-26", "3.5-50", "3.7.2.4-23", "A.4.2.1-16", "A.5.2-1", "A.5.2-3"}},
		Fault{ID: "acs-fault-code-unknown", Title: "a method that is not supported gets a FaultCode that is not in Table 88", Breaks: []string{"3.5-26", "3.5-50", "3.7.2.4-23", "A.4.2.1-16", "A.5.2-1", "A.5.2-3"}},
		Fault{ID: "acs-faultcode-receiver", Title: "the faultcode is that of SOAP 1.2", Breaks: []string{"3.5-19"}},
		Fault{ID: "acs-faultcode-foreign", Title: "the faultcode has the prefix of CWMP", Breaks: []string{"3.5-21"}},
		Fault{ID: "acs-faultcode-qualified", Title: "the faultcode has the prefix of the envelope"},
		Fault{ID: "acs-faultstring-other", Title: "the faultstring is Server error", Breaks: []string{"3.5-23"}},
		Fault{ID: "acs-fault-struct-unqualified", Title: "the Fault structure is in no namespace", Breaks: []string{"3.5-24", "3.5-54"}},
		Fault{ID: "acs-fault-of-cwmp", Title: "fault 8000 is an element of CWMP instead of SOAP", Breaks: []string{"3.5-18", "3.5-50", "3.7.2.2-1", "3.7.2.4-23"}},
		Fault{ID: "acs-fault-string-missing", Title: "faults have no FaultString"},
	)
}
