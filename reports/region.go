package reports

import (
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// region is the live part at the bottom of a terminal: a few lines that are
// drawn anew in place, while whole lines are printed above them. What changes
// goes out in one write, between the marks of synchronized output, and what
// does not change is not written, so that nothing flickers. It leaves keyboard
// and signals alone: ^C ends the run as everywhere.
type region struct {
	w     io.Writer
	lines func(width int) []string
	width func() int

	mu    sync.Mutex
	drawn []string // what stands on the screen, the cursor on the line below
	over  bool
	done  chan struct{}
	ended chan struct{}
}

// refresh is how often the region looks for something new to show.
const refresh = 250 * time.Millisecond

// newRegion opens a region on a terminal; lines gives its content for a width.
func newRegion(w io.Writer, lines func(width int) []string) *region {
	r := &region{w: w, lines: lines, width: func() int { return widthOf(w) }, done: make(chan struct{}), ended: make(chan struct{})}
	r.draw("")
	go r.refresh()
	return r
}

// widthOf is the width of a terminal, columns if it cannot be told.
func widthOf(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return columns
}

func (r *region) refresh() {
	defer close(r.ended)
	ticker := time.NewTicker(refresh)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.draw("")
		case <-r.done:
			return
		}
	}
}

// print writes whole lines above the region.
func (r *region) print(text string) { r.draw(text) }

// draw prints text above the region and brings it up to date.
func (r *region) draw(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		_, _ = io.WriteString(r.w, text)
		return
	}
	width := r.width()
	var now []string
	for _, line := range r.lines(width - 1) {
		now = append(now, ansi.Truncate(line, width-1, "…"))
	}
	if text == "" && slices.Equal(now, r.drawn) {
		return
	}
	r.replace(text, now, width)
}

// replace puts text and new lines where the old lines stand. The caller holds mu.
func (r *region) replace(text string, now []string, width int) {
	var b strings.Builder
	b.WriteString(ansi.SetModeSynchronizedOutput)
	// A line that was drawn on a wider screen may have been broken since.
	up := 0
	for _, line := range r.drawn {
		up += max(1, (ansi.StringWidth(line)+width-1)/width)
	}
	if up > 0 {
		b.WriteString(ansi.CursorUp(up))
	}
	b.WriteString("\r")
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimSuffix(line, "\n") + ansi.EraseLineRight + "\n")
	}
	for _, line := range now {
		b.WriteString(line + ansi.EraseLineRight + "\n")
	}
	b.WriteString(ansi.EraseScreenBelow + ansi.ResetModeSynchronizedOutput)
	_, _ = io.WriteString(r.w, b.String()) // what cannot be shown is in the reports all the same
	r.drawn = now
}

// close removes the region; what was printed stays.
func (r *region) close() {
	close(r.done)
	<-r.ended
	r.mu.Lock()
	defer r.mu.Unlock()
	r.replace("", nil, r.width())
	r.over = true
}
