package cpe

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// instanceNode is the last node of an instance's path: a number or an alias.
var instanceNode = regexp.MustCompile(`(?:^|\.)(\d+|\[[^\]]*\])\.?$`)

// Instances lists the paths of the instances of a Multi-Instance Object, in
// the order of the device's answer to GetParameterNames. How well that answer
// spells them is for the cases of GetParameterNames to judge.
func (t *CPE) Instances(object string) []string {
	var list []string
	for _, p := range t.Names(object, true) {
		if m := instanceNode.FindStringSubmatch(trim(p.Name)); m != nil && trim(p.Name) != object {
			list = append(list, object+m[1]+".")
		}
	}
	return list
}

// There says whether an instance is there: listed, or at least readable.
func (t *CPE) There(object, path string) bool {
	return slices.Contains(t.Instances(object), path) || len(t.Get(path).values()) > 0
}

// AddKey calls AddObject with the given ParameterKey.
func (t *CPE) AddKey(object, key string) *Reply {
	return t.Call(&cwmp.AddObject{ObjectName: object, ParameterKey: key})
}

// DeleteKey calls DeleteObject with the given ParameterKey.
func (t *CPE) DeleteKey(path, key string) *Reply {
	return t.Call(&cwmp.DeleteObject{ObjectName: path, ParameterKey: key})
}

// TryAdd calls AddObject where a refusal is expected; what is created all the
// same is deleted after the case.
func (t *CPE) TryAdd(object, key string) *Reply {
	r := t.AddKey(object, key)
	if added, ok := r.Body.(*cwmp.AddObjectResponse); ok {
		t.deleteAfterwards(numbered(tableOf(object), added.InstanceNumber))
	}
	return r
}

// tableOf is the path of the table that AddObject names, without the alias
// that the new instance is to have.
func tableOf(object string) string {
	if i := strings.LastIndex(object, "["); i > 0 {
		return object[:i]
	}
	return object
}

// deleteAfterwards deletes an instance after the case unless it is gone by then.
func (t *CPE) deleteAfterwards(path string) {
	t.Cleanup(path, func() error {
		if t.Device.Has(path) {
			return errors.New("AddObject returned the number of an instance that was there before the run; what it really added is left")
		}
		// 9005 says that it is gone already: the case deleted it.
		if r := t.Delete(path); r.Fault != nil && r.Code() != "9005" {
			return fmt.Errorf("deleting it was answered with fault %s", r.Code())
		}
		return nil
	})
}

// marks are Parameters of harmless objects that may hold any text or number,
// with the type of their values.
var marks = []struct {
	name, xsd string
	text      func(i int) string
}{
	{"Description", "string", func(i int) string { return fmt.Sprintf("cwmpspec %d", i) }},
	{"PortMappingDescription", "string", func(i int) string { return fmt.Sprintf("cwmpspec %d", i) }},
	{"DomainName", "string", func(i int) string { return fmt.Sprintf("cwmpspec%d.example", i) }},
	{"ForwardingMetric", "int", func(i int) string { return strconv.Itoa(100 + i) }},
	{"Username", "string", func(i int) string { return fmt.Sprintf("cwmpspec%d", i) }},
	{"Yiaddr", "string", func(i int) string { return fmt.Sprintf("192.0.2.%d", 100+i) }},
}

// Mark is a value that cwmpspec gives to an instance to know it again.
type Mark struct {
	Parameter
	Text string
}

// MarkOf chooses the mark number i of an instance, not set yet. It skips the
// case if the instance has no Parameter that can be marked.
func (t *CPE) MarkOf(path string, i int) Mark {
	list := t.Names(path, true)
	for _, m := range marks {
		if slices.ContainsFunc(list, func(p cwmp.ParameterInfoStruct) bool { return trim(p.Name) == path+m.name && p.Writable }) {
			return Mark{Parameter{path + m.name, m.xsd}, m.text(i)}
		}
	}
	t.Skip("the instances of %s have no Parameter that the suite knows to hold any text", path)
	return Mark{}
}

// Mark gives an instance the mark number i.
func (t *CPE) Mark(path string, i int) Mark {
	m := t.MarkOf(path, i)
	must[cwmp.SetParameterValuesResponse](t, t.Set(m.Value()))
	return m
}

// Value is the mark as an argument of SetParameterValues.
func (m Mark) Value() cwmp.ParameterValueStruct { return value(m.Name, m.Type, m.Text) }

// Found is the value read where the mark was set, "a fault" if it is not there.
func (t *CPE) Found(m Mark) string {
	r := t.Get(m.Name)
	if body, ok := r.Body.(*cwmp.GetParameterValuesResponse); ok && len(body.ParameterList) == 1 {
		return body.ParameterList[0].Value.Text
	}
	return "fault " + r.Code()
}

// content lists the names below an instance, relative to it, without the
// instances of its tables: what every new instance of its table has too.
func (t *CPE) content(path string) []string {
	var list []string
	for _, p := range t.Names(path, false) {
		rest, below := strings.CutPrefix(trim(p.Name), path)
		if below && !regexp.MustCompile(`\.(\d+|\[)`).MatchString("."+rest) {
			list = append(list, rest)
		}
	}
	slices.Sort(list)
	return list
}

// Nested is a table whose instances have a table inside to which instances may
// be added, and the name of that. It skips the case if there is none.
func (t *CPE) Nested() (object, sub string) {
	for _, object := range t.Device.Objects {
		if sub := t.Device.subtable(object); sub != "" {
			return object, sub
		}
	}
	t.Skip("no instance of a Multi-Instance Object that may be borrowed has a table inside: name one in borrow: multi_instance")
	return "", ""
}

// subtable is the name of a table inside the instances of a table, as seen in
// the first of them, "" if there is none.
func (d *Device) subtable(object string) string {
	form := regexp.MustCompile(`^` + regexp.QuoteMeta(object) + `(?:\d+|\[[^\]]+\])\.([A-Za-z_][^.]*\.)$`)
	for _, p := range d.Tree {
		if m := form.FindStringSubmatch(trim(p.Name)); m != nil && p.Writable {
			return m[1]
		}
	}
	return ""
}

// fixed lists tables that the device itself keeps and that lose nothing of
// service if an instance were deleted by mistake.
// What the system itself renews comes first.
var fixed = []string{"DeviceInfo.ProcessStatus.Process.", "DeviceInfo.Processor.", "DeviceInfo.SupportedDataModel.", "DeviceInfo.VendorLogFile."}

// FixedInstance is an instance listed as not writable, of a table listed as
// not writable. It skips the case if there is none among the usual ones.
func (t *CPE) FixedInstance() (table, path string) {
	for _, name := range fixed {
		table = t.Device.Root + name
		if !t.Device.Has(table) || t.Device.writable(table) {
			continue
		}
		for _, p := range t.Device.Tree {
			if strings.HasPrefix(p.Name, table) && p.Name != table && instanceNode.MatchString(p.Name[len(table)-1:]) && strings.Count(p.Name[len(table):], ".") == 1 && !p.Writable && !passing.MatchString(p.Name) {
				return table, p.Name
			}
		}
	}
	t.Skip("no table that the device itself keeps is listed with an instance: one of %s", strings.Join(fixed, ", "))
	return "", ""
}

var numberNode = regexp.MustCompile(`\.(\d+|\[[^\]]*\])\.`)

// row is what the data model says of a Parameter, nil if the suite does not
// know it.
func (d *Device) row(name string) *datamodel.Row {
	if d.model == nil {
		d.model = datamodel.Device2()
		if d.Root == "InternetGatewayDevice." {
			d.model = datamodel.IGD1()
		}
	}
	for prev := ""; prev != name; {
		prev, name = name, numberNode.ReplaceAllString(name, ".{i}.")
	}
	return d.model.Row(name)
}

// numbered is the path of an instance of a table.
func numbered(table string, number uint32) string { return fmt.Sprintf("%s%d.", table, number) }
