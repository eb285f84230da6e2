package cpe

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// needCompression is the claim that the device compresses HTTP bodies.
const needCompression = "http-compression"

func init() {
	spec(conform.Case{
		ID: "CPE-COMP-001", Subject: "Compression",
		Title:  "each mechanism in HTTPCompressionSupported can be enabled and is used",
		Covers: reqs("3.4.7-3", "3.4.7-10"),
		Steps:  "Set HTTPCompression to each value of HTTPCompressionSupported, and open a new session each time.",
		Passes: "The values are taken, and each Inform has the Content-Encoding that was set and can be decoded.",
		Needs:  []string{needCompression},
	}, func(t *CPE) {
		t.Borrow(t.compression())
		for _, mechanism := range t.mechanisms() {
			r := t.compress(mechanism)
			if t.Req("3.4.7-10").Expect(r.Code(), "the fault to HTTPCompression %s", mechanism).To(Equal("none")) {
				t.Connect()
				t.Req("3.4.7-3").Expect(coding(t.session.Waiting()), "the Content-Encoding of the Inform").To(Equal(strings.ToLower(mechanism)))
			}
		}
	})

	spec(conform.Case{
		ID: "CPE-COMP-002", Subject: "Compression",
		Title:  "messages are not compressed while HTTPCompression is Disabled",
		Covers: reqs("3.4.7-4"),
		Steps:  "Enable compression for a session, set HTTPCompression to Disabled, and open another session.",
		Passes: "The Inform has no Content-Encoding.",
		Needs:  []string{needCompression},
	}, func(t *CPE) {
		t.Borrow(t.compression())
		t.compress(t.mechanisms()[0])
		t.Connect()
		t.compress("Disabled")
		t.Connect()
		t.Req("3.4.7-4").Expect(coding(t.session.Waiting()), "the Content-Encoding of the Inform").To(Equal("identity"))
	})

	spec(conform.Case{
		ID: "CPE-COMP-003", Subject: "Compression",
		Title:  "status 415 to a compressed Inform ends the compression",
		Covers: reqs("3.4.7-6", "3.4.7-7"),
		Steps:  "Enable compression, and answer the compressed Inform of the next session with status 415.",
		Passes: "The device tries again within the first retry interval, and that Inform has no Content-Encoding.",
		Needs:  []string{needCompression},
		Waits:  60,
	}, func(t *CPE) {
		t.Borrow(t.compression())
		t.compress(t.mechanisms()[0])
		t.Pending()
		if coding(t.session.Waiting()) == "identity" {
			t.Stop("the Inform is not compressed")
		}
		_, _ = t.TrySend(acs.Answer{Status: 415, Fatal: true})
		if t.Req("3.4.7-7").Expect(t.Next(t.retryWithin(1)), "the Inform of another attempt").NotTo(BeNil()) {
			t.Req("3.4.7-6").Expect(coding(t.session.Waiting()), "the Content-Encoding of the Inform").To(Equal("identity"))
		}
	})

	spec(conform.Case{
		ID: "CPE-COMP-004", Subject: "Compression",
		Title:  "HTTPCompression refuses a mechanism that is not listed",
		Covers: reqs("3.4.7-10", "A.3.2.1-55"),
		Steps:  "Set HTTPCompression to GZIP, Compress or Deflate, whichever the device does not list, or else to a made-up value.",
		Passes: "The answer is a fault.",
		Needs:  []string{needCompression},
	}, func(t *CPE) {
		t.Borrow(t.compression())
		known := slices.DeleteFunc([]string{"GZIP", "Compress", "Deflate", "X_CWMPSPEC_None"}, func(m string) bool { return slices.Contains(t.mechanisms(), m) })
		t.Req("3.4.7-10", "A.3.2.1-55").Expect(t.compress(known[0]).Code(), "the fault to HTTPCompression %s", known[0]).NotTo(Equal("none"))
	})
}

func (t *CPE) compression() Parameter {
	return Parameter{t.Device.Root + "ManagementServer.HTTPCompression", "string"}
}

// mechanisms are those that the device says it supports.
func (t *CPE) mechanisms() []string {
	var list []string
	for _, m := range strings.Split(t.Device.Values[t.Device.Root+"ManagementServer.HTTPCompressionSupported"].Text, ",") {
		list = append(list, trim(m))
	}
	return list
}

func (t *CPE) compress(mechanism string) *Reply {
	return t.Set(value(t.compression().Name, t.compression().Type, mechanism))
}

// coding is the content coding of a POST that can be decoded, "identity" if it
// has none.
func coding(in *acs.Incoming) string {
	text := strings.ToLower(in.Exchange.Req.Get("Content-Encoding"))
	switch {
	case text == "":
		return "identity"
	case in.Env == nil || in.Env.Kind == cwmp.None:
		return text + ", which cannot be decoded"
	}
	return strings.TrimPrefix(text, "x-")
}
