package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// closeBound is how long a device may take to close a connection, in protocol
// time; the standard gives no limit.
const closeBound = 30 * time.Second

func init() {
	spec(conform.Case{
		ID: "CPE-HTTP-001", Subject: "HTTP",
		Title:  "a session goes on after the ACS has closed the TCP connection between two messages",
		Covers: reqs("3.4.2-3"),
		Steps:  "Answer the Inform with InformResponse and Connection: close, and close the connection.",
		Passes: "The next POST of the session comes on a new connection; the device does not begin again with an Inform.",
	}, func(t *CPE) {
		t.Connect()
		a := t.session.InformResponse()
		a.Close = true
		_, err := t.TrySend(a)
		t.Req("3.4.2-3").Expect(err, "what comes after the InformResponse with Connection: close").To(BeNil())
	})

	spec(conform.Case{
		ID: "CPE-HTTP-002", Subject: "HTTP",
		Title:  "the device closes the TCP connection after a session that was successful",
		Covers: reqs("3.4.2-20"),
		Steps:  "End a session by an empty response and keep the connection open.",
		Passes: "The device closes the connection.",
	}, func(t *CPE) {
		t.Open()
		t.Req("3.4.2-20").Expect(t.whoCloses(acs.Answer{}), "the side that closes the connection").To(Equal(wire.CPE))
	})

	spec(conform.Case{
		ID: "CPE-HTTP-003", Subject: "HTTP",
		Title:  "the device closes the TCP connection after a session that failed",
		Covers: reqs("3.4.2-21"),
		Steps:  "Answer the Inform with HTTP status 500 and keep the connection open; then serve the session that the device tries again.",
		Passes: "The device closes the connection.",
		Waits:  60,
	}, func(t *CPE) {
		t.Connect()
		by := t.whoCloses(acs.Answer{Status: 500})
		t.Req("3.4.2-21").Expect(by, "the side that closes the connection").To(Equal(wire.CPE))
		t.retried()
	})

	spec(conform.Case{
		ID: "CPE-HTTP-004", Subject: "HTTP",
		Title:  "a read of the whole data model is answered in the next POST",
		Covers: reqs("3.4.1-2"),
		Steps:  "Call GetParameterValues with the root object of the data model.",
		Passes: "The next POST holds the response or a fault; the device does not send an empty POST meanwhile.",
	}, func(t *CPE) {
		t.Open()
		in := t.Send(t.session.Envelope(&cwmp.GetParameterValues{ParameterNames: []string{t.Device.Root}}))
		t.Req("3.4.1-2").Expect(in.Empty, "whether the POST after the request is empty").To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-HTTP-005", Subject: "HTTP",
		Title:  "characters that are special to XML are escaped",
		Covers: reqs("3.4.1-12"),
		Steps:  "Call SetParameterValues with a ParameterKey of such characters, and a Parameter's own value; read ManagementServer.ParameterKey when it is applied.",
		Passes: "The response is well-formed XML, and the value comes back unchanged.",
		Needs:  []string{NeedString},
	}, func(t *CPE) {
		const special = `a&b<c>d"e'f`
		same := value(t.Device.String.Name, t.Device.String.Type, t.Value(t.Device.String.Name))
		t.Cleanup("ManagementServer.ParameterKey", func() error { return t.SetKey("cwmpspec", same).failure() })
		t.applied(must[cwmp.SetParameterValuesResponse](t, t.SetKey(special, same)))
		in := t.Send(t.session.Envelope(&cwmp.GetParameterValues{ParameterNames: []string{t.Device.Root + "ManagementServer.ParameterKey"}}))
		t.idle = true
		if t.Req("3.4.1-12").Expect(wellFormed(in), "whether the response is well-formed XML").To(BeTrue()) {
			// A key that was not kept at all has nothing to do with characters.
			t.Req("3.4.1-12").Expect(readOf(in), "ManagementServer.ParameterKey").To(Or(Equal(special), Not(HavePrefix("a"))))
		}
	})
}

// applied waits for values that a response says are not yet applied: they are
// when the session is over.
func (t *CPE) applied(r *cwmp.SetParameterValuesResponse) {
	if r.Status == 1 {
		t.Connect()
		t.Welcome()
	}
}

func wellFormed(in *acs.Incoming) bool {
	return in.Env != nil && in.Env.SOAP != nil && !in.Env.SOAP.Malformed
}

// readOf is the first value in a GetParameterValuesResponse.
func readOf(in *acs.Incoming) string {
	if r, ok := in.Env.Body.(*cwmp.GetParameterValuesResponse); ok && len(r.ParameterList) > 0 {
		return r.ParameterList[0].Value.Text
	}
	return "nothing: the device answered with " + describe(in)
}

// whoCloses gives an answer that ends the session and says which side closed
// the connection then. The ACS closes only when the session timeout has passed.
func (t *CPE) whoCloses(last acs.Answer) wire.Party {
	s := t.session
	in := s.Waiting()
	if _, err := t.TrySend(last); err == nil {
		t.Stop("the device goes on with a session that has ended")
	}
	return t.closedBy(in)
}

// closedBy waits for the end of the connection of a POST and says which side
// brought it about, "" if it stays open.
func (t *CPE) closedBy(in *acs.Incoming) wire.Party {
	by, err := in.WaitGone(t.Ctx, closeBound)
	if err != nil {
		return ""
	}
	return by
}

// retried takes the session by which the device tries a failed one again, so
// that the failure is not left for the next case.
func (t *CPE) retried() {
	if t.Next(retryBound) == nil {
		return
	}
	t.End()
}

// retryBound is the first wait of the session retry policy, 5 to 10 seconds by
// default, with room for a device that takes long to connect (3.2.1.1).
const retryBound = 60 * time.Second
