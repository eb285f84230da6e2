package reports

import (
	"encoding/json"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Log tells of a run in JSON, one object a line, for programs that follow it.
// Each has time and event; the rest depends on the event: begin (run), expect
// (cases), start (id, title), wait (what, least_s, most_s), note (text), case
// (case, as in results.json), end (run without its cases, counts, exit_code,
// first, paths).
type Log struct {
	mu sync.Mutex
	w  io.Writer
	o  Options
}

// NewLog writes to w.
func NewLog(w io.Writer, o Options) *Log { return &Log{w: w, o: o} }

type entry struct {
	Time  time.Time `json:"time"`
	Event string    `json:"event"`

	Run      *verdict.Run            `json:"run,omitempty"`
	Cases    []string                `json:"cases,omitempty"`
	ID       string                  `json:"id,omitempty"`
	Title    string                  `json:"title,omitempty"`
	What     string                  `json:"what,omitempty"`
	Least    float64                 `json:"least_s,omitempty"`
	Most     float64                 `json:"most_s,omitempty"`
	Text     string                  `json:"text,omitempty"`
	Case     *verdict.Case           `json:"case,omitempty"`
	Counts   map[verdict.Outcome]int `json:"counts,omitempty"`
	ExitCode *int                    `json:"exit_code,omitempty"`
	First    []string                `json:"first,omitempty"` // the failures to look at first
	Paths    []Paths                 `json:"paths,omitempty"`
}

func (l *Log) write(e entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.Time = time.Now().UTC()
	encoder := json.NewEncoder(l.w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(e) // the log is not the record, the files are
}

// bare is the run without what other entries or files tell.
func bare(run *verdict.Run) *verdict.Run {
	out := *run
	out.Cases, out.Transcripts, out.Parameters, out.Facts = nil, nil, nil, verdict.Facts{}
	return &out
}

// Begin implements Teller.
func (l *Log) Begin(run *verdict.Run) { l.write(entry{Event: "begin", Run: bare(run)}) }

// Expect implements Teller.
func (l *Log) Expect(planned []Planned) {
	var ids []string
	for _, p := range planned {
		ids = append(ids, p.ID)
	}
	l.write(entry{Event: "expect", Cases: ids})
}

// Start implements Teller.
func (l *Log) Start(id, title string) {
	if !l.o.Quiet {
		l.write(entry{Event: "start", ID: id, Title: title})
	}
}

// Wait implements Teller. Short waits are told only if Verbose is set.
func (l *Log) Wait(w Wait) {
	if w.What != "" && !l.o.Quiet && (l.o.Verbose || w.Most > longWait) {
		l.write(entry{Event: "wait", What: w.What, Least: w.Least.Seconds(), Most: w.Most.Seconds()})
	}
}

// Note implements Teller.
func (l *Log) Note(text string) {
	if text = strings.TrimSpace(visible(text)); text != "" && !l.o.Quiet {
		l.write(entry{Event: "note", Text: text})
	}
}

// Detail implements Teller.
func (l *Log) Detail(text string) {
	if l.o.Verbose {
		l.Note(text)
	}
}

// Case implements Teller.
func (l *Log) Case(v verdict.Case) {
	if l.o.Quiet && v.Outcome != verdict.Fail && v.Outcome != verdict.Error {
		return
	}
	l.write(entry{Event: "case", Case: &v})
}

// Pause implements Teller.
func (l *Log) Pause() (resume func()) { return func() {} }

// End implements Teller.
func (l *Log) End(run *verdict.Run, where ...Paths) {
	code := run.ExitCode()
	var first []string
	list, _ := Telling(run, shown)
	for _, v := range list {
		first = append(first, v.ID)
	}
	l.write(entry{Event: "end", Run: bare(run), Counts: run.Counts(), ExitCode: &code, First: first, Paths: where})
}

// Close implements Teller.
func (l *Log) Close() {}
