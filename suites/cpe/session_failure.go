package cpe

import (
	"bytes"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const failed = "The device sends nothing more in this session and opens a new one by itself."

// status is an answer of HTTP alone.
func status(code int) acs.Answer { return acs.Answer{Status: code, Intent: "an HTTP error"} }

// document is an answer with a body that is no proper envelope.
func document(body, intent string) acs.Answer {
	return acs.Answer{Body: []byte(body), Intent: intent}
}

func init() {
	spec(conform.Case{
		ID: "CPE-SESSION-101", Subject: "Session failure", Waits: 10,
		Title:  "a fault of the ACS in answer to Inform ends the session",
		Covers: reqs("3.7.1.4-9", "3.7.1.1-10", "A.3.3.1-21"),
		Steps:  "Answer an Inform with fault 8002; serve the next attempt properly.",
		Passes: failed + " Its RetryCount is not 0.",
	}, func(t *CPE) {
		t.Failing()
		a := t.Refusal("8002", "Internal error")
		a.Intent = "a fault in answer to Inform"
		again := t.MustNotBegin(a, "3.7.1.4-9")
		t.Req("A.3.3.1-21").Expect(again, "the Inform of the next attempt").To(Or(BeNil(), HaveField("RetryCount", Not(BeZero()))))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-102", Subject: "Session failure", Waits: 10,
		Title:  "a response with XML that is not well-formed ends the session",
		Covers: reqs("3.7.1.4-10", "3.7.1.1-10"),
		Steps:  "Answer an Inform with an InformResponse that breaks off in the middle of the document.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		a := t.session.InformResponse()
		a.Body, a.Intent = a.Body[:bytes.Index(a.Body, []byte("</soapenv:Body>"))], "XML that is not well-formed"
		t.MustNotBegin(a, "3.7.1.4-10")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-103", Subject: "Session failure", Waits: 10,
		Title:  "a response that is no SOAP envelope ends the session",
		Covers: reqs("3.7.1.4-11", "3.7.1.1-10"),
		Steps:  "Answer an Inform with an XML document that is an HTML page.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		t.MustNotBegin(document("<html><body>Out of service</body></html>", "XML that is no SOAP envelope"), "3.7.1.4-11")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-104", Subject: "Session failure", Waits: 10,
		Title:  "an envelope without a Body ends the session",
		Covers: reqs("3.7.1.4-11"),
		Steps:  "Answer the empty POST with an envelope that has only a Header.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		t.Welcome()
		t.MustFail(document(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/></s:Envelope>`, "an envelope without a Body"), "3.7.1.4-11")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-105", Subject: "Session failure", Waits: 10,
		Title:  "a SOAP fault that is not in the form of CWMP ends the session",
		Covers: reqs("3.7.1.4-12", "3.7.1.1-10"),
		Steps:  "Answer an Inform with a SOAP fault that has no CWMP Fault structure.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		a := t.session.Envelope(&cwmp.Fault{SOAPCode: "Server", SOAPString: "Internal error"})
		a.Intent = "a SOAP fault without the structure of CWMP"
		t.MustNotBegin(a, "3.7.1.4-12")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-106", Subject: "Session failure", Waits: 10,
		Title:  "a response to nothing is ignored, refused, or ends the session as a failure",
		Covers: reqs("3.7.1.4-13"),
		Steps:  "Answer the empty POST with a GetRPCMethodsResponse that the device did not ask for.",
		Passes: "The device goes on with an empty POST or fault 9000, or ends the session and opens a new one by itself.",
	}, func(t *CPE) {
		t.Failing()
		t.Welcome()
		a := t.session.Envelope(&cwmp.GetRPCMethodsResponse{MethodList: []string{"Inform"}})
		a.Intent = "a response that answers no request"
		t.Req("3.7.1.4-13").Expect(t.tolerates(a), "what the device does").To(BeElementOf("ignores it", "refuses it", "tries again"))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-107", Subject: "Session failure", Waits: 10,
		Title:  "an HTTP status of 4xx in answer to Inform ends the session",
		Covers: reqs("3.7.1.4-14", "3.7.1.1-10"),
		Steps:  "Answer an Inform with 404.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		t.MustNotBegin(status(404), "3.7.1.4-14")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-108", Subject: "Session failure", Waits: 10,
		Title:  "an HTTP status of 4xx in the middle of a session ends it",
		Covers: reqs("3.7.1.4-14"),
		Steps:  "Answer the empty POST with 400.",
		Passes: failed,
	}, func(t *CPE) {
		t.Failing()
		t.Welcome()
		t.MustFail(status(400), "3.7.1.4-14")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-109", Subject: "Session failure", Waits: 10,
		Title:  "an HTTP status of 5xx in answer to Inform ends the session, which is tried again after a wait",
		Covers: reqs("3.7.1.4-15", "3.7.1.1-10", "3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-18", "3.7.1.5-5", "3.7.1.5-10"),
		Steps:  "Answer an Inform with 503.",
		Passes: failed + " It does so after 5 seconds at least, or CWMPRetryMinimumWaitInterval where the device has it, and with the events of the Inform that failed.",
	}, func(t *CPE) {
		t.readWaits()
		first := t.Pending()
		refused := t.session.InformExchange()
		least, _ := t.waitRange(1)
		again := t.MustNotBegin(status(503), "3.7.1.4-15")
		t.unless(again != nil && prompted(first, again), "the device came again for another event, so the wait could not be timed")
		t.Req("3.2.1.1-4", "3.2.1.1-6", "3.2.1.1-18").Expect(t.waited(refused, again), "seconds until the next attempt").
			To(Or(BeZero(), BeNumerically(">=", least)))
		t.Req("3.7.1.5-5", "3.7.1.5-10").Expect(lost(first, again), "events that were not delivered and are not sent again").To(BeEmpty())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-110", Subject: "Session failure", Waits: 10,
		Title:  "an HTTP status of 5xx in the middle of a session ends it; what was delivered is not sent again",
		Covers: reqs("3.7.1.4-15", "3.7.1.5-6", "3.7.1.5-12", "A.3.3.1-9", "A.3.3.1-10"),
		Steps:  "Answer the empty POST with 500.",
		Passes: failed + " Its Inform has none of the events that the InformResponse confirmed.",
	}, func(t *CPE) {
		first := t.Returning()
		t.Welcome()
		again := t.MustFail(status(500), "3.7.1.4-15")
		t.Req("3.7.1.5-6", "3.7.1.5-12", "A.3.3.1-9").Expect(repeated(first, again), "events that were delivered and are sent again").To(BeEmpty())
		t.Req("A.3.3.1-10").Expect(repeated(again, again), "events of the next attempt").To(BeEmpty())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-111", Subject: "Session failure", Waits: 10, Needs: []string{NeedCredentials},
		Title:  "a second 401 ends the session",
		Covers: reqs("3.7.1.4-16", "3.7.1.1-10"),
		Steps:  "Challenge an Inform, and challenge it again, with a new nonce that is not called stale, when it comes with credentials.",
		Passes: failed,
	}, func(t *CPE) {
		t.Returning()
		// Credentials that answer no challenge of this session may be old: the
		// first 401 is then an ordinary challenge.
		t.challengeUnlessChallenged()
		t.MustNotBegin(refusedCredentials(), "3.7.1.4-16")
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-SESSION-112", Subject: "Session failure", Waits: 10,
		Title:  "without InformResponse there is no session",
		Covers: reqs("3.7.1.1-10"),
		Steps:  "Answer an Inform with 204, and that of the next attempt with a GetRPCMethods request.",
		Passes: failed,
	}, func(t *CPE) {
		t.Returning()
		again := t.MustFail(acs.Answer{Intent: "an empty response to Inform"}, "3.7.1.1-10")
		t.Req("3.7.1.1-10").Expect(t.startsWithout(again), "what the device sends when a request answers its Inform").To(Equal("nothing"))
		t.Finish()
	})
}

// startsWithout answers the Inform of an attempt with a request.
func (t *CPE) startsWithout(again *cwmp.Inform) string {
	if again == nil {
		return "nothing"
	}
	a := t.session.Envelope(&cwmp.GetRPCMethods{})
	a.Intent, a.Fatal = "a request in answer to Inform", true
	in, err := t.TrySend(a)
	return wentOn(in, err)
}

// tolerates answers the POST that waits and says what came of it.
func (t *CPE) tolerates(a acs.Answer) string {
	in, err := t.TrySend(a)
	switch {
	case err != nil && t.Next(retryBound) != nil:
		return "tries again"
	case err != nil:
		return "ends the session as if nothing was wrong"
	case in.Empty:
		return "ignores it"
	case in.Env.Kind == cwmp.FaultMsg:
		return "refuses it"
	}
	return "sends " + describe(in)
}

// refusedCredentials is a challenge that is not said to be about a stale nonce.
func refusedCredentials() acs.Answer {
	return acs.Answer{Status: 401, Intent: "credentials refused",
		Fields: []wire.Field{{Name: "WWW-Authenticate", Value: `Digest realm="cwmpspec", nonce="` + httpauth.Nonce() + `", qop="auth", algorithm=MD5`}}}
}

// challengeUnlessChallenged challenges the Inform that waits if the device sent
// its credentials unasked.
func (t *CPE) challengeUnlessChallenged() {
	if t.session.Challenged() {
		return
	}
	t.Send(refusedCredentials())
}

// waited is the protocol time in seconds between the Inform of a session that
// failed and that of the next attempt, zero if none came.
func (t *CPE) waited(refused *transcript.Exchange, again *cwmp.Inform) float64 {
	if again == nil {
		return 0
	}
	return (t.session.InformExchange().Req.Begun - refused.Req.Ended).Seconds() * t.Clock.Factor()
}

// recurring are the events that may occur anew while a session is retried.
var recurring = []string{"2 PERIODIC", "4 VALUE CHANGE", "6 CONNECTION REQUEST", "14 HEARTBEAT"}

// recurs says that an event may occur at any time: one of those, or one of the
// vendor.
func recurs(code string) bool {
	return slices.Contains(recurring, code) || strings.HasPrefix(code, "X ")
}

// lost lists the events of an Inform that a later one lacks, as far as they
// have to be sent again: Table 8 leaves those of the vendor to the vendor.
func lost(first, again *cwmp.Inform) []string {
	var list []string
	if again == nil {
		return list // told already
	}
	for _, e := range first.Event {
		if info, err := cwmp.CheckEventCode(e.EventCode); err == nil && info.Vendor {
			continue
		}
		if e.EventCode != "6 CONNECTION REQUEST" && e.EventCode != "14 HEARTBEAT" && !slices.Contains(again.Event, e) {
			list = append(list, e.EventCode)
		}
	}
	return list
}

// repeated lists the events of an Inform that a later one has again, apart
// from those that may have occurred anew.
func repeated(first, again *cwmp.Inform) []string {
	var list []string
	if again == nil {
		return list // told already
	}
	for _, e := range first.Event {
		info, err := cwmp.CheckEventCode(e.EventCode)
		known := err == nil && !info.Vendor // a maker's own may occur at any time
		if known && !slices.Contains(recurring, e.EventCode) && slices.Contains(again.Event, e) {
			list = append(list, e.EventCode)
		}
	}
	return list
}
