package main

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// replay writes the script of a case.
func replay(t *testing.T, dir, id string) string {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("there is no python3 to run a script with")
	}
	script := filepath.Join(t.TempDir(), "replay.py")
	if code, _, stderr := call("replay", id, "--from", dir, "--out", script); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	return script
}

var port = regexp.MustCompile(`listening on port (\d+) for cwmp`)

func TestReplayOfACPECase(t *testing.T) {
	for _, test := range []struct {
		id   string
		dir  string
		want []string
	}{
		// A device that has mended its fault is asked the same.
		{"cpe-gpv-002", demoRun(t, failing...), []string{
			"no --cr-url: make the device call", "came: POST /acs HTTP/1.1, Inform, 0 BOOTSTRAP", "wait for: Fault, fault 9003",
			"came: POST /acs HTTP/1.1, Fault, 9005", "LOOK: A.3.2.2-23 MUST: expected", "the recorded run got 9003"}},
		// The file is fetched from the script, at an address of now.
		{"CPE-DL-001", demoRun(t, "--only", "CPE-DL-001"), []string{
			"came: POST /acs HTTP/1.1, DownloadResponse", "came: GET /CPE-DL-001/file HTTP/1.1", "TransferComplete, 0"}},
	} {
		t.Run(test.id, func(t *testing.T) {
			text := replayed(t, replay(t, test.dir, test.id))
			for _, want := range append(test.want, "the end of what was recorded") {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing from:\n%s", want, text)
				}
			}
		})
	}
}

// replayed runs a script that is an ACS against the reference CPE and returns
// what the script tells.
func replayed(t *testing.T, script string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "python3", script, "--listen", "127.0.0.1:0", "--patience", "20", "--speed", "50", "--quiet")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		text.WriteString(lines.Text() + "\n")
		if m := port.FindStringSubmatch(lines.Text()); m != nil {
			device, err := cpe.New(cpe.Config{ACSURL: "http://127.0.0.1:" + m[1] + "/acs", Username: "u", Password: "p", Clock: clock.Scaled(50)})
			if err != nil {
				t.Fatal(err)
			}
			defer device.Close()
			device.Start()
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v:\n%s", err, text.String())
	}
	return text.String()
}

func TestReplayOfAnACSCase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "acs")
	if code, stdout, stderr := call("demo", "acs", "--only", "ACS-INFORM-001", "--out", dir); code != 0 {
		t.Fatal(stdout, stderr)
	}
	script := replay(t, dir, "ACS-INFORM-001")
	server, err := acs.New(acs.Config{Clock: clock.Real(), Recorder: transcript.NewRecorder(1), Path: "/other", Auth: acs.Auth{Scheme: acs.Digest, Username: "dev", Password: "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	out, err := exec.CommandContext(t.Context(), "python3", script, server.URL(), "--username", "dev", "--password", "secret", "--speed", "50", "--patience", "20", "--quiet").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// That the ACS answers the Inform shows that credentials, address and path are those of now.
	for _, want := range []string{"came: HTTP/1.1 401 Unauthorized", "came: HTTP/1.1 200 OK, InformResponse", "came: HTTP/1.1 204 No Content", "the end of what was recorded"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
}

// TestEveryRecordedCaseBecomesAScript: whatever was on the wire, the script is
// one that Python can read.
func TestEveryRecordedCaseBecomesAScript(t *testing.T) {
	dir := demoRun(t, "--only", "CPE-GPV-001,CPE-HTTP-001,CPE-COMP-001,CPE-AUTH-001")
	acs := filepath.Join(t.TempDir(), "acs")
	if code, stdout, stderr := call("demo", "acs", "--only", "ACS-CALL-001,ACS-SESSION-001,ACS-ERROR-001,ACS-VERSION-001", "--out", acs); code != 0 {
		t.Fatal(stdout, stderr)
	}
	var scripts []string
	for _, of := range []string{dir, acs} {
		run, _, err := loadRun(of)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range run.Cases {
			if c.Transcript != "" {
				scripts = append(scripts, replay(t, of, c.ID))
			}
		}
	}
	if len(scripts) < 7 {
		t.Fatalf("there are only %d recorded cases", len(scripts))
	}
	const parse = "import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name, encoding='utf-8').read(), name)"
	if out, err := exec.CommandContext(t.Context(), "python3", append([]string{"-c", parse}, scripts...)...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestReplayInWordsAndMistakes(t *testing.T) {
	dir := demoRun(t, failing...)
	code, stdout, _ := call("replay", "CPE-GPV-002", "--from", dir, "--format", "markdown")
	for _, want := range []string{"## CPE-GPV-002: an unknown Parameter name is refused with 9005\n", "- in the recorded run: failed;", "Then the CPE sends: Inform", "Send: GetParameterValues\n\n        HTTP/1.1 200 OK\n", "**Look:** A.3.2.2-23 MUST"} {
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("exit code %d, %q is missing from:\n%s", code, want, stdout)
		}
	}
	for want, args := range map[string][]string{
		"the run has no case CPE-X-001; failed in it: CPE-GPV-002": {"CPE-X-001", "--from", dir},
		"nothing was recorded of inform-deviceid":                  {"inform-deviceid", "--from", dir},
		"no run wrote to it":                                       {"CPE-GPV-002", "--from", t.TempDir()},
		"replay needs CASE":                                        {"--from", dir},
		"allowed: python, markdown":                                {"CPE-GPV-002", "--from", dir, "--format", "sh"},
	} {
		if code, _, stderr := call(append([]string{"replay"}, args...)...); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
	}
}
