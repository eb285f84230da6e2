package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SPA-022", Subject: "SetParameterAttributes",
		Title:  "entries of AccessList that the CPE does not know are ignored one by one",
		Covers: reqs("A.3.2.4-53"),
		Steps:  "Set an empty AccessList, then one with an entity of another vendor before Subscriber and after it.",
		Passes: "The request is taken, and Subscriber is in the AccessList. 9003 is let pass, as the schema knows Subscriber only.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		t.apply(grant(name))
		r := t.SetAttributes(grant(name, "X_00D09E_Installer", "Subscriber", "X_00D09E_Helpdesk"))
		t.Req("A.3.2.4-53").Expect(r.Code(), "the fault code for an AccessList with unknown entities").To(BeElementOf("none", "9003"))
		must[cwmp.SetParameterAttributesResponse](t, t.settle9003(r))
		t.Req("A.3.2.4-53").Expect(t.attribute(name).AccessList, "AccessList of %s", name).To(ContainElement("Subscriber"))
	})

	spec(conform.Case{
		ID: "CPE-SPA-023", Subject: "SetParameterAttributes",
		Title:  "the ACS may write a Parameter whatever its access list",
		Covers: reqs("A.3.2.4-55"),
		Steps:  "Set AccessList empty, call SetParameterValues; set it to Subscriber, call SetParameterValues.",
		Passes: "SetParameterValues succeeds each time.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		p := t.Device.String
		t.borrowAttributes(p.Name)
		before := t.Value(p.Name)
		t.apply(grant(p.Name))
		t.Req("A.3.2.4-55").Expect(t.Set(value(p.Name, p.Type, before)).Code(), "the fault code of SetParameterValues with an empty AccessList").To(Equal("none"))
		t.apply(grant(p.Name, "Subscriber"))
		t.Req("A.3.2.4-55").Expect(t.Set(value(p.Name, p.Type, before)).Code(), "the fault code of SetParameterValues with Subscriber in AccessList").To(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-SPA-024", Subject: "SetParameterAttributes",
		Title:  "AccessList of a read-only Parameter is taken and kept",
		Covers: reqs("A.3.2.4-60", "A.3.2.4-61"),
		Steps:  "Set AccessList of a read-only Parameter to Subscriber, then empty, then to Subscriber again, and call GetParameterAttributes.",
		Passes: "The requests are taken, and GetParameterAttributes returns each list.",
	}, func(t *CPE) {
		name := t.ordinary(1, false)[0]
		t.borrowAttributes(name)
		r := t.SetAttributes(grant(name, "Subscriber"))
		t.Req("A.3.2.4-60").Expect(r.Code(), "the fault code for AccessList of %s", name).To(Equal("none"))
		must[cwmp.SetParameterAttributesResponse](t, r)
		t.apply(grant(name))
		t.Req("A.3.2.4-61").Expect(t.attribute(name).AccessList, "AccessList of %s after it was set empty", name).To(BeEmpty())
		t.apply(grant(name, "Subscriber"))
		t.Req("A.3.2.4-61").Expect(t.attribute(name).AccessList, "AccessList of %s after it was set to Subscriber", name).To(ContainElement("Subscriber"))
	})

	spec(conform.Case{
		ID: "CPE-SPA-025", Subject: "SetParameterAttributes", Waits: 60,
		Title:  "attributes outlast a reboot",
		Covers: reqs("A.3.2.4-10", "A.3.3.1-34"),
		Steps:  "Set Notification 1 of one Parameter and an empty AccessList of another, call Reboot, and read them when the CPE is back.",
		Passes: "Both are as they were set.",
	}, func(t *CPE) {
		names := t.ordinary(2, true)
		t.borrowAttributes(names...)
		t.apply(notify(names[0], 1))
		t.close(names[1])
		t.restart()
		t.Req("A.3.2.4-10", "A.3.3.1-34").Expect(t.attribute(names[0]).Notification, "Notification of %s after the reboot", names[0]).To(Equal(1))
		t.Req("A.3.2.4-10").Expect(t.attribute(names[1]).AccessList, "AccessList of %s after the reboot", names[1]).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPA-026", Subject: "SetParameterAttributes",
		Title:  "without Subscriber on the access list the value cannot be changed at the device",
		Covers: reqs("A.3.2.4-48", "A.3.2.4-56", "A.3.2.4-57"),
		Steps:  "Set AccessList empty and try to change the value at the device.",
		Passes: "GetParameterValues returns the value as it was.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		before := t.watched(p, 0)
		t.close(p.Name)
		t.End()
		_ = t.Hands.LocalValueChange(t.Ctx, p.Name, oneMore(before)) // that it fails is what is wanted
		t.Req("A.3.2.4-48", "A.3.2.4-56", "A.3.2.4-57").Expect(t.Value(p.Name), "the value of %s", p.Name).To(Equal(before))
	})

	spec(conform.Case{
		ID: "CPE-SPA-027", Subject: "SetParameterAttributes",
		Title:  "with Subscriber on the access list the value can be changed at the device",
		Covers: reqs("A.3.2.4-49"),
		Steps:  "Set AccessList empty and then to Subscriber, and change the value at the device.",
		Passes: "GetParameterValues returns the new value.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		before := t.watched(p, 0)
		t.close(p.Name)
		t.apply(grant(p.Name, "Subscriber"))
		t.changeLocally(p.Name, oneMore(before))
		t.Req("A.3.2.4-49").Expect(trim(t.Value(p.Name)), "the value of %s", p.Name).To(Equal(oneMore(before)))
	})
}

// close empties an access list; a device that does not keep it so ends the body.
func (t *CPE) close(name string) {
	t.apply(grant(name))
	if list := t.attribute(name).AccessList; len(list) > 0 {
		t.Stop("AccessList of %s was set empty, but it is %s", name, strings.Join(list, ", "))
	}
}

// restart calls Reboot and waits for the device to be back.
func (t *CPE) restart() {
	must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
	t.End()
	if t.Next(t.BootBound) == nil {
		t.Stop("the device did not come back within %s of Reboot", t.BootBound)
	}
}

// settle9003 skips the rest of a case for a device that keeps to the schema's
// AccessList, which has no entity but Subscriber.
func (t *CPE) settle9003(r *Reply) *Reply {
	if r.Code() == "9003" {
		t.Skip("the device refuses an AccessList with entities other than Subscriber, as the schema of cwmp-1-2 has it")
	}
	return r
}
