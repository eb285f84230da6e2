package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutCompletion = "TransferComplete"

func init() {
	spec(conform.Case{
		ID: "CPE-TC-001", Subject: aboutCompletion, Needs: needsDownload, Waits: 420,
		Title:  "a TransferComplete that gets no answer is sent again, with its events",
		Covers: reqs("3.7.1.5-13", "3.7.1.5-65", "3.7.1.5-113", "A.3.3.2-8", "A.3.3.2-9"),
		Steps:  "Order a download; close the connection when TransferComplete comes. Serve the next session, and ask for one more.",
		Passes: "The next session has 7 TRANSFER COMPLETE and M Download and brings TransferComplete again; the one after it has neither event.",
	}, func(t *CPE) {
		o := t.Download("file", t.lent())
		t.uptoTransferComplete(o)
		t.toldUntilAnswered(o, reqs("3.7.1.5-13", "3.7.1.5-65"), reqs("3.7.1.5-113"), reqs("A.3.3.2-8", "A.3.3.2-9"), reqs("3.7.1.5-65", "3.7.1.5-113"))
	})

	spec(conform.Case{
		ID: "CPE-TC-002", Subject: aboutCompletion, Needs: needsDownload, Waits: 420,
		Title:  "a TransferComplete that is answered by a fault is sent again",
		Covers: reqs("3.7.1.5-13", "A.3.3.2-8", "A.3.3.2-9"),
		Steps:  "Order a download; answer TransferComplete with fault 8002 and go on with the session to its end.",
		Passes: "A later session has the events again and brings TransferComplete again, unless it came in the same session.",
	}, func(t *CPE) {
		o := t.Download("file", t.lent())
		t.uptoTransferComplete(o)
		t.refuseReport()
		t.End()
		// The session was successful, so that it is open whether the device comes by itself.
		t.comesAgain(o, func() *cwmp.Inform { return t.orConnect(t.Next(retryBound)) }, reqs("3.7.1.5-13"), reqs("A.3.3.2-9"), reqs("A.3.3.2-8", "A.3.3.2-9"))
	})

	spec(conform.Case{
		ID: "CPE-TC-003", Subject: aboutCompletion, Needs: needsDownload, Waits: 420,
		Title:  "of several downloads each has its M Download, and 7 TRANSFER COMPLETE is there once",
		Covers: reqs("3.7.1.5-64", "3.7.1.5-112", "3.7.1.5-135", "3.7.1.5-136"),
		Steps:  "Order two downloads with DelaySeconds 1 and 2; refuse the session that the first brings, and further attempts until one announces both, with status 500, three at most, and serve the next.",
		Passes: "The last Inform has 7 TRANSFER COMPLETE once, and M Download with each of the CommandKeys.",
	}, func(t *CPE) {
		first, second := t.delayed("first", 1), t.delayed("second", 2)
		events := t.bothCompleted(first, second)
		t.Req("3.7.1.5-112", "3.7.1.5-135").Expect(events, "the events").To(ContainElement(second.event()))
		t.Req("3.7.1.5-112", "3.7.1.5-136").Expect(events, "the events").To(ContainElement(first.event()))
	})

	spec(conform.Case{
		ID: "CPE-TC-004", Subject: aboutCompletion, Needs: append([]string{target.NeedPowerCycle}, needsDownload...), Waits: 500,
		Title:  "a completion that was not delivered survives a restart",
		Covers: reqs("3.7.1.5-66", "3.7.1.5-114"),
		Steps:  "Order a download; refuse the session that it brings with status 503, take the power away and give it back.",
		Passes: "The Inform after the restart has 7 TRANSFER COMPLETE and M Download, and TransferComplete follows.",
	}, func(t *CPE) {
		t.survives(t.Download("file", t.lent()), "3.7.1.5-114")
	})

	spec(conform.Case{
		ID: "CPE-TC-005", Subject: aboutCompletion, Needs: needsLent, Waits: 320,
		Title:  "a slow download is reported when it is over, and once",
		Covers: reqs("A.3.3.2-5", "A.3.3.2-7"),
		Steps:  "Order the lent file from a server that lets 8 seconds pass before it answers.",
		Passes: "No success is reported before the server has sent the file, and one TransferComplete comes in all.",
	}, func(t *CPE) {
		file := t.lent()
		file.Slow = 8 * time.Second
		o := t.Download("file", file)
		t.Transferred(o)
		t.reached(o)
		t.pass(max(0, t.Clock.Protocol(o.first()-t.elapsed())) + file.Slow + aWhile)
		t.Req("A.3.3.2-5").Expect(t.early(o), "reports of success before the file was sent").To(BeZero())
		t.Req("A.3.3.2-7").Expect(t.reports(o), "TransferComplete calls for the download").To(BeNumerically("<=", 1))
	})

	spec(conform.Case{
		ID: "CPE-TC-101", Subject: aboutCompletion, Needs: needsUpload, Waits: 420,
		Title:  "the end of an upload is told until TransferComplete is answered",
		Covers: reqs("3.7.1.5-121"),
		Steps:  "Order an upload; close the connection when TransferComplete comes. Serve the next session, and ask for one more.",
		Passes: "The next session has 7 TRANSFER COMPLETE and M Upload and brings TransferComplete again; the one after it has neither event.",
	}, func(t *CPE) {
		o := t.Upload("file", acs.File{})
		t.uptoTransferComplete(o)
		ids := reqs("3.7.1.5-121")
		t.toldUntilAnswered(o, ids, ids, ids, ids)
	})

	spec(conform.Case{
		ID: "CPE-TC-103", Subject: aboutCompletion, Needs: needsUpload, Waits: 420,
		Title:  "of several uploads each has its M Upload",
		Covers: reqs("3.7.1.5-64", "3.7.1.5-120"),
		Steps:  "Order two uploads with DelaySeconds 1 and 2; refuse the session that the first brings, and further attempts until one announces both, with status 500, three at most, and serve the next.",
		Passes: "The last Inform has 7 TRANSFER COMPLETE once, and M Upload with each of the CommandKeys.",
	}, func(t *CPE) {
		first, second := t.delayedUpload("first", 1), t.delayedUpload("second", 2)
		events := t.bothCompleted(first, second)
		t.Req("3.7.1.5-120").Expect(events, "the events").To(ContainElements(first.event(), second.event()))
	})

	spec(conform.Case{
		ID: "CPE-TC-104", Subject: aboutCompletion, Needs: append([]string{target.NeedPowerCycle}, needsUpload...), Waits: 500,
		Title:  "the completion of an upload that was not delivered survives a restart",
		Covers: reqs("3.7.1.5-66", "3.7.1.5-122"),
		Steps:  "Order an upload; refuse the session that it brings with status 503, take the power away and give it back.",
		Passes: "The Inform after the restart has 7 TRANSFER COMPLETE and M Upload, and TransferComplete follows.",
	}, func(t *CPE) {
		t.survives(t.Upload("file", acs.File{}), "3.7.1.5-122")
	})
}

// event is the M event of an order with its CommandKey.
func (o *order) event() string { return "M " + o.method + " " + o.key }

// uptoTransferComplete ends the session and serves the next ones up to the
// TransferComplete for the order, which waits for its answer.
func (t *CPE) uptoTransferComplete(o *order) {
	t.uptoReport(o, "no TransferComplete came", func(*cwmp.Inform) bool {
		in := t.Send(t.session.InformResponse())
		for ; !in.Empty; in = t.Send(t.session.Calm()) {
			if m, ok := in.Env.Body.(*cwmp.TransferComplete); ok && m.CommandKey == o.key {
				return true
			}
			t.heard(in, t.session)
		}
		t.idle = true
		return false
	})
}

// uptoInform ends the session and serves the next ones up to the Inform that
// announces the order, which waits for its answer.
func (t *CPE) uptoInform(o *order) {
	t.uptoReport(o, "no Inform had the event "+o.event(), func(in *cwmp.Inform) bool {
		if slices.Contains(eventsWith(in), o.event()) {
			return true
		}
		t.Welcome()
		return false
	})
}

// uptoReport ends the session and serves the next ones up to one that is enough
// of a report of the order; silent says that none was.
func (t *CPE) uptoReport(o *order, silent string, enough func(*cwmp.Inform) bool) {
	if o.status() != 1 {
		t.Skip("the device reports the outcome of %s in its answer: %s", o.method, t.outcome(o))
	}
	t.End()
	in := t.upto(t.inAll(t.reportBound()), enough)
	if in == nil {
		t.unreported = true
		t.Stop("%s", silent)
	}
	o.told = eventsWith(in)
}

// refuseReport answers TransferComplete with a fault and goes on with the
// session up to the empty POST.
func (t *CPE) refuseReport() {
	refusal := t.Refusal("8002", "Internal error")
	refusal.Intent = "a fault in answer to TransferComplete"
	for in := t.Send(refusal); !in.Empty; in = t.Send(t.session.Calm()) {
		t.heard(in, t.session)
	}
	t.idle = true
}

// toldUntilAnswered closes the connection instead of answering TransferComplete,
// and judges that the order is announced and reported again, see comesAgain, and
// is over then: the ids of over are for its events in another session.
func (t *CPE) toldUntilAnswered(o *order, seven, m, call, over []string) {
	_, _ = t.TrySend(acs.Answer{HangUp: true, Intent: "no answer to TransferComplete"})
	t.comesAgain(o, func() *cwmp.Inform { return t.Next(t.retryWithin(1) + waitedOut) }, seven, m, call)
	t.Req(over...).Expect(t.undelivered(o), "events that were delivered and come once more").To(BeEmpty())
}

// comesAgain judges that an order whose TransferComplete failed is announced
// and reported again, in the session that next brings: the ids are those for 7
// TRANSFER COMPLETE, for the M event and for the call. An event that was not
// there before is not asked for.
func (t *CPE) comesAgain(o *order, next func() *cwmp.Inform, seven, m, call []string) {
	if t.reports(o) > 0 {
		for _, ids := range [][]string{seven, m, call} {
			t.Req(ids...).Expect(t.reports(o), "TransferComplete calls after the one that failed").NotTo(BeZero())
		}
		return
	}
	in, due := next(), slices.Clone(call)
	if slices.Contains(o.told, "7 TRANSFER COMPLETE") {
		due = append(due, seven...)
	}
	if slices.Contains(o.told, o.event()) {
		due = append(due, m...)
	}
	if !t.Req(due...).Expect(in != nil, "a session that the device opens within %s", t.retryWithin(1)).To(BeTrue()) {
		return
	}
	t.Req(seven...).Expect(gone(o.told, in, "7 TRANSFER COMPLETE"), "an event that was not delivered and is not sent again").To(BeEmpty())
	t.Req(m...).Expect(gone(o.told, in, o.event()), "an event that was not delivered and is not sent again").To(BeEmpty())
	t.Welcome()
	t.Req(call...).Expect(t.reports(o), "TransferComplete calls in the next session").NotTo(BeZero())
}

// gone is the event if it was told before and an Inform lacks it, else "".
func gone(told []string, in *cwmp.Inform, event string) string {
	if slices.Contains(told, event) && !slices.Contains(eventsWith(in), event) {
		return event
	}
	return ""
}

// undelivered lists the events for an order in the session that the device
// opens next.
func (t *CPE) undelivered(o *order) []string {
	return slices.DeleteFunc(eventsWith(t.Connect()), func(e string) bool { return e != "7 TRANSFER COMPLETE" && e != o.event() })
}

// served is when the file server answered the last request for an order, in
// real time since the record began.
func (o *order) served() (at time.Duration) {
	for _, r := range o.transfers() {
		at = max(at, r.Answered)
	}
	return at
}

// bothCompleted refuses the session that the first order brings, and two more
// attempts unless both are announced, and returns what the last one announces,
// when the second is over too: a device may take its time to apply a file. 7
// TRANSFER COMPLETE stands for both (3.7.1.5-64).
func (t *CPE) bothCompleted(first, second *order) []string {
	t.uptoInform(first)
	both := func(in *cwmp.Inform) bool {
		return slices.Contains(eventsWith(in), first.event()) && slices.Contains(eventsWith(in), second.event())
	}
	applying := t.session.InformExchange().Req.Begun - first.served()
	series := t.attempts(t.session.Inform(), 3, both)
	in, end := series[len(series)-1], t.session.InformExchange().Req.Begun
	t.reached(second)
	if t.reports(second) > 0 {
		t.Stop("the second transfer was over before the first")
	}
	t.unless(!both(in) && end < second.served()+2*applying+t.Clock.Real(callBound), "the device may not be done with the second transfer yet")
	events := eventsWith(in)
	t.Req("3.7.1.5-64").Expect(count(events, "7 TRANSFER COMPLETE"), "how often 7 TRANSFER COMPLETE is there").To(BeNumerically("<=", 1))
	t.Welcome()
	return events
}

// survives refuses the session that an order brings, restarts the device and
// judges that the order is announced and reported then.
func (t *CPE) survives(o *order, m string) {
	t.uptoInform(o)
	_, _ = t.TrySend(acs.Answer{Status: 503, Intent: "an HTTP error", Fatal: true})
	in := t.powerLost()
	t.Req("3.7.1.5-66").Expect(gone(o.told, in, "7 TRANSFER COMPLETE"), "an event that was lost").To(BeEmpty())
	t.Req(m).Expect(gone(o.told, in, o.event()), "an event that was lost").To(BeEmpty())
	t.Welcome()
	t.Req("3.7.1.5-66", m).Expect(t.reports(o), "TransferComplete calls after the restart").NotTo(BeZero())
}

// early counts the reports of success for an order that came before the file
// server answered.
func (t *CPE) early(o *order) (n int) {
	for _, c := range t.completions {
		if c.CommandKey == o.key && c.FaultStruct.FaultCode == 0 && !slices.ContainsFunc(o.transfers(), func(r acs.Request) bool {
			return r.Answered > 0 && r.Answered <= c.begun
		}) {
			n++
		}
	}
	return n
}
