package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

// demoRun runs some cases against the built-in device and returns the
// directory of the run.
func demoRun(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "results")
	args = append([]string{"demo", "--out", dir}, args...)
	if code, stdout, stderr := call(args...); code == verdict.ExitNotJudged {
		t.Fatalf("%v: %s%s", args, stdout, stderr)
	}
	return dir
}

var failing = []string{"--fault", "gpv-unknown-name-9003", "--only", "CPE-GPV-001,CPE-GPV-002"}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheClaimsOfAFaultAreSaidToBeItsOwn(t *testing.T) {
	run, err := reports.ReadJSON(filepath.Join(demoRun(t, "--fault", "factory-reset-keeps-values", "--only", "CPE-GPV-001"), reports.ResultsFile))
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]int{}
	for _, c := range run.Claims {
		sources[c.Source]++
	}
	if sources["fault factory-reset-keeps-values"] == 0 || sources["device"] == 0 || len(sources) != 2 {
		t.Errorf("the claims are %+v", run.Claims)
	}
}

func TestAnEarlierRunIsKeptUntilTheNextOneBegins(t *testing.T) {
	dir := demoRun(t, failing...)
	before := read(t, dir, reports.ResultsFile)
	for _, args := range [][]string{
		{"demo", "--labels", "no-such-label"}, {"demo", "--only", "CPE-GPV-001", "--labels", "CPE-GPV-002"},
		{"demo", "--fault", "none"}, {"acs", "http://127.0.0.1:1/"},
	} {
		if code, _, stderr := call(append(args, "--out", dir)...); code != verdict.ExitNotJudged || stderr == "" {
			t.Errorf("%v: exit code %d, %q", args, code, stderr)
		}
		if read(t, dir, reports.ResultsFile) != before || read(t, dir, "transcripts", "CPE-GPV-002.http") == "" {
			t.Errorf("%v: the run before is lost", args)
		}
	}
}

func TestReportMakesEveryFormAgain(t *testing.T) {
	dir := demoRun(t, failing...)
	out := t.TempDir()
	if code, _, stderr := call("report", dir, "--out", out); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	for _, name := range reports.Files()[1:] {
		if read(t, dir, name) != read(t, out, name) {
			t.Errorf("%s differs from what the run wrote", name)
		}
	}
	only := t.TempDir()
	if code, _, stderr := call("report", dir, "--format", "statement", "--out", only); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if entries, err := os.ReadDir(only); err != nil || len(entries) != 2 {
		t.Errorf("there are %v, %v", entries, err)
	}
	code, stdout, _ := call("report", dir, "--format", "console")
	if code != 0 || !strings.Contains(stdout, "FAIL  CPE-GPV-002") || !strings.Contains(stdout, "The device does not conform.") {
		t.Errorf("exit code %d:\n%s", code, stdout)
	}
}

func TestReportOfAKilledRun(t *testing.T) {
	dir := demoRun(t, failing...)
	for _, name := range reports.Files() {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	head, rest, _ := strings.Cut(read(t, dir, journalFile), "\n")
	first, second, _ := strings.Cut(rest, "\n")
	if err := os.WriteFile(filepath.Join(dir, journalFile), []byte(head+"\n"+first+"\n"+second[:40]), 0o666); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := call("report", dir)
	if code != 0 || !strings.Contains(stdout, "made of its journal") {
		t.Fatalf("exit code %d, %s%s", code, stdout, stderr)
	}
	run, err := reports.ReadJSON(filepath.Join(dir, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	if run.Interrupted == "" || run.ExitCode() != verdict.ExitNotJudged || run.Started.IsZero() || len(run.Transcripts) == 0 {
		t.Errorf("the run is interrupted %q, exit code %d, started %v, %d transcripts", run.Interrupted, run.ExitCode(), run.Started, len(run.Transcripts))
	}
	outcomes := map[string]verdict.Outcome{}
	for _, c := range run.Cases {
		outcomes[c.ID] = c.Outcome
	}
	if outcomes["CPE-GPV-001"] != verdict.Pass || outcomes["CPE-GPV-002"] != verdict.NotRun || len(run.Cases) != 2+len(rulesOf("cpe")) {
		t.Errorf("%d cases: %v", len(run.Cases), outcomes)
	}
	if !strings.Contains(read(t, dir, "statement.md"), "not run: the run ended first (1): CPE-GPV-002") {
		t.Error("statement.md does not say what was not run")
	}
	// A second time there is a results.json to make them from.
	if code, stdout, _ := call("report", dir); code != 0 || strings.Contains(stdout, "journal") {
		t.Errorf("a second time: exit code %d, %s", code, stdout)
	}
}

func TestReportOfWhatIsNoRun(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "results.json")
	for _, test := range []struct {
		name, content, want string
	}{
		{"empty directory", "", "holds neither results.json nor results.jsonl"},
		{"no JSON", "<html>", "is no results.json"},
		{"another form", `{"schema": 9}`, "the form is version 9"},
		{"empty file", "\n", "is no results.json"},
	} {
		if test.content != "" {
			if err := os.WriteFile(file, []byte(test.content), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if code, _, stderr := call("report", dir); code != 2 || !strings.Contains(stderr, test.want) || !strings.Contains(stderr, dir) {
			t.Errorf("%s: exit code %d, %s", test.name, code, stderr)
		}
	}
	for want, args := range map[string][]string{
		"is a file; name the directory": {file},
		"no such file":                  {filepath.Join(dir, "none")},
		"report needs DIR":              {},
		`"pdf" is not known; allowed`:   {dir, "--format", "pdf"},
	} {
		if code, _, stderr := call(append([]string{"report"}, args...)...); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
	}
}

func TestARunWithoutCasesIsReported(t *testing.T) {
	dir := t.TempDir()
	if err := reports.WriteResults(dir, &verdict.Run{Schema: verdict.Schema, Suite: "cpe"}); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := call("report", dir); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if text := read(t, dir, "statement.md"); !strings.Contains(text, "No case was selected, so nothing was judged.") {
		t.Errorf("the statement is\n%s", text)
	}
}

func TestWaiversOfARun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "waivers.yaml")
	for _, test := range []struct {
		name, entry string
		only        string
		code        int
		want        string
	}{
		{"in use", "{case: CPE-GPV-002, text: '9003', expires: 2999-01-01, comment: c, owner: Ada}", "CPE-GPV-002", 0, "pass  waiver-CPE-GPV-002"},
		{"expired", "{case: CPE-GPV-002, expires: 2020-01-01, comment: c, owner: Ada}", "CPE-GPV-002", 1, "expired on 2020-01-01; ask Ada"},
		{"passes", "{case: CPE-GPV-001, expires: 2999-01-01, comment: c, owner: Ada}", "CPE-GPV-001", 1, "it matches nothing"},
		{"not selected", "{case: CPE-GPV-002, expires: 2999-01-01, comment: c, owner: Ada}", "CPE-GPV-001", 0, "was not judged in this run"},
		{"no such case", "{case: CPE-GPV-999, expires: 2999-01-01, comment: c, owner: Ada}", "CPE-GPV-001", 1, "no case or rule has the id CPE-GPV-999"},
	} {
		if err := os.WriteFile(file, []byte("- "+test.entry+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		t.Run(test.name, func(t *testing.T) {
			code, out := against(t, "gpv-unknown-name-9003", "cpe", "--listen", "127.0.0.1:0", "--out", t.TempDir(), "--only", test.only, "--waivers", file)
			if code != test.code || !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(test.want), " ")) {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, test.code, test.want, out)
			}
		})
	}
}

// TestABrokenWaiverFileLeavesEarlierResults: nothing is touched before all that
// the user gave can be read.
func TestABrokenWaiverFileLeavesEarlierResults(t *testing.T) {
	dir := demoRun(t, "--only", "CPE-GPV-001")
	before := read(t, dir, "results.json")
	file := filepath.Join(t.TempDir(), "waivers.yaml")
	if err := os.WriteFile(file, []byte("- {case: CPE-GPV-001}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"cpe", "--listen", "127.0.0.1:0"}, {"acs", "http://127.0.0.1:1/"}} {
		code, _, stderr := call(append(args, "--out", dir, "--waivers", file)...)
		if code != 2 || !strings.Contains(stderr, "waivers.yaml:1: the waiver has no owner") || read(t, dir, "results.json") != before {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
	}
}

// TestNoFormOfAReportHoldsAPassword: those of the bench are set by the suite,
// read back by it and used in HTTP.
func TestNoFormOfAReportHoldsAPassword(t *testing.T) {
	dir := demoRun(t, "--only", "CPE-GPV-001,CPE-GPV-002,CPE-AUTH-001,CPE-CR-001,CPE-SPV-001", "--fault", "gpv-unknown-name-9003")
	script := filepath.Join(dir, "replay.py")
	if code, _, stderr := call("replay", "CPE-GPV-002", "--from", dir, "--out", script); code != 0 {
		t.Fatal(stderr)
	}
	seen := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		for _, secret := range []string{"loopback-only", "loopback-call", "loopback-file"} {
			if strings.Contains(read(t, path), secret) {
				t.Errorf("%s holds the password %s", path, secret)
			}
		}
		return nil
	})
	if err != nil || seen < 10 {
		t.Errorf("%d files, %v", seen, err)
	}
}
