package cpe

import (
	"regexp"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-GPN-030", Subject: "GetParameterNames",
		Title:  "a request without a readable NextLevel is not carried out",
		Covers: reqs("A.3.2.3-8"),
		Steps:  "Call GetParameterNames without the element NextLevel; then, in another session, with the text maybe in it.",
		Passes: "No response comes: the device answers with a fault or ends the session.",
	}, func(t *CPE) {
		t.Req("A.3.2.3-8").Expect(t.spoilt("no NextLevel", ""), "the answer to a request without NextLevel").NotTo(Equal("a response"))
		t.Connect()
		t.Req("A.3.2.3-8").Expect(t.spoilt("a NextLevel that is no boolean", "<NextLevel>maybe</NextLevel>"), "the answer to NextLevel maybe").NotTo(Equal("a response"))
	})

	spec(conform.Case{
		ID: "CPE-GPN-031", Subject: "GetParameterNames",
		Title:  "0 and false, and 1 and true, are the same NextLevel",
		Covers: reqs("A.2.1-11"),
		Steps:  "Call GetParameterNames for the Object ManagementServer with NextLevel 0, false, 1 and true.",
		Passes: "The lists for 0 and false have the same names, and so have those for 1 and true.",
	}, func(t *CPE) {
		t.Req("A.2.1-11").Expect(t.spelt("false"), "the names listed with NextLevel false").To(Equal(t.spelt("0")))
		t.Req("A.2.1-11").Expect(t.spelt("true"), "the names listed with NextLevel true").To(Equal(t.spelt("1")))
	})
}

// spelt lists the names of ManagementServer with NextLevel in a certain spelling.
func (t *CPE) spelt(nextLevel string) []string {
	return t.CallRaw(&cwmp.GetParameterNames{ParameterPath: t.Device.Root + "ManagementServer."}, func(b []byte) []byte {
		return nextLevelElement.ReplaceAll(b, []byte("<NextLevel>"+nextLevel+"</NextLevel>"))
	}).lasting()
}

// lasting are the names in a GetParameterNamesResponse but for rows that come
// and go, sorted.
func (r *Reply) lasting() []string { return lasting(r.names()) }

var nextLevelElement = regexp.MustCompile(`<NextLevel[^>]*>[^<]*</NextLevel>`)

// spoilt calls GetParameterNames with NextLevel replaced by something wrong and
// tells what came of it; intent says what is wrong.
func (t *CPE) spoilt(intent, nextLevel string) string {
	t.Open()
	a := t.session.Envelope(&cwmp.GetParameterNames{ParameterPath: t.Device.Root + "DeviceInfo.", NextLevel: true})
	a.Intent = intent
	a.Body = nextLevelElement.ReplaceAll(a.Body, []byte(nextLevel))
	in, err := t.TrySend(a)
	switch {
	case err != nil:
		return "the end of the session"
	case in.Empty:
		return "an empty POST"
	}
	t.idle = true
	if in.Env.Kind == cwmp.Response {
		return "a response"
	}
	return describe(in)
}
