package reports

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// hostile holds what a device could put on the wire to break a report.
var hostile = func() string {
	var b strings.Builder
	for i := range 256 {
		b.WriteByte(byte(i))
	}
	return b.String() + "]]><x>&amp;\u2028\u202e\ufffe\uffff\r\n\x1b[31m"
}()

func sample() *verdict.Run {
	start := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	finding := verdict.Finding{
		Requirement: "3.2.1.1-9", Level: "must", Section: "3.2.1.1", Says: "The CPE keeps every event until it is delivered.",
		Check: "retry", Expected: "event codes 0 BOOTSTRAP and 1 BOOT", Got: "event code 1 BOOT " + hostile,
		Where: verdict.Where{Transcript: "transcripts/CPE-RETRY-002.txt", Exchange: 3, Connection: 2, From: "CPE", Line: 12, Offset: 345, Bytes: "<EventCode>" + hostile},
		Count: 2,
	}
	should := verdict.Finding{Requirement: "3.4.1-1", Level: "should", Section: "3.4.1", Says: "x", Expected: "a", Got: "b"}
	return &verdict.Run{
		Schema: verdict.Schema, Tool: "cwmpspec", Version: "1.0", Catalogue: "TR-069, catalogue 0123", Suite: "cpe",
		Device:  verdict.Device{Manufacturer: "Maker " + hostile, OUI: "001122", ProductClass: "Box", SerialNumber: "7"},
		Started: start, Ended: start.Add(90 * time.Second), Interrupted: "by signal", Note: "last seen in CPE-RETRY-002",
		Cases: []verdict.Case{
			{ID: "CPE-RETRY-001", Subject: "retry", Title: "a session is retried", Outcome: verdict.Pass, Started: start, Duration: 1500 * time.Millisecond, Covers: []string{"3.2.1.1-1"}, Transcript: "transcripts/CPE-RETRY-001.txt"},
			{ID: "CPE-RETRY-002", Subject: "retry", Title: "events are kept " + hostile, Outcome: verdict.Fail, Covers: []string{"3.2.1.1-9"}, Findings: []verdict.Finding{should, finding}, Transcript: "transcripts/CPE-RETRY-002.txt", Rerun: "cwmpspec cpe --target router.yaml --case CPE-RETRY-002 --out somewhere/with/a/long/path/that/does/not/fit"},
			{ID: "CPE-RETRY-003", Subject: "retry", Title: "same", Outcome: verdict.Warn, Findings: []verdict.Finding{should}},
			{ID: "CPE-RETRY-003", Subject: "retry", Title: "same", Outcome: verdict.Pass},
			{ID: "CPE-DL-001", Subject: "down.load", Title: "t", Outcome: verdict.Skip, Reason: "the target file does not claim download"},
			{ID: "CPE-DL-002", Subject: "down.load", Title: "t", Outcome: verdict.Error, Reason: "no Inform within 60 s"},
			{ID: "CPE-DL-003", Subject: "down.load", Title: "t", Outcome: verdict.NotRun, Reason: "interrupted"},
			{ID: "CPE-DL-004", Subject: "down.load", Title: "t", Outcome: verdict.Known, Reason: "waived: 3.4.1-1: ticket", Findings: []verdict.Finding{should}},
		},
	}
}

// readCase is JUnit's test as a reader of the file sees it.
type readCase struct {
	Name       string `xml:"name,attr"`
	Classname  string `xml:"classname,attr"`
	File       string `xml:"file,attr"`
	Properties []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"properties>property"`
	Time    string      `xml:"time,attr"`
	Failure *readResult `xml:"failure"`
	Error   *readResult `xml:"error"`
	Skipped *readResult `xml:"skipped"`
	Out     string      `xml:"system-out"`
}

type readResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Content string `xml:",chardata"`
}

type readSuites struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name       string `xml:"name,attr"`
		Properties []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"value,attr"`
		} `xml:"properties>property"`
		Cases []readCase `xml:"testcase"`
	} `xml:"testsuite"`
}

func readJUnit(t *testing.T, run *verdict.Run) readSuites {
	t.Helper()
	var b bytes.Buffer
	if err := JUnit(&b, run, "out"); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), `<?xml version="1.0" encoding="UTF-8"?>`) {
		t.Error("the XML header is missing")
	}
	var read readSuites
	if err := xml.Unmarshal(b.Bytes(), &read); err != nil {
		t.Fatalf("the file cannot be parsed: %v", err)
	}
	return read
}

func TestJUnitIsReadBackDespiteHostileBytes(t *testing.T) {
	read := readJUnit(t, sample())
	if read.Tests != 8 || read.Failures != 1 || read.Errors != 2 || read.Skipped != 2 || len(read.Suites) != 2 {
		t.Fatalf("the totals are %+v", read)
	}
	seen := map[string]bool{}
	cases := map[string]readCase{}
	for _, suite := range read.Suites {
		for _, c := range suite.Cases {
			if seen[c.Classname+c.Name] {
				t.Errorf("%s %s is there twice", c.Classname, c.Name)
			}
			seen[c.Classname+c.Name] = true
			id, _, _ := strings.Cut(c.Name, " ")
			if _, found := cases[id]; !found {
				cases[id] = c
			}
			if c.Classname != suite.Name {
				t.Errorf("class %s stands in suite %s", c.Classname, suite.Name)
			}
		}
	}
	if got := cases["CPE-DL-001"]; got.Classname != "cwmpspec.cpe.down-load" || got.Name != "CPE-DL-001 t" {
		t.Errorf("class and name are %q, %q", got.Classname, got.Name)
	}
	if got := cases["CPE-RETRY-001"]; got.Time != "1.500" || got.Failure != nil || !strings.Contains(got.Out, "[[ATTACHMENT|out/transcripts/CPE-RETRY-001.txt]]") {
		t.Errorf("the passed case is %+v", got)
	}
	if got := cases["CPE-RETRY-002"]; got.File != "out/transcripts/CPE-RETRY-002.txt" || len(got.Properties) != 4 || got.Properties[2].Value != "3.2.1.1-9" {
		t.Errorf("file and properties are %q, %v", got.File, got.Properties)
	}
	failure := cases["CPE-RETRY-002"].Failure
	if failure == nil || failure.Type != "must" {
		t.Fatalf("the failed case is %+v", cases["CPE-RETRY-002"])
	}
	for _, want := range []string{
		"CPE-RETRY-002 events are kept", "requirement: 3.2.1.1-9, MUST, section 3.2.1.1 Session Retry Policy: The CPE keeps every event",
		"expected: event codes 0 BOOTSTRAP", "got: event code 1 BOOT", `\x00`, `\x1b`, "where: exchange 3, connection 2, from the CPE, line 12, offset 345: <EventCode>",
		"(seen 2 times; this is the first)", "evidence: transcripts/CPE-RETRY-002.txt", "run again: cwmpspec cpe --target router.yaml",
	} {
		if !strings.Contains(failure.Message, want) || !strings.Contains(failure.Content, want) {
			t.Errorf("%q is not in both the attribute and the content of the failure:\n%s", want, failure.Content)
		}
	}
	for id, want := range map[string]string{
		"CPE-DL-001": "does not claim download", "CPE-DL-002": "no Inform within 60 s", "CPE-DL-003": "not run: interrupted", "CPE-DL-004": "ticket",
	} {
		c := cases[id]
		result := c.Skipped
		if result == nil {
			result = c.Error
		}
		if result == nil || !strings.Contains(result.Message, want) || !strings.Contains(result.Content, want) {
			t.Errorf("%s: %q is not in both places of %+v", id, want, result)
		}
	}
	properties := map[string]string{}
	for _, p := range read.Suites[0].Properties {
		properties[p.Name] = p.Value
	}
	for name, want := range map[string]string{
		"device.oui": "001122", "catalogue": "TR-069, catalogue 0123", "version": "1.0",
		"interrupted": "by signal",
	} {
		if properties[name] != want {
			t.Errorf("property %s is %q, want %q", name, properties[name], want)
		}
	}
}

func TestConsoleInAPipe(t *testing.T) {
	var b bytes.Buffer
	c, run := NewConsole(&b, Options{}), sample()
	c.Begin(run)
	for _, v := range run.Cases {
		c.Start(v.ID, v.Title)
		c.Case(v)
	}
	c.End(run)
	out := b.String()
	for _, r := range out {
		if r != '\n' && (r < ' ' || r == 0x7f) {
			t.Fatalf("there is a control character %q in the output", r)
		}
	}
	if !utf8.ValidString(out) {
		t.Error("the output is not UTF-8")
	}
	for line := range strings.Lines(out) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > columns && !strings.Contains(line, "run again") {
			t.Errorf("the line has %d columns: %s", n, line)
		}
	}
	for _, want := range []string{
		"FAIL  CPE-RETRY-002 events are kept", "      requirement  3.4.1-1, SHOULD, section 3.4.1", "      expected     event codes 0 BOOTSTRAP and 1 BOOT",
		"      got          event code 1 BOOT", "      where        exchange 3, connection 2", "      evidence     transcripts/CPE-RETRY-002.txt",
		"      run again    cwmpspec cpe --target router.yaml --case CPE-RETRY-002 --out somewhere/with/a/long/path/that/does/not/fit\n",
		"pass  CPE-RETRY-001 a session is retried (1.5 s)", "skip  CPE-DL-001 t\n      the target file does not claim download",
		"cases and rules: 1 failed, 1 could not be judged, 1 not run, 1 known failures,", "requirements: 3 judged, 2 broken", "interrupted: by signal", "The device does not conform.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
}

func TestConclusions(t *testing.T) {
	for want, cases := range map[string][]verdict.Case{
		"Nothing that was judged breaks a MUST.":         {{Outcome: verdict.Pass}},
		"No case was selected, so nothing was judged.":   nil,
		"Not all could be judged, so this is no verdict": {{Outcome: verdict.Pass}, {Outcome: verdict.Error}},
		"The device does not conform.":                   {{Outcome: verdict.Fail}, {Outcome: verdict.Error}},
	} {
		var b bytes.Buffer
		NewConsole(&b, Options{}).End(&verdict.Run{Cases: cases})
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing from %s", want, b.String())
		}
	}
}

func TestColourIsForTerminalsOnly(t *testing.T) {
	var b bytes.Buffer
	c := NewConsole(&b, Options{Colour: "always"})
	c.Start("CPE-X-001", strings.Repeat("long ", 30))
	c.Case(verdict.Case{ID: "CPE-X-001", Subject: "x", Title: "t", Outcome: verdict.Fail})
	if !strings.Contains(b.String(), "\x1b[1;31mFAIL\x1b[0m  CPE-X-001 t") {
		t.Errorf("no colour in %q", b.String())
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if c := NewConsole(file, Options{}); c.colour || c.terminal {
		t.Error("a file is taken for a terminal")
	}
}

func TestJSONIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "results.json")
	want := sample()
	want.Device.Manufacturer, want.Cases = "Maker", want.Cases[:1]
	if err := WriteFile(path, func(w io.Writer) error { return JSON(w, want) }); err != nil {
		t.Fatal(err)
	}
	got, err := ReadJSON(path)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, %v", got, err)
	}
	if err := os.WriteFile(path, []byte(`{"schema": 7}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadJSON(path); err == nil || !strings.Contains(err.Error(), "version 7") {
		t.Errorf("another form gives %v", err)
	}
}

func TestAFailedWriteLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "old" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
