package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// What has a device open a session (section 3.2.1), apart from what other
// subjects have cases for.
func init() {
	spec(conform.Case{
		ID: "CPE-INIT-001", Subject: "Initiation", Needs: []string{NeedURL}, Waits: 60,
		Title:  "a new ACS URL has the device open a session there",
		Covers: reqs("3.2.1-8"),
		Steps:  "Set ManagementServer.URL to another URL of the tester, end the session, and wait.",
		Passes: "A session begins by itself.",
	}, func(t *CPE) {
		there, err := t.OtherPort("/moved")
		if err != nil {
			t.Stop("no second URL of the ACS: %v", err)
		}
		url := Parameter{t.Device.Root + "ManagementServer.URL", "string"}
		t.Borrow(url)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(url.Name, url.Type, there)))
		t.End()
		bound := max(time.Minute, t.BootBound) // the change may take a restart
		t.Req("3.2.1-8").Expect(t.Next(bound) != nil, "a session within %s of the change of the URL", bound).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-INIT-002", Subject: "Initiation", Needs: []string{NeedPeriodic}, Waits: 30,
		Title:  "with PeriodicInformEnable a session comes once in every PeriodicInformInterval",
		Covers: reqs("3.2.1-5"),
		Steps:  "Set PeriodicInformEnable to true and PeriodicInformInterval to 10 seconds, or to the least value above that the device takes.",
		Passes: "A session begins within the interval, and another one within an interval after it.",
	}, func(t *CPE) {
		interval := t.informSoon()
		for _, which := range []string{"first", "second"} {
			t.End()
			came := t.Next(interval+t.slack()) != nil
			t.Req("3.2.1-5").Expect(came, "a %s session within the interval of %s", which, interval).To(BeTrue())
		}
		t.End()
	})

	spec(conform.Case{
		ID: "CPE-INIT-003", Subject: "Initiation", Needs: []string{"schedule-inform", "connection-request"}, Waits: 10,
		Title:  "ScheduleInform has the device open a session after the delay, whatever sessions come before",
		Covers: reqs("3.2.1-6"),
		Steps:  "Call ScheduleInform with DelaySeconds 10, end the session, have another one opened by a Connection Request, and wait.",
		Passes: "A session begins after the delay.",
	}, func(t *CPE) {
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 10, CommandKey: t.key()}))
		t.End()
		in := t.Connect()
		t.End()
		came := slices.Contains(eventsOf(in), "M ScheduleInform") || t.Next(10*time.Second+t.lateBound()) != nil
		t.Req("3.2.1-6").Expect(came, "a session after the delay").To(BeTrue())
	})
}

// slack is the time that a device may need to begin a session that is due.
func (t *CPE) slack() time.Duration { return max(5*time.Second, t.Clock.Protocol(time.Second)) }

// informSoon switches periodic Informs on for the case, with a short interval
// that the device takes, and returns it.
func (t *CPE) informSoon() time.Duration {
	server := t.Device.Root + "ManagementServer.PeriodicInform"
	t.Borrow(Parameter{server + "Enable", "boolean"})
	t.Borrow(Parameter{server + "Interval", "unsignedInt"})
	for _, seconds := range []string{"10", "30", "60"} {
		if t.Set(value(server+"Interval", "unsignedInt", seconds), value(server+"Enable", "boolean", "1")).Fault == nil {
			d, _ := time.ParseDuration(seconds + "s")
			return d
		}
	}
	t.Skip("the device takes no PeriodicInformInterval of a minute or less")
	return 0
}
