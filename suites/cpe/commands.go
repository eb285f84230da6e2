package cpe

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-REBOOT-001", Subject: "Reboot", Waits: 60,
		Title:  "the CommandKey of Reboot comes back whole",
		Covers: reqs("A.3.2.9-10", "3.7.1.5-103"),
		Steps:  "Call Reboot with a CommandKey of 32 characters and wait until the CPE is back.",
		Passes: "Reboot is taken, and the Inform has the event M Reboot with that CommandKey.",
	}, func(t *CPE) {
		key := t.fullKey()
		r := t.Call(&cwmp.Reboot{CommandKey: key})
		t.Req("A.3.2.9-10").Expect(r.Code(), "the fault code for a CommandKey of 32 characters").To(Equal("none"))
		must[cwmp.RebootResponse](t, r)
		t.End()
		keys := t.back("M Reboot")
		t.Req("3.7.1.5-103").Expect(keys, "the CommandKeys of M Reboot in the Inform after the reboot").NotTo(BeEmpty())
		t.Req("A.3.2.9-10").Expect(keys, "the CommandKeys of M Reboot").To(Or(BeEmpty(), ContainElement(key)))
	})

	spec(conform.Case{
		ID: "CPE-SCHED-001", Subject: "ScheduleInform", Waits: 30, Needs: []string{"schedule-inform"},
		Title:  "three requests can wait at a time, with CommandKeys of 32 characters",
		Covers: reqs("A.4.1.2-7", "A.4.1.2-12"),
		Steps:  "Call ScheduleInform three times in one session, each with a CommandKey of 32 characters, and wait for the sessions.",
		Passes: "No call is refused for its CommandKey, nor for lack of resources (9004).",
	}, func(t *CPE) {
		start, taken := t.Clock.Now(), 0
		keys := []string{t.fullKey(), t.fullKey(), t.fullKey()}
		for i, key := range keys {
			key = key[:31] + fmt.Sprint(i)
			code := t.Call(&cwmp.ScheduleInform{DelaySeconds: 4, CommandKey: key}).Code()
			taken += count([]string{code}, "none")
			t.Req("A.4.1.2-7").Expect(code, "the fault code for the call number %d", i+1).NotTo(Equal("9004"))
			t.Req("A.4.1.2-12").Expect(code, "the fault code for a CommandKey of 32 characters").To(BeElementOf("none", "9004"))
		}
		t.End()
		t.scheduled(start, 6*time.Second, taken)
	})

	spec(conform.Case{
		ID: "CPE-SCHED-002", Subject: "ScheduleInform", Needs: []string{"schedule-inform"},
		Title:  "a ScheduleInform that cannot be carried out is refused with a code of the method",
		Covers: reqs("A.4.1.2-16"),
		Steps:  "Call ScheduleInform with DelaySeconds -1.",
		Passes: "If the answer is a fault, its code is one of 9000 to 9003, or of the vendor.",
	}, func(t *CPE) {
		r := t.CallWrong(&cwmp.ScheduleInform{DelaySeconds: 3, CommandKey: t.key()}, "DelaySeconds -1", func(b []byte) []byte {
			return bytes.Replace(b, []byte("<DelaySeconds>3<"), []byte("<DelaySeconds>-1<"), 1)
		})
		t.Req("A.4.1.2-16").Expect(r.Code(), "the fault code").To(Or(HavePrefix("none"), BeElementOf("9000", "9001", "9002", "9003"), HavePrefix("98")))
	})
}

// fullKey is a CommandKey of 32 characters.
func (t *CPE) fullKey() string {
	key := t.key() + "."
	return key + strings.Repeat("k", 32-len(key))
}

// back waits for the device to come back after a reboot, and returns the
// CommandKeys of an event in its Inform.
func (t *CPE) back(event string) []string {
	in := t.Next(t.BootBound)
	for range 2 {
		if in != nil && !slices.Contains(eventsOf(in), "1 BOOT") {
			t.End()
			in = t.Next(t.BootBound)
		}
	}
	if in == nil {
		t.Stop("the device did not come back within %s of Reboot", t.BootBound)
	}
	return keysOf(in, event)
}
