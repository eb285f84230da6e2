package reports

import (
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// longWait is after how long a wait is told of where there is no live
// display, so that a log that stands still says why; with Verbose it is a second.
const longWait = 30 * time.Second

// Expect begins the display of progress.
func (c *Console) Expect(planned []Planned) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.progress.Store(newProgress(planned, time.Now()))
	c.show()
}

// show opens the live display on a terminal. The caller holds mu.
func (c *Console) show() {
	if c.terminal && c.region == nil && c.progress.Load() != nil {
		c.region = newRegion(c.w, func(width int) []string { return c.progress.Load().lines(time.Now(), width) })
	}
}

// Start says which case runs now.
func (c *Console) Start(id, title string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.progress.Load(); p != nil {
		p.start(oneLine(id), oneLine(title))
	}
	if c.o.Verbose {
		c.lines("run   ", id+" "+title, false)
	}
}

// Wait shows what is waited for, and for how long at most.
func (c *Console) Wait(w Wait) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.progress.Load()
	if p == nil {
		return
	}
	p.waits(w, time.Now())
	if c.beat != nil {
		c.beat.Stop()
		c.beat = nil
	}
	if w.What == "" {
		return
	}
	after := longWait
	if c.o.Verbose {
		after = time.Second
	}
	if !c.terminal && !c.o.Quiet && w.Most > after {
		c.beat = time.AfterFunc(after, c.stillWaiting)
	}
}

// stillWaiting tells of a wait that has lasted, and again a minute later.
func (c *Console) stillWaiting() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.beat == nil {
		return
	}
	running, wait, ok := c.progress.Load().now(time.Now())
	if !ok {
		return
	}
	if running != "" {
		wait = running + ": " + wait
	}
	c.lines("....  ", wait, false)
	c.beat.Reset(2 * longWait)
}

// judged takes note of a case for the display. The caller holds mu.
func (c *Console) judged(v verdict.Case) {
	if p := c.progress.Load(); p != nil {
		p.judged(v)
	}
}

// Pause takes the live display away until resume is called, so that the
// operator can be asked something.
func (c *Console) Pause() (resume func()) {
	c.hide()
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.show()
	}
}

// Close takes the live display away.
func (c *Console) Close() {
	c.hide()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.beat != nil {
		c.beat.Stop()
		c.beat = nil
	}
}

func (c *Console) hide() {
	c.mu.Lock()
	r := c.region
	c.region = nil
	c.mu.Unlock()
	if r != nil {
		r.close()
	}
}
