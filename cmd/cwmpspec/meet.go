package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// settings says what to set on the device.
func (b *bench) settings(tell reports.Teller) {
	text := "Set this on the device:\n  ACS URL    " + b.url() + "\n"
	if c := b.target.Credentials; c.Scheme != "none" {
		password := c.Password
		if b.given {
			password = "the one in " + b.target.Path()
		}
		text += "  user name  " + c.Username + "\n  password   " + password + "\n"
	}
	tell.Note(text + "If it is set already, restart the device: it connects when it starts.\n\n")
}

// meet says what to set on the device, waits for it and learns what it is.
func (b *bench) meet(ctx context.Context, tell reports.Teller, wait time.Duration) error {
	b.settings(tell)
	tell.Note(fmt.Sprintf("Waiting for the device, at most %s; ^C gives up.", wait))
	tell.Expect(nil)
	return b.learn(ctx, tell, wait)
}

// learn waits for the next session of the device and learns what it is.
func (b *bench) learn(ctx context.Context, tell reports.Teller, wait time.Duration) error {
	known := false
	err := cpe.Learn(ctx, b.Env, wait, borrow(b.target.Borrow), b.target.ConnectionRequest.Username, b.target.ConnectionRequest.Password, func(line string) {
		known = true
		learnt(tell)(line)
	})
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted before the device was known")
		}
		return fmt.Errorf("no device to test: %w%s", err, b.hint(known))
	}
	if b.target.ConnectionRequest.URL != "" {
		b.Device.ConnectionRequestURL = b.target.ConnectionRequest.URL
	}
	if !b.target.ConnectionRequest.Enabled {
		b.Device.ConnectionRequestURL = ""
	}
	return b.identity()
}

// learnt tells things that were learnt, each with its subject in the first nine
// columns.
func learnt(tell reports.Teller) func(string) {
	return func(line string) {
		at := min(9, len(line))
		tell.Note(reports.Wrap(line[:at], line[at:]))
	}
}

// hint says what was seen of a device that did not get through to a session:
// the commonest question is why it did not.
func (b *bench) hint(known bool) string {
	if known {
		return ""
	}
	b.seen = b.Recorder.Take("")
	d := diagnose.Halt(b.seen, diagnose.Options{Username: b.ACS.Auth().Username, Now: time.Now()})
	return because(d) + came(b.seen)
}

// because puts a diagnosis under an error.
func because(d *verdict.Diagnosis) string {
	text := "\n" + underName("", d.Sentence)
	for _, c := range d.Causes {
		cause := c.Text
		if c.Seen {
			cause += " (seen)"
		}
		text += "\n" + underName("  perhaps ", cause)
	}
	return text
}

// underName breaks a line of an error so that it fits behind the name of the program.
func underName(lead, text string) string {
	name := strings.Repeat(" ", len("cwmpspec: "))
	return strings.ReplaceAll(reports.Wrap(name+lead, text)[len(name):], "\n"+name, "\n")
}

// came lists the first requests that came.
func came(seen *transcript.Transcript) string {
	var told []string
	for _, x := range seen.Exchanges {
		if x.Req == nil {
			continue
		}
		line := fmt.Sprintf("\n  connection %d: %s", x.Conn, x.Req.StartLine)
		if x.Resp != nil {
			line += fmt.Sprintf(", answered %d %s", x.Resp.Status, x.Resp.Reason)
		}
		told = append(told, line)
	}
	if len(told) == 0 {
		return ""
	}
	if len(told) > 6 {
		told = append(told[:6], fmt.Sprintf("\n  … and %d more", len(told)-6))
	}
	return "\nThis is what came:" + strings.Join(told, "")
}
