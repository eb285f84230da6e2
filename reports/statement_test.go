package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

func statements(t *testing.T, dir string, run *verdict.Run) (asJSON, asMarkdown string) {
	t.Helper()
	results, err := Checksum(dir, ResultsFile)
	if err != nil {
		t.Fatal(err)
	}
	var one, two bytes.Buffer
	if err := StatementJSON(&one, StatementOf(run, results)); err != nil {
		t.Fatal(err)
	}
	if err := StatementMarkdown(&two, StatementOf(run, results)); err != nil {
		t.Fatal(err)
	}
	return one.String(), two.String()
}

func TestTheStatementIsMadeOfResultsJSONAlone(t *testing.T) {
	run, dir := sample(), t.TempDir()
	run.Started = time.Now() // with a monotonic clock and a zone, which the file cannot hold
	run.Waivers = verdict.Waivers{{Case: "CPE-DL-004", Comment: "ticket", Owner: "Ada", Expires: time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)}}
	run.Transcripts = []verdict.File{{Name: "transcripts/CPE-RETRY-001.txt", Bytes: 7, SHA256: "00ff"}}
	run.Parameters = map[string]bool{"Device.": false, "Device.A": true}
	if err := WriteResults(dir, run); err != nil {
		t.Fatal(err)
	}
	first, second := t.TempDir(), t.TempDir()
	for _, out := range []string{first, second} {
		if files, err := WriteForms(out, dir); err != nil || len(files) != len(Files())-1 {
			t.Fatal(files, err)
		}
	}
	for _, name := range Files()[1:] {
		one, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(filepath.Join(second, name))
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s is not the same a second time (%v)", name, err)
		}
	}
	if _, err := WriteForms(first, dir, "pdf"); err == nil || !strings.Contains(err.Error(), "known: html, junit, statement") {
		t.Errorf("an unknown form gives %v", err)
	}
}

func TestTheStatementSaysWhatWasJudged(t *testing.T) {
	run, dir := sample(), t.TempDir()
	run.Scope = verdict.Scope{Only: []string{"CPE-RETRY-001"}, Level: "must", Cases: 300}
	run.Claims = []verdict.Claim{{ID: "download", Source: "target file"}, {ID: "upload", Source: "device"}}
	run.Waivers = verdict.Waivers{{Case: "CPE-DL-004", Comment: "ticket | 7", Owner: "Ada", Expires: time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)}}
	run.Cases = append(run.Cases, verdict.Case{ID: "waiver-CPE-DL-004", Subject: verdict.WaiverSubject, Outcome: verdict.Pass, Reason: "in use"})
	if err := WriteResults(dir, run); err != nil {
		t.Fatal(err)
	}
	asJSON, md := statements(t, dir, run)
	for _, want := range []string{
		"**The device does not conform.**", "| OUI, serial number | 001122, 7 |", "| Interrupted | by signal |",
		"- Only what was asked for was run: CPE-RETRY-001\n", "- What only breaks a SHOULD was left out.\n", "- Claims, by the target file: download\n",
		"| 3.2.1.1 | Session Retry Policy | 25 | 1 | 1 | 23 |", "- **CPE-RETRY-002** events are kept", "  - requirement: 3.2.1.1-9, MUST, section 3.2.1.1",
		`| CPE-DL-004 |  |  | ticket \| 7 | Ada | 2030-01-02 | pass | in use |`, "- not run: interrupted (1): CPE-DL-003\n",
		"- not applicable: the target file does not claim download (1): CPE-DL-001", "it cannot be observed from outside the device (",
		"| results.json |",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("%q is missing from:\n%s", want, md)
		}
	}
	if strings.Contains(md, "<x>") || strings.ContainsRune(md, '\x1b') {
		t.Error("markup or control characters of a device got through")
	}
	var s Statement
	if err := json.Unmarshal([]byte(asJSON), &s); err != nil {
		t.Fatal(err)
	}
	if s.ExitCode != 1 || len(s.Failures) != 1 || len(s.Warnings) != 3 || s.Counts[verdict.Fail] != 1 || s.Failures[0].Requirement != "3.2.1.1-9" || s.Failures[0].Case != "CPE-RETRY-002" {
		t.Errorf("the statement is %+v", s)
	}
	rows := map[string]int{}
	for _, r := range s.Sections {
		if r.Rows != r.Held+r.Broken+r.NotJudged {
			t.Errorf("%s %s does not add up: %+v", r.Section, r.Level, r)
		}
		rows[r.Level] += r.NotJudged
	}
	open := 0
	for _, o := range s.NotJudged.Requirements {
		open += len(o.IDs)
	}
	if open != rows["must"]+rows["should"] {
		t.Errorf("%d requirements are explained, %d were not judged", open, rows["must"]+rows["should"])
	}
	if s.Checksums[0].Name != ResultsFile || len(s.Checksums[0].SHA256) != 64 {
		t.Errorf("the first checksum is %+v", s.Checksums[0])
	}
}
