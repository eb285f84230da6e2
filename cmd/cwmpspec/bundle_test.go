package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

// rewritten copies a bundle with one file changed, left out if change is nil.
func rewritten(t *testing.T, bundle, name string, change func(string) string) string {
	t.Helper()
	in, err := zip.OpenReader(bundle)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	path := filepath.Join(t.TempDir(), "changed.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := zip.NewWriter(f)
	add := func(name, text string) {
		w, err := out.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	found := false
	for _, entry := range in.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if entry.Name != name {
			add(entry.Name, string(text))
			continue
		}
		found = true
		if change != nil {
			is := change(string(text))
			if is == string(text) {
				t.Fatalf("%s was not changed", name)
			}
			add(name, is)
		}
	}
	if !found {
		add(name, change(""))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func replaced(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func TestBundleAndVerify(t *testing.T) {
	dir := demoRun(t, "--fault", "empty-post-content-type", "--only", "CPE-GPV-001,CPE-GPV-002")
	bundle := filepath.Join(t.TempDir(), "run.zip")
	for range 2 {
		if code, _, stderr := call("bundle", dir, "--out", bundle, "--force"); code != 0 {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
	}
	first := read(t, bundle)
	if code, _, stderr := call("bundle", dir, "--out", bundle); code != 2 || !strings.Contains(stderr, "exists already; --force") {
		t.Errorf("a second time: exit code %d, %s", code, stderr)
	}
	if code, _, _ := call("bundle", dir, "--out", bundle, "--force"); code != 0 || read(t, bundle) != first {
		t.Error("the bundle of the same run differs")
	}
	for _, name := range []string{bundle, dir} {
		if code, stdout, stderr := call("verify", name); code != 0 || !strings.Contains(stdout, "The verdicts follow from the transcripts.") {
			t.Errorf("%s: exit code %d:\n%s%s", name, code, stdout, stderr)
		}
	}
	const transcript = "transcripts/CPE-GPV-001.http"
	for _, test := range []struct {
		name, file string
		change     func(string) string
		want       []string
	}{
		{"a transcript was changed", transcript, replaced("Content-Type: text/xml", "Content-Tape: text/xml"), []string{transcript + " is not what it was"}},
		{"evidence was taken out", transcript, func(s string) string { return s[:strings.Index(s, "\n")+1] }, []string{"the results say that 3.4.1-8 is broken", "the transcript does not show it"}},
		{"a verdict was changed", "results.json", replaced(`"outcome": "pass"`, `"outcome": "fail"`), []string{"results.json is not what it was", "the results say fail, but its findings make it pass", "statement.md is not what results.json gives"}},
		{"a finding was taken out", "results.json", func(s string) string {
			return strings.ReplaceAll(s, `"requirement": "3.4.1-8"`, `"requirement": "3.5-1"`)
		}, []string{"the transcript shows that 3.4.1-8 is broken"}},
		{"a transcript is missing", transcript, nil, []string{transcript + " is missing"}},
		{"a file was added", "more.txt", func(string) string { return "x" }, []string{"more.txt is not in the manifest"}},
		{"a transcript is broken", transcript, func(string) string { return "##### CPE->ACS  connection x\n" }, []string{transcript + ":1:"}},
	} {
		code, stdout, stderr := call("verify", rewritten(t, bundle, test.file, test.change))
		if code != 1 || !strings.Contains(stdout, "The verdicts do not follow") {
			t.Errorf("%s: exit code %d:\n%s%s", test.name, code, stdout, stderr)
		}
		for _, want := range test.want {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: %q is missing from:\n%s", test.name, want, stdout)
			}
		}
	}
	for want, name := range map[string]string{
		"is no results.json":        rewritten(t, bundle, "results.json", func(string) string { return "{" }),
		"manifest.json: ":           rewritten(t, bundle, "manifest.json", func(string) string { return "[" }),
		"holds no results.json":     t.TempDir(),
		"is no bundle":              filepath.Join(dir, "results.json"),
		"no such file or directory": filepath.Join(dir, "none.zip"),
	} {
		if code, _, stderr := call("verify", name); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d, %s", want, code, stderr)
		}
	}
}

func TestWhatCannotBeBundled(t *testing.T) {
	dir := demoRun(t, "--only", "CPE-GPV-001")
	transcript := filepath.Join(dir, "transcripts", "CPE-GPV-001.http")
	check := filepath.Join(t.TempDir(), "check")
	if code, stdout, stderr := call("check", transcript, "--out", check); code != 0 {
		t.Fatal(stdout, stderr)
	}
	refuse := func(want string, args ...string) {
		t.Helper()
		if code, _, stderr := call(append([]string{"bundle"}, args...)...); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
	}
	out := filepath.Join(t.TempDir(), "x.zip")
	refuse("a run over saved sessions", check, "--out", out)
	refuse("no run wrote to it", t.TempDir(), "--out", out)
	refuse("bundle needs DIR")
	empty := t.TempDir()
	if err := reports.WriteResults(empty, &verdict.Run{Schema: verdict.Schema, Suite: "cpe"}); err != nil {
		t.Fatal(err)
	}
	refuse("a run without cases", empty, "--out", out)
	if code, stdout, _ := call("verify", empty); code != 1 || !strings.Contains(stdout, "nothing to review") {
		t.Errorf("verify of a run without cases: exit code %d, %s", code, stdout)
	}
	if err := os.WriteFile(transcript, []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	refuse("transcripts/CPE-GPV-001.http is not what it was", dir, "--out", out)
	if err := os.Remove(filepath.Join(dir, "results.json")); err != nil {
		t.Fatal(err)
	}
	refuse("make its reports first: cwmpspec report", dir, "--out", out)
	if _, err := os.Stat(out); err == nil {
		t.Error("there is an archive all the same")
	}
}

// TestVerifyAMergedReport: devices differ in what the rules know of them.
func TestVerifyAMergedReport(t *testing.T) {
	one, two := demoRun(t, "--only", "CPE-GPV-001"), demoRun(t, failing...)
	results := filepath.Join(two, "results.json")
	other := strings.Replace(read(t, results), `"serial_number": "REF0000001"`, `"serial_number": "REF0000002"`, 1)
	if err := os.WriteFile(results, []byte(other), 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "merged")
	if code, stdout, stderr := call("merge", one, two, "--out", out); code != 1 {
		t.Fatal(stdout, stderr)
	}
	if code, stdout, stderr := call("verify", out); code != 0 {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
	checkForms(t, out)
}
