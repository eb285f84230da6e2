package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func TestDoctorOfAHealthyDevice(t *testing.T) {
	code, out := against(t, "", "doctor", "--listen", "127.0.0.1:0")
	if code != verdict.ExitConforms {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	out = strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"note listener", "is on loopback", "ok file server", "note hook power_cycle", "ok device calls", "ok credentials",
		"ok session completes", "ok clock", "ok connection request", "The device can be tested", "Next: cwmpspec"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
}

func TestDoctorSaysWhatToDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.yaml")
	text := "hooks:\n  power_cycle:\n    command: no-such-command-anywhere now\n  factory_reset:\n    command: 'if ['\n"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	code, out, _ := call("doctor", "--target", file, "--listen", "127.0.0.1:0", "--wait", "10ms")
	if code != verdict.ExitNotJudged {
		t.Errorf("exit code %d", code)
	}
	out = strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"FAIL hook power_cycle no-such-command-anywhere: there is no such command what to do correct hooks: power_cycle: command",
		"FAIL hook factory_reset the shell cannot read it", "FAIL device calls The CPE did not connect;", "perhaps the ACS URL is not set on the CPE", "3 of the steps failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
	code, out, _ = call("doctor", "--listen", "192.0.2.1:7547", "--wait", "10ms")
	if code != verdict.ExitNotJudged || !strings.Contains(out, "FAIL  listener") || !strings.Contains(out, "what to do") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

func TestDoctorOfADeviceWithAnotherPassword(t *testing.T) {
	code, out := againstAs(t, cpe.Config{Password: "another"}, nil, "doctor", "--listen", "127.0.0.1:0", "--wait", "1s")
	if code != verdict.ExitNotJudged {
		t.Errorf("exit code %d", code)
	}
	out = strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"FAIL device calls The ACS stopped after the Inform with credentials", "perhaps the password of the CPE for the ACS is another one"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
}

func TestARunTellsWhoStopped(t *testing.T) {
	dir := t.TempDir()
	code, out, _ := call("demo", "--fault", "request-answered-by-empty-post", "--only", "CPE-INFORM-003", "--out", dir)
	if code != verdict.ExitFails || !strings.Contains(strings.Join(strings.Fields(out), " "), "stopped The CPE stopped after the GetParameterAttributes") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	run, err := reports.ReadJSON(filepath.Join(dir, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	if d := run.Cases[0].Diagnosis; d == nil || d.Kind != "empty-instead-of-response" || d.Stopped != "CPE" || d.Section != "3.7.1.2" || len(d.Causes) == 0 {
		t.Errorf("the diagnosis is %+v", d)
	}
}
