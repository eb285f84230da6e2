package cpe

import (
	"context"
	"errors"
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutReset = "Factory reset"

// bootstrap is the event of a CPE that comes from the factory (Table 8).
const bootstrap = "0 BOOTSTRAP"

func init() {
	spec(conform.Case{
		ID: "CPE-RESET-001", Subject: aboutReset, Waits: 120, Needs: []string{"factory-reset", needReturn, NeedString},
		Title:  "FactoryReset brings the factory state back after the session, and 0 BOOTSTRAP until it is confirmed",
		Covers: reqs("A.4.1.6-1", "A.4.1.6-2", "3.7.1.4-21", "3.7.1.5-22", "3.7.1.5-27"),
		Steps:  "Set a Parameter, call FactoryReset and GetRPCMethods, and end the session. Answer the first Inform after it with 500 and the next one properly; read the Parameter, and ask for another session.",
		Passes: "Both calls are answered. The first Inform and the next attempt have 0 BOOTSTRAP, the session after them has not. The value that was set is gone.",
	}, func(t *CPE) {
		p := t.Device.String
		t.Borrow(p)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, "cwmpspec")))
		must[cwmp.FactoryResetResponse](t, t.Call(&cwmp.FactoryReset{}))
		t.credentialsAfterwards()
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("A.4.1.6-2", "3.7.1.4-21").Expect(wentOn(in, err), "the answer to GetRPCMethods after FactoryReset").To(BeElementOf("GetRPCMethodsResponse", "a fault"))
		if in != nil {
			_, _ = t.TrySend(acs.Answer{})
		}
		first := t.Next(t.BootBound)
		t.came(first, "FactoryReset")
		t.Req("3.7.1.5-22", "A.4.1.6-1").Expect(eventsOf(first), "the events of the Inform").To(ContainElement(bootstrap))
		series := t.attempts(first, 1, never)
		t.Req("3.7.1.5-27").Expect(unsent(first, series[1], bootstrap), "what was not delivered and is not sent again").To(BeEmpty())
		t.Welcome()
		t.setConnectionRequest(t.CRUsername, t.CRPassword)
		t.Req("A.4.1.6-1").Expect(t.Value(p.Name), "the value of %s", p.Name).NotTo(Equal("cwmpspec"))
		t.Req("3.7.1.5-27").Expect(again(series[1], t.Connect(), bootstrap), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-RESET-002", Subject: aboutReset, Waits: 240, Needs: []string{target.NeedFactoryReset, target.NeedPowerCycle},
		Title:  "a device in its factory state tells of it by 0 BOOTSTRAP, whatever happens before that is confirmed",
		Covers: reqs("3.2.1-2", "3.7.1.5-21", "3.7.1.5-22", "3.7.1.5-26", "3.7.1.5-27", "3.7.1.5-28"),
		Steps:  "Bring the device into its factory state by the hook. Answer the first Inform and the next attempt with 500, and switch the device off and on; do so with the Inform after that too, and bring the device into its factory state once more. Confirm that Inform, and ask for another session.",
		Passes: "Each time a session begins, and each Inform has 0 BOOTSTRAP, once; that of the session that was asked for has not.",
	}, func(t *CPE) {
		t.idleDevice()
		t.credentialsAfterwards()
		fresh := t.fromFactory()
		t.Req("3.2.1-2").Expect(fresh != nil, "a session of the device in its factory state within %s", t.BootBound).To(BeTrue())
		t.goOn(fresh != nil)
		t.Req("3.7.1.5-21", "3.7.1.5-22").Expect(eventsOf(fresh), "the events of the first Inform").To(ContainElement(bootstrap))
		next := t.attempts(fresh, 1, never)[1]
		t.Req("3.7.1.5-27").Expect(unsent(fresh, next, bootstrap), "what was not confirmed and is not sent again").To(BeEmpty())
		for range 2 {
			t.refuse(status(500))
			started := t.powerLost()
			t.Req("3.7.1.5-28").Expect(unsent(fresh, started, bootstrap), "what was not confirmed and is lost with the power").To(BeEmpty())
		}
		t.refuse(status(500))
		second := orNone(t.fromFactory())
		t.Req("3.7.1.5-26").Expect(count(eventsOf(second), bootstrap), "how often the Inform after a second reset has 0 BOOTSTRAP").To(BeNumerically("<=", 1))
		t.goOn(t.session != nil)
		t.Welcome()
		t.setConnectionRequest(t.CRUsername, t.CRPassword)
		t.Req("3.7.1.5-27").Expect(again(second, t.Connect(), bootstrap), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-RESET-003", Subject: aboutReset, Waits: 60, Needs: []string{target.NeedFactoryReset, "retry-parameters", needNoDHCP},
		Title:  "the factory values of the retry Parameters are 5 seconds and 2000",
		Covers: reqs("3.2.1.1-10", "3.2.1.1-11"),
		Steps:  "Bring the device into its factory state by the hook, and read CWMPRetryMinimumWaitInterval and CWMPRetryIntervalMultiplier.",
		Passes: "They are 5 and 2000.",
	}, func(t *CPE) {
		t.idleDevice()
		t.credentialsAfterwards()
		t.came(t.fromFactory(), "the factory reset")
		values := t.Values(t.Device.Root+minimumWait, t.Device.Root+multiplier)
		t.Req("3.2.1.1-10").Expect(trim(values[t.Device.Root+minimumWait]), "CWMPRetryMinimumWaitInterval").To(Equal("5"))
		t.Req("3.2.1.1-11").Expect(trim(values[t.Device.Root+multiplier]), "CWMPRetryIntervalMultiplier").To(Equal("2000"))
	})

	spec(conform.Case{
		ID: "CPE-RESET-004", Subject: aboutReset, Waits: 60, Needs: []string{"factory-reset", needReturn},
		Title:  "FactoryReset in a session that fails brings no reset while that session goes on",
		Covers: reqs("A.4.1.6-2"),
		Steps:  "Call FactoryReset, then GetRPCMethods; answer its response with 500. Serve the next session.",
		Passes: "GetRPCMethods is answered. Whether the reset is done after a later session is left to the device.",
	}, func(t *CPE) {
		t.Returning()
		must[cwmp.FactoryResetResponse](t, t.Call(&cwmp.FactoryReset{}))
		t.Cleanup("the factory reset", t.resetOver)
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("A.4.1.6-2").Expect(wentOn(in, err), "the answer to GetRPCMethods after FactoryReset").To(BeElementOf("GetRPCMethodsResponse", "a fault"))
		t.goOn(in != nil)
		t.refuse(status(500))
		next := orNone(t.Next(t.BootBound))
		t.Req("A.4.1.6-2").Expect(eventsOf(next), "the events after a session that was not completed").NotTo(ContainElement(bootstrap))
	})
}

// fromFactory has the hook bring the device into its factory state and returns
// its first Inform, nil if none comes.
func (t *CPE) fromFactory() *cwmp.Inform {
	t.session, t.idle = nil, false
	in, err := t.startedBy("a factory reset", t.Hands.FactoryReset)
	if err != nil {
		t.Stop("%v", err)
	}
	return in
}

// resetOver waits until a reset that was put off is over.
func (t *CPE) resetOver() error {
	t.End()
	t.upto(each(4, t.BootBound), func(in *cwmp.Inform) bool {
		if slices.Contains(eventsOf(in), bootstrap) {
			t.setConnectionRequest(t.CRUsername, t.CRPassword)
		}
		return false
	})
	return nil
}

// credentialsAfterwards gives the device, which forgets them in a factory
// reset, the credentials for connection requests again.
func (t *CPE) credentialsAfterwards() {
	t.Cleanup("the credentials of connection requests", t.reclaim)
}

// reclaim sets the credentials for connection requests in a session that the
// device opens by itself, since it cannot be called before: the one that is
// open, else one that it is made to open.
func (t *CPE) reclaim() error {
	none := func(context.Context) error { return nil }
	for _, push := range []func(context.Context) error{none, t.Hands.FactoryReset, t.Hands.PowerCycle} {
		if t.session == nil && (push == nil || push(t.Ctx) != nil || t.Next(t.BootBound) == nil) {
			continue
		}
		t.setConnectionRequest(t.CRUsername, t.CRPassword)
		return nil
	}
	return errors.New("the device did not come back by itself")
}
