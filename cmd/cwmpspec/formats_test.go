package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/reports/formtest"
)

// checkForms holds the files of a run against the schemas in docs/formats.
func checkForms(t *testing.T, dir string) {
	t.Helper()
	for file, schema := range map[string]string{"results.json": "results.schema.json", "statement.json": "statement.schema.json", "junit.xml": "junit.xsd"} {
		rules, document := []byte(read(t, "../../docs/formats", schema)), []byte(read(t, dir, file))
		check := formtest.JSON
		if file == "junit.xml" {
			check = formtest.XML
		}
		if problems := check(rules, document); len(problems) > 0 {
			t.Errorf("%s: %s", filepath.Join(dir, file), strings.Join(problems[:min(len(problems), 10)], "\n"))
		}
	}
}

// TestRunsKeepToTheDocumentedFormats holds what every kind of run writes
// against the schemas.
func TestRunsKeepToTheDocumentedFormats(t *testing.T) {
	failed := demoRun(t, failing...)
	checkForms(t, failed)
	acs := filepath.Join(t.TempDir(), "acs")
	if code, stdout, stderr := call("demo", "acs", "--only", "ACS-CALL-001,ACS-SESSION-001,ACS-ERROR-001", "--out", acs); code == 2 {
		t.Fatal(stdout, stderr)
	}
	checkForms(t, acs)
	check := filepath.Join(t.TempDir(), "check")
	if code, stdout, stderr := call("check", filepath.Join(failed, "transcripts", "CPE-GPV-002.http"), "--out", check); code == 2 {
		t.Fatal(stdout, stderr)
	}
	checkForms(t, check)
	if run, err := reports.ReadJSON(filepath.Join(check, "results.json")); err != nil || len(run.Transcripts) != 1 {
		t.Errorf("the checked file is not in the results: %v", err)
	}
}

// TestAFullRunKeepsToTheDocumentedFormats fills every field that there is.
func TestAFullRunKeepsToTheDocumentedFormats(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	finding := verdict.Finding{Requirement: "3.5-1", Level: "should-not", Section: "3.5", Says: "s", Check: "c", Expected: "e", Got: "g", Count: 1,
		Where: verdict.Where{Transcript: "t", Exchange: 1, Connection: 2, From: "CPE", Line: 3, Offset: 4, Bytes: "b"}}
	diagnosis := &verdict.Diagnosis{Kind: "k", Causes: []verdict.Cause{{ID: "i", Text: "t", Seen: true}}, Exchange: 1}
	device := verdict.Device{Manufacturer: "m", OUI: "o", ProductClass: "p", SerialNumber: "s", SoftwareVersion: "1", HardwareVersion: "2", DataModel: "d", URL: "u", Server: "s",
		CWMPVersion: "1.4", Authentication: "Digest", Methods: "Inform", Calls: "Reboot"}
	run := &verdict.Run{Schema: verdict.Schema, Tool: "t", Suite: "cpe", Device: device, Devices: []verdict.Device{device}, Started: now, Ended: now, Scale: 1,
		Scope: verdict.Scope{Only: []string{"a"}, Labels: "l", Level: "must", Cases: 1}, Facts: verdict.Facts{HighestVersion: "1.4", OwnUsername: true, Parameters: map[string]string{"p": "v"}},
		Claims: []verdict.Claim{{ID: "c", Source: "device"}}, Hooks: []string{"h"}, Interrupted: "i", Note: "n", Diagnosis: diagnosis,
		Waivers: verdict.Waivers{{Case: "c", Requirement: "3.5-1", Text: "t", Comment: "c", Owner: "o", Expires: now}},
		Cases: []verdict.Case{{ID: "i", Subject: "s", Title: "t", Covers: []string{"3.5-1"}, Steps: "s", Passes: "p", Outcome: verdict.Known, Reason: "r", Diagnosis: diagnosis,
			Findings: []verdict.Finding{finding}, Passive: []verdict.Finding{finding}, Notes: []verdict.Finding{{Level: verdict.NoteLevel}}, Started: now, Duration: 1, Transcript: "t", Rerun: "r"}},
		Transcripts: []verdict.File{{Name: "n", Bytes: 1, SHA256: strings.Repeat("0", 64)}}, Parameters: map[string]bool{"Device.": true}}
	if err := reports.WriteResults(dir, run); err != nil {
		t.Fatal(err)
	}
	if _, err := reports.WriteForms(dir, dir, "statement", "junit"); err != nil {
		t.Fatal(err)
	}
	checkForms(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "bad.json"), []byte(`{"schema": 2, "cases": [{"outcome": "maybe", "covers": null}], "more": 1}`), 0o666); err != nil {
		t.Fatal(err)
	}
	problems := strings.Join(formtest.JSON([]byte(read(t, "../../docs/formats/results.schema.json")), []byte(read(t, dir, "bad.json"))), "\n")
	for _, want := range []string{"lacks tool", "is 2, not 1", "maybe is none of", "covers: is no array", "has more, which"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q is not among the problems:\n%s", want, problems)
		}
	}
}

// TestEveryFieldIsInTheSchema: what is written only in rare runs is documented too.
func TestEveryFieldIsInTheSchema(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal([]byte(read(t, "../../docs/formats/results.schema.json")), &schema); err != nil {
		t.Fatal(err)
	}
	defs := schema["$defs"].(map[string]any)
	defs["run"] = schema
	for name, value := range map[string]any{"run": verdict.Run{}, "case": verdict.Case{}, "finding": verdict.Finding{}, "device": verdict.Device{},
		"where": verdict.Where{}, "waiver": verdict.Waiver{}, "scope": verdict.Scope{}, "file": verdict.File{}, "claim": verdict.Claim{}, "diagnosis": verdict.Diagnosis{},
		"part": verdict.Part{}, "facts": verdict.Facts{}} {
		properties := defs[name].(map[string]any)["properties"].(map[string]any)
		for _, field := range jsonNames(value) {
			if properties[field] == nil {
				t.Errorf("%s has no %s in docs/formats/results.schema.json", name, field)
			}
			delete(properties, field)
		}
		for field := range properties {
			t.Errorf("%s is documented with %s, which is never written", name, field)
		}
	}
}

// jsonNames lists the keys that a structure has in JSON.
func jsonNames(v any) (names []string) {
	kind := reflect.TypeOf(v)
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}
