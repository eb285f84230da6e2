package cpe

import (
	"regexp"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-GPN-020", Subject: "GetParameterNames",
		Title:  "Parameters listed as writable can be written",
		Covers: reqs("A.3.2.3-27", "A.3.2.3-30", "A.3.2.3-31"),
		Steps: "Read up to twelve Parameters of DeviceInfo, ManagementServer and Time that are listed as writable and harmless to write, " +
			"and write their own values back in one request.",
		Passes: "None of them is refused with 9008; other refusals pass.",
	}, func(t *CPE) {
		list := t.ownValues()
		r := t.Set(list...)
		fixed := slices.DeleteFunc(namesOf(list), func(name string) bool { return r.Named(name) != "9008" })
		t.Req("A.3.2.3-27", "A.3.2.3-30", "A.3.2.3-31").Expect(fixed, "the Parameters listed as writable and refused with 9008").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPN-021", Subject: "GetParameterNames",
		Title:  "Parameters listed as not writable cannot be written",
		Covers: reqs("A.3.2.3-27", "A.3.2.3-31"),
		Steps: "Write the own values of a Parameter that is read-only by its definition, and of such Parameters as the data models have " +
			"as writable and the device lists as not writable, each in a request of its own.",
		Passes: "Each request is refused.",
	}, func(t *CPE) {
		for _, p := range append(t.listedFixed(), t.fixed()) {
			t.Req("A.3.2.3-27", "A.3.2.3-31").Expect(t.Set(p).Code(), "the answer to SetParameterValues of %s, which is listed as not writable", p.Name).NotTo(Equal("none"))
		}
	})

	spec(conform.Case{
		ID: "CPE-GPN-022", Subject: "GetParameterNames",
		Title:  "Writable of a table tells whether instances can be added",
		Covers: reqs("A.3.2.3-28", "A.3.2.3-30"),
		Steps: "Call AddObject for up to three tables that are listed as not writable and whose instances are harmless; call it for the " +
			"table that instances may be added to, if it is listed as writable. Delete what was added.",
		Passes: "AddObject is refused for the first, and carried out, or refused with 9004, for the last.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		for _, table := range t.fixedTables() {
			r := t.TryAdd(table, t.key())
			t.Req("A.3.2.3-28").Expect(r.Code(), "the answer to AddObject of %s, which is listed as not writable", table).NotTo(Equal("none"))
		}
		r := t.TryAdd(t.Device.Object, t.key())
		can := r.Code() == "none" || r.Code() == "9004" || !t.Device.writable(t.Device.Object)
		t.Req("A.3.2.3-28", "A.3.2.3-30").Expect(can, "whether instances can be added to %s, which is listed as writable", t.Device.Object).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-GPN-023", Subject: "GetParameterNames",
		Title:  "Writable of an instance tells whether it can be deleted",
		Covers: reqs("A.3.2.3-29"),
		Steps:  "Add an instance, list its table, and delete it.",
		Passes: "DeleteObject is carried out if the instance is listed as writable, else refused.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		list := t.Names(t.Device.Object, false)
		at := slices.IndexFunc(list, func(p cwmp.ParameterInfoStruct) bool {
			return strings.TrimSuffix(p.Name, ".") == strings.TrimSuffix(path, ".")
		})
		if at < 0 {
			t.Stop("the device does not list %s, which it has just added", path)
		}
		listed := list[at].Writable
		t.Req("A.3.2.3-29").Expect(t.Delete(path).Fault == nil, "whether an instance listed with Writable %v can be deleted", listed).To(Equal(listed))
	})
}

// usuallyWritable are parameters that the data models have as writable and that
// are harmless to write with their own value.
var usuallyWritable = []string{
	"DeviceInfo.ProvisioningCode", "ManagementServer.PeriodicInformEnable", "ManagementServer.PeriodicInformInterval",
	"ManagementServer.PeriodicInformTime", "ManagementServer.UpgradesManaged", "Time.NTPServer1",
}

// listedFixed are the own values of those of them that the device lists as not writable.
func (t *CPE) listedFixed() []cwmp.ParameterValueStruct {
	var list []cwmp.ParameterValueStruct
	for _, last := range usuallyWritable {
		if name := t.Device.Root + last; t.Device.Has(name) && !t.Device.writable(name) {
			list = append(list, must[cwmp.GetParameterValuesResponse](t, t.Get(name)).ParameterList...)
		}
	}
	return slices.DeleteFunc(list, func(p cwmp.ParameterValueStruct) bool { return p.Value.Type == "" })
}

// fixedTables are at most three tables that the device lists with instances and
// as not writable, none but those where an instance more or less does no harm
// on a device that adds it all the same.
func (t *CPE) fixedTables() []string {
	var safe, others []string
	for _, row := range objects(t.Device.Tree) {
		table := parent(row)
		if !isRow(row) || t.Device.writable(table) || slices.Contains(safe, table) || slices.Contains(others, table) {
			continue
		}
		if slices.ContainsFunc(harmless, func(form *regexp.Regexp) bool { return form.MatchString(table) }) {
			safe = append(safe, table)
		} else if slices.Contains(fixed, strings.TrimPrefix(table, t.Device.Root)) {
			others = append(others, table)
		}
	}
	list := append(safe, others...)
	return list[:min(3, len(list))]
}
