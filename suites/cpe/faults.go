package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// answerTo names what came after a request that the device may refuse in any
// way: the body's element, a fault by its code, or how the session ended.
func answerTo(in *acs.Incoming, err error) string {
	switch {
	case err != nil:
		return "the session ended: " + err.Error()
	case in.Empty:
		return "an empty POST"
	case in.Env.Kind == cwmp.FaultMsg:
		if f, ok := in.Env.Body.(*cwmp.Fault); ok && f.HasCWMP {
			return "fault " + f.FaultCode
		}
		return "a fault without a CWMP fault code"
	}
	return in.Env.Name
}

// method is a call of a method that the standard does not define.
func method(name string) func([]byte) []byte {
	return func(b []byte) []byte {
		return []byte(strings.ReplaceAll(string(b), "cwmp:GetRPCMethods", "cwmp:"+name))
	}
}

func init() {
	spec(conform.Case{
		ID: "CPE-FAULT-001", Subject: "Faults",
		Title:  "a method that the device does not support is answered with fault 9000",
		Covers: reqs("3.5-49", "A.5.1-3"),
		Steps:  "Call X_012345_CwmpspecNoSuchMethod, then NoSuchMethod, both in the CWMP namespace.",
		Passes: "Both answers are faults with the code 9000.",
	}, func(t *CPE) {
		for _, name := range []string{"X_012345_CwmpspecNoSuchMethod", "NoSuchMethod"} {
			t.Open()
			a := t.session.Envelope(&cwmp.GetRPCMethods{})
			a.Body = method(name)(a.Body)
			in, err := t.TrySend(a)
			answer := answerTo(in, err)
			t.Req("3.5-49").Expect(answer, "the answer to %s", name).To(Equal("fault 9000"))
			t.Req("A.5.1-3").Expect(answer, "the code of the fault to %s", name).To(Or(Equal("fault 9000"), Not(HavePrefix("fault 9"))))
			t.idle = err == nil
		}
	})
}
