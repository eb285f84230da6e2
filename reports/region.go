package reports

import (
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// region is the live part at the bottom of a terminal: a few lines that are
// drawn anew in place, while whole lines are printed above them.
type region struct {
	program *tea.Program
	ended   chan struct{}
}

// refresh is how often the region looks for something new to show.
const refresh = 250 * time.Millisecond

// newRegion opens a region on a terminal; lines gives its content for a width.
// It leaves keyboard and signals alone, so that ^C ends the run as everywhere.
func newRegion(w io.Writer, lines func(width int) []string) *region {
	r := &region{ended: make(chan struct{})}
	r.program = tea.NewProgram(model{lines: lines, width: columns}, tea.WithOutput(w), tea.WithInput(nil), tea.WithoutSignalHandler(), tea.WithFPS(20))
	go func() {
		defer close(r.ended)
		_, _ = r.program.Run() // what cannot be shown is in the reports all the same
	}()
	return r
}

// print writes whole lines above the region.
func (r *region) print(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" {
			line = " " // an empty one is not printed
		}
		r.program.Send(tea.Println(line)())
	}
}

// close removes the region; what was printed stays.
func (r *region) close() {
	r.program.Send(last{})
	<-r.ended
}

type (
	tick struct{}
	last struct{}
)

// model is the region as the library knows it.
type model struct {
	lines func(width int) []string
	width int
	empty bool
}

func next() tea.Cmd { return tea.Tick(refresh, func(time.Time) tea.Msg { return tick{} }) }

// Init implements tea.Model.
func (m model) Init() tea.Cmd { return next() }

// Update implements tea.Model.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tick:
		return m, next()
	case tea.WindowSizeMsg:
		m.width = msg.Width
	case last:
		m.empty = true
		return m, tea.Quit
	}
	return m, nil
}

// View implements tea.Model.
func (m model) View() tea.View {
	if m.empty {
		return tea.NewView("")
	}
	return tea.NewView(strings.Join(m.lines(m.width-1), "\n"))
}
