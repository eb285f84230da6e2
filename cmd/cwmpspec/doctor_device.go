package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/reports"
)

// quiet tells nothing of what is learnt.
type quiet struct{ reports.Teller }

// Note implements reports.Teller.
func (quiet) Note(string) {}

// device waits for the device and looks at its first session; false if none came.
func (d *doctor) device(ctx context.Context, b *bench, wait time.Duration) bool {
	d.tell.Note(fmt.Sprintf("Waiting for the device, at most %s; ^C gives up.", wait))
	d.tell.Expect(nil)
	own := b.Recorder.Connection() // all before it were made here, to see whether it can be reached
	var told []string
	err := b.learn(ctx, collect{d.tell, &told}, wait)
	seen := b.seen
	if seen == nil {
		seen = b.Recorder.Take("")
	}
	seen.Closings = slices.DeleteFunc(seen.Closings, func(c transcript.Closing) bool { return c.Conn < own })
	if b.Device.Inform == nil {
		if ctx.Err() != nil {
			d.fail("device calls", "interrupted before it came", "")
			return false
		}
		d.diagnosis("device calls", diagnose.Halt(seen, diagnose.Options{Username: d.t.Credentials.Username, Now: time.Now()}),
			"set the ACS URL, the user name and the password above on the device, then restart its CWMP client")
		return false
	}
	id := b.Device.Inform.DeviceId
	d.ok("device calls", "%s %s, OUI %s, serial number %s", id.Manufacturer, id.ProductClass, id.OUI, id.SerialNumber)
	if err != nil {
		d.fail("identity", err.Error(), "correct identity: in the target file, or keep other devices away from this ACS")
	}
	d.credentials()
	if g := diagnose.Incomplete(seen, diagnose.Options{Now: time.Now()}); g != nil {
		d.diagnosis("session completes", g, "see the record of the session with cwmpspec cpe --only CPE-GPV-001")
	} else {
		d.ok("session completes", "from the Inform to the empty response")
	}
	for _, line := range told {
		if strings.Contains(line, "could not be read") {
			d.remark("learning", line, "cases that need it may be skipped; the cases on it judge the device")
		}
	}
	return true
}

// collect keeps what is told.
type collect struct {
	reports.Teller
	lines *[]string
}

// Note implements reports.Teller.
func (c collect) Note(text string) { *c.lines = append(*c.lines, text) }

// credentials: a session has begun, so they were taken if they were asked for.
func (d *doctor) credentials() {
	if d.t.Credentials.Scheme == "none" {
		d.remark("credentials", "the device is not asked for any: the cases on its authentication are skipped", "set credentials: scheme, username and password")
		return
	}
	d.ok("credentials", "%s, user name %s", d.t.Credentials.Scheme, d.t.Credentials.Username)
}

// farOff is how wrong the clock of a device may be before it is worth a word.
const farOff = 5 * time.Minute

// clock compares CurrentTime with the time here.
func (d *doctor) clock(b *bench) {
	text := strings.TrimSpace(string(b.Device.Inform.CurrentTime))
	m, err := b.Device.Inform.CurrentTime.Parse()
	const next = "give the device a time server; certificates and absolute times depend on its clock"
	switch {
	case err != nil:
		d.fail("clock", err.Error(), "CurrentTime of the Inform has to be a dateTime (A.2.1)")
	case m.Unknown || m.Relative || m.Time.Year() < 2004:
		d.remark("clock", "it is not set: CurrentTime is "+text, next)
	case !m.Zoned:
		d.remark("clock", "CurrentTime is "+text+", which does not say in which zone", "a case judges that")
	case time.Since(m.Time).Abs() > farOff:
		d.remark("clock", fmt.Sprintf("CurrentTime is %s, %s off from here", text, time.Since(m.Time).Abs().Round(time.Minute)), next)
	default:
		d.ok("clock", "CurrentTime is %s, as it is here", text)
	}
}

// call has the device called.
func (d *doctor) call(ctx context.Context, b *bench) {
	if b.Device.ConnectionRequestURL == "" {
		d.remark("connection request", "the device cannot be called, so each case waits for it to come by itself", "set a short PeriodicInformInterval on it, or let it announce a ConnectionRequestURL")
		return
	}
	err := b.Probe(ctx)
	seen := b.Recorder.Take("")
	if err == nil {
		d.ok("connection request", "%s leads to a session", b.Device.ConnectionRequestURL)
		return
	}
	d.diagnosis("connection request", diagnose.Halt(seen, diagnose.Options{Trouble: err.Error(), Now: time.Now()}),
		"see that "+b.Device.ConnectionRequestURL+" can be reached from here; connection_request: enabled: false does without")
}

// borrowed looks whether what the target file lends is there.
func (d *doctor) borrowed(b *bench) {
	for _, s := range d.t.Borrow.Writable {
		if !b.Device.Has(s.Name) {
			d.fail("borrow", s.Name+" does not exist", "correct borrow: writable")
		}
	}
	if o := d.t.Borrow.MultiInstance; o != "" && !b.Device.Has(o) {
		d.fail("borrow", o+" does not exist", "correct borrow: multi_instance")
	}
	claims := b.Device.Claims()
	missing := slices.DeleteFunc(slices.Clone(d.t.Claims), func(c string) bool { return slices.Contains(claims, c) })
	if len(missing) > 0 {
		d.remark("claims", "claimed, but the device does not tell of it: "+strings.Join(missing, ", "), "right if the device can do it all the same; it will be judged")
	}
}
