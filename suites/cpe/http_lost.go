package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Sessions that lose their ACS. They are redirected first, so that the ACS URL
// itself can be reached all the time and the device comes back.
func init() {
	spec(conform.Case{
		ID: "CPE-HTTP-101", Subject: "HTTP", Waits: 60,
		Title:  "a session has failed when no connection for its next request can be opened",
		Covers: reqs("3.4.2-7"),
		Steps:  "Redirect a session to another port of the ACS, close that port, and call GetRPCMethods with Connection: close.",
		Passes: "The device begins a new session by itself within the first wait of Table 3, at the ACS URL, and its RetryCount is not 0.",
	}, func(t *CPE) {
		first := t.Pending()
		p := t.place(acs.PlaceConfig{})
		t.follow(302, p.URL("/gone"))
		t.Welcome()
		p.Close()
		a := t.session.Envelope(&cwmp.GetRPCMethods{})
		a.Close, a.Fatal = true, true
		in, err := t.TrySend(a)
		t.unless(in != nil, "the session went on although its port was closed: "+wentOn(in, err))
		// A device that goes on from there must find its way back.
		t.pause(3 * time.Second)
		if err := p.Reopen(); err != nil {
			t.Stop("%v", err)
		}
		t.lostOnce(first, "3.4.2-7")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-HTTP-102", Subject: "HTTP", Waits: 60,
		Title:  "a session has failed when a request cannot be sent",
		Covers: reqs("3.4.2-8"),
		Steps:  "Redirect the empty POST of a session to another port of the ACS, and reset the connection there when the first bytes have come.",
		Passes: "The device does not send the request again. It begins a new session by itself within the first wait of Table 3, and its RetryCount is not 0.",
	}, func(t *CPE) {
		first := t.Pending()
		t.Welcome()
		p := t.place(acs.PlaceConfig{Reset: true})
		in, err := t.TrySend(redirect(302, p.URL("/reset")))
		t.unless(in != nil, "the session went on elsewhere: "+wentOn(in, err))
		if p.Plain() == 0 {
			t.Stop("the device did not follow a plain redirect")
		}
		sent := p.Plain()
		p.Set(acs.PlaceConfig{}) // where the next session begins is for CPE-REDIR-010
		t.lostOnce(first, "3.4.2-8")
		t.Req("3.4.2-8").Expect(sent, "how often the device sent the request").To(Equal(1))
		t.Finish()
	})
}

// lostOnce expects a new attempt after a session that failed, which began with
// the Inform given.
func (t *CPE) lostOnce(first *cwmp.Inform, id string) {
	bound := t.retryWithin(1) + waitedOut
	again := t.Next(bound)
	t.unless(again == nil && !hasToReturn(first), "the session had only 6 CONNECTION REQUEST to deliver")
	if t.Req(id).Expect(again != nil, "a new attempt of the device within %s", bound).To(BeTrue()) {
		t.Req(id).Expect(again.RetryCount, "RetryCount of the new attempt").NotTo(BeZero())
	}
}
