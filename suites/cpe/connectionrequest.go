package cpe

import (
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// callable is what the cases of Connection Requests need.
var callable = []string{"connection-request"}

func init() {
	spec(conform.Case{
		ID: "CPE-CR-001", Subject: "Connection Request", Needs: callable,
		Title:  "a Connection Request is challenged with Digest, accepted, and followed by a session",
		Covers: reqs("3.2.2-2", "3.2.2.1-4", "3.2.2.1-5", "3.2.2.1-12", "3.2.2.2-11", "3.2.2.2-13", "3.2.1-7"),
		Steps:  "Send a GET without credentials to ConnectionRequestURL of the idle device, and another one that answers the challenge.",
		Passes: "The answers are 401 with a Digest challenge and 200 or 204. A session begins within 30 seconds, and its Inform has 6 CONNECTION REQUEST.",
	}, func(t *CPE) {
		t.idleDevice()
		r := t.askIdle(acs.CR{})
		t.Req("3.2.2.2-11").Expect(schemes(r), "the schemes of the challenge to a request without credentials").To(ContainElement("Digest"))
		t.Req("3.2.2-2", "3.2.2.1-12").Expect(outcomeOf(r), "the answer to the right credentials").To(HavePrefix("2"))
		t.Req("3.2.2.2-13").Expect(outcomeOf(r), "the answer to the right credentials").NotTo(And(HavePrefix("2"), Not(BeElementOf(accepted))))
		in := t.comesSoon()
		t.Req("3.2.1-7", "3.2.2.1-4").Expect(in, "the Inform of a session within %s", callBound).NotTo(BeNil())
		t.Req("3.2.2.1-5").Expect(t.eventsUntilCalled(in), "the events of the session").To(ContainElement(connectionRequest))
	})

	spec(conform.Case{
		ID: "CPE-CR-002", Subject: "Connection Request", Needs: callable, Waits: 5,
		Title:  "a Connection Request that is not authenticated leads to no session",
		Covers: reqs("3.2.2.2-11", "3.2.2.2-12"),
		Steps:  "Send the idle device a GET without credentials, and ones with a wrong user name, with a wrong password and with Basic credentials.",
		Passes: "None is answered with 2xx, and no session with 6 CONNECTION REQUEST begins.",
	}, func(t *CPE) {
		t.idleDevice()
		for what, cr := range t.unauthenticated() {
			cr.Intent = "a Connection Request with " + what
			t.Req("3.2.2.2-11").Expect(outcomeOf(t.ask(cr)), "the answer to %s", cr.Intent).NotTo(HavePrefix("2"))
		}
		t.Req("3.2.2.2-12").Expect(t.callSessions(quiet), "sessions with 6 CONNECTION REQUEST").To(BeZero())
		t.Req("3.2.2.2-11").Expect(outcomeOf(t.ask(t.basic())), "the answer to Basic credentials").NotTo(HavePrefix("2"))
	})

	spec(conform.Case{
		ID: "CPE-CR-003", Subject: "Connection Request", Needs: callable,
		Title:  "unusual but legal header fields and a body are no reason to refuse a Connection Request",
		Covers: reqs("3.2.2-2", "3.2.2.1-12", "3.2.2.2-10"),
		Steps:  "Send Connection Requests with a cookie, a long cookie, unknown fields, Connection: close, and a body; then an ordinary one.",
		Passes: "Each is answered with 200 or 204.",
	}, func(t *CPE) {
		t.idleDevice()
		r := t.askIdle(acs.CR{Body: []byte("hello"), Fields: []wire.Field{{Name: "Content-Type", Value: "text/plain"}}})
		t.Req("3.2.2.2-10").Expect(outcomeOf(r), "the answer to a Connection Request with a body").To(HavePrefix("2"))
		t.served(r)
		for _, u := range unusual {
			r := t.askIdle(acs.CR{Fields: u.fields})
			t.Req("3.2.2.1-12").Expect(outcomeOf(r), "the answer to a Connection Request with %s", u.what).To(HavePrefix("2"))
			t.served(r)
		}
		last := t.askIdle(acs.CR{})
		t.Req("3.2.2-2").Expect(outcomeOf(last), "the answer to an ordinary Connection Request after them").To(HavePrefix("2"))
		t.served(last)
	})

	spec(conform.Case{
		ID: "CPE-CR-004", Subject: "Connection Request", Needs: callable,
		Title:  "nothing but Connection Requests is served on their port",
		Covers: reqs("3.2.2.2-1"),
		Steps:  "Fetch the root, other paths and the paths of TR-064 from the port, and send a SOAP request there.",
		Passes: "No answer is 2xx with content.",
	}, func(t *CPE) {
		t.idleDevice()
		for _, cr := range foreign {
			cr.Intent, cr.Anonymous = "a request that is no Connection Request", true
			t.Req("3.2.2.2-1").Expect(content(t.ask(cr)), "what is served at %s", cr.Target).To(Equal("nothing"))
		}
		t.callSessions(0)
	})

	spec(conform.Case{
		ID: "CPE-CR-005", Subject: "Connection Request", Needs: callable,
		Title:  "ConnectionRequestURL is an http URL that cannot be written",
		Covers: reqs("3.2.2.2-5", "3.2.2.2-8"),
		Steps:  "Read ConnectionRequestURL, list it with GetParameterNames, and set it.",
		Passes: "Its scheme is http, it is not listed as writable, and it is refused with 9008.",
	}, func(t *CPE) {
		name := t.Device.Root + "ManagementServer.ConnectionRequestURL"
		url := t.Value(name)
		t.Req("3.2.2.2-8").Expect(strings.ToLower(url), "ConnectionRequestURL").To(HavePrefix("http://"))
		list := t.Names(name, false)
		t.Req("3.2.2.2-5").Expect(list, "what GetParameterNames tells of it").To(Or(BeEmpty(), HaveEach(HaveField("Writable", false))))
		t.Req("3.2.2.2-5").Expect(t.Set(value(name, "string", url)).Code(), "the answer to SetParameterValues of it").NotTo(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-CR-006", Subject: "Connection Request", Needs: []string{"connection-request", "schedule-inform", NeedListenerSwitch}, Waits: 30,
		Title:  "HTTPConnectionRequestEnable false closes the port, true opens it",
		Covers: reqs("3.2.2.2-29"),
		Steps:  "Order a session with ScheduleInform, set HTTPConnectionRequestEnable to false, end the session, and send Connection Requests; set it to true in the session that was ordered.",
		Passes: "The port gives no answer while it is disabled, and answers afterwards.",
	}, func(t *CPE) {
		name := t.Device.Root + listenerSwitch
		must[cwmp.ScheduleInformResponse](t, t.Call(&cwmp.ScheduleInform{DelaySeconds: 12, CommandKey: t.key()}))
		t.Borrow(Parameter{name, "boolean"})
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(name, "boolean", "0")))
		t.End()
		t.Req("3.2.2.2-29").Expect(t.untilSilent(), "the answer of the port that is disabled").To(Equal("no answer"))
		t.ordered()
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(name, "boolean", "1")))
		t.End()
		r := t.untilAnswered()
		t.Req("3.2.2.2-29").Expect(outcomeOf(r), "the answer of the port that is enabled again").To(HavePrefix("2"))
		t.served(r)
	})

	spec(conform.Case{
		ID: "CPE-CR-007", Subject: "Connection Request", Needs: callable, Waits: 5,
		Title:  "several Connection Requests before the session are all accepted and lead to one session",
		Covers: reqs("3.2.2.1-7", "3.2.2.1-8"),
		Steps:  "Send the idle device two Connection Requests, the second at once after the first.",
		Passes: "Those that are answered before the device opens its session are answered with 200 or 204, and only one session with 6 CONNECTION REQUEST begins.",
	}, func(t *CPE) {
		t.idleDevice()
		t.askIdle(acs.CR{})
		further := t.ask(acs.CR{})
		if further.Status() == 503 { // perhaps its limit, which those of the cases before count for
			t.pass(time.Minute)
			t.askIdle(acs.CR{})
			further = t.ask(acs.CR{})
		}
		t.callsBefore(further)
		t.Req("3.2.2.1-7").Expect(outcomeOf(further), "the answer to a further Connection Request before the session").To(HavePrefix("2"))
		first := min(1, count(eventsOf(t.session.Inform()), connectionRequest))
		t.End()
		t.Req("3.2.2.1-8").Expect(first+t.callSessions(quiet), "sessions with 6 CONNECTION REQUEST").To(BeNumerically("<=", 1))
	})
}

// schemes are the authentication schemes that were offered.
func schemes(r *acs.CRResult) []string {
	list := []string{}
	for _, c := range r.Challenges {
		list = append(list, c.Scheme)
	}
	return list
}

// unauthenticated are the ways of not showing the right credentials.
func (t *CPE) unauthenticated() map[string]acs.CR {
	return map[string]acs.CR{
		"no credentials":    {Anonymous: true},
		"a wrong user name": {Username: "not-" + t.CRUsername, Password: t.CRPassword},
		"a wrong password":  {Username: t.CRUsername, Password: "not-" + t.CRPassword},
	}
}

// basic is a Connection Request with the right credentials by the wrong scheme.
func (t *CPE) basic() acs.CR {
	return acs.CR{Intent: "a Connection Request with Basic credentials", Authorize: func(httpauth.Challenge, string, string) string {
		return httpauth.Basic(t.CRUsername, t.CRPassword)
	}}
}

// unusual are header fields that a Connection Request may have.
var unusual = []struct {
	what   string
	fields []wire.Field
}{
	{"a cookie", []wire.Field{{Name: "Cookie", Value: "session=1; theme=dark"}}},
	{"unknown fields", []wire.Field{{Name: "X-Request-Id", Value: "4711"}, {Name: "Accept", Value: "*/*"}, {Name: "Accept-Language", Value: "de-AT, de;q=0.8"}}},
	{"Connection: close", []wire.Field{{Name: "Connection", Value: "close"}}},
	{"Content-Length: 0", []wire.Field{{Name: "Content-Length", Value: "0"}}},
	{"a long cookie", []wire.Field{{Name: "Cookie", Value: "C107373883=" + strings.Repeat("0123456789", 40)}}},
}

// foreign are requests for other services than Connection Requests.
var foreign = []acs.CR{
	{Target: "/"}, {Target: "/index.html"}, {Target: "/cwmpspec-no-such-path"},
	{Target: "/tr64desc.xml"},
	{Method: "POST", Target: "/upnp/control/deviceinfo",
		Fields: []wire.Field{{Name: "Content-Type", Value: `text/xml; charset="utf-8"`}, {Name: "SOAPAction", Value: `"urn:dslforum-org:service:DeviceInfo:1#GetInfo"`}},
		Body: []byte(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">` +
			`<s:Body><u:GetInfo xmlns:u="urn:dslforum-org:service:DeviceInfo:1"/></s:Body></s:Envelope>`)},
}
