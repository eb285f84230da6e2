package reports

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// FuzzHTML: no text of a device becomes an element of the page.
func FuzzHTML(f *testing.F) {
	f.Add(attack)
	f.Add("</noscript><script>x()</script>")
	f.Add("--></style><a href=javascript:x()>")
	dir := f.TempDir()
	frame := func(text string) *verdict.Run {
		finding := verdict.Finding{Requirement: text, Level: text, Section: text, Says: text, Check: text, Expected: text, Got: text, Where: verdict.Where{Transcript: text, Exchange: 1, From: text, Bytes: text}}
		return &verdict.Run{
			Suite: text, Tool: text, Version: text, Catalogue: text, Note: text, Interrupted: text, Device: verdict.Device{OUI: text, SoftwareVersion: text},
			Claims: []verdict.Claim{{ID: text, Source: text}}, Hooks: []string{text}, Waivers: verdict.Waivers{{Case: text, Requirement: text, Comment: text}},
			Diagnosis: &verdict.Diagnosis{Sentence: text, Stopped: text, Expected: text, Causes: []verdict.Cause{{Text: text}}},
			Cases: []verdict.Case{
				{ID: text, Subject: text, Title: text, Outcome: verdict.Fail, Reason: text, Covers: []string{text}, Steps: text, Passes: text, Rerun: text, Findings: []verdict.Finding{finding}, Passive: []verdict.Finding{finding}, Notes: []verdict.Finding{finding}},
				{ID: "x" + text, Subject: verdict.RuleSubject, Outcome: verdict.Outcome(text), Findings: []verdict.Finding{finding}},
			},
		}
	}
	tags := func(s string) int { return strings.Count(s, "<") }
	want := -1
	f.Fuzz(func(t *testing.T, text string) {
		if strings.TrimSpace(visible(text)) == "" || text == "check" || text == "acs" || text == "a" {
			return
		}
		if want < 0 {
			want = tags(page(t, frame("plain"), dir))
		}
		if got := tags(page(t, frame(text), dir)); got != want {
			t.Errorf("with %q the page has %d tags, otherwise %d", text, got, want)
		}
	})
}

// FuzzLadder: whatever a transcript holds, its ladder can be written, and each
// rung points at bytes that are there.
func FuzzLadder(f *testing.F) {
	f.Add(sampleSession("x"))
	f.Add("##### CPE->ACS  connection 1  +0.0s\nPOST / HTTP/1.1\nContent-Encoding: gzip\n\nx\n##### connection 1 closed by  +1s\n")
	f.Fuzz(func(t *testing.T, text string) {
		record, err := transcript.ReadAll("fuzz", strings.NewReader(text))
		if err != nil {
			return
		}
		l, raw := newLadder(record)
		if _, err := json.Marshal(l); err != nil {
			t.Fatal(err)
		}
		for _, r := range l.Rungs {
			if r.Offset < 0 || r.Offset+r.Length+r.Content > len(raw) || r.Body > r.Length {
				t.Fatalf("a rung of %d bytes points at %d, its body at %d: %+v", len(raw), r.Offset, r.Body, r)
			}
		}
	})
}
