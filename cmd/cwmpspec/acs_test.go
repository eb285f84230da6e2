package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// serve starts the reference ACS with a fault and returns its URL.
func serve(t *testing.T, fault string) string {
	t.Helper()
	server, err := acs.New(acs.Config{Clock: clock.Real(), Recorder: transcript.NewRecorder(1), Fault: fault,
		Auth: acs.Auth{Scheme: acs.Digest, Username: "tester", Password: "hidden-word"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server.URL()
}

func TestACSUnderTest(t *testing.T) {
	for _, test := range []struct {
		fault string
		code  int
		want  string
	}{
		{"", 0, "Nothing that was judged breaks a MUST."},
		{"acs-max-envelopes-heeded", 1, "The ACS does not conform."},
	} {
		out := t.TempDir()
		code, stdout, stderr := call("acs", serve(t, test.fault), "--username", "tester", "--password", "hidden-word", "--out", out,
			"--only", "ACS-INFORM-002,ACS-SESSION-002")
		if code != test.code || !strings.Contains(stdout, test.want) || !strings.Contains(stdout, "asks for Digest") {
			t.Errorf("fault %q: exit code %d, %s\n%s", test.fault, code, stderr, stdout)
		}
		data, err := os.ReadFile(filepath.Join(out, "results.json"))
		if err != nil {
			t.Fatal(err)
		}
		var run verdict.Run
		if err := json.Unmarshal(data, &run); err != nil || run.Suite != "acs" || run.Device.Server == "" || run.Device.CWMPVersion != "1.4" ||
			!strings.HasPrefix(run.Device.Authentication, `Digest (realm "`) || !strings.Contains(run.Device.Methods, "GetRPCMethods") {
			t.Errorf("results.json: %v, %+v", err, run.Device)
		}
		for _, file := range []string{"report.html", "statement.md", "junit.xml"} {
			if text := read(t, out, file); !strings.Contains(text, run.Device.Server) || !strings.Contains(text, run.Device.URL) {
				t.Errorf("%s does not say which ACS it is about", file)
			}
		}
		for _, c := range run.Cases {
			if c.ID == "ACS-SESSION-002" && (c.Outcome != verdict.Skip || !strings.Contains(c.Reason, "GetParameterValues")) {
				t.Errorf("without a driver %s is %s: %s", c.ID, c.Outcome, c.Reason)
			}
		}
		if strings.Contains(string(data), "hidden-word") {
			t.Error("results.json holds the password")
		}
	}
}

func TestNoACSToTest(t *testing.T) {
	out := t.TempDir()
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "no ACS URL"},
		{[]string{"ftp://x"}, "is no http or https URL"},
		{[]string{"http://127.0.0.1:1/"}, "no ACS to test: no connection to the ACS"},
		{[]string{serve(t, "")}, "the ACS asks for credentials; give them by --username"},
		{[]string{serve(t, ""), "--username", "tester", "--password", "wrong"}, "the ACS does not take the user name and password given"},
		{[]string{"--jobs", "0", "http://127.0.0.1:1/"}, "--jobs 0"},
	} {
		code, _, stderr := call(append([]string{"acs", "--out", out}, test.args...)...)
		if code != 2 || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit code %d, %s", test.args, code, stderr)
		}
	}
}

func TestInitACS(t *testing.T) {
	path := filepath.Join(t.TempDir(), "acs.yaml")
	if code, _, stderr := call("init", "acs", "http://acs.example:7547/", "--target", path); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if loaded, err := target.LoadACS(path); err != nil || loaded.URL != "http://acs.example:7547/" {
		t.Errorf("%v, %+v", err, loaded)
	}
	if code, _, stderr := call("init", "acs", "--target", path); code != 2 || !strings.Contains(stderr, "--force") {
		t.Errorf("a second time: exit code %d, %s", code, stderr)
	}
}

func TestEveryRequirementThatIsNotProvenHasAReason(t *testing.T) {
	for role, reasons := range leftOut {
		left := map[string]bool{}
		for _, r := range unproven(requirement.Must(), role) {
			left[r.ID] = true
			if reasons[r.ID] == "" {
				t.Errorf("%s is not proven at a %s, and no reason is given", r.ID, role)
			}
		}
		for id := range reasons {
			if !left[id] {
				t.Errorf("%s is proven at a %s, or is not asked for: it needs no reason", id, role)
			}
		}
	}
}
