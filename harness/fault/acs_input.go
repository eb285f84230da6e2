package fault

// Faults of the reference ACS in what it makes of odd input.
func init() {
	register(ACS,
		Fault{ID: "acs-shaken-by-broken-xml", Title: "for a second after XML that is cut off nobody is served", Breaks: []string{"3.7.2.1-1"}},
		Fault{ID: "acs-chunks-refused", Title: "a request in chunks is refused with status 411", Notes: []string{"ACS-INPUT-002"}},
		Fault{ID: "acs-other-methods-500", Title: "a method other than POST is met by status 500", Notes: []string{"ACS-INPUT-003"}},
	)
}
