package acs

import (
	"bytes"
	"strings"
	"time"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const aboutInput = "Bad input"

// aRejection is an orderly way to decline what cannot be served: a fault, an HTTP
// error or a redirect, or the end of the connection, before the patience of the
// device is over.
// It is made anew each time: And keeps which of its parts failed, and cases run
// side by side.
func aRejection() types.GomegaMatcher {
	return And(Not(informResponse), Not(ContainSubstring("before the deadline")))
}

// odd is an Inform that is made wrong or unusual.
type odd struct {
	what string
	make func(puppet.Request) puppet.Request
}

// body changes the envelope of a request.
func body(change func([]byte) []byte) func(puppet.Request) puppet.Request {
	return func(q puppet.Request) puppet.Request {
		q.Body = change(q.Body)
		return q
	}
}

// inside puts text before the end of the Body.
func inside(text string) func([]byte) []byte {
	return func(b []byte) []byte {
		return bytes.Replace(b, []byte("</soapenv:Body>"), []byte(text+"</soapenv:Body>"), 1)
	}
}

// headed gives an envelope a document type declaration.
func headed(dtd, reference string) func([]byte) []byte {
	return func(b []byte) []byte {
		b = bytes.Replace(b, []byte("<soapenv:Envelope"), []byte(dtd+"\n<soapenv:Envelope"), 1)
		return bytes.Replace(b, []byte(">cwmpspec</Manufacturer>"), []byte(">"+reference+"</Manufacturer>"), 1)
	}
}

// field gives a request a header field of its own.
func field(name, value string) func(puppet.Request) puppet.Request {
	return func(q puppet.Request) puppet.Request {
		q.Fields = append(q.Fields, wire.Field{Name: name, Value: value})
		return q
	}
}

// laughs is a document whose entities grow to a gigabyte.
var laughs = func() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE e [<!ENTITY a0 "ha">`)
	for i := range 9 {
		b.WriteString(strings.NewReplacer("N", string(rune('1'+i)), "P", string(rune('0'+i))).Replace(
			`<!ENTITY aN "&aP;&aP;&aP;&aP;&aP;&aP;&aP;&aP;&aP;&aP;">`))
	}
	b.WriteString("]>")
	return b.String()
}()

// broken are Informs that no ACS can take for whole.
var broken = []odd{
	{"XML that ends in the middle", body(func(b []byte) []byte { return b[:len(b)*2/3] })},
	{"a NUL in the text", body(func(b []byte) []byte { return bytes.Replace(b, []byte(">cwmpspec<"), []byte(">cwmp\x00spec<"), 1) })},
	{"bytes that are not UTF-8", body(func(b []byte) []byte { return bytes.Replace(b, []byte(">cwmpspec<"), []byte(">cwmp\xff\xfespec<"), 1) })},
	{"a tag that is never closed, a hundred thousand levels deep", body(inside(strings.Repeat("<a>", 100_000)))},
	{"entities that grow to a gigabyte", body(headed(laughs, "&a9;"))},
	{"an external entity of a file", body(headed(`<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/hostname">]>`, "&x;"))},
	{"nothing but blanks", body(func([]byte) []byte { return bytes.Repeat([]byte(" "), 1000) })},
	{"a Content-Length that is no number", field("Content-Length", "many")},
	{"a chunk whose size is no number", func(q puppet.Request) puppet.Request {
		q = field("Transfer-Encoding", "chunked")(q)
		q.Omit = append(q.Omit, "Content-Length")
		q.Body = append([]byte("zz\r\n"), q.Body...)
		return q
	}},
	{"gzip that is none", field("Content-Encoding", "gzip")},
	{"a header field of a megabyte", field("X-Padding", strings.Repeat("x", 1<<20))},
	{"a request line that is none", func(q puppet.Request) puppet.Request { q.Raw = []byte("HELO acs.example\r\n\r\n"); return q }},
}

// unusual are Informs that HTTP and XML allow and that few devices send.
var unusual = []odd{
	{"chunks", func(q puppet.Request) puppet.Request { q.Chunk = 100; return q }},
	{"Expect: 100-continue", field("Expect", "100-continue")},
	{"a hundred levels of elements that nobody knows, in the Header", body(func(b []byte) []byte {
		deep := strings.Repeat("<x:a xmlns:x='urn:x'>", 100) + strings.Repeat("</x:a>", 100)
		return bytes.Replace(b, []byte("</soapenv:Header>"), []byte(deep+"</soapenv:Header>"), 1)
	})},
	{"pieces of 200 bytes with half a second between them", func(q puppet.Request) puppet.Request {
		q.Slow = puppet.Slow{Piece: 200, Pause: 500 * time.Millisecond}
		return q
	}},
	{"forty header fields that nobody knows", func(q puppet.Request) puppet.Request {
		for range 40 {
			q = field("X-Unknown", strings.Repeat("y", 50))(q)
		}
		return q
	}},
}

// try sends an odd Inform as a device of its own, whose sessions are left as
// they are, and says what came of it.
func (t *ACS) try(o odd, intent string) string {
	s := t.NewDevice().Open()
	defer s.HangUp()
	// A challenge is fetched first, so that the odd request is one that is read to its end.
	bare := t.NewDevice().Open()
	bare.Credentials = nil
	if r := bare.Begin(bare.Request(t.InformOf(bare.Device))); r.Resp != nil {
		for _, offered := range puppet.Challenges(r.Resp.Values("WWW-Authenticate")) {
			if offered.Supported() && s.Challenge() == nil {
				s.Take(offered)
			}
		}
	}
	bare.HangUp()
	q := o.make(s.Request(t.InformOf(s.Device)))
	q.Intent = intent
	return s.Begin(q).String()
}

func init() {
	spec(conform.Case{
		ID: "ACS-INPUT-001", Subject: aboutInput,
		Title:  "an Inform that is broken is declined, and the ACS goes on serving",
		Covers: reqs("3.7.2.1-1"),
		Steps:  "Send Informs that are cut off, hold characters XML has not, are nested without end, use entities, or break HTTP, and after each an ordinary one.",
		Passes: "Each is declined by a fault, an HTTP error or the end of the connection, in time (a note if not), and the ordinary Inform after it is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		for _, o := range broken {
			t.Note().Expect(t.try(o, o.what), "what comes of an Inform with %s", o.what).To(aRejection())
			t.StillServes("3.7.2.1-1")
		}
	})
	spec(conform.Case{
		ID: "ACS-INPUT-002", Subject: aboutInput, Robustness: true, Waits: 10,
		Title:  "an Inform in an unusual form that HTTP and XML allow is served",
		Steps:  "Send Informs in chunks, with Expect: 100-continue, with deep elements that nobody knows, slowly, and with many header fields.",
		Passes: "Each is answered with InformResponse.",
	}, func(t *ACS) {
		t.Idle()
		for _, o := range unusual {
			t.Note().Expect(t.try(o, ""), "the answer to an Inform with %s", o.what).To(informResponse)
		}
	})
	spec(conform.Case{
		ID: "ACS-INPUT-003", Subject: aboutInput, Robustness: true,
		Title:  "other methods and paths than those of CWMP are declined",
		Steps:  "Send GET, PUT, DELETE and OPTIONS, and a POST that is cut off by a reset.",
		Passes: "Each is answered, none with status 500, and an ordinary Inform afterwards is served.",
	}, func(t *ACS) {
		t.Idle()
		for _, method := range []string{"GET", "PUT", "DELETE", "OPTIONS"} {
			s := t.Session()
			r := s.Send(puppet.Request{Method: method, Intent: "a method that CWMP does not use"})
			t.Note().Expect(r.Status(), "the status of the answer to %s", method).To(And(Not(BeZero()), Not(Equal(500))))
			s.HangUp()
		}
		s := t.Session()
		s.Begin(puppet.Request{Raw: []byte("POST " + t.Stage.URL.RequestURI() + " HTTP/1.1\r\nHost: " + t.Stage.URL.Host + "\r\nContent-Length: 5000\r\n\r\n<?xml"), Wait: time.Second, Intent: "a POST that is cut off"})
		s.Reset()
		t.Note().Expect(t.servesAnother(), "the answer to an ordinary Inform afterwards").To(informResponse)
	})
	spec(conform.Case{
		ID: "ACS-INPUT-004", Subject: aboutInput, Robustness: true,
		Title:  "two requests that are sent at once are answered one after the other, or declined",
		Steps:  "In a session send GetRPCMethods and an empty POST without waiting for the response between them.",
		Passes: "The first is answered; an ordinary Inform afterwards is served.",
	}, func(t *ACS) {
		t.Idle()
		s := t.Connect()
		replies := s.Pipeline(s.Request(aRequest), puppet.Request{Intent: "a request that does not wait for the response to the one before"})
		t.Note().Expect(replies[0].Err, "what went wrong with the first of two requests").To(BeNil())
		s.HangUp()
		t.Note().Expect(t.servesAnother(), "the answer to an ordinary Inform afterwards").To(informResponse)
	})
}
