package cpe

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutAdd = "AddObject"

func init() {
	spec(conform.Case{
		ID: "CPE-ADD-001", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "the InstanceNumber of the response is that of a new instance",
		Covers: reqs("A.3.2.6-3", "A.3.2.6-23"),
		Steps:  "Add two instances, list the instances by GetParameterNames, add another one, list them again and read it, all in one session.",
		Passes: "The number of the last one was not listed before and is listed after, and the instance can be read.",
	}, func(t *CPE) {
		t.Add(t.Device.Object)
		t.Add(t.Device.Object)
		before := t.Instances(t.Device.Object)
		path := t.Add(t.Device.Object)
		t.Req("A.3.2.6-3").Expect(before, "the instances listed before AddObject returned the number of %s", path).NotTo(ContainElement(path))
		t.Req("A.3.2.6-3").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after AddObject, in the same session", path).To(BeTrue())
		t.Req("A.3.2.6-23").Expect(t.readNew(path), "the fault code of GetParameterValues of %s in the session of AddObject", path).To(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-ADD-002", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "an instance added with Status 0 is there at once and needs no boot",
		Covers: reqs("A.3.2.6-21", "A.3.2.6-49"),
		Steps:  "Add an instance. List the table and read the instance in the same session. End the session and ask for the next one.",
		Passes: "After Status 0 the instance is listed and readable at once, and the next Inform has no 1 BOOT.",
	}, func(t *CPE) {
		path := t.AddApplied(t.Device.Object)
		t.Req("A.3.2.6-49").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after Status 0", path).To(BeTrue())
		t.Req("A.3.2.6-21").Expect(eventsOf(t.Connect()), "the events of the session after AddObject with Status 0").NotTo(ContainElement("1 BOOT"))
	})

	spec(conform.Case{
		ID: "CPE-ADD-003", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "an instance added with Status 1 can be worked with in the session and is in effect in the next one",
		Covers: reqs("A.3.2.6-25", "A.3.2.6-26", "A.3.2.6-27", "A.3.2.6-28", "A.3.2.6-33", "A.3.2.6-50"),
		Steps:  "Add an instance. Read and set its values and attributes in the same session. End the session, open the next one and look for it.",
		Passes: "After Status 1 each call succeeds, and the next session shows the instance with the value that was set.",
	}, func(t *CPE) {
		path := t.AddDeferred(t.Device.Object)
		t.Req("A.3.2.6-26").Expect(t.readNew(path), "the fault code of GetParameterValues of the new instance").To(Equal("none"))
		mark := t.MarkOf(path, 1)
		set := t.Set(mark.Value())
		t.Req("A.3.2.6-25").Expect(set.Code(), "the fault code of SetParameterValues in the new instance").To(Equal("none"))
		attributes := t.SetAttributes(notify(mark.Name, 1))
		t.Req("A.3.2.6-27").Expect(attributes.Code(), "the fault code of SetParameterAttributes in the new instance").To(Equal("none"))
		read := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{path}})
		t.Req("A.3.2.6-28").Expect(read.Code(), "the fault code of GetParameterAttributes of the new instance").To(Equal("none"))
		t.Connect()
		t.Req("A.3.2.6-33", "A.3.2.6-50").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable in the session after Status 1", path).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-ADD-004", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "an instance added with Status 1 can be deleted in the same session",
		Covers: reqs("A.3.2.6-31"),
		Steps:  "Add an instance, delete it in the same session and list the table.",
		Passes: "DeleteObject succeeds after Status 1, and the instance is not listed.",
	}, func(t *CPE) {
		path := t.AddDeferred(t.Device.Object)
		t.Req("A.3.2.6-31").Expect(t.Delete(path).Code(), "the fault code of DeleteObject of the new instance").To(Equal("none"))
		t.Req("A.3.2.6-31").Expect(t.Instances(t.Device.Object), "the instances listed after the deletion").NotTo(ContainElement(path))
	})

	spec(conform.Case{
		ID: "CPE-ADD-005", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "instances can be added and deleted inside an instance added with Status 1",
		Covers: reqs("A.3.2.6-29", "A.3.2.6-30"),
		Steps:  "Add an instance that has a table inside; in the same session add an instance to that table and delete it.",
		Passes: "AddObject and DeleteObject inside the new instance succeed after Status 1.",
	}, func(t *CPE) {
		object, sub := t.Nested()
		table := t.AddDeferred(object) + sub
		inner := t.AddKey(table, t.key())
		t.Req("A.3.2.6-29").Expect(inner.Code(), "the fault code of AddObject of %s", table).To(Equal("none"))
		path := t.instanceOf(table, inner)
		t.Req("A.3.2.6-30").Expect(t.Delete(path).Code(), "the fault code of DeleteObject of %s", path).To(Equal("none"))
		t.Req("A.3.2.6-30").Expect(t.Instances(table), "the instances of %s after the deletion", table).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-ADD-006", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "a new instance is reached by the path of its table with the InstanceNumber appended",
		Covers: reqs("A.3.2.6-5"),
		Steps:  "Add an instance; read it, set a Parameter in it and read that back, by the path with the InstanceNumber.",
		Passes: "Every call succeeds, and the value comes back.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Req("A.3.2.6-5").Expect(t.readNew(path), "the fault code of GetParameterValues of %s", path).To(Equal("none"))
		mark := t.MarkOf(path, 1)
		t.Req("A.3.2.6-5").Expect(t.Set(mark.Value()).Code(), "the fault code of SetParameterValues of %s", mark.Name).To(Equal("none"))
		t.Req("A.3.2.6-5").Expect(t.Found(mark), "the value of %s", mark.Name).To(Equal(mark.Text))
	})
}

// readNew reads a new instance and returns the fault code. That one which is
// listed without any Parameter cannot be read is the matter of other cases.
func (t *CPE) readNew(path string) string {
	code := t.Get(path).Code()
	if code != "none" && slices.Contains(t.Instances(parent(path)), path) && len(parameters(t.list(path, false).infos())) == 0 {
		return "none"
	}
	return code
}

// AddApplied adds an instance and skips the case if the device answers Status 1.
func (t *CPE) AddApplied(object string) string {
	path, added := t.AddStatus(object)
	if added.Status == 1 {
		t.Skip("the device answers AddObject of %s with Status 1", object)
	}
	return path
}

// AddDeferred adds an instance and skips the case if the device answers Status 0.
func (t *CPE) AddDeferred(object string) string {
	path, added := t.AddStatus(object)
	if added.Status != 1 {
		t.Skip("the device answers AddObject of %s with Status 0", object)
	}
	return path
}

// instanceOf is the path of the instance that an answer to AddObject tells of;
// a fault ends the body.
func (t *CPE) instanceOf(table string, r *Reply) string {
	return numbered(table, must[cwmp.AddObjectResponse](t, r).InstanceNumber)
}
