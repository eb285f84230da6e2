package fault

// Varieties of the reference CPE in events, retries and sessions on which the
// standard can be read in two ways, or which it leaves to the device.
func init() {
	register(CPE,
		// Retries (3.2.1.1)
		Fault{ID: "retries-end-after-eight", Title: "a session that has failed nine times in a row is not tried again until another event occurs", Disclaims: []string{"retries-without-limit"}},
		Fault{ID: "retry-by-event-takes-no-row", Title: "a session that a new event has begin before the retry does not lengthen the next wait"},
		Fault{ID: "old-acs-never-suspected", Title: "no fault makes the device take the ACS for one of CWMP 1.0"},
		Fault{ID: "old-acs-suspected-early", Title: "a session that could not be initiated is tried again in CWMP 1.0"},
		Fault{ID: "connection-request-session-not-retried", Title: "a session whose only event was 6 CONNECTION REQUEST is not tried again"},
		// Events (3.7.1.5)
		Fault{ID: "bootstrap-completions-kept", Title: "transfers whose events were discarded on 0 BOOTSTRAP are reported all the same"},
		Fault{ID: "bootstrap-on-url-rewritten", Title: "0 BOOTSTRAP comes when the ACS URL is written again with the same value"},
		Fault{ID: "periodic-owed-after-power-loss", Title: "a periodic Inform that fell due while the device was off comes after the start"},
		Fault{ID: "value-change-dropped-by-restart", Title: "value changes that were not delivered are forgotten in a restart, the event with the list"},
		Fault{ID: "diagnostics-event-outlives-restart", Title: "8 DIAGNOSTICS COMPLETE that was not delivered is kept over a restart"},
		Fault{ID: "heartbeat-before-retry", Title: "a heartbeat goes before the retry of a failed session", On: []string{"heartbeat"}},
		Fault{ID: "active-change-after-20-seconds", Title: "value changes are notified 20 seconds later, all at once"},
		Fault{ID: "change-in-session-at-once", Title: "a change during a session takes effect at once and is notified after it"},
		// Calls of the device
		Fault{ID: "transfercomplete-repeated-in-session", Title: "TransferComplete that was answered by a fault is called once more in the session"},
		Fault{ID: "one-transfercomplete-per-session", Title: "of several transfers one is reported in each session"},
		// ScheduleInform (A.4.1.2)
		Fault{ID: "schedule-delay-zero-taken", Title: "ScheduleInform with DelaySeconds 0 is taken"},
		Fault{ID: "schedule-update-from-first", Title: "the DelaySeconds of an update count from the first ScheduleInform with the CommandKey"},
	)
}
