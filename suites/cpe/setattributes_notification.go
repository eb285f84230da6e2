package cpe

import (
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SPA-014", Subject: "SetParameterAttributes",
		Title:  "a Name of 256 characters is taken as a name",
		Covers: reqs("A.3.2.4-16"),
		Steps:  "Set Notification of two Parameters that do not exist, one with a short name and one with a name of 256 characters.",
		Passes: "Both requests are refused with the same fault code.",
	}, func(t *CPE) {
		short := t.SetAttributes(notify(t.Device.Root+"X_CWMPSPEC_NoSuchParameter", 0)).Code()
		long := t.SetAttributes(notify(t.longName(), 0)).Code()
		t.Req("A.3.2.4-16").Expect(long, "the fault code for an unknown name of 256 characters").To(Equal(short))
	})

	spec(conform.Case{
		ID: "CPE-SPA-015", Subject: "SetParameterAttributes",
		Title:  "a Notification outside 0 to 6 is not taken",
		Covers: reqs("A.3.2.4-23"),
		Steps:  "Set Notification 7 and -1.",
		Passes: "Both requests are refused.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		for _, n := range []int{7, -1} {
			r := t.CallWrong(&cwmp.SetParameterAttributes{ParameterList: notifyAll([]string{name}, n)}, fmt.Sprintf("Notification %d", n), nil)
			t.Req("A.3.2.4-23").Expect(r.Code(), "the answer to Notification %d", n).NotTo(Equal("none"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-016", Subject: "SetParameterAttributes",
		Title:  "another Notification for a Parameter with Forced Active Notification is ignored, not refused",
		Covers: reqs("A.3.2.4-35"),
		Steps:  "Set Notification 0 for the Parameters that require Forced Active Notification.",
		Passes: "No Parameter is refused. What GetParameterAttributes then shows is left open.",
	}, func(t *CPE) {
		names := t.forced()
		t.borrowAttributes(names...)
		t.Req("A.3.2.4-35").Expect(t.refused(names, 0), "Parameters for which Notification 0 is refused").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPA-017", Subject: "SetParameterAttributes",
		Title:  "Active notification is given for every Parameter that the data model does not except",
		Covers: reqs("A.3.2.4-40"),
		Steps:  "Set Notification 2 for Parameters of ManagementServer and DeviceInfo that the data model does not define as inappropriate for it.",
		Passes: "No Parameter is refused, other than for lack of resources (9004).",
	}, func(t *CPE) {
		names := t.present(ordinary)
		t.borrowAttributes(names...)
		t.Req("A.3.2.4-40").Expect(t.refused(names, 2), "Parameters for which Notification 2 is refused").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPA-018", Subject: "SetParameterAttributes",
		Title:  "Passive notification is given for any Parameter",
		Covers: reqs("A.3.2.4-42"),
		Steps:  "Set Notification 1 for Parameters from all over the data model, fifty with one request.",
		Passes: "No Parameter is refused, other than for lack of resources (9004).",
	}, func(t *CPE) {
		for _, names := range t.spread(200, 50) {
			t.borrowAttributes(names...)
			t.Req("A.3.2.4-42").Expect(t.refused(names, 1), "Parameters for which Notification 1 is refused").To(BeEmpty())
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-019", Subject: "SetParameterAttributes",
		Title:  "Active notification is refused with 9009 where the data model lets the CPE refuse it",
		Covers: reqs("A.3.2.4-69"),
		Steps:  "Set Notification 2 for Parameters that the data model defines as inappropriate for it, one at a time.",
		Passes: "Each request is taken or refused with 9009.",
	}, func(t *CPE) {
		names := t.deniable()
		t.borrowAttributes(names...)
		for _, name := range names {
			t.Req("A.3.2.4-69").Expect(t.SetAttributes(notify(name, 2)).Code(), "the fault code for Notification 2 of %s", name).To(BeElementOf("none", "9009"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-020", Subject: "SetParameterAttributes",
		Title:  "Active notification is refused for a Partial Path Name above a Parameter without it",
		Covers: reqs("A.3.2.4-70"),
		Steps:  "Find a Parameter for which Notification 2 is refused with 9009, and set Notification 2 for the Object that it is in.",
		Passes: "The request is refused with 9009 and no Notification below the Object is changed.",
	}, func(t *CPE) {
		t.borrowAttributes(t.deniable()...)
		name := t.refusedActive()
		path := name[:strings.LastIndex(name, ".")+1]
		before := t.borrowAttributes(path)
		t.Req("A.3.2.4-70").Expect(t.SetAttributes(notify(path, 2)).Code(), "the fault code for Notification 2 of %s, as %s is below it", path, name).To(Equal("9009"))
		after := t.Attributes(path)
		t.Req("A.3.2.4-70").Expect(without(after, func(a cwmp.ParameterAttributeStruct) bool {
			was, old := before[a.Name]
			return !old || was.Notification == a.Notification
		}), "Parameters below %s with another Notification than before", path).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPA-021", Subject: "SetParameterAttributes",
		Title:  "a CPE without lightweight notification refuses Notification 3 to 6 with 9003",
		Covers: reqs("A.3.2.4-71"),
		Steps:  "Set Notification 3, 4, 5 and 6 on a CPE without a Lightweight Notification protocol.",
		Passes: "Each request is refused with 9003.",
		Needs:  []string{"cwmp-1.4"},
	}, func(t *CPE) {
		t.noLightweight()
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		for n := 3; n <= 6; n++ {
			t.Req("A.3.2.4-71").Expect(t.SetAttributes(notify(name, n)).Code(), "the fault code for Notification %d", n).To(Equal("9003"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-028", Subject: "SetParameterAttributes", Needs: []string{"lightweight-notifications"},
		Title:  "Passive lightweight notification is given for any Parameter",
		Covers: reqs("A.3.2.4-43"),
		Steps:  "Set Notification 3 and then 4 for Parameters from all over the data model, fifty with one request.",
		Passes: "No Parameter is refused, other than for lack of resources (9004).",
	}, func(t *CPE) {
		for _, names := range t.spread(100, 50) {
			t.borrowAttributes(names...)
			for _, n := range []int{3, 4} {
				t.Req("A.3.2.4-43").Expect(t.refused(names, n), "Parameters for which Notification %d is refused", n).To(BeEmpty())
			}
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-029", Subject: "SetParameterAttributes", Needs: []string{"lightweight-notifications"},
		Title:  "Active lightweight notification is given for every Parameter that the data model does not except",
		Covers: reqs("A.3.2.4-72"),
		Steps:  "Set Notification 5 and then 6 for Parameters of ManagementServer and DeviceInfo that the data model does not define as inappropriate for Active notification.",
		Passes: "No Parameter is refused, other than for lack of resources (9004).",
	}, func(t *CPE) {
		names := t.present(ordinary)
		t.borrowAttributes(names...)
		for _, n := range []int{5, 6} {
			t.Req("A.3.2.4-72").Expect(t.refused(names, n), "Parameters for which Notification %d is refused", n).To(BeEmpty())
		}
	})
}

// refusedActive finds a parameter for which the device refuses Active notification.
func (t *CPE) refusedActive() string {
	for _, name := range t.deniable() {
		if t.SetAttributes(notify(name, 2)).Code() == "9009" {
			return name
		}
	}
	t.Skip("the device supports Active notification for all Parameters tried that may go without")
	return ""
}

// noLightweight skips the case for a device with a lightweight notification protocol.
func (t *CPE) noLightweight() {
	server := t.Device.Root + "ManagementServer.LightweightNotificationProtocols"
	if trim(t.Device.Values[server+"Supported"].Text)+trim(t.Device.Values[server+"Used"].Text) != "" {
		t.Skip("the device supports lightweight notification")
	}
}

// spread gives at most limit parameters from all over the data model, in
// portions.
func (t *CPE) spread(limit, portion int) [][]string {
	all := lasting(parameters(t.Device.Tree))
	return slices.Collect(slices.Chunk(sample(all, limit), portion))
}
