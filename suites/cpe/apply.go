package cpe

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	// rebootsToApply and appliesAtOnce are claimed by devices of which nothing
	// on the wire tells how they apply a change.
	rebootsToApply = "reboots-to-apply"
	appliesAtOnce  = "applies-at-once"

	aboutApply = "Status 1"
)

func init() {
	spec(conform.Case{
		ID: "CPE-APPLY-001", Subject: aboutApply, Needs: []string{rebootsToApply, NeedString}, Waits: 240,
		Title:  "a device that takes a reboot to apply values responds first, and reboots by itself when the session has ended",
		Covers: reqs("A.3.2.1-24", "A.3.2.1-30", "A.3.2.1-32"),
		Steps:  "Set the borrowed string Parameter; when the answer has Status 1, end the session and wait.",
		Passes: "The response comes in the session. Then an Inform with 1 BOOT comes without a Reboot call, and the value is the one set.",
	}, func(t *CPE) {
		list := t.borrowFresh(t.Device.String)
		body, _ := t.responds("A.3.2.1-24", &cwmp.SetParameterValues{ParameterList: list, ParameterKey: t.key()}).(*cwmp.SetParameterValuesResponse)
		t.unless(body == nil || body.Status != 1, "the device applies the value without a reboot")
		t.rebootsItself("A.3.2.1-30", "A.3.2.1-32")
		t.Req("A.3.2.1-32").Expect(differing(list, t.Values(namesOf(list)...)), "the values that differ after the reboot").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-APPLY-002", Subject: aboutApply, Needs: []string{rebootsToApply, NeedObject}, Waits: 240,
		Title:  "a device that takes a reboot to add an instance responds first, and reboots by itself when the session has ended",
		Covers: reqs("A.3.2.6-20", "A.3.2.6-32", "A.3.2.6-34"),
		Steps:  "Add an instance to each of the objects that may be borrowed until an answer has Status 1; end the session and wait.",
		Passes: "The response comes in the session. Then an Inform with 1 BOOT comes without a Reboot call, and the instance is there.",
	}, func(t *CPE) {
		object, path := t.addForReboot("A.3.2.6-20")
		t.rebootsItself("A.3.2.6-32", "A.3.2.6-34")
		t.Req("A.3.2.6-34").Expect(t.There(object, path), "whether %s is listed or readable after the reboot", path).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-APPLY-003", Subject: aboutApply, Needs: []string{rebootsToApply, NeedObject}, Waits: 480,
		Title:  "a device that takes a reboot to delete an instance responds first, and reboots by itself when the session has ended",
		Covers: reqs("A.3.2.7-9", "A.3.2.7-18", "A.3.2.7-20"),
		Steps:  "Add an instance to an object where that has Status 1 and let the device reboot. Delete it; when the answer has Status 1, end the session and wait.",
		Passes: "The response comes in the session. Then an Inform with 1 BOOT comes without a Reboot call, and the instance is gone.",
	}, func(t *CPE) {
		object, path := t.addForReboot("")
		t.Open()
		t.End()
		t.unless(t.restarted() == nil, "the device did not reboot for the new instance: see CPE-APPLY-002")
		body, _ := t.responds("A.3.2.7-9", &cwmp.DeleteObject{ObjectName: path, ParameterKey: t.key()}).(*cwmp.DeleteObjectResponse)
		t.unless(body == nil || body.Status != 1, "the device deletes the instance without a reboot")
		t.rebootsItself("A.3.2.7-18", "A.3.2.7-20")
		t.Req("A.3.2.7-20").Expect(t.There(object, path), "whether %s is listed or readable after the reboot", path).To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-APPLY-004", Subject: aboutApply, Needs: []string{appliesAtOnce, NeedObject},
		Title:  "a device that adds and deletes instances before it responds answers with Status 0",
		Covers: reqs("A.3.2.6-19", "A.3.2.7-8"),
		Steps:  "Add an instance and delete it.",
		Passes: "Both answers have Status 0.",
	}, func(t *CPE) {
		path, added := t.AddStatus(t.Device.Object)
		t.Req("A.3.2.6-19").Expect(added.Status, "Status of AddObjectResponse").To(Equal(0))
		t.Req("A.3.2.7-8").Expect(must[cwmp.DeleteObjectResponse](t, t.Delete(path)).Status, "Status of DeleteObjectResponse").To(Equal(0))
	})
}

// responds sends a request, judges that its answer comes in the session, and
// returns the response; nil for a fault.
func (t *CPE) responds(id string, request any) any {
	t.Open()
	t.calls++
	in, err := t.TrySend(t.session.Envelope(request))
	if id != "" {
		t.Req(id).Expect(wentOn(in, err), "the answer to %s", cwmp.MethodOf(request)).To(BeElementOf(cwmp.MethodOf(request)+"Response", "a fault"))
	}
	if in == nil || in.Empty || in.Env.Kind == cwmp.FaultMsg {
		return nil
	}
	t.idle = true
	return in.Env.Body
}

// rebootsItself ends the session and judges that the device reboots.
func (t *CPE) rebootsItself(ids ...string) {
	t.End()
	boot := t.restarted()
	t.Req(ids...).Expect(boot != nil && slices.Contains(eventsOf(boot), "1 BOOT"), "a session with 1 BOOT within %s", t.BootBound).To(BeTrue())
}

// addForReboot adds an instance where the device answers with Status 1. It
// skips the case if it does so nowhere.
func (t *CPE) addForReboot(id string) (object, path string) {
	for _, object := range t.Device.Objects {
		body, _ := t.responds(id, &cwmp.AddObject{ObjectName: object, ParameterKey: t.key()}).(*cwmp.AddObjectResponse)
		if body == nil {
			continue
		}
		path := numbered(object, body.InstanceNumber)
		t.deleteAfterwards(path)
		if body.Status == 1 {
			return object, path
		}
	}
	t.Skip("the device adds instances without a reboot to all objects that may be borrowed")
	return "", ""
}
