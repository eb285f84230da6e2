package cpe

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func trim(s string) string { return strings.TrimSpace(s) }

// value is a name-value pair with the value's XML Schema type.
func value(name, xsdType, text string) cwmp.ParameterValueStruct {
	return cwmp.ParameterValueStruct{Name: name, Value: cwmp.Value{Type: xsdType, Text: text}}
}

// Get calls GetParameterValues.
func (t *CPE) Get(names ...string) *Reply {
	return t.Call(&cwmp.GetParameterValues{ParameterNames: names})
}

// Values reads parameters and returns their values by name.
func (t *CPE) Values(names ...string) map[string]string {
	values := map[string]string{}
	for _, p := range must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList {
		values[p.Name] = p.Value.Text
	}
	return values
}

// Value reads one parameter.
func (t *CPE) Value(name string) string {
	v, ok := t.Values(name)[name]
	if !ok {
		t.Stop("the device's answer to GetParameterValues of %s does not hold it", name)
	}
	return v
}

// Set calls SetParameterValues with a ParameterKey of the case's own.
func (t *CPE) Set(list ...cwmp.ParameterValueStruct) *Reply {
	return t.SetKey(t.key(), list...)
}

// SetKey calls SetParameterValues with the given ParameterKey.
func (t *CPE) SetKey(key string, list ...cwmp.ParameterValueStruct) *Reply {
	return t.Call(&cwmp.SetParameterValues{ParameterList: list, ParameterKey: key})
}

// key is a ParameterKey that no other call uses.
func (t *CPE) key() string { return fmt.Sprintf("%s.%d", t.Case.ID, t.calls+1) }

// Borrow remembers the present value of a parameter and writes it back after
// the case. It returns the value.
func (t *CPE) Borrow(p Parameter) string {
	before := t.Value(p.Name)
	t.Cleanup(p.Name, func() error {
		if r := t.Set(value(p.Name, p.Type, before)); r.Fault != nil {
			return fmt.Errorf("writing back %q was answered with fault %s", before, r.Code())
		}
		return nil
	})
	return before
}

// Names calls GetParameterNames and returns the list; a fault ends the body.
func (t *CPE) Names(path string, nextLevel bool) []cwmp.ParameterInfoStruct {
	r := t.Call(&cwmp.GetParameterNames{ParameterPath: path, NextLevel: nextLevel})
	return must[cwmp.GetParameterNamesResponse](t, r).ParameterList
}

// Attributes reads attributes and returns them by name; a fault ends the body.
func (t *CPE) Attributes(names ...string) map[string]cwmp.ParameterAttributeStruct {
	r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: names})
	list := map[string]cwmp.ParameterAttributeStruct{}
	for _, a := range must[cwmp.GetParameterAttributesResponse](t, r).ParameterList {
		list[a.Name] = a
	}
	return list
}

// SetAttributes calls SetParameterAttributes.
func (t *CPE) SetAttributes(list ...cwmp.SetParameterAttributesStruct) *Reply {
	return t.Call(&cwmp.SetParameterAttributes{ParameterList: list})
}

// BorrowAttributes remembers the attributes of a parameter and writes them
// back after the case.
func (t *CPE) BorrowAttributes(name string) cwmp.ParameterAttributeStruct {
	before, ok := t.Attributes(name)[name]
	if !ok {
		t.Stop("the device's answer to GetParameterAttributes of %s does not hold it", name)
	}
	t.Cleanup("the attributes of "+name, func() error {
		if r := t.SetAttributes(restored(before)); r.Fault != nil {
			return fmt.Errorf("writing them back was answered with fault %s", r.Code())
		}
		return nil
	})
	return before
}

// Add creates an instance of a multi-instance object and deletes it after the
// case unless it is gone by then. It returns the instance's path.
func (t *CPE) Add(object string) string {
	path, _ := t.AddStatus(object)
	return path
}

// AddStatus is Add that returns the whole response too.
func (t *CPE) AddStatus(object string) (string, *cwmp.AddObjectResponse) {
	added := must[cwmp.AddObjectResponse](t, t.Call(&cwmp.AddObject{ObjectName: object, ParameterKey: t.key()}))
	path := fmt.Sprintf("%s%d.", object, added.InstanceNumber)
	t.deleteAfterwards(path)
	return path, added
}

// Delete calls DeleteObject of what a case has added; what was there before the
// run is not the suite's to delete, whatever number AddObject returned.
func (t *CPE) Delete(path string) *Reply {
	if t.Device.Has(path) {
		t.Stop("%s was there before the run and is not deleted", path)
	}
	return t.Call(&cwmp.DeleteObject{ObjectName: path, ParameterKey: t.key()})
}
