package fault

// Faults of the reference CPE in the codes of ChangeDUState, ScheduleDownload
// and CancelTransfer.
func init() {
	modules, cancels, scheduled := []string{"software-modules"}, []string{"cancels-transfers"}, []string{"schedules-downloads"}
	register(CPE,
		Fault{ID: "units-never-told", Title: "the end of a ChangeDUState is never told", On: modules, Breaks: []string{"3.6-52"}},
		Fault{ID: "units-state-unlisted", Title: "CurrentState of a deployment unit is Running", On: modules, Breaks: notSchema("A.2.1-2")},
		Fault{ID: "units-bad-uuid-9027", Title: "a UUID of invalid form is reported as exceeded resources", On: modules, Breaks: []string{"A.5.1-26"}},
		Fault{ID: "units-unknown-environment-9012", Title: "an unknown Execution Environment is reported as failed authentication with the file server", On: modules, Breaks: []string{"A.5.1-27"}},
		Fault{ID: "units-disabled-environment-9017", Title: "a disabled Execution Environment is reported as an incomplete download", On: modules, Breaks: []string{"A.5.1-28"}},
		Fault{ID: "units-unknown-9023", Title: "an unknown deployment unit is reported with 9023", On: modules, Breaks: []string{"A.5.1-27", "A.5.1-32"}},
		Fault{ID: "units-unknown-9025", Title: "an unknown deployment unit is reported with 9025", On: modules, Breaks: []string{"A.5.1-29", "A.5.1-32"}},
		Fault{ID: "units-unknown-9026", Title: "an unknown deployment unit is reported with 9026", On: modules, Breaks: []string{"A.5.1-30", "A.5.1-32"}},
		Fault{ID: "units-unknown-9027", Title: "an unknown deployment unit is reported with 9027", On: modules, Breaks: []string{"A.5.1-31", "A.5.1-32"}},
		Fault{ID: "units-unknown-9030", Title: "an unknown deployment unit is reported with 9030", On: modules, Breaks: []string{"A.5.1-34", "A.5.1-32"}},
		Fault{ID: "units-unknown-9031", Title: "an unknown deployment unit is reported with 9031", On: modules, Breaks: []string{"A.5.1-35", "A.5.1-32"}},
		Fault{ID: "units-unknown-9032", Title: "an unknown deployment unit is reported with 9032", On: modules, Breaks: []string{"A.5.1-36", "A.5.1-32"}},
		Fault{ID: "scheduled-failure-9020", Title: "each failed scheduled download is reported with 9020", On: scheduled, Breaks: []string{"A.5.1-24"}},
		Fault{ID: "cancelled-transfer-reported", Title: "a transfer that was cancelled is reported as failed", On: cancels, Breaks: []string{"A.3.3.2-2", "A.4.1.9-2"}},
		Fault{ID: "cancel-running-9004", Title: "that a transfer under way cannot be cancelled is told by fault 9004", On: cancels, Breaks: []string{"A.4.1.9-6", "A.5.1-25"}},
	)
}
