package cpe

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-GPV-001", Subject: "GetParameterValues",
		Title:  "a full Parameter name brings exactly that Parameter",
		Covers: reqs("A.3.2.2-3", "A.3.2.2-10"),
		Steps:  "Call GetParameterValues with the names of two Parameters.",
		Passes: "The response has one entry for each of them and no other.",
	}, func(t *CPE) {
		names := []string{t.Device.ReadOnly.Name, t.Device.Root + "ManagementServer.ParameterKey"}
		got := namesOf(must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList)
		t.Req("A.3.2.2-10").Expect(got, "the Parameters in the response").To(ContainElements(names))
		t.Req("A.3.2.2-3").Expect(got, "the Parameters in the response").To(HaveEach(BeElementOf(names)))
	})

	spec(conform.Case{
		ID: "CPE-GPV-002", Subject: "GetParameterValues",
		Title:  "an unknown Parameter name is refused with 9005",
		Covers: reqs("A.3.2.2-23", "A.3.2.2-24"),
		Steps:  "Call GetParameterValues with a name that no Parameter has.",
		Passes: "The answer is a fault, and its code is 9005.",
	}, func(t *CPE) {
		r := t.Get(t.Device.Root + "DeviceInfo.X_CWMPSPEC_NoSuchParameter")
		t.Req("A.3.2.2-24").Expect(r.Code(), "the answer to an unknown name").NotTo(Equal("none"))
		t.Req("A.3.2.2-23").Expect(r.Code(), "the fault code for an unknown name").To(BeElementOf("none", "9005"))
	})
}

// namesOf lists the names of name-value pairs, sorted.
func namesOf(list []cwmp.ParameterValueStruct) []string {
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return names
}
