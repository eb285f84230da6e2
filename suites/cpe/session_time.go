package cpe

import (
	"bytes"
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	// almost is a silence that no device may take for the end of a session.
	almost = 29 * time.Second
	// endless is how long a device is given to take silence for the end of a
	// session. The standard has no upper limit.
	endless = 10 * time.Minute
)

func init() {
	spec(conform.Case{
		ID: "CPE-SESSION-201", Subject: "Session failure", Waits: 120,
		Title:  "the device waits 29 seconds for an answer",
		Covers: reqs("3.4.2-11", "3.7.1.4-4", "3.7.1.4-7"),
		Steps:  "Answer an Inform after 29 seconds and the empty POST after 29 seconds more.",
		Passes: "The device goes on with the session each time.",
	}, func(t *CPE) {
		t.Connect()
		t.pause(almost)
		in, err := t.untilQuiet(t.session.InformResponse())
		ok := t.Req("3.4.2-11", "3.7.1.4-4", "3.7.1.4-7").Expect(wentOn(in, err), "what the device sends upon InformResponse after 29 seconds").To(Equal("an empty POST"))
		t.goOn(ok)
		t.pause(almost)
		in, err = t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("3.4.2-11", "3.7.1.4-7").Expect(wentOn(in, err), "what the device sends upon GetRPCMethods after 29 seconds").To(BeElementOf("GetRPCMethodsResponse", "a fault"))
		t.idle = err == nil
	})

	spec(conform.Case{
		ID: "CPE-SESSION-202", Subject: "Session failure", Waits: 1300,
		Title:  "a device that gets no answer ends the session as failed and begins a new one",
		Covers: reqs("3.4.2-9", "3.7.1.4-6", "3.7.1.4-8"),
		Steps:  "Leave an Inform without an answer until the device comes again; answer that Inform and leave the empty POST without one.",
		Passes: "Each time the device comes with a new Inform, not with the same request, and its RetryCount is not 0.",
	}, func(t *CPE) {
		t.Returning()
		t.silent("an Inform")
		t.Welcome()
		t.silent("an empty POST")
		t.End()
	})

	down, up := reqs("A.3.2.8-75"), reqs("A.4.1.5-38")
	spec(conform.Case{
		ID: "CPE-SESSION-203", Subject: "Session failure", Waits: 600,
		Title:  "the device stays in a session of five minutes, and makes its transfers after it",
		Covers: slices.Concat(reqs("3.7.1.4-17"), down, up),
		Steps: "Order the lent file and an upload with DelaySeconds 5, what the device supports of both. Call GetRPCMethods every six seconds for five minutes, and end the session. " +
			"All is in one case so that five minutes are waited once.",
		Passes: "Each call is answered. Each file is asked for within the hour after it was due, or its failure is reported.",
	}, func(t *CPE) {
		var download, upload *order
		t.Part(down, func() { download = t.laterDownload() })
		t.Part(up, func() { upload = t.laterUpload() })
		t.Open()
		for n := range 50 {
			t.pause(6 * time.Second)
			in, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
			t.goOn(t.Req("3.7.1.4-17").Expect(wentOn(in, err), "the answer to request %d of the session", n+1).To(BeElementOf("GetRPCMethodsResponse", "a fault")))
		}
		t.idle = true
		t.free()
		t.Part(down, func() { t.madeYet(download, down) })
		t.Part(up, func() { t.madeYet(upload, up) })
	})

	spec(conform.Case{
		ID: "CPE-SESSION-204", Subject: "Session failure", Waits: 10,
		Title:  "a session that is cut in its middle is retried",
		Covers: reqs("3.7.1.4-22"),
		Steps:  "Close the connection when the empty POST has come.",
		Passes: "The device begins a new session by itself within the first wait of Table 3, and its RetryCount is not 0.",
	}, func(t *CPE) {
		first := t.Returning()
		t.Welcome()
		t.refuse(acs.Answer{HangUp: true, Intent: "no answer in mid-session"})
		t.lostOnce(first, "3.7.1.4-22")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-205", Subject: "Session", Needs: append([]string{"connection-request"}, needsLent...), Waits: 320,
		Title:  "a request that arises after the empty POST waits for another session",
		Covers: reqs("3.7.1.3-11"),
		Steps:  "Order the lent file from a server that answers after 12 seconds, and end the session. Open another one at once; 25 seconds after its empty POST call GetRPCMethods and answer the response with 204.",
		Passes: "The device calls no method of the ACS in that session.",
	}, func(t *CPE) {
		file := t.lent()
		file.Slow = 12 * time.Second
		o := t.Download("slow", file)
		t.unless(o.status() != 1, "the device tells the outcome at once")
		t.Connect()
		t.Welcome()
		t.unless(t.completion(o) != nil, "the transfer was over before the session")
		t.pause(25 * time.Second)
		t.Call(&cwmp.GetRPCMethods{})
		in, err := t.TrySend(acs.Answer{})
		t.Req("3.7.1.3-11").Expect(wentOn(in, err), "what the device sends after the empty response").NotTo(Equal("TransferComplete"))
		t.Transferred(o)
	})
}

// silent leaves the POST that waits without an answer and judges what the
// device does about it. It skips the case if the device goes on waiting.
func (t *CPE) silent(what string) {
	open, before := t.session, t.session.InformExchange().Req.Body
	again := t.Next(endless)
	t.answerAfterAll(open, again)
	t.unless(again == nil, "the device waits longer than ten minutes for an answer, and the standard has no upper limit")
	// An Inform with the same CurrentTime is that of the session before.
	same := bytes.Equal(before, t.session.InformExchange().Req.Body)
	t.Req("3.4.2-9", "3.7.1.4-8").Expect(same, "the same Inform again after %s without an answer", what).To(BeFalse())
	t.goOn(!same)
	t.Req("3.4.2-9", "3.7.1.4-6").Expect(again.RetryCount, "RetryCount after %s without an answer", what).NotTo(BeZero())
}

// answerAfterAll ends a session whose answer the device still waits for.
func (t *CPE) answerAfterAll(open *acs.Session, again *cwmp.Inform) {
	if again == nil {
		_ = open.Finish(t.Ctx)
	}
}
