package fault

// Faults of the reference CPE in taking Connection Requests (section 3.2.2).
func init() {
	register(CPE,
		// Authentication
		Fault{ID: "connection-request-unauthenticated", Title: "a Connection Request is taken without authentication", Breaks: []string{"3.2.2.2-11", "3.2.2.2-12"}},
		Fault{ID: "connection-request-basic", Title: "a Connection Request is challenged with Basic", Breaks: []string{"3.2.2.2-11"}},
		Fault{ID: "connection-request-any-user", Title: "the user name of a Connection Request is not looked at", Breaks: []string{"3.2.2.2-11", "3.2.2.2-12"}},
		Fault{ID: "connection-request-any-password", Title: "the digest of a Connection Request is not verified", Breaks: []string{"3.2.2.2-11", "3.2.2.2-12"}},
		Fault{ID: "connection-request-refused-and-followed", Title: "a Connection Request with wrong credentials is met by 401, and a session follows", Breaks: []string{"3.2.2.2-12"}},
		// The answer
		Fault{ID: "connection-request-202", Title: "a Connection Request is answered with 202", Breaks: []string{"3.2.2.2-13"}},
		Fault{ID: "connection-request-page", Title: "the answer to a Connection Request has a body", Breaks: []string{"3.2.2.2-15"}},
		Fault{ID: "connection-request-without-event", Title: "the session that a Connection Request asks for does not have its event", Breaks: []string{"3.2.2.1-5", "3.2.2.2-24", "3.7.1.5-57"}},
		// The port
		Fault{ID: "web-interface-on-port", Title: "the web interface is on the port for Connection Requests", Breaks: []string{"3.2.2.2-1"}},
		Fault{ID: "tr-064-on-port", Title: "TR-064 is served on the port for Connection Requests, without authentication", Breaks: []string{"3.2.2.2-1"}},
		Fault{ID: "connection-request-body-refused", Title: "a Connection Request with a body is answered with 400", Breaks: []string{"3.2.2.2-10"}},
		Fault{ID: "connection-request-fields-refused", Title: "a Connection Request with a Cookie header is answered with 400", Breaks: []string{"3.2.2.1-12"}},
		Fault{ID: "connection-request-cookie-kills", Title: "a long Cookie header brings the Connection Request server down for a while", Breaks: []string{"3.2.2-2", "3.2.2.1-12"}},
		Fault{ID: "connection-request-path-plain", Title: "the path of the Connection Request URL is /", Breaks: []string{"3.2.2.2-6"}},
		Fault{ID: "connection-request-url-writable", Title: "ConnectionRequestURL is listed as writable", Breaks: []string{"3.2.2.2-5"}},
		Fault{ID: "connection-request-url-https", Title: "ConnectionRequestURL reads as an https URL", Breaks: []string{"3.2.2.2-8"}},
		Fault{ID: "port-stays-open", Title: "HTTPConnectionRequestEnable false does not close the port", Breaks: []string{"3.2.2.2-29"}},
		// In a session
		Fault{ID: "connection-request-ends-session", Title: "a Connection Request in a session ends it", Breaks: []string{"3.2.2.1-9", "3.2.2.2-19"}},
		Fault{ID: "connection-request-aborts-setup", Title: "a Connection Request while a session is set up ends it", Breaks: []string{"3.2.2.1-11", "3.2.2.2-28"}},
		Fault{ID: "connection-request-500-in-session", Title: "a Connection Request in a session is answered with 500", Breaks: []string{"3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-25", "3.2.2.2-28"}},
		Fault{ID: "connection-request-dropped-in-session", Title: "the connection of a Connection Request in a session is closed without an answer", Breaks: []string{"3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-25", "3.2.2.2-28"}},
		Fault{ID: "connection-request-forgotten-in-session", Title: "a Connection Request in a session is answered with 200 and forgotten",
			Breaks: []string{"3.2.1-7", "3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-23", "3.2.2.2-24", "3.2.2.2-26"}},
		Fault{ID: "connection-request-followed-late", Title: "the session after a Connection Request in a session begins a minute later", Breaks: []string{"3.2.2.2-26"}},
		Fault{ID: "connection-request-in-parallel", Title: "a Connection Request in a session has another session begin beside it",
			Breaks: []string{"3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-23", "3.7-6"}},
		Fault{ID: "connection-request-503-and-followed", Title: "a Connection Request in a session is answered with 503, and a session follows", Breaks: []string{"3.2.2.1-13"}},
		Fault{ID: "connection-request-503-retry-after", Title: "the 503 in a session has a Retry-After header", Breaks: []string{"3.2.2.2-22"}},
		// Several
		Fault{ID: "connection-request-acs-address-only", Title: "Connection Requests from another address than that of the ACS are dropped", Breaks: []string{"3.2.2.1-1"}},
		Fault{ID: "connection-request-answered-late", Title: "a Connection Request is answered when its session has begun", Breaks: []string{"3.2.2.2-14"}},
		Fault{ID: "connection-request-port-tls", Title: "the port for Connection Requests speaks TLS too", Breaks: []string{"3.2.2.2-2"}},
		Fault{ID: "connection-request-port-ssh", Title: "the port for Connection Requests speaks SSH too", Breaks: []string{"3.2.2.2-2"}},
		Fault{ID: "connection-request-without-qop", Title: "the challenge to a Connection Request has no qop", Breaks: []string{"3.4.5-2"}},
		Fault{ID: "connection-request-sha-256-only", Title: "the challenge to a Connection Request is for SHA-256 alone", Breaks: []string{"3.4.5-15"}},
		Fault{ID: "connection-request-sha-256-besides", Title: "a Connection Request is challenged for SHA-256 and for MD5"},
		Fault{ID: "connection-request-md5-sess", Title: "a Connection Request is challenged for MD5-sess"},
		Fault{ID: "connection-request-md5-unnamed", Title: "the challenge to a Connection Request does not name its algorithm"},
		Fault{ID: "connection-request-limit-503", Title: "after eight Connection Requests before a session further ones are refused with 503", On: []string{"unhurried"}},
		Fault{ID: "connection-request-limit-403", Title: "after eight Connection Requests before a session further ones are refused with 403", On: []string{"unhurried"}, Breaks: []string{"3.2.2.2-17"}},
		Fault{ID: "connection-request-limit-silent", Title: "after eight Connection Requests before a session the connections of further ones are closed", On: []string{"unhurried"}, Breaks: []string{"3.2.2.1-3", "3.2.2.2-17"}},

		Fault{ID: "connection-request-second-refused", Title: "a further Connection Request before the session is answered with 503", On: []string{"unhurried"}, Breaks: []string{"3.2.2.1-7"}},
		Fault{ID: "connection-request-each-its-session", Title: "each Connection Request leads to a session of its own", On: []string{"unhurried"}, Breaks: []string{"3.2.2.1-8", "3.2.2.2-23"}},
	)
}
