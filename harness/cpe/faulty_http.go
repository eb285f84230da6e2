package cpe

import "strings"

// Faults in the HTTP requests of the device.
var (
	_ = mutate("empty-post-soapaction", mutation{HTTP: func(s *session, r *request) {
		if r.Name == "" {
			r.set("SOAPAction", "")
		}
	}})
	_ = mutate("empty-post-content-type", mutation{HTTP: func(s *session, r *request) {
		if r.Name == "" {
			r.set("Content-Type", "text/xml")
		}
	}})
	_ = mutate("soapaction-quoted", mutation{HTTP: func(s *session, r *request) {
		if strings.HasSuffix(r.Name, "Response") {
			r.set("SOAPAction", `""`)
		}
	}})
	_ = mutate("content-type-wrong", mutation{HTTP: func(s *session, r *request) {
		if s != nil && len(r.Body) > 0 {
			r.set("Content-Type", "application/soap+xml")
		}
	}})
	_ = mutate("cookie-not-returned", mutation{HTTP: func(s *session, r *request) { r.remove("Cookie") }})
)
