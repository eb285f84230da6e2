package cpe

import (
	"fmt"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	// callBound is the time that the device has from its answer to the session (3.2.2.1).
	callBound = 30 * time.Second
	// quiet is how long a session that must not begin is waited for.
	quiet = 5 * time.Second

	connectionRequest = "6 CONNECTION REQUEST"
	listenerSwitch    = "ManagementServer.HTTPConnectionRequestEnable"
)

// accepted are the answers to a Connection Request that was accepted.
var accepted = []string{"200", "204"}

func init() {
	spec(conform.Case{
		ID: "CPE-CR-101", Subject: "Connection Request", Needs: callable, Waits: 10,
		Title: "Connection Requests in a session do not disturb it and are refused, or followed by one session",
		Covers: reqs("3.2.2.1-9", "3.2.2.1-10", "3.2.2.1-13", "3.2.2.2-19", "3.2.2.2-20", "3.2.2.2-23", "3.2.2.2-24", "3.2.2.2-25", "3.2.2.2-26",
			"3.2.1-7"),
		Steps:  "Send two Connection Requests in a session, call GetRPCMethods, and end the session.",
		Passes: "They are answered with 200, 204 or 503, and the session goes on. If one was accepted, one session with 6 CONNECTION REQUEST begins within 30 seconds, else none.",
	}, func(t *CPE) {
		t.claim.KeepOld() // the session goes on as far as it is up to the ACS
		t.idleDevice()
		t.callSessions(quiet) // it owes none for earlier Connection Requests
		t.openCalled()
		answers := []string{outcomeOf(t.ask(acs.CR{})), outcomeOf(t.ask(acs.CR{}))}
		t.Req("3.2.2.2-20", "3.2.2.2-25", "3.2.2.1-10").Expect(answers, "the answers in a session").To(HaveEach(Or(HavePrefix("2"), Equal("503"))))
		in, err := t.TrySend(t.askHolding(false))
		t.End()
		f := t.afterCalls(answers)
		if t.Req("3.2.2.1-9", "3.2.2.2-19").Expect(wentOn(in, err), "what the device sends next in the session").To(BeElementOf("GetRPCMethodsResponse", "a fault")) {
			t.judgeFollowUp(f)
		}
	})

	spec(conform.Case{
		ID: "CPE-CR-102", Subject: "Connection Request", Needs: callable, Waits: 10,
		Title:  "a Connection Request does not stop a session that is being set up",
		Covers: reqs("3.2.2.1-11", "3.2.2.2-28"),
		Steps:  "Send a Connection Request before answering an Inform.",
		Passes: "It is answered with 200, 204 or 503, and the session goes on after InformResponse.",
	}, func(t *CPE) {
		t.Connect()
		answer := outcomeOf(t.ask(acs.CR{}))
		t.Req("3.2.2.2-28").Expect(answer, "the answer while the session is set up").To(Or(HavePrefix("2"), Equal("503")))
		in, err := t.TrySend(t.session.InformResponse())
		t.Req("3.2.2.1-11", "3.2.2.2-28").Expect(wentOn(in, err), "what the device sends after InformResponse").NotTo(Equal("nothing"))
		t.End()
		t.afterCalls([]string{answer})
	})

	spec(conform.Case{
		ID: "CPE-CR-103", Subject: "Connection Request", Needs: callable, Waits: 15,
		Title:  "no other session begins beside one that goes on",
		Covers: reqs("3.7-6", "3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-23"),
		Steps:  "Send two Connection Requests in a session and let ten seconds pass; then call GetRPCMethods twice, and end the session.",
		Passes: "The session goes on, and no other session of the device begins before its end.",
	}, func(t *CPE) {
		t.claim.KeepOld()
		t.Open()
		first := t.session
		answers := []string{outcomeOf(t.ask(acs.CR{})), outcomeOf(t.ask(acs.CR{}))}
		other := t.beside(first, pauseInSession)
		// Only a device that goes on after this has not given the session up.
		t.CallRaw(&cwmp.GetRPCMethods{}, nil)
		t.CallRaw(&cwmp.GetRPCMethods{}, nil)
		t.Req("3.7-6", "3.2.2.1-10", "3.2.2.2-20", "3.2.2.2-23").Expect(other, "what began beside a session that went on").To(Equal("nothing"))
		t.End()
		t.afterCalls(answers)
	})
}

// pauseInSession is how long the ACS takes for an answer while it looks for
// another session: much less than the 30 seconds after which a device may give
// a session up (3.7.1.4).
const pauseInSession = 10 * time.Second

// beside looks for other sessions of the device that a session belongs to, and
// says what came. A session that comes is ended.
func (t *CPE) beside(s *acs.Session, bound time.Duration) string {
	defer t.Waiting.During(conform.Wait{What: "another session, which must not begin", Least: bound, Most: bound})()
	came := "nothing"
	for range 2 {
		other, err := t.claim.Next(t.Ctx, bound)
		if err != nil {
			break
		}
		if other.Finish(t.Ctx) == nil && other.Inform().DeviceId == s.Inform().DeviceId {
			came = "another session with " + strings.Join(eventsOf(other.Inform()), ", ")
		}
	}
	return came
}

// judgeFollowUp judges what came after a session with Connection Requests in it.
func (t *CPE) judgeFollowUp(f followUp) {
	t.Req("3.2.2.1-13").Expect(!f.due && f.called > 0, "a session with 6 CONNECTION REQUEST though all requests were refused").To(BeFalse())
	t.Req("3.2.1-7", "3.2.2.1-10", "3.2.2.2-20").Expect(f.due && f.sessions == 0, "no session though a request was accepted").To(BeFalse())
	t.Req("3.2.2.2-26").Expect(f.due && !f.soon, "no session within %s though a request was accepted", callBound).To(BeFalse())
	t.Req("3.2.2.2-24").Expect(f.due && f.called == 0, "no 6 CONNECTION REQUEST though a request was accepted").To(BeFalse())
	t.Req("3.2.2.2-23").Expect(f.number(), "the number of sessions after requests that were accepted").To(Equal(asDue))
}

// asDue is the number of sessions after Connection Requests in a session where
// it is right: one if any was accepted, whatever other reasons bring more.
const asDue = "one, or none where all were refused"

func (f followUp) number() string {
	switch {
	case !f.due || f.sessions > 0 && f.called <= 1:
		return asDue
	case f.sessions == 0:
		return "none"
	}
	return fmt.Sprintf("%d with 6 CONNECTION REQUEST", f.called)
}

// followUp is what came after a session with Connection Requests in it.
type followUp struct {
	due      bool // one was accepted
	soon     bool // a session came within 30 s
	sessions int
	called   int // those with 6 CONNECTION REQUEST
}

// afterCalls takes the sessions that come after one in which Connection
// Requests were answered so.
func (t *CPE) afterCalls(answers []string) followUp {
	f := followUp{due: slices.ContainsFunc(answers, func(a string) bool { return strings.HasPrefix(a, "2") })}
	bound := quiet
	if f.due {
		bound = callBound
	}
	in := t.Next(bound)
	if f.soon = in != nil; f.due && !f.soon {
		in = t.Next(2 * callBound)
	}
	for in != nil && f.sessions < 5 {
		f.sessions++
		if slices.Contains(eventsOf(in), connectionRequest) {
			f.called++
		}
		t.End()
		bound = quiet
		if f.due && f.called == 0 {
			bound = callBound // this one was for another event
		}
		in = t.Next(bound)
	}
	return f
}

// comesSoon waits for the session that a Connection Request leads to. In rare
// cases a device may fail to open it within 30 seconds (3.2.2.1), which is why
// it is called a second time then, when it is idle again.
func (t *CPE) comesSoon() *cwmp.Inform {
	in := t.Next(callBound)
	if in != nil {
		return in
	}
	if t.Next(2*callBound) != nil {
		t.End()
	}
	t.askIdle(acs.CR{})
	return t.Next(callBound)
}

// idleDevice has the device end a session, so that it is reached and idle. If
// that session was for another event, the one for the Connection Request that
// called the device is still to come.
func (t *CPE) idleDevice() {
	in := t.Connect()
	t.End()
	if !slices.Contains(eventsOf(in), connectionRequest) {
		t.eventsUntilCalled(nil)
	}
}

// openCalled opens a session that answers the Connection Request by which the
// device was called, so that it owes none for that.
func (t *CPE) openCalled() {
	if in := t.Connect(); !slices.Contains(eventsOf(in), connectionRequest) {
		t.End()
		t.orConnect(t.Next(callBound))
	}
	t.Welcome()
}

// ask sends a Connection Request, with the right credentials unless it has others.
func (t *CPE) ask(cr acs.CR) *acs.CRResult {
	cr.URL = t.Device.ConnectionRequestURL
	if cr.Username == "" {
		cr.Username, cr.Password = t.CRUsername, t.CRPassword
	}
	r, _ := t.ACS.ConnectionRequest(t.Ctx, t.Case.ID, cr) // what came of it is in r
	if t.Ctx.Err() != nil {
		t.Stop("%v", t.Ctx.Err())
	}
	return r
}

// askIdle asks again while the device is busy with the end of a session, with
// one of its own accord, or by its rate limit.
func (t *CPE) askIdle(cr acs.CR) *acs.CRResult {
	r := t.ask(cr)
	for range 20 {
		if r.Status() != 503 {
			break
		}
		if t.Next(busyPause) != nil {
			t.End()
		}
		r = t.ask(cr)
	}
	return r
}

// outcomeOf is how a Connection Request ended: its status, or in words.
func outcomeOf(r *acs.CRResult) string {
	switch {
	case r.Status() == 0:
		return "no answer"
	case r.Status() == 401 && len(r.Statuses) < len(r.Exchanges):
		return "401, then no answer"
	}
	return fmt.Sprint(r.Status())
}

// served takes the session that an accepted Connection Request leads to.
func (t *CPE) served(r *acs.CRResult) {
	if r.Status()/100 == 2 {
		t.eventsUntilCalled(nil)
	}
}

// content says what content an answer has.
func content(r *acs.CRResult) string {
	if r.Status()/100 != 2 || len(r.Exchanges) == 0 {
		return "nothing"
	}
	resp := r.Exchanges[len(r.Exchanges)-1].Resp
	if len(resp.Body) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%d with %d bytes of %s", resp.Status, len(resp.Body), resp.Get("Content-Type"))
}

// eventsUntilCalled ends the session that the Inform began, and others that
// begin of the device's own accord, up to one with 6 CONNECTION REQUEST. It
// returns all their events.
func (t *CPE) eventsUntilCalled(in *cwmp.Inform) []string {
	list := []string{}
	for range 3 {
		if in == nil {
			in = t.Next(callBound)
		}
		list = append(list, eventsOf(in)...)
		t.End()
		if in == nil || slices.Contains(list, connectionRequest) {
			break
		}
		in = nil
	}
	return list
}

// callSessions ends all sessions that begin within the bound and counts those
// with 6 CONNECTION REQUEST.
func (t *CPE) callSessions(bound time.Duration) int {
	return t.countSessions(bound, func(in *cwmp.Inform) bool { return slices.Contains(eventsOf(in), connectionRequest) })
}

// untilSilent sends Connection Requests until the port gives no answer, for
// some seconds: the device may close it a moment after the session.
func (t *CPE) untilSilent() string {
	answer := ""
	for range 4 {
		r := t.ask(acs.CR{Anonymous: true, Intent: "a Connection Request to a port that is disabled"})
		if answer = outcomeOf(r); answer == "no answer" {
			break
		}
		if t.session == nil {
			t.Next(2 * time.Second)
		}
	}
	return answer
}

// untilAnswered sends Connection Requests until the port gives an answer, for
// some seconds: the device may open it a moment after the session.
func (t *CPE) untilAnswered() *acs.CRResult {
	r := t.askIdle(acs.CR{})
	for range 4 {
		if r.Status() != 0 {
			break
		}
		t.pass(2 * time.Second)
		r = t.askIdle(acs.CR{})
	}
	return r
}

// ordered makes sure that the session is open that the device was told to open.
func (t *CPE) ordered() {
	if t.session == nil && t.Next(t.lateBound()) == nil {
		t.Stop("no session came upon ScheduleInform")
	}
}

// callsBefore waits for the session and skips a case that needs a Connection
// Request answered before it.
func (t *CPE) callsBefore(r *acs.CRResult) {
	if t.Next(callBound) == nil || !t.before(r) {
		t.Skip("the device opens its session before a second Connection Request can be sent")
	}
}

// before says that a Connection Request was answered well before the device
// opened the session at hand. The connection is opened a moment before its
// Inform comes, which is why it must not be close.
func (t *CPE) before(r *acs.CRResult) bool {
	if len(r.Exchanges) < 2 || r.Exchanges[1].Resp == nil {
		return false
	}
	gap := t.session.InformExchange().Req.Begun - r.Exchanges[1].Resp.Ended
	return t.Clock.Protocol(gap) >= time.Second
}
