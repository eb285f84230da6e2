package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

var stalled = &verdict.Diagnosis{
	Kind: "silent-after-request", Sentence: "The CPE stopped after the GetParameterNames (exchange 3): it closed the connection.", Stopped: "CPE",
	Causes: []verdict.Cause{{ID: "crash", Text: "the client ended", Seen: true}, {ID: "slow-cpe", Text: "the CPE is slow"}},
}

func TestADiagnosisIsTold(t *testing.T) {
	var b bytes.Buffer
	c := NewConsole(&b, Options{})
	c.Case(verdict.Case{ID: "CPE-X-001", Subject: "x", Title: "t", Outcome: verdict.Error, Reason: "no answer", Diagnosis: stalled, Transcript: "transcripts/x.http", Rerun: "cwmpspec cpe"})
	c.End(&verdict.Run{Diagnosis: stalled, Cases: []verdict.Case{{ID: "CPE-X-001", Title: "t", Outcome: verdict.Error, Diagnosis: stalled}}},
		Paths{Dir: "out", Files: []string{"results.json", "junit.xml"}, Rerun: "cwmpspec cpe --only CPE-X-001"})
	for _, want := range []string{
		"ERR!  CPE-X-001 t\n      no answer\n", "      stopped      The CPE stopped after the GetParameterNames (exchange 3): it\n                   closed the connection.\n",
		"      likeliest    the client ended (seen)\n", "      or           the CPE is slow\n", "      evidence     transcripts/x.http\n", "      run again    cwmpspec cpe\n",
		"look at these first:\nERR!  CPE-X-001 t\n      The CPE stopped", "reports: out: results.json, junit.xml\n", "run again: cwmpspec cpe --only CPE-X-001\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing from:\n%s", want, b.String())
		}
	}
}

func TestQuietAndVerbose(t *testing.T) {
	tell := func(o Options) string {
		var b bytes.Buffer
		c := NewConsole(&b, o)
		c.Begin(&verdict.Run{Tool: "cwmpspec"})
		c.Expect([]Planned{{ID: "A-001"}})
		c.Note("a note")
		c.Detail("a detail")
		c.Start("A-001", "first")
		c.Wait(Wait{What: "the device", Most: time.Second})
		c.Wait(Wait{})
		c.Case(verdict.Case{ID: "A-001", Subject: "s", Title: "first", Outcome: verdict.Pass})
		c.Case(verdict.Case{ID: "A-002", Subject: "s", Title: "second", Outcome: verdict.Fail})
		c.Case(verdict.Case{ID: "A-003", Subject: "s", Title: "third", Outcome: verdict.NotRun})
		c.End(&verdict.Run{Cases: []verdict.Case{{ID: "A-002", Title: "second", Outcome: verdict.Fail}}})
		return b.String()
	}
	for _, c := range []struct {
		o        Options
		has, not []string
	}{
		{Options{}, []string{"a note", "pass  A-001", "FAIL  A-002", "ended first: 1"}, []string{"a detail", "waiting", "A-003"}},
		{Options{Quiet: true}, []string{"FAIL  A-002", "The device does not conform."}, []string{"a note", "A-001", "waiting", "cwmpspec "}},
		{Options{Verbose: true}, []string{"a note", "a detail", "run   A-001 first", "pass  A-001", "----  A-003"}, nil},
	} {
		out := tell(c.o)
		for _, want := range c.has {
			if !strings.Contains(out, want) {
				t.Errorf("%+v: %q is missing from:\n%s", c.o, want, out)
			}
		}
		for _, bad := range c.not {
			if strings.Contains(out, bad) {
				t.Errorf("%+v: %q is in:\n%s", c.o, bad, out)
			}
		}
		if strings.Contains(out, "\x1b") {
			t.Errorf("%+v: an escape sequence where there is no terminal", c.o)
		}
	}
}

func TestASecondRunIsCountedAnew(t *testing.T) {
	var b bytes.Buffer
	c := NewConsole(&b, Options{})
	for range 2 {
		b.Reset()
		c.Begin(&verdict.Run{})
		c.Case(verdict.Case{ID: "a-rule", Subject: verdict.RuleSubject, Outcome: verdict.Pass})
		c.End(&verdict.Run{})
	}
	if !strings.Contains(b.String(), "1 rules found nothing") {
		t.Errorf("%s", b.String())
	}
}

func TestColourIsAskedFor(t *testing.T) {
	for _, c := range []struct {
		colour, env string
		want        bool
	}{{"auto", "", false}, {"", "", false}, {"never", "", false}, {"always", "", true}, {"always", "1", true}} {
		t.Setenv("NO_COLOR", c.env)
		var b bytes.Buffer
		NewConsole(&b, Options{Colour: c.colour}).Case(verdict.Case{ID: "A-001", Subject: "s", Outcome: verdict.Fail})
		if got := strings.Contains(b.String(), "\x1b[1;31m"); got != c.want {
			t.Errorf("--color %q, NO_COLOR %q: colour is %v", c.colour, c.env, got)
		}
	}
}

func TestLongWaitsAreToldOfInALog(t *testing.T) {
	w := &written{}
	c := NewConsole(w, Options{})
	c.Expect(nil)
	c.Start("A-001", "first")
	c.Wait(Wait{What: "the device", Most: time.Hour})
	c.stillWaiting()
	c.Close()
	if got := w.b.String(); got != "....  A-001 first: waiting for the device: at most 60 min, 60 min left\n" {
		t.Errorf("%q", got)
	}
}

func TestTheLogIsJSONLineByLine(t *testing.T) {
	var b bytes.Buffer
	l := NewLog(&b, Options{})
	run := &verdict.Run{Tool: "cwmpspec", Suite: "cpe", Cases: []verdict.Case{{ID: "A-001", Outcome: verdict.Fail}}}
	l.Begin(run)
	l.Expect([]Planned{{ID: "A-001"}})
	l.Start("A-001", "first\n")
	l.Wait(Wait{What: "short", Most: time.Second})
	l.Wait(Wait{What: "long", Least: 5 * time.Second, Most: time.Minute})
	l.Note("\nthe device\n")
	l.Note("\n")
	l.Detail("not told")
	l.Case(verdict.Case{ID: "A-001", Outcome: verdict.Fail, Findings: []verdict.Finding{{Got: "\x1b[31m\x00"}}})
	l.Pause()()
	l.End(run, Paths{Dir: "out", Files: []string{"results.json"}})
	l.Close()
	var events []string
	for line := range strings.Lines(b.String()) {
		var e entry
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Time.IsZero() {
			t.Fatalf("%q: %v", line, err)
		}
		events = append(events, e.Event)
		switch e.Event {
		case "wait":
			if e.What != "long" || e.Least != 5 || e.Most != 60 {
				t.Errorf("%+v", e)
			}
		case "end":
			if *e.ExitCode != 1 || e.First[0] != "A-001" || e.Paths[0].Dir != "out" || e.Counts[verdict.Fail] != 1 || len(e.Run.Cases) > 0 {
				t.Errorf("%+v", e)
			}
		}
	}
	if got := strings.Join(events, " "); got != "begin expect start wait note case end" {
		t.Errorf("the events are %s", got)
	}
	b.Reset()
	l = NewLog(&b, Options{Quiet: true})
	l.Start("A-001", "first")
	l.Note("x")
	l.Case(verdict.Case{ID: "A-001", Outcome: verdict.Pass})
	if b.Len() > 0 {
		t.Errorf("quiet, and yet %s", b.String())
	}
}

func TestJUnitTellsWhoStopped(t *testing.T) {
	run := &verdict.Run{Suite: "cpe", Cases: []verdict.Case{{ID: "A-001", Subject: "s", Outcome: verdict.Error, Reason: "no answer", Diagnosis: stalled}}}
	result := readJUnit(t, run).Suites[0].Cases[0].Error
	for _, text := range []string{result.Message, result.Content} {
		if !strings.Contains(text, "no answer") || !strings.Contains(text, stalled.Sentence) || !strings.Contains(text, "likeliest: the client ended (seen); the CPE is slow") {
			t.Errorf("%q", text)
		}
	}
}
