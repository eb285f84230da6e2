package fault

// Faults of the reference CPE in ScheduleDownload and ChangeDUState.
func init() {
	scheduled, modules := []string{"schedules-downloads"}, []string{"software-modules"}
	register(CPE,
		Fault{ID: "scheduled-download-told-as-download", Title: "the end of a scheduled download is told by M Download", On: scheduled, Breaks: []string{"3.7.1.5-115"}},
		Fault{ID: "scheduled-download-key-lost", Title: "M ScheduleDownload comes without the CommandKey of ScheduleDownload", On: scheduled, Breaks: []string{"3.7.1.5-115", "A.3.3.1-73"}},
		Fault{ID: "units-key-lost", Title: "M ChangeDUState comes without the CommandKey of ChangeDUState", On: modules, Breaks: []string{"3.7.1.5-83", "3.7.1.5-123", "A.3.3.1-74"}},
		Fault{ID: "scheduled-downloads-merged", Title: "one M ScheduleDownload stands for several scheduled downloads", On: scheduled, Breaks: []string{"3.7.1.5-116"}},
		Fault{ID: "scheduled-download-delivered-by-inform", Title: "M ScheduleDownload counts as delivered with the InformResponse", On: scheduled, Breaks: []string{"3.7.1.5-63", "3.7.1.5-117"}},
		Fault{ID: "scheduled-downloads-lost-by-restart", Title: "a scheduled download that was not reported is forgotten in a restart", On: scheduled, Breaks: []string{"3.7.1.5-118", "3.7.1.5-66"}},
		Fault{ID: "units-told-as-periodic", Title: "DUStateChangeComplete comes in a session without its events", On: modules, Breaks: []string{"3.7.1.5-81", "3.7.1.5-83", "3.7.1.5-123"}},
		Fault{ID: "units-eleven-alone", Title: "11 DU STATE CHANGE COMPLETE comes without M ChangeDUState", On: modules, Breaks: []string{"3.7.1.5-83", "3.7.1.5-123", "3.7.1.5-137"}},
		Fault{ID: "units-merged", Title: "one M ChangeDUState stands for several calls", On: modules, Breaks: []string{"3.7.1.5-124"}},
		Fault{ID: "units-repeated", Title: "11 DU STATE CHANGE COMPLETE is listed once for each call", On: modules, Breaks: []string{"3.7.1.5-84", "3.7.1.5-134"}},
		Fault{ID: "units-not-called", Title: "after 11 DU STATE CHANGE COMPLETE the device does not call DUStateChangeComplete", On: modules, Breaks: []string{"3.6-52", "3.7.1.5-82"}},
		Fault{ID: "units-delivered-by-inform", Title: "the events of ChangeDUState count as delivered with the InformResponse", On: modules, Breaks: []string{"3.7.1.5-85", "3.7.1.5-125"}},
		Fault{ID: "units-called-once", Title: "DUStateChangeComplete is not called again when it was not answered", On: modules, Breaks: []string{"3.7.1.5-16"}},
		Fault{ID: "units-reported-again", Title: "the end of a ChangeDUState is told once more after DUStateChangeCompleteResponse", On: modules, Breaks: []string{"3.7.1.5-85", "3.7.1.5-125"}},
		Fault{ID: "units-lost-by-restart", Title: "the end of a ChangeDUState that was not told is forgotten in a restart", On: modules, Breaks: []string{"3.7.1.5-86", "3.7.1.5-126"}},
	)
}
