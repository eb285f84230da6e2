package cpe

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutReferences = "Reference Parameters"

// reference is a Parameter that refers to instances of a table by the
// published data models, with both tables harmless to add instances to.
type reference struct {
	holder    string // the table of the instances that have the Parameter, below the root
	parameter string
	target    string // the table that it refers to
}

// The references that the suite knows. Where several are there the first is taken.
var (
	strongReferences = []reference{{"NAT.PortMapping.", "Interface", "IP.Interface."}, {"DHCPv4.Server.Pool.", "Interface", "IP.Interface."}}
	strongLists      = []reference{{"IP.Interface.", "LowerLayers", "Ethernet.Link."}}
	weakReferences   = []reference{{"PeriodicStatistics.SampleSet.", "Reference", ""}}
)

func init() {
	spec(conform.Case{
		ID: "CPE-REF-001", Subject: aboutReferences,
		Title:  "a strong reference to an instance that does not exist is refused",
		Covers: reqs("3.6.3-1"),
		Steps:  "Add an instance that has a strong reference, set the reference to an instance of its table that exists, and then to one that does not.",
		Passes: "The first is taken. The second is refused, the fault names the Parameter, and the value stays.",
	}, func(t *CPE) {
		name, target := t.strong(strongReferences)
		there, dotted := t.point(name, target)
		path := spelled(parent(strings.TrimSuffix(target, "."))+"4711.", dotted)
		r := t.Set(value(name, "string", path))
		t.Req("3.6.3-1").Expect(r.Code(), "the fault code for %s set to %s, which does not exist", name, path).NotTo(Equal("none"))
		t.Req("3.6.3-1").Expect(r.Fault == nil || r.Named(name) != "none", "whether the fault names the Parameter").To(BeTrue())
		t.Req("3.6.3-1").Expect(t.Value(name), "the value of %s after that", name).To(Equal(there))
	})

	spec(conform.Case{
		ID: "CPE-REF-002", Subject: aboutReferences,
		Title:  "a strong reference becomes empty when the instance that it refers to is deleted",
		Covers: reqs("3.6.3-3"),
		Steps:  "Add an instance, set a strong reference to it, delete it, and read the reference in the next session.",
		Passes: "The value is empty, or 0 or -1, if the device lets the instance be deleted.",
	}, func(t *CPE) {
		name, target := t.strong(strongReferences)
		t.point(name, target)
		t.unless(t.Delete(target).Fault != nil, "the device does not let an instance be deleted that is referred to")
		t.Connect()
		t.Req("3.6.3-3").Expect(trim(t.Value(name)), "the value of %s after the deletion", name).To(BeElementOf("", "0", "-1"))
	})

	spec(conform.Case{
		ID: "CPE-REF-003", Subject: aboutReferences,
		Title:  "a list of strong references loses the instance that is deleted",
		Covers: reqs("3.6.3-4"),
		Steps:  "Add two instances, set a list of strong references to both, delete the first, and read the list in the next session.",
		Passes: "The list has the second alone, if the device lets the instance be deleted.",
	}, func(t *CPE) {
		second := t.spare(strongLists)
		name, first := t.strong(strongLists)
		one, dotted := t.point(name, first)
		both := one + "," + spelled(second, dotted)
		t.unless(t.Set(value(name, "string", both)).Fault != nil, "the device does not take two instances in the list")
		t.unless(t.Delete(first).Fault != nil, "the device does not let an instance be deleted that is referred to")
		t.Connect()
		t.Req("3.6.3-4").Expect(trim(t.Value(name)), "the value of %s after the deletion", name).To(Equal(spelled(second, dotted)))
	})

	spec(conform.Case{
		ID: "CPE-REF-004", Subject: aboutReferences,
		Title:  "a weak reference may refer to what does not exist",
		Covers: reqs("3.6.3-2"),
		Steps:  "Add an instance that has a weak reference, and set the reference to a Parameter of an instance that does not exist.",
		Passes: "The value is taken and reads back.",
	}, func(t *CPE) {
		name := t.weak()
		path := t.Device.Root + "Hosts.Host.4711.HostName"
		t.Req("3.6.3-2").Expect(t.Set(value(name, "string", path)).Code(), "the fault code for %s set to %s", name, path).To(Equal("none"))
		t.Req("3.6.3-2").Expect(t.Value(name), "the value of %s", name).To(Equal(path))
	})

	spec(conform.Case{
		ID: "CPE-REF-005", Subject: aboutReferences, Needs: []string{NeedObject},
		Title:  "a weak reference stays when the instance that it refers to is deleted",
		Covers: reqs("3.6.3-5"),
		Steps:  "Add an instance, set a weak reference to a Parameter of it, delete it, and read the reference in the next session.",
		Passes: "The value is unchanged.",
	}, func(t *CPE) {
		name, target := t.weak(), t.Add(t.Device.Object)
		text := t.MarkOf(target, 1).Name
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(name, "string", text)))
		must[cwmp.DeleteObjectResponse](t, t.Delete(target))
		t.Connect()
		t.Req("3.6.3-5").Expect(t.Value(name), "the value of %s after the deletion", name).To(Equal(text))
	})

	spec(conform.Case{
		ID: "CPE-REF-006", Subject: aboutReferences, Needs: []string{needAlias},
		Title:  "a strong reference set by alias follows the instance when its alias changes",
		Covers: reqs("3.6.3-6"),
		Steps:  "Add an instance, set a strong reference to it by its alias, and give the instance another alias. Read the reference.",
		Passes: "The value names the instance by its number or by its new alias.",
	}, func(t *CPE) {
		name, target := t.strong(strongReferences)
		table := parent(strings.TrimSuffix(target, "."))
		t.rename(target, "cwmpspecRef")
		t.unless(t.Set(value(name, "string", table+"[cwmpspecRef]")).Fault != nil, "the device does not take a reference by alias")
		t.Connect()
		t.rename(target, "cwmpspecNew")
		got := strings.TrimSuffix(trim(t.Value(name)), ".")
		t.Req("3.6.3-6").Expect(got, "the value of %s after the alias has changed", name).To(BeElementOf(strings.TrimSuffix(target, "."), table+"[cwmpspecNew]"))
	})

	spec(conform.Case{
		ID: "CPE-REF-007", Subject: aboutReferences, Needs: []string{needAlias, NeedObject},
		Title:  "a weak reference set by alias stays as it is when the alias changes",
		Covers: reqs("3.6.3-7"),
		Steps:  "Add an instance, set a weak reference to a Parameter of it by its alias, and give the instance another alias. Read the reference.",
		Passes: "The value is the one that was set.",
	}, func(t *CPE) {
		name, target := t.weak(), t.Add(t.Device.Object)
		t.rename(target, "cwmpspecRef")
		text := t.Device.Object + "[cwmpspecRef]." + strings.TrimPrefix(t.MarkOf(target, 1).Name, target)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(name, "string", text)))
		t.Connect()
		t.rename(target, "cwmpspecNew")
		t.Req("3.6.3-7").Expect(t.Value(name), "the value of %s after the alias has changed", name).To(Equal(text))
	})
}

// strong adds an instance with one of the references and one that it can refer
// to, and returns the name of the Parameter and the path of the other. It
// skips the case if the device has none of them.
func (t *CPE) strong(known []reference) (name, target string) {
	for _, r := range known {
		if t.Device.writable(t.Device.Root+r.holder) && t.Device.writable(t.Device.Root+r.target) {
			target := t.Add(t.Device.Root + r.target) // before the other, to be deleted after it
			holder := t.Add(t.Device.Root + r.holder)
			if slices.ContainsFunc(t.Names(holder, true), func(p cwmp.ParameterInfoStruct) bool { return trim(p.Name) == holder+r.parameter && p.Writable }) {
				return holder + r.parameter, target
			}
		}
	}
	t.Skip("the device has none of the strong references that the suite knows, in tables that instances may be added to")
	return "", ""
}

// spare adds one more instance that the references can refer to.
func (t *CPE) spare(known []reference) string {
	for _, r := range known {
		if t.Device.writable(t.Device.Root+r.holder) && t.Device.writable(t.Device.Root+r.target) {
			return t.Add(t.Device.Root + r.target)
		}
	}
	t.Skip("the device has none of the lists of strong references that the suite knows, in tables that instances may be added to")
	return ""
}

// weak adds an instance with a weak reference and returns the Parameter's name.
func (t *CPE) weak() string {
	for _, r := range weakReferences {
		if !t.Device.writable(t.Device.Root + r.holder) {
			continue
		}
		return t.Add(t.Add(t.Device.Root+r.holder)+"Parameter.") + r.parameter
	}
	t.Skip("the device has none of the weak references that the suite knows")
	return ""
}

// point sets a reference to an instance, without the dot at the end of its path
// or with it, as the device likes, and returns what was set.
func (t *CPE) point(name, target string) (text string, dotted bool) {
	for _, dotted := range []bool{false, true} {
		if t.Set(value(name, "string", spelled(target, dotted))).Fault == nil {
			return t.Value(name), dotted
		}
	}
	t.Skip("the device does not take %s as the value of %s", target, name)
	return "", false
}

// spelled is the path of an instance as a value.
func spelled(path string, dotted bool) string {
	if dotted {
		return path
	}
	return strings.TrimSuffix(path, ".")
}

// rename gives an instance an alias; the case is skipped if it has none.
func (t *CPE) rename(path, alias string) {
	t.writableAlias(path)
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(path+"Alias", "string", alias)))
}
