package acs

import (
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

// ACS is what a case's body works with: the ACS under test as seen from the
// scripted CPE. A step that cannot be taken ends the body (conform.T.Stop).
type ACS struct {
	*conform.T
	*Env
	// Device is the case's own, which the ACS has never seen before.
	Device *puppet.Device

	devices []*puppet.Device
	known   map[*puppet.Device]bool // the ACS has accepted an Inform of it
}

// NewDevice makes one more device that the ACS has never seen.
func (t *ACS) NewDevice() *puppet.Device {
	return t.NewDeviceAs(t.identity(t.Case.ID, len(t.devices)+1))
}

// NewDeviceAs is NewDevice with the identity given.
func (t *ACS) NewDeviceAs(id cwmp.DeviceIdStruct) *puppet.Device {
	d := puppet.New(t.Ctx, t.Stage, t.Case.ID, id)
	d.Heard = t.about
	t.devices = append(t.devices, d)
	return d
}

// about makes a reply of the ACS the evidence of the next expectations.
func (t *ACS) about(r *puppet.Reply) {
	if t.Ctx.Err() != nil {
		t.Stop("%v", t.Ctx.Err())
	}
	at := rule.At{X: r.X, Offset: -1}
	if at.Msg = r.Resp; at.Msg == nil && r.X != nil {
		at.Msg = r.X.Req
	}
	t.At(at)
}

// Session begins a session of the case's device; nothing is sent yet.
func (t *ACS) Session() *puppet.Session { return t.Device.Open() }

// Inform is a proper Inform of the case's device: with the events given, or
// with 0 BOOTSTRAP and 1 BOOT until the ACS has accepted one, then 2 PERIODIC.
func (t *ACS) Inform(events ...string) *cwmp.Inform { return t.InformOf(t.Device, events...) }

// InformOf is Inform of any device.
func (t *ACS) InformOf(d *puppet.Device, events ...string) *cwmp.Inform {
	switch {
	case len(events) > 0:
	case t.known[d]:
		events = []string{"2 PERIODIC"}
	default:
		events = []string{"0 BOOTSTRAP", "1 BOOT"}
	}
	return d.Inform(events...)
}

// Connect begins a session of the case's device whose Inform the ACS accepts;
// anything else ends the body.
func (t *ACS) Connect(events ...string) *puppet.Session { return t.ConnectOf(t.Device, events...) }

// ConnectOf is Connect of any device.
func (t *ACS) ConnectOf(d *puppet.Device, events ...string) *puppet.Session {
	s := d.Open()
	if r := s.Inform(t.InformOf(d, events...)); !r.Responds("Inform") {
		t.Stop("an ordinary Inform was answered with %s", r)
	}
	if t.known == nil {
		t.known = map[*puppet.Device]bool{}
	}
	t.known[d] = true
	return s
}

// Calm serves a session to its end: what the ACS asks is answered, and the
// connection closed. It says in a few words how the session ended: "an empty
// response" if all went well.
func (t *ACS) Calm(s *puppet.Session) string {
	_, last := s.Finish()
	return last.String()
}

// Idle makes sure that the ACS wants nothing of the case's device: a session is
// served to its end, so that what the ACS does of its own accord to a new
// device is done.
func (t *ACS) Idle() {
	if end := t.Calm(t.Connect()); end != "an empty response" {
		t.Stop("the first session of the device ended with %s", end)
	}
}

// StillServes judges that the ACS serves an ordinary session of another device
// after what was done to it before. The case's own device may have left one
// that the ACS still holds.
func (t *ACS) StillServes(ids ...string) {
	t.Req(ids...).Expect(t.servesAnother(), "the answer to an ordinary Inform afterwards").To(informResponse)
}

// servesAnother is the answer to an ordinary Inform of another device.
func (t *ACS) servesAnother() string {
	s := t.NewDevice().Open()
	defer s.HangUp()
	return s.Begin(s.Request(t.InformOf(s.Device))).String()
}

// Order has the driver make the ACS call a method of the case's device, or send
// it a connection request where request is nil.
func (t *ACS) Order(request any) {
	o := driver.Order{Action: driver.ConnectionRequest, Device: t.Device.ID, Arguments: request}
	if request != nil {
		o.Action = cwmp.MethodOf(request)
	}
	if err := t.Driver.Do(t.Ctx, o); err != nil {
		t.Stop("the driver could not have the ACS do %s: %v", o.Action, err)
	}
}

// Asked has the driver make the ACS call a method, opens a session and serves it
// up to that request, which is returned unanswered. The device is made known to
// the ACS before. If the request does not come the body ends.
func (t *ACS) Asked(request any) (*puppet.Session, *cwmp.Envelope) {
	if !t.known[t.Device] {
		t.Idle()
	}
	t.Order(request)
	method := cwmp.MethodOf(request)
	s := t.Connect()
	_, last := s.ServeUntil(func(env *cwmp.Envelope) bool { return env.Method == method })
	if !last.Asks() {
		t.Stop("the ACS was made to call %s, but the session ended with %s and it had not come", method, last)
	}
	return s, last.Env
}

// Given ends the body unless the situation that the case needs has come about.
func (t *ACS) Given(holds bool, format string, args ...any) {
	if !holds {
		t.Stop(format, args...)
	}
}

// Wait lets protocol time pass in the middle of a session.
func (t *ACS) Wait(d time.Duration) {
	defer t.Waiting.During(conform.Wait{What: "the time that the ACS has to give a device", Least: d, Most: d})()
	if err := t.Stage.Clock.Wait(t.Ctx, d); err != nil {
		t.Stop("%v", err)
	}
}
