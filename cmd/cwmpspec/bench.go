package main

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/reports"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// defaultListen is where the reference ACS waits if neither flag nor target
// file says so: the port that is registered for CWMP, on every interface.
const defaultListen = "0.0.0.0:7547"

// bench is the reference ACS with a device that is not ours.
type bench struct {
	*cpe.Env
	target *target.Target
	seen   *transcript.Transcript // what came of a device that could not be learnt
	given  bool                   // the password is that of the target file, which nobody need be told
}

// newBench starts the reference ACS that the target file describes. Without
// credentials in it a password is made up, so that no run has an empty one.
func newBench(t *target.Target, tell reports.Teller) (*bench, error) {
	given := t.Credentials.Password != ""
	if t.Credentials.Username == "" && t.Credentials.Scheme != "none" {
		t.Credentials.Username = "cwmpspec"
	}
	if t.Credentials.Password == "" && t.Credentials.Scheme != "none" {
		t.Credentials.Password = rand.Text()[:12]
	}
	if t.ConnectionRequest.Username == "" {
		t.ConnectionRequest.Username, t.ConnectionRequest.Password = "cwmpspec", rand.Text()[:12]
	}
	cfg := acs.Config{
		Listen: t.Listen.Address, Host: outwardHost(t.Listen.Address), Path: "/acs", Clock: clock.Real(),
		SessionTimeout: t.Timeouts.Session.Duration(),
		Auth:           auth(t.Credentials),
		OnEvent:        tell.Detail,
	}
	var err error
	if cfg.TLS, err = listenTLS(t); err != nil {
		return nil, err
	}
	cfg.Recorder = transcript.NewRecorder(1)
	server, err := acs.New(cfg)
	if err != nil {
		return nil, unlistened(cfg.Listen, err)
	}
	b := &bench{target: t, given: given, Env: &cpe.Env{
		Waiting: watcher(tell, 1),
		ACS:     server, Recorder: cfg.Recorder, Clock: cfg.Clock,
		SessionBound: t.Timeouts.ConnectionRequest.Duration(), BootBound: t.Timeouts.Boot.Duration(),
		OwnUsername: t.Credentials.Own, SecondName: t.Listen.SecondName, SecondAddress: t.Listen.SecondAddress,
		FixedListener: t.ConnectionRequest.URL != "",
		CRUsername:    t.ConnectionRequest.Username, CRPassword: t.ConnectionRequest.Password,
		ACSPassword: t.Credentials.Password, Quiet: !t.CaseIDs, Hands: hands(t.Hooks),
		FileUsername: "cwmpspec", FilePassword: rand.Text()[:12], TransferBound: t.Timeouts.Transfer.Duration(),
	}}
	if b.ClientRoots, err = clientRoots(t); err != nil {
		b.Close()
		return nil, err
	}
	if t.TLS.Authority != "" {
		if b.Authority, err = acs.LoadAuthority(beside(t, t.TLS.Authority), beside(t, t.TLS.AuthorityKey)); err != nil {
			b.Close()
			return nil, fmt.Errorf("%s: tls: authority: %w", t.Path(), err)
		}
	}
	if err := b.serveFiles(cfg.TLS); err != nil {
		b.Close()
		return nil, err
	}
	b.Expect()
	return b, nil
}

// serveFiles starts the file servers for transfers and reads the file that the
// target lends. The one over TLS has the certificate of the ACS, or one of the
// authority that the device trusts.
func (b *bench) serveFiles(secure *tls.Config) (err error) {
	t := b.target
	listen := t.Listen.Files
	if listen == "" {
		host, _, _ := net.SplitHostPort(t.Listen.Address)
		listen = net.JoinHostPort(host, "0")
	}
	if b.OwnFiles, err = b.ACS.HostFiles(b.url()); err != nil {
		return err
	}
	cfg := acs.FileConfig{Listen: listen, Host: outwardHost(listen), Clock: b.Clock, Recorder: b.Recorder}
	if b.Files, err = acs.NewFileServer(cfg); err != nil {
		return err
	}
	if secure == nil && b.Authority != nil {
		if secure, err = b.Authority.ServerConfig(cfg.Host); err != nil {
			return err
		}
	}
	if secure != nil {
		host, _, _ := net.SplitHostPort(listen)
		cfg.Listen, cfg.TLS = net.JoinHostPort(host, "0"), secure.Clone()
		// What a device offers is judged where it meets the ACS (3.3).
		cfg.TLS.ClientAuth, cfg.TLS.MinVersion = tls.NoClientCert, tls.VersionTLS10
		if b.SecureFiles, err = acs.NewFileServer(cfg); err != nil {
			return err
		}
	}
	if t.Borrow.FirmwareFile != "" {
		if b.Firmware, err = os.ReadFile(beside(t, t.Borrow.FirmwareFile)); err != nil {
			return fmt.Errorf("%s: borrow: firmware_file: %w", t.Path(), err)
		}
	}
	if t.Borrow.DownloadType == "" || t.Borrow.DownloadFile == "" {
		return nil
	}
	content, err := os.ReadFile(beside(t, t.Borrow.DownloadFile))
	if err != nil {
		return fmt.Errorf("%s: borrow: download_file: %w", t.Path(), err)
	}
	if len(content) == 0 {
		return fmt.Errorf("%s: borrow: download_file: %s is empty", t.Path(), t.Borrow.DownloadFile)
	}
	b.Lent = cpe.Lent{FileType: t.Borrow.DownloadType, Content: content}
	return nil
}

// beside is the path of a file that a target file names.
func beside(t *target.Target, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(t.Path()), name)
}

func auth(c target.Credentials) acs.Auth {
	scheme := map[string]acs.Scheme{"digest": acs.Digest, "basic": acs.Basic, "none": acs.None}[c.Scheme]
	return acs.Auth{Scheme: scheme, Algorithm: c.Algorithm, Username: c.Username, Password: c.Password}
}

// listenTLS reads the files of an https listener; nil for a plain one.
func listenTLS(t *target.Target) (*tls.Config, error) {
	if t.TLS.Certificate == "" {
		return nil, nil
	}
	certificate, err := tls.LoadX509KeyPair(beside(t, t.TLS.Certificate), beside(t, t.TLS.Key))
	if err != nil {
		return nil, fmt.Errorf("%s: tls: %w", t.Path(), err)
	}
	cfg := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	if cfg.ClientCAs, err = clientRoots(t); err != nil {
		return nil, err
	}
	if cfg.ClientCAs != nil {
		cfg.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return cfg, nil
}

// clientRoots reads the authorities that sign the certificates of devices; nil
// if the target file names none.
func clientRoots(t *target.Target) (*x509.CertPool, error) {
	if t.TLS.ClientCA == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(beside(t, t.TLS.ClientCA))
	if err != nil {
		return nil, fmt.Errorf("%s: tls: %w", t.Path(), err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s: tls: client_ca: %s holds no certificate in PEM form", t.Path(), t.TLS.ClientCA)
	}
	return pool, nil
}

// outwardHost is the host of the URL to print for a listener: its own, or, if
// it listens on every interface, an address that a device can reach.
func outwardHost(listen string) string {
	host, _, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && host != "" && (ip == nil || !ip.IsUnspecified()) {
		return host
	}
	return outwardAddress()
}

// outwardAddress is an address of this machine that a device can probably
// reach: the first that is not loopback, IPv4 before IPv6.
func outwardAddress() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return "127.0.0.1"
	}
	var v6 string
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.IsLinkLocalUnicast() {
			continue
		}
		if ip.IP.To4() != nil {
			return ip.IP.String()
		}
		v6 = ip.IP.String()
	}
	if v6 != "" {
		return v6
	}
	return "127.0.0.1"
}

// url is what the device has to be given as the URL of its ACS.
func (b *bench) url() string {
	if b.target.Listen.URL != "" {
		return b.target.Listen.URL
	}
	return b.ACS.URL()
}

// identity compares the device that came with the one the target file names.
func (b *bench) identity() error {
	is, want := b.Device.Inform.DeviceId, b.target.Identity
	for _, c := range []struct{ key, want, is string }{
		{"oui", want.OUI, is.OUI}, {"product_class", want.ProductClass, is.ProductClass}, {"serial_number", want.SerialNumber, is.SerialNumber},
	} {
		if c.want != "" && c.want != c.is {
			return fmt.Errorf("%s: identity: %s is %q, but the device that came says %q", b.target.Path(), c.key, c.want, c.is)
		}
	}
	return nil
}

func borrow(t target.Borrow) cpe.Borrow {
	b := cpe.Borrow{ReadOnly: t.ReadOnly, Object: t.MultiInstance}
	for _, s := range t.Writable {
		switch s.Type {
		case "boolean":
			b.Boolean = s.Name
		case "unsignedInt":
			b.Unsigned = s.Name
		case "dateTime":
			b.DateTime = s.Name
		case "string", "":
			b.String = s.Name
		}
	}
	return b
}
