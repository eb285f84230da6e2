package cpe

import (
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutInstances = "Instance Identifiers"

func init() {
	spec(conform.Case{
		ID: "CPE-INST-001", Subject: aboutInstances, Needs: []string{NeedObject},
		Title:  "an Instance Identifier stands for one instance and lives as long as that",
		Covers: reqs("A.2.2-2", "A.2.2-3"),
		Steps:  "Add three instances and list the table. In the next session read the last, delete it and read it again.",
		Passes: "No Instance Number is listed twice; the last instance can be read until it is deleted, and not after.",
	}, func(t *CPE) {
		var path string
		for range 3 {
			path = t.Add(t.Device.Object)
		}
		t.Req("A.2.2-2").Expect(doubles(t.Instances(t.Device.Object)), "the instances listed more than once").To(BeEmpty())
		t.Connect()
		t.Req("A.2.2-3").Expect(t.readNew(path), "the fault code of GetParameterValues of %s before its deletion", path).To(Equal("none"))
		t.Delete(path)
		t.Req("A.2.2-3").Expect(t.Get(path).Code(), "the fault code of GetParameterValues of %s after its deletion", path).NotTo(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-INST-002", Subject: aboutInstances, Needs: []string{NeedObject},
		Title:  "Instance Numbers stay the same until the instances are deleted",
		Covers: reqs("A.2.2.1-4", "A.3.2.6-4"),
		Steps:  "Add three instances and mark each by a value. In the next session read the marks, then delete the second instance. In the session after, read the other marks.",
		Passes: "The marks are found under the numbers where they were set.",
	}, func(t *CPE) {
		paths := t.addDistinct(3)
		marks := []Mark{t.Mark(paths[0], 1), t.Mark(paths[1], 2), t.Mark(paths[2], 3)}
		t.Connect()
		t.Req("A.2.2.1-4", "A.3.2.6-4").Expect(t.lost(marks), "what is wrong with the marks in the next session").To(BeEmpty())
		t.Delete(paths[1])
		t.Connect()
		t.Req("A.2.2.1-4", "A.3.2.6-4").Expect(t.lost([]Mark{marks[0], marks[2]}), "what is wrong with the marks after the deletion of %s", paths[1]).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-INST-003", Subject: aboutInstances,
		Title:  "Objects and Parameters can be addressed by Instance Number",
		Covers: reqs("A.2.2.1-7"),
		Steps:  "Take an instance that GetParameterNames lists by its number, and call GetParameterValues, GetParameterAttributes and GetParameterNames with its path.",
		Passes: "Each call succeeds.",
	}, func(t *CPE) {
		path := t.listedInstance()
		t.Req("A.2.2.1-7").Expect(t.Get(path).Code(), "the fault code of GetParameterValues of %s", path).To(Equal("none"))
		attributes := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{path}})
		t.Req("A.2.2.1-7").Expect(attributes.Code(), "the fault code of GetParameterAttributes of %s", path).To(Equal("none"))
		names := t.Call(&cwmp.GetParameterNames{ParameterPath: path, NextLevel: true})
		t.Req("A.2.2.1-7").Expect(names.Code(), "the fault code of GetParameterNames of %s", path).To(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-INST-004", Subject: aboutInstances, Needs: []string{NeedObject},
		Title:  "the Instance Number of a deleted instance is not given to a new one",
		Covers: reqs("A.2.2.1-2", "A.2.2.1-3"),
		Steps:  "Add an instance and delete it, four times.",
		Passes: "No number comes twice.",
	}, func(t *CPE) {
		var paths []string
		for range 4 {
			paths = append(paths, t.Gone(t.Device.Object))
		}
		t.Req("A.2.2.1-2", "A.2.2.1-3").Expect(doubles(paths), "the Instance Numbers given more than once").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-INST-005", Subject: aboutInstances, Needs: []string{NeedObject, target.NeedPowerCycle}, Waits: 120,
		Title:  "instances survive a restart with their numbers and values, and deleted ones stay away",
		Covers: reqs("A.2.2.1-5", "A.3.2.6-3", "A.3.2.6-37", "A.3.2.6-38", "A.3.2.7-27"),
		Steps:  "Add four instances, mark the first and the third by values, leave the last as it is and delete the second. Switch the device off and on, list the table, read the marks, and add another one.",
		Passes: "There are as many instances as before; the marks are found under the numbers where they were set; the new instance has a number of its own.",
	}, func(t *CPE) {
		paths := t.addDistinct(4)
		marks := []Mark{t.Mark(paths[0], 1), t.Mark(paths[2], 3)}
		t.Connect()
		must[cwmp.DeleteObjectResponse](t, t.Delete(paths[1]))
		t.Connect()
		before := len(t.Instances(t.Device.Object))
		t.stopIfLost(marks)
		t.PowerCycle()
		after := t.Instances(t.Device.Object)
		t.Req("A.3.2.6-37").Expect(len(after), "the number of instances after the restart").To(BeNumerically(">=", before))
		t.Req("A.3.2.7-27").Expect(len(after), "the number of instances after the restart").To(BeNumerically("<=", before))
		t.Req("A.3.2.6-37").Expect(t.textsMissing(marks), "the values set before the restart that no instance has after it").To(BeEmpty())
		t.Req("A.2.2.1-5", "A.3.2.6-38").Expect(t.lost(marks), "what is wrong with the marks after the restart").To(BeEmpty())
		t.Req("A.3.2.6-3").Expect(after, "the instances listed before AddObject").NotTo(ContainElement(t.Add(t.Device.Object)))
	})
}

// PowerCycle ends the session, switches the device off and on, and opens the
// session with which it comes back.
func (t *CPE) PowerCycle() {
	t.End()
	t.powerLost()
	t.Welcome()
}

// powerLost switches the device off and on, while a session may be open, and
// returns the Inform with which it comes back.
func (t *CPE) powerLost() *cwmp.Inform {
	in, err := t.poweredOn()
	if err != nil {
		t.Stop("%v", err)
	}
	if in == nil {
		t.Stop("the device did not come back within %s after the power cycle", t.BootBound)
	}
	return in
}

// lost lists the marks that are not found where they were set.
func (t *CPE) lost(marks []Mark) []string {
	var list []string
	for _, m := range marks {
		if got := t.Found(m); got != m.Text {
			list = append(list, fmt.Sprintf("%s: %q instead of %q", m.Name, got, m.Text))
		}
	}
	return list
}

// stopIfLost ends the body if marks are lost too early.
func (t *CPE) stopIfLost(marks []Mark) {
	if lost := t.lost(marks); len(lost) > 0 {
		t.Stop("the marks were lost before the restart: %s", strings.Join(lost, ", "))
	}
}

// textsMissing lists the texts of marks that no instance of the table has.
func (t *CPE) textsMissing(marks []Mark) []string {
	texts := map[string]bool{}
	for _, text := range t.Values(t.Device.Object) {
		texts[text] = true
	}
	var list []string
	for _, m := range marks {
		if !texts[m.Text] {
			list = append(list, m.Text)
		}
	}
	return list
}

// listedInstance is an instance with Parameters that the device listed before
// the run, by its number.
func (t *CPE) listedInstance() string {
	for _, p := range t.Device.Tree {
		if object := parent(trim(p.Name)); isRow(object) && trim(p.Name) != object && t.There(parent(object), object) {
			return object
		}
	}
	t.Skip("GetParameterNames lists no instances")
	return ""
}

// doubles lists what is in a list more than once.
func doubles(list []string) []string {
	var twice []string
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			twice = append(twice, s)
		}
	}
	return twice
}
