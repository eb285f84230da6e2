package cpe

import (
	"fmt"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-DEL-020", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "DeleteObject of anything but one existing instance is refused",
		Covers: reqs("A.3.2.7-41", "A.3.2.7-42"),
		Steps: "Add an instance. Call DeleteObject of an instance that does not exist, of the instance in small letters, and of a name " +
			"in the table that is no instance; then delete the instance, and delete it once more.",
		Passes: "Each answer is a fault with code 9005.",
	}, func(t *CPE) {
		// Nothing but the new instance can be lost by a device that does what it has to refuse.
		path := t.Add(t.Device.Object)
		for _, name := range []string{numbered(t.Device.Object, 4000000000), strings.ToLower(path), t.Device.Object + "X_CWMPSPEC_NoSuchObject."} {
			t.invalidName(name)
		}
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.invalidName(path)
	})

	spec(conform.Case{
		ID: "CPE-DEL-026", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "DeleteObject of a table is refused",
		Covers: reqs("A.3.2.7-41", "A.3.2.7-42"),
		Steps:  "Add an instance that has a table inside, add an instance to that, and in the next session call DeleteObject of the table inside.",
		Passes: "The answer is a fault with code 9005.",
	}, func(t *CPE) {
		object, sub := t.Nested()
		table := t.Add(object) + sub
		t.Add(table)
		t.Connect()
		t.invalidName(table)
	})

	spec(conform.Case{
		ID: "CPE-DEL-021", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "DeleteObject of an instance without the dot at the end is refused",
		Covers: reqs("A.3.2.7-42"),
		Steps:  "Add an instance and call DeleteObject with its path without the dot at the end.",
		Passes: "The answer is a fault.",
	}, func(t *CPE) {
		name := strings.TrimSuffix(t.Add(t.Device.Object), ".")
		t.Req("A.3.2.7-42").Expect(t.Delete(name).Code(), "the fault code of DeleteObject of %s", name).NotTo(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-DEL-022", Subject: aboutDelete,
		Title:  "DeleteObject of an instance that the device itself keeps is refused and removes nothing",
		Covers: reqs("A.3.2.7-23", "A.3.2.7-24", "A.3.2.7-25"),
		Steps:  "List what is below an instance that GetParameterNames lists as not writable, call DeleteObject of it, and list again.",
		Passes: "The answer is a fault, and the names are the same.",
	}, func(t *CPE) {
		_, path := t.FixedInstance()
		before := t.content(path)
		r := t.DeleteKey(path, t.key())
		t.Req("A.3.2.7-24").Expect(r.Code(), "the fault code of DeleteObject of %s, which is listed as not writable", path).NotTo(Equal("none"))
		t.Req("A.3.2.7-23", "A.3.2.7-25").Expect(t.contentAfter(r, path, before), "the names below %s after DeleteObject", path).To(Equal(before))
	})

	spec(conform.Case{
		ID: "CPE-DEL-023", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "DeleteObject sets ParameterKey, for the commands that follow at once",
		Covers: reqs("A.3.2.7-13", "A.3.2.7-31"),
		Steps:  "Add an instance; in the next session delete it with a new ParameterKey and read ParameterKey; open another session and read it again.",
		Passes: "ParameterKey is the argument of DeleteObject both times.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Connect()
		must[cwmp.DeleteObjectResponse](t, t.DeleteKey(path, "cwmpspec delete"))
		t.Req("A.3.2.7-13").Expect(t.Value(t.keyName()), "ParameterKey directly after DeleteObject").To(Equal("cwmpspec delete"))
		t.Connect()
		t.Req("A.3.2.7-31").Expect(t.Value(t.keyName()), "ParameterKey in the session after DeleteObject").To(Equal("cwmpspec delete"))
	})

	spec(conform.Case{
		ID: "CPE-DEL-024", Subject: aboutDelete, Needs: []string{NeedObject},
		Title:  "DeleteObject that fails leaves ParameterKey alone",
		Covers: reqs("A.3.2.7-32"),
		Steps:  "Read ParameterKey, call DeleteObject of an instance that does not exist with a new ParameterKey, and read ParameterKey.",
		Passes: "ParameterKey is what it was.",
	}, func(t *CPE) {
		before := t.Value(t.keyName())
		t.mustFail(t.DeleteKey(numbered(t.Device.Object, 4000000000), "refused"))
		t.Req("A.3.2.7-32").Expect(t.Value(t.keyName()), "ParameterKey after DeleteObject failed").To(Equal(before))
	})

	spec(conform.Case{
		ID: "CPE-DEL-025", Subject: aboutDelete,
		Title:  "DeleteObject of an unknown path of 256 characters is answered",
		Covers: reqs("A.3.2.7-28"),
		Steps:  "Call DeleteObject with an unknown path of 256 characters, then read a Parameter in the same session.",
		Passes: "An answer comes, and the session goes on. That the path is refused is the matter of other cases.",
	}, func(t *CPE) {
		t.Req("A.3.2.7-28").Expect(t.afterLong(&cwmp.DeleteObject{ObjectName: t.longObject(), ParameterKey: t.key()}),
			"what came of DeleteObject with an ObjectName of 256 characters").To(Equal("an answer, and the session went on"))
	})
}

// invalidName calls DeleteObject of what is no instance.
func (t *CPE) invalidName(name string) {
	r := t.Delete(name)
	t.Req("A.3.2.7-42").Expect(r.Code(), "the fault code of DeleteObject of %s", name).NotTo(Equal("none"))
	t.Req("A.3.2.7-41").Expect(r.Code(), "the fault code of DeleteObject of %s", name).To(BeElementOf("none", "9005"))
}

// mustFail ends the body unless the answer is a fault.
func (t *CPE) mustFail(r *Reply) {
	if r.Fault == nil {
		t.Stop("the device carried out %s, which was expected to be refused", cwmp.MethodOf(r.Call))
	}
}

// contentAfter is what is below an instance after DeleteObject of it; nothing
// is to be said of it if that was carried out.
func (t *CPE) contentAfter(r *Reply, path string, before []string) []string {
	if r.Fault == nil {
		return before
	}
	names := t.Call(&cwmp.GetParameterNames{ParameterPath: path})
	if names.Fault != nil {
		return []string{fmt.Sprintf("fault %s", names.Code())}
	}
	return t.content(path)
}

// valuesBelow lists the names of values that begin with a path.
func valuesBelow(values map[string]string, path string) []string {
	var list []string
	for name := range values {
		if strings.HasPrefix(name, path) {
			list = append(list, name)
		}
	}
	return list
}
