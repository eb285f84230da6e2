package fault

// Varieties of the reference CPE in HTTP, TLS and Connection Requests that the
// standard leaves open, or on which it can be read in two ways: nothing may be
// found.
func init() {
	username := []string{"oui-username"}
	register(CPE,
		// Connection Requests (3.2.2)
		Fault{ID: "connection-request-204", Title: "a Connection Request is answered with 204"},
		Fault{ID: "connection-request-503-unchallenged", Title: "a Connection Request in a session is answered with 503 in place of a challenge", On: []string{"busy"}},
		Fault{ID: "connection-request-other-path-401", Title: "other paths on the port for Connection Requests are answered with 401"},
		Fault{ID: "connection-request-nonce-until-used", Title: "Connection Requests are challenged with the same nonce until one is answered"},
		Fault{ID: "port-silent-when-disabled", Title: "HTTPConnectionRequestEnable false leaves nothing on the port that answers"},
		Fault{ID: "connection-request-rarely-late", Title: "one in a hundred Connection Requests has its session begin 40 seconds later"},
		// TLS (3.3)
		Fault{ID: "tls-few-suites", Title: "TLS 1.2 with three cipher suites is all that is offered"},
		Fault{ID: "tls-weak-suite-listed-last", Title: "the last cipher suite that is offered has 3DES"},
		Fault{ID: "tls-wildcards-refused", Title: "a certificate with a wildcard is not accepted"},
		Fault{ID: "tls-file-server-unchecked", Title: "the certificate of a file server is not checked"},
		// HTTP (3.4.1, 3.4.2)
		Fault{ID: "header-blanks-varied", Title: "no blank follows SOAPAction, and Content-Type names no charset"},
		Fault{ID: "cookie-attributes-ignored", Title: "cookies come back whatever their Path, and without TLS if they are Secure"},
		Fault{ID: "cookie-store-512", Title: "there is room for 512 bytes of cookies, attributes counted"},
		Fault{ID: "connection-closed-after-20-seconds", Title: "the connection is closed 20 seconds after the end of the session"},
		Fault{ID: "redirect-301-as-get", Title: "status 301 is not followed but by a GET, as a browser does"},
		Fault{ID: "redirect-credentials-unasked", Title: "after a redirect the credentials go along without a challenge"},
		Fault{ID: "redirect-connection-kept", Title: "the connection that a redirect leads away from stands until the session is over"},
		Fault{ID: "inform-written-anew", Title: "an Inform that is sent again upon a challenge or a redirect has a new CurrentTime, and is written in another way"},
		// Authentication (3.4.4, 3.4.5)
		Fault{ID: "username-escaped-in-lower-case", Title: "the digits of escaped octets in the user name are in lower case", On: username},
		Fault{ID: "challenge-with-credentials-ends-session", Title: "a challenge to a request with credentials ends the session"},
		Fault{ID: "basic-without-tls-refused", Title: "a Basic challenge is not answered without TLS", Disclaims: []string{"basic-auth"}},
		Fault{ID: "authorization-quoted", Title: "qop and algorithm are in quotes in the credentials"},
		Fault{ID: "authorization-without-algorithm", Title: "credentials do not name MD5 as their algorithm"},
		Fault{ID: "md5-sess-first-kept", Title: "digests for MD5-sess keep the A1 of the first request, under new cnonces"},
		// Compression (3.4.7)
		Fault{ID: "compression-in-force-at-once", Title: "a new HTTPCompression holds in the session that sets it"},
		Fault{ID: "compression-deflate-raw", Title: "Deflate is sent without the header of zlib"},
		Fault{ID: "compression-not-of-short-messages", Title: "messages below 1000 bytes are not compressed"},
		Fault{ID: "compression-setting-outlasts-415", Title: "status 415 leaves HTTPCompression as it is, and the retry is not compressed"},
		Fault{ID: "empty-post-content-encoding", Title: "empty POSTs have a Content-Encoding header"},
	)
}
