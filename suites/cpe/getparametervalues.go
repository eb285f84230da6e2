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
		ID: "CPE-GPV-001", Subject: "GetParameterValues",
		Title:  "a full Parameter name brings exactly that Parameter",
		Covers: reqs("A.3.2.2-3", "A.3.2.2-10"),
		Steps:  "Call GetParameterValues with the names of two Parameters.",
		Passes: "The response has one entry for each of them and no other.",
	}, func(t *CPE) {
		names := []string{t.Device.ReadOnly.Name, t.Device.Root + "ManagementServer.ParameterKey"}
		got := namesOf(must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList)
		t.Req("A.3.2.2-10").Expect(missing(got, names), "what the response lacks").To(BeEmpty())
		t.Req("A.3.2.2-3").Expect(beyond(got, names), "what the response has besides").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPV-002", Subject: "GetParameterValues",
		Title:  "an unknown Parameter name is refused with 9005",
		Covers: reqs("A.3.2.2-23", "A.3.2.2-24"),
		Steps: "Call GetParameterValues with a name that no Parameter has, the same together with a valid name, an Object without its " +
			"dot, and a Parameter with a letter in the other case.",
		Passes: "Each answer is a fault, and its code is 9005.",
	}, func(t *CPE) {
		unknown := t.Device.Root + "DeviceInfo.X_CWMPSPEC_NoSuchParameter"
		t.refusedNames("A.3.2.2-24", "an unknown Parameter", unknown)
		t.refusedNames("A.3.2.2-24", "a Parameter and an unknown one", t.Device.ReadOnly.Name, unknown)
		t.refusedNames("A.3.2.2-24", "an Object without its dot", t.Device.Root+"DeviceInfo")
		t.refusedNames("A.3.2.2-24", "a name with a letter in the other case", swapCase(t.Device.ReadOnly.Name))
	})

	spec(conform.Case{
		ID: "CPE-GPV-003", Subject: "GetParameterValues",
		Title:  "an unknown Object is refused with 9005",
		Covers: reqs("A.3.2.2-23", "A.3.2.2-25"),
		Steps:  "Call GetParameterValues with a Partial Path Name that no Object has, and with a Parameter's name with a dot added.",
		Passes: "Each answer is a fault, and its code is 9005.",
	}, func(t *CPE) {
		t.refusedNames("A.3.2.2-25", "an unknown Object", t.Device.Root+"X_CWMPSPEC_NoSuchObject.")
		t.refusedNames("A.3.2.2-25", "a Parameter with a dot added", t.Device.ReadOnly.Name+".")
	})

	spec(conform.Case{
		ID: "CPE-GPV-004", Subject: "GetParameterValues",
		Title:  "an instance that does not exist is refused with 9005",
		Covers: reqs("A.3.2.2-23", "A.3.2.2-25"),
		Steps:  "Call GetParameterValues with the path of an instance whose number the table does not have.",
		Passes: "The answer is a fault, and its code is 9005.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		t.refusedNames("A.3.2.2-25", "an instance that does not exist", t.noInstance())
	})

	spec(conform.Case{
		ID: "CPE-GPV-005", Subject: "GetParameterValues",
		Title:  "a Partial Path Name brings every Parameter below it",
		Covers: reqs("A.3.2.2-4", "A.3.2.2-10"),
		Steps: "Call GetParameterValues with the Partial Path Names of DeviceInfo and ManagementServer together, and with the root object; " +
			"compare with what GetParameterNames lists below them. Where they do not agree, do it once more.",
		Passes: "The response has every Parameter listed and nothing outside these Objects, or the device answers 9004.",
	}, func(t *CPE) {
		d := t.Device
		for _, paths := range [][]string{{d.Root}, {d.Root + "DeviceInfo.", d.Root + "ManagementServer."}} {
			var r *Reply
			var lost, more []string
			twice(func() bool {
				var want []string
				for _, path := range paths {
					want = append(want, parameters(t.Names(path, false))...)
				}
				r = t.Get(paths...)
				lost, more = missing(r.values(), t.plain(want)), outside(r.values(), paths)
				return len(lost)+len(more) == 0
			})
			lost = t.readable(lost)
			what := strings.Join(paths, " and ")
			t.Req("A.3.2.2-4").Expect(r.Code(), "the fault code for %s", what).To(BeElementOf("none", "9004"))
			t.Req("A.3.2.2-4", "A.3.2.2-10").Expect(unless(r.Fault != nil, lost), "what the response for %s lacks", what).To(BeEmpty())
			t.Req("A.3.2.2-4").Expect(more, "what the response for %s has besides", what).To(BeEmpty())
		}
	})

	spec(conform.Case{
		ID: "CPE-GPV-006", Subject: "GetParameterValues",
		Title:  "the empty string brings every Parameter",
		Covers: reqs("A.3.2.2-6"),
		Steps:  "Call GetParameterValues with the empty string; compare with what GetParameterNames lists below the root object.",
		Passes: "The response has every Parameter listed; 9004 and, since the text can be read that way, 9005 pass too.",
	}, func(t *CPE) {
		var r *Reply
		var lost []string
		twice(func() bool {
			want := parameters(t.Names(t.Device.Root, false))
			r = t.Get("")
			lost = missing(r.values(), t.plain(want))
			return len(lost) == 0
		})
		lost = t.readable(lost)
		t.Req("A.3.2.2-6").Expect(r.Code(), "the fault code for the empty string").To(BeElementOf("none", "9004", "9005"))
		t.Req("A.3.2.2-6").Expect(unless(r.Fault != nil, lost), "what the response for the empty string lacks").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPV-007", Subject: "GetParameterValues",
		Title:  "a Partial Path Name without Parameters brings an empty list",
		Covers: reqs("A.3.2.2-14", "A.3.2.2-15"),
		Steps:  "Choose an Object that the device lists with nothing below it and call GetParameterValues on it.",
		Passes: "A response with an empty list comes, and no fault.",
	}, func(t *CPE) {
		r := t.Get(t.emptyObject())
		t.Req("A.3.2.2-15").Expect(r.Code(), "the fault code for an empty Object").To(Equal("none"))
		t.Req("A.3.2.2-14").Expect(r.values(), "the list for an empty Object").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPV-008", Subject: "GetParameterValues",
		Title:  "a name of 256 characters is taken",
		Covers: reqs("A.3.2.2-2"),
		Steps:  "Call GetParameterValues with two unknown names, a short one and one of 256 characters.",
		Passes: "The answer is the same as to a short unknown name.",
	}, func(t *CPE) {
		short := t.Get(t.Device.Root + "X_CWMPSPEC_NoSuchParameter").Code()
		t.Req("A.3.2.2-2").Expect(t.Get(t.longName()).Code(), "the fault code for an unknown name of 256 characters").To(Equal(short))
	})

	spec(conform.Case{
		ID: "CPE-GPV-009", Subject: "GetParameterValues",
		Title:  "overlapping names bring every Parameter at least once",
		Covers: reqs("A.3.2.2-3", "A.3.2.2-10"),
		Steps:  "Call GetParameterValues with a Parameter, its Object and the Parameter again.",
		Passes: "The response has the Parameter and nothing outside the Object; how often it has it is free.",
	}, func(t *CPE) {
		name := t.Device.ReadOnly.Name
		got := t.Get(name, parent(name), name).values()
		t.Req("A.3.2.2-10").Expect(missing(got, []string{name}), "what the response lacks").To(BeEmpty())
		t.Req("A.3.2.2-3").Expect(outside(got, []string{parent(name)}), "what the response has besides").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-GPV-010", Subject: "GetParameterValues",
		Title:  "every Parameter that the device lists can be read",
		Covers: reqs("A.3.2.3-23", "A.3.2.3-24", "2.3.1-1"),
		Steps: "List all names by GetParameterNames and read all Parameters by their full names, 32 in a call; read those of a refused " +
			"call one by one, and list again the Object of one that is refused.",
		Passes: "No Parameter that is listed is refused; 9001 and 9004 are not counted against a call for many.",
	}, func(t *CPE) {
		unknown, refused, unreadable := t.readAll()
		t.Req("A.3.2.3-23").Expect(unknown, "the Parameters that are listed and answered with 9005").To(BeEmpty())
		t.Req("A.3.2.3-24").Expect(refused, "the Parameters that are listed and refused").To(BeEmpty())
		t.Req("2.3.1-1").Expect(unreadable, "the Parameters that are listed as writable and cannot be read").To(BeEmpty())
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

// values are the names in a GetParameterValuesResponse, sorted; none for a fault.
func (r *Reply) values() []string {
	if m, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok {
		return namesOf(m.ParameterList)
	}
	return nil
}

// outside are the names that lie below none of the paths.
func outside(names, paths []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(paths, func(path string) bool { return strings.HasPrefix(name, path) })
	})
}

// refusedNames expects that names are refused as invalid: the row says why.
func (t *CPE) refusedNames(row, what string, names ...string) {
	r := t.Get(names...)
	t.Req(row).Expect(r.Code(), "the answer to %s", what).NotTo(Equal("none"))
	t.Req("A.3.2.2-23").Expect(r.Code(), "the fault code for %s", what).To(BeElementOf("none", "9005"))
}

// readable are those of the names, at most twenty, that can be read one by one:
// a name that cannot is listed wrongly, and its absence elsewhere is no fault.
func (t *CPE) readable(names []string) []string {
	return slices.DeleteFunc(sample(names, 20), func(name string) bool { return t.Get(name).Fault != nil })
}

// plain are the names that can be read at all: no longer than the standard
// allows, and no Objects that were listed without their dot.
func (t *CPE) plain(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return len(name) > longest || len(below(t.Device.Tree, name+".")) > 0
	})
}

// readAll reads every parameter by its name. unknown are those answered with
// 9005 though a fresh list has them still, refused those answered with any
// fault, unreadable those among refused that are listed as writable.
func (t *CPE) readAll() (unknown, refused, unreadable []string) {
	tree := t.Names(t.Device.Root, false)
	for batch := range slices.Chunk(t.plain(parameters(tree)), 32) {
		if t.Get(batch...).Fault == nil {
			continue
		}
		for _, name := range batch {
			r := t.Get(name)
			if r.Fault == nil || !slices.Contains(t.list(parent(name), false).names(), name) {
				continue
			}
			if r = t.Get(name); r.Fault == nil {
				continue
			}
			refused = append(refused, name)
			if r.Code() == "9005" {
				unknown = append(unknown, name)
			}
			if slices.Contains(tree, cwmp.ParameterInfoStruct{Name: name, Writable: true}) {
				unreadable = append(unreadable, name)
			}
		}
	}
	return unknown, refused, unreadable
}
