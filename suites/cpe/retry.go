package cpe

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	minimumWait = "ManagementServer.CWMPRetryMinimumWaitInterval"
	multiplier  = "ManagementServer.CWMPRetryIntervalMultiplier"
	// withoutLimit is claimed by a device that goes on trying: 3.7.1.4 lets it
	// limit its attempts, and nothing on the wire tells of that.
	withoutLimit = "retries-without-limit"
)

// waitRow is the requirement that a row of Table 3 is in the catalogue.
func waitRow(retry int) string { return fmt.Sprintf("3.2.1.1-%d", 17+min(retry, 10)) }

func init() {
	spec(conform.Case{
		ID: "CPE-RETRY-001", Subject: "Retry", Waits: 70,
		Title: "a failed session is retried after the waits of Table 3, with RetryCount, until it succeeds",
		Covers: reqs("3.2.1-24", "3.2.1.1-1", "3.2.1.1-2", "3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-9", "3.2.1.1-16",
			"3.2.1.1-18", "3.2.1.1-19", "3.2.1.1-20", "3.7.1.5-20"),
		Steps:  "Fail three sessions in a row: by 503, by closing the connection, by 500. Serve the next attempt, and ask for another session.",
		Passes: "The device comes again after 5 to 10, 10 to 20 and 20 to 40 seconds, or what its retry Parameters make of it; up to a minute later for the connection that was closed, which a device may wait for. RetryCount is 1, 2 and 3, and 0 after the success.",
	}, func(t *CPE) {
		t.readWaits()
		first := t.Pending().RetryCount
		for i, a := range []acs.Answer{status(503), {HangUp: true, Intent: "no answer to Inform"}, status(500)} {
			again := t.fail(a, i+1, "3.2.1-24", "3.2.1.1-1")
			t.Req("3.2.1.1-2", "3.2.1.1-9").Expect(again.RetryCount, "RetryCount of retry %d", i+1).To(Equal(first + uint32(i) + 1))
		}
		t.Finish()
		t.Req("3.2.1.1-16").Expect(t.Connect().RetryCount, "RetryCount after the success").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-RETRY-002", Subject: "Retry", Needs: []string{"connection-request", "retry-parameters"}, Waits: 5,
		Title:  "a new event has a failed session retried at once",
		Covers: reqs("3.2.1.1-5", "3.2.1.1-9", "3.2.2.1-4"),
		Steps:  "Set the retry Parameters to a wait of 90 seconds, fail a session by 500, and send a Connection Request; do so again if no session begins within 30 seconds.",
		Passes: "A session begins within 30 seconds, and its RetryCount is not 0.",
	}, func(t *CPE) {
		t.setWaits(90, 1000)
		t.Pending()
		in := t.calledAfterFailure()
		if in == nil { // a session may be late at times (3.2.2.1)
			t.orNext(in, 120*time.Second)
			in = t.calledAfterFailure()
		}
		t.Req("3.2.1.1-5", "3.2.2.1-4").Expect(in != nil, "a session within %s of the Connection Request", callBound).To(BeTrue())
		in = t.orNext(in, 120*time.Second)
		t.Req("3.2.1.1-9").Expect(in.RetryCount, "RetryCount of a retry for a new event").NotTo(BeZero())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-RETRY-003", Subject: "Retry", Needs: []string{"connection-request"}, Waits: 15,
		Title:  "after a successful session the retry policy has no say",
		Covers: reqs("3.2.1.1-17"),
		Steps:  "Fail a session by 500, send a Connection Request, serve the session that begins, and wait for as long as the retry could have taken.",
		Passes: "No session begins without an event.",
	}, func(t *CPE) {
		t.Pending()
		t.refuse(status(500))
		t.askIdle(acs.CR{})
		t.orNext(t.Next(callBound), callBound)
		t.End()
		_, most := t.waitRange(1)
		t.Req("3.2.1.1-17").Expect(t.eventless(protocolSeconds(most+1)), "sessions without an event").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-RETRY-004", Subject: "Retry", Needs: []string{"connection-request", "retry-parameters", withoutLimit}, Waits: 70,
		Title:  "a retry for a new event does not put the waits back to the first row",
		Covers: reqs("3.2.1.1-8"),
		Steps:  "Fail a session and its first retry; send a Connection Request, fail that session too, and time the next attempt.",
		Passes: "The wait is not below the third row of Table 3: 20 seconds.",
	}, func(t *CPE) {
		t.setWaits(5, 2000)
		t.Pending()
		t.unless(t.timed(status(500)) < 4, "the first retry came too early: see CPE-RETRY-001")
		t.unless(t.timed(status(500)) < 9, "the second retry came too early: see CPE-RETRY-001")
		t.refuse(status(500))
		t.askIdle(acs.CR{})
		t.orNext(t.Next(callBound), callBound)
		least, _ := t.waitRange(3)
		t.Req("3.2.1.1-8").Expect(t.timed(status(500)), "seconds until the attempt after that").To(BeNumerically(">=", least))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-RETRY-005", Subject: "Retry", Needs: []string{"retry-parameters", withoutLimit}, Waits: 300,
		Title: "the waits grow up to the tenth retry and stay there, and the retries go on",
		Covers: reqs("3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-14", "3.2.1.1-15", "3.2.1.1-18", "3.2.1.1-19", "3.2.1.1-20", "3.2.1.1-21", "3.2.1.1-22",
			"3.2.1.1-23", "3.2.1.1-24", "3.2.1.1-25", "3.2.1.1-26", "3.2.1.1-27", "3.7.1.5-20"),
		Steps:  "Set CWMPRetryMinimumWaitInterval to 2 and CWMPRetryIntervalMultiplier to 1400, and fail eleven sessions in a row by 500.",
		Passes: "The waits are those of Table 3 for these values: 2 to 2.8 seconds first, 41 to 58 from the tenth on.",
	}, func(t *CPE) {
		t.setWaits(2, 1400)
		t.Pending()
		for n := 1; n <= 11; n++ {
			t.fail(status(500), n, "3.2.1.1-15")
		}
		t.Finish()
	})
}

// calledAfterFailure fails the session that waits and sends a Connection
// Request; it returns the Inform of the session that begins, nil if none does
// within 30 seconds.
func (t *CPE) calledAfterFailure() *cwmp.Inform {
	t.refuse(status(500))
	t.askIdle(acs.CR{})
	return t.Next(callBound)
}

// setWaits sets the retry Parameters for the case.
func (t *CPE) setWaits(m, k int) {
	for name, v := range map[string]int{minimumWait: m, multiplier: k} {
		p := Parameter{t.Device.Root + name, "unsignedInt"}
		t.Borrow(p)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, fmt.Sprint(v))))
		if t.waits == nil {
			t.waits = map[string]float64{}
		}
		t.waits[name] = float64(v)
	}
}

// policy is the value of a retry Parameter: as the case set it, as the device
// had it, or what is hard-coded where the device does not have it.
func (t *CPE) policy(name string, usual float64) float64 {
	if v, set := t.waits[name]; set {
		return v
	}
	v, err := strconv.ParseFloat(trim(t.Device.Values[t.Device.Root+name].Text), 64)
	if err != nil {
		return usual
	}
	return v
}

// readWaits takes the retry Parameters as the device has them now: a case
// before, such as that of FactoryReset, may have changed them.
func (t *CPE) readWaits() {
	t.waits = map[string]float64{}
	for _, name := range []string{minimumWait, multiplier} {
		if !t.Device.Has(t.Device.Root + name) {
			continue
		}
		if v, err := strconv.ParseFloat(trim(t.Value(t.Device.Root+name)), 64); err == nil {
			t.waits[name] = v
		}
	}
}

// retryWithin is how long the given retry, counted from 1, is waited for: the
// ACS may have set longer waits than those of Table 3.
func (t *CPE) retryWithin(retry int) time.Duration {
	_, most := t.waitRange(retry)
	return max(retryBound, protocolSeconds(most))
}

// waitRange is the range of Table 3 for a retry, in seconds, with the tolerance
// for when the wait begins and for the connection: a second or a tenth at both
// ends, and time to connect, which in scaled time takes long.
func (t *CPE) waitRange(retry int) (least, most float64) {
	m, k := t.policy(minimumWait, 5), t.policy(multiplier, 2000)/1000
	least = m * math.Pow(k, float64(min(retry, 10)-1))
	most = least * k
	connecting := max(5, t.Clock.Protocol(time.Second).Seconds())
	return least - max(1, least/10), most + max(1, most/10) + connecting
}

// waitedOut is how much later a device may take a session for failed whose
// connection was closed: not before 30 seconds may it give up waiting for a
// response (3.4.2), and whether that holds for a closed connection is open.
const waitedOut = time.Minute

// fail answers the Inform that waits so that the session fails, and judges the
// wait for the given retry, counted from 1. If none comes it breaks the
// requirements named and ends the body.
func (t *CPE) fail(a acs.Answer, retry int, ids ...string) *cwmp.Inform {
	before, x := t.session.Inform(), t.session.InformExchange()
	t.refuse(a)
	least, most := t.waitRange(retry)
	if a.HangUp {
		most += waitedOut.Seconds()
	}
	t.Await(fmt.Sprintf("the device to retry (retry %d)", retry), protocolSeconds(least), protocolSeconds(most))
	again := t.Next(max(retryBound, protocolSeconds(most)))
	if !t.Req(ids...).Expect(again != nil, "retry %d within %.0f seconds", retry, most).To(BeTrue()) {
		t.Stop("the device does not try again")
	}
	t.unless(prompted(before, again), "the device came again for another event, so the wait could not be timed")
	rows := append([]string{"3.2.1.1-4", "3.2.1.1-6", "3.7.1.5-20", waitRow(retry)}, lastRow(retry)...)
	t.Req(rows...).Expect(t.waited(x, again), "seconds until retry %d", retry).To(And(BeNumerically(">=", least), BeNumerically("<=", most)))
	return again
}

// lastRow is what holds for the tenth retry and later ones.
func lastRow(retry int) []string {
	if retry < 10 {
		return nil
	}
	return []string{"3.2.1.1-14"}
}

// refuse answers the Inform that waits so that the session fails.
func (t *CPE) refuse(a acs.Answer) {
	a.Fatal = true
	if in, err := t.TrySend(a); in != nil {
		t.Stop("the session went on where it had to fail: %s %v", describe(in), err)
	}
}

// timed is refuse that waits for the next attempt; it returns the seconds
// until then. An attempt for another event tells nothing, and the case is skipped.
func (t *CPE) timed(a acs.Answer) float64 {
	before, x := t.session.Inform(), t.session.InformExchange()
	t.refuse(a)
	_, most := t.waitRange(4)
	again := t.orNext(nil, protocolSeconds(most))
	t.unless(prompted(before, again), "the device came again for another event, so the wait could not be timed")
	return t.waited(x, again)
}

// orNext waits for a session if there is none; without one it ends the body.
func (t *CPE) orNext(in *cwmp.Inform, bound time.Duration) *cwmp.Inform {
	if in == nil {
		in = t.Next(bound)
	}
	if in == nil {
		t.Stop("the device does not try again within %s", bound)
	}
	return in
}

// unless skips a case in a situation in which it says nothing.
func (t *CPE) unless(moot bool, why string) {
	if moot {
		t.Skip("%s", why)
	}
}

// prompted says that a retry may have come for an event that is new.
func prompted(before, again *cwmp.Inform) bool {
	return slices.ContainsFunc(again.Event, func(e cwmp.EventStruct) bool {
		return recurs(e.EventCode) || !slices.Contains(before.Event, e)
	})
}

// eventless counts the sessions without an event that begin within the bound.
func (t *CPE) eventless(bound time.Duration) int {
	return t.countSessions(bound, func(in *cwmp.Inform) bool { return len(in.Event) == 0 })
}

func protocolSeconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
