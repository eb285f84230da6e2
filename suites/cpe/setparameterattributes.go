package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SPA-001", Subject: "SetParameterAttributes",
		Title:  "Notification takes effect at once where NotificationChange is true",
		Covers: reqs("A.3.2.4-2", "A.3.2.4-21"),
		Steps:  "Set Notification of a Parameter to 1 and then to 0, and call GetParameterAttributes after each in the same session.",
		Passes: "GetParameterAttributes returns the Notification that was set.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		for _, want := range []int{1, 0} {
			t.apply(notify(name, want))
			t.Req("A.3.2.4-2", "A.3.2.4-21").Expect(t.attribute(name).Notification, "Notification of %s in the same session", name).To(Equal(want))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-002", Subject: "SetParameterAttributes",
		Title:  "Notification stays where NotificationChange is false",
		Covers: reqs("A.3.2.4-22"),
		Steps:  "Send another Notification than the present one with NotificationChange false.",
		Passes: "GetParameterAttributes returns the Notification as it was.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		before := t.borrowAttributes(name)[name]
		t.apply(cwmp.SetParameterAttributesStruct{Name: name, Notification: otherwise(before), AccessListChange: true, AccessList: before.AccessList})
		t.Req("A.3.2.4-22").Expect(t.attribute(name).Notification, "Notification of %s", name).To(Equal(before.Notification))
	})

	spec(conform.Case{
		ID: "CPE-SPA-003", Subject: "SetParameterAttributes",
		Title:  "AccessList is replaced where AccessListChange is true",
		Covers: reqs("A.3.2.4-45", "A.3.2.4-47"),
		Steps:  "Set AccessList of a writable Parameter to an empty list and then to Subscriber.",
		Passes: "The empty list is accepted, and GetParameterAttributes returns each list as it was set.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		r := t.SetAttributes(grant(name))
		t.Req("A.3.2.4-47").Expect(r.Code(), "the fault code for an empty AccessList").To(Equal("none"))
		must[cwmp.SetParameterAttributesResponse](t, r)
		t.Req("A.3.2.4-45").Expect(t.attribute(name).AccessList, "AccessList of %s after it was set empty", name).To(BeEmpty())
		t.apply(grant(name, "Subscriber"))
		t.Req("A.3.2.4-45").Expect(t.attribute(name).AccessList, "AccessList of %s after it was set to Subscriber", name).To(Equal([]string{"Subscriber"}))
	})

	spec(conform.Case{
		ID: "CPE-SPA-004", Subject: "SetParameterAttributes",
		Title:  "AccessList stays where AccessListChange is false",
		Covers: reqs("A.3.2.4-46"),
		Steps:  "Set AccessList to Subscriber, then send an empty AccessList with AccessListChange false.",
		Passes: "GetParameterAttributes still returns Subscriber.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		before := t.borrowAttributes(name)[name]
		t.apply(grant(name, "Subscriber"))
		t.apply(cwmp.SetParameterAttributesStruct{Name: name, NotificationChange: true, Notification: before.Notification})
		t.Req("A.3.2.4-46").Expect(t.attribute(name).AccessList, "AccessList of %s", name).To(Equal([]string{"Subscriber"}))
	})

	spec(conform.Case{
		ID: "CPE-SPA-005", Subject: "SetParameterAttributes",
		Title:  "a request with an unknown name is refused and nothing of it applied",
		Covers: reqs("A.3.2.4-3", "A.3.2.4-4", "A.3.2.4-5"),
		Steps:  "Change Notification of two Parameters in requests that also name a Parameter that does not exist: last, first, between the two.",
		Passes: "Each request is answered with a fault, and both Parameters keep their Notification.",
	}, func(t *CPE) {
		names := t.ordinary(2, true)
		before := t.borrowAttributes(names...)
		first, second := notify(names[0], otherwise(before[names[0]])), notify(names[1], otherwise(before[names[1]]))
		unknown := notify(t.Device.Root+"ManagementServer.X_CWMPSPEC_NoSuchParameter", 1)
		for _, list := range [][]cwmp.SetParameterAttributesStruct{{first, second, unknown}, {unknown, first, second}, {first, unknown, second}} {
			t.Req("A.3.2.4-4").Expect(t.SetAttributes(list...).Code(), "the answer to a request with an unknown name").NotTo(Equal("none"))
			t.Req("A.3.2.4-3", "A.3.2.4-5").Expect(notifications(t.Attributes(names...), names...), "Notification of the other Parameters after the fault").
				To(Equal(notifications(before, names...)))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-006", Subject: "SetParameterAttributes",
		Title:  "a name that is not there is refused with 9005",
		Covers: reqs("A.3.2.4-68"),
		Steps:  "Set Notification of an unknown Parameter, of an unknown Object and of the Parameter of an instance that does not exist.",
		Passes: "If the answer is a fault, its code is 9005.",
	}, func(t *CPE) {
		info := t.Device.Root + "DeviceInfo."
		for _, name := range []string{info + "X_CWMPSPEC_NoSuchParameter", info + "X_CWMPSPEC_NoSuchObject.", info + "VendorLogFile.65000.Name"} {
			t.Req("A.3.2.4-68").Expect(t.SetAttributes(notify(name, 0)).Code(), "the fault code for %s", name).To(BeElementOf("none", "9005"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-007", Subject: "SetParameterAttributes",
		Title:  "a request with several entries is taken",
		Covers: reqs("A.3.2.4-14"),
		Steps:  "Set Notification of one Parameter, then of two Parameters with one request.",
		Passes: "Both requests are answered with SetParameterAttributesResponse.",
	}, func(t *CPE) {
		names := t.ordinary(2, true)
		t.borrowAttributes(names...)
		t.Req("A.3.2.4-14").Expect(t.SetAttributes(notify(names[0], 1)).Code(), "the fault code for one entry").To(Equal("none"))
		t.Req("A.3.2.4-14").Expect(t.SetAttributes(notifyAll(names, 0)...).Code(), "the fault code for two entries").To(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-SPA-008", Subject: "SetParameterAttributes",
		Title:  "entries are applied in their order",
		Covers: reqs("A.3.2.4-8"),
		Steps:  "Set Notification 0 and 1 for ManagementServer. alone. In one request set 1 for ManagementServer. and 0 for one Parameter in it; then 0 for the Parameter and 1 for ManagementServer.",
		Passes: "The Parameter has Notification 0 after the first request and 1 after the second.",
	}, func(t *CPE) {
		name, path := t.ordinary(1, true)[0], t.Device.Root+"ManagementServer."
		t.borrowAttributes(path)
		t.reaches(name, path)
		t.apply(notify(path, 1), notify(name, 0))
		t.Req("A.3.2.4-8").Expect(t.attribute(name).Notification, "Notification of %s, which came after %s in the list", name, path).To(Equal(0))
		t.apply(notify(name, 0), notify(path, 1))
		t.Req("A.3.2.4-8").Expect(t.attribute(name).Notification, "Notification of %s, which came before %s in the list", name, path).To(Equal(1))
	})

	spec(conform.Case{
		ID: "CPE-SPA-009", Subject: "SetParameterAttributes",
		Title:  "of two entries for the same Parameter the later one wins",
		Covers: reqs("A.3.2.4-9"),
		Steps:  "Set Notification 0 and 1 for a Parameter. Name it twice in one request, with Notification 1 and then 0; in another one with 0 and then 1.",
		Passes: "Both requests are taken, and the later Notification stands.",
	}, func(t *CPE) {
		name := t.ordinary(1, true)[0]
		t.borrowAttributes(name)
		t.reaches(name, name)
		for _, want := range []int{0, 1} {
			r := t.SetAttributes(notify(name, 1-want), notify(name, want))
			t.Req("A.3.2.4-9").Expect(r.Code(), "the fault code for a Parameter named twice").To(Equal("none"))
			t.Req("A.3.2.4-9").Expect(t.attribute(name).Notification, "Notification of %s after %d and then %d", name, 1-want, want).To(Equal(want))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPA-010", Subject: "SetParameterAttributes",
		Title:  "a Partial Path Name stands for all Parameters below it",
		Covers: reqs("A.3.2.4-17"),
		Steps:  "Set Notification 1 for DeviceInfo.",
		Passes: "Every Parameter below it has Notification 1, those that require Forced Active Notification apart.",
	}, func(t *CPE) {
		path := t.Device.Root + "DeviceInfo."
		before := t.borrowAttributes(path)
		t.apply(notify(path, 1))
		after := t.Attributes(path)
		t.Req("A.3.2.4-17").Expect(without(after, func(a cwmp.ParameterAttributeStruct) bool {
			_, old := before[a.Name] // what came into being in between does not count
			return !old || !legible(a) || a.Notification == 1
		}), "Parameters below %s without Notification 1", path).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPA-011", Subject: "SetParameterAttributes",
		Title:  "a Partial Path Name does not reach instances of later",
		Covers: reqs("A.3.2.4-18"),
		Steps:  "Add an instance, set Notification 1 for the Multi-Instance Object, add another instance.",
		Passes: "The second instance has the Notification that the first one had when it was new.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		t.borrowAttributes(t.Device.Object)
		first := t.Add(t.Device.Object)
		fresh := notificationsBelow(t, first)
		t.apply(notify(t.Device.Object, 1))
		second := t.Add(t.Device.Object)
		t.Req("A.3.2.4-18").Expect(notificationsBelow(t, second), "Notification of the Parameters of the later instance").To(Equal(fresh))
	})

	spec(conform.Case{
		ID: "CPE-SPA-012", Subject: "SetParameterAttributes",
		Title:  "the empty string is the top of the hierarchy",
		Covers: reqs("A.3.2.4-20"),
		Steps:  "Send an entry with an empty Name that changes nothing.",
		Passes: "The request is taken, or refused for lack of resources (9004). 9005 is let pass, as the rule on names does not exempt the empty one.",
	}, func(t *CPE) {
		r := t.SetAttributes(cwmp.SetParameterAttributesStruct{})
		t.Req("A.3.2.4-20").Expect(r.Code(), "the fault code for an empty Name").To(BeElementOf("none", "9004", "9005"))
	})

	spec(conform.Case{
		ID: "CPE-SPA-013", Subject: "SetParameterAttributes",
		Title:  "attributes are gone with their Parameter",
		Covers: reqs("A.3.2.4-12"),
		Steps:  "Add an instance, set Notification 1 for one of its Parameters, delete the instance, and call GetParameterAttributes for the Parameter in the next session.",
		Passes: "GetParameterAttributes does not return attributes for it.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		name := firstOf(t, t.Attributes(path))
		t.apply(notify(name, 1))
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.End()
		r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{name}})
		t.Req("A.3.2.4-12").Expect(attributedIn(r), "the Parameters in the answer to GetParameterAttributes of %s, which is deleted", name).NotTo(ContainElement(name))
	})
}

// firstOf is the first name, in alphabetical order, of a list that must not be empty.
func firstOf(t *CPE, list map[string]cwmp.ParameterAttributeStruct) string {
	names := without(list, func(cwmp.ParameterAttributeStruct) bool { return false })
	if len(names) == 0 {
		t.Stop("the new instance has no Parameters")
	}
	return names[0]
}

// notificationsBelow lists the Notification of the Parameters below a path, by
// the names that they have there.
func notificationsBelow(t *CPE, path string) []string {
	list, relative := t.Attributes(path), map[string]cwmp.ParameterAttributeStruct{}
	var names []string
	for name, a := range list {
		names = append(names, name[len(path):])
		relative[name[len(path):]] = a
	}
	return notifications(relative, names...)
}

// reaches ends the body if Notification 0 and 1 set for a path alone do not reach a
// parameter: then nothing can be said of several entries.
func (t *CPE) reaches(name, path string) {
	for want := range 2 {
		t.apply(notify(path, want))
		if got := t.attribute(name).Notification; got != want {
			t.Stop("after Notification %d was set for %s, %s has %d", want, path, name, got)
		}
	}
}
