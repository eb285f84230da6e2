package fault

// Faults of the reference CPE in HTTP: requests, connections, cookies,
// redirects and authentication.
func init() {
	register(CPE,
		// Requests
		Fault{ID: "soapaction-missing", Title: "no POST has a SOAPAction header", Breaks: []string{"3-1", "3.4.1-3", "3.4.1-4"}},
		Fault{ID: "soapaction-of-fault", Title: "the SOAPAction of a SOAP Fault names the method", Breaks: []string{"3.4.1-4"}},
		Fault{ID: "host-missing", Title: "requests have no Host header", Breaks: []string{"3-1", "3.4-1"}},
		Fault{ID: "http-1.0", Title: "requests are HTTP/1.0 with keep-alive", Breaks: []string{"3.4-1"}},
		Fault{ID: "header-bare-lf", Title: "header lines end in LF without CR", Breaks: []string{"3-1"}},
		Fault{ID: "header-spelling-varied", Title: "header names are in lower case, Content-Type in capitals, and bodies are chunked"},
		Fault{ID: "request-soapaction-quoted", Title: "the SOAPAction of a SOAP request is an empty string in quotes"},
		Fault{ID: "pipelining", Title: "after a boot the empty POST follows the Inform without waiting for the InformResponse", Breaks: []string{"3.4.6-2"}},
		Fault{ID: "empty-post-before-slow-answer", Title: "a read of the whole data model is met by an empty POST, and answered after it", Breaks: []string{"3.4.1-2"}},
		// Connections
		Fault{ID: "connection-close-sent", Title: "every request carries Connection: close", Breaks: []string{"3.4.2-1", "3.4.2-2", "3.4.2-4"}},
		Fault{ID: "challenge-answered-elsewhere", Title: "a challenge is answered on a new connection", Breaks: []string{"3.4.2-4"}},
		Fault{ID: "challenge-close-ignored", Title: "the connection is used on although the challenge says Connection: close", Breaks: []string{"3.4.2-5", "3.4.2-6"}},
		Fault{ID: "challenge-close-lingers", Title: "the connection of a challenge with Connection: close is left and never closed", Breaks: []string{"3.4.2-5"}},
		Fault{ID: "reconnect-new-session", Title: "the session is given up when the ACS closes the connection between two messages", Breaks: []string{"3.4.2-3"}},
		Fault{ID: "connection-left-open", Title: "the connection stays open after a session that was successful", Breaks: []string{"3.4.2-20"}},
		Fault{ID: "connection-left-open-on-failure", Title: "the connection stays open after a session that failed", Breaks: []string{"3.4.2-21"}},
		// Authentication
		Fault{ID: "challenge-later-ignored", Title: "a challenge is answered only if it comes for the Inform", Breaks: []string{"3.4.4-5"}},
		Fault{ID: "digest-qop-list-unsupported", Title: "a challenge with qop auth,auth-int is answered without qop", Breaks: []string{"3.4.5-1"}},
		Fault{ID: "digest-algorithm-named-refused", Title: "a digest challenge that names algorithm MD5 is not answered", Breaks: []string{"3.4.5-8"}},
		Fault{ID: "md5-sess-refused", Title: "a digest challenge with algorithm MD5-sess is not answered", Breaks: []string{"3.4.5-10"}},
		Fault{ID: "md5-sess-as-md5", Title: "a digest for MD5-sess is computed as one for MD5", Breaks: []string{"3.4.5-10"}},
		Fault{ID: "nonce-count-constant", Title: "the nonce count stays 00000001", Breaks: []string{"3-1"}},
		Fault{ID: "authorization-not-repeated", Title: "only the request that answers a challenge carries Authorization", Breaks: []string{"3.4.4-8"}},
		Fault{ID: "cnonce-constant", Title: "the cnonce is the same on every connection", Breaks: []string{"3.4.5-7"}},
		Fault{ID: "basic-challenge-ignored", Title: "a Basic challenge is not answered", Breaks: []string{"3.4.4-4"}, Claims: []string{"basic-auth"}},
		Fault{ID: "second-challenge-answered", Title: "a second challenge in a row is answered, and every one after it", Breaks: []string{"3.7.1.4-16"}},
		Fault{ID: "password-change-ignored", Title: "a new ManagementServer.Password is stored but not used", Breaks: []string{"3.4.4-20"}},
	)
}
