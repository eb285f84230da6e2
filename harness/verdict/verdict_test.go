package verdict

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestExitCode(t *testing.T) {
	for _, test := range []struct {
		name        string
		outcomes    []Outcome
		interrupted string
		want        int
	}{
		{"all passed", []Outcome{Pass, Pass}, "", 0},
		{"warnings, skips and known failures do not fail", []Outcome{Pass, Warn, Skip, Known}, "", 0},
		{"one failed", []Outcome{Pass, Fail}, "", 1},
		{"a failure outweighs an error", []Outcome{Error, Fail, NotRun}, "", 1},
		{"a failure outweighs an interruption", []Outcome{Fail}, "signal", 1},
		{"one could not be judged", []Outcome{Pass, Error}, "", 2},
		{"one was not run", []Outcome{Pass, NotRun}, "", 2},
		{"interrupted", []Outcome{Pass}, "signal", 2},
		{"nothing selected", nil, "", 2},
		{"all skipped", []Outcome{Skip, Skip}, "", 2},
	} {
		run := Run{Interrupted: test.interrupted}
		for _, o := range test.outcomes {
			run.Cases = append(run.Cases, Case{Outcome: o})
		}
		if got := run.ExitCode(); got != test.want {
			t.Errorf("%s: exit code %d, want %d", test.name, got, test.want)
		}
	}
}

func TestWorseAndOf(t *testing.T) {
	if !Fail.Worse(Error) || !Error.Worse(Warn) || !Warn.Worse(Pass) || Fail.Worse(Fail) || NotRun.Worse(Fail) {
		t.Error("a failure is worse than an error, which is worse than a warning and a pass")
	}
	must, should := Finding{Level: "must-not"}, Finding{Level: "should"}
	for _, test := range []struct {
		findings []Finding
		want     Outcome
	}{{nil, Pass}, {[]Finding{should}, Warn}, {[]Finding{should, must}, Fail}} {
		if got := Of(test.findings); got != test.want {
			t.Errorf("%v: %s, want %s", test.findings, got, test.want)
		}
	}
}

func TestJudged(t *testing.T) {
	run := Run{Cases: []Case{
		{Outcome: Fail, Covers: []string{"1-1", "1-2"}, Findings: []Finding{{Requirement: "1-2"}, {Requirement: "1-3"}}},
		{Outcome: Pass, Covers: []string{"1-2"}},
		{Outcome: Skip, Covers: []string{"1-4"}},
	}}
	if got, want := run.Judged(), (map[string]bool{"1-1": false, "1-2": true, "1-3": true}); !reflect.DeepEqual(got, want) {
		t.Errorf("judged %v, want %v", got, want)
	}
}

func TestJournalOfAKilledRunIsRecovered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.jsonl")
	started := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	j, err := NewJournal(path, Run{Schema: Schema, Suite: "cpe", Device: Device{OUI: "001122"}, Started: started})
	if err != nil {
		t.Fatal(err)
	}
	want := []Case{
		{ID: "A-1", Outcome: Pass, Started: started, Duration: time.Second},
		{ID: "A-2", Outcome: Fail, Started: started.Add(time.Minute), Duration: time.Second, Findings: []Finding{{Requirement: "3.5-1", Got: "\x00\xff\n"}}},
	}
	for _, c := range want {
		if err := j.Append(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString(`{"id":"A-3","outc`); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	run, err := Recover(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(run.Cases) != 2 || run.Cases[0].ID != "A-1" || run.Cases[1].Findings[0].Requirement != "3.5-1" {
		t.Errorf("the cases are %+v", run.Cases)
	}
	if run.Device.OUI != "001122" || run.Interrupted == "" || !run.Ended.Equal(started.Add(61*time.Second)) {
		t.Errorf("the run is %+v", run)
	}
	if run.ExitCode() != ExitFails {
		t.Errorf("exit code %d", run.ExitCode())
	}
}

func TestRecoverRefusesWhatIsNoJournal(t *testing.T) {
	for name, text := range map[string]string{
		"empty":       "",
		"other form":  `{"schema":99}` + "\n",
		"broken line": `{"schema":1}` + "\n{\n",
	} {
		path := filepath.Join(t.TempDir(), "results.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Recover(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}
