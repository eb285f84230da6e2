package acs

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

const aboutCalls = "Calls of the ACS"

// ordered is a call that the ACS is made to issue. What it has to look like in
// detail the rules say.
type ordered struct {
	id, method string
	with       string // what is special, for the title
	request    any
}

var (
	key      = "cwmpspec-order-"
	below    = "Device."
	anURL    = "http://files.example/cwmpspec/image.bin"
	anUUID   = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
	username = "cwmpspec-files"
	password = "loopback-file"
)

func text(s string) *string { return &s }

// calls are one call of each method, with every argument given a value.
var calls = []ordered{
	{"ACS-CALL-001", "GetRPCMethods", "", &cwmp.GetRPCMethods{}},
	{"ACS-CALL-002", "SetParameterValues", "", &cwmp.SetParameterValues{ParameterKey: key + "spv", ParameterList: []cwmp.ParameterValueStruct{
		{Name: below + "DeviceInfo.ProvisioningCode", Value: cwmp.Value{Type: "string", Text: "R&D <cwmpspec>"}},
		{Name: below + "ManagementServer.PeriodicInformEnable", Value: cwmp.Value{Type: "boolean", Text: "true"}},
		{Name: below + "ManagementServer.PeriodicInformTime", Value: cwmp.Value{Type: "dateTime", Text: "2026-01-01T00:00:00Z"}},
	}}},
	{"ACS-CALL-003", "GetParameterValues", "", &cwmp.GetParameterValues{ParameterNames: []string{below + "DeviceInfo.", below + "ManagementServer.URL"}}},
	{"ACS-CALL-004", "GetParameterNames", "", &cwmp.GetParameterNames{ParameterPath: below + "ManagementServer.", NextLevel: true}},
	{"ACS-CALL-005", "SetParameterAttributes", "", &cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{
		{Name: below + "DeviceInfo.ProvisioningCode", NotificationChange: true, Notification: 2, AccessListChange: true, AccessList: []string{"Subscriber", "X_00005E_Partner"}},
		{Name: below + "ManagementServer.", NotificationChange: true, Notification: 1},
	}}},
	{"ACS-CALL-006", "GetParameterAttributes", "", &cwmp.GetParameterAttributes{ParameterNames: []string{below + "DeviceInfo.ProvisioningCode", below + "ManagementServer."}}},
	{"ACS-CALL-007", "AddObject", "", &cwmp.AddObject{ObjectName: below + "NAT.PortMapping.", ParameterKey: key + "add"}},
	{"ACS-CALL-008", "DeleteObject", "", &cwmp.DeleteObject{ObjectName: below + "NAT.PortMapping.1.", ParameterKey: key + "delete"}},
	{"ACS-CALL-009", "Reboot", "", &cwmp.Reboot{CommandKey: key + "reboot"}},
	{"ACS-CALL-010", "Download", "", &cwmp.Download{CommandKey: key + "download", FileType: "1 Firmware Upgrade Image", URL: anURL, Username: username, Password: password,
		FileSize: 1 << 20, TargetFileName: "image.bin", DelaySeconds: 5, SuccessURL: "http://files.example/good", FailureURL: "http://files.example/bad"}},
	{"ACS-CALL-011", "Upload", "", &cwmp.Upload{CommandKey: key + "upload", FileType: "1 Vendor Configuration File", URL: anURL, Username: username, Password: password, DelaySeconds: 5}},
	{"ACS-CALL-012", "ScheduleInform", "", &cwmp.ScheduleInform{DelaySeconds: 60, CommandKey: key + "inform"}},
	{"ACS-CALL-013", "ScheduleDownload", "", &cwmp.ScheduleDownload{CommandKey: key + "schedule", FileType: "1 Firmware Upgrade Image", URL: anURL, Username: username, Password: password,
		FileSize: 1 << 20, TargetFileName: "image.bin", TimeWindowList: []cwmp.TimeWindowStruct{{WindowStart: 60, WindowEnd: 600, WindowMode: "1 At Any Time", UserMessage: "An upgrade is due.", MaxRetries: 1}}}},
	{"ACS-CALL-014", "CancelTransfer", "", &cwmp.CancelTransfer{CommandKey: key + "schedule"}},
	{"ACS-CALL-015", "ChangeDUState", "", &cwmp.ChangeDUState{CommandKey: text(key + "units"), Operations: []any{
		&cwmp.InstallOpStruct{URL: anURL, UUID: text(anUUID), Username: text(username), Password: text(password), ExecutionEnvRef: text("")},
		&cwmp.UpdateOpStruct{UUID: text(anUUID), Version: text("1.0"), URL: text(anURL), Username: text(username), Password: text(password)},
		&cwmp.UninstallOpStruct{UUID: anUUID, Version: text("1.1"), ExecutionEnvRef: text("")},
	}}},
	{"ACS-CALL-016", "GetOptions", "", &cwmp.GetOptions{OptionName: "cwmpspec"}},
	{"ACS-CALL-017", "Download", " of a file of a vendor's type", &cwmp.Download{CommandKey: key + "vendor", FileType: "X 00005E Certificate", URL: anURL}},
	{"ACS-CALL-019", "SetVouchers", "", &cwmp.SetVouchers{VoucherList: []string{"Y3dtcHNwZWM="}}},
	{"ACS-CALL-018", "SetParameterValues", " of the ACS URL", &cwmp.SetParameterValues{ParameterList: []cwmp.ParameterValueStruct{
		{Name: below + "ManagementServer.URL", Value: cwmp.Value{Type: "string", Text: "http://acs.example/"}}}}},
}

// callOf is the call of a method with every argument given a value.
func callOf(method string) any {
	return calls[slices.IndexFunc(calls, func(c ordered) bool { return c.method == method })].request
}

func init() {
	for _, call := range calls {
		spec(conform.Case{
			ID: call.id, Subject: aboutCalls,
			Title:  "a call of " + call.method + call.with + " is one that a device can take",
			Covers: reqs("A.2.3-4"),
			Steps:  "Have the ACS order " + call.method + " for the device, and open a session.",
			Passes: "The call comes with the arguments that the schema gives it.",
			Needs:  []string{can(call.method)},
		}, func(t *ACS) {
			s, env := t.Asked(call.request)
			t.Req("A.2.3-4").Expect(flaws(env), "what is wrong with the arguments of %s", call.method).To(BeEmpty())
			s.Do(s.Response(env, s.Device.Answer(env)))
			s.Finish()
		})
	}
}

// unfit are the departures from the schema that no reading allows.
var unfit = []soap.Code{cwmp.MissingElement, cwmp.ElementOrder, cwmp.DuplicateElement, cwmp.UnknownElement, cwmp.ValueBoolean, cwmp.ValueInteger,
	cwmp.ValueRange, cwmp.StringTooLong, cwmp.DateTimeForm}

// flaws lists what is wrong with the arguments in an envelope, in plain words.
func flaws(env *cwmp.Envelope) []string {
	var list []string
	if !env.SOAP.WellFormed {
		return nil // what seems to be missing may be there
	}
	for _, d := range env.Defects {
		if slices.Contains(unfit, d.Code) && strings.HasPrefix(d.Path, "/Envelope/Body/"+env.Name) && !strings.HasSuffix(d.Path, "/Value") {
			list = append(list, d.Detail)
		}
	}
	return list
}
