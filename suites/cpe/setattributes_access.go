package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
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
}

// settle9003 skips the rest of a case for a device that keeps to the schema's
// AccessList, which has no entity but Subscriber.
func (t *CPE) settle9003(r *Reply) *Reply {
	if r.Code() == "9003" {
		t.Skip("the device refuses an AccessList with entities other than Subscriber, as the schema of cwmp-1-2 has it")
	}
	return r
}
