package fault

// Faults of a reference CPE that supports instance wildcards.
func init() {
	on := []string{"wildcards"}
	register(CPE,
		Fault{ID: "wildcard-first-instance-only", Title: "a wildcard stands for the first instance only", On: on,
			Breaks: []string{"3.6.2-6", "A.2.4-5", "A.3.2.2-7", "A.3.2.2-8", "A.3.2.3-5", "A.3.2.3-16", "A.3.2.3-17", "A.3.2.5-7", "A.3.2.5-8"}},
		Fault{ID: "wildcard-partial-path-refused", Title: "a wildcard in a Partial Path Name is refused with 9005", On: on,
			Breaks: []string{"3.6.2-6", "A.3.2.2-8", "A.3.2.3-6", "A.3.2.3-16", "A.3.2.3-17", "A.3.2.5-8"}},
		Fault{ID: "wildcard-no-instance-9005", Title: "a wildcard without any instance is refused with 9005", On: on,
			Breaks: []string{"A.3.2.2-17", "A.3.2.5-17"}},
		Fault{ID: "wildcard-no-instance-echoed", Title: "a wildcard without any instance brings an entry with the name asked for", On: on,
			Breaks: []string{"A.3.2.2-11", "A.3.2.2-16", "A.3.2.5-16", "A.3.2.5-18"}},
	)
}
