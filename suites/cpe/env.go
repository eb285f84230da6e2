package cpe

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// Hands is what can be done to the device other than through CWMP: hooks of
// the target file, or calls of the reference CPE. A nil function is missing.
type Hands struct {
	PowerCycle       func(context.Context) error
	FactoryReset     func(context.Context) error
	LocalValueChange func(ctx context.Context, name, value string) error
}

// Lent is a file that does no harm when it is downloaded; without Content
// there is none.
type Lent struct {
	FileType string
	Content  []byte
}

// Env is what the suite works with during one run. It is the conform.Driver.
type Env struct {
	ACS      *acs.Server
	Recorder *transcript.Recorder
	Clock    *clock.Clock
	Device   *Device // what was learnt, see Learn
	Hands    Hands
	// ConnectionRequest opens a session: credentials for the device's listener.
	CRUsername, CRPassword string
	// ACSPassword is the password by which the device authenticates itself.
	ACSPassword string
	// SessionBound is how long a session may take to begin once it was asked
	// for, in protocol time. Section 3.2.2.1 gives the device 30 seconds.
	SessionBound time.Duration
	// BootBound is how long a device may take from a restart to its Inform, in
	// protocol time; also how long to wait for one that cannot be called.
	BootBound time.Duration
	// FixedListener says that the target file names the connection request URL.
	FixedListener bool
	// OwnUsername says that the device came with its user name for the ACS,
	// and that nobody chose it for the test (3.4.4).
	OwnUsername bool
	// Files is the file server for transfers, on another port than the ACS;
	// SecureFiles is one over TLS whose certificate the device trusts, nil if
	// there is none.
	Files, SecureFiles *acs.FileServer
	// OwnFiles are the files on the port of the ACS itself.
	OwnFiles *acs.FileServer
	// Authority signs certificates that the device trusts, nil if there is none.
	Authority *acs.Authority
	// ClientRoots are the authorities that sign the certificates of devices;
	// nil if they are not known.
	ClientRoots *x509.CertPool
	// FileUsername and FilePassword are what the file servers ask for where a
	// case has them ask.
	FileUsername, FilePassword string
	// TransferBound is how long a transfer may take from the moment it is due
	// to its TransferComplete, in protocol time.
	TransferBound time.Duration
	// Lent is the file that the device may be made to download.
	Lent Lent
	// Firmware is an image of another version than the one that runs, nil if
	// the device must not be upgraded.
	Firmware []byte
	// Start, if not nil, switches the device on; Learn calls it when it waits.
	Start func()
	// SecondName is another host name of this machine that the device can
	// resolve, "" if there is none: the place for redirects to another host.
	SecondName string
	// SecondAddress is another address of this machine to send from, "" if there is none.
	SecondAddress string
	// Quiet keeps the case id out of cwmp:ID.
	Quiet bool
	// Network is what the servers listen on; nil: TCP.
	Network network.Network
	// Waiting is told what is waited for; may be nil.
	Waiting conform.Watcher

	expected             *acs.Claim // see Expect
	deaf                 int        // how many sessions did not come, one after the other
	revived              int        // how often a device that did not come any more was switched off and on
	unscheduled          bool       // an Inform that was scheduled did not come
	unreported           bool       // a transfer was not reported within TransferBound
	otherPort, otherName string     // URLs of the ACS, once they were asked for
}

// OtherPort is a URL of the ACS on another port, with the path given.
func (e *Env) OtherPort(path string) (string, error) { return second(&e.otherPort, e.ACS.Alias, path) }

// OtherName is a URL of the ACS under its second host name.
func (e *Env) OtherName(path string) (string, error) {
	return second(&e.otherName, func() (string, error) { return e.ACS.AliasAs(e.SecondName) }, path)
}

// second opens one more listener the first time.
func second(known *string, open func() (string, error), path string) (string, error) {
	if *known == "" {
		text, err := open()
		if err != nil {
			return "", err
		}
		*known = text
	}
	u, err := url.Parse(*known)
	if err != nil {
		return "", err
	}
	u.Path = path
	return u.String(), nil
}

// Begin implements conform.Driver.
func (e *Env) Begin(t *conform.T) any {
	c := &CPE{T: t, Env: e, claim: e.ACS.Claim(t.Case.ID)}
	if e.Quiet {
		c.claim.IDPrefix = "cwmpspec"
	}
	e.tagFiles(t.Case.ID)
	e.listenerTold()
	return c
}

// End implements conform.Driver.
func (e *Env) End(t *conform.T) {
	c := t.Env.(*CPE)
	if c.session != nil {
		_ = c.session.Finish(c.Ctx) // whatever is wrong with the end is in the record
	}
	c.claim.Release()
	e.tagFiles("")
}

// tagFiles has the transfers from now on recorded under a tag.
func (e *Env) tagFiles(tag string) {
	for _, f := range []*acs.FileServer{e.Files, e.SecureFiles} {
		if f != nil {
			f.SetTag(tag)
		}
	}
}

// Close ends the servers.
func (e *Env) Close() {
	_ = e.ACS.Close()
	for _, f := range []*acs.FileServer{e.Files, e.SecureFiles} {
		if f != nil {
			_ = f.Close()
		}
	}
}

// Take implements conform.Driver.
func (e *Env) Take(tag string) *transcript.Transcript { return e.Recorder.Take(tag) }

// Probe implements conform.Driver: a session is opened and ended.
func (e *Env) Probe(ctx context.Context) error {
	claim := e.ACS.Claim("")
	defer claim.Release()
	s, err := e.wake(ctx, "", claim)
	if err != nil {
		return err
	}
	if err := s.Finish(ctx); err != nil {
		return fmt.Errorf("the session that the device opened did not end: %w", err)
	}
	return nil
}

// busyPause is how long to wait, in protocol time, before a connection request
// that was refused is tried again.
const busyPause = 2 * time.Second

// wake makes the device open a session: by a connection request where it has a
// listener, else by waiting for it to come by itself.
func (e *Env) wake(ctx context.Context, tag string, claim *acs.Claim) (*acs.Session, error) {
	s, err := e.call(ctx, tag, claim)
	if e.deaf++; err == nil {
		e.deaf = 0
	}
	return s, err
}

// patience is the time to wait for a session, in protocol time: all of it, or
// little for a device that has not come three times running. A run must end
// soon after the device that it tests has died.
func (e *Env) patience(whole time.Duration) time.Duration {
	if e.deaf >= 3 {
		return min(whole, 5*time.Second)
	}
	return whole
}

func (e *Env) call(ctx context.Context, tag string, claim *acs.Claim) (*acs.Session, error) {
	if e.Device.ConnectionRequestURL == "" {
		return e.next(ctx, claim, "the device to come by itself, as it cannot be called", e.patience(e.BootBound))
	}
	// A session may already have come: the device has its own reasons too.
	if s, err := claim.Next(ctx, 0); err == nil {
		return s, nil
	}
	var trouble error
	missed := false // a session that a connection request was to bring
	waited := false // for a whole start
	// A device that is busy may be installing what a case had it fetch, which
	// takes as long as a start.
	busy := e.patience(max(time.Minute, e.BootBound))
	told := func() {}
	defer func() { told() }()
	for first := true; ; first = false {
		e.listenerTold()
		url := e.Device.ConnectionRequestURL
		cr, err := e.ACS.ConnectionRequest(ctx, tag, acs.CR{URL: url, Username: e.CRUsername, Password: e.CRPassword})
		switch {
		case err == nil && cr.Status() < 300:
			bound := e.patience(e.SessionBound)
			s, err := e.next(ctx, claim, "the device to open a session after the connection request", bound)
			if err == nil {
				return s, nil
			}
			trouble = fmt.Errorf("the connection request was answered with %d, but no session began within %s", cr.Status(), bound)
			if missed || e.deaf > 0 || ctx.Err() != nil {
				return nil, trouble
			}
			missed = true // which rarely happens to a device that is in order (3.2.2.1)
			continue
		case err == nil && cr.Status() == 401:
			return nil, fmt.Errorf("the connection request to %s was answered with status 401 although it carried the credentials that were set", url)
		case err == nil:
			// Busy with a session of its own, or just about to close the last one.
			trouble = fmt.Errorf("the connection request to %s was answered with status %d", url, cr.Status())
		default:
			// Not listening: perhaps it is starting anew.
			trouble = err
			if s, err := e.next(ctx, claim, "the device, which took no connection request, to come back", e.patience(e.BootBound)); err == nil {
				return s, nil
			}
			if waited {
				return nil, trouble
			}
			waited = true
		}
		if busy <= 0 {
			return nil, trouble
		}
		if first {
			told = e.Waiting.During(conform.Wait{What: "the device, busy or starting, to be free again", Most: busy})
		}
		if s, err := claim.Next(ctx, busyPause); err == nil {
			return s, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		busy -= busyPause
	}
}

// next is claim.Next that tells what is waited for.
func (e *Env) next(ctx context.Context, claim *acs.Claim, what string, bound time.Duration) (*acs.Session, error) {
	defer e.Waiting.During(conform.Wait{What: what, Most: bound})()
	return claim.Next(ctx, bound)
}

// listenerOf takes note of the address that a device says it listens on: some
// take another port with each start.
func (e *Env) listenerOf(inform *cwmp.Inform) {
	if e.FixedListener || e.Device.ConnectionRequestURL == "" {
		return
	}
	for _, p := range inform.ParameterList {
		if strings.HasSuffix(p.Name, ".ManagementServer.ConnectionRequestURL") && p.Value.Text != "" {
			e.Device.ConnectionRequestURL = strings.TrimSpace(p.Value.Text)
		}
	}
}

// listenerTold takes note of the address that the device told last, perhaps in
// a session that no case asked for.
func (e *Env) listenerTold() {
	if e.FixedListener || e.Device == nil || e.Device.Inform == nil || e.Device.ConnectionRequestURL == "" {
		return
	}
	if url := e.ACS.Listener(e.Device.Inform.DeviceId); url != "" {
		e.Device.ConnectionRequestURL = url
	}
}

// Secrets are the values that no file on disk may show.
func (e *Env) Secrets() transcript.Secrets {
	var list transcript.Secrets
	for _, s := range []string{e.CRPassword, e.ACSPassword, e.FilePassword} {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}
