package cpe

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"time"
)

// suites are the cipher suites of the device below TLS 1.3: those with forward
// secrecy, and the mandatory one (section 3.3).
var suites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
	tls.TLS_RSA_WITH_AES_128_CBC_SHA,
}

// usesTLS says that the connection to be opened has TLS on it: the scheme of
// the URL in use decides, whatever was used before (3.4.2).
func (h *client) usesTLS() bool {
	if h.session != nil && h.redirected {
		switch {
		case h.c.faulty("tls-left-out-after-redirect"):
			return false
		case h.c.faulty("tls-kept-after-redirect"):
			return h.at.Scheme == "https" || h.secured
		}
	}
	return h.at.Scheme == "https"
}

// secure has TLS on a connection. The identity checked is the one of the URL in
// use, after a redirect too (3.3, 3.4.2).
func (h *client) secure(raw net.Conn) (net.Conn, error) {
	cfg := &tls.Config{
		ServerName: h.at.Hostname(), MinVersion: tls.VersionTLS12, CipherSuites: suites,
		// The check is VerifyConnection, since dates may have to be disregarded.
		InsecureSkipVerify: true, VerifyConnection: h.verify,
		GetClientCertificate: h.c.certificate,
	}
	h.spoilTLS(cfg)
	sec := tls.Client(raw, cfg)
	if err := sec.HandshakeContext(h.c.ctx); err != nil {
		return nil, err
	}
	h.secured = true
	return sec, nil
}

// errCertificate says that a handshake failed for the certificate of the server.
var errCertificate = errors.New("the certificate is not accepted")

// verify checks the certificate of a server against the trusted roots. A device
// that does not know the time disregards its dates (3.3).
func (h *client) verify(state tls.ConnectionState) error {
	leaf := state.PeerCertificates[0]
	options := x509.VerifyOptions{Roots: h.c.cfg.RootCAs, Intermediates: x509.NewCertPool(), CurrentTime: time.Now()}
	for _, c := range state.PeerCertificates[1:] {
		options.Intermediates.AddCert(c)
	}
	if h.c.has("no-clock") && !h.c.faulty("tls-dates-checked-without-clock") || h.c.faulty("tls-dates-disregarded") {
		options.CurrentTime = leaf.NotBefore
	}
	if h.c.faulty("tls-no-roots") {
		options.Roots = x509.NewCertPool()
	}
	if h.c.faulty("tls-any-certificate") || h.session == nil && h.c.faulty("tls-file-server-unchecked") {
		return nil
	}
	if _, err := leaf.Verify(options); err != nil && !h.c.faulty("tls-chain-unchecked") && !(h.c.faulty("tls-self-signed-taken") && leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature) == nil) {
		return fmt.Errorf("%w: %w", errCertificate, err)
	}
	if err := h.identify(leaf); err != nil {
		return fmt.Errorf("%w: %w", errCertificate, err)
	}
	return nil
}

// identify compares a certificate with the host of the URL in use.
func (h *client) identify(leaf *x509.Certificate) error {
	name := h.at.Hostname()
	address := net.ParseIP(name) != nil
	common := errors.New("the common name is another")
	if leaf.Subject.CommonName == name {
		common = nil
	}
	switch {
	case h.c.faulty("tls-name-unchecked"), h.c.faulty("tls-address-unchecked") && address:
		return nil
	case h.c.faulty("tls-only-common-name"), h.c.faulty("tls-address-by-common-name") && address:
		return common
	case h.c.faulty("tls-common-name-besides") && common == nil:
		return nil
	case h.c.faulty("tls-name-of-acs-url") && h.session != nil:
		name = h.session.begunAt
	}
	if h.c.faulty("tls-wildcards-refused") && !slices.Contains(leaf.DNSNames, name) && !address {
		return errors.New("no name in the certificate is that of the host as it stands")
	}
	return leaf.VerifyHostname(name)
}

// certificate is the device's own, for a server that asks for it.
func (c *CPE) certificate(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	if c.cfg.Certify == nil {
		return &tls.Certificate{}, nil
	}
	c.mu.Lock()
	name := c.ouiUsername(c.p.tree)
	c.mu.Unlock()
	cert, err := c.ownCertificate(name)
	return &cert, err
}
