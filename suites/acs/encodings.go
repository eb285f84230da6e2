package acs

import (
	"bytes"
	"compress/gzip"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// encoded is an Inform with a content coding.
func (t *ACS) encoded(s *puppet.Session, coding, intent string, encode func([]byte) []byte) puppet.Request {
	q := s.Request(t.Inform("2 PERIODIC"))
	q.Body, q.Intent = encode(q.Body), intent
	q.Fields = []wire.Field{{Name: "Content-Encoding", Value: coding}}
	return q
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func init() {
	spec(conform.Case{
		ID: "ACS-HTTP-001", Subject: "HTTP",
		Title:  "a content coding that the ACS does not support is answered with status 415",
		Covers: reqs("3.4.7-5"),
		Steps:  "Send an Inform with Content-Encoding: x-cwmpspec, and one with gzip.",
		Passes: "The first is answered with status 415, the second with InformResponse or status 415.",
	}, func(t *ACS) {
		t.Idle()
		s := t.Session()
		q := t.encoded(s, "x-cwmpspec", "a content coding that nobody knows", func(b []byte) []byte { return b })
		t.Req("3.4.7-5").Expect(s.Begin(q).Status(), "the status of the answer to an unknown content coding").To(Equal(415))
		s.HangUp()
		s = t.Session()
		t.Req("3.4.7-5").Expect(s.Begin(t.encoded(s, "gzip", "", gzipped)).String(), "the answer to an Inform with gzip").To(Or(informResponse, Equal("status 415")))
		s.Finish()
	})
}
