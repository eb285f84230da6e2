package cpe

import (
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	aboutAlias = "Instance Alias"
	needAlias  = "alias-based-addressing"
)

func init() {
	spec(conform.Case{
		ID: "CPE-ALIAS-001", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "a new instance gets a unique alias that begins with cpe-",
		Covers: reqs("3.6.1-5", "3.6.1-6", "A.2.2.2-4", "A.2.2.2-5", "A.2.2.2-6", "A.3.2.6-8"),
		Steps:  "Add two instances without an alias and read their Alias Parameters.",
		Passes: "Both can be read, begin with cpe- and differ.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.needsAlias(path)
		t.Req("A.2.2.2-6").Expect(t.Get(path+"Alias").Code(), "the fault code of GetParameterValues of %sAlias", path).To(Equal("none"))
		one, two := t.Alias(path), t.Alias(t.Add(t.Device.Object))
		t.Req("A.2.2.2-5").Expect(two, "the Alias of a new instance").NotTo(BeEmpty())
		t.Req("3.6.1-5", "A.3.2.6-8").Expect(two, "the Alias of a new instance").To(HavePrefix("cpe-"))
		t.Req("3.6.1-6", "A.2.2.2-4", "A.3.2.6-8").Expect(two, "the Alias of the second new instance").NotTo(Equal(one))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-002", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "AddObject gives the new instance the alias at the end of its path",
		Covers: reqs("3.6.1-7", "A.3.2.6-7", "A.2.2.2-3"),
		Steps:  "Add an instance without an alias, then one with an alias of the suite; read the Alias by number, and the Alias by the path with the alias.",
		Passes: "Both values are the alias asked for.",
	}, func(t *CPE) {
		t.needsAlias(t.Add(t.Device.Object))
		path := t.addAlias("cwmpspecAdd")
		t.Req("3.6.1-7", "A.3.2.6-7").Expect(t.Alias(path), "the Alias of the new instance").To(Equal("cwmpspecAdd"))
		t.Req("A.2.2.2-3").Expect(t.textOf(t.byAlias(t.usable(path))+"Alias"), "the Alias read through the path with the alias").To(Equal(t.Alias(path)))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-003", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "AddObject with an alias that exists is refused with 9005",
		Covers: reqs("A.3.2.6-57"),
		Steps:  "Add an instance with an alias of the suite, then another one with the same alias.",
		Passes: "The second answer is fault 9005.",
	}, func(t *CPE) {
		taken := t.usable(t.addAlias("cwmpspecTwice"))
		r := t.TryAdd(t.byAlias(taken), t.key())
		t.Req("A.3.2.6-57").Expect(r.Code(), "the fault code of AddObject with an alias that exists").To(Equal("9005"))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-004", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "AddObject with an alias in a table without Alias Parameter is refused with 9005",
		Covers: reqs("A.3.2.6-58"),
		Steps:  "Find a table whose instances have no Alias Parameter, by adding an instance; call AddObject of it with an alias.",
		Passes: "The answer is fault 9005.",
	}, func(t *CPE) {
		r := t.TryAdd(t.aliasless()+"[cwmpspecNone].", t.key())
		t.Req("A.3.2.6-58").Expect(r.Code(), "the fault code of AddObject with an alias where there is none").To(Equal("9005"))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-005", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "an alias is changed by writing the Alias Parameter",
		Covers: reqs("A.2.2.2-7", "A.3.2.4-11"),
		Steps:  "Add an instance with an alias, set Notification 1 on a Parameter, set Alias to another text; read by the new path and by the old one, and read the attributes by the new path and by number.",
		Passes: "The new path leads to the instance, with its attributes, and the old one nowhere.",
	}, func(t *CPE) {
		path := t.addAlias("cwmpspecOld")
		mark := t.MarkOf(path, 1)
		must[cwmp.SetParameterAttributesResponse](t, t.SetAttributes(notify(mark.Name, 1)))
		t.writableAlias(path)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(path+"Alias", "string", "cwmpspecNew")))
		renamed := t.byAlias("cwmpspecNew")
		t.Req("A.2.2.2-7").Expect(t.Get(renamed).Code(), "the fault code of GetParameterValues of %s after the change", renamed).To(Equal("none"))
		t.Req("A.2.2.2-7").Expect(t.Get(t.byAlias("cwmpspecOld")).Code(), "the fault code of GetParameterValues by the old alias").NotTo(Equal("none"))
		t.Req("A.3.2.4-11").Expect(t.notification(mark.Name), "Notification by number after the change of the alias").To(Equal("1"))
		t.Req("A.3.2.4-11").Expect(t.notification(renamed+mark.Name[len(path):]), "Notification by the new alias").To(BeElementOf("1", "a fault"))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-006", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "an alias is neither empty nor that of a sibling",
		Covers: reqs("A.2.2.2-4", "A.2.2.2-5"),
		Steps:  "Add two instances; set the Alias of one to that of the other, then to the empty string, and read it after each.",
		Passes: "Alias is neither of the two values afterwards.",
	}, func(t *CPE) {
		one, two := t.Add(t.Device.Object), t.Add(t.Device.Object)
		taken := t.Alias(one)
		t.writableAlias(two)
		t.Set(value(two+"Alias", "string", taken))
		t.Req("A.2.2.2-4").Expect(t.Alias(two), "Alias after it was set to that of a sibling").NotTo(Equal(t.Alias(one)))
		t.Set(value(two+"Alias", "string", ""))
		t.Req("A.2.2.2-5").Expect(t.Alias(two), "Alias after it was set to the empty string").NotTo(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-007", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "an alias stands for the same instance as its number in every call",
		Covers: reqs("3.6.1-4"),
		Steps:  "Add two instances, the second with an alias. Through the alias of the second set a mark, and call GetParameterNames and the attribute methods; read the mark by number; delete the instance through its alias.",
		Passes: "Every call succeeds, the mark is found by number, and the instance is gone.",
	}, func(t *CPE) {
		t.Add(t.Device.Object)
		path := t.addAlias("cwmpspecSame")
		alias := t.byAlias(t.usable(path))
		mark := t.MarkOf(path, 1)
		name := alias + mark.Name[len(path):]
		t.Req("3.6.1-4").Expect(t.Set(value(name, mark.Type, mark.Text)).Code(), "the fault code of SetParameterValues of %s", name).To(Equal("none"))
		t.Req("3.6.1-4").Expect(t.Found(mark), "the value of %s", mark.Name).To(Equal(mark.Text))
		t.Req("3.6.1-4").Expect(t.Call(&cwmp.GetParameterNames{ParameterPath: alias, NextLevel: true}).Code(), "the fault code of GetParameterNames of %s", alias).To(Equal("none"))
		t.Req("3.6.1-4").Expect(t.SetAttributes(notify(name, 1)).Code(), "the fault code of SetParameterAttributes of %s", name).To(Equal("none"))
		t.Req("3.6.1-4").Expect(t.notification(name), "Notification of %s", name).To(Equal("1"))
		t.Req("3.6.1-4").Expect(t.Delete(alias).Code(), "the fault code of DeleteObject of %s", alias).To(Equal("none"))
		t.Req("3.6.1-4").Expect(t.There(t.Device.Object, path), "whether %s is there after the deletion by its alias", path).To(BeFalse())
	})
}

// byAlias is the path of an instance of the borrowed object by its alias.
func (t *CPE) byAlias(alias string) string { return t.Device.Object + "[" + alias + "]." }

// Alias reads the Alias of an instance; it skips the case if there is none.
func (t *CPE) Alias(path string) string {
	t.needsAlias(path)
	return t.Value(path + "Alias")
}

// usable is the Alias of an instance, to address it by. An empty one ends the body.
func (t *CPE) usable(path string) string {
	alias := t.Alias(path)
	if alias == "" {
		t.Stop("the Alias of %s is empty", path)
	}
	return alias
}

// needsAlias skips the case if an instance is listed without an Alias Parameter.
func (t *CPE) needsAlias(path string) {
	if !t.hasAlias(path) {
		t.Skip("%s is listed without an Alias Parameter", path)
	}
}

func (t *CPE) hasAlias(path string) bool {
	return slices.ContainsFunc(t.Names(path, true), func(p cwmp.ParameterInfoStruct) bool { return strings.HasSuffix(trim(p.Name), ".Alias") })
}

// writableAlias skips the case if the Alias of an instance is listed as not writable.
func (t *CPE) writableAlias(path string) {
	for _, p := range t.Names(path, true) {
		if trim(p.Name) == path+"Alias" && !p.Writable {
			t.Skip("%sAlias is listed as not writable", path)
		}
	}
}

// textOf is the value of one Parameter, or the fault that came.
func (t *CPE) textOf(name string) string {
	r := t.Get(name)
	if body, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok && len(body.ParameterList) == 1 {
		return body.ParameterList[0].Value.Text
	}
	return "fault " + r.Code()
}

// addAlias adds an instance of the borrowed object with an alias.
func (t *CPE) addAlias(alias string) string {
	path := t.instanceOf(t.Device.Object, t.TryAdd(t.byAlias(alias), t.key()))
	t.needsAlias(path)
	return path
}

// aliasless is a table whose instances have no Alias Parameter. It skips the
// case if there is none that may be borrowed.
func (t *CPE) aliasless() string {
	for _, object := range t.Device.Objects {
		if !t.hasAlias(t.Add(object)) {
			return object
		}
	}
	t.Skip("the instances of every table that may be borrowed have an Alias: %s", strings.Join(t.Device.Objects, ", "))
	return ""
}

// notification is the Notification of one Parameter as text, "a fault" if it
// cannot be read.
func (t *CPE) notification(name string) string {
	r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{name}})
	if body, ok := r.Body.(*cwmp.GetParameterAttributesResponse); ok && len(body.ParameterList) == 1 {
		return fmt.Sprint(body.ParameterList[0].Notification)
	}
	return "a fault"
}
