package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-ADD-020", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "AddObject of a path that is no table is refused and leaves ParameterKey alone",
		Covers: reqs("A.3.2.6-15", "A.3.2.6-44"),
		Steps:  "Read ParameterKey. Call AddObject, each time with a new ParameterKey, of an unknown table, of an existing instance and of an unknown table inside that. Read ParameterKey.",
		Passes: "Each answer is a fault, and ParameterKey is what it was.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		before := t.Value(t.keyName())
		keys := []string{before} // and those of calls that were carried out
		for _, name := range []string{t.Device.Root + "X_CWMPSPEC_NoSuchObject.", path, path + "X_CWMPSPEC_NoSuchObject."} {
			key := t.key()
			r := t.TryAdd(name, key)
			t.Req("A.3.2.6-15").Expect(r.Code(), "the fault code of AddObject of %s", name).NotTo(Equal("none"))
			keys = append(keys, r.doneWith(key)...)
		}
		t.Req("A.3.2.6-44").Expect(t.Value(t.keyName()), "ParameterKey after AddObject failed").To(BeElementOf(keys))
	})

	spec(conform.Case{
		ID: "CPE-ADD-021", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "AddObject sets ParameterKey, for the commands that follow at once",
		Covers: reqs("A.3.2.6-24", "A.3.2.6-43"),
		Steps:  "Call AddObject with a new ParameterKey and read ParameterKey in the same session; open another session and read it again.",
		Passes: "ParameterKey is the argument of AddObject both times.",
	}, func(t *CPE) {
		r := t.TryAdd(t.Device.Object, "cwmpspec add")
		t.instanceOf(t.Device.Object, r)
		t.Req("A.3.2.6-24").Expect(t.Value(t.keyName()), "ParameterKey directly after AddObject").To(Equal("cwmpspec add"))
		t.Connect()
		t.Req("A.3.2.6-43").Expect(t.Value(t.keyName()), "ParameterKey in the session after AddObject").To(Equal("cwmpspec add"))
	})

	spec(conform.Case{
		ID: "CPE-ADD-022", Subject: aboutAdd, Needs: []string{NeedObject},
		Title:  "AddObject and DeleteObject take a ParameterKey of 32 characters",
		Covers: reqs("A.3.2.6-42", "A.3.2.7-30"),
		Steps:  "Add an instance and delete it, each time with a ParameterKey of 32 characters, and read ParameterKey after each.",
		Passes: "ParameterKey comes back whole, or is what it was before.",
	}, func(t *CPE) {
		// A key that was not kept at all has nothing to do with its length.
		before := t.Value(t.keyName())
		first, second := strings.Repeat("Key-0123456789.", 3)[:32], strings.Repeat("9876543210-yek.", 3)[:32]
		added := t.TryAdd(t.Device.Object, first)
		t.Req("A.3.2.6-42").Expect(added.Code(), "the fault code of AddObject with a ParameterKey of 32 characters").NotTo(Equal("9003"))
		path := t.instanceOf(t.Device.Object, added)
		t.Req("A.3.2.6-42").Expect(t.Value(t.keyName()), "ParameterKey after AddObject").To(BeElementOf(first, before))
		deleted := t.DeleteKey(path, second)
		t.Req("A.3.2.7-30").Expect(deleted.Code(), "the fault code of DeleteObject with a ParameterKey of 32 characters").NotTo(Equal("9003"))
		must[cwmp.DeleteObjectResponse](t, deleted)
		t.Req("A.3.2.7-30").Expect(t.Value(t.keyName()), "ParameterKey after DeleteObject").To(BeElementOf(second, first, before))
	})

	spec(conform.Case{
		ID: "CPE-ADD-023", Subject: aboutAdd,
		Title:  "AddObject of an unknown path of 256 characters is answered",
		Covers: reqs("A.3.2.6-39"),
		Steps:  "Call AddObject with an unknown path of 256 characters, then read a Parameter in the same session.",
		Passes: "An answer comes, and the session goes on. That the path is refused is the matter of other cases.",
	}, func(t *CPE) {
		t.Req("A.3.2.6-39").Expect(t.afterLong(&cwmp.AddObject{ObjectName: t.longObject(), ParameterKey: t.key()}),
			"what came of AddObject with an ObjectName of 256 characters").To(Equal("an answer, and the session went on"))
	})
}

// doneWith is the ParameterKey of a call that was carried out, none of one that failed.
func (r *Reply) doneWith(key string) []string {
	if r.Fault != nil {
		return nil
	}
	return []string{key}
}

// keyName is the full name of the Parameter ParameterKey.
func (t *CPE) keyName() string { return t.Device.Root + "ManagementServer.ParameterKey" }

// longObject is an object's path of 256 characters that no device has.
func (t *CPE) longObject() string {
	name := t.Device.Root + "X_CWMPSPEC_" + strings.Repeat("Long", 64)
	return name[:255] + "."
}

// afterLong sends a request with a long unknown path and says what came of it.
// What AddObject creates all the same is deleted after the case.
func (t *CPE) afterLong(request any) string {
	t.Open()
	in, err := t.TrySend(t.session.Envelope(request))
	switch {
	case err != nil:
		return "the session broke off: " + err.Error()
	case in.Empty:
		t.idle = true
		return describe(in)
	}
	if added, ok := in.Env.Body.(*cwmp.AddObjectResponse); ok {
		t.deleteAfterwards(numbered(t.longObject(), added.InstanceNumber))
	}
	t.idle = true
	if in, err = t.TrySend(t.session.Envelope(&cwmp.GetParameterValues{ParameterNames: []string{t.keyName()}})); err != nil || in.Empty {
		return "an answer, and the session did not go on"
	}
	t.idle = true
	return "an answer, and the session went on"
}
