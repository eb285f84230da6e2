package fault

// Faults of the reference ACS in what it says when, and in the credentials of
// file transfers.
func init() {
	register(ACS,
		Fault{ID: "acs-unit-changes-met-by-nothing", Title: "AutonomousDUStateChangeComplete is answered with an empty response", Breaks: []string{"3.7.2.2-1", "3.7.2.3-6", "3.7.2.4-5"}},
		Fault{ID: "acs-unknown-method-8001", Title: "a method that is not supported is answered with fault 8001", Breaks: []string{"3.5-50", "3.7.2.4-23", "A.5.2-3"}},
		Fault{ID: "acs-file-credentials-made-up", Title: "a Download without credentials has anonymous for both", Breaks: []string{"A.3.2.8-54", "A.3.2.8-56"}},
		Fault{ID: "acs-file-credentials-lost", Title: "the credentials of the file server are left out", Breaks: []string{"3.4.3-14"}},
		Fault{ID: "acs-use-version-1.0", Title: "UseCWMPVersion is 1.0, but the ACS goes on as before", Breaks: []string{"3.7.2.1-14", "3.7.4-38", "A.6-2"}},
	)
}
