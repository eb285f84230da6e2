package cpe

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// elsewhereName is a host name that is not the tester's.
const elsewhereName = "cwmpspec.invalid"

func init() {
	spec(conform.Case{
		ID: "CPE-TLS-101", Subject: "TLS certificates", Needs: needsTrust, Waits: 10,
		Title:  "only a server with a certificate of a trusted authority is talked to",
		Covers: reqs("3.3-26", "3.3-27", "3.3-32"),
		Steps:  "Redirect sessions to https URLs: with a certificate of the authority that the device trusts, with one of an authority of the same name that it does not know, and with a self-signed one.",
		Passes: "The POST comes to the first, and to none of the others.",
	}, func(t *CPE) {
		own := []string{t.ownHost()}
		right, err := t.sentWith(t.certificate(acs.Certificate{Names: own}))
		t.Req("3.3-27", "3.3-32").Expect(right, "what comes to the server with the right certificate (%s)", err).To(Equal(came))
		unknown, _ := t.sentWith(t.signed(t.stranger(), acs.Certificate{Names: own}))
		t.Req("3.3-26", "3.3-27").Expect(unknown, "what comes to a server with a certificate of an unknown authority").To(Equal(stayed))
		self, _ := t.sentWith(t.selfSigned(own[0]))
		t.Req("3.3-26", "3.3-27").Expect(self, "what comes to a server with a self-signed certificate").To(Equal(stayed))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-102", Subject: "TLS certificates", Needs: append([]string{NeedSecondName}, needsTrust...), Waits: 20,
		Title:  "the host name of the URL is looked for in the certificate",
		Covers: reqs("3.3-7", "3.3-26", "3.3-28", "3.3-31"),
		Steps:  "Redirect sessions to https URLs with the second name of the tester: with certificates for that name, for another one, with the name in the Common Name alone beside a subjectAltName for another one, and with the name in the subjectAltName beside another Common Name.",
		Passes: "The POST comes where the subjectAltName has the name, and only there. The ClientHello names the host.",
	}, func(t *CPE) {
		t.trusts()
		name, own := t.SecondName, t.ownHost()
		p := t.named(name, t.certificate(acs.Certificate{Names: []string{name, own}}))
		right := t.sendTo(p)
		t.Req("3.3-7").Expect(which(t.hellos(p), func(h *tlswire.ClientHello) bool { return !ssl2(h) && !ssl3(h) && h.ServerName != name }), "hellos of TLS that do not name %s", name).To(BeEmpty())
		t.Req("3.3-28").Expect(right, "what comes to the server with a certificate for the name of the URL").To(Equal(came))
		wrong := t.sendTo(t.named(name, t.certificate(acs.Certificate{Names: []string{elsewhereName}})))
		t.Req("3.3-26", "3.3-28").Expect(wrong, "what comes to a server with a certificate for another name").To(Equal(stayed))
		common := t.sendTo(t.named(name, t.certificate(acs.Certificate{Names: []string{elsewhereName}, CommonName: name})))
		t.Req("3.3-31").Expect(common, "what comes to a server of which the name is the Common Name, but not in the subjectAltName").To(Equal(stayed))
		alternative := t.sendTo(t.named(name, t.certificate(acs.Certificate{Names: []string{name, own}, CommonName: elsewhereName})))
		t.Req("3.3-31").Expect(alternative, "what comes to the server of which the name is in the subjectAltName, but not the Common Name").To(Equal(came))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-103", Subject: "TLS certificates", Needs: append([]string{NeedSecondName}, needsTrust...), Waits: 10,
		Title:  "after a redirect the certificate has to be for the URL of the redirect",
		Covers: reqs("3.3-33", "3.4.2-40"),
		Steps:  "Redirect sessions to https URLs with the second name of the tester: with a certificate for that name alone, and with one for the host of the ACS URL alone.",
		Passes: "The POST comes to the first and not to the second.",
	}, func(t *CPE) {
		t.trusts()
		there := t.sendTo(t.named(t.SecondName, t.certificate(acs.Certificate{Names: []string{t.SecondName}})))
		t.Req("3.3-33", "3.4.2-40").Expect(there, "what comes to the server with a certificate for the host of the redirect").To(Equal(came))
		here := t.sendTo(t.named(t.SecondName, t.certificate(acs.Certificate{Names: []string{t.ownHost()}})))
		t.Req("3.3-33", "3.4.2-40").Expect(here, "what comes to a server with a certificate for the host of the ACS URL").To(Equal(stayed))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-104", Subject: "TLS certificates", Needs: needsTrust, Waits: 20,
		Title:  "an IP address in the URL is compared with the IP addresses of the certificate",
		Covers: reqs("3.3-26", "3.3-29"),
		Steps:  "Redirect sessions to https URLs with the IP address of the tester: with certificates that have that address in the subjectAltName, another address, and only a DNS name.",
		Passes: "The POST comes to the first, and to none of the others.",
	}, func(t *CPE) {
		own := t.ownHost()
		t.unless(net.ParseIP(own) == nil, "the device is given the ACS by a host name, so that no IP address of it is known to be reachable")
		t.trusts()
		right, err := t.sentWith(t.certificate(acs.Certificate{Names: []string{own}, CommonName: "cwmpspec"}))
		t.Req("3.3-29").Expect(right, "what comes to the server with the right address in its certificate (%s)", err).To(Equal(came))
		other, _ := t.sentWith(t.certificate(acs.Certificate{Names: []string{"192.0.2.1"}, CommonName: "cwmpspec"}))
		t.Req("3.3-26", "3.3-29").Expect(other, "what comes to a server with another address in its certificate").To(Equal(stayed))
		none, _ := t.sentWith(t.certificate(acs.Certificate{Names: []string{elsewhereName}}))
		t.Req("3.3-29").Expect(none, "what comes to a server with no address in its certificate").To(Equal(stayed))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-105", Subject: "TLS certificates", Needs: needsTrust, Waits: 10,
		Title:  "a device that does not know the time disregards the dates of the certificate",
		Covers: reqs("3.3-36"),
		Steps:  "Look at CurrentTime in an Inform. If it is the Unknown Time, redirect sessions to https URLs with certificates of the trusted authority that have expired and that are not valid yet.",
		Passes: "The POST comes there.",
	}, func(t *CPE) {
		known, err := t.Connect().CurrentTime.Parse()
		t.unless(err != nil || known.Time.Year() > 1, "the Inform does not show the Unknown Time, so that the device may know it")
		t.trusts()
		for what, dates := range outOfDate(time.Now()) {
			got, err := t.sentWith(t.certificate(dates.of(t.ownHost())))
			t.Req("3.3-36").Expect(got, "what comes to a server with a certificate that %s (%s)", what, err).To(Equal(came))
		}
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-106", Subject: "TLS certificates", Needs: append([]string{"absolute-time"}, needsTrust...), Waits: 20,
		Title:  "a device that knows the time regards the dates of the certificate",
		Covers: reqs("3.3-27"),
		Steps:  "Look at CurrentTime in an Inform. If it is right to the hour, redirect sessions to https URLs with certificates of the trusted authority that have expired a month ago and that are not valid for another month.",
		Passes: "The POST does not come there.",
	}, func(t *CPE) {
		known, err := t.Connect().CurrentTime.Parse()
		t.unless(err != nil || known.Time.Sub(t.Clock.Now()).Abs() > time.Hour, "CurrentTime is not right to the hour, so that the device need not know the time")
		t.trusts()
		for what, dates := range outOfDate(time.Now()) {
			got, _ := t.sentWith(t.certificate(dates.of(t.ownHost())))
			t.Req("3.3-27").Expect(got, "what comes to a server with a certificate that %s", what).To(Equal(stayed))
		}
		t.Finish()
	})
}

// named is a place with a host name and a certificate.
func (t *CPE) named(host string, cert tls.Certificate) *acs.Place {
	return t.place(acs.PlaceConfig{Host: host, TLS: acs.LenientConfig(cert)})
}

// sentWith is sendTo with a place of the ACS's own host that has the
// certificate. trouble is why a handshake failed, "no trouble" if none did.
func (t *CPE) sentWith(cert tls.Certificate) (got, trouble string) {
	p := t.place(acs.PlaceConfig{TLS: acs.LenientConfig(cert)})
	got, trouble = t.sendTo(p), "no trouble"
	t.hellos(p)
	for _, h := range p.Handshakes() {
		if h.Trouble != "" {
			trouble = h.Trouble
		}
	}
	return got, trouble
}

// trusts ends the body if the device does not come to a server with which
// nothing is wrong, so that nothing can be told from the others.
func (t *CPE) trusts() {
	if got, err := t.sentWith(t.certificate(acs.Certificate{Names: []string{t.ownHost()}})); got != came {
		t.Stop("the device does not come to a server with which nothing is wrong (%s): see CPE-TLS-101", err)
	}
}

// selfSigned is a certificate that is its own authority.
func (t *CPE) selfSigned(host string) tls.Certificate {
	cert, err := acs.SelfSigned(host)
	if err != nil {
		t.Stop("%v", err)
	}
	return cert
}

// span is the time in which a certificate is valid.
type span struct{ from, to time.Time }

func (s span) of(host string) acs.Certificate {
	return acs.Certificate{Names: []string{host}, NotBefore: s.from, NotAfter: s.to}
}

// outOfDate are spans that now is not in, with what is to be said of them.
func outOfDate(now time.Time) map[string]span {
	return map[string]span{
		"has expired":      {now.AddDate(0, -3, 0), now.AddDate(0, -1, 0)},
		"is not valid yet": {now.AddDate(0, 1, 0), now.AddDate(0, 3, 0)},
	}
}

// clientCertificates is what the device presented at a place that asks for it,
// its own first.
func (t *CPE) clientCertificates() []*x509.Certificate {
	cfg := t.secured(t.ownHost())
	cfg.ClientAuth = tls.RequestClientCert
	p := t.place(acs.PlaceConfig{TLS: cfg})
	t.trustsAt(p)
	for _, h := range p.Handshakes() {
		if len(h.Certificates) > 0 {
			return h.Certificates
		}
	}
	t.Stop("the device presents no certificate, although it is claimed to have one")
	return nil
}

// untrusted says why the chain of a device does not lead to its authority,
// nothing if it does.
func (t *CPE) untrusted(chain []*x509.Certificate) string {
	options := x509.VerifyOptions{Roots: t.ClientRoots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	for _, c := range chain[1:] {
		options.Intermediates.AddCert(c)
	}
	if _, err := chain[0].Verify(options); err != nil {
		return err.Error()
	}
	return ""
}
