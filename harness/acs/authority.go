package acs

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// Authority is a certificate authority in memory, made anew for a run: the
// root that the CPE is given to trust, or one it must not trust.
type Authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// NewAuthority makes an authority with a fresh key.
func NewAuthority() (*Authority, error) {
	now := time.Now()
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "cwmpspec test authority"},
		NotBefore:             now.AddDate(-10, 0, 0), // longer than any certificate that is out of date on purpose
		NotAfter:              now.AddDate(10, 0, 0),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("acs: make an authority: %w", err)
	}
	a := &Authority{cert: template, key: key}
	der, err := a.sign(template, &key.PublicKey)
	if err != nil {
		return nil, err
	}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		return nil, fmt.Errorf("acs: make an authority: %w", err)
	}
	return a, nil
}

// LoadAuthority reads an authority from files in PEM form: the root or
// intermediate that the device trusts, and its key.
func LoadAuthority(certificate, key string) (*Authority, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", certificate, err)
	}
	signer, ok := pair.PrivateKey.(crypto.Signer)
	if !ok || !cert.IsCA {
		return nil, fmt.Errorf("%s is not the certificate of an authority", certificate)
	}
	return &Authority{cert: cert, key: signer}, nil
}

func (a *Authority) sign(template *x509.Certificate, pub crypto.PublicKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, fmt.Errorf("acs: sign a certificate: %w", err)
	}
	template.SerialNumber = serial
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, pub, a.key)
	if err != nil {
		return nil, fmt.Errorf("acs: sign a certificate: %w", err)
	}
	return der, nil
}

// Certificate describes a certificate to issue.
type Certificate struct {
	Names               []string  // host names and IP addresses of the subjectAltName
	CommonName          string    // empty: the first of the names, if there is one
	NotBefore, NotAfter time.Time // zero: from yesterday, for a month
	Client              bool      // for a CPE, not for a server
}

// key is that of all certificates but the roots. It is an RSA key, since the
// one mandatory cipher suite of TLS 1.2 needs one (3.3).
var key = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// Issue makes a certificate.
func (a *Authority) Issue(c Certificate) (tls.Certificate, error) {
	template := &x509.Certificate{
		NotBefore:   c.NotBefore,
		NotAfter:    c.NotAfter,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		Subject:     pkix.Name{CommonName: c.CommonName},
	}
	if c.Client {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	if template.NotBefore.IsZero() {
		template.NotBefore = time.Now().Add(-24 * time.Hour)
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = time.Now().AddDate(0, 1, 0)
	}
	for _, name := range c.Names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	if c.CommonName == "" && len(c.Names) > 0 {
		template.Subject.CommonName = c.Names[0]
	}
	own, err := key()
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("acs: make a certificate: %w", err)
	}
	der, err := a.sign(template, &own.PublicKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: own}, nil
}

// ServerConfig is a TLS configuration with a certificate for the names,
// TLS 1.2 or later (3.3).
func (a *Authority) ServerConfig(names ...string) (*tls.Config, error) {
	cert, err := a.Issue(Certificate{Names: names})
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, CipherSuites: suites}, nil
}

// LenientConfig is a TLS configuration for a case that is not about versions
// and suites: TLS 1.0 or later, with every suite that the library has, but for
// those that no device may take.
func LenientConfig(cert tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS10, CipherSuites: suites}
}

// suites are those of the library, with the mandatory one of TLS 1.2 (3.3) and
// others without forward secrecy, which the library leaves out if not told.
var suites = func() []uint16 {
	var list []uint16
	for _, s := range tls.CipherSuites() {
		list = append(list, s.ID)
	}
	for _, s := range tls.InsecureCipherSuites() {
		if !tlswire.RC4(s.ID) {
			list = append(list, s.ID)
		}
	}
	return list
}()

// Pool holds the authority as the one trusted root.
func (a *Authority) Pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

// PEM is the authority's certificate for the trust store of a CPE.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// SelfSigned is a server certificate that no authority has signed.
func SelfSigned(host string) (tls.Certificate, error) {
	own, err := key()
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("acs: make a certificate: %w", err)
	}
	a := &Authority{cert: &x509.Certificate{}, key: own}
	a.cert.Subject = pkix.Name{CommonName: host}
	cert, err := a.Issue(Certificate{Names: []string{host}})
	cert.Certificate = cert.Certificate[:1]
	return cert, err
}
