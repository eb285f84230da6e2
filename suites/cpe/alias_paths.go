package cpe

import (
	"regexp"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-ALIAS-020", Subject: aboutAlias, Needs: []string{needAlias},
		Title:  "the ACS can write AutoCreateInstances and InstanceMode",
		Covers: reqs("3.6.1-13", "3.6.1-14"),
		Steps:  "Set AutoCreateInstances to true and to false, and InstanceMode to InstanceAlias and to InstanceNumber; read each back, in the next session after Status 1.",
		Passes: "Each value comes back.",
	}, func(t *CPE) {
		auto, mode := t.server("AutoCreateInstances", "boolean"), t.server("InstanceMode", "string")
		for _, text := range []string{"true", "false"} {
			t.Req("3.6.1-13").Expect(t.setting(auto, text), "AutoCreateInstances after it was set to %s", text).To(BeElementOf(text, map[string]string{"true": "1", "false": "0"}[text]))
		}
		for _, text := range []string{"InstanceAlias", "InstanceNumber"} {
			t.Req("3.6.1-14").Expect(t.setting(mode, text), "InstanceMode after it was set to %s", text).To(Equal(text))
		}
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-021", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "with AutoCreateInstances an unknown alias creates its instance",
		Covers: reqs("A.3.2.1-16"),
		Steps:  "Set AutoCreateInstances to true; in the next session set a Parameter below an alias that no instance has, and read it.",
		Passes: "SetParameterValues succeeds, and the value is found under the alias.",
	}, func(t *CPE) {
		mark := t.strangeAlias("cwmpspecAuto", "true")
		t.Req("A.3.2.1-16").Expect(t.Set(mark.Value()).Code(), "the fault code of SetParameterValues of %s", mark.Name).To(Equal("none"))
		t.Req("A.3.2.1-16").Expect(t.textOf(mark.Name), "the value of %s", mark.Name).To(Equal(mark.Text))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-022", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "without AutoCreateInstances an unknown alias is refused with 9005",
		Covers: reqs("A.3.2.1-51"),
		Steps:  "Set AutoCreateInstances to false; in the next session set a Parameter below an alias that no instance has.",
		Passes: "The answer is a fault that gives code 9005 for that name.",
	}, func(t *CPE) {
		mark := t.strangeAlias("cwmpspecNoAuto", "false")
		r := t.Set(mark.Value())
		t.Req("A.3.2.1-51").Expect([]string{r.Code(), r.Named(mark.Name)}, "the fault codes of SetParameterValues of %s", mark.Name).To(ContainElement("9005"))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-023", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "with InstanceMode InstanceNumber paths are returned as asked for, and by number below",
		Covers: reqs("3.6.1-15", "3.6.1-16", "3.6.1-17", "3.6.1-18", "3.6.1-19", "3.6.1-20", "3.6.1-21", "3.6.1-22"),
		Steps:  "Add an instance with an instance inside. With InstanceMode InstanceNumber read both levels by numbers, by aliases and mixed, and the outer one by number and by alias.",
		Passes: "Each answer begins with the path asked for; below it the inner instance is named by its number.",
	}, func(t *CPE) {
		p := t.nestedPaths()
		t.choose("InstanceMode", "string", "InstanceNumber")
		t.samePaths(p)
		t.Req("3.6.1-21").Expect(t.innerNode(p.outerNumber, p.sub), "the inner instance, asked for by the outer one's number").To(Equal(p.innerNumber))
		t.Req("3.6.1-22").Expect(t.innerNode(p.outerAlias, p.sub), "the inner instance, asked for by the outer one's alias").To(Equal(p.innerNumber))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-024", Subject: aboutAlias, Needs: []string{needAlias, NeedObject},
		Title:  "with InstanceMode InstanceAlias paths are returned as asked for, and by alias below",
		Covers: reqs("3.6.1-15", "3.6.1-16", "3.6.1-17", "3.6.1-18", "3.6.1-19", "3.6.1-20", "3.6.1-24", "3.6.1-25", "A.2.2.2-2"),
		Steps:  "The same with InstanceMode InstanceAlias; and list the outer table by GetParameterNames.",
		Passes: "Each answer begins with the path asked for; below it the inner instance is named by its alias in square brackets.",
	}, func(t *CPE) {
		p := t.nestedPaths()
		t.choose("InstanceMode", "string", "InstanceAlias")
		t.samePaths(p)
		t.Req("3.6.1-24").Expect(t.innerNode(p.outerNumber, p.sub), "the inner instance, asked for by the outer one's number").To(Equal(p.innerAlias))
		t.Req("3.6.1-25").Expect(t.innerNode(p.outerAlias, p.sub), "the inner instance, asked for by the outer one's alias").To(Equal(p.innerAlias))
		t.Req("A.2.2.2-2").Expect(t.oddNodes(p.object), "the instances listed by neither a number nor an alias in square brackets").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-025", Subject: aboutAlias, Needs: []string{needAlias, NeedObject, target.NeedLocalValueChange},
		Title:  "with InstanceMode InstanceNumber the Inform names instances by number",
		Covers: reqs("3.6.1-27"),
		Steps:  "Set Notification 1 on a Parameter of a new instance, change its value locally, and open a session.",
		Passes: "The Inform lists the Parameter by the number of the instance.",
	}, func(t *CPE) {
		t.choose("InstanceMode", "string", "InstanceNumber")
		path := t.Add(t.Device.Object)
		t.needsAlias(path)
		name := t.changeMark(path)
		t.Req("3.6.1-27").Expect(t.reported(name), "the Parameter in the Inform").To(Equal(name))
	})

	spec(conform.Case{
		ID: "CPE-ALIAS-026", Subject: aboutAlias, Needs: []string{needAlias, NeedObject, target.NeedLocalValueChange},
		Title:  "with InstanceMode InstanceAlias the Inform names instances by alias",
		Covers: reqs("3.6.1-28"),
		Steps:  "Set Notification 1 on a Parameter of a new instance, change its value locally, and open a session.",
		Passes: "The Inform lists the Parameter by the alias of the instance.",
	}, func(t *CPE) {
		t.choose("InstanceMode", "string", "InstanceAlias")
		path := t.Add(t.Device.Object)
		alias := t.byAlias(t.usable(path))
		name := t.changeMark(path)
		t.Req("3.6.1-28").Expect(t.reported(name), "the Parameter in the Inform").To(Equal(alias + name[len(path):]))
	})
}

// server is a Parameter of ManagementServer.
func (t *CPE) server(name, xsd string) Parameter {
	return Parameter{t.Device.Root + "ManagementServer." + name, xsd}
}

// choose borrows a Parameter of ManagementServer for the case and gives it a
// value, which counts from the next session on at the latest: that is opened.
func (t *CPE) choose(name, xsd, text string) {
	p := t.server(name, xsd)
	t.Borrow(p)
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, text)))
	t.Connect()
}

// strangeAlias sets AutoCreateInstances and returns a mark to be set below an
// alias that no instance has.
func (t *CPE) strangeAlias(alias, auto string) Mark {
	sample := t.Add(t.Device.Object)
	t.needsAlias(sample)
	mark := t.MarkOf(sample, 5)
	t.choose("AutoCreateInstances", "boolean", auto)
	path := t.byAlias(alias)
	t.deleteAfterwards(path)
	mark.Name = path + mark.Name[len(sample):]
	return mark
}

// setting sets a Parameter and reads it back, in the next session after Status 1.
func (t *CPE) setting(p Parameter, text string) string {
	r := t.Set(value(p.Name, p.Type, text))
	if r.Fault != nil {
		return "fault " + r.Code()
	}
	if r.Body.(*cwmp.SetParameterValuesResponse).Status == 1 {
		t.Connect()
	}
	return t.textOf(p.Name)
}

// nested are the spellings of the path of an instance inside an instance.
type nested struct {
	object, sub             string // the outer table, and the inner one's name
	outerNumber, outerAlias string // paths of the outer instance
	innerNumber, innerAlias string // last nodes of the inner instance
}

// nestedPaths adds an instance with an instance inside.
func (t *CPE) nestedPaths() nested {
	object, sub := t.Nested()
	outer := t.Add(object)
	inner := t.Add(outer + sub)
	return nested{
		object: object, sub: sub,
		outerNumber: outer, outerAlias: object + "[" + t.usable(outer) + "].",
		innerNumber: strings.TrimPrefix(inner, outer+sub), innerAlias: "[" + t.usable(inner) + "].",
	}
}

// samePaths reads the inner instance by each spelling of its path.
func (t *CPE) samePaths(p nested) {
	for _, s := range []struct{ path, accepted, returned, what string }{
		{p.outerNumber + p.sub + p.innerNumber, "3.6.1-15", "3.6.1-18", "a path by numbers"},
		{p.outerAlias + p.sub + p.innerAlias, "3.6.1-16", "3.6.1-19", "a path by aliases"},
		{p.outerNumber + p.sub + p.innerAlias, "3.6.1-17", "3.6.1-20", "a path by a number and then an alias"},
		{p.outerAlias + p.sub + p.innerNumber, "3.6.1-17", "3.6.1-20", "a path by an alias and then a number"},
	} {
		r := t.Get(s.path)
		t.Req(s.accepted).Expect(r.Code(), "the fault code of GetParameterValues of %s", s.what).To(Equal("none"))
		t.Req(s.returned).Expect(strangers(r, s.path), "the names in the answer to %s that do not begin with it", s.what).To(BeEmpty())
	}
}

// strangers lists the names in an answer to GetParameterValues that do not
// begin with a path; none if it is a fault.
func strangers(r *Reply, path string) []string {
	var list []string
	if body, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok {
		for _, p := range body.ParameterList {
			if !strings.HasPrefix(trim(p.Name), path) {
				list = append(list, trim(p.Name))
			}
		}
	}
	return list
}

// innerNode is the last node by which an answer to GetParameterValues of the
// outer instance names the one inside.
func (t *CPE) innerNode(outer, sub string) string {
	for name := range t.Values(outer) {
		if i := strings.Index(name, "."+sub); i >= 0 {
			node, _, _ := strings.Cut(name[i+1+len(sub):], ".")
			return node + "."
		}
	}
	return "nothing"
}

// oddNodes lists the children of a table that are named by neither a number
// nor an alias in square brackets.
func (t *CPE) oddNodes(table string) []string {
	var list []string
	for _, p := range t.Names(table, true) {
		if name := trim(p.Name); name != table && !regexp.MustCompile(`^(\d+|\[[^\]]+\])\.$`).MatchString(strings.TrimPrefix(name, table)) {
			list = append(list, name)
		}
	}
	return list
}

// changeMark sets Passive notification on a Parameter of an instance,
// changes it by someone else than the ACS once the session has ended, and
// returns its name by number.
func (t *CPE) changeMark(path string) string {
	mark := t.MarkOf(path, 8)
	must[cwmp.SetParameterAttributesResponse](t, t.SetAttributes(notify(mark.Name, 1)))
	t.End()
	t.changeLocally(mark.Name, mark.Text)
	return mark.Name
}

// reported opens a session and returns the name by which its Inform lists a
// Parameter; the case is not judged if it does not list it.
func (t *CPE) reported(name string) string {
	last := name[strings.LastIndex(name, ".")+1:]
	for _, p := range t.Connect().ParameterList {
		if strings.HasPrefix(p.Name, t.Device.Object) && strings.HasSuffix(p.Name, "."+last) {
			return p.Name
		}
	}
	t.Stop("the Inform does not list %s, which was changed", name)
	return ""
}
