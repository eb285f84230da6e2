package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutDelete = "DeleteObject"

func init() {
	spec(conform.Case{
		ID: "CPE-DEL-001", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "a deleted instance is absent from the lists of its table at once",
		Covers: reqs("A.3.2.7-12", "A.3.2.7-14", "A.3.2.7-15"),
		Steps:  "Add two instances, delete one, and call GetParameterNames and GetParameterValues of the table and of the deleted instance in the same session.",
		Passes: "Neither answer for the table names the deleted instance; both calls for the instance itself are refused or bring nothing.",
	}, func(t *CPE) {
		t.Add(t.Device.Object) // so that reading the table brings something
		path := t.Gone(t.Device.Object)
		t.Req("A.3.2.7-12", "A.3.2.7-14").Expect(t.Instances(t.Device.Object), "the instances that GetParameterNames lists after the deletion").NotTo(ContainElement(path))
		t.Req("A.3.2.7-14").Expect(t.list(path, false).names(), "the names that GetParameterNames of %s brings after its deletion", path).To(BeEmpty())
		t.Req("A.3.2.7-12", "A.3.2.7-15").Expect(valuesBelow(t.Values(t.Device.Object), path), "the Parameters of %s that GetParameterValues of the table brings", path).To(BeEmpty())
		t.Req("A.3.2.7-15").Expect(t.Get(path).values(), "the Parameters that GetParameterValues of %s brings after its deletion", path).To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DEL-002", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "a deleted instance can neither be read nor modified",
		Covers: reqs("A.3.2.7-3", "A.3.2.7-16", "A.3.2.7-17"),
		Steps:  "Add an instance and delete it; read and set a value and the attributes of a Parameter in it, in the same session.",
		Passes: "Each call is refused.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		mark := t.MarkOf(path, 1)
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.Req("A.3.2.7-3", "A.3.2.7-17").Expect(t.Get(mark.Name).Code(), "the fault code of GetParameterValues of %s", mark.Name).NotTo(Equal("none"))
		read := t.Call(&cwmp.GetParameterAttributes{ParameterNames: []string{mark.Name}})
		t.Req("A.3.2.7-3", "A.3.2.7-17").Expect(read.Code(), "the fault code of GetParameterAttributes of %s", mark.Name).NotTo(Equal("none"))
		t.Req("A.3.2.7-3", "A.3.2.7-16").Expect(t.Set(mark.Value()).Code(), "the fault code of SetParameterValues of %s", mark.Name).NotTo(Equal("none"))
		t.Req("A.3.2.7-3", "A.3.2.7-16").Expect(t.SetAttributes(notify(mark.Name, 1)).Code(), "the fault code of SetParameterAttributes of %s", mark.Name).NotTo(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-DEL-003", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "a deleted instance takes its sub-objects with it, all at once",
		Covers: reqs("A.3.2.7-16", "A.3.2.7-23", "A.3.2.7-25"),
		Steps:  "Add an instance with an instance inside and delete the outer one. List what is left of it, and call AddObject of the table inside.",
		Passes: "Nothing of the instance is listed, and AddObject is refused.",
	}, func(t *CPE) {
		object, sub := t.Nested()
		path := t.Add(object)
		t.Add(path + sub)
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.Req("A.3.2.7-23", "A.3.2.7-25").Expect(below(t.Names(object, false), path), "what GetParameterNames lists of %s after its deletion", path).To(BeEmpty())
		t.Req("A.3.2.7-16").Expect(t.TryAdd(path+sub, t.key()).Code(), "the fault code of AddObject of %s%s after the deletion", path, sub).NotTo(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-DEL-004", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "an instance deleted with Status 0 is gone at once and needs no boot",
		Covers: reqs("A.3.2.7-10", "A.3.2.7-35"),
		Steps:  "Add an instance, delete it in the next session and look for it there. End the session and ask for the next one.",
		Passes: "After Status 0 the instance can neither be listed nor read, and the next Inform has no 1 BOOT.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Connect()
		t.deleteWith(path, 0)
		t.Req("A.3.2.7-35").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after Status 0", path).To(BeFalse())
		t.Req("A.3.2.7-10").Expect(eventsOf(t.Connect()), "the events of the session after DeleteObject with Status 0").NotTo(ContainElement("1 BOOT"))
	})

	spec(conform.Case{
		ID: "CPE-DEL-005", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "an instance deleted with Status 1 looks absent at once and is gone in the next session",
		Covers: reqs("A.3.2.7-19", "A.3.2.7-36"),
		Steps:  "Add an instance, delete it in the next session, look for it there and in the session after.",
		Passes: "After Status 1 the instance can neither be listed nor read in either session.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Connect()
		t.deleteWith(path, 1)
		t.Req("A.3.2.7-36").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after Status 1", path).To(BeFalse())
		t.Connect()
		t.Req("A.3.2.7-19", "A.3.2.7-36").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable in the session after Status 1", path).To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-DEL-006", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "the other instances keep their numbers when one is deleted",
		Covers: reqs("A.3.2.7-5"),
		Steps:  "Add three instances and mark each by a value; in the next session delete the second and read the marks of the others.",
		Passes: "The marks are found under the numbers where they were set.",
	}, func(t *CPE) {
		paths := t.addDistinct(3)
		first, last := t.Mark(paths[0], 1), t.Mark(paths[2], 3)
		t.Connect()
		must[cwmp.DeleteObjectResponse](t, t.Delete(paths[1]))
		t.Req("A.3.2.7-5").Expect(t.Found(first), "the value of %s after the deletion of %s", first.Name, paths[1]).To(Equal(first.Text))
		t.Req("A.3.2.7-5").Expect(t.Found(last), "the value of %s after the deletion of %s", last.Name, paths[1]).To(Equal(last.Text))
	})

	spec(conform.Case{
		ID: "CPE-DEL-007", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "the values and attributes of a deleted instance do not come back",
		Covers: reqs("A.3.2.7-4"),
		Steps:  "Add an instance, read its attributes, set a value and Notification 1 in it, delete it, and add another one.",
		Passes: "The new instance does not have the value, and has the Notification that the first had when it was new.",
	}, func(t *CPE) {
		old := t.Mark(t.Add(t.Device.Object), 7)
		fresh := t.Attributes(old.Name)[old.Name].Notification
		must[cwmp.SetParameterAttributesResponse](t, t.SetAttributes(notify(old.Name, 1)))
		must[cwmp.DeleteObjectResponse](t, t.Delete(parent(old.Name)))
		mark := t.MarkOf(t.Add(t.Device.Object), 7)
		t.Req("A.3.2.7-4").Expect(t.Found(mark), "the value of %s in the new instance", mark.Name).NotTo(Equal(old.Text))
		t.Req("A.3.2.7-4").Expect(t.Attributes(mark.Name)[mark.Name].Notification, "Notification of %s in the new instance", mark.Name).To(Equal(fresh))
	})
}

// Gone adds an instance and deletes it again, and returns its path.
func (t *CPE) Gone(object string) string {
	path := t.Add(object)
	must[cwmp.DeleteObjectResponse](t, t.Delete(path))
	return path
}

// deleteWith deletes an instance and skips the case if the device answers
// with another Status.
func (t *CPE) deleteWith(path string, status int) {
	if got := must[cwmp.DeleteObjectResponse](t, t.Delete(path)).Status; got != status {
		t.Skip("the device answers DeleteObject of %s with Status %d", path, got)
	}
}

// addDistinct adds instances; a device that gives two of them one number
// cannot be judged by what becomes of each.
func (t *CPE) addDistinct(count int) []string {
	var paths []string
	seen := map[string]bool{}
	for range count {
		path := t.Add(t.Device.Object)
		if seen[path] {
			t.Stop("the device gave two instances the path %s", path)
		}
		seen[path] = true
		paths = append(paths, path)
	}
	return paths
}
