package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/acs"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// loadRun reads the run in a directory that a run wrote to: its results.json
// or, if it was killed before it wrote one, what its journal holds, completed.
// recovered says that it was the journal.
func loadRun(dir string) (run *verdict.Run, recovered bool, err error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, false, fmt.Errorf("%s: cannot be read: %w", dir, cause(err))
	}
	if !info.IsDir() {
		return nil, false, fmt.Errorf("%s: is a file; name the directory that the run wrote to", dir)
	}
	run, err = reports.ReadJSON(filepath.Join(dir, reports.ResultsFile))
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return run, false, err
	}
	run, err = verdict.Recover(filepath.Join(dir, journalFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, fmt.Errorf("%s: holds neither %s nor %s, so no run wrote to it", dir, reports.ResultsFile, journalFile)
	}
	if err != nil {
		return nil, false, err
	}
	return run, true, complete(dir, run)
}

// complete adds to a run that was recovered from its journal what it would have
// written at its end: the cases that were not reached, the results of the rules
// and waivers, the checksums of the transcripts.
func complete(dir string, run *verdict.Run) error {
	judged := map[string]bool{}
	heard := false
	for _, c := range run.Cases {
		judged[c.ID] = true
		heard = heard || c.Outcome.Judged()
	}
	if suite := suiteOf(run.Suite); suite != nil {
		choose, err := selection(suite, run.Scope.Only, run.Scope.Labels)
		if err != nil {
			return fmt.Errorf("%s: the run was started by another version of the program: %w", dir, err)
		}
		for _, c := range suite.Cases() {
			if choose(c) && !judged[c.ID] {
				run.Cases = append(run.Cases, verdict.Case{ID: c.ID, Subject: c.Subject, Title: c.Title, Covers: c.Covers,
					Steps: c.Steps, Passes: c.Passes, Outcome: verdict.NotRun, Reason: "the run ended first", Started: run.Ended})
			}
		}
	}
	cases := run.Cases
	for _, r := range rulesOf(run.Suite) {
		if !judged[r.ID] {
			c := conform.RuleResult(r, cases, heard)
			c.Started = run.Ended
			run.Cases = append(run.Cases, run.Waivers.Apply(c, run.Started))
		}
	}
	settle(run)
	var err error
	run.Transcripts, err = transcriptsIn(dir)
	return err
}

// settle makes the results of the waivers anew, as of the start of the run.
func settle(run *verdict.Run) {
	run.Cases = slices.DeleteFunc(run.Cases, func(c verdict.Case) bool { return c.Subject == verdict.WaiverSubject })
	run.Cases = append(run.Cases, run.Waivers.Results(run, func(id string) bool {
		return slices.ContainsFunc(allChecks(), func(c check) bool { return c.ID == id })
	}, run.Started)...)
}

// transcriptsIn sums up the transcripts in the directory of a run.
func transcriptsIn(dir string) ([]verdict.File, error) {
	names, err := filepath.Glob(filepath.Join(dir, "transcripts", "*.http"))
	if err != nil {
		return nil, err
	}
	var files []verdict.File
	for _, name := range names {
		file, err := reports.Checksum(dir, "transcripts/"+filepath.Base(name))
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// relate names the file of a case relative to the directory of the results, as
// results.json has it, and keeps its checksum.
func relate(run *verdict.Run, c *verdict.Case, dir string) error {
	from, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	to, err := filepath.Abs(c.Transcript)
	if err != nil {
		return err
	}
	name, err := filepath.Rel(from, to)
	if err != nil {
		return err
	}
	name = filepath.ToSlash(name)
	file, err := reports.Checksum(dir, name)
	if err != nil {
		return err
	}
	c.Transcript = name
	for i := range c.Findings {
		c.Findings[i].Where.Transcript = name
	}
	run.Transcripts = append(run.Transcripts, file)
	return nil
}

// suiteOf is the suite of a run, nil for saved sessions.
func suiteOf(name string) *conform.Suite {
	for _, s := range []*conform.Suite{cpe.Suite(), acs.Suite()} {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// subjectOf is the side that a suite holds to the standard.
func subjectOf(suite string) wire.Party {
	if reports.RoleOf(suite) == requirement.ACS {
		return wire.ACS
	}
	return wire.CPE
}

// rulesOf lists the rules that judge the traffic of a suite's runs.
func rulesOf(suite string) []rule.Rule { return rule.For(subjectOf(suite), rules.All()) }
