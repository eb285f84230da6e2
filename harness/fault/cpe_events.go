package fault

// Faults of the reference CPE in its events and reboots.
func init() {
	register(CPE,
		// Reboot
		Fault{ID: "reboot-not-done", Title: "Reboot is answered, but the device does not reboot", Breaks: []string{"A.3.2.9-1"}},
		Fault{ID: "reboot-without-response", Title: "the device reboots before it has answered Reboot", Breaks: []string{"A.3.2.9-2", "3.7.1.4-21", "3.4.2-2"}},
		Fault{ID: "reboot-within-session", Title: "the device reboots when it has answered Reboot, in the middle of the session", Breaks: []string{"A.3.2.9-3", "3.7.1.4-21", "3.4.2-2"}},
		Fault{ID: "reboot-for-each-call", Title: "two Reboot calls in one session bring two reboots", Breaks: []string{"A.3.2.9-4"}},
		Fault{ID: "boot-for-each-call", Title: "the Inform after two Reboot calls has 1 BOOT twice", Breaks: []string{"A.3.2.9-5", "3.7.1.5-33", "3.7.1.5-134"}},
		Fault{ID: "m-reboot-once", Title: "two Reboot calls in one session are reported by one M Reboot", Breaks: []string{"3.7.1.5-104"}},
		Fault{ID: "m-reboot-key-lost", Title: "M Reboot comes without the CommandKey of Reboot", Breaks: []string{"A.3.2.9-11", "A.3.3.1-69", "A.3.3.1-71", "A.3.2.9-10"}},
		Fault{ID: "boot-missing-after-reboot", Title: "a reboot by the Reboot method is reported without 1 BOOT", Breaks: []string{"3.7.1.5-31", "3.7.1.5-137", "3.7.1.5-138", "A.3.3.1-6"}},
		Fault{ID: "boot-missing-after-power-loss", Title: "a start after a loss of power is reported without 1 BOOT", Breaks: []string{"3.7.1.5-30", "3.7.1.5-137"}},
		Fault{ID: "bootstrap-on-every-boot", Title: "every boot is reported with 0 BOOTSTRAP", Breaks: []string{"3.7.1.5-24"}},
		// Events that were not delivered
		Fault{ID: "boot-repeated", Title: "1 BOOT is listed once for each boot that was not delivered", Breaks: []string{"3.7.1.5-33", "3.7.1.5-134"}},
		Fault{ID: "boot-not-retried", Title: "1 BOOT is not sent again when its session fails", Breaks: []string{"3.7.1.5-34", "3.7.1.5-35", "3.7.1.5-137", "3.7.1.5-9"}},
		Fault{ID: "periodic-not-told", Title: "a periodic Inform lacks 2 PERIODIC", Breaks: []string{"3.7.1.5-36"}},
		Fault{ID: "periodic-repeated", Title: "2 PERIODIC is listed once for each interval that was not delivered", Breaks: []string{"3.7.1.5-37", "3.7.1.5-134"}},
		Fault{ID: "periodic-not-retried", Title: "2 PERIODIC is not sent again when its session fails", Breaks: []string{"3.7.1.5-38", "3.7.1.5-39"}},
		Fault{ID: "scheduled-repeated", Title: "3 SCHEDULED is listed once for each call that was not delivered", Breaks: []string{"A.3.3.1-4", "A.2.1-31", "A.2.3-3", "A.6-1", "3.7.1.5-42", "3.7.1.5-134"}},
		Fault{ID: "m-event-merged", Title: "one M ScheduleInform stands for several calls", Breaks: []string{"3.7.1.5-108", "3.7.1.5-135"}},
		Fault{ID: "m-event-replaced", Title: "a new M ScheduleInform takes the place of one that was not delivered", Breaks: []string{"3.7.1.5-108", "3.7.1.5-135", "3.7.1.5-136", "3.7.1.5-109"}},
		Fault{ID: "schedule-key-lost", Title: "M ScheduleInform comes without the CommandKey of ScheduleInform", Breaks: []string{"A.3.3.1-70", "A.4.1.2-13"}},
		Fault{ID: "schedule-told-as-periodic", Title: "an Inform that was scheduled is reported as 2 PERIODIC", Breaks: []string{"3.7.1.5-40", "3.7.1.5-107"}},
		Fault{ID: "events-cleared-one-session-late", Title: "events are sent once more after the InformResponse that confirmed them", Breaks: []string{"3.7.1.5-27", "3.7.1.5-6", "3.7.1.5-12", "A.3.3.1-9", "A.3.3.1-10", "3.7.1.5-34", "3.7.1.5-38", "3.7.1.5-43", "3.7.1.5-105", "3.7.1.5-109", "3.7.1.5-137", "3.7.1.5-70", "A.4.1.2-2"}},
		Fault{ID: "retry-without-new-events", Title: "an Inform that is tried again lacks the events of since", Breaks: []string{"A.3.3.1-12", "3.7.1.5-108", "3.7.1.5-135", "3.7.1.5-137", "3.7.1.5-112", "3.7.1.5-120"}},
		Fault{ID: "events-skip-an-attempt", Title: "the events of a session that failed twice are left out of the next attempt and come again after it", Breaks: []string{"3.7.1.5-9", "3.7.1.5-11", "3.7.1.5-34", "3.7.1.5-35", "3.7.1.5-105", "3.7.1.5-70", "3.7.1.5-71"}},
		// Events and restarts
		Fault{ID: "m-reboot-lost-on-restart", Title: "an M Reboot that was not delivered is lost with the power", Breaks: []string{"3.7.1.5-106"}},
		Fault{ID: "periodic-lost-on-restart", Title: "a 2 PERIODIC that was not delivered is lost with the power", Breaks: []string{"3.7.1.5-39"}},
		Fault{ID: "scheduled-lost-on-restart", Title: "3 SCHEDULED and M ScheduleInform that were not delivered are lost with the power", Breaks: []string{"3.7.1.5-44", "3.7.1.5-110"}},
		Fault{ID: "schedule-lost-on-restart", Title: "an Inform that is scheduled is forgotten in a reboot although the device knows the time", Breaks: []string{"A.4.1.2-5"}},
		// ScheduleInform
		Fault{ID: "schedule-replaced", Title: "a new ScheduleInform takes the place of those that wait", Breaks: []string{"A.4.1.2-3", "A.4.1.2-9"}},
		Fault{ID: "schedule-delay-ignored", Title: "a scheduled Inform comes as soon as the session has ended", Breaks: []string{"A.4.1.2-4", "A.4.1.2-11"}},
		Fault{ID: "schedule-in-turn", Title: "scheduled Informs wait for those that were asked for before them", Breaks: []string{"A.4.1.2-4"}},
		Fault{ID: "schedule-update-queued", Title: "ScheduleInform with the CommandKey of one that waits is queued beside it", Breaks: []string{"A.4.1.2-8"}},
		Fault{ID: "schedule-empty-keys-merged", Title: "ScheduleInform with an empty CommandKey updates another one with an empty CommandKey", Breaks: []string{"A.4.1.2-9"}},
		Fault{ID: "schedule-shifts-periodic", Title: "a scheduled Inform begins the interval of the periodic ones anew", Breaks: []string{"A.4.1.2-2"}},
		Fault{ID: "schedule-kept-without-clock", Title: "what ScheduleInform ordered outlives a restart of a device that does not know the time", On: []string{"no-clock"}},
		// Diagnostics
		Fault{ID: "diagnostics-not-reported", Title: "the end of a diagnostic test is not told", Breaks: []string{"3.7.1.5-67"}},
		Fault{ID: "diagnostics-cancelled-reported", Title: "a diagnostic test that was cancelled is told as complete", Breaks: []string{"3.7.1.5-68"}},
		Fault{ID: "diagnostics-event-repeated", Title: "8 DIAGNOSTICS COMPLETE is listed once for each test", Breaks: []string{"3.7.1.5-69", "3.7.1.5-134"}},
		Fault{ID: "diagnostics-not-retried", Title: "8 DIAGNOSTICS COMPLETE is not sent again when its session fails", Breaks: []string{"3.7.1.5-70", "3.7.1.5-71"}},
		// Reboots that the device makes by itself
		Fault{ID: "reboot-to-apply-within-session", Title: "a change that takes a reboot has the device reboot in the middle of the session", On: []string{"reboots-to-apply"}, Breaks: []string{"3.4.2-2", "A.3.2.9-7"}},
		// Requests of the device
		Fault{ID: "method-retried-after-fault", Title: "GetRPCMethods is called once more in the session when it was answered by a fault", On: []string{"asks-methods"},
			Claims: []string{"calls-get-rpc-methods"}, Breaks: []string{"3.7.1.6-7"}},
		Fault{ID: "hold-requests-0-as-1", Title: "a HoldRequests header counts as true whatever its value", Breaks: []string{"3.7.1.3-4", "3.7.1.3-1", "3.7.1.3-13", "3.7.1.3-7", "3.7.1.3-18", "3.7.1.4-1"}},
		Fault{ID: "hold-requests-outlasts-empty-response", Title: "an empty response under HoldRequests ends the session although a request of the device waits", Breaks: []string{"3.5-65", "3.7.1.3-6", "3.7.1.4-3", "3.7.1.5-13", "3.7.1.5-62"}},
		Fault{ID: "call-one-session-late", Title: "TransferComplete comes one session later than its event", Breaks: []string{"3.5-64", "3.7.1.3-1", "3.7.1.3-4", "3.7.1.3-5", "3.7.1.3-6", "3.7.1.3-13", "3.7.1.5-13", "3.7.1.5-62"}},
		Fault{ID: "call-in-place-of-response", Title: "a request of the device goes before the response to a request of the ACS", Breaks: []string{"3.7.1.3-2", "3.7.1.3-12", "3.4.1-2", "3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-5"}},
		Fault{ID: "call-in-place-of-response-under-hold", Title: "a request with HoldRequests 1 is met by a request of the device", Breaks: []string{"3.7.1.3-14", "3.4.1-2", "3.7.1.2-1", "3.7.1.3-16", "3.7.1.4-5"}},
		Fault{ID: "transfercomplete-fault-ends-session", Title: "a fault in answer to TransferComplete ends the session", Breaks: []string{"3.7.1.4-18", "3.7.1.4-19", "3.7.1.6-6"}},
		// RetryCount
		Fault{ID: "retry-count-reset-by-event", Title: "a new event sets RetryCount back to 0", Breaks: []string{"A.3.3.1-22", "A.3.3.1-19", "3.2.1.1-2", "3.2.1.1-9", "3.5-39", "3.5-40", "3.5-41"}},
		Fault{ID: "retry-count-stays-1", Title: "RetryCount does not count beyond 1", Breaks: []string{"A.3.3.1-19", "3.2.1.1-2", "3.2.1.1-9"}},
	)
}
