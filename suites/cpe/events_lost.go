package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

// Events that have to be delivered, and those that have to be discarded.
func init() {
	spec(conform.Case{
		ID: "CPE-EVENT-101", Subject: aboutEvents, Waits: 10, Needs: []string{"schedule-inform"},
		Title:  "an event that occurs during a session is delivered after it",
		Covers: reqs("3.7.1.5-1", "3.7.1.5-3"),
		Steps:  "Call ScheduleInform for 2 seconds, keep the session open for 5 seconds, and end it.",
		Passes: "A session with M ScheduleInform follows.",
	}, func(t *CPE) {
		t.tellsScheduled()
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 2, CommandKey: t.key()}))
		t.pause(5 * time.Second)
		t.End()
		in := t.untilEvent("M ScheduleInform", t.lateBound())
		t.Req("3.7.1.5-1", "3.7.1.5-3").Expect(in != nil, "a session with M ScheduleInform").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-EVENT-102", Subject: aboutEvents, Waits: 30, Needs: []string{target.NeedLocalValueChange, NeedURL, NeedUnsigned},
		Title:  "a value change that was not delivered is discarded on 0 BOOTSTRAP",
		Covers: reqs("3.7.1.5-29", "3.7.1.5-51"),
		Steps:  "Set Notification 2 for a Parameter and change it at the device; answer the Inform that reports it with 500, and set ManagementServer.URL to another URL of the tester at the device itself.",
		Passes: "The first Inform at the new URL does not report the change.",
	}, func(t *CPE) {
		p, url := t.Device.Unsigned, Parameter{t.Device.Root + "ManagementServer.URL", "string"}
		there, err := t.ACS.Alias()
		if err != nil {
			t.Stop("no second URL of the ACS: %v", err)
		}
		t.Borrow(url)
		t.undelivered4(p)
		t.atDevice(url.Name, there)
		in := t.arrivesAt(there)
		t.unless(!slices.Contains(eventsOf(in), bootstrap), "the new URL did not bring 0 BOOTSTRAP: see CPE-INFORM-005")
		t.Req("3.7.1.5-29", "3.7.1.5-51").Expect(changesIn(in), "Parameters with a value change in the Inform").NotTo(ContainElement(p.Name))
	})

	spec(conform.Case{
		ID: "CPE-EVENT-103", Subject: aboutEvents, Waits: 90, Needs: []string{target.NeedLocalValueChange, target.NeedPowerCycle, NeedUnsigned},
		Title:  "a value change that was not delivered is kept over a restart whole, or not at all",
		Covers: reqs("3.7.1.5-52", "A.3.3.1-36"),
		Steps:  "Set Notification 2 for a Parameter and change it at the device; answer the Inform that reports it with 500, and take the power away and give it back.",
		Passes: "If the Inform after that lists the Parameter, it has the event 4 VALUE CHANGE. If it has the event, it lists the Parameter or another one with a new value.",
	}, func(t *CPE) {
		p := t.Device.Unsigned
		t.Connect()
		before := t.Values(listedIn(t.session.Inform())...)
		t.undelivered4(p)
		boot := t.powerLost()
		t.Req("3.7.1.5-52").Expect(silent(boot, p.Name), "Parameters listed without the event 4 VALUE CHANGE").To(BeEmpty())
		empty := slices.Contains(eventsOf(boot), valueChange) && len(fresh(boot, before)) == 0
		t.Req("A.3.3.1-36").Expect(empty, "the event 4 VALUE CHANGE without any Parameter that can have changed").To(BeFalse())
	})
}

// undelivered4 has a change of the parameter at the device reported by an
// Inform with 4 VALUE CHANGE that is not confirmed.
func (t *CPE) undelivered4(p Parameter) {
	t.changeLocally(p.Name, oneMore(t.watched(p, 2)))
	in := t.arrival(p.Name)
	t.unless(!slices.Contains(changesIn(in), p.Name), "the change was not reported: see CPE-NOTIF-004")
	t.refuse(status(500))
}

// fresh lists the Parameters of an Inform whose value was not known before, or
// was another one.
func fresh(in *cwmp.Inform, before map[string]string) []string {
	var list []string
	for _, p := range in.ParameterList {
		if old, known := before[p.Name]; !known || !sameValue(p.Value.Type, old, p.Value.Text) {
			list = append(list, p.Name)
		}
	}
	return list
}
