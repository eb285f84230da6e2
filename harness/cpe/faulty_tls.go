package cpe

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// What broken devices do about TLS (section 3.3).

// spoilTLS changes what the device offers.
func (h *client) spoilTLS(cfg *tls.Config) {
	switch {
	case h.c.faulty("tls-1.1-at-most"):
		cfg.MinVersion, cfg.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	case h.c.faulty("tls-1.3-only"):
		cfg.MinVersion = tls.VersionTLS13
	case h.c.faulty("tls-rc4"):
		cfg.CipherSuites = append(cfg.CipherSuites[:len(suites):len(suites)], tls.TLS_RSA_WITH_RC4_128_SHA)
	case h.c.faulty("tls-no-forward-secrecy"):
		cfg.MaxVersion, cfg.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_128_GCM_SHA256}
	case h.c.faulty("tls-mandatory-suite-missing"):
		cfg.CipherSuites = suites[:len(suites)-1]
	case h.c.faulty("tls-few-suites"):
		cfg.MaxVersion, cfg.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_128_CBC_SHA}
	case h.c.faulty("tls-weak-suite-listed-last"):
		cfg.CipherSuites = append(cfg.CipherSuites[:len(suites):len(suites)], tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA)
	case h.c.faulty("tls-no-server-name"):
		cfg.ServerName = ""
	}
}

// first are the hellos of devices that begin a handshake in a way of their own
// before they do it properly, with the choice of the server that they go on with.
var first = map[string]struct {
	hello tlswire.ClientHello
	takes func(version, suite uint16) bool
}{
	"tls-ssl2-hello":            {hello: tlswire.ClientHello{SSL2: true, Version: tlswire.TLS12, Suites: offer(tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tlswire.Mandatory, 0x00ff)}},
	"tls-ssl3-hello":            {hello: tlswire.ClientHello{Version: tlswire.SSL30, Suites: offer(tlswire.Mandatory, 0x00ff)}},
	"tls-no-renegotiation-info": {hello: tlswire.ClientHello{Version: tlswire.TLS12, Suites: suites}},
	"tls-static-rsa-preferred":  {hello: tlswire.ClientHello{Version: tlswire.TLS12, Suites: append(offer(tlswire.Mandatory), suites...), Renegotiation: true}},
	"tls-compression-offered":   {hello: tlswire.ClientHello{Version: tlswire.TLS12, Suites: suites, Compression: []byte{1, 0}, Renegotiation: true}},
	"tls-null-suite-taken":      {hello: plainHello, takes: func(_, suite uint16) bool { return suite == tlswire.NullSHA }},
	"tls-des-suite-taken":       {hello: plainHello, takes: func(_, suite uint16) bool { return suite == tlswire.DESCBCSHA }},
	"tls-ssl2-taken":            {hello: plainHello, takes: func(version, _ uint16) bool { return version == tlswire.SSL20 }},
	"tls-ssl3-taken":            {hello: plainHello, takes: func(version, _ uint16) bool { return version == tlswire.SSL30 }},
}

var plainHello = tlswire.ClientHello{Version: tlswire.TLS12, Suites: suites, Renegotiation: true}

func offer(suites ...uint16) []uint16 { return suites }

// tryFirst is the handshake ahead of the proper one, on a connection of its own.
func (h *client) tryFirst(ctx context.Context, address string) {
	if f, broken := first[h.c.cfg.Fault]; broken {
		h.begin(ctx, address, f.hello, f.takes)
	}
}

// begin sends a hello, goes on with the answer if it is taken, and closes.
func (h *client) begin(ctx context.Context, address string, hello tlswire.ClientHello, takes func(version, suite uint16) bool) {
	raw, err := h.dial(ctx, address)
	if err != nil {
		return
	}
	defer func() {
		_ = raw.Close()
		h.c.untrack(raw)
	}()
	_ = raw.SetDeadline(h.deadline())
	if net.ParseIP(h.at.Hostname()) == nil {
		hello.ServerName = h.at.Hostname()
	}
	_, _ = raw.Write(hello.Bytes())
	if version, suite, err := tlswire.ServerChoice(raw); err == nil && takes != nil && takes(version, suite) {
		_, _ = raw.Write(tlswire.KeyExchange(version))
		_, _ = io.Copy(io.Discard, raw) // until the server closes
	}
}

// fallBack is what a device does when a handshake fails, other than fail: the
// connection on which it goes on, nil for none.
func (h *client) fallBack(ctx context.Context, address string, cause error) (net.Conn, net.Conn) {
	if errors.Is(cause, errCertificate) {
		return nil, nil
	}
	switch {
	case h.c.faulty("tls-ssl3-fallback"):
		h.begin(ctx, address, tlswire.ClientHello{Version: tlswire.SSL30, Suites: offer(tlswire.Mandatory)}, nil)
	case h.c.faulty("tls-1.1-fallback"):
		h.begin(ctx, address, tlswire.ClientHello{Version: tlswire.TLS11, Suites: offer(tlswire.Mandatory, 0x5600), Renegotiation: true}, nil)
	case h.c.faulty("tls-given-up-for-http"):
		if raw, err := h.dial(ctx, address); err == nil {
			return raw, raw
		}
	}
	return nil, nil
}

// ownCertificate is the device's own, or what a broken one has for it.
func (c *CPE) ownCertificate(name string) (tls.Certificate, error) {
	switch {
	case c.faulty("tls-client-certificate-self-signed"):
		return selfSigned(name)
	case c.faulty("tls-client-certificate-nameless"):
		name = ""
	case c.faulty("tls-client-certificate-other-serial"):
		name += "0"
	}
	return c.cfg.Certify(name)
}

// selfSigned is a certificate that no authority has signed.
func selfSigned(name string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}
