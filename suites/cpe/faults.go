package cpe

import (
	"fmt"
	"regexp"
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

	spec(conform.Case{
		ID: "CPE-FAULT-002", Subject: "Faults",
		Title:  "a fault to SetParameterValues names each Parameter in error and no other",
		Covers: reqs("3.5-29", "3.5-31", "A.5.1-9", "A.5.1-11", "A.5.1-12"),
		Steps:  "Set a valid value, a Parameter that does not exist, one that is not writable and a word as the value of a boolean one, in one request.",
		Passes: "The fault names the last three with 9005, 9008 and 9007 (9006 will do), and not the first.",
		Needs:  []string{NeedString, NeedBoolean},
	}, func(t *CPE) {
		good, unknown := t.Device.String, t.Device.Root+"DeviceInfo.X_CWMPSPEC_None"
		before, fixed := t.Borrow(good), t.fixed() // with its own value, so that nothing else is wrong with it
		r := t.Set(value(good.Name, good.Type, before), value(unknown, "string", "x"),
			fixed, value(t.Device.Boolean.Name, "boolean", "perhaps"))
		if r.Fault == nil {
			t.Stop("the device accepted the request")
		}
		var listed []string
		for _, f := range r.Fault.SetParameterValuesFault {
			listed = append(listed, trim(f.ParameterName))
		}
		t.Req("3.5-29").Expect(len(listed), "how many Parameters the fault names").To(Equal(3))
		t.Req("3.5-29").Expect(listed, "the Parameters that the fault names").NotTo(ContainElement(good.Name))
		t.Req("3.5-31", "A.5.1-9").Expect(r.Named(unknown), "the code for the Parameter that does not exist").To(BeElementOf("none", "9005"))
		t.Req("3.5-31", "A.5.1-12").Expect(r.Named(t.Device.ReadOnly.Name), "the code for the Parameter that is not writable").To(BeElementOf("none", "9008"))
		t.Req("3.5-31", "A.5.1-11").Expect(r.Named(t.Device.Boolean.Name), "the code for the Parameter with a prohibited value").To(BeElementOf("none", "9006", "9007"))
	})

	spec(conform.Case{
		ID: "CPE-FAULT-003", Subject: "Faults",
		Title:  "a name that does not exist is refused with 9005",
		Covers: reqs("A.5.1-9"),
		Steps:  "Call GetParameterValues, GetParameterNames, GetParameterAttributes, SetParameterAttributes and DeleteObject with a name that does not exist.",
		Passes: "Each fault has the code 9005.",
	}, func(t *CPE) {
		name := t.Device.Root + "DeviceInfo.X_CWMPSPEC_None"
		for _, call := range []any{
			&cwmp.GetParameterValues{ParameterNames: []string{name}},
			&cwmp.GetParameterNames{ParameterPath: name},
			&cwmp.GetParameterAttributes{ParameterNames: []string{name}},
			&cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{{Name: name}}},
			&cwmp.DeleteObject{ObjectName: name + ".1.", ParameterKey: t.key()},
		} {
			t.Req("A.5.1-9").Expect(t.Call(call).Code(), "the code for a name that does not exist in %s", cwmp.MethodOf(call)).To(BeElementOf("none", "9005"))
		}
	})

	spec(conform.Case{
		ID: "CPE-FAULT-004", Subject: "Faults",
		Title:  "a response or a fault is not answered with a fault",
		Covers: reqs("3.5-33", "3.5-35", "3.5-37"),
		Steps:  "Answer an Inform with TransferCompleteResponse, and the Inform of the next session with fault 8002.",
		Passes: "The device does not answer with a fault; it lets the sessions fail.",
	}, func(t *CPE) {
		t.Connect()
		a := t.session.Envelope(&cwmp.TransferCompleteResponse{})
		a.Intent, a.Fatal = "the response to another method", true
		t.Req("3.5-33", "3.5-35").Expect(answerTo(t.TrySend(a)), "what the device sends after the wrong response").NotTo(HavePrefix("fault"))
		t.Connect()
		a = t.session.Envelope(&cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true, FaultCode: "8002", FaultString: "Internal error"})
		a.Intent, a.Fatal = "the Inform is refused", true
		t.Req("3.5-33", "3.5-37").Expect(answerTo(t.TrySend(a)), "what the device sends after a fault").NotTo(HavePrefix("fault"))
	})

	for i, c := range []struct{ what, find, put string }{
		{"without NextLevel", `<NextLevel>0</NextLevel>`, ""},
		{"with NextLevel maybe", `<NextLevel>0<`, `<NextLevel>maybe<`},
		{"with NextLevel before ParameterPath", `(?s)(<ParameterPath>[^<]*</ParameterPath>)\s*(<NextLevel>0</NextLevel>)`, "$2$1"},
		{"with Level in place of NextLevel", `<NextLevel>0</NextLevel>`, `<Level>0</Level>`},
	} {
		spec(conform.Case{
			ID: fmt.Sprintf("CPE-FAULT-%03d", 10+i), Subject: "Faults",
			Title:  "GetParameterNames " + c.what + " is not carried out",
			Covers: reqs("A.2.3-1"),
			Steps:  "Call GetParameterNames " + c.what + ", which breaks the CWMP schema.",
			Passes: "The answer is a fault, or the device lets the session fail.",
		}, func(t *CPE) {
			t.Open()
			a := t.session.Envelope(&cwmp.GetParameterNames{ParameterPath: t.Device.ReadOnly.Name})
			a.Body = regexp.MustCompile(c.find).ReplaceAll(a.Body, []byte(c.put))
			a.Intent, a.Fatal = "GetParameterNames "+c.what, true
			in, err := t.TrySend(a)
			t.Req("A.2.3-1").Expect(answerTo(in, err), "the answer to GetParameterNames %s", c.what).NotTo(Equal("GetParameterNamesResponse"))
			t.idle = err == nil
		})
	}
}
