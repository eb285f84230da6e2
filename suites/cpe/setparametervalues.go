package cpe

import (
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

func init() {
	spec(conform.Case{
		ID: "CPE-SPV-001", Subject: "SetParameterValues",
		Title: "values of several types are set, can be read at once and stay",
		Covers: reqs("A.3.2.1-2", "A.3.2.1-3", "A.3.2.1-10", "A.3.2.1-14", "A.3.2.1-15", "A.3.2.1-25", "A.3.2.1-27", "A.3.2.1-28",
			"A.3.2.1-29", "A.3.2.1-31", "A.3.2.1-57"),
		Steps: "Set a string, a boolean, an unsignedInt and a dateTime Parameter in one request and read them and ParameterKey in the same " +
			"session; end it, open another and read them again.",
		Passes: "The request is not refused for the type of a value (9006) or as not writable (9008). The values and the key are those set, " +
			"in both sessions, and after Status 0 the device does not reboot.",
		Needs: []string{NeedString, NeedBoolean, NeedUnsigned, NeedDateTime},
	}, func(t *CPE) {
		list := t.borrowFresh(t.Device.String, t.Device.Boolean, t.Device.Unsigned, t.Device.DateTime)
		names, key := namesOf(list), t.key()
		r := t.SetKey(key, list...)
		for _, name := range names {
			t.Req("A.3.2.1-57").Expect(r.Named(name), "the code for %s, which was set to a valid value", name).NotTo(BeElementOf("9006", "9008"))
		}
		t.Req("A.3.2.1-2").Expect(r.Code() == "9003" && len(r.Fault.SetParameterValuesFault) == 0, "fault 9003 that names no Parameter").To(BeFalse())
		status := must[cwmp.SetParameterValuesResponse](t, r).Status
		now := t.Values(append(names, t.keyName())...)
		t.Req("A.3.2.1-27", "A.3.2.1-29").Expect(differing(list, now), "the values that are not those set, in the same session").To(BeEmpty())
		t.Req("A.3.2.1-28").Expect(now[t.keyName()], "ParameterKey in the same session").To(Equal(key))

		t.End()
		events := eventCodes(t.Connect())
		later := t.Values(append(names, t.keyName())...)
		lost := differing(list, later)
		t.Req("A.3.2.1-3").Expect(lost, "the values that are not those set, in the next session").To(BeEmpty())
		t.Req("A.3.2.1-10").Expect(later[t.keyName()], "ParameterKey in the next session").To(Equal(key))
		t.Req("A.3.2.1-14").Expect(unless(status != 0, lost), "the values that are not in effect although Status was 0").To(BeEmpty())
		t.Req("A.3.2.1-15", "A.3.2.1-31").Expect(unless(status != 1, lost), "the values that are not in effect in the session after Status 1").To(BeEmpty())
		t.Req("A.3.2.1-25").Expect(status == 0 && slices.Contains(events, "1 BOOT"), "a reboot after Status 0").To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-SPV-002", Subject: "SetParameterValues",
		Title:  "values of strings are case sensitive",
		Covers: reqs("A.3.2.1-40"),
		Steps:  "Set a string Parameter to a text in mixed case, read it, set it to the same text in the other case and read it again.",
		Passes: "Both texts are read back exactly as they were set.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		t.Borrow(t.Device.String)
		for _, text := range []string{"cwmpSpec-aB", "CWMPsPEC-Ab"} {
			must[cwmp.SetParameterValuesResponse](t, t.Set(value(t.Device.String.Name, t.Device.String.Type, text)))
			t.Req("A.3.2.1-40").Expect(t.Value(t.Device.String.Name), "the value of %s", t.Device.String.Name).To(Equal(text))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-003", Subject: "SetParameterValues",
		Title:  "names of Parameters are case sensitive",
		Covers: reqs("A.3.2.1-38"),
		Steps:  "Set a Parameter. Call GetParameterValues, and SetParameterValues with another value, each with the Parameter's name in which a letter is in the other case.",
		Passes: "The value is not returned for the altered name, and the Parameter keeps it.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		fresh := t.borrowFresh(t.Device.String)[0]
		must[cwmp.SetParameterValuesResponse](t, t.Set(fresh))
		altered := swapCase(fresh.Name)
		t.Req("A.3.2.1-38").Expect(t.Get(altered).texts(), "the values that GetParameterValues of %s brings", altered).NotTo(ContainElement(fresh.Value.Text))
		t.Set(value(altered, fresh.Value.Type, fresh.Value.Text+"-x"))
		t.Req("A.3.2.1-38").Expect(t.Value(fresh.Name), "the value of %s after SetParameterValues of %s", fresh.Name, altered).To(Equal(fresh.Value.Text))
	})

	spec(conform.Case{
		ID: "CPE-SPV-004", Subject: "SetParameterValues",
		Title:  "a list without entries sets ParameterKey and nothing else",
		Covers: reqs("A.3.2.1-7", "A.3.2.1-8"),
		Steps: "Set a string Parameter, read up to twelve writable Parameters of DeviceInfo, ManagementServer and Time, call SetParameterValues with an " +
			"empty ParameterList and a new ParameterKey, and read again.",
		Passes: "The answer is a response, ParameterKey is the new one, and the other values are as before.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		must[cwmp.SetParameterValuesResponse](t, t.Set(t.borrowFresh(t.Device.String)...))
		before := t.ownValues()
		key := t.key()
		r := t.SetKey(key)
		t.Req("A.3.2.1-7").Expect(r.Code(), "the fault code for an empty ParameterList").To(Equal("none"))
		t.Req("A.3.2.1-7").Expect(t.Value(t.keyName()), "ParameterKey after an empty ParameterList").To(Equal(key))
		t.Req("A.3.2.1-8").Expect(differing(before, t.Values(namesOf(before)...)), "the values that changed by an empty ParameterList").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPV-005", Subject: "SetParameterValues",
		Title:  "a ParameterKey of 32 characters is kept as it is",
		Covers: reqs("A.3.2.1-9", "A.3.2.1-10"),
		Steps:  "Call SetParameterValues with a ParameterKey of 32 characters, and again with an empty one.",
		Passes: "ParameterKey is the key of the latest call.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		list := t.borrowFresh(t.Device.String)
		long, before := "abcdefghijklmnopqrstuvwxyzABCDEF", t.Value(t.keyName())
		must[cwmp.SetParameterValuesResponse](t, t.SetKey(long, list...))
		now := t.Value(t.keyName())
		// A key that was not kept at all has nothing to do with its length.
		t.Req("A.3.2.1-9").Expect(now, "ParameterKey").To(BeElementOf(long, before))
		t.Req("A.3.2.1-10").Expect(now, "ParameterKey").To(Equal(long))
		must[cwmp.SetParameterValuesResponse](t, t.SetKey("", list...))
		t.Req("A.3.2.1-10").Expect(t.Value(t.keyName()), "ParameterKey").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-SPV-006", Subject: "SetParameterValues",
		Title:  "the order of the entries makes no difference",
		Covers: reqs("A.3.2.1-21"),
		Steps: "Turn PeriodicInformEnable off and set an interval; then turn it on and set another interval in one request, with " +
			"PeriodicInformEnable first. Do the same again with PeriodicInformInterval first.",
		Passes: "The values are the same both times.",
	}, func(t *CPE) {
		server := t.Device.Root + "ManagementServer."
		enable, interval := Parameter{server + "PeriodicInformEnable", "boolean"}, Parameter{server + "PeriodicInformInterval", "unsignedInt"}
		t.Borrow(interval)
		t.Borrow(enable)
		turn := func(first, second cwmp.ParameterValueStruct) map[string]string {
			must[cwmp.SetParameterValuesResponse](t, t.Set(value(enable.Name, "boolean", "0"), value(interval.Name, "unsignedInt", "43200")))
			must[cwmp.SetParameterValuesResponse](t, t.Set(first, second))
			return t.Values(enable.Name, interval.Name)
		}
		on, length := value(enable.Name, "boolean", "1"), value(interval.Name, "unsignedInt", "40000")
		one, other := turn(on, length), turn(length, on)
		t.Req("A.3.2.1-21").Expect(other, "the values with the entries in the other order").To(Equal(one))
	})

	spec(conform.Case{
		ID: "CPE-SPV-007", Subject: "SetParameterValues",
		Title:  "many Parameters are set in one request",
		Covers: reqs("A.3.2.1-2", "A.3.2.1-57"),
		Steps:  "Read up to twelve writable Parameters of DeviceInfo, ManagementServer and Time that are harmless to write and write their own values back in one request.",
		Passes: "The request is carried out, or refused with 9004, or for values that the device names with 9007.",
	}, func(t *CPE) {
		list := t.ownValues()
		r := t.Set(list...)
		t.Req("A.3.2.1-2").Expect(r.Code() == "9003" && len(r.Fault.SetParameterValuesFault) == 0, "fault 9003 that names no Parameter").To(BeFalse())
		for _, p := range list {
			t.Req("A.3.2.1-57").Expect(r.Named(p.Name), "the code for %s, which was set to its own value", p.Name).NotTo(Equal("9006"))
		}
	})

	spec(conform.Case{
		ID: "CPE-SPV-008", Subject: "SetParameterValues",
		Title:  "1 and true, and 0 and false, are the same value of a boolean Parameter",
		Covers: reqs("A.2.1-12"),
		Steps:  "Set a boolean Parameter to 1, false, true and 0 in turn and read it each time.",
		Passes: "1 is taken as true is, 0 as false is, 1 and true read back as the same value in any legal form, and so do 0 and false.",
		Needs:  []string{NeedBoolean},
	}, func(t *CPE) {
		p := t.Device.Boolean
		t.Borrow(p)
		codes, read := map[string]string{}, map[string]bool{}
		for _, text := range []string{"1", "false", "true", "0"} {
			codes[text] = t.Set(value(p.Name, "boolean", text)).Code()
			read[text] = on(cwmp.Value{Text: t.Value(p.Name)})
		}
		// A device may not support a value, however it is spelled (A.3.2.1).
		t.Req("A.2.1-12").Expect(codes["true"], "the fault code for %s set to true, compared with 1", p.Name).To(Equal(codes["1"]))
		t.Req("A.2.1-12").Expect(codes["false"], "the fault code for %s set to false, compared with 0", p.Name).To(Equal(codes["0"]))
		t.Req("A.2.1-12").Expect(read["true"], "what %s reads back as after true", p.Name).To(Equal(read["1"]))
		t.Req("A.2.1-12").Expect(read["false"], "what %s reads back as after false", p.Name).To(Equal(read["0"]))
	})
}

// borrowFresh borrows parameters and chooses for each a value that it does not have.
func (t *CPE) borrowFresh(list ...Parameter) []cwmp.ParameterValueStruct {
	var fresh []cwmp.ParameterValueStruct
	for _, p := range list {
		choice := [2]string{"cwmpspec-1", "cwmpspec-2"}
		switch p.Type {
		case "boolean":
			choice = [2]string{"1", "0"}
		case "unsignedInt", "int", "unsignedLong", "long":
			choice = [2]string{"43210", "43200"}
		case "dateTime":
			choice = [2]string{"2020-02-02T02:02:02Z", "2020-01-01T00:00:00Z"}
		}
		text := choice[0]
		if sameValue(p.Type, t.Borrow(p), text) {
			text = choice[1]
		}
		fresh = append(fresh, value(p.Name, p.Type, text))
	}
	return fresh
}

// texts are the values in a GetParameterValuesResponse; none for a fault.
func (r *Reply) texts() []string {
	list := []string{}
	if m, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok {
		for _, p := range m.ParameterList {
			list = append(list, p.Value.Text)
		}
	}
	return list
}

// sameValue compares two texts as values of a type.
func sameValue(xsdType, a, b string) bool {
	switch xsdType {
	case "boolean":
		return on(cwmp.Value{Text: a}) == on(cwmp.Value{Text: b})
	case "dateTime":
		x, errX := cwmp.DateTime(trim(a)).Parse()
		y, errY := cwmp.DateTime(trim(b)).Parse()
		return errX == nil && errY == nil && x.Time.Equal(y.Time)
	case "string":
		return a == b
	}
	return trim(a) == trim(b)
}

// differing are the names of those values that are not as wanted. One that was
// not returned at all is left to the rules.
func differing(want []cwmp.ParameterValueStruct, got map[string]string) []string {
	list := []string{}
	for _, p := range want {
		if text, ok := got[p.Name]; ok && !sameValue(p.Value.Type, p.Value.Text, text) {
			list = append(list, p.Name)
		}
	}
	return list
}

// eventCodes are the events of an Inform.
func eventCodes(in *cwmp.Inform) []string {
	var list []string
	for _, e := range in.Event {
		list = append(list, trim(e.EventCode))
	}
	return list
}

// touchy are parts of the names of parameters whose own value may not be
// written back without an effect, or that do not read back what was written.
var touchy = []string{"URL", "Username", "Password", "Key", "X_", "ConnectionRequest", "Diagnostics", "Reboot", "Reset", "Alias"}

// ownValues are the values of at most twelve writable parameters of DeviceInfo,
// ManagementServer and Time that are harmless to write back.
func (t *CPE) ownValues() []cwmp.ParameterValueStruct {
	var names []string
	for _, branch := range []string{"DeviceInfo.", "ManagementServer.", "Time."} {
		for _, name := range t.plain(parameters(t.Device.Tree)) {
			last := name[len(parent(name)):]
			if parent(name) == t.Device.Root+branch && t.Device.writable(name) &&
				!slices.ContainsFunc(touchy, func(part string) bool { return strings.Contains(last, part) }) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		t.Skip("the device lists no writable Parameter of DeviceInfo, ManagementServer or Time that is harmless to write")
	}
	list := slices.Clone(must[cwmp.GetParameterValuesResponse](t, t.Get(sample(names, 12)...)).ParameterList)
	list = slices.DeleteFunc(list, func(p cwmp.ParameterValueStruct) bool { return p.Value.Type == "" || p.Value.Missing })
	for i := range list {
		// What is sent is always in the namespaces that section 3.5 gives.
		if list[i].Value.TypeSpace != soap.NSEncoding {
			list[i].Value.TypeSpace = ""
		}
	}
	if len(list) == 0 {
		t.Skip("the device returns these Parameters without types, so that they cannot be written back")
	}
	return list
}
