package reports

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

const columns = 80

// Console tells of a run while it goes on: one line for each case as it is
// judged, the findings of a failing case at once, and a summary at the end.
type Console struct {
	w       io.Writer
	colour  bool
	live    bool // a terminal, on which the running case can be shown and wiped
	subject string
	quiet   int // rules that found nothing, which are told in one line
	notes   int // robustness notes
}

// NewConsole writes to w: in colour, and with the running case shown, only
// when w is a terminal. noColour and the environment variable NO_COLOR turn
// the colours off.
func NewConsole(w io.Writer, noColour bool) *Console {
	c := &Console{w: w}
	if file, ok := w.(*os.File); ok && os.Getenv("TERM") != "dumb" {
		info, err := file.Stat()
		c.live = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	c.colour = c.live && !noColour && os.Getenv("NO_COLOR") == ""
	return c
}

// Begin says what is going to be judged.
func (c *Console) Begin(run *verdict.Run) {
	c.printf("%s %s, suite %s\n", oneLine(run.Tool), oneLine(run.Version), oneLine(run.Suite))
	if run.Catalogue != "" {
		c.lines("", run.Catalogue, false)
	}
	if line := deviceLine(run.Device); line != "" {
		c.lines(subject(run)+": ", line, false)
	}
}

// Start shows the case that runs now, on a terminal.
func (c *Console) Start(id, title string) {
	if c.live {
		c.printf("\r\x1b[K%s", cut("....  "+oneLine(id+" "+title), columns-1))
	}
}

// Case tells of a case that was judged.
func (c *Console) Case(v verdict.Case) {
	if c.live {
		c.printf("\r\x1b[K")
	}
	if v.Subject == verdict.RuleSubject && v.Outcome == verdict.Pass {
		c.quiet++
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
	if v.Outcome == verdict.Error && v.Rerun != "" {
		c.lines("      run again    ", v.Rerun, true)
	}
	for i, f := range append(v.Findings[:len(v.Findings):len(v.Findings)], v.Notes...) {
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

// End gives the summary: the cases by outcome, what failed, and what the exit
// code will say.
func (c *Console) End(run *verdict.Run) {
	counts := run.Counts()
	var list []string
	for _, o := range tellingOrder {
		if n := counts[o]; n > 0 {
			list = append(list, fmt.Sprintf("%d %s", n, outcomeWords[o]))
		}
	}
	if len(list) == 0 {
		list = []string{"none"}
	}
	if c.quiet > 0 {
		if c.subject != verdict.RuleSubject {
			c.printf("\n%s\n", verdict.RuleSubject)
		}
		c.lines(c.badge(verdict.Pass), fmt.Sprintf("%d rules found nothing", c.quiet), false)
	}
	c.printf("\n")
	c.lines("cases and rules: ", strings.Join(list, ", "), false)
	broken, judged := 0, run.Judged()
	for _, b := range judged {
		if b {
			broken++
		}
	}
	c.lines("requirements: ", fmt.Sprintf("%d judged, %d broken", len(judged), broken), false)
	if c.notes > 0 {
		c.lines("robustness notes: ", fmt.Sprintf("%d, on what no requirement says; they do not count in the verdict", c.notes), false)
	}
	if run.Note != "" {
		c.lines("note: ", run.Note, false)
	}
	if run.Interrupted != "" {
		c.lines("interrupted: ", run.Interrupted, false)
	}
	for _, o := range []verdict.Outcome{verdict.Fail, verdict.Error} {
		for _, v := range run.Cases {
			if v.Outcome == o {
				c.lines(c.badge(o), v.ID+" "+v.Title, false)
			}
		}
	}
	c.lines("", conclusion(run), false)
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
// files are.
func (c *Console) printf(format string, args ...any) { _, _ = fmt.Fprintf(c.w, format, args...) }

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
	return line
}

func cut(s string, width int) string {
	if runes := []rune(s); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return s
}
