package verdict

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

const waiverFile = `
- case: A-1
  requirement: 3.5-1
  text: "9003"
  comment: fixed in 2.0
  owner: Ada
  expires: 2026-06-01
- {requirement: 3.5-2, comment: ticket 12, owner: Bob, expires: 2027-01-01}
`

var before, after = time.Date(2026, 5, 31, 12, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

func TestWaiversAcceptWhatTheySayAndNoMore(t *testing.T) {
	w, err := ParseWaivers("w.yaml", []byte(waiverFile))
	if err != nil {
		t.Fatal(err)
	}
	one := Finding{Requirement: "3.5-1", Level: "must", Got: "fault 9003"}
	other := Finding{Requirement: "3.5-1", Level: "must", Got: "fault 9002"}
	two, three := Finding{Requirement: "3.5-2", Level: "must"}, Finding{Requirement: "3.5-3", Level: "must"}
	should := Finding{Requirement: "3.5-4", Level: "should"}
	rule := Finding{Requirement: "3.5-1", Level: "must", Got: "fault 9003", Check: "A-1"}
	for _, test := range []struct {
		name  string
		c     Case
		now   time.Time
		want  Outcome
		words string
	}{
		{"all waived", Case{ID: "A-1", Outcome: Fail, Findings: []Finding{one, two}}, before, Known, "3.5-1: fixed in 2.0 (Ada, until 2026-06-01); 3.5-2: ticket 12 (Bob, until 2027-01-01)"},
		{"a SHOULD beside it", Case{ID: "A-1", Outcome: Fail, Findings: []Finding{one, should}}, before, Known, "3.5-1"},
		{"one too many", Case{ID: "A-1", Outcome: Fail, Findings: []Finding{one, two, three}}, before, Fail, ""},
		{"another text", Case{ID: "A-1", Outcome: Fail, Findings: []Finding{other}}, before, Fail, ""},
		{"one expired", Case{ID: "A-1", Outcome: Fail, Findings: []Finding{one, two}}, after, Fail, ""},
		{"not judged", Case{ID: "A-1", Outcome: Error, Findings: []Finding{one}}, before, Error, ""},
		{"another case", Case{ID: "A-2", Outcome: Fail, Findings: []Finding{one}}, before, Fail, ""},
		{"any case", Case{ID: "A-2", Outcome: Fail, Findings: []Finding{two}}, before, Known, "ticket 12"},
		{"found by the check named, in another case", Case{ID: "A-2", Outcome: Fail, Findings: []Finding{rule}}, before, Known, "fixed in 2.0"},
		{"that it ended early is still told", Case{ID: "A-1", Outcome: Fail, Reason: "no Inform came", Findings: []Finding{one}}, before, Known, "no Inform came"},
	} {
		got := w.Apply(test.c, test.now)
		if got.Outcome != test.want || !strings.Contains(got.Reason, test.words) {
			t.Errorf("%s: %s (%s), want %s", test.name, got.Outcome, got.Reason, test.want)
		}
	}
}

func TestAWaiverThatIsNotTrueFailsTheRun(t *testing.T) {
	w, err := ParseWaivers("w.yaml", []byte(waiverFile))
	if err != nil {
		t.Fatal(err)
	}
	one, two := Finding{Requirement: "3.5-1", Level: "must", Got: "fault 9003"}, Finding{Requirement: "3.5-2", Level: "must"}
	covers := []string{"3.5-1", "3.5-2"}
	for _, test := range []struct {
		name          string
		cases         []Case
		now           time.Time
		known         bool
		first, second Outcome
		words         string // of the first waiver
	}{
		{"in use", []Case{{ID: "A-1", Outcome: Known, Covers: covers, Findings: []Finding{one, two}}}, before, true, Pass, Pass, "accepts 1 of the findings: fixed in 2.0 (Ada, until 2026-06-01)"},
		{"expired, in use", []Case{{ID: "A-1", Outcome: Fail, Covers: covers, Findings: []Finding{one, two}}}, after, true, Fail, Pass, "expired on 2026-06-01; ask Ada"},
		{"expired, not judged", nil, after, true, Fail, Skip, "expired"},
		{"passes", []Case{{ID: "A-1", Outcome: Pass, Covers: covers}}, before, true, Fail, Fail, "matches nothing"},
		{"passes in one case, found in another", []Case{{ID: "A-1", Outcome: Pass, Covers: covers}, {ID: "A-2", Outcome: Known, Covers: covers, Findings: []Finding{two}}}, before, true, Fail, Pass, "matches nothing"},
		{"another text", []Case{{ID: "A-1", Outcome: Fail, Covers: covers, Findings: []Finding{{Requirement: "3.5-1", Level: "must", Got: "fault 9002"}}}}, before, true, Fail, Fail, `"9003" was not found`},
		{"not selected", []Case{{ID: "A-3", Outcome: Pass, Covers: []string{"3.5-9"}}}, before, true, Skip, Skip, "not judged"},
		{"skipped", []Case{{ID: "A-1", Outcome: Skip, Covers: covers}}, before, true, Skip, Skip, "not judged"},
		{"ended early over something else", []Case{{ID: "A-1", Outcome: Fail, Reason: "no Inform came", Covers: covers, Findings: []Finding{{Requirement: "3.5-9", Level: "must"}}}}, before, true, Skip, Skip, "not judged"},
		{"no such case", []Case{{ID: "A-3", Outcome: Pass}}, before, false, Fail, Skip, "no case or rule has the id A-1"},
	} {
		run := &Run{Cases: test.cases}
		got := w.Results(run, func(string) bool { return test.known }, test.now)
		if len(got) != 2 || got[0].ID != "waiver-A-1-3.5-1" || got[1].ID != "waiver-3.5-2" {
			t.Fatalf("%s: the results are %+v", test.name, got)
		}
		if got[0].Outcome != test.first || got[1].Outcome != test.second || !strings.Contains(got[0].Reason, test.words) {
			t.Errorf("%s: %s (%s) and %s, want %s (%s) and %s", test.name, got[0].Outcome, got[0].Reason, got[1].Outcome, test.first, test.words, test.second)
		}
		// The results of waivers, which merging makes anew, are no cases to waivers.
		run.Cases = append(run.Cases, got...)
		if again := w.Results(run, func(string) bool { return test.known }, test.now); again[0].Reason != got[0].Reason {
			t.Errorf("%s: a second time: %s", test.name, again[0].Reason)
		}
		if want := test.first == Fail || test.second == Fail; run.ExitCode() != ExitFails && want {
			t.Errorf("%s: exit code %d", test.name, run.ExitCode())
		}
	}
}

func TestAWaiverOfAShouldIsNotJudgedWhereOnlyMustsAre(t *testing.T) {
	rows := requirement.Must().All()
	should := rows[slices.IndexFunc(rows, func(r requirement.Requirement) bool { return r.Level == requirement.LevelShould })].ID
	w := Waivers{{Requirement: should, Comment: "x", Owner: "y", Expires: after}}
	run := &Run{Cases: []Case{{ID: "A-1", Outcome: Pass, Covers: []string{should}}}}
	for level, want := range map[string]Outcome{"must": Skip, "should": Fail} {
		run.Scope.Level = level
		if got := w.Results(run, func(string) bool { return true }, before); got[0].Outcome != want {
			t.Errorf("level %s: %s, want %s", level, got[0].Outcome, want)
		}
	}
}

func TestProblemsOfAWaiverFile(t *testing.T) {
	const rest = "comment: x, owner: y, expires: 2026-06-01"
	for text, want := range map[string]string{
		"case: A":                                "w.yaml:1: a waiver file is a list",
		"- A-1":                                  "w.yaml:1: a waiver has the keys",
		"- {" + rest + "}":                       "w.yaml:1: the waiver has no case and no requirement",
		"- {case: A-1}":                          "w.yaml:1: the waiver has no comment\nw.yaml:1: the waiver has no owner\nw.yaml:1: the waiver has no expires",
		"- {requirment: 3.5-1}":                  `w.yaml:1: there is no key "requirment"`,
		"- {case: [A-1], " + rest + "}":          "w.yaml:1: case: want a text on one line",
		"- {case: A-1, case: A-2, " + rest + "}": "w.yaml:1: case stands twice",
		"- {case: A-1, expires: soon}":           `w.yaml:1: expires: "soon" is not a day`,
		"- {requirement: 9.9-9, " + rest + "}":   "w.yaml:1: requirement: 9.9-9 is not in the catalogue",
		"- {requirement: 3.5-1, " + rest + "}\n- {requirement: 3.5-1, " + rest:         "w.yaml: is not YAML",
		"- {requirement: 3.5-1, " + rest + "}\n- {requirement: 3.5-1, " + rest + "}\n": "w.yaml:2: 3.5-1 is waived twice",
		"- [": "w.yaml: is not YAML",
	} {
		if _, err := ParseWaivers("w.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %s", text, err, want)
		}
	}
	if w, err := ParseWaivers("w.yaml", nil); err != nil || w != nil {
		t.Errorf("an empty file gives %v, %v", w, err)
	}
}
