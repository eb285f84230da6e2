package cpe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// What the data models say of notification, below either root. Only
// parameters on which all published versions agree are named.
var (
	// ordinary parameters have no notification rule of their own.
	ordinary = []string{
		"ManagementServer.UpgradesManaged", "ManagementServer.PeriodicInformInterval", "ManagementServer.PeriodicInformEnable",
		"ManagementServer.PeriodicInformTime", "ManagementServer.ConnectionRequestUsername", "ManagementServer.Username",
		"ManagementServer.URL", "DeviceInfo.Manufacturer", "DeviceInfo.ManufacturerOUI", "DeviceInfo.ProductClass",
		"DeviceInfo.SerialNumber", "DeviceInfo.HardwareVersion",
	}
	// forced parameters require Forced Active Notification; Device:1 has none.
	forced = []string{"DeviceInfo.ProvisioningCode", "DeviceInfo.SoftwareVersion"}
	// deniable parameters are defined as inappropriate for Active notification.
	deniable = []string{
		"DeviceInfo.UpTime", "ManagementServer.ParameterKey", "Time.CurrentLocalTime",
		"DeviceInfo.MemoryStatus.Free", "DeviceInfo.ProcessStatus.CPUUsage",
	}
)

// present are those of the names below the root that the device lists.
func (t *CPE) present(below []string) []string {
	var list []string
	for _, name := range below {
		if t.Device.Has(t.Device.Root + name) {
			list = append(list, t.Device.Root+name)
		}
	}
	return list
}

// ordinary gives n parameters without a notification rule of their own, read-only
// or not as asked.
func (t *CPE) ordinary(n int, writable bool) []string {
	list := slices.DeleteFunc(t.present(ordinary), func(name string) bool { return t.Device.writable(name) != writable })
	if len(list) < n {
		t.Skip("fewer than %d of the usual parameters of ManagementServer and DeviceInfo are there", n)
	}
	return list[:n]
}

// forced gives the parameters that require Forced Active Notification.
func (t *CPE) forced() []string {
	list := t.present(forced)
	if len(list) == 0 || t.Device.Has("Device.DeviceSummary") { // the mark of Device:1
		t.Skip("the data model has no parameter that requires Forced Active Notification")
	}
	return list
}

// deniable gives the parameters that may go without Active notification.
func (t *CPE) deniable() []string {
	list := t.present(deniable)
	if len(list) == 0 {
		t.Skip("none of the parameters defined as inappropriate for Active notification that the suite knows is there")
	}
	return list
}

// notify is an entry that changes Notification alone.
func notify(name string, to int) cwmp.SetParameterAttributesStruct {
	return cwmp.SetParameterAttributesStruct{Name: name, NotificationChange: true, Notification: to}
}

// grant is an entry that changes AccessList alone.
func grant(name string, list ...string) cwmp.SetParameterAttributesStruct {
	return cwmp.SetParameterAttributesStruct{Name: name, AccessListChange: true, AccessList: list}
}

// notifyAll is an entry for each of the names.
func notifyAll(names []string, to int) []cwmp.SetParameterAttributesStruct {
	var list []cwmp.SetParameterAttributesStruct
	for _, name := range names {
		list = append(list, notify(name, to))
	}
	return list
}

// apply calls SetParameterAttributes; a fault ends the body.
func (t *CPE) apply(list ...cwmp.SetParameterAttributesStruct) {
	must[cwmp.SetParameterAttributesResponse](t, t.SetAttributes(list...))
}

// attribute reads the attributes of one parameter; a fault, their absence, or
// an AccessList that is no array ends the body.
func (t *CPE) attribute(name string) cwmp.ParameterAttributeStruct {
	r := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{name}})
	for _, d := range r.Env.Defects {
		if d.Code == cwmp.TextContent || d.Code == cwmp.ChildContent {
			t.Stop("the attributes of %s cannot be read: %s", name, d.Detail)
		}
	}
	for _, a := range must[cwmp.GetParameterAttributesResponse](t, r).ParameterList {
		if a.Name == name {
			return a
		}
	}
	t.Stop("the device's answer to GetParameterAttributes of %s does not hold it", name)
	return cwmp.ParameterAttributeStruct{}
}

// borrowAttributes remembers the attributes of parameters and of what is below
// partial paths, and writes back after the case what has changed by then.
func (t *CPE) borrowAttributes(names ...string) map[string]cwmp.ParameterAttributeStruct {
	before := t.Attributes(names...)
	t.Cleanup("the attributes of "+strings.Join(names, ", "), func() error {
		var list []cwmp.SetParameterAttributesStruct
		for name, now := range t.Attributes(names...) {
			was, known := before[name]
			if known && (was.Notification != now.Notification || !slices.Equal(was.AccessList, now.AccessList)) {
				list = append(list, restored(was))
			}
		}
		if len(list) == 0 {
			return nil
		}
		if r := t.SetAttributes(list...); r.Fault != nil {
			return fmt.Errorf("writing them back was answered with fault %s", r.Code())
		}
		return nil
	})
	return before
}

// restored is the entry that brings attributes back; a Notification that no
// ACS may send stays.
func restored(was cwmp.ParameterAttributeStruct) cwmp.SetParameterAttributesStruct {
	return cwmp.SetParameterAttributesStruct{Name: was.Name, NotificationChange: legible(was),
		Notification: was.Notification, AccessListChange: true, AccessList: was.AccessList}
}

// otherwise is a Notification, off or Passive, that the parameter does not have.
func otherwise(a cwmp.ParameterAttributeStruct) int {
	if a.Notification == 1 {
		return 0
	}
	return 1
}

// legible says that a Notification has one of the values that the standard defines.
func legible(a cwmp.ParameterAttributeStruct) bool { return a.Notification >= 0 && a.Notification <= 6 }

// refused tries to set Notification of parameters, with one request and, if
// that is refused, one at a time; it lists those for which it is refused other
// than for lack of resources or because the parameter is gone.
func (t *CPE) refused(names []string, to int) []string {
	list := []string{}
	if t.SetAttributes(notifyAll(names, to)...).Fault == nil {
		return list
	}
	for _, name := range names {
		if code := t.SetAttributes(notify(name, to)).Code(); code != "none" && code != "9004" && code != "9005" {
			list = append(list, name+" ("+code+")")
		}
	}
	return list
}

// notifications are the Notification of each parameter, as "name=1", sorted.
func notifications(list map[string]cwmp.ParameterAttributeStruct, names ...string) []string {
	var all []string
	for _, name := range names {
		all = append(all, fmt.Sprintf("%s=%d", name, list[name].Notification))
	}
	slices.Sort(all)
	return all
}

// without are the names, sorted, of parameters for which the test fails;
// parameters that require Forced Active Notification are left out.
func without(list map[string]cwmp.ParameterAttributeStruct, has func(cwmp.ParameterAttributeStruct) bool) []string {
	var all []string
	for name, a := range list {
		_, below, _ := strings.Cut(name, ".")
		if !slices.Contains(forced, below) && !strings.HasSuffix(name, ".") && !has(a) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}
