package reports

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// written keeps what is written.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
	n  int
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	return w.b.Write(p)
}

// screen is what a terminal of some width shows of what is written to it; it
// knows the sequences that the region uses, and scrolls without end.
type screen struct {
	width    int
	rows     [][]rune
	row, col int
}

func (s *screen) show(t *testing.T, text string) []string {
	t.Helper()
	for text != "" {
		if rest, ok := strings.CutPrefix(text, "\x1b["); ok {
			end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' })
			s.sequence(t, rest[:end], rest[end])
			text = rest[end+1:]
			continue
		}
		r := []rune(text)[0]
		text = text[len(string(r)):]
		for s.row >= len(s.rows) {
			s.rows = append(s.rows, nil)
		}
		switch r {
		case '\r':
			s.col = 0
		case '\n':
			s.row, s.col = s.row+1, 0 // as the terminal driver makes of it
		default:
			if s.col == s.width {
				s.row, s.col = s.row+1, 0
				if s.row >= len(s.rows) {
					s.rows = append(s.rows, nil)
				}
			}
			line := s.rows[s.row]
			for len(line) <= s.col {
				line = append(line, ' ')
			}
			line[s.col] = r
			s.rows[s.row] = line
			s.col++
		}
	}
	var out []string
	for _, line := range s.rows {
		out = append(out, strings.TrimRight(string(line), " "))
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func (s *screen) sequence(t *testing.T, args string, final byte) {
	t.Helper()
	n, _ := strconv.Atoi(args)
	switch {
	case final == 'A':
		s.row = max(0, s.row-max(1, n))
	case final == 'K' && n == 0:
		if s.row < len(s.rows) {
			s.rows[s.row] = s.rows[s.row][:min(s.col, len(s.rows[s.row]))]
		}
	case final == 'J' && n == 0:
		if s.row < len(s.rows) {
			s.rows[s.row] = s.rows[s.row][:min(s.col, len(s.rows[s.row]))]
			s.rows = s.rows[:s.row+1]
		}
	case strings.HasPrefix(args, "?2026"):
	default:
		t.Errorf("the sequence %q%c is not known", args, final)
	}
}

func TestTheRegionStaysBelowWhatIsPrinted(t *testing.T) {
	w := &written{}
	live := []string{"live one", "live two " + strings.Repeat("x", 100), ""}
	r := newRegion(w, func(int) []string { return live })
	var want []string
	for i := range 30 {
		r.print(fmt.Sprintf("line %02d\nsecond %02d\n", i, i))
		want = append(want, fmt.Sprintf("line %02d", i), fmt.Sprintf("second %02d", i))
	}
	r.print("long " + strings.Repeat("y", 120) + "\n")
	want = append(want, "long "+strings.Repeat("y", 75), strings.Repeat("y", 45))
	got := (&screen{width: 80}).show(t, w.b.String())
	if shown := append(slices.Clone(want), "live one", "live two "+strings.Repeat("x", 69)+"…"); !slices.Equal(got, shown) {
		t.Errorf("the screen shows:\n%s", strings.Join(got, "\n"))
	}
	n := w.n
	r.draw("")
	if w.n != n {
		t.Error("what had not changed was drawn again")
	}
	r.close()
	r.print("after the end\n")
	if got, want := (&screen{width: 80}).show(t, w.b.String()), append(want, "after the end"); !slices.Equal(got, want) {
		t.Errorf("at the end the screen shows:\n%s", strings.Join(got, "\n"))
	}
}

func TestTheRegionOutlivesANarrowerScreen(t *testing.T) {
	w := &written{}
	r := newRegion(w, func(width int) []string { return []string{strings.Repeat("a", width), "b"} })
	r.close()
	w.b.Reset()
	width := 80
	r = &region{w: w, lines: r.lines, width: func() int { return width }, done: make(chan struct{}), ended: make(chan struct{})}
	close(r.ended)
	r.draw("before\n")
	width = 40
	r.draw("after\n")
	// The terminal breaks the line of 79 columns into two.
	if !strings.Contains(w.b.String(), "\x1b[3A") {
		t.Errorf("%q", w.b.String())
	}
	r.close()
}
