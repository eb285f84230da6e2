package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "CPE-8005-001", Subject: "Retry request",
		Title:  "upon fault 8005 the same Inform is sent again in the session",
		Covers: reqs("3.7.1.6-1", "3.7.1.6-4"),
		Steps:  "Answer an Inform with fault 8005, and what comes then with InformResponse.",
		Passes: "The next POST of the session is the same Inform, CurrentTime aside, and the session goes on after it.",
	}, func(t *CPE) {
		first := t.Returning()
		in, err := t.TrySend(t.retryRequest())
		t.Req("3.7.1.6-1", "3.7.1.6-4").Expect(sameInform(first, in, err), "what the device sends after fault 8005").To(Equal("the same Inform"))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-8005-002", Subject: "Retry request", Waits: 10,
		Title:  "a request is sent again three times at most, then the session fails",
		Covers: reqs("3.7.1.6-1", "3.7.1.6-2", "3.7.1.6-3", "3.7.1.6-4"),
		Steps:  "Answer an Inform, and each time that it is sent again, with fault 8005.",
		Passes: "The Inform is sent again three times. Then the device ends the session and opens a new one by itself.",
	}, func(t *CPE) {
		t.Returning()
		again := t.refuseUpTo(5)
		t.Req("3.7.1.6-2", "3.7.1.6-4").Expect(again, "how often the Inform was sent again").To(BeNumerically("<=", 3))
		t.Req("3.7.1.6-1").Expect(again, "how often the Inform was sent again").To(BeNumerically(">=", 3))
		if again >= 3 { // the limit was not exceeded before
			t.Req("3.7.1.6-3").Expect(t.comesBack(), "what the device does after the last fault 8005").To(Equal("ends the session and tries again"))
		}
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-8005-003", Subject: "Retry request", Waits: 60, Needs: []string{"calls-get-rpc-methods"},
		Title:  "a method that is answered by another fault than 8005 is not called again in the session",
		Covers: reqs("3.7.1.6-7"),
		Steps:  "Call Reboot; in the session that reports it, answer GetRPCMethods of the device with fault 8002, and go on with the session to its end.",
		Passes: "The device does not call GetRPCMethods again.",
	}, func(t *CPE) {
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		t.came(t.restarted(), "Reboot")
		in := t.Send(t.session.InformResponse())
		for !in.Empty && in.Env.Method != "GetRPCMethods" {
			in = t.Send(t.session.Calm())
		}
		t.unless(in.Empty, "the device does not call GetRPCMethods in the session after a start")
		refusal, calls := t.Refusal("8002", "Internal error"), 0
		refusal.Intent = "a fault in answer to GetRPCMethods"
		for in = t.Send(refusal); !in.Empty; in = t.Send(t.session.Calm()) {
			calls += count([]string{in.Env.Method}, "GetRPCMethods")
		}
		t.Req("3.7.1.6-7").Expect(calls, "further calls of GetRPCMethods in the session").To(BeZero())
		t.idle = true
	})
}

// retryRequest is fault 8005 in answer to the POST that waits.
func (t *CPE) retryRequest() acs.Answer {
	a := t.Refusal("8005", "Retry request")
	a.Intent = "fault 8005, which asks for the same request again"
	return a
}

// refuseUpTo answers with fault 8005 until the device sends nothing more, but
// no more often than so many times after the first, and says how often the
// device sent its Inform again.
func (t *CPE) refuseUpTo(times int) int {
	for n := range times {
		in, err := t.TrySend(t.retryRequest())
		if err != nil || in.Empty || in.Env.Method != "Inform" {
			return n
		}
	}
	return times
}

// comesBack says whether the session is over and the device tries it again.
func (t *CPE) comesBack() string {
	switch {
	case t.session != nil:
		return "goes on with the session"
	case t.Next(t.retryWithin(1)) == nil:
		return "ends the session and does not try again"
	}
	return "ends the session and tries again"
}

// sameInform compares what came with the Inform before it. CurrentTime, the ID
// header and the spelling may differ.
func sameInform(first *cwmp.Inform, in *acs.Incoming, err error) string {
	if in == nil || in.Env == nil {
		return wentOn(in, err)
	}
	again, ok := in.Env.Body.(*cwmp.Inform)
	if !ok {
		return describe(in)
	}
	a, b := *first, *again
	a.CurrentTime, b.CurrentTime = "", ""
	if same, _ := Equal(a).Match(b); !same {
		return "another Inform"
	}
	return "the same Inform"
}
