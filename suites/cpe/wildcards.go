package cpe

import (
	"regexp"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	wildcards = "instance-wildcards"
	answered  = "the names in the answer of %s for %s"
)

func init() {
	spec(conform.Case{
		ID: "CPE-WILD-001", Subject: "Instance wildcards", Needs: []string{wildcards, NeedObject},
		Title:  "a name with a wildcard stands for the Parameter in all instances",
		Covers: reqs("3.6.2-6", "A.2.4-5", "A.3.2.2-7", "A.3.2.3-5", "A.3.2.5-7"),
		Steps:  "Add two instances; call GetParameterValues, GetParameterNames and GetParameterAttributes with the name of a Parameter in them and * for the Instance Number.",
		Passes: "Each response has the Parameter of every instance, and nothing else.",
	}, func(t *CPE) {
		first, _ := t.Add(t.Device.Object), t.Add(t.Device.Object)
		parameter := t.firstBelow(first)[len(first):]
		name, want := t.Device.Object+"*."+parameter, t.alike(t.Device.Object, regexp.QuoteMeta(parameter))
		t.Req("3.6.2-6", "A.2.4-5", "A.3.2.2-7").Expect(t.valuesOf(name), answered, "GetParameterValues", name).To(ConsistOf(want))
		t.Req("3.6.2-6", "A.2.4-5", "A.3.2.3-5").Expect(t.namesAt(name, false), answered, "GetParameterNames", name).To(ConsistOf(want))
		t.Req("3.6.2-6", "A.2.4-5", "A.3.2.5-7").Expect(t.attributesFor(name), answered, "GetParameterAttributes", name).To(ConsistOf(want))
	})

	spec(conform.Case{
		ID: "CPE-WILD-002", Subject: "Instance wildcards", Needs: []string{wildcards, NeedObject},
		Title:  "a Partial Path Name with a wildcard stands for the Object in all instances",
		Covers: reqs("3.6.2-6", "A.3.2.2-8", "A.3.2.3-6", "A.3.2.3-16", "A.3.2.3-17", "A.3.2.5-8"),
		Steps:  "Add two instances with an instance inside each; call GetParameterValues, GetParameterNames and GetParameterAttributes with the path of the inner table and * for the outer Instance Number.",
		Passes: "Each response has what is in the inner table of every outer instance. With NextLevel true something of each is listed.",
	}, func(t *CPE) {
		object, sub := t.Nested()
		rows := []string{t.Add(object), t.Add(object)}
		for _, row := range rows {
			t.Add(row + sub)
		}
		path, want := object+"*."+sub, t.alike(object, regexp.QuoteMeta(sub)+".*")
		only := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return strings.HasSuffix(name, ".") })
		t.Req("3.6.2-6", "A.3.2.2-8").Expect(t.valuesOf(path), answered, "GetParameterValues", path).To(ConsistOf(only))
		t.Req("3.6.2-6", "A.3.2.5-8").Expect(t.attributesFor(path), answered, "GetParameterAttributes", path).To(ConsistOf(only))
		names := t.namesAt(path, false)
		t.Req("A.3.2.3-6").Expect(names, answered, "GetParameterNames", path).NotTo(ContainElement(HavePrefix("fault ")))
		t.Req("3.6.2-6", "A.3.2.3-16").Expect(names, answered, "GetParameterNames", path).To(ConsistOf(want))
		next := strings.Join(t.namesAt(path, true), " ")
		for _, row := range rows {
			t.Req("A.3.2.3-17").Expect(next, answered, "GetParameterNames with NextLevel true", path).To(ContainSubstring(row))
		}
	})

	spec(conform.Case{
		ID: "CPE-WILD-003", Subject: "Instance wildcards", Needs: []string{wildcards, NeedObject},
		Title:  "a wildcard without any instance brings an empty list",
		Covers: reqs("A.3.2.2-16", "A.3.2.2-17", "A.3.2.5-16", "A.3.2.5-17"),
		Steps:  "Add an instance to a table without any and delete it; in the next session call GetParameterValues and GetParameterAttributes with the name of a Parameter in it and * for the Instance Number.",
		Passes: "Neither response is a fault, and both lists are empty.",
	}, func(t *CPE) {
		path := t.onlyRow()
		name := t.Device.Object + "*." + t.firstBelow(path)[len(path):]
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.End()
		values, attributes := t.valuesOf(name), t.attributesFor(name)
		t.Req("A.3.2.2-17").Expect(values, answered, "GetParameterValues", name).NotTo(ContainElement(HavePrefix("fault ")))
		t.Req("A.3.2.2-16").Expect(values, answered, "GetParameterValues", name).To(Or(BeEmpty(), HaveEach(HavePrefix("fault "))))
		t.Req("A.3.2.5-17").Expect(attributes, answered, "GetParameterAttributes", name).NotTo(ContainElement(HavePrefix("fault ")))
		t.Req("A.3.2.5-16").Expect(attributes, answered, "GetParameterAttributes", name).To(Or(BeEmpty(), HaveEach(HavePrefix("fault "))))
	})
}

// firstBelow is the first parameter that the device lists below an instance.
func (t *CPE) firstBelow(path string) string {
	list := parameters(t.Names(path, true))
	if len(list) == 0 {
		t.Stop("no Parameter is listed below %s", path)
	}
	return list[0]
}

// alike are the names below a table, any one instance of it and the form of
// the rest, as GetParameterNames lists them.
func (t *CPE) alike(object, rest string) []string {
	form := regexp.MustCompile("^" + regexp.QuoteMeta(object) + `[^.]+\.` + rest + "$")
	return slices.DeleteFunc(listed(t.Names(object, false)), func(name string) bool { return !form.MatchString(name) })
}

// onlyRow adds an instance to a table that has none; a device whose table has
// some has no use for the case.
func (t *CPE) onlyRow() string {
	if len(t.Instances(t.Device.Object)) > 0 {
		t.Skip("%s has instances already", t.Device.Object)
	}
	return t.Add(t.Device.Object)
}

// valuesOf, namesAt and attributesFor are the names in the answer for one
// path; the fault instead if it is one.
func (t *CPE) valuesOf(path string) []string {
	r := t.Get(path)
	if m, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok {
		return namesOf(m.ParameterList)
	}
	return []string{"fault " + r.Code()}
}

func (t *CPE) namesAt(path string, nextLevel bool) []string {
	r := t.Call(&cwmp.GetParameterNames{ParameterPath: path, NextLevel: nextLevel})
	if m, ok := r.Body.(*cwmp.GetParameterNamesResponse); ok {
		return listed(m.ParameterList)
	}
	return []string{"fault " + r.Code()}
}

func (t *CPE) attributesFor(path string) []string {
	r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{path}})
	if r.Fault == nil {
		return attributedIn(r)
	}
	return []string{"fault " + r.Code()}
}
