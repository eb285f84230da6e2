package fault

// Faults in GetParameterNames.
func init() {
	register(CPE,
		Fault{ID: "gpn-empty-path-refused", Title: "GetParameterNames refuses the empty path", Breaks: []string{"A.3.2.3-3", "A.3.2.3-15"}},
		Fault{ID: "gpn-empty-path-children", Title: "the empty path with NextLevel true brings the children of the root object", Breaks: []string{"A.3.2.3-14"}},
		Fault{ID: "gpn-empty-path-one-level", Title: "the empty path with NextLevel false brings the root object only", Breaks: []string{"A.3.2.3-15"}},
		Fault{ID: "gpn-object-itself-missing", Title: "with NextLevel false an Object is not in its own list", Breaks: []string{"A.3.2.3-9"}},
		Fault{ID: "gpn-siblings-listed", Title: "the name of a Parameter brings its whole Object", Breaks: []string{"A.3.2.3-11"}},
		Fault{ID: "gpn-two-levels-only", Title: "NextLevel false brings two levels only", Breaks: []string{"A.3.2.3-10", "A.3.2.3-15"}},
		Fault{ID: "gpn-rows-missing", Title: "NextLevel true on a table brings no instances", Breaks: []string{"A.3.2.3-12"}},
		Fault{ID: "gpn-next-level-two", Title: "NextLevel true brings two levels", Breaks: []string{"A.3.2.3-13"}},
		Fault{ID: "gpn-parameter-next-level-accepted", Title: "NextLevel true with the name of a Parameter is answered with the Parameter", Breaks: []string{"A.3.2.3-38"}},
		Fault{ID: "gpn-unknown-path-empty-list", Title: "an unknown path is answered with an empty list", Breaks: []string{"A.3.2.3-37", "A.3.2.7-14"}},
		Fault{ID: "gpn-unknown-path-9003", Title: "an unknown path is refused with 9003", Breaks: []string{"A.3.2.3-36"}},
		Fault{ID: "gpn-object-without-dot", Title: "GetParameterNames takes an Object without its dot", Breaks: []string{"A.3.2.3-37"}},
		Fault{ID: "gpn-any-case", Title: "GetParameterNames takes a path in any case", Breaks: []string{"A.3.2.3-37"}},
		Fault{ID: "gpn-empty-object-refused", Title: "NextLevel true on an empty Object is refused", Breaks: []string{"A.3.2.3-22"}},
		Fault{ID: "gpn-empty-object-unlisted", Title: "empty tables are left out of lists", Breaks: []string{"A.3.2.3-21"}},
		Fault{ID: "gpn-row-without-dot", Title: "instances are listed without their dot", Breaks: []string{"A.3.2.3-11", "A.3.2.3-20"}},
		Fault{ID: "gpn-next-level-relative", Title: "NextLevel true brings names without the path before them", Breaks: []string{"A.3.2.3-12", "A.3.2.3-19", "A.3.2.3-20"}},
		Fault{ID: "gpn-long-path-refused", Title: "a path of more than 128 characters is refused with 9003", Breaks: []string{"A.3.2.3-2"}},
		Fault{ID: "gpn-next-level-9004", Title: "NextLevel true on an Object with many children is refused with 9004", Breaks: []string{"A.3.2.3-41"}},
		// Allowed
		Fault{ID: "gpn-too-many-9004", Title: "the empty path with NextLevel false is refused with 9004"},
		Fault{ID: "gpn-next-level-lists-itself", Title: "NextLevel true lists the Object too, unless it is empty"},
		Fault{ID: "gpn-plain-object-writable", Title: "Objects that are neither tables nor instances are listed as writable"},
	)
}
