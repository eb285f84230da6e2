package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

func TestTheOperatorIsAskedForWhatHasNoHook(t *testing.T) {
	for _, c := range []struct {
		typed string
		err   error // nil: done
		ended bool
		says  string
	}{
		{"\n", nil, false, "Take the power of the device away"},
		{"done\n", nil, false, "YOUR TURN"},
		{"perhaps\nS\n", conform.ErrDeclined, false, `"perhaps" is none of these`},
		{"q\n", nil, true, "q to end the run"},
		{"", conform.ErrDeclined, false, "Enter when it is done"},
	} {
		var out bytes.Buffer
		ended := false
		o := newOperator(reports.NewConsole(io.Discard, reports.Options{}), strings.NewReader(c.typed), &out, func() { ended = true })
		err := o.fill(cpe.Hands{}).PowerCycle(t.Context())
		if ended != c.ended || c.err != nil && !errors.Is(err, c.err) || c.err == nil && !c.ended && err != nil {
			t.Errorf("%q: %v, ended %v", c.typed, err, ended)
		}
		if !strings.Contains(out.String(), c.says) || !strings.Contains(out.String(), "\a") {
			t.Errorf("%q: asked %q", c.typed, out.String())
		}
		for line := range strings.Lines(out.String()) {
			if len(strings.TrimRight(line, "\n")) > 80 {
				t.Errorf("more than 80 columns: %q", line)
			}
		}
	}
}

func TestTheOperatorIsToldWhatToChange(t *testing.T) {
	var out bytes.Buffer
	hook := cpe.Hands{PowerCycle: func(context.Context) error { return errors.New("the hook") }}
	o := newOperator(reports.NewConsole(io.Discard, reports.Options{}), strings.NewReader("\n\n"), &out, func() {})
	h := o.fill(hook)
	if err := h.LocalValueChange(t.Context(), "Device.X", "new"); err != nil || !strings.Contains(out.String(), "Parameter  Device.X\n") || !strings.Contains(out.String(), "new value  new\n") {
		t.Errorf("%v: %q", err, out.String())
	}
	if err := h.FactoryReset(t.Context()); err != nil || !strings.Contains(out.String(), "factory defaults") {
		t.Errorf("%v: %q", err, out.String())
	}
	if err := h.PowerCycle(t.Context()); err == nil || err.Error() != "the hook" {
		t.Errorf("the hook is not used: %v", err)
	}
	if got := byHand(target.Hooks{PowerCycle: target.Hook{Command: "x"}}); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestAQuestionEndsWithTheRun(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("interrupted"))
	silent, w := io.Pipe()
	defer w.Close()
	o := newOperator(reports.NewConsole(io.Discard, reports.Options{}), silent, io.Discard, func() {})
	if err := o.ask(ctx, "do something"); err == nil || err.Error() != "interrupted" {
		t.Errorf("%v", err)
	}
}
