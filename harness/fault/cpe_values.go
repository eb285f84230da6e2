package fault

// Faults in GetParameterValues.
func init() {
	register(CPE,
		Fault{ID: "gpv-neighbours-returned", Title: "GetParameterValues of two Parameters brings a third", Breaks: []string{"A.3.2.2-3"}},
		Fault{ID: "gpv-sixteen-names-only", Title: "GetParameterValues answers the first sixteen names only", Breaks: []string{"A.3.2.2-10"}},
		Fault{ID: "gpv-device-info-one-level", Title: "the Partial Path Name of DeviceInfo brings the Parameters of its first level only", Breaks: []string{"A.3.2.2-4", "A.3.2.2-10"}},
		Fault{ID: "gpv-root-refused", Title: "GetParameterValues of the root object fails with 9002", Breaks: []string{"A.3.2.2-4"}},
		Fault{ID: "gpv-empty-name-empty", Title: "the empty string brings an empty list", Breaks: []string{"A.3.2.2-6"}},
		Fault{ID: "gpv-empty-object-refused", Title: "the Partial Path Name of an empty table is refused with 9005", Breaks: []string{"A.3.2.2-15"}},
		Fault{ID: "gpv-empty-object-placeholder", Title: "the Partial Path Name of an empty table brings an entry with the table's path", Breaks: []string{"A.3.2.2-11", "A.3.2.2-14"}},
		Fault{ID: "gpv-unknown-name-9003", Title: "unknown names are refused with 9003", Breaks: []string{"A.3.2.2-23", "A.5.1-9"}},
		Fault{ID: "gpv-unknown-parameter-left-out", Title: "unknown Parameters are left out of the response", Breaks: []string{"A.3.2.2-24", "A.3.2.7-3", "A.3.2.7-17"}},
		Fault{ID: "gpv-unknown-object-empty", Title: "an unknown Object is answered with an empty list", Breaks: []string{"A.2.2-3", "A.3.2.2-25"}},
		Fault{ID: "gpv-any-case", Title: "GetParameterValues takes names in any case", Breaks: []string{"A.3.2.1-38", "A.3.2.2-24"}},
		Fault{ID: "gpv-object-without-dot", Title: "GetParameterValues takes an Object without its dot", Breaks: []string{"A.3.2.2-24"}},
		Fault{ID: "gpv-long-name-refused", Title: "a name of more than 128 characters is refused with 9002", Breaks: []string{"A.3.2.2-2"}},
		Fault{ID: "gpv-listed-not-readable", Title: "a Parameter that is listed and writable is answered with 9002", Breaks: []string{"A.3.2.3-24", "2.3.1-1"}},
		Fault{ID: "gpv-name-with-object-listed", Title: "a response has entries for Objects", Breaks: []string{"A.3.2.2-11"}},
		Fault{ID: "gpv-value-missing", Title: "an entry of GetParameterValuesResponse has no Value", Breaks: notSchema("A.3.2.2-10")},
		Fault{ID: "gpv-list-value-nested", Title: "a list is sent as elements inside Value", Breaks: notSchema("A.3.2.1-39")},
		Fault{ID: "gpv-fault-9010", Title: "an unknown name is refused with 9010", Breaks: []string{"A.3.2.2-18", "A.3.2.2-23", "A.5.1-9", "A.5.1-14"}},
		// Allowed
		Fault{ID: "gpv-empty-name-9005", Title: "GetParameterValues refuses the empty string with 9005"},
		Fault{ID: "gpv-many-names-refused", Title: "GetParameterValues of more than 16 names fails with 9002"},
		Fault{ID: "gpv-overlap-once", Title: "a Parameter that is asked for twice comes once"},
		Fault{ID: "gpv-empty-name-9004", Title: "GetParameterValues refuses the empty string with 9004"},
	)
}
