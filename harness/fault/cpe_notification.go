package fault

// Faults of the reference CPE in notification.
func init() {
	register(CPE,
		Fault{ID: "own-change-not-reported", Title: "changes that the device makes by itself are not reported", Breaks: []string{"A.3.2.4-25", "A.3.3.1-25", "A.3.3.1-26"}},
		Fault{ID: "passive-change-not-listed", Title: "an Inform does not list Parameters with Passive notification that changed",
			Breaks: []string{"A.3.2.4-25", "A.3.3.1-25", "A.3.3.1-26", "A.3.3.1-31", "3.7.1.5-47"}},
		Fault{ID: "active-change-not-listed", Title: "an Inform does not list Parameters with Active notification that changed",
			Breaks: []string{"A.3.2.4-27", "A.3.2.4-37", "A.3.3.1-24", "3.2.1-13", "3.7.1.5-3", "3.7.1.5-48", "3.7.1.5-49"}},
		Fault{ID: "active-change-waits", Title: "a change of a Parameter with Active notification waits for another session",
			Breaks: []string{"A.3.2.4-26", "3.2.1-10", "3.2.1-13", "3.7.1.5-2", "3.7.1.5-3"}},
		Fault{ID: "value-change-event-missing", Title: "changed Parameters are listed without 4 VALUE CHANGE",
			Breaks: []string{"A.3.2.4-36", "A.3.3.1-37", "3.7.1.5-45", "3.7.1.5-46"}},
		Fault{ID: "acs-change-notified", Title: "changes that the ACS makes are notified", Breaks: []string{"3.2.1-11", "A.3.3.1-39"}},
		Fault{ID: "change-with-notification-off-reported", Title: "changes of Parameters with Notification 0 are reported with 4 VALUE CHANGE", Breaks: []string{"A.3.3.1-43", "A.3.3.1-40"}},
		Fault{ID: "value-change-first-value", Title: "of a Parameter that changed twice the first new value is reported", Breaks: []string{"A.3.3.1-30"}},
		Fault{ID: "value-changed-back-forgotten", Title: "a Parameter that changed back is not reported", Breaks: []string{"A.3.3.1-31", "3.7.1.5-46"}},
		Fault{ID: "value-change-lost-on-failure", Title: "changes reported in a session that failed are not reported again", Breaks: []string{"A.3.2.4-37", "3.7.1.5-48", "3.7.1.5-49"}},
		Fault{ID: "change-during-session-lost", Title: "a change during a session is not reported", Breaks: []string{"3.2.1-13", "3.7.1.5-3", "3.7.1.5-48"}},
		Fault{ID: "change-breaks-session", Title: "a change during a session breaks the session off", Breaks: []string{"3.2.1-14"}},
		Fault{ID: "deletion-is-value-change", Title: "the Parameters of a deleted instance are reported as changed", Breaks: []string{"A.3.2.4-38"}},
		Fault{ID: "spa-forced-switched-off", Title: "Notification 0 ends Forced Active Notification", Breaks: []string{"A.3.2.4-35", "3.2.1-9"}},
		Fault{ID: "attributes-lost-on-reboot", Title: "attributes go back to their defaults with a reboot", Breaks: []string{"A.3.2.4-10", "A.3.3.1-34"}},
		Fault{ID: "subscriber-not-understood", Title: "the subscriber may change nothing, whatever the access list", Breaks: []string{"A.3.2.4-49"}},
		Fault{ID: "lightweight-passive-denied", Title: "Passive lightweight notification is refused where Active notification may be",
			On: []string{"lightweight"}, Breaks: []string{"A.3.2.4-43"}},
		Fault{ID: "lightweight-active-writable-only", Title: "Active lightweight notification is refused for read-only Parameters",
			On: []string{"lightweight"}, Breaks: []string{"A.3.2.4-72"}},
	)
}
