package fault

// Faults of the reference CPE in rare situations of the Inform and of its own calls.
func init() {
	register(CPE,
		Fault{ID: "value-change-event-outlives-list", Title: "after a restart 4 VALUE CHANGE comes without the Parameters that had changed", Breaks: []string{"A.3.3.1-36"}},
		Fault{ID: "diagnostic-results-listed", Title: "an Inform with 8 DIAGNOSTICS COMPLETE lists the results", Breaks: []string{"A.3.3.1-43"}},
		Fault{ID: "event-overflow-drops-newest", Title: "when more than 64 events wait the newest are dropped", Breaks: []string{"A.3.3.1-8"}},
		Fault{ID: "unknown-method-of-acs-fails", Title: "a method of the ACS that is not known ends the session as failed", On: []string{"asks-methods"}, Breaks: []string{"A.3.1.1-12"}},
	)
}
