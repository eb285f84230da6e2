// Package cpe is the reference CPE: a complete CWMP 1.4 device that keeps to
// the standard, and that can be given exactly one seeded fault, so that a
// tester is seen finding it.
package cpe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
)

// Config says what device to play.
type Config struct {
	ACSURL, Username, Password string
	// Credentials that an ACS has to show in a Connection Request; defaults if empty.
	ConnectionRequestUsername, ConnectionRequestPassword string
	Listen                                               string         // of the Connection Request server; 127.0.0.1:0 if empty
	Clock                                                *clock.Clock   // real time if nil
	Fault                                                string         // id of one seeded fault, empty for none
	Traits                                               []string       // names from Traits
	Serial                                               string         // serial number; the same every time if empty
	RootCAs                                              *x509.CertPool // that the certificates of servers are checked against
	// Certify makes the device's own certificate with a common name, as its
	// factory does; nil: it has none.
	Certify func(commonName string) (tls.Certificate, error)
	// Log is told what the device does; may be nil. It must not call the device.
	Log func(string)
	// Network is what the device listens and dials on; nil: TCP.
	Network network.Network
}

// CPE is one device. Its methods may be called from any goroutine.
type CPE struct {
	cfg    Config
	clock  *clock.Clock
	model  *datamodel.Model
	traits map[string]bool
	origin time.Time
	path   string // of the Connection Request URL

	ctx    context.Context
	cancel context.CancelFunc
	wake   chan struct{}
	wg     sync.WaitGroup

	mu       sync.Mutex
	p        *persistent
	r        *runtime
	conns    map[net.Conn]bool // open connections that end with the device
	listener net.Listener
	mute     bool // nothing is answered on the port, of a device that does not close it
	nonces   []*nonce
	dials    int    // connections to the ACS, of an unruly device
	address  string // where the listener was first bound, to come back to
}

// New makes a device that is switched off, in its factory state.
func New(cfg Config) (*CPE, error) {
	if _, ok := fault.Of(fault.CPE, cfg.Fault); !ok {
		return nil, fmt.Errorf("cpe: %q is no fault of a CPE", cfg.Fault)
	}
	if u, err := url.Parse(cfg.ACSURL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("cpe: %q is no HTTP URL of an ACS", cfg.ACSURL)
	}
	c := &CPE{cfg: cfg, clock: cfg.Clock, traits: map[string]bool{}, conns: map[net.Conn]bool{}, wake: make(chan struct{}, 1)}
	known := map[string]bool{}
	for _, t := range Unruly() {
		known[t.Name] = true
	}
	for _, t := range Traits() {
		known[t.Name] = true
	}
	for _, t := range cfg.Traits {
		if !known[t] {
			return nil, fmt.Errorf("cpe: there is no trait %q", t)
		}
		c.traits[t] = true
	}
	if c.clock == nil {
		c.clock = clock.Real()
	}
	c.model = datamodel.Device2()
	if c.has("igd") {
		c.model = datamodel.IGD1()
	}
	if c.has("references") {
		c.model.WithReferences()
	}
	if c.has("alias") {
		c.model.WithAliases(c.model.Root + "NAT.PortTrigger.{i}.")
		c.spoilModel()
	}
	for trait, add := range map[string]func(){"heartbeat": c.model.WithHeartbeat, "standby": c.model.WithStandby, "software-modules": c.model.WithSoftwareModules} {
		if c.has(trait) {
			add()
		}
	}
	c.cutModel()
	if c.cfg.Listen == "" {
		c.cfg.Listen = "127.0.0.1:0"
	}
	if c.cfg.ConnectionRequestUsername == "" {
		c.cfg.ConnectionRequestUsername = "acs"
	}
	if c.cfg.ConnectionRequestPassword == "" {
		c.cfg.ConnectionRequestPassword = "acs-secret"
	}
	c.cfg.Network = network.Or(c.cfg.Network)
	c.origin = time.Now()
	c.path = "/" + randomPath()
	if c.faulty("connection-request-path-plain") {
		c.path = "/"
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	if err := c.listen(); err != nil {
		return nil, err
	}
	c.p = c.factory()
	if c.faulty("minimum-wait-provisioned") {
		c.put("ManagementServer.CWMPRetryMinimumWaitInterval", "90")
	}
	c.boot()
	return c, nil
}

// Start switches the device on: its first session carries 0 BOOTSTRAP and 1 BOOT.
func (c *CPE) Start() {
	c.mu.Lock()
	c.boot()
	c.mu.Unlock()
	c.wg.Add(1)
	go c.run()
}

// Close switches the device off for good and waits until nothing of it is left.
func (c *CPE) Close() {
	c.cancel()
	c.mu.Lock()
	c.closeListener()
	for conn := range c.conns {
		_ = conn.Close()
	}
	c.mu.Unlock()
	c.wg.Wait()
}

// PowerCycle takes the power away, in the middle of a session too, and gives it back.
func (c *CPE) PowerCycle() { c.interrupt(restartPower) }

// FactoryReset presses the reset button: the device comes back as from the factory.
func (c *CPE) FactoryReset() { c.interrupt(restartFactory) }

func (c *CPE) interrupt(how restart) {
	c.mu.Lock()
	c.r.restart, c.r.cutAt = how, c.clock.Now()
	for conn := range c.conns {
		_ = conn.Close()
	}
	c.mu.Unlock()
	c.nudge()
}

// ChangeLocally changes a parameter on behalf of someone else than the ACS:
// the subscriber for a writable one (who needs to be on its access list), the
// device itself for one that is read-only. During a session the change waits
// for its end (3.7.1.1).
func (c *CPE) ChangeLocally(name, value string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.p.tree.Find(name)
	if n == nil || !n.IsParam() {
		return fmt.Errorf("cpe: there is no parameter %s", name)
	}
	text, err := n.Row.Parse(value)
	if err != nil {
		return fmt.Errorf("cpe: %s: %w", name, err)
	}
	if n.Row.Writable && !contains(n.AccessList, "Subscriber") && !c.faulty("access-list-ignored") {
		return fmt.Errorf("cpe: %s: the access list does not name the Subscriber", name)
	}
	switch {
	case n.Row.Writable && c.faulty("subscriber-not-understood"):
		return nil // the user interface shows no error
	case c.r.inSession && c.faulty("change-during-session-lost"):
		n.Value = text
		return nil
	case c.r.inSession && c.faulty("change-breaks-session"):
		for conn := range c.conns {
			_ = conn.Close()
		}
	}
	if c.r.inSession && c.faulty("change-in-session-at-once") {
		n.Value = text
		c.r.noted = append(c.r.noted, name)
		return nil
	}
	c.r.local = append(c.r.local, change{name, text})
	if !c.r.inSession {
		c.applyLocal()
		c.nudge()
	}
	return nil
}

// ConnectionRequestURL is where the device takes Connection Requests.
func (c *CPE) ConnectionRequestURL() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.crURL()
}

// faulty says that the device was given this fault.
func (c *CPE) faulty(id string) bool { return c.cfg.Fault == id }

// has says that the device was given this trait.
func (c *CPE) has(trait string) bool { return c.traits[trait] }

func (c *CPE) logf(format string, args ...any) {
	if c.cfg.Log != nil {
		c.cfg.Log(fmt.Sprintf(format, args...))
	}
}

func (c *CPE) nudge() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// name is the full path name of a parameter given below the root object.
func (c *CPE) name(below string) string { return c.model.Root + below }

func (c *CPE) get(below string) string { return c.p.tree.Get(c.name(below)) }

func (c *CPE) put(below, value string) { _ = c.p.tree.Put(c.name(below), value) }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
