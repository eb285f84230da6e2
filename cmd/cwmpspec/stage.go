package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/suites/acs"
)

// newStage makes the bench that a target file describes.
func newStage(t *target.ACS) (*acs.Env, error) {
	u, err := url.Parse(t.URL)
	if err != nil {
		return nil, err
	}
	stage := puppet.Stage{URL: u, Username: t.Credentials.Username, Password: t.Credentials.Password, Clock: clock.Real(),
		Recorder: transcript.NewRecorder(1), Patience: t.Patience.Duration(), Quiet: !t.CaseIDs,
		CRUsername: t.ConnectionRequest.Username, CRPassword: t.ConnectionRequest.Password}
	if stage.TLS, err = clientTLS(t); err != nil {
		return nil, err
	}
	operator, err := newDriver(t)
	if err != nil {
		return nil, err
	}
	if t.ConnectionRequest.Listen != "" {
		if stage.Listener, err = puppet.Listen(network.TCP, t.ConnectionRequest.Listen, stage.Clock, stage.Recorder); err != nil {
			return nil, err
		}
		if stage.Listener.Host = t.ConnectionRequest.Host; stage.Listener.Host == "" {
			stage.Listener.Host = outwardHost(t.ConnectionRequest.Listen)
		}
	}
	env := acs.NewEnv(stage, operator)
	env.Open, env.Highest = t.Authentication == "none", t.Version
	return env, nil
}

// newDriver makes the driver that a target file names.
func newDriver(t *target.ACS) (driver.Driver, error) {
	d := t.Driver
	switch d.Kind {
	case "exec":
		if d.Command == "" {
			return nil, fmt.Errorf("%s: driver: command: is needed by exec", t.Path())
		}
		for _, a := range d.Actions {
			if !driver.Known(a) {
				return nil, fmt.Errorf("%s: driver: actions: %q is not known; known: %v", t.Path(), a, driver.Actions())
			}
		}
		return &driver.Exec{Command: d.Command, Actions: d.Actions, Timeout: d.Timeout.Duration(), Dir: filepath.Dir(t.Path())}, nil
	case "genieacs":
		if d.URL == "" {
			return nil, fmt.Errorf("%s: driver: url: is needed by genieacs", t.Path())
		}
		return &driver.GenieACS{URL: d.URL, Client: &http.Client{Timeout: d.Timeout.Duration()}, Clock: clock.Real()}, nil
	}
	return driver.None{}, nil
}

// clientTLS reads the files for an https URL.
func clientTLS(t *target.ACS) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12}
	near := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(filepath.Dir(t.Path()), name)
	}
	if t.TLS.CA != "" {
		pem, err := os.ReadFile(near(t.TLS.CA))
		if err != nil {
			return nil, fmt.Errorf("%s: tls: %w", t.Path(), err)
		}
		if cfg.RootCAs = x509.NewCertPool(); !cfg.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s: tls: ca: %s holds no certificate in PEM form", t.Path(), t.TLS.CA)
		}
	}
	if t.TLS.Certificate != "" {
		own, err := tls.LoadX509KeyPair(near(t.TLS.Certificate), near(t.TLS.Key))
		if err != nil {
			return nil, fmt.Errorf("%s: tls: %w", t.Path(), err)
		}
		cfg.Certificates = []tls.Certificate{own}
	}
	return cfg, nil
}
