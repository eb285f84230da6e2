package cpe

import (
	"fmt"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// nobodys is a UUID that no deployment unit has.
const nobodys = "a9b1c5d0-3f2e-5a77-8c11-5d0f7e2b9a64"

func init() {
	spec(conform.Case{
		ID: "CPE-DU-101", Subject: aboutUnits, Needs: []string{"change-du-state"}, Waits: 400,
		Title:  "an operation on a deployment unit that is not there is reported as failed for that cause",
		Covers: reqs("3.6-52", "A.3.3.1-74", "A.5.1-32"),
		Steps:  "Order the removal of a deployment unit that nobody has, and its update.",
		Passes: "Each time DUStateChangeComplete comes in a session whose M ChangeDUState, if it is there, has the CommandKey; its code is 9028 or a general one.",
	}, func(t *CPE) {
		for _, op := range []any{&cwmp.UninstallOpStruct{UUID: nobodys}, &cwmp.UpdateOpStruct{UUID: new(nobodys)}} {
			key := t.changeUnits(op, "")
			in, report := t.unitsReported(key)
			t.Req("3.6-52").Expect(report != nil, "DUStateChangeComplete within %s", t.TransferBound).To(BeTrue())
			t.goOn(report != nil)
			t.Req("A.3.3.1-74").Expect(keysOf(in, unitsChangedFor), "the CommandKeys of M ChangeDUState").To(Or(BeEmpty(), ContainElement(key)))
			t.Req("A.5.1-32").Expect(otherCause(unitOutcome(report), "9028"), "a code for another cause").To(BeEmpty())
		}
	})

	spec(conform.Case{
		ID: "CPE-DU-102", Subject: aboutUnits, Needs: []string{"change-du-state", NeedFiles}, Waits: 400,
		Title:  "an installation with a UUID of invalid form fails for that cause",
		Covers: reqs("A.5.1-26"),
		Steps:  "Order the installation of a file with the UUID not-a-uuid, against the schema.",
		Passes: "The call is refused, or the result has the code 9022 or a general one.",
	}, func(t *CPE) {
		op := &cwmp.InstallOpStruct{URL: t.Files.URL("/" + t.Case.ID + "/none"), UUID: new("not-a-uuid")}
		key := t.changeUnits(op, "a UUID of invalid form")
		t.unless(key == "", "the call is refused, as the schema has it")
		_, report := t.unitsReported(key)
		t.unless(report == nil, "no DUStateChangeComplete came: see CPE-DU-101")
		t.Req("A.5.1-26").Expect(otherCause(unitOutcome(report), "9022", "9003"), "a code for another cause").To(BeEmpty())
	})

	for i, c := range []struct{ row, what, code, disabled string }{
		{"A.5.1-27", "does not exist", "9023", ""}, {"A.5.1-28", "is disabled", "9024", "disabled"},
	} {
		spec(conform.Case{
			ID: fmt.Sprintf("CPE-DU-%03d", 103+i), Subject: aboutUnits, Needs: []string{"change-du-state", NeedFiles}, Waits: 400,
			Title:  "an installation in an Execution Environment that " + c.what + " fails for that cause",
			Covers: reqs(c.row),
			Steps:  "Order the installation of the lent file with ExecutionEnvRef naming an environment that " + c.what + ".",
			Passes: "Where it fails, the code is " + c.code + " or a general one.",
		}, func(t *CPE) {
			at := "/" + t.Case.ID + "/file"
			t.Files.Put(at, t.lent())
			key := t.changeUnits(&cwmp.InstallOpStruct{URL: t.Files.URL(at), ExecutionEnvRef: new(t.environment(c.disabled))}, "")
			t.unless(key == "", "the call is refused")
			_, report := t.unitsReported(key)
			t.unless(report == nil, "no DUStateChangeComplete came: see CPE-DU-101")
			t.Req(c.row).Expect(otherCause(unitOutcome(report), c.code), "a code for another cause").To(BeEmpty())
		})
	}

	spec(conform.Case{
		ID: "CPE-SD-004", Subject: aboutScheduled, Needs: needsScheduleDownload, Waits: 420,
		Title:  "a scheduled download that fails within its window does not have the code for a window that was missed",
		Covers: reqs("A.5.1-24"),
		Steps:  "Call ScheduleDownload of a file that the server does not have, for a window of an hour that begins at once.",
		Passes: "FaultCode of TransferComplete is not 9020.",
	}, func(t *CPE) {
		o := t.ScheduleDownload("missing", 1)
		t.Files.Put(o.path, acs.File{Absent: true})
		t.reportWithin(o, t.TransferBound)
		t.reportedLater(o)
		t.Req("A.5.1-24").Expect(t.outcome(o), "the outcome of a download of a missing file").NotTo(Equal("failure 9020"))
	})
}

// changeUnits orders one operation and returns the CommandKey, "" if the call
// was refused; intent says what is wrong with it on purpose.
func (t *CPE) changeUnits(op any, intent string) string {
	t.Open()
	key := t.key()
	r := t.CallWrong(&cwmp.ChangeDUState{CommandKey: &key, Operations: []any{op}}, intent, nil)
	if r.Fault != nil || r.Ended {
		return ""
	}
	return key
}

// unitsReported serves sessions until DUStateChangeComplete with a CommandKey
// comes, answers it, and returns it with the Inform of its session.
func (t *CPE) unitsReported(key string) (*cwmp.Inform, *cwmp.DUStateChangeComplete) {
	var report *cwmp.DUStateChangeComplete
	t.End()
	in := t.upto(t.inAll(t.TransferBound), func(*cwmp.Inform) bool {
		if !t.unitsCalled() {
			return false
		}
		m, ok := t.session.Waiting().Env.Body.(*cwmp.DUStateChangeComplete)
		if !ok || m.CommandKey == nil || *m.CommandKey != key {
			return false
		}
		t.about(t.session.Waiting())
		report = m
		return true
	})
	t.End()
	return in, report
}

// unitOutcome is the result of a call with one operation, in the words of outcome.
func unitOutcome(m *cwmp.DUStateChangeComplete) string {
	if len(m.Results) == 0 || m.Results[0].Fault.FaultCode == 0 {
		return success
	}
	return fmt.Sprintf("failure %d", m.Results[0].Fault.FaultCode)
}

// environment is the path of an Execution Environment that does not exist, or
// of one that is disabled; the case is skipped if there is none.
func (t *CPE) environment(disabled string) string {
	table := t.Device.Root + "SoftwareModules.ExecEnv."
	if disabled == "" {
		return table + "4711."
	}
	for _, p := range t.Device.Tree {
		if strings.HasPrefix(p.Name, table) && strings.HasSuffix(p.Name, ".Enable") && !on(cwmp.Value{Text: t.Value(p.Name)}) {
			return parent(p.Name)
		}
	}
	t.Skip("the device has no Execution Environment that is disabled")
	return ""
}
