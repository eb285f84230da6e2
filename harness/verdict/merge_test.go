package verdict

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func shard(serial string, only string, cases ...Case) *Run {
	at := time.Date(2026, 1, 2, 3, len(only), 0, 0, time.UTC)
	run := &Run{Schema: Schema, Suite: "cpe", Version: "1", Device: Device{ProductClass: "Box", SerialNumber: serial}, Started: at, Ended: at.Add(time.Hour), Scale: 1,
		Scope: Scope{Level: "should", Cases: 9}, Facts: Facts{HighestVersion: "1.4"}, Parameters: map[string]bool{"Device.": false}, Cases: cases,
		Transcripts: []File{{Name: "transcripts/A-1.http"}}}
	if only != "" {
		run.Scope.Only = []string{only}
	}
	return run
}

func TestJoinShards(t *testing.T) {
	one, two := Finding{Check: "r", Requirement: "3.5-1", Level: "must", Count: 1, Where: Where{Transcript: "transcripts/A-1.http"}}, Finding{Check: "r", Requirement: "3.5-1", Level: "must", Count: 2}
	a := shard("1", "A-1", Case{ID: "A-1", Subject: "x", Outcome: Pass, Transcript: "transcripts/A-1.http"}, Case{ID: "A-3", Subject: "x", Outcome: NotRun},
		Case{ID: "r", Subject: RuleSubject, Outcome: Fail, Findings: []Finding{one}}, Case{ID: "waiver-A-1", Subject: WaiverSubject, Outcome: Skip})
	b := shard("1", "A-2", Case{ID: "A-2", Subject: "y", Outcome: Warn}, Case{ID: "A-3", Subject: "x", Outcome: Pass},
		Case{ID: "A-1", Subject: "x", Outcome: Error}, Case{ID: "r", Subject: RuleSubject, Outcome: Fail, Findings: []Finding{two}})
	b.Interrupted = "signal"
	run, err := Join([]string{"a", "b"}, []*Run{a, b})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range run.Cases {
		got = append(got, c.ID+" "+string(c.Outcome))
	}
	if want := []string{"A-1 error", "A-3 pass", "A-2 warn", "r fail"}; !reflect.DeepEqual(got, want) {
		t.Errorf("the cases are %q, want %q", got, want)
	}
	if f := run.Cases[3].Findings; len(f) != 1 || f[0].Count != 3 || f[0].Where.Transcript != "transcripts/1-A-1.http" {
		t.Errorf("the findings of the rule are %+v", f)
	}
	if a.Cases[2].Findings[0].Where.Transcript != "transcripts/A-1.http" {
		t.Error("a run that was merged has changed")
	}
	if !reflect.DeepEqual(run.Scope, Scope{Only: []string{"A-1", "A-2"}, Level: "should", Cases: 9}) || run.Interrupted != "b: signal" || run.Device.SerialNumber != "1" || len(run.Devices) != 0 || len(run.Parameters) != 1 {
		t.Errorf("the run is %+v", run)
	}
	if !run.Started.Equal(a.Started) || !run.Ended.Equal(b.Ended) || run.Transcripts[1].Name != "transcripts/2-A-1.http" {
		t.Errorf("from %v to %v, %v", run.Started, run.Ended, run.Transcripts)
	}
}

func TestJoinDevices(t *testing.T) {
	case1 := Case{ID: "A-1", Subject: "x", Outcome: Pass, Covers: []string{"3.5-1"}}
	a, b, c := shard("1/2", "", case1), shard("1 2", "", case1), shard("1/2", "A-1", case1, Case{ID: "r", Subject: RuleSubject, Outcome: Pass})
	a.Scope.Only = []string{"A-1"}
	run, err := Join([]string{"a", "b", "c"}, []*Run{a, b, c})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range run.Cases {
		got = append(got, c.Subject+" "+c.ID+" "+c.Check())
	}
	if want := []string{"Box-1-2: x A-1@Box-1-2 A-1", "Box-1-2-2: x A-1@Box-1-2-2 A-1", RuleSubject + " r@Box-1-2 r"}; !reflect.DeepEqual(got, want) {
		t.Errorf("the cases are %q, want %q", got, want)
	}
	if len(run.Devices) != 2 || run.Device != (Device{}) || len(run.Parts) != 3 || run.Parts[2].Label != "Box-1-2" || run.Parts[1].Facts.HighestVersion != "1.4" || run.Parameters != nil {
		t.Errorf("the run is %+v", run)
	}
	// b was not narrowed, so the whole is not.
	if run.Scope.Only != nil {
		t.Errorf("the scope is %+v", run.Scope)
	}
	w := Waivers{{Case: "A-1", Requirement: "3.5-1", Expires: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)}}
	if results := w.Results(run, func(id string) bool { return id == "A-1" }, time.Now()); results[0].Outcome != Fail {
		t.Errorf("a waiver of a case that passes on all devices is %+v", results[0])
	}
}

func TestJoinRefusesUnlikeRuns(t *testing.T) {
	a, b := shard("1", ""), shard("2", "")
	b.Suite, b.Version, b.Catalogue, b.Scale, b.Parts = "acs", "2", "c", 50, []Part{{}}
	_, err := Join([]string{"a", "b"}, []*Run{a, b})
	if err == nil {
		t.Fatal("there is no error")
	}
	for _, want := range []string{"b: the suite is acs, but that of a is cpe", "b: the catalogue is c", "b: the version of the tool is 2", "b: the speed of protocol time is 50", "b: is a merged report itself"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing from %v", want, err)
		}
	}
}
