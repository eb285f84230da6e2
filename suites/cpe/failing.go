package cpe

import (
	"bytes"
	"errors"
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Pending makes the device open a session for an event that has to be
// delivered again if the session fails, which is not said of 6 CONNECTION
// REQUEST (Table 8), and returns its Inform, not answered yet.
func (t *CPE) Pending() *cwmp.Inform {
	if t.Device.Supports("ScheduleInform") {
		key := t.key()
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 1, CommandKey: key}))
		t.End()
		// Sessions for other reasons may come first: one more for the connection
		// request that opened the session before (3.2.2.1), or a periodic one.
		in := t.upto(t.inAll(t.lateBound()), func(in *cwmp.Inform) bool {
			told := keysOf(in, "M ScheduleInform")
			// A device that does not tell of it by M ScheduleInform has some other event.
			return slices.Contains(told, key) || len(told) == 0 && hasToReturn(in) && !onlyRecurring(in)
		})
		if t.unscheduled = in == nil; in == nil {
			t.Stop("no session came upon ScheduleInform")
		}
		return in
	}
	t.watchUpTime()
	return t.Connect()
}

// lateBound is how long an Inform that was scheduled is waited for from the
// moment at which it is due. The standard sets no bound; a device that has not
// kept to this one once is not given as much time again.
func (t *CPE) lateBound() time.Duration {
	if t.unscheduled {
		return t.SessionBound
	}
	return max(5*time.Minute, t.SessionBound)
}

// Returning is Pending where the session is about to fail and the wait is not
// what is judged: a device that lets its retry wait be set is to come back after
// a second or two.
func (t *CPE) Returning() *cwmp.Inform {
	t.shortWaits()
	return t.Pending()
}

// shortWaits sets the retry Parameters, where the device has them, to a second
// for the first retry; a device that refuses keeps its longer wait.
func (t *CPE) shortWaits() {
	for name, seconds := range map[string]string{minimumWait: "1", multiplier: "2000"} {
		if p := (Parameter{t.Device.Root + name, "unsignedInt"}); t.Device.Has(p.Name) {
			t.Borrow(p)
			t.Set(value(p.Name, p.Type, seconds))
		}
	}
}

// Failing is Returning where the case can judge a session all the same that the
// device need not try again: one with 6 CONNECTION REQUEST alone, if it has no
// method that brings about another event.
func (t *CPE) Failing() *cwmp.Inform {
	if !t.Device.Supports("ScheduleInform") {
		uptime := &cwmp.GetParameterAttributes{ParameterNames: []string{t.Device.Root + "DeviceInfo.UpTime"}}
		if t.CallRaw(uptime, nil).Code() == "9000" {
			return t.Connect()
		}
	}
	return t.Returning()
}

// watchUpTime sets passive notification on UpTime and lets a second pass in
// which it changes.
func (t *CPE) watchUpTime() {
	name := t.Device.Root + "DeviceInfo.UpTime"
	t.BorrowAttributes(name)
	t.apply(notify(name, 1))
	t.pass(2 * time.Second)
}

// MustFail answers the POST that waits so that the session fails, and judges
// that the device sends nothing more in it and then tries again by itself. It
// returns the Inform of that attempt, not answered yet, nil if there was none.
func (t *CPE) MustFail(a acs.Answer, ids ...string) *cwmp.Inform {
	a.Fatal = true
	due := hasToReturn(t.session.Inform())
	in, err := t.TrySend(a)
	return t.failed(in, err, due, ids...)
}

// MustNotBegin is MustFail for an answer to Inform, after which the device must
// not take the session for initiated either.
func (t *CPE) MustNotBegin(a acs.Answer, ids ...string) *cwmp.Inform {
	a.Fatal = true
	due := hasToReturn(t.session.Inform())
	in, err := t.TrySend(a)
	// The same Inform again is no sign that the session was initiated.
	t.Req("3.7.1.1-10").Expect(wentOn(in, err), "what the device sends then in the session").To(BeElementOf("nothing", "Inform"))
	return t.failed(in, err, due, ids...)
}

// onlyRecurring says that an Inform has no event but some that may occur at any time.
func onlyRecurring(inform *cwmp.Inform) bool {
	return !slices.ContainsFunc(inform.Event, func(e cwmp.EventStruct) bool { return !recurs(e.EventCode) })
}

// hasToReturn says whether an Inform has an event that has to be delivered
// again when its session fails. A session whose only event is 6 CONNECTION
// REQUEST, which is not (Table 8), may just as well not be tried again.
func hasToReturn(inform *cwmp.Inform) bool {
	return slices.ContainsFunc(inform.Event, func(e cwmp.EventStruct) bool { return e.EventCode != "6 CONNECTION REQUEST" })
}

func (t *CPE) failed(in *acs.Incoming, err error, due bool, ids ...string) *cwmp.Inform {
	if !t.Req(ids...).Expect(wentOn(in, err), "what the device sends then in the session").To(Equal("nothing")) {
		return nil
	}
	if !due {
		return nil
	}
	bound := t.retryWithin(1)
	again := t.Next(bound)
	t.Req(ids...).Expect(again != nil, "a new attempt of the device within %s", bound).To(BeTrue())
	return again
}

// wentOn says what the device sent after an answer, in words.
func wentOn(in *acs.Incoming, err error) string {
	switch {
	case in != nil:
		return describe(in)
	case errors.Is(err, acs.ErrEnded), errors.Is(err, acs.ErrTimeout):
		return "nothing"
	}
	return err.Error()
}

// Finish brings a session that may be open to its regular end, so that
// RetryCount goes back to zero.
func (t *CPE) Finish() {
	if t.session == nil {
		t.Connect()
	}
	t.End()
}

// Refusal is a fault of the ACS in the form of CWMP, answering the request that waits.
func (t *CPE) Refusal(code, text string) acs.Answer {
	return t.session.Envelope(&cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true,
		FaultCode: code, FaultString: text, HasFaultString: true})
}

// withHold gives an envelope of the reference ACS a HoldRequests header.
func withHold(body []byte, hold bool) []byte {
	value := "0"
	if hold {
		value = "1"
	}
	const header, end = "<soapenv:Header>", "</soapenv:Header>"
	block := `<cwmp:HoldRequests soapenv:mustUnderstand="1">` + value + "</cwmp:HoldRequests>"
	if bytes.Contains(body, []byte(header)) {
		return bytes.Replace(body, []byte(end), []byte(block+end), 1)
	}
	return bytes.Replace(body, []byte("<soapenv:Body>"), []byte(header+block+end+"<soapenv:Body>"), 1)
}
