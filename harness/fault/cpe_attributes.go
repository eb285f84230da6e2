package fault

// Faults of the reference CPE in SetParameterAttributes and GetParameterAttributes.
func init() {
	register(CPE,
		Fault{ID: "spa-deferred", Title: "attribute changes take effect when the session has ended",
			Breaks: []string{"A.3.2.4-2", "A.3.2.4-8", "A.3.2.4-9", "A.3.2.4-17", "A.3.2.4-21", "A.3.2.4-45"}},
		Fault{ID: "spa-notification-change-ignored", Title: "Notification is set although NotificationChange is false", Breaks: []string{"A.3.2.4-22"}},
		Fault{ID: "spa-access-list-change-ignored", Title: "AccessList is set although AccessListChange is false", Breaks: []string{"A.3.2.4-46"}},
		Fault{ID: "spa-access-list-merged", Title: "a new AccessList is added to the present one", Breaks: []string{"A.3.2.4-45"}},
		Fault{ID: "spa-empty-access-list-refused", Title: "an empty AccessList is refused with 9003", Breaks: []string{"A.3.2.4-47"}},
		Fault{ID: "spa-unknown-skipped", Title: "entries with an unknown name are skipped and the others applied", Breaks: []string{"A.3.2.4-3", "A.3.2.4-4", "A.3.2.4-5"}},
		Fault{ID: "spa-unknown-9003", Title: "SetParameterAttributes refuses an unknown name with 9003", Breaks: []string{"A.3.2.4-68"}},
		Fault{ID: "spa-one-entry", Title: "SetParameterAttributes with more than one entry is refused with 9003", Breaks: []string{"A.3.2.4-9", "A.3.2.4-14"}},
		Fault{ID: "spa-backwards", Title: "the entries of SetParameterAttributes are applied from the last to the first", Breaks: []string{"A.3.2.4-8", "A.3.2.4-9"}},
		Fault{ID: "spa-full-names-first", Title: "full names in SetParameterAttributes are applied before Partial Path Names", Breaks: []string{"A.3.2.4-8"}},
		Fault{ID: "spa-duplicate-refused", Title: "SetParameterAttributes refuses a Parameter named twice, as SetParameterValues does", Breaks: []string{"A.3.2.4-9"}},
		Fault{ID: "spa-partial-path-flat", Title: "a Partial Path Name in SetParameterAttributes reaches the Parameters directly below only", Breaks: []string{"A.3.2.4-17"}},
		Fault{ID: "spa-partial-path-lasting", Title: "new instances get the Notification last set for their Multi-Instance Object", Breaks: []string{"A.3.2.4-18"}},
		Fault{ID: "spa-empty-name-9003", Title: "SetParameterAttributes refuses an empty Name with 9003", Breaks: []string{"A.3.2.4-20"}},
		Fault{ID: "spa-empty-name-9005", Title: "SetParameterAttributes refuses an empty Name with 9005"},
		Fault{ID: "attributes-outlive-parameter", Title: "the attributes of a deleted Parameter can still be read", Breaks: []string{"A.3.2.4-12"}},
	)
}
