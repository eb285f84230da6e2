package fault

// Faults of the reference CPE in what it keeps over a restart.
func init() {
	deferred, reboots := []string{"deferred"}, []string{"reboots-to-apply"}
	register(CPE,
		Fault{ID: "restart-loses-values", Title: "a restart brings values that the ACS set back to those of the factory", Breaks: []string{"A.3.2.1-36"}},
		Fault{ID: "restart-loses-parameter-key", Title: "a restart loses ParameterKey", Breaks: []string{"A.3.2.1-36"}},
		Fault{ID: "restart-loses-aliases", Title: "a restart gives the instances other aliases", On: []string{"alias"}, Breaks: []string{"A.3.2.6-10"}},
		Fault{ID: "values-written-one-by-one", Title: "the values of a request are saved one after the other, which a loss of power interrupts", Breaks: []string{"A.3.2.1-20"}},
		Fault{ID: "attributes-written-one-by-one", Title: "the attributes of a request are saved one after the other, which a loss of power interrupts", Breaks: []string{"A.3.2.4-6"}},
		Fault{ID: "row-written-piecemeal", Title: "a new instance is saved Parameter by Parameter, which a loss of power interrupts", Breaks: []string{"A.3.2.6-17"}},
		Fault{ID: "row-removed-piecemeal", Title: "a deleted instance is removed Parameter by Parameter, which a loss of power interrupts", Breaks: []string{"A.3.2.7-26"}},
		Fault{ID: "deferred-values-unsaved", Title: "values answered with Status 1 are saved when the session has ended", On: deferred, Breaks: []string{"A.3.2.1-26"}},
		Fault{ID: "deferred-add-saved-late", Title: "an instance added with Status 1 is saved ten seconds later", On: deferred, Breaks: []string{"A.3.2.6-22"}},
		Fault{ID: "deferred-delete-saved-late", Title: "the deletion of an instance with Status 1 is saved ten seconds later", On: deferred, Breaks: []string{"A.3.2.7-11"}},
		Fault{ID: "restart-oui-other", Title: "the device has another OUI from a restart to the end of the next session", Breaks: []string{"A.3.3.1-50", "A.3.3.1-51", "A.3.3.1-52"}},
		Fault{ID: "restart-product-class-other", Title: "the device has another ProductClass from a restart to the end of the next session", Breaks: []string{"A.3.3.1-55", "A.3.3.1-56", "A.3.3.1-57"}},
		Fault{ID: "restart-serial-other", Title: "the device has another SerialNumber from a restart to the end of the next session", Breaks: []string{"A.3.3.1-61", "A.3.3.1-62", "A.3.3.1-63"}},
		// Status 1
		Fault{ID: "reboot-to-apply-not-made", Title: "the reboot that a change takes is left to the ACS", On: reboots, Claims: []string{"reboots-to-apply"},
			Breaks: []string{"A.3.2.1-30", "A.3.2.1-32", "A.3.2.6-32", "A.3.2.6-34"}},
		Fault{ID: "reboot-to-apply-not-made-for-deletion", Title: "the reboot that a deletion takes is left to the ACS", On: reboots, Claims: []string{"reboots-to-apply"},
			Breaks: []string{"A.3.2.7-18", "A.3.2.7-20"}},
		Fault{ID: "reboot-to-apply-before-response", Title: "a change that takes a reboot has the device reboot before it responds", On: reboots, Claims: []string{"reboots-to-apply"},
			Breaks: []string{"3.4.2-2", "A.3.2.1-24", "A.3.2.6-20"}},
		Fault{ID: "reboot-to-delete-before-response", Title: "a deletion that takes a reboot has the device reboot before it responds", On: reboots, Claims: []string{"reboots-to-apply"},
			Breaks: []string{"3.4.2-2", "A.3.2.7-9"}},
		Fault{ID: "add-delete-status-one", Title: "AddObject and DeleteObject are answered with Status 1 although they are carried out at once", Claims: []string{"applies-at-once"},
			Breaks: []string{"A.3.2.6-19", "A.3.2.7-8"}},
	)
}
