package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

var (
	must   = verdict.Finding{Requirement: "3.5-1", Level: "must", Section: "3.5", Says: "says", Expected: "e | <b>", Got: "g", Count: 1}
	must2  = verdict.Finding{Requirement: "3.5-2", Level: "must", Section: "3.5", Says: "says", Expected: "e", Got: "g", Count: 1}
	should = verdict.Finding{Requirement: "3.5-3", Level: "should", Section: "3.5", Says: "says", Expected: "e", Got: "g", Count: 1}
)

func case1(o verdict.Outcome, findings ...verdict.Finding) verdict.Case {
	return verdict.Case{ID: "A-1", Subject: "s", Title: "t", Outcome: o, Findings: findings, Rerun: "cwmpspec cpe --only A-1"}
}

func TestCompare(t *testing.T) {
	type counts struct{ new, fixed, unjudged, newWarnings, oldWarnings, skips, added, timing int }
	slow := case1(verdict.Pass)
	slow.Duration = 3 * time.Second
	for name, test := range map[string]struct {
		a, b []verdict.Case
		want counts
		code int
	}{
		"same":                          {[]verdict.Case{case1(verdict.Fail, must)}, []verdict.Case{case1(verdict.Fail, must)}, counts{}, 0},
		"fails now":                     {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{case1(verdict.Fail, must, must)}, counts{new: 1}, 1},
		"fails in another way too":      {[]verdict.Case{case1(verdict.Fail, must)}, []verdict.Case{case1(verdict.Fail, must, must2)}, counts{new: 1}, 1},
		"fails in another way":          {[]verdict.Case{case1(verdict.Fail, must)}, []verdict.Case{case1(verdict.Fail, must2)}, counts{new: 1, fixed: 1}, 1},
		"fixed":                         {[]verdict.Case{case1(verdict.Fail, must, should)}, []verdict.Case{case1(verdict.Warn, should)}, counts{fixed: 1}, 0},
		"waived":                        {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{case1(verdict.Known, must)}, counts{}, 0},
		"no longer waived":              {[]verdict.Case{case1(verdict.Known, must)}, []verdict.Case{case1(verdict.Fail, must)}, counts{}, 0},
		"a waiver has expired":          {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{case1(verdict.Fail)}, counts{new: 1}, 1},
		"warns now":                     {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{case1(verdict.Warn, should)}, counts{newWarnings: 1}, 0},
		"warns no more":                 {[]verdict.Case{case1(verdict.Warn, should)}, []verdict.Case{case1(verdict.Pass)}, counts{oldWarnings: 1}, 0},
		"skipped now":                   {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{case1(verdict.Skip)}, counts{skips: 1}, 0},
		"would be skipped":              {[]verdict.Case{case1(verdict.Skip)}, []verdict.Case{case1(verdict.NotRun)}, counts{}, 0},
		"no longer skipped, but failed": {[]verdict.Case{case1(verdict.Skip)}, []verdict.Case{case1(verdict.Fail, must)}, counts{skips: 1, new: 1}, 1},
		"cannot be judged now":          {[]verdict.Case{case1(verdict.Fail, must)}, []verdict.Case{case1(verdict.Error)}, counts{unjudged: 1}, 2},
		"is not there":                  {[]verdict.Case{case1(verdict.Pass), {ID: "A-2", Outcome: verdict.Pass}}, []verdict.Case{case1(verdict.Pass)}, counts{unjudged: 1}, 2},
		"is new":                        {[]verdict.Case{{ID: "A-2", Outcome: verdict.Pass}}, []verdict.Case{{ID: "A-2", Outcome: verdict.Pass}, case1(verdict.Fail, must)}, counts{new: 1, added: 1}, 1},
		"is slower":                     {[]verdict.Case{case1(verdict.Pass)}, []verdict.Case{slow}, counts{timing: 1}, 0},
	} {
		d, err := Compare("a", &verdict.Run{Suite: "cpe", Cases: test.a}, "b", &verdict.Run{Suite: "cpe", Cases: test.b})
		if err != nil {
			t.Fatal(err)
		}
		got := counts{len(d.NewFailures), len(d.Fixed), len(d.Unjudged), len(d.NewWarnings), len(d.OldWarnings), len(d.Skips), len(d.Added), len(d.Timing)}
		if got != test.want || d.ExitCode() != test.code {
			t.Errorf("%s: %+v, exit code %d, want %+v and %d", name, got, d.ExitCode(), test.want, test.code)
		}
	}
}

func TestCompareRefusesWhatCannotBeCompared(t *testing.T) {
	full := []verdict.Case{case1(verdict.Pass)}
	for want, b := range map[string]*verdict.Run{
		"b one of suite acs":       {Suite: "acs", Cases: full},
		"b is a run without cases": {Suite: "cpe"},
	} {
		if _, err := Compare("a", &verdict.Run{Suite: "cpe", Cases: full}, "b", b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
	d, err := Compare("a", &verdict.Run{Suite: "cpe", Cases: full, Version: "1", Scale: 1}, "b",
		&verdict.Run{Suite: "cpe", Cases: full, Version: "2", Scale: 2, Catalogue: "x", Interrupted: "i", Device: verdict.Device{ProductClass: "Box"}, Scope: verdict.Scope{Level: "must"}, Parameters: map[string]bool{"Device.": false}})
	if err != nil || len(d.Notes) != 7 || d.Parameters != nil {
		t.Errorf("the notes are %q, %v", d.Notes, err)
	}
}

func TestCompareTrees(t *testing.T) {
	got := compareTrees(map[string]bool{"Device.A.1.2.X": true, "Device.A.2.1.X": true, "Device.B": false, "Device.C": true, "Device.D": true},
		map[string]bool{"Device.A.7.8.X": true, "Device.B": true, "Device.C": false, "Device.E": true})
	if got == nil || fmt.Sprint(*got) != "{[Device.E] [Device.D] [Device.B] [Device.C]}" {
		t.Errorf("the change is %+v", got)
	}
	if got := compareTrees(map[string]bool{"Device.A.1.": true}, map[string]bool{"Device.A.2.": true}); got != nil {
		t.Errorf("another instance is a change: %+v", got)
	}
}

func TestDiffForms(t *testing.T) {
	var many []verdict.Case
	for i := range longest + 5 {
		c := case1(verdict.Fail, must)
		c.ID = fmt.Sprintf("A-%d", i+1)
		many = append(many, c)
	}
	a, b := &verdict.Run{Suite: "cpe", Cases: []verdict.Case{case1(verdict.Pass)}, Version: "1"}, &verdict.Run{Suite: "cpe", Cases: many, Version: "2 @all"}
	d, err := Compare("one", a, "two", b)
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]struct {
		write func(io.Writer, *Diff) error
		want  []string
	}{
		"text":     {DiffText, []string{"55 new failures, 54 new cases\n", "note: the tool differs: 1; 2 @all", "\nNew failures (55)\n  A-1 t\n      requirement: 3.5-1, MUST", "      run again: cwmpspec cpe --only A-1\n", "  and 5 more\n"}},
		"markdown": {DiffMarkdown, []string{"## CWMP conformance: 55 new failures", "| failed | 0 | 55 |", "\n### New failures (55)\n\n- A-1 t\n", `expected: e \| &lt;b&gt;`, "2 &#64;all", "- and 5 more\n"}},
		"json":     {DiffJSON, []string{`"new_failures": [`, `"fixed": []`, `"requirement": "3.5-1"`}},
	} {
		var out bytes.Buffer
		if err := form.write(&out, d); err != nil {
			t.Fatal(err)
		}
		for _, want := range form.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is missing from:\n%s", name, want, out.String()[:min(out.Len(), 3000)])
			}
		}
	}
}
