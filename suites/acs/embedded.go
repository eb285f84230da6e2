package acs

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/url"
	"slices"

	peer "github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// Embedded is the suite's own bench: scripted CPEs and the reference ACS,
// connected over TCP on loopback, in scaled time.
type Embedded struct {
	*Env
	ACS *peer.Server
}

// The credentials of the bench; nothing outside loopback ever sees them.
const (
	benchUsername   = "cwmpspec-cpe"
	benchPassword   = "loopback-only"
	benchCRUsername = "cwmpspec-acs"
	benchCRPassword = "loopback-call"
)

// NewEmbedded builds the bench. The reference ACS shows the fault with the
// given id, "" for none, and the traits that the fault needs. factor is how many protocol seconds pass in one real
// second; on is nil for TCP on loopback.
func NewEmbedded(ctx context.Context, on network.Network, faultID string, traits []string, factor float64) (*Embedded, error) {
	f, ok := fault.Of(fault.ACS, faultID)
	if !ok {
		return nil, fmt.Errorf("there is no ACS fault %q", faultID)
	}
	traits = append(traits, f.On...)
	c := clock.Scaled(factor)
	cfg := peer.Config{
		Clock: c, Recorder: transcript.NewRecorder(factor), Path: "/acs", Network: on, Fault: faultID, Traits: traits, Strict: true,
		Auth:       peer.Auth{Scheme: peer.Digest, Username: benchUsername, Password: benchPassword},
		CRUsername: benchCRUsername, CRPassword: benchCRPassword,
	}
	stage := puppet.Stage{Username: benchUsername, Password: benchPassword, Clock: c, Recorder: transcript.NewRecorder(factor), Network: on,
		CRUsername: benchCRUsername, CRPassword: benchCRPassword}
	if slices.Contains(traits, "tls") {
		authority, err := peer.NewAuthority()
		if err != nil {
			return nil, err
		}
		if cfg.TLS, err = authority.ServerConfig("127.0.0.1", "localhost"); err != nil {
			return nil, err
		}
		stage.TLS = &tls.Config{RootCAs: authority.Pool(), MinVersion: tls.VersionTLS12}
	}
	server, err := peer.New(cfg)
	if err != nil {
		return nil, err
	}
	b := &Embedded{ACS: server}
	if stage.URL, err = url.Parse(server.URL()); err == nil {
		stage.Listener, err = puppet.Listen(on, "127.0.0.1:0", c, stage.Recorder)
	}
	if err != nil {
		_ = server.Close()
		return nil, err
	}
	b.Env = NewEnv(stage, operator{server, cwmp.NS12})
	b.Open = slices.Contains(traits, "open")
	b.Highest = "1.4"
	for _, version := range []string{"1.0", "1.1", "1.3"} {
		if slices.Contains(traits, "v"+version) {
			b.Highest = version
			b.Driver = operator{server, cwmp.NamespaceOf(version)}
		}
	}
	if err := Learn(ctx, b.Env, func(string) {}); err != nil {
		b.Close()
		return nil, fmt.Errorf("the reference ACS could not be learnt: %w", err)
	}
	return b, nil
}

// Close ends both peers and leaves nothing running.
func (b *Embedded) Close() {
	b.Env.Close()
	_ = b.ACS.Close()
}

// operator drives the reference ACS within the process.
type operator struct {
	server    *peer.Server
	namespace string // of the ACS
}

// Can implements driver.Driver.
func (o operator) Can(action string) bool {
	return slices.Contains(driver.Actions(), action) && cwmp.Has(o.namespace, action)
}

// Do implements driver.Driver.
func (o operator) Do(ctx context.Context, order driver.Order) error {
	if order.Action == driver.ConnectionRequest {
		return o.server.Call(ctx, order.Device)
	}
	o.server.Order(order.Device, peer.Order{Body: order.Arguments})
	return nil
}
