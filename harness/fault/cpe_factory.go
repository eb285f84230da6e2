package fault

// Faults of the reference CPE in restarts and in its factory state.
func init() {
	returns := []string{"returns-after-factory-reset"}
	register(CPE,
		// FactoryReset
		Fault{ID: "factory-reset-keeps-values", Title: "a factory reset restarts the device and leaves its values as they were", Claims: returns, Breaks: []string{"A.4.1.6-1"}},
		Fault{ID: "factory-reset-no-bootstrap", Title: "the first Inform after a factory reset lacks 0 BOOTSTRAP", Claims: returns, Breaks: []string{"3.7.1.5-21", "3.7.1.5-22", "A.4.1.6-1"}},
		Fault{ID: "reset-button-no-bootstrap", Title: "the first Inform after the reset button was pressed lacks 0 BOOTSTRAP", Breaks: []string{"3.7.1.5-21", "3.7.1.5-22"}},
		Fault{ID: "factory-reset-within-session", Title: "the device resets itself when it has answered FactoryReset, in the middle of the session", Claims: returns, Breaks: []string{"3.4.2-2", "3.7.1.4-21", "A.4.1.6-2"}},
		Fault{ID: "factory-reset-after-failure", Title: "the device resets itself although the session of FactoryReset failed", Claims: returns, Breaks: []string{"A.4.1.6-2"}},
		Fault{ID: "factory-reset-dropped-on-failure", Title: "FactoryReset is forgotten when its session fails", Claims: returns},
		Fault{ID: "factory-reset-response-status", Title: "FactoryResetResponse has a Status", Claims: returns, Breaks: []string{"A.2.3-3", "A.4.1.6-4", "A.6-1"}},
		Fault{ID: "factory-reset-9008", Title: "FactoryReset is refused with 9008", Claims: returns, Breaks: []string{"A.4.1.6-5", "A.5.1-12"}},
		Fault{ID: "factory-minimum-wait-30", Title: "CWMPRetryMinimumWaitInterval is 30 from the factory", Breaks: []string{"3.2.1.1-10"}},
		Fault{ID: "factory-multiplier-1500", Title: "CWMPRetryIntervalMultiplier is 1500 from the factory", Breaks: []string{"3.2.1.1-11"}},
		// 0 BOOTSTRAP
		Fault{ID: "bootstrap-not-retried", Title: "0 BOOTSTRAP is not sent again when its session fails", Breaks: []string{"3.7.1.5-27", "3.7.1.5-28"}},
		Fault{ID: "bootstrap-lost-on-restart", Title: "a 0 BOOTSTRAP that was not delivered is lost with the power", Breaks: []string{"3.7.1.5-28"}},
		Fault{ID: "bootstrap-repeated", Title: "0 BOOTSTRAP is listed once for each factory reset that was not delivered", Breaks: []string{"3.7.1.5-26", "3.7.1.5-134"}},
		// Sessions that a start brings
		Fault{ID: "silent-after-factory-reset", Title: "from its factory state the device opens no session until another event occurs", Breaks: []string{"3.2.1-2"}},
		Fault{ID: "silent-after-power-up", Title: "after a loss of power the device opens no session until another event occurs", Breaks: []string{"3.2.1-3"}},
		Fault{ID: "silent-after-reboot", Title: "after a reboot the device opens no session until another event occurs", Breaks: []string{"3.2.1-4", "A.3.2.9-1"}},
		// Events of sessions
		Fault{ID: "schedule-due-in-session-lost", Title: "what ScheduleInform ordered is lost if it falls due during a session", Breaks: []string{"3.7.1.5-1", "3.7.1.5-3"}},
		Fault{ID: "connection-request-always", Title: "every Inform has 6 CONNECTION REQUEST", Breaks: []string{"3.7.1.5-57", "3.7.1.5-59", "3.7.1.5-60"}},
		Fault{ID: "connection-request-delivered-by-end", Title: "6 CONNECTION REQUEST comes again unless its session has ended well", Breaks: []string{"3.7.1.5-59"}},
		Fault{ID: "connection-request-listed-twice", Title: "6 CONNECTION REQUEST is listed once for each Connection Request", On: []string{"unhurried"}, Breaks: []string{"3.7.1.5-58", "3.7.1.5-134"}},
		Fault{ID: "bootstrap-keeps-value-change", Title: "a value change that was not delivered survives a change of the ACS URL", Breaks: []string{"3.7.1.5-29", "3.7.1.5-51"}},
		Fault{ID: "value-change-list-outlives-event", Title: "after a restart the changed Parameters are listed without 4 VALUE CHANGE", Breaks: []string{"3.7.1.5-52"}},
	)
}
