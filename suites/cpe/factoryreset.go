package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-RESET-001", Subject: "Factory reset", Waits: 120, Needs: []string{"factory-reset", target.NeedFactoryReset, NeedString},
		Title:  "FactoryReset brings the factory state back after the session, and 0 BOOTSTRAP until it is confirmed",
		Covers: reqs("A.4.1.6-1", "A.4.1.6-2", "3.7.1.4-21", "3.7.1.5-22", "3.7.1.5-27"),
		Steps:  "Set a Parameter, call FactoryReset and GetRPCMethods, and end the session. Answer the first Inform after it with 500 and the next one properly; read the Parameter, and ask for another session.",
		Passes: "Both calls are answered. The first Inform and the next attempt have 0 BOOTSTRAP, the session after them has not. The value that was set is gone.",
	}, func(t *CPE) {
		p := t.Device.String
		t.Borrow(p)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, "cwmpspec")))
		must[cwmp.FactoryResetResponse](t, t.Call(&cwmp.FactoryReset{}))
		known := false
		t.Cleanup("the credentials of connection requests", func() error {
			if known {
				return nil
			}
			// A device that has lost them cannot be called; a start has it come by itself.
			if t.Hands.PowerCycle != nil {
				t.powerLost()
			}
			t.setConnectionRequest(t.CRUsername, t.CRPassword)
			return nil
		})
		in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("A.4.1.6-2", "3.7.1.4-21").Expect(wentOn(in, err), "the answer to GetRPCMethods after FactoryReset").To(BeElementOf("GetRPCMethodsResponse", "a fault"))
		if in != nil {
			_, _ = t.TrySend(acs.Answer{})
		}
		first := t.Next(t.BootBound)
		t.goOn(first != nil)
		t.Req("3.7.1.5-22", "A.4.1.6-1").Expect(eventsOf(first), "the events of the Inform").To(ContainElement("0 BOOTSTRAP"))
		series := t.attempts(first, 1, func(*cwmp.Inform) bool { return false })
		t.Req("3.7.1.5-27").Expect(unsent(first, series[1], "0 BOOTSTRAP"), "what was not delivered and is not sent again").To(BeEmpty())
		t.Welcome()
		t.setConnectionRequest(t.CRUsername, t.CRPassword)
		known = true
		t.Req("A.4.1.6-1").Expect(t.Value(p.Name), "the value of %s", p.Name).NotTo(Equal("cwmpspec"))
		t.Req("3.7.1.5-27").Expect(again(series[1], t.Connect(), "0 BOOTSTRAP"), "what was confirmed and is sent again").To(BeEmpty())
	})
}
