package cpe

import (
	"bytes"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

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
	_ = mutate("soapaction-missing", mutation{HTTP: func(s *session, r *request) { r.remove("SOAPAction") }})
	_ = mutate("soapaction-of-fault", mutation{HTTP: func(s *session, r *request) {
		if r.Name == "Fault" {
			r.set("SOAPAction", "urn:dslforum-org:cwmp-1-2#Fault")
		}
	}})
	_ = mutate("request-soapaction-quoted", mutation{HTTP: func(s *session, r *request) {
		if s != nil && r.Name != "" && r.Name != "Fault" && !strings.HasSuffix(r.Name, "Response") {
			r.set("SOAPAction", `""`)
		}
	}})
	_ = mutate("host-missing", mutation{HTTP: func(s *session, r *request) { r.remove("Host") }})
	_ = mutate("connection-close-sent", mutation{HTTP: func(s *session, r *request) { r.set("Connection", "close") }})
	_ = mutate("header-spelling-varied", mutation{HTTP: func(s *session, r *request) {
		for i := range r.Fields {
			r.Fields[i].Name = strings.ToLower(r.Fields[i].Name)
		}
		if s != nil && len(r.Body) > 0 {
			r.set("content-type", "TEXT/XML; Charset=UTF-8")
			r.remove("content-length")
			r.set("transfer-encoding", "chunked")
			r.Body = wire.Chunk(r.Body, 1000)
		}
	}})
	_ = mutate("http-1.0", mutation{
		HTTP: func(s *session, r *request) { r.set("Connection", "keep-alive") },
		Raw:  func(b []byte) []byte { return bytes.Replace(b, []byte("HTTP/1.1\r\n"), []byte("HTTP/1.0\r\n"), 1) },
	})
	_ = mutate("header-bare-lf", mutation{Raw: func(b []byte) []byte {
		head, body, _ := bytes.Cut(b, []byte("\r\n\r\n"))
		return append(append(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), "\n\n"...), body...)
	}})
	_ = mutate("value-not-escaped", mutation{Bytes: func(name string, b []byte) []byte {
		return inBody(b, strings.NewReplacer("&lt;", "<", "&amp;", "&"))
	}})
	_ = mutate("value-escaped-twice", mutation{Bytes: func(name string, b []byte) []byte {
		return inBody(b, strings.NewReplacer("&lt;", "&amp;lt;", "&amp;", "&amp;amp;"))
	}})
	_ = mutate("cookie-not-returned", mutation{HTTP: func(s *session, r *request) { r.remove("Cookie") }})
)

// inBody replaces texts in the body of an envelope.
func inBody(b []byte, r *strings.Replacer) []byte {
	head, body, _ := strings.Cut(string(b), "Body>")
	return []byte(head + "Body>" + r.Replace(body))
}
