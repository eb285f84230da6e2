package reports

import (
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

//go:embed replay/player.py
var player string

// step is one thing that the tester did or waited for in a recorded case.
type step struct {
	at       time.Duration // real time since the record began
	call     string        // take, answer, say, hear or close
	x        *transcript.Exchange
	conn     int
	message  *wire.Message // of the tester; nil where it waited for one
	words    string
	id       string        // the cwmp:ID of the other side that is taken over, or given back
	wait     time.Duration // protocol time since what came before
	findings []verdict.Finding
}

// recording is a recorded case as something that can be done again.
type recording struct {
	run    *verdict.Run
	c      verdict.Case
	t      *transcript.Transcript
	steps  []step
	serves bool // the tester is the ACS
}

// newRecording puts the transcript of a case into the order in which things
// were done.
func newRecording(run *verdict.Run, c verdict.Case, t *transcript.Transcript) *recording {
	r := &recording{run: run, c: c, t: t, serves: RoleOf(run.Suite) != requirement.ACS}
	tester := wire.CPE
	if r.serves {
		tester = wire.ACS
	}
	for _, x := range t.Exchanges {
		if x.Req == nil {
			continue
		}
		ask, reply := "take", "answer"
		if x.Req.From == tester {
			ask, reply = "say", "hear"
		}
		r.steps = append(r.steps, r.step(ask, x, x.Req, x.ReqEnv))
		if x.Resp != nil {
			r.steps = append(r.steps, r.step(reply, x, x.Resp, x.RespEnv))
		}
	}
	for _, end := range t.Closings {
		if end.By == tester {
			r.steps = append(r.steps, step{at: end.At, call: "close", conn: end.Conn})
		}
	}
	slices.SortStableFunc(r.steps, func(a, b step) int { return int(a.at - b.at) })
	for i := range r.steps[:max(0, len(r.steps)-1)] {
		gap := r.steps[i+1].at - r.steps[i].at
		// Short gaps are the time that the programs took.
		if wait := time.Duration(float64(gap) * t.Factor); gap >= 50*time.Millisecond && wait >= time.Second {
			r.steps[i+1].wait = wait.Round(100 * time.Millisecond)
		}
	}
	return r
}

func (r *recording) step(call string, x *transcript.Exchange, m *wire.Message, env *cwmp.Envelope) step {
	s := step{at: m.Begun, call: call, x: x, conn: x.Conn, words: inWords(newRung(x, m))}
	if call == "answer" || call == "say" {
		s.message = m
	}
	// A request is given back its ID by whoever answers it; the tester takes
	// over those of the other side.
	if env != nil && env.Header.ID != nil {
		theirs := call == "take" || call == "hear"
		if request := env.Kind == cwmp.Request; request == theirs {
			s.id = *env.Header.ID
		}
	}
	for _, f := range append(slices.Clone(r.c.Findings), r.c.Notes...) {
		if f.Where.Exchange == x.N && (f.Where.From == "" || f.Where.From == string(m.From)) && s.message == nil {
			s.findings = append(s.findings, f)
		}
	}
	return s
}

// inWords says what a message is.
func inWords(r rung) string {
	var list []string
	switch {
	case r.Lane != "":
		list = append(list, r.Lane+": "+r.Start)
	case r.Status > 0 && r.Status != 200:
		list = append(list, fmt.Sprintf("HTTP %d", r.Status))
	}
	switch r.Method {
	case "":
	case "empty":
		list = append(list, map[bool]string{true: "an empty POST", false: "an empty response"}[r.Status == 0])
	default:
		list = append(list, r.Method)
	}
	if len(list) == 0 {
		list = append(list, r.Start)
	}
	if r.Fault != "" {
		list = append(list, "fault "+r.Fault)
	}
	list = append(list, r.Notes...)
	if r.Intent != "" {
		list = append(list, "wrong on purpose: "+r.Intent)
	}
	return oneLine(strings.Join(list, ", "))
}

// about is what a reader has to know of the case, a line each.
func (r *recording) about() []string {
	lines := []string{r.c.ID + ": " + r.c.Title}
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, label+": "+text)
		}
	}
	add("steps", r.c.Steps)
	add("passes", r.c.Passes)
	add("in the recorded run", outcomeWords[r.c.Outcome]+"; "+strings.TrimSuffix(deviceLine(r.run.Device)+"; "+stamp(r.run.Started)+"; cwmpspec "+r.run.Version, "; "))
	add("reason", firstLine(r.c.Reason))
	for _, f := range r.c.Findings {
		lines = append(lines, lookAt(f))
	}
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return lines
}

func lookAt(f verdict.Finding) string {
	return fmt.Sprintf("%s expected %s; the recorded run got %s", strings.TrimSpace(f.Requirement+" "+levelWords(f.Level)+":"), f.Expected, f.Got)
}

// Replay writes a recorded case as a script in Python that needs nothing else:
// it sends what the tester sent, waits where the tester waited, shows what
// comes, and judges nothing.
func Replay(w io.Writer, run *verdict.Run, c verdict.Case, t *transcript.Transcript) error {
	r := newRecording(run, c, t)
	var b strings.Builder
	b.WriteString("#!/usr/bin/env python3\n")
	for _, line := range r.about() {
		b.WriteString("# " + line + "\n")
	}
	b.WriteString(`#
# Made by cwmpspec replay. The messages are those of the record; addresses,
# cwmp:ID, cookies and credentials are those of the run at hand. Secrets were
# blanked by X when the record was saved: put them in where they matter. What was
# done to the device other than by CWMP, such as a power cycle, is to be done by
# hand when the steps above name it.
`)
	fmt.Fprintf(&b, "TITLE = %s\nSERVES = %s  # the script is the ACS; else it is the CPE\nFIRST_TARGET = %s\n\n", python(c.ID+": "+c.Title), pythonBool(r.serves), pythonBytes(r.firstTarget()))
	b.WriteString(player)
	b.WriteString("\n\n# What was recorded, step by step.\n\n")
	for _, l := range r.listeners() {
		fmt.Fprintf(&b, "listen(%s, %s%s)\n", python(l.authority), python(string(l.lane)), flag(l.tls, "tls=True"))
	}
	for _, s := range r.steps {
		b.WriteString(s.python())
	}
	b.WriteString("tell(\"the end of what was recorded\")\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (s step) python() string {
	if s.call == "close" {
		return fmt.Sprintf("close(%d)\n", s.conn)
	}
	lane := python(string(s.x.Lane))
	id := ""
	if s.id != "" {
		id = ", id=" + pythonBytes([]byte(s.id))
	}
	var b strings.Builder
	switch s.call {
	case "take", "hear":
		fmt.Fprintf(&b, "%s(%d, %s, %s%s", s.call, s.conn, lane, python(s.words), id)
		if s.call == "take" && s.wait > 0 {
			fmt.Fprintf(&b, ", after=%g", s.wait.Seconds())
		}
		b.WriteString(")\n")
	default:
		extra := id
		if s.wait > 0 {
			extra += fmt.Sprintf(", wait=%g", s.wait.Seconds())
		}
		if s.call == "say" {
			extra += flag(strings.Contains(s.x.Intent, "password") || strings.Contains(s.x.Intent, "credential"), "wrong=True") + flag(s.x.TLS, "tls=True")
		}
		fmt.Fprintf(&b, "%s(%d, %s, %s, (\n%s)%s)\n", s.call, s.conn, lane, python(s.words), pythonLines(s.message.Raw), extra)
	}
	for _, f := range s.findings {
		fmt.Fprintf(&b, "look(%s)\n", python(oneLine(lookAt(f))))
	}
	return b.String()
}

// listener is an address at which the tester waited.
type listener struct {
	authority string
	lane      wire.Lane
	tls       bool
}

var connectionRequestURL = regexp.MustCompile(`ConnectionRequestURL\s*</[^>]*>\s*<[^>]*>\s*http(s?)://([^/<\s]+)`)

// listeners are the addresses in the order in which they were first used, that
// for sessions first.
func (r *recording) listeners() []listener {
	var list []listener
	add := func(l listener) {
		if l.authority != "" && !slices.ContainsFunc(list, func(o listener) bool { return o.authority == l.authority }) {
			list = append(list, l)
		}
	}
	for _, s := range r.steps {
		switch {
		case s.call == "take":
			add(listener{s.x.Req.Get("Host"), s.x.Lane, s.x.TLS})
		case s.call == "say" && !r.serves:
			if m := connectionRequestURL.FindSubmatch(s.x.Req.Body); m != nil {
				add(listener{string(m[2]), wire.LaneCR, len(m[1]) > 0})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b listener) int { return strings.Compare(string(a.lane), string(b.lane)) })
	slices.SortStableFunc(list, func(a, b listener) int { return order(b.lane) - order(a.lane) })
	return list
}

func order(l wire.Lane) int {
	if l == wire.LaneCWMP {
		return 1
	}
	return 0
}

// firstTarget is the path by which the ACS was called first.
func (r *recording) firstTarget() []byte {
	for _, s := range r.steps {
		if s.call == "say" && s.x.Lane == wire.LaneCWMP {
			if parts := strings.Split(s.x.Req.StartLine, " "); len(parts) > 1 {
				return []byte(parts[1])
			}
		}
	}
	return nil
}

func flag(set bool, text string) string {
	if set {
		return ", " + text
	}
	return ""
}

func pythonBool(b bool) string { return map[bool]string{true: "True", false: "False"}[b] }

// python is a text as a literal; the escapes of Go are those of Python.
func python(s string) string { return strconv.QuoteToASCII(oneLine(s)) }

func pythonBytes(raw []byte) string {
	var b strings.Builder
	b.WriteString(`b"`)
	for _, c := range raw {
		switch {
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' && c != '\t' || c > '~':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// pythonLines is a message with a literal for each of its lines.
func pythonLines(raw []byte) string {
	var b strings.Builder
	for line := range strings.SplitAfterSeq(string(raw), "\n") {
		if line != "" {
			b.WriteString("    " + pythonBytes([]byte(line)) + "\n")
		}
	}
	if b.Len() == 0 {
		return "    b\"\"\n"
	}
	return b.String()
}
