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
		ID: "CPE-TYPE-001", Subject: "Data types",
		Title:  "1 and true are the same in an argument, and so are 0 and false",
		Covers: reqs("A.2.1-11"),
		Steps:  "Call GetParameterNames of DeviceInfo with NextLevel 0, false, 1 and true.",
		Passes: "The answers to 0 and false have the same names, and so have those to 1 and true.",
	}, func(t *CPE) {
		path := t.Device.Root + "DeviceInfo."
		for _, pair := range [][2]string{{"0", "false"}, {"1", "true"}} {
			first, second := t.namesSpelled(path, pair[0]), t.namesSpelled(path, pair[1])
			t.Req("A.2.1-11").Expect(second, "the answer with NextLevel %s, compared with NextLevel %s", pair[1], pair[0]).To(Equal(first))
		}
	})

	spec(conform.Case{
		ID: "CPE-TYPE-002", Subject: "Data types",
		Title:  "a boolean Parameter can be set to 0, 1, true and false",
		Covers: reqs("A.2.1-12"),
		Steps:  "Set a boolean Parameter to 1, true, 0 and false and read it after each.",
		Passes: "1 is taken as true is, and reads back as true does, 0 as false is and does.",
		Needs:  []string{NeedBoolean},
	}, func(t *CPE) {
		p := t.Device.Boolean
		t.Borrow(p)
		codes, took := map[string]string{}, map[string]string{}
		for _, text := range []string{"1", "0", "true", "false"} {
			codes[text] = t.Set(value(p.Name, "boolean", text)).Code()
			took[text] = logical(t.Value(p.Name))
		}
		// A device may not support a value, however it is spelled. Whether a value
		// is kept at all is for other cases.
		t.Req("A.2.1-12").Expect(codes["true"], "the fault code for %s set to true, compared with 1", p.Name).To(Equal(codes["1"]))
		t.Req("A.2.1-12").Expect(codes["false"], "the fault code for %s set to false, compared with 0", p.Name).To(Equal(codes["0"]))
		t.Req("A.2.1-12").Expect(took["1"], "the value of %s after it was set to 1", p.Name).To(Equal(took["true"]))
		t.Req("A.2.1-12").Expect(took["0"], "the value of %s after it was set to 0", p.Name).To(Equal(took["false"]))
	})

	spec(conform.Case{
		ID: "CPE-TYPE-003", Subject: "Data types",
		Title:  "a dateTime reads back in UTC",
		Covers: reqs("A.2.1-21"),
		Steps:  "Set a dateTime Parameter to 2024-02-29T12:34:56Z and read it.",
		Passes: "The value has the suffix Z, -00:00 or +00:00.",
		Needs:  []string{NeedDateTime},
	}, func(t *CPE) {
		t.Borrow(t.Device.DateTime)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(t.Device.DateTime.Name, "dateTime", "2024-02-29T12:34:56Z")))
		t.Req("A.2.1-21").Expect(trim(t.Value(t.Device.DateTime.Name)), "the value of %s", t.Device.DateTime.Name).To(Or(HaveSuffix("Z"), HaveSuffix("-00:00"), HaveSuffix("+00:00")))
	})

	spec(conform.Case{
		ID: "CPE-TYPE-004", Subject: "Data types",
		Title:  "the order of names in a request does not matter",
		Covers: reqs("A.2.1-34"),
		Steps:  "Call GetParameterValues with three names, then with the same names in reverse order.",
		Passes: "Both responses have the same Parameters.",
	}, func(t *CPE) {
		names := []string{t.Device.Root + "DeviceInfo.Manufacturer", t.Device.ReadOnly.Name, t.Device.Root + "ManagementServer.ParameterKey"}
		forth := namesOf(must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList)
		slices.Reverse(names)
		back := namesOf(must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList)
		t.Req("A.2.1-34").Expect(back, "the Parameters for the names in reverse order").To(Equal(forth))
	})
}

// namesSpelled calls GetParameterNames with a spelling of NextLevel.
func (t *CPE) namesSpelled(path, nextLevel string) []string {
	r := t.CallRaw(&cwmp.GetParameterNames{ParameterPath: path}, func(b []byte) []byte {
		return []byte(strings.Replace(string(b), "<NextLevel>0<", "<NextLevel>"+nextLevel+"<", 1))
	})
	var names []string
	for _, p := range must[cwmp.GetParameterNamesResponse](t, r).ParameterList {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return lasting(names) // rows may come and go between two calls
}

// logical is the value of a boolean however it is spelled.
func logical(text string) string {
	return map[string]string{"1": "true", "true": "true", "0": "false", "false": "false"}[trim(text)]
}
