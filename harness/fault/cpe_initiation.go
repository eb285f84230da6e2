package fault

// Faults of the reference CPE in what has it open a session (section 3.2.1).
func init() {
	register(CPE,
		Fault{ID: "url-change-waits", Title: "the ACS at a new URL is called when the next session is due for another reason", Breaks: []string{"3.2.1-8"}},
		Fault{ID: "periodic-interval-in-minutes", Title: "PeriodicInformInterval is taken for a number of minutes", Breaks: []string{"3.2.1-5", "3.7.1.5-36"}},
		Fault{ID: "schedule-lost-by-session", Title: "any session makes the device forget what ScheduleInform ordered before",
			Breaks: []string{"3.2.1-6", "3.7.1.5-108", "3.7.1.5-135", "A.4.1.2-3", "A.4.1.2-5", "A.4.1.2-9"}},
	)
}
