package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-REBOOT-002", Subject: "Reboot", Waits: 120,
		Title: "two Reboot calls in one session bring one reboot, after the session, which is reported with both CommandKeys",
		Covers: reqs("A.3.2.9-1", "A.3.2.9-2", "A.3.2.9-3", "A.3.2.9-4", "A.3.2.9-5", "A.3.2.9-11", "3.7.1.4-21", "3.7.1.5-24", "3.7.1.5-31", "3.7.1.5-103", "3.7.1.5-104",
			"3.7.1.5-138", "A.3.3.1-6", "A.3.3.1-69", "A.3.3.1-71"),
		Steps:  "Call Reboot twice, with two CommandKeys that hold blanks and markup characters; call GetRPCMethods in the same session and end it. Wait for the session with 1 BOOT, serve it, and wait as long again as the CPE was away.",
		Passes: "All calls are answered. The Inform has 1 BOOT once, M Reboot with each CommandKey, and no 0 BOOTSTRAP. No second reboot follows.",
	}, func(t *CPE) {
		keys := []string{oddKey("1"), oddKey("2")}
		t.Open()
		for _, key := range keys {
			in, err := t.TrySend(t.session.Envelope(&cwmp.Reboot{CommandKey: key}))
			t.goOn(t.Req("A.3.2.9-2", "3.7.1.4-21").Expect(wentOn(in, err), "the answer to Reboot").To(BeElementOf("RebootResponse", "a fault")))
		}
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.goOn(t.Req("A.3.2.9-3", "3.7.1.4-21").Expect(wentOn(in, err), "the answer to GetRPCMethods after Reboot").To(BeElementOf("GetRPCMethodsResponse", "a fault")))
		_, _ = t.TrySend(acs.Answer{}) // what comes then, if anything, is for the rules over all traffic
		left := t.Clock.Now()
		boot := t.restarted()
		away := t.Clock.Since(left)
		t.Req("A.3.2.9-1").Expect(boot != nil, "a session of the rebooted device within %s", t.BootBound).To(BeTrue())
		t.goOn(boot != nil)
		t.judgeBoot(boot, keys)
		t.End()
		next := orNone(t.Next(2*away + secondBoot))
		t.Req("A.3.2.9-4").Expect(slices.Contains(eventsOf(next), "1 BOOT") && len(again(boot, next, "M Reboot")) == 0, "a second reboot").To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-REBOOT-003", Subject: "Reboot", Waits: 60, Needs: []string{NeedString},
		Title:  "a change that takes a reboot has the device reboot by itself, when the session has ended",
		Covers: reqs("A.3.2.9-7"),
		Steps:  "Set a Parameter; if the answer has Status 1, call GetRPCMethods, end the session and wait for the next one.",
		Passes: "GetRPCMethods is answered, and in the next session the value is the one that was set.",
	}, func(t *CPE) {
		p := t.Device.String
		t.Borrow(p)
		set := must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, "cwmpspec")))
		t.unless(set.Status == 0, "the change takes no reboot: the answer has Status 0")
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("A.3.2.9-7").Expect(wentOn(in, err), "the answer to GetRPCMethods after the change").To(BeElementOf("GetRPCMethodsResponse", "a fault"))
		t.End()
		t.Connect()
		t.Req("A.3.2.9-7").Expect(t.Value(p.Name), "the value of %s in the next session", p.Name).To(Equal("cwmpspec"))
	})
}

// secondBoot is added to the time that the first boot took.
const secondBoot = 3 * time.Second

// judgeBoot judges the events of the Inform after Reboot was called with the keys.
func (t *CPE) judgeBoot(boot *cwmp.Inform, keys []string) {
	events := eventsOf(boot)
	t.Req("A.3.2.9-5").Expect(count(events, "1 BOOT"), "how often the Inform has 1 BOOT").To(BeNumerically("<=", 1))
	t.Req("3.7.1.5-31").Expect(events, "the events of the Inform").To(ContainElement("1 BOOT"))
	t.Req("3.7.1.5-103").Expect(events, "the events of the Inform").To(ContainElement("M Reboot"))
	t.Req("3.7.1.5-138", "A.3.3.1-6").Expect(events, "the events of the Inform").To(ContainElements("1 BOOT", "M Reboot"))
	t.Req("3.7.1.5-24").Expect(events, "the events of the Inform").NotTo(ContainElement("0 BOOTSTRAP"))
	got := keysOf(boot, "M Reboot")
	t.Req("A.3.2.9-11", "A.3.3.1-69", "A.3.3.1-71").Expect(keys, "the CommandKeys of the calls, each of which may come back").To(ContainElements(got))
	t.Req("A.3.2.9-11").Expect(got, "the CommandKeys of M Reboot").NotTo(BeEmpty())
	t.Req("3.7.1.5-104").Expect(len(got), "how often the Inform has M Reboot").To(Or(Equal(len(keys)), BeZero()))
}

// restarted waits for the session with which the device reports a restart, and
// serves those that came before; nil if it does not come. A device that comes
// back without 1 BOOT is known by the event M Reboot.
func (t *CPE) restarted() *cwmp.Inform {
	return t.upto(each(3, t.BootBound), rebooted)
}

// restartedBefore is restarted for a restart that is to come before an event. A
// device that takes its time tells of the event first, and the case is skipped.
func (t *CPE) restartedBefore(event string) *cwmp.Inform {
	told := false
	in := t.upto(each(4, t.BootBound), func(in *cwmp.Inform) bool {
		told = told || !rebooted(in) && slices.Contains(eventsOf(in), event)
		return rebooted(in)
	})
	t.unless(told, "the device told of "+event+" before it restarted")
	return in
}

// rebooted says that an Inform reports a restart.
func rebooted(in *cwmp.Inform) bool {
	return slices.Contains(eventsOf(in), "1 BOOT") || slices.Contains(eventsOf(in), "M Reboot")
}

// orNone is an Inform that came, else one without events.
func orNone(in *cwmp.Inform) *cwmp.Inform {
	if in == nil {
		return &cwmp.Inform{}
	}
	return in
}

// oddKey is a CommandKey with blanks inside and characters that XML escapes.
func oddKey(end string) string { return `a "key" <of> R&D #` + end }

// keysOf are the CommandKeys of one event in an Inform.
func keysOf(in *cwmp.Inform, event string) []string {
	keys := []string{}
	for _, e := range in.Event {
		if e.EventCode == event {
			keys = append(keys, e.CommandKey)
		}
	}
	return keys
}

// count is how often a text is in a list.
func count(list []string, text string) int {
	n := 0
	for _, s := range list {
		if s == text {
			n++
		}
	}
	return n
}
