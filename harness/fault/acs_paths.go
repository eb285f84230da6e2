package fault

// Faults of the reference ACS in the paths that it names.
func init() {
	register(ACS,
		Fault{ID: "acs-partial-path-without-dot", Title: "names of objects have no dot at the end", Breaks: []string{"A.3.2.2-5", "A.3.2.3-4", "A.3.2.4-19", "A.3.2.5-5"}},
		Fault{ID: "acs-addobject-without-dot", Title: "ObjectName of AddObject has no dot at the end", Breaks: []string{"A.3.2.6-40", "A.3.2.6-41"}},
		Fault{ID: "acs-addobject-number", Title: "AddObject names the number that the instance is to have", Breaks: []string{"A.3.2.6-2"}},
		Fault{ID: "acs-addobject-alias-without-dot", Title: "AddObject ends with an alias and no dot, for a device that knows no aliases", Breaks: []string{"3.6.1-3", "A.3.2.6-40", "A.3.2.6-41"}},
		Fault{ID: "acs-deleteobject-without-dot", Title: "ObjectName of DeleteObject has no dot at the end", Breaks: []string{"A.3.2.7-29"}},
		Fault{ID: "acs-deleteobject-table", Title: "DeleteObject names the table", Breaks: []string{"A.3.2.7-2"}},
		Fault{ID: "acs-placeholder-sent", Title: "a path holds {i}", Breaks: []string{"A.2.2-1"}},
		Fault{ID: "acs-instance-zero", Title: "a path has the instance 0", Breaks: []string{"A.2.2.1-8"}},
		Fault{ID: "acs-alias-without-brackets", Title: "an alias stands in a path without brackets", Breaks: []string{"A.2.2.2-2"}},
		Fault{ID: "acs-alias-unasked", Title: "an alias is used for a device that knows no aliases", Breaks: []string{"3.6.1-3"}},
		Fault{ID: "acs-wildcard-unasked", Title: "a wildcard is used for a device that knows none and was not asked", Breaks: []string{"3.6.2-3", "3.6.2-4"}},
		Fault{ID: "acs-wildcard-within-node", Title: "a wildcard stands within a node", Breaks: []string{"3.6.2-3", "3.6.2-4", "A.2.4-5", "A.3.2.2-9"}},
		Fault{ID: "acs-wildcard-for-object", Title: "a wildcard stands for an object that is no instance", Breaks: []string{"3.6.2-3", "3.6.2-4", "A.2.4-9", "A.3.2.2-9"}},
		Fault{ID: "acs-wildcard-last", Title: "a wildcard is the last part of a path", Breaks: []string{"3.6.2-3", "3.6.2-4", "A.2.4-8", "A.3.2.2-9", "A.3.2.3-7", "A.3.2.5-9"}},
	)
}
