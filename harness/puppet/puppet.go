// Package puppet is a CPE without a will of its own: it does what a case tells
// it, rightly or wrongly, and answers the requests of the ACS under test
// correctly where the case says nothing. It judges nothing; it records every
// exchange.
package puppet

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// Stage is what the devices of a run share. Clock and Recorder are required.
type Stage struct {
	URL                *url.URL // of the ACS under test
	Username, Password string   // the credentials that the ACS knows; none if Username is empty
	Clock              *clock.Clock
	Recorder           *transcript.Recorder
	Network            network.Network // nil: TCP
	TLS                *tls.Config     // authorities and own certificate for https; may be nil
	// Patience is how long to wait for a connection or a response, in protocol
	// time; 60 s if zero. The standard has a CPE wait 30 s at least (3.4.2).
	Patience time.Duration
	// CRUsername and CRPassword are what a connection request has to show until
	// the ACS changes it; made up for each device if empty.
	CRUsername, CRPassword string
	// Quiet keeps the tag of a device out of what it sends.
	Quiet bool
	// Listener takes the connection requests to all devices; nil: there is none.
	Listener *Listener
}

// Device is one device: an identity, its data, and its sessions with the ACS.
// One goroutine plays it.
type Device struct {
	Stage // a copy, which a case may change for the sessions to come
	Tag   string
	ID    cwmp.DeviceIdStruct
	Tree  *datamodel.Tree
	// Heard is told of each reply of the ACS; may be nil.
	Heard func(*Reply)

	opened int // sessions so far

	ctx   context.Context
	stop  func() bool
	calls chan *Called // connection requests that were taken
	path  string       // of its connection request URL
	// What a connection request has to show; the ACS may change it. Guarded by Listener.mu.
	crUsername, crPassword string
	challenged             int // connection requests answered with a challenge; guarded likewise

	mu    sync.Mutex
	conns map[*conn]bool
	over  bool
}

// OUI is that of the devices: the one of IANA, which is kept for examples.
const OUI = "00005E"

// New makes a device whose exchanges are recorded under a tag. It lives until
// Close, or until the context ends.
func New(ctx context.Context, stage Stage, tag string, id cwmp.DeviceIdStruct) *Device {
	if stage.Patience <= 0 {
		stage.Patience = 60 * time.Second
	}
	stage.Network = network.Or(stage.Network)
	d := &Device{Stage: stage, Tag: tag, ID: id, ctx: ctx, conns: map[*conn]bool{}, calls: make(chan *Called, 64)}
	if d.CRUsername == "" {
		d.CRUsername, d.CRPassword = "cwmpspec-"+token(4), token(8)
	}
	d.Tree = datamodel.Device2().New()
	for name, value := range map[string]string{
		"DeviceInfo.Manufacturer": id.Manufacturer, "DeviceInfo.ManufacturerOUI": id.OUI, "DeviceInfo.ProductClass": id.ProductClass,
		"DeviceInfo.SerialNumber": id.SerialNumber, "ManagementServer.URL": stage.URL.String(), "ManagementServer.Username": stage.Username,
		"ManagementServer.ConnectionRequestUsername": d.CRUsername, "ManagementServer.ConnectionRequestPassword": d.CRPassword,
	} {
		d.put(name, value)
	}
	d.credentials()
	if stage.Listener != nil {
		d.Announce("/" + token(8))
	}
	d.stop = context.AfterFunc(ctx, d.hangUp)
	return d
}

// Close ends all connections of the device.
func (d *Device) Close() {
	d.stop()
	d.hangUp()
	if d.Listener != nil {
		d.Listener.forget(d)
	}
}

func (d *Device) hangUp() {
	d.mu.Lock()
	d.over = true
	var list []*conn
	for c := range d.conns {
		list = append(list, c)
	}
	d.mu.Unlock()
	for _, c := range list {
		c.close()
	}
}

// put stores a value of the device's own, given below the root object.
func (d *Device) put(below, value string) { _ = d.Tree.Put(d.Tree.Model.Root+below, value) }

// get reads one.
func (d *Device) get(below string) string { return d.Tree.Get(d.Tree.Model.Root + below) }

// Root is the root object of the data model, "Device.".
func (d *Device) Root() string { return d.Tree.Model.Root }

// Open begins a session; nothing is sent yet, no connection opened.
func (d *Device) Open() *Session {
	d.opened++
	s := &Session{Device: d, At: d.URL, Version: "1.4"}
	s.start()
	if d.Username != "" {
		s.Credentials = &Credentials{d.Username, d.Password}
	}
	return s
}

// Inform is a proper Inform of the device with these events: pairs of code and
// CommandKey are written as "M Reboot/the-key".
func (d *Device) Inform(events ...string) *cwmp.Inform {
	m := &cwmp.Inform{DeviceId: d.ID, MaxEnvelopes: 1, CurrentTime: cwmp.At(time.Now())}
	for _, e := range events {
		m.Event = append(m.Event, event(e))
	}
	for _, n := range d.Tree.ForcedInform() {
		m.ParameterList = append(m.ParameterList, d.value(n))
	}
	return m
}

// label names the device in what it sends.
func (d *Device) label() string {
	if d.Tag == "" || d.Quiet {
		return "cwmpspec"
	}
	return d.Tag
}

func token(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func (d *Device) String() string {
	return fmt.Sprintf("%s-%s-%s", d.ID.OUI, d.ID.ProductClass, d.ID.SerialNumber)
}
