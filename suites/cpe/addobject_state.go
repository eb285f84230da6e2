package cpe

import (
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-ADD-010", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "the Parameters of a new instance have their default values",
		Covers: reqs("A.3.2.6-11"),
		Steps:  "Add an instance and read its Parameters at once.",
		Passes: "Each writable Parameter for which the data model gives a default for new instances has it; Alias and unique keys are left out.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Req("A.3.2.6-11").Expect(t.notDefault(path), "the Parameters of the new instance that do not have the default of the data model").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-ADD-011", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "the Parameters of a new instance have Notification 0 and every entity in AccessList",
		Covers: reqs("A.3.2.6-12", "A.3.2.6-13"),
		Steps:  "Add an instance and read the attributes of its Parameters at once.",
		Passes: "Notification is 0 unless the data model says otherwise; AccessList has Subscriber, or is empty as on a Parameter that has just its default.",
	}, func(t *CPE) {
		list := t.Attributes(t.Add(t.Device.Object))
		// A device without management from the LAN has no entity to list.
		usual := t.Attributes(t.Device.ReadOnly.Name)[t.Device.ReadOnly.Name].AccessList
		var notified, closed []string
		for name, a := range list {
			if a.Notification != 0 && !t.Device.notifies(name) {
				notified = append(notified, fmt.Sprintf("%s: %d", name, a.Notification))
			}
			if !slices.Contains(a.AccessList, "Subscriber") && !slices.Equal(a.AccessList, usual) {
				closed = append(closed, fmt.Sprintf("%s: [%s]", name, strings.Join(a.AccessList, " ")))
			}
		}
		t.Req("A.3.2.6-12").Expect(notified, "the Parameters of the new instance with a Notification other than 0").To(BeEmpty())
		t.Req("A.3.2.6-13").Expect(closed, "the Parameters of the new instance without Subscriber in AccessList").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-ADD-012", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "every new instance has all its Parameters and sub-objects",
		Covers: reqs("A.3.2.6-14", "A.3.2.6-16"),
		Steps:  "Add three instances to one table and list what is below the first and the last.",
		Passes: "The names below both are the same.",
	}, func(t *CPE) {
		first, _, last := t.Add(t.Device.Object), t.Add(t.Device.Object), t.Add(t.Device.Object)
		t.Req("A.3.2.6-14", "A.3.2.6-16").Expect(t.content(last), "the names below the last new instance").To(Equal(t.content(first)))
	})

	spec(conform.Case{
		ID: "CPE-ADD-013", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "AddObject beyond the number of instances that the device supports is refused with 9004 and adds nothing",
		Covers: reqs("A.3.2.6-14", "A.3.2.6-16", "A.3.2.6-56"),
		Steps:  "Add instances until the device refuses, at most 64. List the table and the last instance. Delete an instance and add one again.",
		Passes: "The code of the refusal is 9004, if an instance can be added again once another one is deleted. Only the instances of responses are listed; the last is complete.",
	}, func(t *CPE) {
		paths, refusal := t.fill(t.Device.Object)
		t.Req("A.3.2.6-14", "A.3.2.6-16").Expect(beyond(byNumber(t.Instances(t.Device.Object)), paths), "the instances listed after the refusal that no AddObject returned").To(BeEmpty())
		first, last := t.content(paths[0]), t.content(paths[len(paths)-1])
		t.Req("A.3.2.6-14", "A.3.2.6-16").Expect(last, "the names below the last instance that could be added").To(Equal(first))
		must[cwmp.DeleteObjectResponse](t, t.Delete(paths[len(paths)-1])) // one that the case itself added
		t.Add(t.Device.Object)                                            // ends the body if the number of instances was not the cause
		t.about(refusal.In)
		t.Req("A.3.2.6-56").Expect(refusal.Code(), "the fault code of AddObject of the full table").To(Equal("9004"))
	})

	spec(conform.Case{
		ID: "CPE-ADD-014", Subject: aboutAdd,
		Title:  "AddObject of a table that the device itself keeps is refused",
		Covers: reqs("A.3.2.6-15"),
		Steps:  "Call AddObject with a table that GetParameterNames lists as not writable.",
		Passes: "The answer is a fault.",
	}, func(t *CPE) {
		table, _ := t.FixedInstance()
		r := t.TryAdd(table, t.key())
		t.Req("A.3.2.6-15").Expect(r.Code(), "the fault code of AddObject of %s, which is listed as not writable", table).NotTo(Equal("none"))
	})
}

// fill adds instances until the device refuses one, and returns their paths
// with those that were there, and the refusal. It skips the case after 64.
func (t *CPE) fill(object string) ([]string, *Reply) {
	paths := t.Instances(object)
	for n := range 64 {
		r := t.TryAdd(object, t.key())
		if r.Fault != nil && n == 0 {
			t.Stop("the device answered the first AddObject of %s, which has %d instances, with fault %s", object, len(paths), r.Code())
		}
		if r.Fault != nil {
			return paths, r
		}
		paths = append(paths, t.instanceOf(object, r))
	}
	t.Skip("%s takes more than 64 instances", object)
	return nil, nil
}

// notDefault lists the writable Parameters of a new instance that do not have
// the default that the data model gives for new instances.
func (t *CPE) notDefault(path string) []string {
	writable := map[string]bool{}
	for _, p := range t.Names(path, true) {
		writable[trim(p.Name)] = p.Writable
	}
	known, wrong := false, []string{}
	for name, text := range t.Values(path) {
		row := t.Device.row(name)
		if row == nil || !row.HasDefault || !writable[name] || slices.Contains(t.Device.row(path).Key, name[len(path):]) {
			continue // unique keys have to be invented by the device
		}
		known = true
		// The default in the form that the type allows in several spellings.
		if got, err := row.Parse(text); err != nil || got != row.Default {
			wrong = append(wrong, fmt.Sprintf("%s: %q instead of %q", name, text, row.Default))
		}
	}
	if !known {
		t.Skip("the suite knows no default values for the instances of %s", path)
	}
	slices.Sort(wrong)
	return wrong
}

// notifies says that the data model itself sets Notification, or that it is
// not known whether it does.
func (d *Device) notifies(name string) bool {
	row := d.row(name)
	return row == nil || row.ForcedActive || row.DefaultActive
}

// byNumber leaves out the instances that are named by alias.
func byNumber(instances []string) []string {
	return slices.DeleteFunc(instances, func(path string) bool { return strings.HasSuffix(path, "].") })
}
