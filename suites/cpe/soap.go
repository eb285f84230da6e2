package cpe

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// envelopeSize is the size of a request that every CPE accepts (section 3.5).
const envelopeSize = 32768

func init() {
	spec(conform.Case{
		ID: "CPE-SOAP-001", Subject: "SOAP",
		Title:  "a request of 32 kilobytes is accepted",
		Covers: reqs("3.5-14"),
		Steps:  "Call GetParameterValues with one Parameter name, then again in an envelope of exactly 32768 bytes, most of it white space between the elements.",
		Passes: "The second answer is not fault 9004, and as good as the first.",
	}, func(t *CPE) {
		call := &cwmp.GetParameterValues{ParameterNames: []string{t.Device.ReadOnly.Name}}
		if r := t.Call(call); r.Fault != nil {
			t.Stop("the short request was answered with fault %s already", r.Code())
		}
		// A device that cannot take it may answer with anything, or hang up.
		a := t.session.Envelope(call)
		a.Body = padded(a.Body, envelopeSize)
		in, err := t.TrySend(a)
		t.Req("3.5-14").Expect(answerTo(in, err), "the answer to a request of 32768 bytes").To(Equal("GetParameterValuesResponse"))
		t.idle = err == nil
	})

	spec(conform.Case{
		ID: "CPE-SOAP-002", Subject: "SOAP",
		Title:  "a response of any length is generated",
		Covers: reqs("3.5-15"),
		Steps:  "Call GetParameterNames and GetParameterValues for the whole tree.",
		Passes: "Neither answer is fault 9004.",
	}, func(t *CPE) {
		names := t.Call(&cwmp.GetParameterNames{ParameterPath: t.Device.Root})
		t.Req("3.5-15").Expect(names.Code(), "the answer to GetParameterNames of the whole tree").NotTo(Equal("9004"))
		values := t.Get(t.Device.Root)
		t.Req("3.5-15").Expect(values.Code(), "the answer to GetParameterValues of the whole tree").NotTo(Equal("9004"))
	})

	spec(conform.Case{
		ID: "CPE-SOAP-003", Subject: "SOAP",
		Title:  "the ID of a request comes back whatever string it is",
		Covers: reqs("3.5-58"),
		Steps:  "Call GetParameterValues with the IDs \"7\", \"x.y-z_0\", \"a b\" and \"&<>\".",
		Passes: "Each response has an ID header with the same string.",
	}, func(t *CPE) {
		for _, id := range []string{"7", "x.y-z_0", "a b", "&<>"} {
			r := t.CallRaw(&cwmp.GetParameterValues{ParameterNames: []string{t.Device.ReadOnly.Name}}, withID(id))
			must[cwmp.GetParameterValuesResponse](t, r)
			t.Req("3.5-58").Expect(idOf(r), "the ID in the response to a request with ID %s", id).To(Equal(id))
		}
	})

	spec(conform.Case{
		ID: "CPE-SOAP-004", Subject: "SOAP",
		Title:  "the ID of a request comes back in a fault",
		Covers: reqs("3.5-59"),
		Steps:  "Call GetParameterValues with an unknown name and the IDs \"7\" and \"a b\".",
		Passes: "Each fault has an ID header with the same string.",
	}, func(t *CPE) {
		for _, id := range []string{"7", "a b"} {
			r := t.CallRaw(&cwmp.GetParameterValues{ParameterNames: []string{t.Device.Root + "X_CWMPSPEC_None"}}, withID(id))
			if r.Fault == nil {
				t.Stop("the device knows a Parameter that nobody has")
			}
			t.Req("3.5-59").Expect(idOf(r), "the ID in the fault to a request with ID %s", id).To(Equal(id))
		}
	})
}

// padded brings an envelope to a size by white space between its elements.
func padded(b []byte, size int) []byte {
	i := bytes.Index(b, []byte("<ParameterNames"))
	return fmt.Appendf(nil, "%s%s%s", b[:i], strings.Repeat(" ", size-len(b)), b[i:])
}

var idElement = regexp.MustCompile(`(<cwmp:ID[^>]*>)[^<]*(</cwmp:ID>)`)

// withID changes the ID header of a request.
func withID(id string) func([]byte) []byte {
	id = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(id)
	return func(b []byte) []byte { return idElement.ReplaceAll(b, []byte("${1}"+id+"${2}")) }
}

func idOf(r *Reply) string {
	if r.Env.Header.ID == nil {
		return "no ID header"
	}
	return *r.Env.Header.ID
}
