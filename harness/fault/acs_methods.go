package fault

// Faults of the reference ACS in the methods that devices call.
func init() {
	register(ACS,
		Fault{ID: "acs-getrpcmethods-8000", Title: "GetRPCMethods is not supported", Breaks: []string{"3.6-43", "A.3.1-2"}},
		Fault{ID: "acs-transfercomplete-8000", Title: "TransferComplete is not supported", Breaks: []string{"3.6-48", "A.3.3-2", "A.3.1.1-6"}},
		Fault{ID: "acs-autonomous-8000", Title: "AutonomousTransferComplete is not supported", Breaks: []string{"3.6-51", "A.3.3-3", "A.3.1.1-6"}},
		Fault{ID: "acs-unit-changes-8000", Title: "DUStateChangeComplete is not supported", Breaks: []string{"3.6-54", "A.3.1.1-6"}},
		Fault{ID: "acs-methods-without-requestdownload", Title: "MethodList lacks RequestDownload, which is supported", Breaks: []string{"A.3.1.1-6"}},
		Fault{ID: "acs-methods-without-transfercomplete", Title: "MethodList lacks TransferComplete", Breaks: []string{"A.3.1.1-6", "A.3.1.1-10"}},
		Fault{ID: "acs-methods-without-autonomous", Title: "MethodList lacks AutonomousTransferComplete, as in Table 14"},
		Fault{ID: "acs-device-methods-checked", Title: "a list of methods with a name that is not known ends the session with status 400", Breaks: []string{"A.3.1.1-11"}},
		Fault{ID: "acs-requestdownload-arguments-checked", Title: "RequestDownload with an argument that is not known is refused", Breaks: []string{"A.4.2.2-11", "A.4.2.2-12"}},
	)
}
