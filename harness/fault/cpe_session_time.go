package fault

// Faults of the reference CPE in how long it stays in a session, and in what it
// makes of silence.
func init() {
	register(CPE,
		Fault{ID: "silence-20-seconds", Title: "a response that does not come within 20 seconds ends the session", Breaks: []string{"3.4.2-11", "3.7.1.4-4", "3.7.1.4-7"}},
		Fault{ID: "silence-not-counted", Title: "RetryCount is not raised when no response came", Breaks: []string{"3.4.2-9", "3.7.1.4-6"}},
		Fault{ID: "unanswered-request-resent", Title: "a request without a response is sent again over a new connection", Breaks: []string{"3.4.2-9", "3.7.1.4-8"}},
		Fault{ID: "reset-request-resent", Title: "a request whose connection is reset is sent again over a new one", Breaks: []string{"3.4.2-8"}},
		Fault{ID: "reconnect-failure-as-success", Title: "a session that finds the ACS gone between two messages counts as successful", Breaks: []string{"3.4.2-7"}},
		Fault{ID: "session-cut-after-four-minutes", Title: "a session is cut off after four minutes", Breaks: []string{"3.4.2-2", "3.7.1.4-17"}},
		Fault{ID: "retry-not-after-cut", Title: "a session whose connection is cut in its middle is not tried again", Breaks: []string{"3.4.2-8", "3.7.1.4-22"}},
		Fault{ID: "call-arising-after-empty-post", Title: "a transfer that ends in the course of a session is reported before the session ends", Breaks: []string{"3.7.1.3-7", "3.7.1.3-18", "3.7.1.4-1", "3.7.1.3-11"}},
	)
}
