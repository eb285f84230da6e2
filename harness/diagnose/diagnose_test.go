package diagnose

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// begun is a session up to the InformResponse.
func begun() *talk { return newTalk().post(plainInform).answer(200, informResponse) }

var challenged = func() *talk { return newTalk().post(plainInform).answer(401, "", digest) }

// halts has one row for each kind of halt and each cause that a record can show.
var halts = []struct {
	name  string
	talk  *talk
	o     Options
	kind  string
	cause string // seen
	says  string // part of the sentence
}{
	{"CPE silent after InformResponse", begun().closed(wire.CPE, ""), Options{}, "silent-after-informresponse", "",
		"The CPE stopped after the InformResponse (exchange 1): it closed the connection after 0.1 s; the standard expects a request of the CPE or an empty POST (3.7.1.3)."},
	{"CPE stalls after InformResponse", begun().pause(time.Minute).closed(wire.ACS, "timeout"), Options{}, "silent-after-informresponse", "", "sent nothing for 60.1 s, until the ACS gave up"},
	{"CPE still there", begun(), Options{}, "silent-after-informresponse", "", "sent nothing more"},
	{"CPE resets", begun().closed(wire.CPE, "reset"), Options{}, "silent-after-informresponse", "crash", "reset the connection"},
	{"ACS closes", begun().closed(wire.ACS, ""), Options{}, "silent-after-informresponse", "", "whose connection the ACS closed"},
	{"CPE begins anew", begun().on(2).post(informOf(ns12, "8", 1, "2 PERIODIC", "2026-05-01T10:00:00Z")).answer(200, informResponse).post("").answer(204, ""), Options{},
		"silent-after-informresponse", "taken-for-failed", "began a new session"},
	{"CPE restarts", begun().closed(wire.CPE, "").on(2).post(informOf(ns12, "8", 0, "1 BOOT", "2026-05-01T10:00:00Z")).answer(200, informResponse).post("").answer(204, ""), Options{},
		"silent-after-informresponse", "restarted", "closed the connection"},
	{"namespaces differ", newTalk().post(plainInform).answer(200, envelopeIn(ns10, "7", "<c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse>")).closed(wire.CPE, ""), Options{},
		"silent-after-informresponse", "namespace-differs", ""},
	{"ID of the response differs", newTalk().post(plainInform).answer(200, envelopeIn(ns12, "8", "<c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse>")).closed(wire.CPE, ""), Options{},
		"silent-after-informresponse", "wrong-id", ""},
	{"unknown namespace in the answer", newTalk().post(plainInform).answer(200, envelopeIn("urn:dslforum-org:cwmp-7-7", "7", "<c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse>")).closed(wire.CPE, ""), Options{},
		"silent-after-informresponse", "unknown-namespace", ""},
	{"Connection: close", newTalk().post(plainInform).answer(200, informResponse, "Connection: close").closed(wire.CPE, ""), Options{}, "silent-after-informresponse", "new-connection", ""},
	{"HoldRequests", newTalk().post(plainInform).answer(200, strings.Replace(informResponse, "</s:Header>", `<c:HoldRequests s:mustUnderstand="1">1</c:HoldRequests></s:Header>`, 1)).closed(wire.CPE, ""), Options{},
		"silent-after-informresponse", "header-element", ""},
	{"UseCWMPVersion", newTalk().post(plainInform).answer(200, strings.Replace(informResponse, "</s:Header>", `<c:UseCWMPVersion s:mustUnderstand="1">1.4</c:UseCWMPVersion></s:Header>`, 1)).closed(wire.CPE, ""), Options{},
		"silent-after-informresponse", "header-element", ""},
	{"answer after long", begun().post("").pause(25*time.Second).answer(400, ""), Options{}, "refused-by-status", "slow-answer", ""},
	{"compressed answer", begun().post("").answer(200, getMethods, "Content-Encoding: gzip").closed(wire.CPE, ""), Options{}, "unparsed-answer", "compressed", ""},
	{"wrong on purpose", newTalk().post(plainInform).wrong("an InformResponse without Body", 200, soapOf("")).closed(wire.CPE, ""), Options{}, "unparsed-answer", "provoked", ""},

	{"challenge unanswered", challenged().closed(wire.CPE, ""), Options{}, "silent-after-challenge", "", "after the 401 challenge (exchange 1)"},
	{"challenge with a rare algorithm", newTalk().post(plainInform).answer(401, "", digest+`, algorithm=SHA-256`).closed(wire.CPE, ""), Options{}, "silent-after-challenge", "algorithm", ""},
	{"401 without challenge", newTalk().post(plainInform).answer(401, "").closed(wire.CPE, ""), Options{}, "silent-after-challenge", "no-challenge", ""},
	{"second 401", challenged().post(plainInform, credentials()).answer(401, "", digest).closed(wire.CPE, ""), Options{}, "second-401", "", "The ACS stopped after the Inform with credentials (exchange 2): it refused the credentials"},
	{"wrong user name", challenged().post(plainInform, credentials()).answer(401, "", digest), Options{Username: "v"}, "second-401", "wrong-username", ""},
	{"another scheme", challenged().post(plainInform, "Authorization: Basic dTpw").answer(401, "", digest), Options{}, "second-401", "scheme", ""},
	{"another algorithm", newTalk().post(plainInform).answer(401, "", digest+`, algorithm=SHA-256`).post(plainInform, credentials()).answer(401, "", digest), Options{}, "second-401", "algorithm", ""},
	{"another nonce", challenged().post(plainInform, credentials("n1", "n0")).answer(401, "", digest), Options{}, "second-401", "nonce", ""},
	{"another realm", challenged().post(plainInform, credentials(`"r"`, `"R"`)).answer(401, "", digest), Options{}, "second-401", "realm", ""},
	{"another uri", challenged().post(plainInform, credentials(`"/acs"`, `"http://acs/acs"`)).answer(401, "", digest), Options{}, "second-401", "digest-uri", ""},
	{"no qop", challenged().post(plainInform, credentials(`, qop=auth, nc=00000001, cnonce="c"`, "")).answer(401, "", digest), Options{}, "second-401", "qop", ""},
	{"malformed credentials", challenged().post(plainInform, `Authorization: Digest username="u`).answer(401, "", digest), Options{}, "second-401", "malformed-credentials", ""},
	{"credentials on another connection", challenged().closed(wire.CPE, "").on(2).post(plainInform, credentials()).answer(401, "", digest), Options{}, "second-401", "own-connection", ""},
	{"clock at a second 401", newTalk().post(informOf(ns12, "7", 0, "1 BOOT", "1970-01-01T00:01:00Z")).answer(401, "", digest).
		post(informOf(ns12, "7", 0, "1 BOOT", "1970-01-01T00:01:00Z"), credentials()).answer(401, "", digest), Options{}, "second-401", "clock", ""},

	{"redirect not followed", newTalk().post(plainInform).answer(302, "", "Location: http://other/acs").closed(wire.CPE, ""), Options{}, "redirect-not-followed", "", "the redirect with status 302"},
	{"redirect to https", newTalk().post(plainInform).answer(302, "", "Location: https://other/acs").closed(wire.CPE, ""), Options{}, "redirect-not-followed", "redirect-url", ""},
	{"redirects without end", redirects(6), Options{}, "redirect-not-followed", "redirect-loop", ""},

	{"CPE silent after a request", begun().post("").answer(200, getMethods).closed(wire.CPE, ""), Options{}, "silent-after-request", "", "after the GetRPCMethods (exchange 2)"},
	{"CPE slow with its response", begun().post("").answer(200, getMethods).pause(time.Minute).closed(wire.ACS, "timeout"), Options{}, "silent-after-request", "slow-cpe", ""},
	{"CPE silent after a response", begun().post(transferDone).answer(200, soapOf("<c:TransferCompleteResponse></c:TransferCompleteResponse>")).closed(wire.CPE, ""), Options{}, "silent-after-response", "", ""},
	{"fault 8005 not followed", begun().post(transferDone).answer(200, faultOf("8005", "Retry request")).closed(wire.CPE, ""), Options{}, "not-retried", "", "the same request again"},
	{"empty POST instead of a response", begun().post("").answer(200, getMethods).post("").answer(204, ""), Options{}, "empty-instead-of-response", "", "The CPE stopped after the GetRPCMethods (exchange 2): it sent an empty POST"},
	{"request instead of a response", begun().post("").answer(200, getMethods).post(transferDone).answer(204, ""), Options{}, "request-instead-of-response", "", ""},
	{"another response", begun().post("").answer(200, getMethods).post(soapOf("<c:RebootResponse></c:RebootResponse>")).answer(204, ""), Options{}, "another-response", "", ""},
	{"response not well-formed", begun().post("").answer(200, getMethods).post(soapOf("<c:GetRPCMethodsResponse><x>\x02</x>")).answer(400, ""), Options{}, "unparsed-response", "not-well-formed", ""},
	{"request cut short", newTalk().raw("POST /acs HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n<a>").closed(wire.CPE, ""), Options{}, "request-cut-short", "content-length", ""},
	{"answer cut short", newTalk().post(plainInform).answer(200, "<a>", "Content-Length: 99").closed(wire.ACS, ""), Options{}, "response-cut-short", "content-length", ""},

	{"no answer to the Inform", newTalk().post(plainInform).closed(wire.ACS, ""), Options{}, "no-answer", "odd-inform",
		"The ACS stopped after the Inform (exchange 1): it closed the connection without an answer; the standard expects an InformResponse (3.7.2.1)."},
	{"no answer at all", newTalk().post(plainInform), Options{}, "no-answer", "", "gave no answer"},
	{"CPE does not wait for a late answer", newTalk().post(plainInform).pause(5*time.Second).left(wire.CPE, "").pause(15*time.Second).answer(200, informResponse), Options{}, "gave-up-waiting", "impatient", "5.1 s later without an answer"},
	{"session not tried again", newTalk().post(plainInform).wrong("an HTTP error", 500, "").closed(wire.CPE, ""), Options{Trouble: "the session was not tried again within 1m0s"}, "session-not-retried", "", "did not try the session again"},
	{"session not tried again, but another one called for", newTalk().post(plainInform).wrong("an HTTP error", 500, "").closed(wire.CPE, "").on(2).call(200, "").on(3).post(plainInform).answer(200, informResponse).post("").answer(204, ""), Options{Trouble: "the session was not tried again within 1m0s"}, "session-not-retried", "", "did not try the session again"},
	{"CPE does not wait", newTalk().post(plainInform).pause(10*time.Second).closed(wire.CPE, ""), Options{}, "gave-up-waiting", "impatient", "10.1 s later"},
	{"CPE has waited", newTalk().post(plainInform).pause(40*time.Second).closed(wire.CPE, ""), Options{}, "no-answer", "", "gave no answer for 40.1 s, until the CPE closed the connection"},
	{"Inform without ID", newTalk().post(informOf(ns10, "", 0, "1 BOOT", "2026-05-01T10:00:00Z")).answer(500, ""), Options{}, "refused-by-status", "odd-inform", ""},
	{"no SOAPAction", newTalk().raw("POST /acs HTTP/1.1\r\nHost: a\r\nContent-Length: 1116\r\n\r\n"+strings.Repeat(" ", 1116-len(plainInform))+plainInform).answer(400, ""), Options{}, "refused-by-status", "no-soapaction", ""},
	{"cookie not returned", newTalk().post(plainInform).answer(200, informResponse, "Set-Cookie: sid=1").post("").answer(400, "no session"), Options{}, "refused-by-status", "cookie-not-returned",
		"The ACS stopped after an empty POST (exchange 2): it answered with HTTP status 400, which ends the session; the standard expects a request or an empty response (3.7.2.3)."},
	{"session expired", begun().pause(45*time.Second).post("").answer(400, "expired"), Options{}, "refused-by-status", "session-timeout", ""},
	{"wrong path", newTalk().post(plainInform).answer(404, ""), Options{}, "refused-by-status", "status", ""},
	{"ACS lets the CPE go", newTalk().post(plainInform).answer(200, ""), Options{}, "empty-answer", "", "it sent an empty response; the standard expects an InformResponse"},
	{"CPE's request unanswered", begun().post(transferDone).answer(204, ""), Options{}, "empty-answer", "", "the response to the CPE's request (3.7.2.2)"},
	{"web page", newTalk().post(plainInform).answer(200, "<html></html>", "Content-Type: text/html"), Options{}, "unparsed-answer", "web-page", ""},
	{"Inform refused", newTalk().post(plainInform).answer(200, faultOf("8001", "go away")), Options{}, "inform-refused", "acs-fault", "fault 8001"},
	{"no version in common", newTalk().post(plainInform).answer(200, faultOf("8006", "")), Options{}, "inform-refused", "version", ""},

	{"GET first", newTalk().raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n").answer(405, ""), Options{}, "not-a-post", "", "The CPE began with a GET request"},
	{"TLS to a plain port", newTalk().raw("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n").answer(400, ""), Options{}, "not-http", "tls-to-plain", ""},
	{"empty POST first", newTalk().post("").answer(400, ""), Options{}, "no-inform", "", "began with an empty POST"},
	{"another request first", newTalk().post(transferDone).answer(400, ""), Options{}, "no-inform", "", "the TransferComplete"},
	{"Inform not well-formed", newTalk().post(strings.Replace(plainInform, "</c:Inform>", "", 1)).answer(400, ""), Options{}, "unparsed-inform", "not-well-formed", ""},
	{"Inform in SOAP 1.2", newTalk().post(strings.Replace(plainInform, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", 1)).answer(400, ""), Options{}, "unparsed-inform", "soap-version", ""},
	{"no envelope", newTalk().post("<hello/>").answer(400, ""), Options{}, "unparsed-inform", "not-soap", ""},

	{"nothing came", newTalk(), Options{}, "not-connected", "", "The CPE did not connect; the standard expects"},
	{"nothing came, no listener", newTalk(), Options{NoListener: true}, "not-connected", "no-listener", ""},
	{"nothing came after a session over TLS", overTLS().post(plainInform).answer(200, informResponse).post("").answer(204, ""), Options{Now: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)}, "not-connected-again", "clock", "did not connect after the session before"},
	{"nothing came after a session", begun().post("").answer(204, ""), Options{}, "not-connected-again", "", "did not connect after the session before"},
	{"said nothing", newTalk().closed(wire.CPE, ""), Options{}, "said-nothing", "", "closed again without sending"},
	{"said nothing for long", newTalk().closed(wire.ACS, "timeout"), Options{}, "said-nothing", "", "until the ACS closed"},
	{"plain HTTP to TLS", tlsFailed("tls: first record does not look like a TLS handshake"), Options{}, "tls-failed", "plain-to-tls", "but the TLS handshake failed"},
	{"authority not trusted", tlsFailed("remote error: tls: unknown certificate authority"), Options{}, "tls-failed", "tls-authority", ""},
	{"name not in the certificate", tlsFailed("x509: certificate is valid for acs.example, not 10.0.0.1"), Options{}, "tls-failed", "tls-name", ""},
	{"certificate expired", tlsFailed("remote error: tls: expired certificate"), Options{}, "tls-failed", "clock", ""},
	{"certificate refused", tlsFailed("remote error: tls: bad certificate"), Options{}, "tls-failed", "tls-certificate", ""},
	{"no version of TLS in common", tlsFailed("tls: client offered only unsupported versions: [302 301]"), Options{}, "tls-failed", "tls-version", ""},
	{"no certificate of the CPE", tlsFailed("tls: client didn't provide a certificate"), Options{}, "tls-failed", "tls-client-certificate", ""},
	{"handshake broken off", tlsFailed("EOF"), Options{}, "tls-failed", "tls-abandoned", ""},
	{"ACS not there", newTalk(), Options{Subject: wire.ACS, Trouble: "dial tcp: connect: connection refused"}, "acs-unreachable", "", "The ACS did not take the connection: connection refused; the standard expects the ACS to take the connection"},
	{"ACS that breaks off", newTalk(), Options{Subject: wire.ACS, Trouble: "EOF"}, "acs-unreachable", "", "did not serve the CPE: EOF"},
	{"ACS of another authority", newTalk(), Options{Subject: wire.ACS, Trouble: "tls: failed to verify certificate: x509: certificate signed by unknown authority"}, "acs-tls-failed", "tls-authority", ""},
	{"ACS of another name", newTalk(), Options{Subject: wire.ACS, Trouble: "x509: certificate is valid for a, not b"}, "acs-tls-failed", "tls-name", ""},
	{"ACS with an old certificate", newTalk(), Options{Subject: wire.ACS, Trouble: "x509: certificate has expired or is not yet valid"}, "acs-tls-failed", "clock", ""},
	{"call not answered", newTalk().call(0, ""), Options{}, "call-unanswered", "", "did not answer it"},
	{"call refused twice", newTalk().call(401, "").call(401, "Digest x"), Options{}, "call-second-401", "malformed-credentials", "refused the credentials of the Connection Request"},
	{"call with a strange challenge", newTalk().call(401, ""), Options{}, "call-challenge", "", ""},
	{"call while busy", newTalk().call(503, ""), Options{}, "call-busy", "", "says that it is busy"},
	{"call to another path", newTalk().call(404, ""), Options{}, "call-refused", "", "HTTP status 404"},
	{"call taken, no session", newTalk().call(200, ""), Options{}, "called-not-connected", "", "answered the Connection Request with HTTP status 200, but opened no session; the standard expects success and a session within 30 s (3.2.2.1)."},
	{"call followed by a session, and then no other", newTalk().call(200, "").post(plainInform).answer(200, informResponse).post("").answer(204, ""), Options{}, "not-connected-again", "", "did not connect after the session before, which was completed"},
	{"call not taken", newTalk(), Options{Trouble: "dial tcp: connect: connection refused"}, "call-not-taken", "", "connection refused"},
	{"call after a session that broke off", begun().closed(wire.CPE, "").call(200, ""), Options{}, "called-not-connected", "", ""},
	{"call after a failed session", newTalk().post(informOf(ns12, "7", 3, "1 BOOT", "2026-05-01T10:00:00Z")).answer(200, informResponse).closed(wire.CPE, "").call(200, ""), Options{}, "called-not-connected", "retry-wait", ""},
}

func redirects(n int) *talk {
	k := newTalk()
	for range n {
		k.post(plainInform).answer(302, "", "Location: http://other/acs")
	}
	return k.closed(wire.CPE, "")
}

func overTLS() *talk {
	k := newTalk()
	k.tls = true
	return k
}

func tlsFailed(why string) *talk { return newTalk().closed(wire.CPE, "tls: "+why) }

func TestHalts(t *testing.T) {
	kinds, clues := map[string]bool{}, map[string]bool{}
	for _, c := range halts {
		t.Run(c.name, func(t *testing.T) {
			d := Halt(c.talk.transcript(), c.o)
			kinds[d.Kind] = true
			if d.Kind != c.kind || !strings.Contains(d.Sentence, c.says) {
				t.Errorf("%s: %s", d.Kind, d.Sentence)
			}
			seen := slices.ContainsFunc(d.Causes, func(x verdict.Cause) bool { clues[x.ID] = clues[x.ID] || x.Seen; return x.Seen && x.ID == c.cause })
			if c.cause != "" && !seen {
				t.Errorf("%s is not among the causes seen: %s", c.cause, d.Likeliest())
			}
			if len(d.Causes) == 0 || len(d.Causes) > most {
				t.Errorf("%d causes", len(d.Causes))
			}
			if strings.Count(d.Sentence, ".\x20") > 0 || strings.Contains(d.Sentence+d.Likeliest(), "  ") {
				t.Errorf("not one sentence: %q", d.Sentence)
			}
			if d.Stopped != "CPE" && d.Stopped != "ACS" || d.Expected == "" || d.Section == "" {
				t.Errorf("incomplete: %+v", d)
			}
		})
	}
	for kind := range usual {
		if !kinds[kind] {
			t.Errorf("no test halts with %s", kind)
		}
	}
	for kind := range kinds {
		if len(usual[kind]) == 0 {
			t.Errorf("%s has no usual causes", kind)
		}
	}
	for _, c := range slices.Concat(credentialClues, messageClues, sessionClues, networkClues, aftermath) {
		if !clues[c.id] {
			t.Errorf("no test shows the cause %s", c.id)
		}
	}
}

func TestCompleteSessionsHaveNoDiagnosis(t *testing.T) {
	for name, k := range map[string]*talk{
		"empty":             begun().post("").answer(204, "").closed(wire.CPE, ""),
		"a call of the RPC": begun().post("").answer(200, getMethods).post(soapOf("<c:GetRPCMethodsResponse><MethodList></MethodList></c:GetRPCMethodsResponse>")).answer(204, ""),
		"a fault":           begun().post("").answer(200, getMethods).post(faultOf("9000", "no")).answer(204, ""),
		"a challenge":       challenged().post(plainInform, credentials()).answer(200, informResponse).post("").answer(204, ""),
		"an own request":    begun().post(transferDone).answer(200, soapOf("<c:TransferCompleteResponse></c:TransferCompleteResponse>")).post("").answer(204, ""),
	} {
		if d := Incomplete(k.transcript(), Options{}); d != nil {
			t.Errorf("%s: %s", name, d.Sentence)
		}
	}
}

// TestAFileIsNoWitnessOfSilence: a saved file may lack what it does not show.
func TestAFileIsNoWitnessOfSilence(t *testing.T) {
	for name, c := range map[string]struct {
		talk *talk
		kind string // "": nobody can be said to have stopped
	}{
		"an Inform alone":                        {newTalk().post(plainInform), ""},
		"an Inform alone and the end":            {newTalk().post(plainInform).closed(wire.CPE, ""), ""},
		"requests only":                          {newTalk().post(plainInform).post("").post(transferDone).closed(wire.CPE, ""), ""},
		"from an empty POST on":                  {newTalk().post("").answer(200, getMethods).post(transferDone).answer(204, ""), ""},
		"up to the InformResponse":               {begun(), ""},
		"up to a request of the ACS":             {begun().post("").answer(200, getMethods), ""},
		"up to a challenge":                      {challenged(), ""},
		"up to a redirect":                       {newTalk().post(plainInform).answer(302, "", "Location: http://b/"), ""},
		"a message cut short":                    {begun().raw("POST /acs HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n<a>"), ""},
		"up to the InformResponse and the end":   {begun().closed(wire.CPE, ""), "silent-after-informresponse"},
		"no answer to the empty POST, an end":    {begun().post("").closed(wire.ACS, ""), "no-answer"},
		"an empty POST after a later session":    {begun().post("").answer(204, "").on(2).post(transferDone, "Cookie: x=1").answer(204, ""), "no-inform"},
		"a status that ends the session":         {begun().post("").answer(500, ""), "refused-by-status"},
		"an empty POST where a response was due": {begun().post("").answer(200, getMethods).post("").answer(204, ""), "empty-instead-of-response"},
	} {
		d := Incomplete(c.talk.transcript(), Options{Saved: true})
		if c.kind == "" && d != nil || c.kind != "" && (d == nil || d.Kind != c.kind) {
			t.Errorf("%s: want %q, got %+v", name, c.kind, d)
		}
	}
}

func TestATesterThatStopsIsNoDiagnosis(t *testing.T) {
	if d := Incomplete(begun().closed(wire.CPE, "").transcript(), Options{Subject: wire.ACS}); d != nil {
		t.Errorf("%s", d.Sentence)
	}
	if d := Incomplete(newTalk().post(plainInform).answer(500, "").transcript(), Options{Subject: wire.ACS}); d == nil || d.Stopped != "ACS" {
		t.Errorf("%v", d)
	}
}

func TestWhatIsSeenCrowdsGuessesOut(t *testing.T) {
	d := Halt(tlsFailed("remote error: tls: unknown certificate authority").transcript(), Options{})
	if len(d.Causes) != 2 || !d.Causes[0].Seen || d.Causes[1].Seen {
		t.Errorf("the causes are %+v", d.Causes)
	}
}

func TestWhatWasProvokedComesLast(t *testing.T) {
	k := begun().closed(wire.CPE, "") // not provoked
	k.on(2).post(informOf(ns12, "8", 1, "2 PERIODIC", "2026-05-01T10:00:00Z")).wrong("a status of 500", 500, "").closed(wire.CPE, "")
	if d := Halt(k.transcript(), Options{}); d.Kind != "silent-after-informresponse" || d.Exchange != 1 {
		t.Errorf("%s: %s", d.Kind, d.Sentence)
	}
}
