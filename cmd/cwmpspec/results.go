package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

// results is a directory that a run writes to: results.json, the reports, the
// journal results.jsonl and a directory of transcripts.
type results struct {
	dir     string
	secrets transcript.Secrets
	tell    reports.Teller
	journal *verdict.Journal
	waivers verdict.Waivers
	head    verdict.Run              // what the run says of itself besides its cases
	rerun   func(only string) string // the command for --only
	begun   func(conform.Case)       // told of each case; may be nil
	mu      sync.Mutex               // cases that run side by side save their transcripts
	kept    []verdict.File           // the transcripts so far
	trouble error                    // the first file that could not be written
}

// journalFile is the name of the journal in the directory of a run.
const journalFile = "results.jsonl"

// newResults prepares the directory, and leaves what an earlier run wrote there
// until this one begins.
func newResults(dir string, tell reports.Teller) (*results, error) {
	transcripts := filepath.Join(dir, "transcripts")
	err := os.MkdirAll(transcripts, 0o777)
	if err == nil {
		// Better now than when a device has been tested for an hour.
		var probe *os.File
		if probe, err = os.CreateTemp(transcripts, ".probe-*"); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("--out %s: cannot be written to: %w", dir, cause(err))
	}
	return &results{dir: dir, tell: tell}, nil
}

// clear removes the files of an earlier run, so that none is taken for this run's.
func (r *results) clear() error {
	for _, pattern := range append(reports.Files(), "transcripts/*.http", journalFile) {
		old, err := filepath.Glob(filepath.Join(r.dir, pattern))
		if err != nil {
			return err
		}
		for _, name := range old {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// acceptedFailures reads the waiver file; without one there are no waivers.
func acceptedFailures(file string) (verdict.Waivers, error) {
	if file == "" {
		return nil, nil
	}
	return verdict.LoadWaivers(file)
}

// keep saves a transcript and returns its name relative to the directory.
func (r *results) keep(t *transcript.Transcript) (string, error) {
	name := path.Join("transcripts", t.Name+".http")
	if err := reports.WriteFile(filepath.Join(r.dir, filepath.FromSlash(name)), func(w io.Writer) error { return t.Write(w, r.secrets) }); err != nil {
		return name, err
	}
	file, err := reports.Checksum(r.dir, name)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append(r.kept, file)
	return name, err
}

// facts keeps what the rules are told, without secrets, as they need it again.
func facts(f rule.Facts, secrets transcript.Secrets) verdict.Facts {
	kept := verdict.Facts{HighestVersion: f.HighestVersion, OwnUsername: f.OwnUsername, Parameters: map[string]string{}}
	for name, value := range f.Parameters {
		kept.Parameters[name] = secrets.Parameter(name, value)
	}
	return kept
}

// run runs a plan by Ginkgo, tells of it as it goes and writes the reports.
// The result is the exit code.
func (r *results) run(ctx context.Context, plan *conform.Plan) (int, error) {
	r.head.Schema, r.head.Tool, r.head.Version = verdict.Schema, "cwmpspec", version()
	r.head.Catalogue, r.head.Suite, r.head.Scale = requirement.Must().Version(), plan.Suite.Name, plan.Factor
	r.head.Waivers, r.head.Facts = r.waivers, facts(plan.Facts, r.secrets)
	r.head.Started, r.head.Scope.Cases = time.Now(), len(plan.Suite.Cases())
	r.head.Scope.Level = "should"
	if plan.Musts {
		r.head.Scope.Level = "must"
	}
	err := r.clear()
	if err != nil {
		return verdict.ExitNotJudged, err
	}
	if r.journal, err = verdict.NewJournal(filepath.Join(r.dir, journalFile), r.head); err != nil {
		return verdict.ExitNotJudged, err
	}
	defer r.journal.Close()
	plan.Keep = r.keep
	plan.Waivers = r.waivers
	plan.Rerun = func(c conform.Case) string { return r.rerun(c.ID) }
	plan.Begun = func(c conform.Case) {
		if r.begun != nil {
			r.begun(c)
		}
		r.tell.Start(c.ID, c.Title)
		r.tell.Detail("steps: " + c.Steps)
		r.tell.Detail("passes: " + c.Passes)
	}
	plan.Done = func(v verdict.Case) {
		r.tell.Case(v)
		if err := r.journal.Append(v); err != nil && r.trouble == nil {
			r.trouble = err
		}
	}
	r.tell.Begin(&r.head)
	r.tell.Expect(planned(plan))
	defer r.tell.Close()
	run, err := conform.RunSpecs(ctx, plan)
	if err != nil {
		return verdict.ExitNotJudged, err
	}
	run.Tool, run.Version, run.Catalogue, run.Device = r.head.Tool, r.head.Version, r.head.Catalogue, r.head.Device
	run.Claims, run.Hooks, run.Waivers = r.head.Claims, r.head.Hooks, r.head.Waivers
	run.Scope, run.Facts, run.Parameters = r.head.Scope, r.head.Facts, r.head.Parameters
	run.Transcripts = slices.SortedFunc(slices.Values(r.kept), func(a, b verdict.File) int { return strings.Compare(a.Name, b.Name) })
	return r.finish(run)
}

// finish writes the reports of a run, if there is a directory for them, and
// says where they are.
func (r *results) finish(run *verdict.Run) (int, error) {
	where := reports.Paths{Dir: r.dir, Rerun: r.again(run)}
	if r.dir != "" {
		err := reports.WriteResults(r.dir, run)
		if err == nil {
			where.Files, err = reports.WriteForms(r.dir, r.dir)
			where.Files = append([]string{reports.ResultsFile}, where.Files...)
		}
		if r.trouble == nil {
			r.trouble = err
		}
	}
	r.tell.End(run, where)
	if r.trouble != nil {
		return verdict.ExitNotJudged, fmt.Errorf("a report could not be written: %w", r.trouble)
	}
	return run.ExitCode(), nil
}

// again is the command that runs again what failed or could not be judged; ""
// if all went well. A rule is judged again with the first case that showed it.
func (r *results) again(run *verdict.Run) string {
	if r.rerun == nil {
		return ""
	}
	var ids []string
	for _, c := range run.Cases {
		if c.Outcome != verdict.Fail && c.Outcome != verdict.Error || c.Subject == verdict.WaiverSubject {
			continue
		}
		id := c.ID
		if c.Subject == verdict.RuleSubject {
			_, id, _ = strings.Cut(c.Rerun, "--only ")
			id, _, _ = strings.Cut(id, " ")
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 || len(ids) > 40 {
		return ""
	}
	return r.rerun(strings.Join(ids, ","))
}

// selection turns --only and --labels into a choice of cases.
func selection(suite *conform.Suite, only []string, labels string) (func(conform.Case) bool, error) {
	byLabel, err := conform.Filter(labels)
	if err != nil {
		return nil, fmt.Errorf("--labels %q: %v", labels, plain(err))
	}
	wanted := map[string]bool{}
	for _, id := range only {
		found := false
		for _, c := range suite.Cases() {
			if strings.EqualFold(c.ID, id) || slices.Contains(c.Covers, id) {
				wanted[c.ID], found = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("--only %s: no case has that id or covers that requirement; see cwmpspec list", id)
		}
	}
	choose := func(c conform.Case) bool { return (len(only) == 0 || wanted[c.ID]) && byLabel(c) }
	switch {
	case slices.ContainsFunc(suite.Cases(), choose):
		return choose, nil
	case len(only) == 0:
		return nil, fmt.Errorf("--labels %q: no case has such labels; they are its id, its subject in lower case with hyphens, and needs- with each need", labels)
	}
	return nil, fmt.Errorf("--labels %q: none of the cases of --only has such labels", labels)
}

// plain is an error of Ginkgo without its colours.
func plain(err error) string { return colour.ReplaceAllString(err.Error(), "") }

var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

// claimed lists what the device was taken to be able to do: what source claims
// of it, then what else it said of itself before the run.
func claimed(source string, claims, discovered []string) []verdict.Claim {
	var list []verdict.Claim
	for _, id := range claims {
		list = append(list, verdict.Claim{ID: id, Source: source})
	}
	for _, id := range discovered {
		if !slices.Contains(claims, id) {
			list = append(list, verdict.Claim{ID: id, Source: "device"})
		}
	}
	return list
}
