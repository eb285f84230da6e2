package reports

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

const columns = 80

// Options say how a run is told of.
type Options struct {
	// Colour is "always", "never", or "auto" (or empty): on a terminal, unless
	// the environment has NO_COLOR.
	Colour string
	// Quiet leaves out what did not fail; Verbose adds steps, waits and
	// sessions.
	Quiet, Verbose bool
}

// Teller tells of a run while it goes on. Its methods may be called from
// several goroutines.
type Teller interface {
	Begin(*verdict.Run)         // what is going to be judged
	Expect([]Planned)           // the cases that will run
	Start(id, title string)     // a case begins
	Wait(Wait)                  // something is waited for; the zero Wait: no more
	Note(text string)           // anything else worth knowing
	Detail(text string)         // what only Verbose tells
	Case(verdict.Case)          // a case was judged
	Pause() (resume func())     // leaves the terminal to a question
	End(*verdict.Run, ...Paths) // the summary
	Close()                     // wipes what is not to stay; without End too
}

// Paths is where the reports of a run are, and how to run again what failed.
type Paths struct {
	Dir   string   `json:"dir,omitempty"`
	Files []string `json:"files,omitempty"`
	Rerun string   `json:"rerun,omitempty"` // "" if nothing failed
}

// Console tells of a run in lines: one for each case as it is judged, the
// findings of a failing case at once, and a summary at the end. On a terminal
// a few lines below show what is running and what is waited for.
type Console struct {
	mu       sync.Mutex
	w        io.Writer
	o        Options
	colour   bool
	terminal bool
	region   *region
	progress atomic.Pointer[progress] // nil before Expect
	beat     *time.Timer              // tells of a long wait where there is no live display
	subject  string
	quiet    int // rules that found nothing, which are told in one line
	notes    int // robustness notes
	notRun   int // cases that were not run, which are told in one line
}

// NewConsole writes to w: with the live display only when w is a terminal.
func NewConsole(w io.Writer, o Options) *Console {
	c := &Console{w: w, o: o, terminal: IsTerminal(w) && os.Getenv("TERM") != "dumb"}
	c.colour = o.Colour == "always" || o.Colour != "never" && c.terminal && os.Getenv("NO_COLOR") == ""
	return c
}

// IsTerminal says that w is a terminal.
func IsTerminal(w any) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Begin says what is going to be judged.
func (c *Console) Begin(run *verdict.Run) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.subject, c.quiet, c.notes, c.notRun = "", 0, 0, 0 // of a run before, with --watch
	if c.o.Quiet {
		return
	}
	c.printf("%s %s, suite %s\n", oneLine(run.Tool), oneLine(run.Version), oneLine(run.Suite))
	if run.Catalogue != "" {
		c.lines("", run.Catalogue, false)
	}
	if line := deviceLine(run.Device); line != "" {
		c.lines(subject(run)+": ", line, false)
	}
}

// Note implements Teller.
func (c *Console) Note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.o.Quiet {
		c.printf("%s\n", strings.TrimRight(visible(text), "\n"))
	}
}

// Detail implements Teller.
func (c *Console) Detail(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.o.Verbose {
		c.lines("      ", text, false)
	}
}

// Case tells of a case that was judged.
func (c *Console) Case(v verdict.Case) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.judged(v)
	failed := v.Outcome == verdict.Fail || v.Outcome == verdict.Error
	if v.Subject == verdict.RuleSubject && v.Outcome == verdict.Pass {
		c.quiet++
		return
	}
	if v.Outcome == verdict.NotRun && !c.o.Verbose {
		c.notRun++
		return
	}
	if c.o.Quiet && !failed {
		return
	}
	if v.Subject != c.subject {
		c.subject = v.Subject
		c.printf("\n%s\n", oneLine(v.Subject))
	}
	c.lines(c.badge(v.Outcome), v.ID+" "+v.Title+took(v.Duration), false)
	if v.Reason != "" {
		c.lines("      ", v.Reason, false)
	}
	c.diagnosis(v.Diagnosis)
	if v.Outcome == verdict.Error {
		if v.Diagnosis != nil && v.Transcript != "" {
			c.lines("      evidence     ", v.Transcript, true)
		}
		if v.Rerun != "" {
			c.lines("      run again    ", v.Rerun, true)
		}
	}
	for i, f := range slices.Concat(v.Findings, v.Notes) {
		if i > 0 {
			c.printf("\n")
		}
		if f.Level == verdict.NoteLevel {
			c.notes++
		}
		for _, p := range parts(v, f) {
			c.lines(fmt.Sprintf("      %-12s ", p.label), p.text, p.whole)
		}
	}
}

// diagnosis says why a session did not complete.
func (c *Console) diagnosis(d *verdict.Diagnosis) {
	if d == nil {
		return
	}
	c.lines("      stopped      ", d.Sentence, false)
	for i, cause := range d.Causes {
		label := "      likeliest    "
		if i > 0 {
			label = "      or           "
		}
		text := cause.Text
		if cause.Seen {
			text += " (seen)"
		}
		c.lines(label, text, false)
	}
}

func conclusion(run *verdict.Run) string {
	switch run.ExitCode() {
	case verdict.ExitFails:
		return "The " + subject(run) + " does not conform."
	case verdict.ExitConforms:
		return "Nothing that was judged breaks a MUST."
	}
	if len(run.Cases) == 0 {
		return "No case was selected, so nothing was judged."
	}
	return "Not all could be judged, so this is no verdict on the " + subject(run) + "."
}

// subject is what the run tests.
func subject(run *verdict.Run) string {
	if run.Suite == "acs" {
		return "ACS"
	}
	return "device"
}

// tellingOrder is the order in which outcomes are told: what needs work first.
var tellingOrder = []verdict.Outcome{verdict.Fail, verdict.Error, verdict.NotRun, verdict.Known, verdict.Warn, verdict.Pass, verdict.Skip}

var outcomeWords = map[verdict.Outcome]string{
	verdict.Pass: "passed", verdict.Warn: "passed with warnings", verdict.Skip: "not applicable", verdict.NotRun: "not run",
	verdict.Known: "known failures", verdict.Fail: "failed", verdict.Error: "could not be judged",
}

var badges = map[verdict.Outcome]struct{ text, colour string }{
	verdict.Pass: {"pass", "32"}, verdict.Warn: {"warn", "33"}, verdict.Skip: {"skip", "2"}, verdict.NotRun: {"----", "2"},
	verdict.Known: {"knwn", "33"}, verdict.Fail: {"FAIL", "1;31"}, verdict.Error: {"ERR!", "35"},
}

func (c *Console) badge(o verdict.Outcome) string {
	b := badges[o]
	if !c.colour {
		return fmt.Sprintf("%-4s  ", b.text)
	}
	return fmt.Sprintf("\x1b[%sm%-4s\x1b[0m  ", b.colour, b.text)
}

// lines prints text after a lead, broken at the width of the console and set
// in under the first line; whole text is for copying and stays on one line.
func (c *Console) lines(lead, text string, whole bool) {
	indent := utf8.RuneCountInString(lead)
	if strings.Contains(lead, "\x1b") {
		indent = len("FAIL  ")
	}
	list := []string{oneLine(text)}
	if !whole {
		list = wrap(oneLine(text), columns-indent)
	}
	for i, line := range list {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		c.printf("%s%s\n", lead, line)
	}
}

// printf leaves a failing write alone: the console is not the record, the
// files are. The text ends with a line end.
func (c *Console) printf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if c.region != nil {
		c.region.print(text)
		return
	}
	_, _ = io.WriteString(c.w, text)
}

func took(d time.Duration) string {
	if d < 100*time.Millisecond {
		return ""
	}
	return fmt.Sprintf(" (%.1f s)", d.Seconds())
}

func deviceLine(d verdict.Device) string {
	var list []string
	for _, s := range []string{d.Manufacturer, d.OUI, d.ProductClass, d.SerialNumber, d.URL, d.Server} {
		if s != "" {
			list = append(list, s)
		}
	}
	line := strings.Join(list, " ")
	if d.SoftwareVersion != "" {
		line += ", software " + d.SoftwareVersion
	}
	if d.DataModel != "" {
		line += ", " + d.DataModel
	}
	if d.CWMPVersion != "" {
		line += ", CWMP " + d.CWMPVersion
	}
	return line
}

func cut(s string, width int) string {
	if runes := []rune(s); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return s
}
