package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

// against runs a command that waits for a device, gives what it prints to set
// on the device to the reference CPE, and returns the exit code and the output.
func against(t *testing.T, fault string, args ...string) (int, string) {
	t.Helper()
	return againstAs(t, cpe.Config{Fault: fault}, nil, args...)
}

// againstAs is against with a device that may have a password of its own; heard,
// if not nil, is told of each line, with the device once it runs and a function
// that ends the command.
func againstAs(t *testing.T, cfg cpe.Config, heard func(line string, device *cpe.CPE, end func()), args ...string) (int, string) {
	t.Helper()
	r, w := io.Pipe()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	code := make(chan int, 1)
	go func() {
		code <- runIn(ctx, args, strings.NewReader(""), w, w)
		w.Close()
	}()
	var out bytes.Buffer
	set := map[string]string{}
	lines := bufio.NewScanner(r)
	var device *cpe.CPE
	for lines.Scan() {
		out.WriteString(lines.Text() + "\n")
		for _, key := range []string{"ACS URL", "user name", "password"} {
			if value, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), key); ok && device == nil {
				set[key] = strings.TrimSpace(value)
			}
		}
		if device == nil && set["password"] != "" {
			cfg.ACSURL, cfg.Username, cfg.Clock = set["ACS URL"], set["user name"], clock.Real()
			if cfg.Password == "" {
				cfg.Password = set["password"]
			}
			var err error
			if device, err = cpe.New(cfg); err != nil {
				t.Fatal(err)
			}
			device.Start()
			t.Cleanup(device.Close)
		}
		if heard != nil {
			heard(lines.Text(), device, end)
		}
	}
	return <-code, out.String()
}

func TestCPECommand(t *testing.T) {
	for _, c := range []struct {
		name, fault string
		code        int
		says        string
	}{
		{"faultless", "", verdict.ExitConforms, "Nothing that was judged breaks a MUST."},
		{"faulty", "gpv-unknown-name-9003", verdict.ExitFails, "A.3.2.2-23"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			code, out := against(t, c.fault, "cpe", "--listen", "127.0.0.1:0", "--out", dir, "--only", "CPE-GPV-001,CPE-GPV-002")
			if code != c.code || !strings.Contains(out, c.says) {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, c.code, c.says, out)
			}
			got, err := reports.ReadJSON(filepath.Join(dir, "results.json"))
			if err != nil {
				t.Fatal(err)
			}
			if got.ExitCode() != code || got.Device.SerialNumber == "" {
				t.Errorf("results.json has exit code %d and device %+v", got.ExitCode(), got.Device)
			}
			for _, name := range []string{"junit.xml", "results.jsonl", "transcripts/CPE-GPV-001.http"} {
				if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
					t.Error(err)
				}
			}
			password := ""
			for line := range strings.Lines(out) {
				if value, ok := strings.CutPrefix(strings.TrimSpace(line), "password"); ok {
					password = strings.TrimSpace(value)
				}
			}
			text, err := os.ReadFile(filepath.Join(dir, "transcripts/CPE-GPV-001.http"))
			if err != nil || bytes.Contains(text, []byte(password)) || !bytes.Contains(text, []byte(`response="XXXX`)) {
				t.Errorf("the transcript shows the password, or no blanked response (%v)", err)
			}
		})
	}
}

func TestInitCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "router.yaml")
	code, out := against(t, "", "init", "--listen", "127.0.0.1:0", "--target", file)
	if code != verdict.ExitConforms {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	got, err := target.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.Identity.OUI == "" || got.Borrow.MultiInstance == "" || !got.ClaimsTo("cwmp-1.4") || got.Credentials.Password == "" {
		t.Errorf("the target file lacks what was learnt: %+v", got)
	}
	if got.ConnectionRequest.URL != "" || !got.ConnectionRequest.Enabled {
		t.Errorf("a ConnectionRequestURL that the device may change stands in the file: %+v", got.ConnectionRequest)
	}
	if code := run([]string{"init", "--target", file}, strings.NewReader(""), io.Discard, io.Discard); code != verdict.ExitNotJudged {
		t.Errorf("a file that exists was written over, exit code %d", code)
	}
}

func TestMistakesOfTheUser(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("credentials:\n  scheme: kerberos\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"cpe", "--target", bad}, []string{bad + ":2:", "kerberos", "digest, basic, none"}},
		{[]string{"cpe", "--target", "no-such-file.yaml"}, []string{"no-such-file.yaml"}},
		{[]string{"cpe", "--level", "may"}, []string{"--level may", "must and should"}},
		{[]string{"demo", "--only", "CPE-NONE-001"}, []string{"CPE-NONE-001", "cwmpspec list"}},
		{[]string{"demo", "--labels", "(("}, []string{"--labels"}},
		{[]string{"demo", "--fault", "none-such"}, []string{"none-such", "--list-faults"}},
		{[]string{"sim", "acs", "--auth", "ntlm"}, []string{"ntlm", "none, basic, digest"}},
		{[]string{"sim", "cpe", "http://127.0.0.1:1/", "--scale", "0"}, []string{"--scale"}},
	} {
		var errors bytes.Buffer
		if code := run(c.args, strings.NewReader(""), io.Discard, &errors); code != verdict.ExitNotJudged {
			t.Errorf("%v: exit code %d", c.args, code)
		}
		for _, s := range c.says {
			if !strings.Contains(errors.String(), s) {
				t.Errorf("%v: %q does not say %q", c.args, errors.String(), s)
			}
		}
	}
}

func TestWatchRunsTheCaseAtEachNewSession(t *testing.T) {
	watching := 0
	code, out := againstAs(t, cpe.Config{}, func(line string, device *cpe.CPE, end func()) {
		if !strings.HasPrefix(line, "Watching:") {
			return
		}
		if watching++; watching == 1 {
			go device.PowerCycle()
		} else {
			end()
		}
	}, "cpe", "--listen", "127.0.0.1:0", "--out", t.TempDir(), "--only", "CPE-GPV-002", "--watch")
	if code != verdict.ExitConforms || watching != 2 || strings.Count(out, "pass  CPE-GPV-002") != 2 {
		t.Errorf("exit code %d, watched %d times:\n%s", code, watching, out)
	}
	if code, out := againstAs(t, cpe.Config{}, nil, "cpe", "--listen", "127.0.0.1:0", "--out", t.TempDir(), "--watch"); code != verdict.ExitNotJudged || !strings.Contains(out, "--watch is for a single case") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}
