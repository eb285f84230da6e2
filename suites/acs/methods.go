package acs

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
)

const aboutMethods = "Methods of the ACS"

// The calls of a device, with arguments that are right, for what never happened.
var (
	aTransfer = &cwmp.TransferComplete{CommandKey: "cwmpspec-none", StartTime: "2026-01-01T00:00:00Z", CompleteTime: "2026-01-01T00:01:00Z"}
	itsOwn    = &cwmp.AutonomousTransferComplete{TransferURL: "http://files.example/image.bin", IsDownload: true, FileType: "1 Firmware Upgrade Image",
		FileSize: 1 << 20, StartTime: "2026-01-01T00:00:00Z", CompleteTime: "2026-01-01T00:01:00Z"}
	aRequest = &cwmp.RequestDownload{FileType: "1 Firmware Upgrade Image"}
	aKick    = &cwmp.Kicked{Command: "command", Referer: "http://files.example/", Arg: "1", Next: "http://files.example/next"}
	units    = &cwmp.DUStateChangeComplete{CommandKey: text("cwmpspec-none"), Results: []cwmp.OpResultStruct{aUnit}}
	ownUnits = &cwmp.AutonomousDUStateChangeComplete{Results: []cwmp.AutonOpResultStruct{{OperationPerformed: "Install", UUID: anUUID,
		DeploymentUnitRef: "Device.SoftwareModules.DeploymentUnit.1", Version: "1.0", CurrentState: "Installed", Resolved: true,
		StartTime: "2026-01-01T00:00:00Z", CompleteTime: "2026-01-01T00:01:00Z"}}}
	aUnit = cwmp.OpResultStruct{UUID: anUUID, DeploymentUnitRef: "Device.SoftwareModules.DeploymentUnit.1", Version: "1.0", CurrentState: "Installed",
		Resolved: true, StartTime: "2026-01-01T00:00:00Z", CompleteTime: "2026-01-01T00:01:00Z"}
)

// deviceCall is a call of a device.
type deviceCall struct {
	event, since string
	call         any
}

// byDevices are the methods of an ACS that a device may call in a session, with
// the event that goes with each and the CWMP version that has it first.
var byDevices = []deviceCall{
	{"7 TRANSFER COMPLETE", "1.0", aTransfer},
	{"2 PERIODIC", "1.0", aRequest},
	{"2 PERIODIC", "1.0", aKick},
	{"10 AUTONOMOUS TRANSFER COMPLETE", "1.1", itsOwn},
	{"11 DU STATE CHANGE COMPLETE", "1.2", units},
	{"12 AUTONOMOUS DU STATE CHANGE COMPLETE", "1.2", ownUnits},
}

// lists says whether the ACS named a method in its GetRPCMethodsResponse.
func (t *ACS) lists(method string) bool { return slices.Contains(t.Peer.Methods, method) }

// callable are those that exist in the sessions of the ACS. AutonomousTransferComplete
// is left out where it is not named: that alone is no violation (see AMBIGUOUS 3.6).
func (t *ACS) callable() (list []deviceCall) {
	for _, c := range byDevices {
		if c.since <= t.version() && (c.call != itsOwn || t.lists("AutonomousTransferComplete")) {
			list = append(list, c)
		}
	}
	return list
}

// compare holds the answer to a method against what the ACS says of itself.
func (t *ACS) compare(method string, r *puppet.Reply) string {
	switch {
	case t.lists(method) && r.Code() == "8000":
		return "by fault 8000 although the list of methods names it"
	case !t.lists(method) && r.Responds(method):
		return "by its response although the list of methods does not name it"
	}
	return "as the list of methods says"
}

// Again calls a method within a session, and once more for fault 8005.
func (t *ACS) Again(s *puppet.Session, body any) *puppet.Reply {
	q := s.Request(body)
	r := s.Do(q)
	if r.Code() == "8005" {
		r = s.Do(q)
	}
	return r
}

// methodsOf lists what requests call.
func methodsOf(asked []*cwmp.Envelope) []string {
	var list []string
	for _, env := range asked {
		list = append(list, env.Method)
	}
	return list
}

func init() {
	spec(conform.Case{
		ID: "ACS-METHOD-001", Subject: aboutMethods,
		Title:  "GetRPCMethods is answered",
		Covers: reqs("3.6-43", "A.3.1-2"),
		Steps:  "In a session call GetRPCMethods.",
		Passes: "A response or a fault other than 8000 comes, if need be after fault 8005 and a second call.",
	}, func(t *ACS) {
		s := t.Connect()
		r := t.Again(s, &cwmp.GetRPCMethods{})
		t.Req("3.6-43", "A.3.1-2").Expect(kind(r), "what answers GetRPCMethods").To(anAnswer)
		t.Req("3.6-43", "A.3.1-2").Expect(r.Code(), "the fault code in the answer to GetRPCMethods").NotTo(Equal("8000"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-METHOD-002", Subject: aboutMethods,
		Title:  "TransferComplete is answered for a transfer that the ACS has ordered",
		Covers: reqs("3.6-48", "A.3.3-2"),
		Steps:  "Have the ACS call Download, answer with Status 1, and call TransferComplete with its CommandKey in the next session.",
		Passes: "A response or a fault other than 8000 comes.",
		Needs:  []string{can("Download")},
	}, func(t *ACS) {
		s, env := t.Asked(callOf("Download"))
		s.Do(s.Response(env, s.Device.Answer(env)))
		s.Finish()
		m := *aTransfer
		m.CommandKey = env.Body.(*cwmp.Download).CommandKey
		s = t.Connect("7 TRANSFER COMPLETE", "M Download/"+m.CommandKey)
		r := s.Call(&m)
		t.Req("3.6-48", "A.3.3-2").Expect(kind(r), "what answers TransferComplete").To(anAnswer)
		t.Req("3.6-48", "A.3.3-2").Expect(r.Code(), "the fault code in the answer to TransferComplete").NotTo(Equal("8000"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-METHOD-003", Subject: aboutMethods,
		Title:  "AutonomousTransferComplete is answered",
		Covers: reqs("3.6-51", "A.3.3-3"),
		Steps:  "In a session with 10 AUTONOMOUS TRANSFER COMPLETE call AutonomousTransferComplete.",
		Passes: "A response or a fault other than 8000 comes.",
		Needs:  []string{NeedAfter10},
	}, func(t *ACS) {
		t.Idle()
		s := t.Connect("10 AUTONOMOUS TRANSFER COMPLETE")
		r := s.Call(itsOwn)
		t.Req("3.6-51", "A.3.3-3").Expect(kind(r), "what answers AutonomousTransferComplete").To(anAnswer)
		t.Req("3.6-51", "A.3.3-3").Expect(r.Code(), "the fault code in the answer to AutonomousTransferComplete").NotTo(Equal("8000"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-METHOD-004", Subject: aboutMethods,
		Title:  "DUStateChangeComplete is answered by an ACS that can call ChangeDUState",
		Covers: reqs("3.6-54"),
		Steps:  "Have the ACS call ChangeDUState, answer it, and call DUStateChangeComplete with its CommandKey in the next session.",
		Passes: "A response or a fault other than 8000 comes.",
		Needs:  []string{can("ChangeDUState")},
	}, func(t *ACS) {
		s, env := t.Asked(callOf("ChangeDUState"))
		s.Do(s.Response(env, &cwmp.ChangeDUStateResponse{}))
		s.Finish()
		s = t.Connect("11 DU STATE CHANGE COMPLETE", "M ChangeDUState")
		r := s.Call(units)
		t.Req("3.6-54").Expect(kind(r), "what answers DUStateChangeComplete").To(anAnswer)
		t.Req("3.6-54").Expect(r.Code(), "the fault code in the answer to DUStateChangeComplete").NotTo(Equal("8000"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-METHOD-005", Subject: aboutMethods,
		Title:  "GetRPCMethods names the methods that the ACS supports, and no others",
		Covers: reqs("A.3.1.1-6"),
		Steps:  "Call each method that a device can call of an ACS in the version of the session, each in a session with the event that goes with it.",
		Passes: "What is named is answered by anything but fault 8000, what is not named by anything but its response.",
	}, func(t *ACS) {
		if len(t.Peer.Methods) == 0 {
			t.Skip("GetRPCMethods was not answered by a list before the run: see ACS-METHOD-001")
		}
		t.Idle()
		for _, c := range t.callable() {
			s := t.Connect(c.event)
			method := cwmp.NameOf(c.call)
			t.Req("A.3.1.1-6").Expect(t.compare(method, s.Call(c.call)), "how %s is answered", method).To(Equal("as the list of methods says"))
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-METHOD-006", Subject: aboutMethods,
		Title:  "an ACS that can order downloads names TransferComplete among its methods",
		Covers: reqs("A.3.1.1-10"),
		Steps:  "In a session call GetRPCMethods.",
		Passes: "TransferComplete is in the list.",
		Needs:  []string{can("Download")},
	}, func(t *ACS) {
		s := t.Connect()
		m, ok := t.Again(s, &cwmp.GetRPCMethods{}).Body().(*cwmp.GetRPCMethodsResponse)
		if !ok {
			t.Skip("GetRPCMethods was answered with %s: see ACS-METHOD-001", s.Last())
		}
		t.Req("A.3.1.1-10").Expect(m.MethodList, "the methods of the ACS").To(ContainElement("TransferComplete"))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-METHOD-007", Subject: aboutMethods,
		Title:  "names that the ACS does not know in the device's list of methods are ignored",
		Covers: reqs("A.3.1.1-11"),
		Steps:  "Have the ACS call GetRPCMethods twice, and answer with an ordinary list, and then with one that has X_00005E_Unknown and MadeUpMethod too.",
		Passes: "The ACS goes on after both alike, and never calls them.",
		Needs:  []string{can("GetRPCMethods")},
	}, func(t *ACS) {
		s, env := t.Asked(&cwmp.GetRPCMethods{})
		s.Do(s.Response(env, &cwmp.GetRPCMethodsResponse{MethodList: puppet.Methods()}))
		_, ordinary := s.Finish()
		s, env = t.Asked(&cwmp.GetRPCMethods{})
		s.Do(s.Response(env, &cwmp.GetRPCMethodsResponse{MethodList: append(puppet.Methods(), "X_00005E_Unknown", "MadeUpMethod")}))
		asked, last := s.Finish()
		t.Req("A.3.1.1-11").Expect(last.String(), "the last response of the session").To(Equal(ordinary.String()))
		t.Req("A.3.1.1-11").Expect(methodsOf(asked), "the calls of the ACS").NotTo(ContainElement(BeElementOf("X_00005E_Unknown", "MadeUpMethod")))
	})
	spec(conform.Case{
		ID: "ACS-METHOD-008", Subject: aboutMethods,
		Title:  "arguments of RequestDownload that the ACS does not understand are ignored",
		Covers: reqs("A.4.2.2-11", "A.4.2.2-12"),
		Steps:  "Call RequestDownload without FileTypeArg, and then with an argument that nobody knows.",
		Passes: "Both are answered alike.",
		Needs:  []string{needMethod + "RequestDownload"},
	}, func(t *ACS) {
		s := t.Connect()
		first := s.Call(aRequest).String()
		m := *aRequest
		m.FileTypeArg = []cwmp.ArgStruct{{Name: "X_00005E_Colour", Value: "blue"}}
		t.Req("A.4.2.2-11", "A.4.2.2-12").Expect(s.Call(&m).String(), "the answer to RequestDownload with an unknown argument").To(Equal(first))
		s.Finish()
	})
}
