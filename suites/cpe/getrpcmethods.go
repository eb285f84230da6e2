package cpe

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-RPC-005", Subject: "GetRPCMethods", Waits: 120,
		Title:  "methods of the ACS that the device does not know are no harm",
		Covers: reqs("A.3.1.1-12"),
		Steps:  "Reboot the device. When it calls GetRPCMethods, answer with two methods more that nobody knows.",
		Passes: "The device goes on with the session, and the next one has RetryCount 0.",
	}, func(t *CPE) {
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		t.unless(t.restarted() == nil, "the device did not come back after Reboot")
		in := t.Send(t.session.InformResponse())
		for !in.Empty && in.Env.Method != "GetRPCMethods" {
			in = t.Send(t.session.Calm())
		}
		t.unless(in.Empty, "the device does not call GetRPCMethods")
		list := []string{"Inform", "GetRPCMethods", "TransferComplete", "NoSuchMethod", "X_012345_CwmpspecNoSuchMethod"}
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethodsResponse{MethodList: list}))
		t.goOn(t.Req("A.3.1.1-12").Expect(wentOn(in, err), "what the device sends after GetRPCMethodsResponse").NotTo(Or(Equal("nothing"), Equal("a fault"))))
		t.End()
		t.Req("A.3.1.1-12").Expect(t.Connect().RetryCount, "RetryCount of the next session").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-RPC-001", Subject: "GetRPCMethods",
		Title:  "GetRPCMethods is supported and needs no arguments",
		Covers: reqs("A.3.1-1", "A.3.1.1-1"),
		Steps:  "Call GetRPCMethods.",
		Passes: "The answer is GetRPCMethodsResponse, neither a fault 9000 nor one that asks for arguments.",
	}, func(t *CPE) {
		code := t.CallRaw(&cwmp.GetRPCMethods{}, nil).Code()
		t.Req("A.3.1-1").Expect(code, "the answer to GetRPCMethods").NotTo(Equal("9000"))
		t.Req("A.3.1.1-1").Expect(code, "the answer to GetRPCMethods without arguments").NotTo(Equal("9003"))
	})

	spec(conform.Case{
		ID: "CPE-RPC-002", Subject: "GetRPCMethods",
		Title:  "a standard method that MethodList does not name is not carried out",
		Covers: reqs("A.3.1.1-2"),
		Steps:  "Call the harmless ones among the standard methods that MethodList does not name.",
		Passes: "Each call is answered with a fault.",
	}, func(t *CPE) {
		if len(t.Device.Methods) == 0 {
			t.Stop("the device's MethodList could not be read before the run")
		}
		var done []string
		for _, call := range harmlessCalls(t) {
			if method := cwmp.MethodOf(call); !t.Device.Supports(method) && t.CallRaw(call, nil).Fault == nil {
				done = append(done, method)
			}
		}
		t.Req("A.3.1.1-2").Expect(done, "the methods that are carried out although MethodList does not name them").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-RPC-003", Subject: "GetRPCMethods",
		Title:  "a method that MethodList names is supported",
		Covers: reqs("A.3.1.1-2"),
		Steps:  "Call the harmless ones among the standard methods that MethodList names.",
		Passes: "None of the answers is fault 9000.",
	}, func(t *CPE) {
		var missing []string
		for _, call := range harmlessCalls(t) {
			if method := cwmp.MethodOf(call); t.Device.Supports(method) && t.CallRaw(call, nil).Code() == "9000" {
				missing = append(missing, method)
			}
		}
		t.Req("A.3.1.1-2").Expect(missing, "the methods that MethodList names and the device does not support").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-RPC-004", Subject: "GetRPCMethods",
		Title:  "a device that supports downloads names Download in MethodList",
		Covers: reqs("A.3.1.1-5"),
		Steps:  "Call GetRPCMethods.",
		Passes: "MethodList has Download.",
		Needs:  []string{"download"},
	}, func(t *CPE) {
		list := must[cwmp.GetRPCMethodsResponse](t, t.Call(&cwmp.GetRPCMethods{})).MethodList
		t.Req("A.3.1.1-5").Expect(slices.Contains(list, "Download"), "whether MethodList has Download").To(BeTrue())
	})
}

// harmlessCalls are calls of methods, one each, that change nothing on a device
// whether it supports the method or not.
func harmlessCalls(t *CPE) []any {
	name := t.Device.Root + "DeviceInfo.Manufacturer"
	return []any{
		&cwmp.GetParameterValues{ParameterNames: []string{name}},
		&cwmp.GetParameterNames{ParameterPath: name},
		&cwmp.GetParameterAttributes{ParameterNames: []string{name}},
		&cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{{Name: name}}},
		&cwmp.GetQueuedTransfers{},
		&cwmp.GetAllQueuedTransfers{},
		&cwmp.GetOptions{},
		&cwmp.CancelTransfer{CommandKey: "cwmpspec-no-such-transfer"},
	}
}
