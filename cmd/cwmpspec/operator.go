package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// operator is the person at the device, who does by hand what no hook of the
// target file does.
type operator struct {
	tell  reports.Teller
	out   io.Writer // where questions go: never into a file of the run
	end   func()    // ends the run
	what  string    // what runs, so that the operator knows what it is for
	begin sync.Once
	in    io.Reader
	lines chan string // what was typed; closed at the end of the input
}

func newOperator(tell reports.Teller, in io.Reader, out io.Writer, end func()) *operator {
	return &operator{tell: tell, in: in, out: out, end: end, lines: make(chan string)}
}

// read passes on what is typed, for as long as the program runs: a read of a
// terminal cannot be broken off.
func (o *operator) read() {
	defer close(o.lines)
	scanner := bufio.NewScanner(o.in)
	for scanner.Scan() {
		o.lines <- strings.TrimSpace(scanner.Text())
	}
}

const ruler = "=============================================================================="

// ask has the operator do something, and returns when it is done; the error is
// conform.ErrDeclined if the operator passes, and that of ctx if it ends.
func (o *operator) ask(ctx context.Context, steps ...string) error {
	o.begin.Do(func() { go o.read() })
	defer o.tell.Pause()()
	fmt.Fprintf(o.out, "\a\n%s\n%s\n\n", ruler, reports.Wrap("  YOUR TURN  ", o.what))
	for _, s := range steps {
		fmt.Fprintf(o.out, "  %s\n", s)
	}
	fmt.Fprintf(o.out, "\n%s\n", ruler)
	for {
		fmt.Fprint(o.out, "  Enter when it is done, s to skip this case, q to end the run: ")
		select {
		case line, ok := <-o.lines:
			switch {
			case !ok:
				fmt.Fprintln(o.out)
				return fmt.Errorf("nobody answers: %w", conform.ErrDeclined)
			case line == "" || strings.EqualFold(line, "done") || strings.EqualFold(line, "d"):
				return nil
			case strings.EqualFold(line, "s") || strings.EqualFold(line, "skip"):
				return conform.ErrDeclined
			case strings.EqualFold(line, "q") || strings.EqualFold(line, "quit"):
				o.end()
				return errors.New("the operator ended the run")
			}
			fmt.Fprintf(o.out, "\n  %q is none of these.\n", line)
		case <-ctx.Done():
			fmt.Fprintln(o.out)
			return context.Cause(ctx)
		}
	}
}

// fill has the operator do what no hook does.
func (o *operator) fill(h cpe.Hands) cpe.Hands {
	if h.PowerCycle == nil {
		h.PowerCycle = func(ctx context.Context) error {
			return o.ask(ctx, "Take the power of the device away, wait a few seconds, and give it back.")
		}
	}
	if h.FactoryReset == nil {
		h.FactoryReset = func(ctx context.Context) error {
			return o.ask(ctx, "Reset the device to its factory defaults, by its button or its own pages,",
				"and see to it that it finds this ACS again (URL, user name, password).")
		}
	}
	if h.LocalValueChange == nil {
		h.LocalValueChange = func(ctx context.Context, name, value string) error {
			return o.ask(ctx, "Change a Parameter at the device itself, not by CWMP: on its pages or its",
				"command line.", "", "  Parameter  "+name, "  new value  "+value)
		}
	}
	return h
}

// byHand lists the hooks that have no command, for which the operator stands in.
func byHand(h target.Hooks) []string {
	var names []string
	for _, hook := range allHooks(h) {
		if hook.Command == "" {
			names = append(names, hook.name+" by hand")
		}
	}
	return names
}
