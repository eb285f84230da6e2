package reports

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// attack is text that a device might send to act in a reader's browser.
const attack = `<script>window.hacked=1</script><img src=x onerror="window.hacked=2">"'` + "\x1b[2J\u202e"

// block is one block of a transcript.
func block(direction string, connection int, at, suffix, raw string) string {
	return fmt.Sprintf("##### %s  connection %d  +%ss%s  bytes %d\n%s\n", direction, connection, at, suffix, len(raw), raw)
}

func post(body string, fields ...string) string {
	head := "POST /acs HTTP/1.1\r\nHost: acs.example\r\n"
	for _, f := range fields {
		head += f + "\r\n"
	}
	return head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

func response(status, body string, fields ...string) string {
	return strings.Replace(post(body, fields...), "POST /acs HTTP/1.1\r\nHost: acs.example", "HTTP/1.1 "+status, 1)
}

// envelope is a CWMP envelope on several lines.
func envelope(header, body string) string {
	return `<?xml version="1.0"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-0">
 <s:Header>` + header + `</s:Header>
 <s:Body>` + body + `</s:Body>
</s:Envelope>`
}

const inform = `<c:Inform>
  <DeviceId><Manufacturer>M</Manufacturer><OUI>00D09E</OUI><ProductClass>P</ProductClass><SerialNumber>1</SerialNumber></DeviceId>
  <Event><EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct></Event>
  <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
  <ParameterList></ParameterList>
 </c:Inform>`

// sampleSession is a session in which exchange 2 carries a fault with an ID
// that nobody asked for.
func sampleSession(text string) string {
	id := func(s string) string { return `<c:ID s:mustUnderstand="1">` + s + `</c:ID>` }
	fault := `<s:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><c:Fault><FaultCode>9005</FaultCode><FaultString>` +
		strings.NewReplacer("<", "&lt;", "\x1b", "", "&", "&amp;").Replace(text) + `</FaultString></c:Fault></detail></s:Fault>`
	return "##### cwmpspec transcript 1  case X  factor 50\n" +
		block("ACS->CPE-CR", 1, "0.000000", "", "GET /cr HTTP/1.1\r\nHost: cpe\r\n\r\n") +
		block("CPE-CR->ACS", 1, "0.000100", "", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") +
		block("CPE->ACS", 2, "0.010000", "  session 1", post(envelope(id("1"), inform), "Content-Type: text/xml")) +
		block("ACS->CPE", 2, "0.011000", "  session 1", response("200 OK", envelope(id("1")+"<c:HoldRequests s:mustUnderstand=\"1\">1</c:HoldRequests>", "<c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse>"), "Set-Cookie: a=b")) +
		block("CPE->ACS", 2, "0.012000", "  session 1", post("")) +
		block("ACS->CPE", 2, "0.112000", "  session 1  intent: asks for a name that is not there", response("200 OK", envelope(id("42"), "<c:GetParameterValues><ParameterNames></ParameterNames></c:GetParameterValues>"))) +
		block("CPE->ACS", 2, "0.113000", "  session 1", post(envelope(id("43"), fault))) +
		block("ACS->CPE", 2, "0.114000", "  session 1", "HTTP/1.1 204 No Content\r\n\r\n") +
		"##### connection 2 (ACS): closed by CPE  +0.120000s\n"
}

// sampleRun writes transcripts to a folder and gives the run that made them:
// one case for each outcome, and a rule that failed.
func sampleRun(t testing.TB, dir string) *verdict.Run {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "transcripts"), 0o777); err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	run := &verdict.Run{
		Schema: verdict.Schema, Tool: "cwmpspec", Version: "1.2.3", Catalogue: "TR-069, catalogue 0123", Suite: "cpe", Scale: 50,
		Device:  verdict.Device{Manufacturer: "Example", OUI: "00D09E", ProductClass: "Box", SerialNumber: "1", SoftwareVersion: "4.2 " + attack},
		Started: began, Ended: began.Add(90 * time.Second), Note: "a note " + attack,
		Claims: []verdict.Claim{{ID: "absolute-time", Source: "device"}, {ID: "tls", Source: "target file"}}, Hooks: []string{"power_cycle"},
		Waivers: verdict.Waivers{{Case: "CPE-A-004", Requirement: "3.5-2", Text: "ID", Comment: "ticket 12", Owner: "QA", Expires: began}},
	}
	find := func(requirement, check, expected, got string, w verdict.Where) verdict.Finding {
		return verdict.Finding{Requirement: requirement, Level: "must", Section: "3.5", Says: "The sentence of " + requirement + ".", Check: check, Expected: expected, Got: got, Where: w, Count: 2}
	}
	for i, outcome := range []verdict.Outcome{verdict.Pass, verdict.Fail, verdict.Warn, verdict.Known, verdict.Error, verdict.Skip, verdict.NotRun} {
		c := verdict.Case{
			ID: fmt.Sprintf("CPE-A-%03d", i+1), Subject: []string{"First", "Second"}[i%2], Title: "title " + string(outcome), Covers: []string{fmt.Sprintf("3.5-%d", i+1)}, Outcome: outcome,
			Steps: "Do " + string(outcome) + ".", Passes: "It follows.", Started: began, Duration: time.Second, Rerun: "cwmpspec cpe --only X",
		}
		if outcome.Judged() {
			c.Transcript = fmt.Sprintf("transcripts/%s.http", c.ID)
			session := sampleSession(attack)
			raw := session[strings.LastIndex(session, "POST /acs"):]
			at := strings.Index(raw, "<c:ID")
			w := verdict.Where{Transcript: c.Transcript, Exchange: 4, Connection: 2, From: "CPE", Line: strings.Count(raw[:at], "\n") + 1, Offset: at, Bytes: "<c:ID s:mustUnderstand"}
			if outcome != verdict.Pass {
				c.Findings = []verdict.Finding{find(c.Covers[0], c.ID, "ID 42", attack, w)}
			}
			if outcome == verdict.Warn {
				c.Findings[0].Level = "should"
			}
			c.Passive = []verdict.Finding{find("3.5-9", "answer-id", "ID 42", "ID 43", w)}
			if err := os.WriteFile(filepath.Join(dir, c.Transcript), []byte(session), 0o666); err != nil {
				t.Fatal(err)
			}
		} else {
			c.Reason = "the reason of " + string(outcome) + " " + attack
		}
		run.Cases = append(run.Cases, c)
	}
	run.Cases[1].Title += " " + attack
	run.Cases[1].Notes = []verdict.Finding{{Level: verdict.NoteLevel, Check: "CPE-A-002", Expected: "a calm answer", Got: "silence", Count: 1}}
	run.Cases[4].Diagnosis = &verdict.Diagnosis{Kind: "silent", Sentence: "The CPE said nothing more.", Stopped: "CPE", After: "the Inform", Expected: "an empty POST", Section: "3.7.1.1",
		Causes: []verdict.Cause{{ID: "a", Text: "the cookie did not come back", Seen: true}, {ID: "b", Text: "the clock"}}, Exchange: 2}
	run.Cases[4].Transcript = run.Cases[3].Transcript
	rule := verdict.Case{ID: "answer-id", Subject: verdict.RuleSubject, Title: "an answer has the ID of its request", Covers: []string{"3.5-9"}, Outcome: verdict.Fail,
		Transcript: run.Cases[0].Transcript, Findings: []verdict.Finding{run.Cases[0].Passive[0]}}
	lost := rule
	lost.ID, lost.Outcome = "lost-transcript", verdict.Warn
	lost.Findings = []verdict.Finding{find("3.5-10", "lost-transcript", "x", "y", verdict.Where{Transcript: "transcripts/gone.http", Exchange: 1, From: "CPE"})}
	run.Cases = append(run.Cases, rule, lost)
	return run
}

// writeReport writes the page of a run beside its transcripts.
func writeReport(t testing.TB, run *verdict.Run, dir string) string {
	t.Helper()
	file := filepath.Join(dir, "report.html")
	if err := WriteFile(file, func(w io.Writer) error { return HTML(w, run, dir) }); err != nil {
		t.Fatal(err)
	}
	return file
}

func page(t testing.TB, run *verdict.Run, dir string) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, run, dir); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
