package fault

// Varieties of the reference CPE in its answers to the RPCs that the standard
// leaves open, or on which it can be read in two ways: nothing may be found.
func init() {
	wildcards := []string{"wildcards"}
	register(CPE,
		// Names (A.3.2.3, A.2.4)
		Fault{ID: "two-roots", Title: "InternetGatewayDevice. is a second root, which holds the information on the device"},
		Fault{ID: "wildcard-next-level-matches", Title: "NextLevel true with a wildcard lists what matches, not what is below it", On: wildcards},
		Fault{ID: "wildcard-next-level-both", Title: "NextLevel true with a wildcard lists what matches and what is below it", On: wildcards},
		Fault{ID: "wildcard-last-as-partial-path", Title: "a wildcard at the end of a path is read as the path before it", On: wildcards},
		Fault{ID: "wildcard-last-9003", Title: "a path with a wildcard at its end is refused with 9003", On: wildcards},
		// Arguments (A.2.1, A.3.2.2, A.3.2.4, A.3.2.5)
		Fault{ID: "long-keys-taken", Title: "CommandKey and ParameterKey are taken at any length"},
		Fault{ID: "empty-lists-refused", Title: "GetParameterValues, GetParameterAttributes and SetParameterAttributes with an empty list are refused with 9003"},
		// Values (A.3.2.1)
		Fault{ID: "spv-allowed-value-9007", Title: "text outside ASCII is refused with 9007, whatever the data model allows"},
		Fault{ID: "derived-change-notified", Title: "a new user name for Connection Requests changes their URL, which is notified"},
		Fault{ID: "parameterkey-notified", Title: "a ParameterKey that SetParameterValues has set is notified"},
		// Events (A.3.3.1, 3.7.1.5)
		Fault{ID: "unrelated-events-apart", Title: "events of different causes are delivered in a session each"},
	)
}
