package acs

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Env is what the suite works with during one run. It is the conform.Driver.
// It is safe for cases that run side by side once Learn is done.
type Env struct {
	Stage  puppet.Stage
	Driver driver.Driver // operates the ACS; driver.None if nobody does
	// Open says that the ACS is meant to serve devices without authentication.
	Open bool
	Peer Peer // what was learnt, see Learn
	// Highest is the highest CWMP version that the ACS is claimed to support,
	// such as "1.4"; empty: what it shows.
	Highest string

	// Waiting is told what is waited for; may be nil.
	Waiting conform.Watcher

	stamp string // makes the serial numbers of a run new to the ACS
}

// Peer is what was learnt of the ACS under test before the run.
type Peer struct {
	// Challenges are those of its 401 to an Inform without credentials; empty
	// if it asks for none.
	Challenges []httpauth.Challenge
	Methods    []string // of its GetRPCMethodsResponse
	Version    string   // its UseCWMPVersion to a device of CWMP 1.4, or what its namespace tells
	Server     string   // of the Server header field
	Calls      []string // what it called of a new device by itself, in order
}

// NewEnv makes the bench of one run.
func NewEnv(stage puppet.Stage, d driver.Driver) *Env {
	b := make([]byte, 3)
	_, _ = rand.Read(b) // never fails
	return &Env{Stage: stage, Driver: d, stamp: hex.EncodeToString(b)}
}

// identity is a device that the ACS has never seen. Its serial number names
// the case, so that the operator finds it in the ACS.
func (e *Env) identity(tag string, n int) cwmp.DeviceIdStruct {
	if tag == "" || e.Stage.Quiet {
		tag = "device"
	}
	serial := tag + "." + e.stamp
	if n > 1 {
		serial += fmt.Sprintf(".%d", n)
	}
	return cwmp.DeviceIdStruct{Manufacturer: "cwmpspec", OUI: puppet.OUI, ProductClass: "cwmpspec", SerialNumber: serial}
}

// Begin implements conform.Driver.
func (e *Env) Begin(t *conform.T) any {
	c := &ACS{T: t, Env: e}
	c.Device = c.NewDevice()
	return c
}

// End implements conform.Driver.
func (e *Env) End(t *conform.T) {
	for _, d := range t.Env.(*ACS).devices {
		d.Close()
	}
}

// Take implements conform.Driver.
func (e *Env) Take(tag string) *transcript.Transcript { return e.Stage.Recorder.Take(tag) }

// Probe implements conform.Driver: a device has a plain session.
func (e *Env) Probe(ctx context.Context) error {
	d := puppet.New(ctx, e.Stage, "", e.identity("", 1))
	defer d.Close()
	s := d.Open()
	// An ACS may refuse a device that has not sent 0 BOOTSTRAP yet.
	if r := s.Inform(d.Inform("0 BOOTSTRAP", "1 BOOT")); !r.Responds("Inform") {
		return fmt.Errorf("an Inform was answered with %s%s", r, hint(r, e.Stage))
	}
	if _, last := s.Finish(); last.Err != nil {
		return fmt.Errorf("the session did not go on after the InformResponse: %w", last.Err)
	}
	return nil
}

// hint says what to do about a refused Inform, for the commonest reason.
func hint(r *puppet.Reply, stage puppet.Stage) string {
	switch {
	case r.Status() != 401:
		return ""
	case stage.Username == "":
		return ": the ACS asks for credentials; give them by --username and --password or in the target file"
	}
	return ": the ACS does not take the user name and password given"
}

// Learn has one device talk to the ACS and notes what the ACS is like. tell is
// called with each thing learnt. The exchanges are recorded outside every case.
func Learn(ctx context.Context, e *Env, tell func(string)) error {
	d := puppet.New(ctx, e.Stage, "", e.identity("learn", 1))
	defer d.Close()
	p := &e.Peer
	s := d.Open()
	s.Credentials = nil
	// An ACS that is not there is told at once, and not tried again.
	r := s.Begin(s.Request(d.Inform("0 BOOTSTRAP", "1 BOOT")))
	if r.Err != nil {
		return r.Err
	}
	if r.Status() == 401 {
		p.Challenges = puppet.Challenges(r.Resp.Values("WWW-Authenticate"))
		s.HangUp()
		s = d.Open()
		r = s.Inform(d.Inform("0 BOOTSTRAP", "1 BOOT"))
	}
	if !r.Responds("Inform") {
		return fmt.Errorf("an Inform was answered with %s%s", r, hint(r, e.Stage))
	}
	p.Server, p.Version = r.Resp.Get("Server"), versionOf(r.Env)
	if m, ok := s.Call(&cwmp.GetRPCMethods{}).Body().(*cwmp.GetRPCMethodsResponse); ok {
		p.Methods = m.MethodList
	}
	asked, _ := s.Finish()
	tell("server   " + orElse(p.Server, "does not name itself"))
	tell("version  CWMP " + orElse(p.Version, "in a namespace that is not the standard's"))
	tell("asks for " + orElse(p.authentication(), "no authentication"))
	tell("methods  " + orElse(strings.Join(p.Methods, " "), "did not answer GetRPCMethods"))
	for _, env := range asked {
		p.Calls = append(p.Calls, env.Method)
	}
	tell("calls    " + orElse(strings.Join(p.Calls, " "), "nothing") + ", by itself, of a new device")
	return ctx.Err()
}

// authentication names what the ACS asks for in words; "" if nothing.
func (p *Peer) authentication() string {
	var list []string
	for _, c := range p.Challenges {
		list = append(list, fmt.Sprintf("%s (realm %q)", c.Scheme, c.Realm))
	}
	return strings.Join(list, ", ")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// versionOf is the CWMP version that an InformResponse settles.
func versionOf(env *cwmp.Envelope) string {
	if use := env.Header.UseCWMPVersion; use != nil {
		return *use
	}
	return map[string]string{cwmp.NS10: "1.0", cwmp.NS11: "1.1", cwmp.NS12: "1.2"}[env.Namespace]
}

// Close ends what the bench has open.
func (e *Env) Close() {
	if e.Stage.Listener != nil {
		e.Stage.Listener.Close()
	}
}

// Secrets are the values that no file on disk may show.
func (e *Env) Secrets() transcript.Secrets {
	var list transcript.Secrets
	for _, s := range []string{e.Stage.Password, e.Stage.CRPassword} {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}

// Facts is what the rules may know: the version that the ACS is claimed to
// support, or showed, and the data model of the devices that call on it.
func (e *Env) Facts() rule.Facts {
	f := rule.Facts{HighestVersion: e.Highest, Parameters: map[string]string{}}
	// An ACS that does not tell 1.4 may be an older one, or one that is wrong.
	if f.HighestVersion == "" && e.Peer.Version == "1.4" {
		f.HighestVersion = e.Peer.Version
	}
	tree := datamodel.Device2().New()
	for _, n := range tree.Root().Params() {
		f.Parameters[n.Path()] = tree.Text(n)
	}
	// Each device has a URL of its own, which its Inform tells.
	delete(f.Parameters, tree.Root().Path()+"ManagementServer.ConnectionRequestURL")
	return f
}

// Verdict is the ACS as results.json names it.
func (e *Env) Verdict() verdict.Device {
	p := &e.Peer
	d := verdict.Device{URL: e.Stage.URL.Redacted(), Server: p.Server, CWMPVersion: p.Version,
		Methods: strings.Join(p.Methods, " "), Calls: strings.Join(p.Calls, " ")}
	if d.Authentication = p.authentication(); d.Authentication == "" && p.Version != "" {
		d.Authentication = "none"
	}
	return d
}
