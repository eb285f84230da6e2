package cpe

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-GPA-001", Subject: "GetParameterAttributes",
		Title:  "a full Parameter name brings the attributes of exactly that Parameter",
		Covers: reqs("A.3.2.5-3", "A.3.2.5-11"),
		Steps:  "Call GetParameterAttributes with the names of two Parameters; another Parameter's name begins with one of them.",
		Passes: "The response has an entry for each of the two and no other.",
	}, func(t *CPE) {
		names := []string{t.Device.Root + "DeviceInfo.Manufacturer", t.Device.Root + "ManagementServer.ParameterKey"}
		got := t.attributed(names...)
		t.Req("A.3.2.5-11").Expect(got, "the Parameters in the response").To(ContainElements(names))
		t.Req("A.3.2.5-3").Expect(got, "the Parameters in the response").To(Or(BeEmpty(), HaveEach(BeElementOf(names))))
	})

	spec(conform.Case{
		ID: "CPE-GPA-002", Subject: "GetParameterAttributes",
		Title:  "a Partial Path Name brings the attributes of all Parameters below it",
		Covers: reqs("A.3.2.5-4", "A.3.2.5-11"),
		Steps:  "Call GetParameterAttributes and GetParameterNames for DeviceInfo. and compare; once more if they differ, as instances may come and go.",
		Passes: "Both name the same Parameters.",
	}, func(t *CPE) {
		lost, more := t.unlike(t.Device.Root + "DeviceInfo.")
		t.Req("A.3.2.5-4", "A.3.2.5-11").Expect(lost, "Parameters that only GetParameterNames lists").To(BeEmpty())
		t.Req("A.3.2.5-4").Expect(more, "names in GetParameterAttributesResponse that are not of Parameters of the Object").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPA-003", Subject: "GetParameterAttributes",
		Title:  "the empty string is the top of the hierarchy",
		Covers: reqs("A.3.2.5-6"),
		Steps:  "Call GetParameterAttributes with an empty string.",
		Passes: "The response has the Parameters of DeviceInfo and ManagementServer. 9004 is let pass for lack of resources, 9005 as the rule on names does not exempt the empty one.",
	}, func(t *CPE) {
		r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{""}})
		t.Req("A.3.2.5-6").Expect(r.Code(), "the fault code for an empty string").To(BeElementOf("none", "9004", "9005"))
		t.Req("A.3.2.5-6").Expect(attributedIn(r), "the Parameters in the response").To(Or(
			ContainElements(t.Device.Root+"DeviceInfo.Manufacturer", t.Device.Root+"ManagementServer.ParameterKey"), Equal([]string{"a fault"})))
	})

	spec(conform.Case{
		ID: "CPE-GPA-004", Subject: "GetParameterAttributes",
		Title:  "a name that is not there is refused with 9005",
		Covers: reqs("A.3.2.5-33"),
		Steps:  "Call GetParameterAttributes for an unknown Parameter, an unknown Object, a Parameter of an instance that does not exist, and for an unknown Parameter beside a known one.",
		Passes: "Each call is refused with 9005.",
	}, func(t *CPE) {
		info := t.Device.Root + "DeviceInfo."
		unknown := info + "X_CWMPSPEC_NoSuchParameter"
		for _, names := range [][]string{{unknown}, {info + "X_CWMPSPEC_NoSuchObject."}, {info + "VendorLogFile.65000.Name"}, {info + "Manufacturer", unknown}} {
			r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: names})
			t.Req("A.3.2.5-33").Expect(r.Code(), "the fault code for %s", strings.Join(names, " and ")).To(Equal("9005"))
		}
	})

	spec(conform.Case{
		ID: "CPE-GPA-005", Subject: "GetParameterAttributes",
		Title:  "names of up to 256 characters are taken as names",
		Covers: reqs("A.3.2.5-2"),
		Steps:  "Call GetParameterAttributes for two Parameters that do not exist, one with a short name and one with a name of 256 characters.",
		Passes: "Both calls are refused with the same fault code.",
	}, func(t *CPE) {
		short := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{t.Device.Root + "X_CWMPSPEC_NoSuchParameter"}}).Code()
		long := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{t.longName()}}).Code()
		t.Req("A.3.2.5-2").Expect(long, "the fault code for an unknown name of 256 characters").To(Equal(short))
	})

	spec(conform.Case{
		ID: "CPE-GPA-006", Subject: "GetParameterAttributes",
		Title:  "an Object without Parameters brings an empty list",
		Covers: reqs("A.3.2.5-14", "A.3.2.5-15"),
		Steps:  "Call GetParameterAttributes for an Object below which GetParameterNames lists no Parameter.",
		Passes: "The response is no fault, and its ParameterList is empty.",
	}, func(t *CPE) {
		r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{t.emptyObject()}})
		t.Req("A.3.2.5-15").Expect(r.Code(), "the fault code").To(Equal("none"))
		t.Req("A.3.2.5-14").Expect(attributedIn(r), "the names in ParameterList").To(Or(BeEmpty(), Equal([]string{"a fault"})))
	})

	spec(conform.Case{
		ID: "CPE-GPA-007", Subject: "GetParameterAttributes",
		Title:  "Notification is the present setting, also in a later session",
		Covers: reqs("A.3.2.5-21"),
		Steps:  "Set Notification of three Parameters to 0, 1 and 2, and call GetParameterAttributes in the next session.",
		Passes: "The Notification of each is what it was set to.",
	}, func(t *CPE) {
		names := t.ordinary(3, true)
		t.borrowAttributes(names...)
		t.apply(notify(names[0], 0), notify(names[1], 1), notify(names[2], 2))
		t.End()
		got := t.Attributes(names...)
		for want, name := range names {
			t.Req("A.3.2.5-21").Expect(got[name].Notification, "Notification of %s", name).To(Equal(want))
		}
	})
}

// attributed calls GetParameterAttributes and returns the names in the response.
func (t *CPE) attributed(names ...string) []string {
	r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: names})
	must[cwmp.GetParameterAttributesResponse](t, r)
	return attributedIn(r)
}

// attributedIn lists the names in a GetParameterAttributesResponse; for a fault
// it says so.
func attributedIn(r *Reply) []string {
	body, ok := r.Body.(*cwmp.GetParameterAttributesResponse)
	if !ok {
		return []string{"a fault"}
	}
	names := []string{}
	for _, a := range body.ParameterList {
		names = append(names, a.Name)
	}
	return names
}

// unlike compares what GetParameterNames and GetParameterAttributes list below
// a path, again if they differ at first.
func (t *CPE) unlike(path string) (lost, more []string) {
	for range 2 {
		want, got := t.plain(parameters(t.Names(path, false))), t.attributed(path)
		lost, more = missing(got, want), append(outside(got, []string{path}), objectsIn(got)...)
		if len(lost)+len(more) == 0 {
			break
		}
	}
	return t.readable(lost), more
}

// objectsIn are those names that are not of parameters.
func objectsIn(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !strings.HasSuffix(name, ".") })
}
