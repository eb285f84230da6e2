package fault

// Faults of the reference CPE in retrying failed sessions (section 3.2.1.1).
func init() {
	policy, patient := []string{"retry-parameters"}, []string{"retry-parameters", "retries-without-limit"}
	register(CPE,
		Fault{ID: "retry-immediately", Title: "a failed session is retried without a wait",
			Breaks: []string{"3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-18", "3.2.1.1-19", "3.2.1.1-20", "3.7.1.5-20"}},
		Fault{ID: "retry-without-backoff", Title: "every retry comes after the minimum wait", Claims: patient,
			Breaks: []string{"3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-14", "3.2.1.1-19", "3.2.1.1-20", "3.2.1.1-21", "3.2.1.1-22",
				"3.2.1.1-23", "3.2.1.1-24", "3.2.1.1-25", "3.2.1.1-26", "3.2.1.1-27", "3.7.1.5-20"}},
		Fault{ID: "retry-wait-wraps", Title: "the eleventh retry comes after the wait of the first", Claims: patient,
			Breaks: []string{"3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-14", "3.2.1.1-27", "3.7.1.5-20"}},
		Fault{ID: "retry-gives-up", Title: "the device does not try again after the tenth retry", Claims: patient, Breaks: []string{"3.2.1.1-15"}},
		Fault{ID: "retry-not-after-close", Title: "a session is not retried if the ACS closed the connection in place of answering Inform", Breaks: []string{"3.2.1-24", "3.2.1.1-1"}},
		Fault{ID: "retry-holds-events-back", Title: "a new event waits for the retry of the failed session", Claims: policy, Breaks: []string{"3.2.1.1-5", "3.2.2.1-4"}},
		Fault{ID: "retry-count-not-for-events", Title: "RetryCount is 0 if a new event had the session retried", Claims: policy, Breaks: []string{"3.2.1.1-9", "3.2.1.1-2", "3.5-39", "3.5-40", "3.5-41", "A.3.3.1-19", "A.3.3.1-22"}},
		Fault{ID: "retry-waits-reset-by-event", Title: "a retry for a new event puts the waits back to the first row", Claims: patient, Breaks: []string{"3.2.1.1-8"}},
		Fault{ID: "retry-waits-outlast-restart", Title: "after a restart the device goes on with the waits from before it", Claims: patient, Breaks: []string{"3.2.1.1-7"}},
		Fault{ID: "retry-count-lost-by-restart", Title: "RetryCount begins with 0 again after a restart", Claims: patient},
		Fault{ID: "fallback-to-1.1", Title: "a device that takes the ACS for one of CWMP 1.0 tries again in 1.1", Claims: []string{"cwmp-1.4"}, Breaks: []string{"3.2.1.1-3", "3.5-74", "3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"}},
		Fault{ID: "retry-not-stopped", Title: "a retry that was planned takes place although the session has succeeded meanwhile", Breaks: []string{"3.2.1.1-17"}},
	)
}
