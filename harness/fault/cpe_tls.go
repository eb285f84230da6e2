package fault

// Faults of the reference CPE in TLS (sections 3.3, 3.4.2).
func init() {
	list := []Fault{
		// What is offered
		{ID: "tls-1.1-at-most", Title: "TLS 1.1 is the highest version that is offered", Breaks: []string{"3.3-4", "3.3-9", "3.3-13"}},
		{ID: "tls-ssl2-hello", Title: "a handshake is first tried with a ClientHello in the format of SSL 2.0", Breaks: []string{"3.3-5", "3.3-11"}},
		{ID: "tls-ssl3-hello", Title: "a handshake is first tried with SSL 3.0", Breaks: []string{"3.3-5", "3.3-12", "3.3-13", "3.3-14"}},
		{ID: "tls-ssl3-fallback", Title: "after a handshake that the server broke off SSL 3.0 is tried", Breaks: []string{"3.3-12", "3.3-14"}},
		{ID: "tls-1.1-fallback", Title: "after a handshake that the server broke off TLS 1.1 is tried, with TLS_FALLBACK_SCSV"},
		{ID: "tls-1.3-only", Title: "nothing but TLS 1.3 is supported"},
		{ID: "tls-no-renegotiation-info", Title: "a handshake is first tried without renegotiation_info", Breaks: []string{"3.3-5", "3.3-18"}},
		{ID: "tls-compression-offered", Title: "a handshake is first tried with compression by DEFLATE", Breaks: []string{"3.3-16"}},
		{ID: "tls-static-rsa-preferred", Title: "a handshake is first tried with a suite without forward secrecy ahead of the others", Breaks: []string{"3.3-23"}},
		{ID: "tls-no-forward-secrecy", Title: "no suite with forward secrecy is supported", Breaks: []string{"3.3-22", "3.3-23"}},
		{ID: "tls-mandatory-suite-missing", Title: "TLS_RSA_WITH_AES_128_CBC_SHA is not supported", Breaks: []string{"3.3-10"}},
		{ID: "tls-no-server-name", Title: "the ClientHello does not name the host", Breaks: []string{"3.3-7"}},
		// What is taken
		{ID: "tls-rc4", Title: "a suite with RC4 is supported", Breaks: []string{"3.3-5", "3.3-20"}},
		{ID: "tls-null-suite-taken", Title: "a suite without encryption that the server chooses is taken", Breaks: []string{"3.3-19"}},
		{ID: "tls-des-suite-taken", Title: "a suite with DES that the server chooses is taken", Breaks: []string{"3.3-21"}},
		{ID: "tls-ssl2-taken", Title: "an answer in SSL 2.0 is taken", Breaks: []string{"3.3-11"}},
		{ID: "tls-ssl3-taken", Title: "an answer in SSL 3.0 is taken", Breaks: []string{"3.3-1"}},
		// Certificates
		{ID: "tls-any-certificate", Title: "the certificate of the ACS is not looked at", Breaks: []string{"3.3-26", "3.3-27", "3.3-28", "3.3-29", "3.3-31", "3.3-33", "3.4.2-40"}},
		{ID: "tls-chain-unchecked", Title: "the certificate of the ACS may be of any authority", Breaks: []string{"3.3-26", "3.3-27"}},
		{ID: "tls-self-signed-taken", Title: "the certificate of the ACS may be self-signed", Breaks: []string{"3.3-26", "3.3-27"}},
		{ID: "tls-no-roots", Title: "there is no trusted root certificate", Breaks: []string{"2.3.2-2", "3.3-27", "3.3-32", "3.4.3-10", "A.3.2.8-48", "A.4.1.5-25"}},
		{ID: "tls-name-unchecked", Title: "the certificate of the ACS may be for any host", Breaks: []string{"3.3-26", "3.3-28", "3.3-29", "3.3-31", "3.3-33", "3.4.2-40"}},
		{ID: "tls-address-unchecked", Title: "where the URL has an IP address the certificate may be for any host", Breaks: []string{"3.3-26", "3.3-29"}},
		{ID: "tls-address-by-common-name", Title: "an IP address in the URL is compared with the Common Name", Breaks: []string{"3.3-29"}},
		{ID: "tls-only-common-name", Title: "the host of the URL is compared with the Common Name alone", Breaks: []string{"3.3-29", "3.3-31"}},
		{ID: "tls-common-name-besides", Title: "the Common Name counts although there is a subjectAltName", Breaks: []string{"3.3-31"}},
		{ID: "tls-name-of-acs-url", Title: "after a redirect the certificate is compared with the ACS URL", Breaks: []string{"3.3-33", "3.4.2-40"}},
		{ID: "tls-dates-disregarded", Title: "the dates of the certificate are disregarded although the time is known", Breaks: []string{"3.3-27"}},
		{ID: "tls-dates-checked-without-clock", Title: "the dates of the certificate count although Inform shows the Unknown Time", Breaks: []string{"3.3-36"}, On: []string{"no-clock"}},
		// Sessions
		{ID: "tls-left-out-after-redirect", Title: "after a redirect from http to https the session goes on without TLS", Breaks: []string{"3.4.2-38"}},
		{ID: "tls-kept-after-redirect", Title: "after a redirect from https to http the session goes on with TLS", Breaks: []string{"3.4.2-39"}},
		{ID: "tls-redirect-to-http-declined", Title: "a redirect from https to http ends the session"},
		{ID: "tls-given-up-for-http", Title: "after a handshake that the server broke off HTTP is tried without TLS", Breaks: []string{"3.3-8"}},
		{ID: "tls-basic-not-preemptive", Title: "over TLS credentials are sent upon a challenge only", Breaks: []string{"3.4.4-7"}},
		// Certificates of the device
		{ID: "tls-client-certificate-self-signed", Title: "the certificate of the device is self-signed", Breaks: []string{"3.3-38"}},
		{ID: "tls-client-certificate-nameless", Title: "the certificate of the device has no Common Name", Breaks: []string{"3.3-39", "3.3-41"}},
		{ID: "tls-client-certificate-other-serial", Title: "the Common Name of the device's certificate has another SerialNumber than its DeviceId", Breaks: []string{"3.3-41"}},
	}
	for i := range list {
		list[i].Claims = []string{"tls", "tls-client-certificate", "tls-unique-certificate"}
	}
	register(CPE, list...)
}
