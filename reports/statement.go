package reports

import (
	"encoding/json"
	"io"
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Statement is the conformance statement of a run: what was judged and with
// what result, what was not and why, and the checksums of the evidence. It is
// made from results.json and the catalogue alone, so that anyone who has both
// can make it again, byte for byte.
type Statement struct {
	Schema      int                     `json:"schema"` // version of this form
	Tool        string                  `json:"tool"`
	Version     string                  `json:"version"`
	Catalogue   string                  `json:"catalogue"`
	Suite       string                  `json:"suite"`
	Devices     []verdict.Device        `json:"devices"` // one, unless reports were merged
	Started     time.Time               `json:"started"`
	Ended       time.Time               `json:"ended"`
	Scale       float64                 `json:"scale"`
	Conclusion  string                  `json:"conclusion"`
	ExitCode    int                     `json:"exit_code"`
	Interrupted string                  `json:"interrupted,omitempty"`
	Note        string                  `json:"note,omitempty"`
	Scope       verdict.Scope           `json:"scope"`
	Claims      []verdict.Claim         `json:"claims"`
	Hooks       []string                `json:"hooks"`
	Counts      map[verdict.Outcome]int `json:"counts"` // cases, rules and waivers by outcome
	Sections    []SectionResult         `json:"sections"`
	Failures    []StatedFinding         `json:"failures"` // broken MUSTs, waived or not
	Warnings    []StatedFinding         `json:"warnings"` // broken SHOULDs
	Notes       []StatedFinding         `json:"notes"`    // on what no requirement says
	Waivers     []StatedWaiver          `json:"waivers"`
	NotJudged   NotJudged               `json:"not_judged"`
	Checksums   []verdict.File          `json:"checksums"` // results.json, then the transcripts
}

// StatementSchema is the version of the form of statement.json.
const StatementSchema = 1

// SectionResult is the result of one section at one level, in requirements.
type SectionResult struct {
	Section   string `json:"section"`
	Title     string `json:"title"`
	Level     string `json:"level"` // must or should; the negated levels count there too
	Rows      int    `json:"rows"`  // of the catalogue that the side under test can be held to
	Held      int    `json:"held"`
	Broken    int    `json:"broken"`
	NotJudged int    `json:"not_judged"`
}

// StatedFinding is a finding with the case that made it.
type StatedFinding struct {
	Case    string          `json:"case"`
	Title   string          `json:"title"`
	Outcome verdict.Outcome `json:"outcome"`
	Reason  string          `json:"reason,omitempty"` // of a waived one
	verdict.Finding
}

// StatedWaiver is a waiver with what became of it.
type StatedWaiver struct {
	verdict.Waiver
	Outcome verdict.Outcome `json:"outcome"`
	Result  string          `json:"result"`
}

// NotJudged is what a run leaves open.
type NotJudged struct {
	Cases        []Open `json:"cases"`
	Requirements []Open `json:"requirements"`
}

// Open is a reason and the ids that were not judged for it.
type Open struct {
	Why string   `json:"why"`
	IDs []string `json:"ids"`
}

// StatementOf makes the statement of a run; results is the checksum of its
// results.json.
func StatementOf(run *verdict.Run, results verdict.File) *Statement {
	s := &Statement{
		Schema: StatementSchema, Tool: run.Tool, Version: run.Version, Catalogue: run.Catalogue, Suite: run.Suite,
		Devices: run.Devices, Started: run.Started, Ended: run.Ended, Scale: run.Scale,
		Conclusion: conclusion(run), ExitCode: run.ExitCode(), Interrupted: run.Interrupted, Note: run.Note,
		Scope: run.Scope, Claims: orEmpty(run.Claims), Hooks: orEmpty(run.Hooks), Counts: run.Counts(),
		Failures: []StatedFinding{}, Warnings: []StatedFinding{}, Notes: []StatedFinding{}, Waivers: []StatedWaiver{},
		Checksums: append([]verdict.File{results}, run.Transcripts...),
	}
	if len(s.Devices) == 0 {
		s.Devices = []verdict.Device{run.Device}
	}
	var waivers []verdict.Case
	for _, c := range run.Cases {
		if c.Subject == verdict.WaiverSubject {
			waivers = append(waivers, c)
		}
		for _, f := range c.Findings {
			stated := StatedFinding{Case: c.ID, Title: c.Title, Outcome: c.Outcome, Finding: f}
			if c.Outcome == verdict.Known {
				stated.Reason = c.Reason
			}
			if f.Breaks() {
				s.Failures = append(s.Failures, stated)
			} else {
				s.Warnings = append(s.Warnings, stated)
			}
		}
		for _, f := range c.Notes {
			s.Notes = append(s.Notes, StatedFinding{Case: c.ID, Title: c.Title, Outcome: c.Outcome, Finding: f})
		}
	}
	for i, w := range run.Waivers {
		stated := StatedWaiver{Waiver: w, Outcome: verdict.NotRun, Result: "the run ended before it was looked at"}
		if i < len(waivers) {
			stated.Outcome, stated.Result = waivers[i].Outcome, waivers[i].Reason
		}
		s.Waivers = append(s.Waivers, stated)
	}
	s.requirements(run)
	s.cases(run)
	return s
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// RoleOf is whom a suite holds to the standard. Saved sessions are judged as
// those of a CPE.
func RoleOf(suite string) requirement.Role {
	if suite == "acs" {
		return requirement.ACS
	}
	return requirement.CPE
}

// requirements counts the rows of the catalogue by section and level, and
// groups those that were not judged by the reason.
func (s *Statement) requirements(run *verdict.Run) {
	s.NotJudged.Requirements = []Open{}
	judged, tried := run.Judged(), triedBy(run)
	index := map[string]int{}
	for _, r := range requirement.Must().All() {
		if !r.Tests(RoleOf(run.Suite)) || r.Level == requirement.LevelMay {
			continue
		}
		level := "should"
		if r.Level.Binding() {
			level = "must"
		}
		i, seen := index[r.Section()+level]
		if !seen {
			i = len(s.Sections)
			index[r.Section()+level] = i
			s.Sections = append(s.Sections, SectionResult{Section: r.Section(), Title: requirement.Title(r.Section()), Level: level})
		}
		row := &s.Sections[i]
		row.Rows++
		broken, known := judged[r.ID]
		switch {
		case broken:
			row.Broken++
		case known:
			row.Held++
		default:
			row.NotJudged++
			why := "no case or rule of this run judges it"
			switch reason, attempted := tried[r.ID]; {
			case attempted:
				why = reason
			case r.How == requirement.Local || r.How == requirement.None:
				why = "it cannot be observed from outside the device"
			}
			s.NotJudged.Requirements = open(s.NotJudged.Requirements, why, r.ID)
		}
	}
}

// triedBy gives for each requirement of a case that was not judged why.
func triedBy(run *verdict.Run) map[string]string {
	tried := map[string]string{}
	for _, c := range run.Cases {
		if c.Outcome.Judged() {
			continue
		}
		for _, id := range c.Covers {
			if _, known := tried[id]; !known {
				tried[id] = whyNot(c)
			}
		}
	}
	return tried
}

func whyNot(c verdict.Case) string {
	word := outcomeWords[c.Outcome]
	if c.Reason == "" {
		return word
	}
	return word + ": " + firstLine(c.Reason)
}

func (s *Statement) cases(run *verdict.Run) {
	s.NotJudged.Cases = []Open{}
	for _, c := range run.Cases {
		if !c.Outcome.Judged() && c.Subject != verdict.WaiverSubject {
			s.NotJudged.Cases = open(s.NotJudged.Cases, whyNot(c), c.ID)
		}
	}
}

func open(list []Open, why, id string) []Open {
	i := slices.IndexFunc(list, func(o Open) bool { return o.Why == why })
	if i < 0 {
		return append(list, Open{Why: why, IDs: []string{id}})
	}
	list[i].IDs = append(list[i].IDs, id)
	return list
}

// StatementJSON writes the statement of a run as statement.json.
func StatementJSON(w io.Writer, s *Statement) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(s)
}
