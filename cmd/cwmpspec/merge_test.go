package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func TestDiffCommand(t *testing.T) {
	good, bad := demoRun(t, "--only", "CPE-GPV-001,CPE-GPV-002"), demoRun(t, failing...)
	comment := filepath.Join(t.TempDir(), "comment.md")
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{good, bad}, 1, "1 new failures"},
		{[]string{bad, good}, 0, "1 fixed failures"},
		{[]string{good, good}, 0, "nothing changed"},
		{[]string{good, demoRun(t, "--only", "CPE-GPV-001")}, 2, "No longer judged (1)\n  CPE-GPV-002"},
		{[]string{good, bad, "--format", "markdown", "--out", comment}, 1, "Written to"},
		{[]string{good, t.TempDir()}, 2, "no run wrote to it"},
		{[]string{good}, 2, "diff needs A and B"},
		{[]string{good, bad, "--format", "html"}, 2, "allowed: text, markdown, json"},
	} {
		code, stdout, stderr := call(append([]string{"diff"}, test.args...)...)
		if code != test.code || !strings.Contains(stdout+stderr, test.want) {
			t.Errorf("%v: exit code %d, want %d with %q:\n%s%s", test.args, code, test.code, test.want, stdout, stderr)
		}
	}
	if text := read(t, comment); !strings.HasPrefix(text, "## CWMP conformance: 1 new failures") {
		t.Errorf("the comment is\n%s", text)
	}
}

func TestMergeCommand(t *testing.T) {
	one, two := demoRun(t, "--only", "CPE-GPV-001"), demoRun(t, "--fault", "gpv-unknown-name-9003", "--only", "CPE-GPV-002")
	out := filepath.Join(t.TempDir(), "merged")
	code, stdout, stderr := call("merge", one, two, "--out", out)
	if code != 1 || !strings.Contains(stdout, "The device does not conform.") {
		t.Fatalf("exit code %d:\n%s%s", code, stdout, stderr)
	}
	run, err := reports.ReadJSON(filepath.Join(out, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[string]verdict.Outcome{}
	for _, c := range run.Cases {
		outcomes[c.ID] = c.Outcome
		if c.Transcript != "" {
			read(t, out, c.Transcript)
		}
	}
	if outcomes["CPE-GPV-001"] != verdict.Pass || outcomes["CPE-GPV-002"] != verdict.Fail || len(run.Cases) != 2+len(rulesOf("cpe")) {
		t.Errorf("%d cases: %v", len(run.Cases), outcomes)
	}
	for _, f := range run.Transcripts {
		if sum, err := reports.Checksum(out, f.Name); err != nil || sum != f {
			t.Errorf("%s: %v, %v", f.Name, sum, err)
		}
	}
	checkForms(t, out)

	again := func(want string, args ...string) {
		t.Helper()
		if code, _, stderr := call(append([]string{"merge"}, args...)...); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
	}
	again("is not empty; name a new directory", one, two, "--out", out)
	again("merge needs two directories", one)
	again("is named twice", one, one+"/")
	again("is a merged report itself", one, out)
	empty := t.TempDir()
	again("no run wrote to it", one, empty)
	if err := os.WriteFile(filepath.Join(empty, "results.json"), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	again("is no results.json", one, empty)
}
