package cpe

import (
	"slices"
	"strconv"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SPV-020", Subject: "SetParameterValues",
		Title:  "an unknown Parameter is named with 9005",
		Covers: reqs("A.3.2.1-18", "A.3.2.1-46", "A.3.2.1-52"),
		Steps:  "Call SetParameterValues with a name that no Parameter has.",
		Passes: "The answer is fault 9003, and a SetParameterValuesFault names the Parameter with 9005.",
	}, func(t *CPE) {
		r := t.Set(t.unknown())
		t.Req("A.3.2.1-18").Expect(r.Fault == nil && !t.invented(), "a response to a request that was not carried out").To(BeFalse())
		t.Req("A.3.2.1-46").Expect(r.Named(t.unknown().Name), "the code for an unknown Parameter").To(Equal("9005"))
		t.Req("A.3.2.1-52").Expect(r.Code(), "the code of the fault as a whole").To(BeElementOf("none", "9003"))
	})

	spec(conform.Case{
		ID: "CPE-SPV-021", Subject: "SetParameterValues",
		Title:  "a Parameter that is not writable is named with 9008",
		Covers: reqs("A.3.2.1-49", "A.3.2.1-52"),
		Steps:  "Call SetParameterValues with a Parameter that the device lists as not writable, and its own value.",
		Passes: "The answer is fault 9003, and a SetParameterValuesFault names the Parameter with 9008.",
	}, func(t *CPE) {
		fixed := t.fixed()
		r := t.Set(fixed)
		t.Req("A.3.2.1-49").Expect(r.Named(fixed.Name), "the code for a Parameter that is not writable").To(Equal("9008"))
		t.Req("A.3.2.1-52").Expect(r.Code(), "the code of the fault as a whole").To(BeElementOf("none", "9003"))
	})

	spec(conform.Case{
		ID: "CPE-SPV-022", Subject: "SetParameterValues",
		Title:  "a text that is no value of the Parameter's type is refused and named",
		Covers: reqs("A.3.2.1-47", "A.3.2.1-52", "A.3.2.1-54"),
		Steps:  "Set an unsignedInt Parameter to a word that is declared as a string.",
		Passes: "The answer is fault 9003, and a SetParameterValuesFault names the Parameter with 9006, or with 9007, since both fit.",
		Needs:  []string{NeedUnsigned},
	}, func(t *CPE) {
		t.Borrow(t.Device.Unsigned)
		r := t.Set(value(t.Device.Unsigned.Name, "string", "many"))
		t.Req("A.3.2.1-54").Expect(r.Code(), "the answer to a word for a number").NotTo(Equal("none"))
		t.Req("A.3.2.1-47").Expect(r.told(t.Device.Unsigned.Name), "the code for a word for a number").To(BeElementOf("accepted", "9006", "9007"))
		t.Req("A.3.2.1-52").Expect(r.Code(), "the code of the fault as a whole").To(BeElementOf("none", "9003"))
	})

	spec(conform.Case{
		ID: "CPE-SPV-023", Subject: "SetParameterValues",
		Title:  "a refused type attribute is named with 9006",
		Covers: reqs("A.3.2.1-47"),
		Steps:  "Set a string Parameter to a number that is declared as xsd:int.",
		Passes: "The device takes it, or names the Parameter with 9006 or 9007.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		t.Borrow(t.Device.String)
		r := t.Set(value(t.Device.String.Name, "int", "42"))
		t.Req("A.3.2.1-47").Expect(r.told(t.Device.String.Name), "the code for a wrong type attribute").To(BeElementOf("accepted", "9006", "9007"))
	})

	spec(conform.Case{
		ID: "CPE-SPV-024", Subject: "SetParameterValues",
		Title:  "values that the data model prohibits are refused, and each is named with 9007",
		Covers: reqs("A.3.2.1-48", "A.3.2.1-52", "A.3.2.1-54", "A.3.2.1-56"),
		Steps: "Set those of PeriodicInformInterval, CWMPRetryMinimumWaitInterval and CWMPRetryIntervalMultiplier that the device has to 0, " +
			"which is outside their ranges: first the first of them alone, then all in one request.",
		Passes: "The answers are fault 9003, and a SetParameterValuesFault names each of the Parameters with 9007.",
	}, func(t *CPE) {
		list := t.prohibited()
		one, all := t.Set(list[0]), t.Set(list...)
		t.Req("A.3.2.1-54").Expect([]string{one.Code(), all.Code()}, "the answers to values outside the range").NotTo(ContainElement("none"))
		t.Req("A.3.2.1-52").Expect([]string{one.Code(), all.Code()}, "the codes of the faults as a whole").To(HaveEach(BeElementOf("none", "9003")))
		t.Req("A.3.2.1-48").Expect(one.told(list[0].Name), "the code for %s", list[0].Name).To(BeElementOf("accepted", "9007"))
		for _, p := range list {
			t.Req("A.3.2.1-56").Expect(all.told(p.Name), "the code for %s", p.Name).To(BeElementOf("accepted", "9007"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-025", Subject: "SetParameterValues",
		Title:  "a Parameter named twice is refused with 9003 and nothing is changed",
		Covers: reqs("A.3.2.1-5", "A.3.2.1-6", "A.3.2.1-11"),
		Steps:  "Call SetParameterValues with a Parameter named twice, with two values that it does not have, and then with one such value twice.",
		Passes: "Each answer is fault 9003; the Parameter and ParameterKey keep their values.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		fresh := t.borrowFresh(t.Device.String)[0]
		second := fresh
		second.Value.Text += "-b"
		before := t.Values(fresh.Name, t.keyName())
		for _, again := range []cwmp.ParameterValueStruct{second, fresh} {
			r := t.Set(fresh, again)
			after := t.Values(fresh.Name, t.keyName())
			t.Req("A.3.2.1-5").Expect(r.Code(), "the fault code for a Parameter named twice").To(Equal("9003"))
			t.Req("A.3.2.1-6").Expect(r.Fault != nil && after[fresh.Name] != before[fresh.Name], "a change of the Parameter by a refused request").To(BeFalse())
			t.Req("A.3.2.1-6", "A.3.2.1-11").Expect(r.Fault != nil && after[t.keyName()] != before[t.keyName()], "a change of ParameterKey by a refused request").To(BeFalse())
			before = after
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-026", Subject: "SetParameterValues",
		Title:  "a request with one entry in error changes nothing, wherever the entry stands",
		Covers: reqs("A.3.2.1-11", "A.3.2.1-17", "A.3.2.1-18", "A.3.2.1-19"),
		Steps:  "Call SetParameterValues with two good entries and an unknown Parameter, which stands first, in the middle and last in turn; read the two and ParameterKey after each.",
		Passes: "Each answer is a fault; no value and no key has changed. A device that makes up the unknown Parameter has carried out the whole.",
		Needs:  []string{NeedString, NeedUnsigned},
	}, func(t *CPE) {
		good := t.borrowFresh(t.Device.String, t.Device.Unsigned)
		names := append(namesOf(good), t.keyName())
		for place := range 3 {
			before := t.Values(names...)
			r := t.Set(slices.Insert(slices.Clone(good), place, t.unknown())...)
			after := t.Values(names...)
			whole := r.Fault == nil && t.invented()
			t.Req("A.3.2.1-18").Expect(r.Fault == nil && !whole, "a response to a request that was not carried out as a whole").To(BeFalse())
			t.Req("A.3.2.1-11").Expect(r.Fault != nil && after[t.keyName()] != before[t.keyName()], "a change of ParameterKey by a refused request").To(BeFalse())
			t.Req("A.3.2.1-17", "A.3.2.1-19").Expect(unless(whole, changed(good, before, after)), "the Parameters that a request with an entry in error changed").To(BeEmpty())
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-027", Subject: "SetParameterValues",
		Title:  "each Parameter in error is named",
		Covers: reqs("A.3.2.1-52", "A.3.2.1-53"),
		Steps:  "Call SetParameterValues with two good entries, two unknown Parameters and one that is not writable.",
		Passes: "The answer is fault 9003 with a SetParameterValuesFault for each of the three in error.",
		Needs:  []string{NeedString, NeedUnsigned},
	}, func(t *CPE) {
		good := t.borrowFresh(t.Device.String, t.Device.Unsigned)
		other := t.unknown()
		other.Name += "Either"
		r := t.Set(t.unknown(), good[0], t.fixed(), good[1], other)
		t.Req("A.3.2.1-52").Expect(r.Code(), "the code of the fault as a whole").To(Equal("9003"))
		for _, name := range []string{t.unknown().Name, t.Device.ReadOnly.Name, other.Name} {
			t.Req("A.3.2.1-53").Expect(r.Named(name), "the code for %s", name).NotTo(Equal("none"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-028", Subject: "SetParameterValues",
		Title:  "a Parameter of an instance that does not exist is refused with 9005",
		Covers: reqs("A.3.2.1-50"),
		Steps:  "Call SetParameterValues with the Parameter Enable of an instance whose number the table does not have.",
		Passes: "A SetParameterValuesFault names the Parameter with 9005, and the code of the fault is 9003 or, since the text can be read that way, 9005.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		name := t.noInstance() + "Enable"
		r := t.Set(value(name, "boolean", "0"))
		t.Req("A.3.2.1-50").Expect(r.Code(), "the code of the fault as a whole").To(BeElementOf("9003", "9005"))
		t.Req("A.3.2.1-50").Expect(r.Named(name), "the code for %s", name).To(Equal("9005"))
	})
}

// told is Named, or "accepted" where the request was carried out.
func (r *Reply) told(parameter string) string {
	if r.Fault == nil {
		return "accepted"
	}
	return r.Named(parameter)
}

// thisRun tells what one run makes a device invent from what an earlier one did.
var thisRun = strconv.FormatInt(time.Now().UnixNano(), 36)

// unknown is an entry that no device has. Each case has its own, because some
// devices make up a parameter that is set.
func (t *CPE) unknown() cwmp.ParameterValueStruct {
	return value(t.Device.Root+"DeviceInfo.X_CWMPSPEC_"+thisRun+strings.ReplaceAll(t.Case.ID, "-", ""), "string", "x")
}

// invented says that the device now has the parameter that it did not have.
func (t *CPE) invented() bool { return t.Get(t.unknown().Name).Fault == nil }

// fixed is an entry with the own value of a parameter that is not writable.
func (t *CPE) fixed() cwmp.ParameterValueStruct {
	name := t.Device.ReadOnly.Name
	if t.Device.writable(name) {
		t.Skip("the device lists %s as writable: name another in borrow: read_only", name)
	}
	return must[cwmp.GetParameterValuesResponse](t, t.Get(name)).ParameterList[0]
}

// prohibited are entries with values outside the ranges that the data models
// give to these parameters; the parameters are borrowed.
func (t *CPE) prohibited() []cwmp.ParameterValueStruct {
	var list []cwmp.ParameterValueStruct
	for _, last := range []string{"PeriodicInformInterval", "CWMPRetryMinimumWaitInterval", "CWMPRetryIntervalMultiplier"} {
		if p := (Parameter{t.Device.Root + "ManagementServer." + last, "unsignedInt"}); t.Device.writable(p.Name) {
			t.Borrow(p)
			list = append(list, value(p.Name, p.Type, "0"))
		}
	}
	if len(list) == 0 {
		t.Skip("the device has none of the Parameters whose range is known")
	}
	return list
}

// changed are the names of those entries whose values differ between two readings.
func changed(list []cwmp.ParameterValueStruct, before, after map[string]string) []string {
	names := []string{}
	for _, p := range list {
		if before[p.Name] != after[p.Name] {
			names = append(names, p.Name)
		}
	}
	return names
}
