package cpe

import (
	"context"
	"crypto/tls"
	"fmt"
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	peer "github.com/cwmpspec/cwmpspec/harness/cpe"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// Embedded is the suite's own bench: the reference ACS and the reference CPE,
// connected over TCP on loopback, in scaled time.
type Embedded struct {
	*Env
	CPE *peer.CPE
}

// The credentials of the bench; nothing outside loopback ever sees them.
const (
	benchUsername   = "cwmpspec-cpe"
	benchPassword   = "loopback-only"
	benchCRUsername = "cwmpspec-acs"
	benchCRPassword = "loopback-call"
)

// NewEmbedded builds the bench. The reference CPE shows the fault with the
// given id, "" for none, and the traits that the fault needs. factor is how
// many protocol seconds pass in one real second; on is nil for TCP on loopback.
func NewEmbedded(ctx context.Context, on network.Network, faultID string, traits []string, factor float64) (*Embedded, error) {
	f, ok := fault.Of(fault.CPE, faultID)
	if !ok {
		return nil, fmt.Errorf("there is no CPE fault %q", faultID)
	}
	traits = append(traits, f.On...)
	c := clock.Scaled(factor)
	rec := transcript.NewRecorder(factor)
	server, err := acs.New(acs.Config{
		Clock: c, Recorder: rec, Path: "/acs",
		Auth: acs.Auth{Scheme: acs.Digest, Username: benchUsername, Password: benchPassword}, Network: on,
	})
	if err != nil {
		return nil, err
	}
	env := &Env{
		ACS: server, Recorder: rec, Network: on, Clock: c, SessionBound: 30 * time.Second, SecondName: "localhost", SecondAddress: "127.0.0.2", BootBound: time.Minute,
		CRUsername: benchCRUsername, CRPassword: benchCRPassword, ACSPassword: benchPassword,
		FileUsername: "cwmpspec-files", FilePassword: "loopback-file", TransferBound: 90 * time.Second,
		Firmware: []byte("image"),
		Lent:     Lent{FileType: "3 Vendor Configuration File", Content: []byte("provisioning=cwmpspec\n")},
	}
	authority, err := env.benchFiles()
	if err != nil {
		env.Close()
		return nil, err
	}
	device, err := peer.New(peer.Config{
		ACSURL: server.URL(), Username: benchUsername, Password: benchPassword,
		Clock: c, Fault: faultID, Traits: traits, RootCAs: authority.Pool(), Network: on,
		Certify: func(name string) (tls.Certificate, error) {
			return authority.Issue(acs.Certificate{CommonName: name, Client: true})
		},
	})
	if err != nil {
		env.Close()
		return nil, err
	}
	b := &Embedded{CPE: device, Env: env}
	b.Hands = Hands{
		PowerCycle:   func(context.Context) error { device.PowerCycle(); return nil },
		FactoryReset: func(context.Context) error { device.FactoryReset(); return nil },
		LocalValueChange: func(_ context.Context, name, value string) error {
			return device.ChangeLocally(name, value)
		},
	}
	if slices.Contains(traits, "oui-username") {
		b.OwnUsername = true
		server.SetAuth(acs.Auth{Scheme: acs.Digest, Username: device.Username(), Password: benchPassword})
	}
	b.Start = device.Start
	if err := Learn(ctx, b.Env, 10*time.Minute, Borrow{}, benchCRUsername, benchCRPassword, func(string) {}); err != nil {
		b.Close()
		return nil, fmt.Errorf("the reference CPE could not be learnt: %w", err)
	}
	return b, nil
}

// Close ends both peers and leaves nothing running.
func (b *Embedded) Close() {
	b.CPE.Close()
	b.Env.Close()
}

// benchFiles starts the file servers; the device has to trust the authority
// that it returns.
func (e *Env) benchFiles() (*acs.Authority, error) {
	authority, err := acs.NewAuthority()
	if err != nil {
		return nil, err
	}
	e.Authority, e.ClientRoots = authority, authority.Pool()
	if e.OwnFiles, err = e.ACS.HostFiles(e.ACS.URL()); err != nil {
		return nil, err
	}
	secure, err := authority.Issue(acs.Certificate{Names: []string{"127.0.0.1", "localhost"}})
	if err != nil {
		return nil, err
	}
	if e.Files, err = acs.NewFileServer(acs.FileConfig{Clock: e.Clock, Recorder: e.Recorder, Network: e.Network}); err != nil {
		return nil, err
	}
	e.SecureFiles, err = acs.NewFileServer(acs.FileConfig{Clock: e.Clock, Recorder: e.Recorder, Network: e.Network, TLS: acs.LenientConfig(secure)})
	return authority, err
}
