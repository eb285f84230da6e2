package fault

// Faults of the reference ACS in the envelopes it sends.
func init() {
	register(ACS,
		Fault{ID: "acs-max-envelopes-2", Title: "MaxEnvelopes of the InformResponse is 2", Breaks: []string{"A.3.3.1-44"}},
	)
}
