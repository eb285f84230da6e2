package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-GPN-001", Subject: "GetParameterNames",
		Title:  "the empty ParameterPath with NextLevel true brings the root object",
		Covers: reqs("A.3.2.3-3", "A.3.2.3-14"),
		Steps:  "Call GetParameterNames with an empty ParameterPath and NextLevel true.",
		Passes: "The response lists the root object, or root objects where the device has several, and nothing below them.",
	}, func(t *CPE) {
		r := t.list("", true)
		t.Req("A.3.2.3-3").Expect(r.Code(), "the fault code for the empty path").To(Equal("none"))
		t.Req("A.3.2.3-14").Expect(beyond(r.names(), children(r.infos(), "")), "what the list for the empty path and NextLevel true has below the root").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPN-002", Subject: "GetParameterNames",
		Title:  "the empty ParameterPath with NextLevel false brings every Parameter and Object",
		Covers: reqs("A.3.2.3-3", "A.3.2.3-15"),
		Steps:  "Call GetParameterNames with NextLevel false, once with the empty path and once with the root object.",
		Passes: "The list for the empty path has every name of the list for the root object, or the device answers 9004.",
	}, func(t *CPE) {
		var r *Reply
		var lost []string
		twice(func() bool {
			r = t.list("", false)
			lost = missing(r.names(), lasting(listed(t.Names(t.Device.Root, false))))
			return r.Fault == nil && len(lost) == 0
		})
		t.Req("A.3.2.3-3").Expect(r.Code(), "the fault code for the empty path").To(BeElementOf("none", "9004"))
		t.Req("A.3.2.3-15").Expect(unless(r.Code() == "9004", lost), "what the list for the empty path lacks").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPN-003", Subject: "GetParameterNames",
		Title:  "NextLevel false brings the Object itself and everything below it, NextLevel true its children",
		Covers: reqs("A.3.2.3-9", "A.3.2.3-10", "A.3.2.3-11", "A.3.2.3-12", "A.3.2.3-13", "A.3.2.3-41"),
		Steps: "For up to 40 Objects of the device, rows that come and go by themselves left out, call GetParameterNames with NextLevel true and with NextLevel false " +
			"and compare the lists; where they do not agree, do it once more.",
		Passes: "With NextLevel false the Object, its children and nothing outside it are listed. With NextLevel true all children " +
			"of the other list and nothing deeper are listed, and the code of a fault is never 9004.",
	}, func(t *CPE) {
		for _, object := range sample(lasting(objects(t.Names(t.Device.Root, false))), 40) {
			var all, next *Reply
			twice(func() bool {
				all, next = t.list(object, false), t.list(object, true)
				return strings.Join(children(all.infos(), object), " ") == strings.Join(next.names(), " ")
			})
			ofAll, ofNext := lasting(children(all.infos(), object)), lasting(children(next.infos(), object))
			t.Req("A.3.2.3-41").Expect(next.Code(), "the fault code for %s with NextLevel true", object).NotTo(Equal("9004"))
			t.Req("A.3.2.3-9").Expect(unless(all.Code() == "9004", missing(all.names(), []string{object})), "what the list for %s lacks", object).To(BeEmpty())
			t.Req("A.3.2.3-11").Expect(missing(append(below(all.infos(), object), object), all.names()), "what the list for %s has of other branches", object).To(BeEmpty())
			t.Req("A.3.2.3-10").Expect(unless(all.Code() == "9004", missing(all.names(), ofNext)), "what the list for %s lacks of its children", object).To(BeEmpty())
			t.Req("A.3.2.3-12").Expect(unless(next.Code() == "9004", missing(next.names(), ofAll)), "what the list of the children of %s lacks", object).To(BeEmpty())
			t.Req("A.3.2.3-13").Expect(beyond(below(next.infos(), object), children(next.infos(), object)), "what the list of the children of %s has of deeper levels", object).To(BeEmpty())
		}
	})

	spec(conform.Case{
		ID: "CPE-GPN-004", Subject: "GetParameterNames",
		Title:  "a Parameter name with NextLevel false brings exactly this Parameter",
		Covers: reqs("A.3.2.3-9", "A.3.2.3-11"),
		Steps:  "Call GetParameterNames with the full name of a Parameter and NextLevel false.",
		Passes: "The list has this Parameter and nothing else.",
	}, func(t *CPE) {
		got := t.list(t.Device.ReadOnly.Name, false).names()
		t.Req("A.3.2.3-9").Expect(got, "the list for a Parameter").To(ContainElement(t.Device.ReadOnly.Name))
		t.Req("A.3.2.3-11").Expect(beyond(got, []string{t.Device.ReadOnly.Name}), "what the list for a Parameter has besides").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPN-005", Subject: "GetParameterNames",
		Title:  "a Parameter name with NextLevel true is refused with 9003",
		Covers: reqs("A.3.2.3-38"),
		Steps:  "Call GetParameterNames with the full name of a Parameter and NextLevel true.",
		Passes: "The answer is fault 9003.",
	}, func(t *CPE) {
		t.Req("A.3.2.3-38").Expect(t.list(t.Device.ReadOnly.Name, true).Code(), "the fault code").To(Equal("9003"))
	})

	spec(conform.Case{
		ID: "CPE-GPN-006", Subject: "GetParameterNames",
		Title:  "a ParameterPath that is not exactly the name of a Parameter or Object is refused with 9005",
		Covers: reqs("A.3.2.3-36", "A.3.2.3-37"),
		Steps: "Call GetParameterNames with NextLevel false and the names of an unknown Parameter and an unknown Object, an Object without its " +
			"dot, a Parameter with a dot added, and a name with a letter in the other case; then with NextLevel true and an unknown Object.",
		Passes: "Each answer is a fault, and its code is 9005.",
	}, func(t *CPE) {
		d := t.Device
		for _, path := range []string{
			d.Root + "DeviceInfo.X_CWMPSPEC_NoSuchParameter", d.Root + "X_CWMPSPEC_NoSuchObject.",
			d.Root + "DeviceInfo", d.ReadOnly.Name + ".", swapCase(d.ReadOnly.Name),
		} {
			t.refusedPath(t.list(path, false), path)
		}
		t.refusedPath(t.list(d.Root+"X_CWMPSPEC_NoSuchObject.", true), "an unknown Object with NextLevel true")
	})

	spec(conform.Case{
		ID: "CPE-GPN-007", Subject: "GetParameterNames",
		Title:  "the path of an instance that does not exist is refused with 9005",
		Covers: reqs("A.3.2.3-36", "A.3.2.3-37"),
		Steps:  "Call GetParameterNames with NextLevel false and the path of an instance whose number the table does not have.",
		Passes: "The answer is a fault, and its code is 9005.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		t.refusedPath(t.list(t.noInstance(), false), "the path of an instance that does not exist")
	})

	spec(conform.Case{
		ID: "CPE-GPN-008", Subject: "GetParameterNames",
		Title:  "an empty Object has no children",
		Covers: reqs("A.3.2.3-22"),
		Steps:  "Choose an Object that the device listed with nothing below it and call GetParameterNames on it with NextLevel true.",
		Passes: "A response with an empty list comes, and no fault.",
	}, func(t *CPE) {
		r := t.list(t.emptyObject(), true)
		t.Req("A.3.2.3-22").Expect(r.Code(), "the fault code for an empty Object").To(Equal("none"))
		t.Req("A.3.2.3-22").Expect(r.names(), "the list for an empty Object").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPN-009", Subject: "GetParameterNames",
		Title:  "Objects are listed while they are empty",
		Covers: reqs("A.3.2.3-21"),
		Steps: "Find Parameters that end with NumberOfEntries and have the value 0, whose table the device did not list, and ask for " +
			"these tables by GetParameterNames; then add an instance to a table, delete it, and list the table's parent.",
		Passes: "The device has none of the tables that it did not list, and it still lists the table that the instance was deleted from.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		for _, table := range t.unlistedTables() {
			t.Req("A.3.2.3-21").Expect(t.list(table, true).Code(), "the answer to %s, which was not listed", table).NotTo(Equal("none"))
		}
		must[cwmp.DeleteObjectResponse](t, t.Delete(t.Add(t.Device.Object)))
		t.Req("A.3.2.3-21").Expect(t.list(parent(t.Device.Object), false).names(), "the list for %s", parent(t.Device.Object)).To(ContainElement(t.Device.Object))
	})

	spec(conform.Case{
		ID: "CPE-GPN-010", Subject: "GetParameterNames",
		Title:  "a ParameterPath of 256 characters is taken",
		Covers: reqs("A.3.2.3-2"),
		Steps:  "Call GetParameterNames with two unknown names, a short one and one of 256 characters.",
		Passes: "The answer is the same as to a short unknown name.",
	}, func(t *CPE) {
		short := t.list(t.Device.Root+"X_CWMPSPEC_NoSuchParameter", false).Code()
		t.Req("A.3.2.3-2").Expect(t.list(t.longName(), false).Code(), "the fault code for an unknown name of 256 characters").To(Equal(short))
	})

	spec(conform.Case{
		ID: "CPE-GPN-011", Subject: "GetParameterNames",
		Title:  "NextLevel false brings all levels",
		Covers: reqs("A.3.2.3-10", "A.3.2.3-15"),
		Steps: "Walk the Object DeviceInfo level by level by up to 60 calls with NextLevel true; then call GetParameterNames with NextLevel " +
			"false on DeviceInfo and on the empty path.",
		Passes: "Both lists have every name that the walk found, or the device answers 9004.",
	}, func(t *CPE) {
		info := t.Device.Root + "DeviceInfo."
		var branch, top *Reply
		var walked []string
		twice(func() bool {
			walked, branch, top = lasting(t.walk(info, 60)), t.list(info, false), t.list("", false)
			return len(missing(branch.names(), walked)) == 0
		})
		t.Req("A.3.2.3-10").Expect(unless(branch.Code() == "9004", missing(branch.names(), walked)), "what the list for DeviceInfo lacks").To(BeEmpty())
		t.Req("A.3.2.3-15").Expect(unless(top.Code() == "9004", missing(top.names(), walked)), "what the list for the empty path lacks").To(BeEmpty())
	})
}

// walk finds what is below an object by calls with NextLevel true, at most n.
func (t *CPE) walk(object string, n int) []string {
	found, open := []string{}, []string{object}
	for ; len(open) > 0 && n > 0; n-- {
		next := children(t.list(open[0], true).infos(), open[0])
		open = open[1:]
		for _, name := range next {
			found = append(found, name)
			if strings.HasSuffix(name, ".") {
				open = append(open, name)
			}
		}
	}
	return found
}

// list calls GetParameterNames; a fault is left to the case.
func (t *CPE) list(path string, nextLevel bool) *Reply {
	return t.Call(&cwmp.GetParameterNames{ParameterPath: path, NextLevel: nextLevel})
}

// infos is the list of a GetParameterNamesResponse, nil for a fault.
func (r *Reply) infos() []cwmp.ParameterInfoStruct {
	if m, ok := r.Body.(*cwmp.GetParameterNamesResponse); ok {
		return m.ParameterList
	}
	return nil
}

// names are the names in a GetParameterNamesResponse, sorted, none for a fault.
func (r *Reply) names() []string { return listed(r.infos()) }

// twice tries a comparison again if it fails: instances may come and go
// between two calls.
func twice(try func() bool) {
	if !try() {
		try()
	}
}

// unless is the list, or an empty one where it says nothing.
func unless(moot bool, list []string) []string {
	if moot {
		return []string{}
	}
	return list
}

// refusedPath expects that a path was refused as invalid.
func (t *CPE) refusedPath(r *Reply, what string) {
	t.Req("A.3.2.3-37").Expect(r.Code(), "the answer to %s", what).NotTo(Equal("none"))
	t.Req("A.3.2.3-36").Expect(r.Code(), "the fault code for %s", what).To(BeElementOf("none", "9005"))
}

// unlistedTables are at most eight tables that a counting parameter with the
// value 0 hints at and that the device did not list. It need not have them.
func (t *CPE) unlistedTables() []string {
	var list []string
	for _, name := range parameters(t.Device.Tree) {
		table, ok := strings.CutSuffix(name, "NumberOfEntries")
		if ok && !t.Device.Has(table+".") && len(name) <= longest {
			list = append(list, table+".")
		}
	}
	list = sample(list, 8)
	tables := []string{}
	if t.list(t.Device.Root+"X_CWMPSPEC_NoSuchObject.", true).Fault == nil {
		return tables // the device does not tell an unknown Object from an empty one
	}
	for _, table := range list {
		name := strings.TrimSuffix(table, ".") + "NumberOfEntries"
		if r, ok := t.Get(name).Body.(*cwmp.GetParameterValuesResponse); ok && len(r.ParameterList) == 1 && trim(r.ParameterList[0].Value.Text) == "0" {
			tables = append(tables, table)
		}
	}
	return tables
}
