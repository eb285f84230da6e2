package cpe

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutDiagnostics = "Diagnostics"

// diagnosticsComplete is the event of a diagnostic test that is over (Table 8).
const diagnosticsComplete = "8 DIAGNOSTICS COMPLETE"

// diagnosticsBound is how long a short test may take until its event comes.
const diagnosticsBound = 2 * time.Minute

func init() {
	spec(conform.Case{
		ID: "CPE-DIAG-001", Subject: aboutDiagnostics, Waits: 60, Needs: []string{NeedPing},
		Title:  "8 DIAGNOSTICS COMPLETE tells that a test is over, until an InformResponse confirms it",
		Covers: reqs("3.7.1.5-67", "3.7.1.5-70", "3.7.1.5-71"),
		Steps:  "Order a ping of the tester with two repetitions and end the session. Answer the Inform with 8 DIAGNOSTICS COMPLETE and two attempts after it with 500, the next one properly, and ask for another session.",
		Passes: "The event comes, each attempt has it, and the last session has not.",
	}, func(t *CPE) {
		t.shortWaits()
		t.diagnose(t.Device.ping(), "NumberOfRepetitions", 2, t.host())
		t.End()
		in := t.untilEvent(diagnosticsComplete, diagnosticsBound)
		t.Req("3.7.1.5-67").Expect(in != nil, "an Inform with 8 DIAGNOSTICS COMPLETE within %s", diagnosticsBound).To(BeTrue())
		t.goOn(in != nil)
		series := t.attempts(in, 3, never)
		for i, attempt := range series {
			t.Req("3.7.1.5-70", "3.7.1.5-71").Expect(unsent(in, attempt, diagnosticsComplete), "what attempt %d lacks", i).To(BeEmpty())
		}
		t.Welcome()
		t.Req("3.7.1.5-70").Expect(again(in, t.Connect(), diagnosticsComplete), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DIAG-002", Subject: aboutDiagnostics, Waits: 90, Needs: []string{NeedPing},
		Title:  "a test that was cancelled brings no 8 DIAGNOSTICS COMPLETE",
		Covers: reqs("3.7.1.5-68"),
		Steps:  "Order a ping with 40 repetitions of an address that nobody has; while it runs, write another number of repetitions, which cancels it. Wait until it would have been over.",
		Passes: "No Inform has 8 DIAGNOSTICS COMPLETE.",
	}, func(t *CPE) {
		ping := t.Device.ping()
		t.diagnose(ping, "NumberOfRepetitions", 40, "192.0.2.1")
		t.End()
		t.Connect()
		t.unless(trim(t.Value(ping+"DiagnosticsState")) != "Requested", "the device is not at its test when it is to be cancelled")
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(ping+"NumberOfRepetitions", "unsignedInt", "39")))
		t.End()
		t.Req("3.7.1.5-68").Expect(eventsOf(t.untilEvent(diagnosticsComplete, 90*time.Second)), "the events of an Inform after the test was cancelled").
			NotTo(ContainElement(diagnosticsComplete))
	})

	spec(conform.Case{
		ID: "CPE-DIAG-003", Subject: aboutDiagnostics, Waits: 60, Needs: []string{NeedPing, NeedTraceRoute},
		Title:  "two tests that are over are told by one 8 DIAGNOSTICS COMPLETE",
		Covers: reqs("3.7.1.5-69"),
		Steps:  "Order a ping and a route trace of the tester and end the session. Answer the Inform with 8 DIAGNOSTICS COMPLETE and two attempts after it with 500.",
		Passes: "Each Inform has the event once.",
	}, func(t *CPE) {
		t.shortWaits()
		t.diagnose(t.Device.traceRoute(), "NumberOfTries", 1, t.host())
		t.diagnose(t.Device.ping(), "NumberOfRepetitions", 2, t.host())
		t.End()
		in := t.untilEvent(diagnosticsComplete, diagnosticsBound)
		t.unless(in == nil, "the event does not come: see CPE-DIAG-001")
		for i, attempt := range t.attempts(in, 2, never) {
			t.Req("3.7.1.5-69").Expect(count(eventsOf(attempt), diagnosticsComplete), "how often attempt %d has 8 DIAGNOSTICS COMPLETE", i).To(BeNumerically("<=", 1))
		}
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-DIAG-004", Subject: aboutDiagnostics, Waits: 60, Needs: []string{NeedPing},
		Title:  "an Inform with 8 DIAGNOSTICS COMPLETE and 4 VALUE CHANGE does not list the results",
		Covers: reqs("A.3.3.1-43"),
		Steps:  "Set Notification 1 for DeviceInfo.UpTime, order a ping of the tester with two repetitions, and end the session.",
		Passes: "The Inform with 8 DIAGNOSTICS COMPLETE and 4 VALUE CHANGE lists no result of the ping: none has notification.",
	}, func(t *CPE) {
		t.borrowAttributes(t.uptime())
		t.apply(notify(t.uptime(), 1))
		ping := t.Device.ping()
		t.diagnose(ping, "NumberOfRepetitions", 2, t.host())
		notified := t.Attributes(ping)
		t.End()
		in := t.untilEvent(diagnosticsComplete, diagnosticsBound)
		t.unless(in == nil, "the event does not come: see CPE-DIAG-001")
		t.unless(!slices.Contains(eventsOf(in), valueChange), "the Inform has no 4 VALUE CHANGE")
		results := slices.DeleteFunc(listedIn(in), func(name string) bool { return !strings.HasPrefix(name, ping) || notified[name].Notification > 0 })
		t.Req("A.3.3.1-43").Expect(results, "the results of the ping that are listed").To(BeEmpty())
	})
}

// diagnose has the device begin a diagnostic test of a host when the session
// has ended; number is the Parameter that says how often it tries.
func (t *CPE) diagnose(object, number string, tries int, host string) {
	t.Borrow(Parameter{object + "Host", "string"})
	t.Borrow(Parameter{object + number, "unsignedInt"})
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(object+"Host", "string", host), value(object+number, "unsignedInt", fmt.Sprint(tries)),
		value(object+"DiagnosticsState", "string", "Requested")))
}

// host is the host name or address of the ACS.
func (t *CPE) host() string {
	at, err := url.Parse(t.ACS.URL())
	if err != nil {
		t.Stop("the URL of the ACS: %v", err)
	}
	return at.Hostname()
}

// ping is the Object of the ping test.
func (d *Device) ping() string {
	if d.Root == "InternetGatewayDevice." {
		return d.Root + "IPPingDiagnostics."
	}
	return d.Root + "IP.Diagnostics.IPPing."
}

// traceRoute is the Object of the route trace.
func (d *Device) traceRoute() string {
	if d.Root == "InternetGatewayDevice." {
		return d.Root + "TraceRouteDiagnostics."
	}
	return d.Root + "IP.Diagnostics.TraceRoute."
}
