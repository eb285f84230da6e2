package reports

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Planned is a case that is going to run.
type Planned struct {
	ID string
	// Waits is how long the protocol itself makes it wait, in real time.
	Waits time.Duration
	// Skipped says that it will be skipped, which takes no time.
	Skipped bool
}

// Wait is something that a run waits for, in real time.
type Wait struct {
	What string // "the device to retry"; empty: nothing is waited for
	// Least and Most bound when it has to come; Least may be zero.
	Least, Most time.Duration
}

// text says what is waited for and how much longer at most:
// "waiting for the device to retry: 5-10 s, 7 s left".
func (w Wait) text(waited time.Duration) string {
	bounds := "at most " + span(w.Most)
	if w.Least > 0 {
		bounds = strings.TrimSuffix(span(w.Least), unit(w.Most)) + "-" + span(w.Most)
	}
	left := w.Most - waited
	if left <= 0 {
		return fmt.Sprintf("waiting for %s: %s, which is over", w.What, bounds)
	}
	return fmt.Sprintf("waiting for %s: %s, %s left", w.What, bounds, span(left))
}

// span is a time in seconds up to two minutes, else in minutes or hours.
func span(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", (d+time.Second-1)/time.Second)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", (d+30*time.Second)/time.Minute)
	}
	return fmt.Sprintf("%d h", (d+30*time.Minute)/time.Hour)
}

// rough is an estimate, which pretends to no seconds above half a minute.
func rough(d time.Duration) string {
	switch {
	case d < 30*time.Second:
		return span(d)
	case d < 90*time.Second:
		return "1 min"
	}
	return span(max(d, 2*time.Minute))
}

func unit(d time.Duration) string { return span(d)[strings.IndexByte(span(d), ' '):] }

// clockwise is an elapsed time: 0:07, 12:34, 1:02:03.
func clockwise(d time.Duration) string {
	s := int(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// running is a case that runs.
type running struct{ id, title string }

// progress is how far a run is. Its lock is its own, since the live display
// reads it while the console waits for the display to print.
type progress struct {
	mu      sync.Mutex
	started time.Time
	planned []Planned // not yet judged
	total   int
	counts  map[verdict.Outcome]int
	done    int

	running []running
	wait    Wait
	waiting time.Time // since when

	// What the cases took so far: those that wait by themselves against what
	// they said, the others on average.
	declared, waited time.Duration
	quick            time.Duration
	quickCases       int
}

func newProgress(planned []Planned, now time.Time) *progress {
	return &progress{started: now, planned: planned, total: len(planned), counts: map[verdict.Outcome]int{}}
}

// judged takes note of a case.
func (p *progress) judged(c verdict.Case) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = slices.DeleteFunc(p.running, func(r running) bool { return r.id == c.ID })
	if len(p.running) == 0 {
		p.wait = Wait{}
	}
	if c.Subject == verdict.RuleSubject {
		return
	}
	p.counts[c.Outcome]++
	p.done++
	for i, planned := range p.planned {
		if planned.ID != c.ID {
			continue
		}
		p.planned = append(p.planned[:i:i], p.planned[i+1:]...)
		if c.Outcome == verdict.Skip || c.Outcome == verdict.NotRun {
			break
		}
		if planned.Waits > 0 {
			p.declared, p.waited = p.declared+planned.Waits, p.waited+c.Duration
		} else {
			p.quick, p.quickCases = p.quick+c.Duration, p.quickCases+1
		}
		break
	}
}

// start takes note of the case that runs.
func (p *progress) start(id, title string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = append(p.running, running{id, title})
}

// runs names the case that has run longest, and how many run beside it. The
// caller holds mu.
func (p *progress) runs() string {
	if len(p.running) == 0 {
		return ""
	}
	text := p.running[0].id + " " + p.running[0].title
	if n := len(p.running) - 1; n > 0 {
		text = fmt.Sprintf("%s (and %d more) %s", p.running[0].id, n, p.running[0].title)
	}
	return text
}

// waits takes note of what is waited for.
func (p *progress) waits(w Wait, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wait, p.waiting = w, now
}

// now says what runs and what is waited for; ok is false if nothing is.
func (p *progress) now(now time.Time) (running, wait string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wait.What == "" {
		return p.runs(), "", false
	}
	return p.runs(), p.wait.text(now.Sub(p.waiting)), true
}

// enoughCases is how many cases that do not wait are judged before an estimate
// is worth telling.
const enoughCases = 10

// noticed is how long a wait lasts before it is shown.
const noticed = 300 * time.Millisecond

// left estimates how much longer the run takes: the waits that the remaining
// cases have by themselves, in the proportion that those before had to what
// they said, and for the others what the others took. ok is false while there
// is too little to go by.
func (p *progress) left() (estimate time.Duration, ok bool) {
	if p.quickCases < enoughCases && p.done < p.total {
		return 0, false
	}
	ratio := 1.0
	if p.declared > 0 {
		ratio = min(float64(p.waited)/float64(p.declared), 2)
	}
	for _, planned := range p.planned {
		if planned.Skipped {
			continue
		}
		if planned.Waits > 0 {
			estimate += time.Duration(float64(planned.Waits) * ratio)
		} else {
			estimate += p.quick / time.Duration(max(1, p.quickCases))
		}
	}
	return estimate, true
}

const barWidth = 20

// lines are the lines of the live display, each at most width columns.
func (p *progress) lines(now time.Time, width int) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	filled := 0
	if p.total > 0 {
		filled = min(barWidth, barWidth*p.done/p.total)
	}
	head := fmt.Sprintf("[%s%s] %d/%d  %s", strings.Repeat("=", filled), strings.Repeat(" ", barWidth-filled), p.done, p.total, clockwise(now.Sub(p.started)))
	if left, ok := p.left(); ok && p.done < p.total {
		head += ", about " + rough(left) + " left"
	}
	for _, o := range []verdict.Outcome{verdict.Fail, verdict.Error, verdict.Warn, verdict.Pass} {
		if n := p.counts[o]; n > 0 {
			head += fmt.Sprintf("  %s %d", strings.TrimSpace(badges[o].text), n)
		}
	}
	running, wait := p.runs(), ""
	if running != "" {
		running = "running " + running
	}
	if p.wait.What != "" && now.Sub(p.waiting) >= noticed {
		wait = p.wait.text(now.Sub(p.waiting))
	}
	list := []string{head, running, wait}
	if p.total == 0 {
		list = []string{wait} // there are no cases yet
	}
	for i := range list {
		list[i] = cut(list[i], width)
	}
	return list
}
