package cpe

import (
	"crypto/tls"
	"fmt"
	"net/url"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// What the cases on TLS need. A device comes to TLS by a redirect, which it
// forgets with the session: whatever it makes of a wrong server, its next
// session begins at the ACS URL that it has (3.4.2).
var (
	needsTLS   = []string{"tls"}
	needsTrust = []string{"tls", NeedAuthority}
)

// What came of a redirect to a place with TLS.
const (
	came   = "a POST over TLS"
	stayed = "no POST there"
)

func init() {
	spec(conform.Case{
		ID: "CPE-TLS-001", Subject: "TLS", Needs: needsTLS,
		Title:  "the ClientHello offers what the standard asks for, and nothing that it forbids",
		Covers: reqs("3.3-4", "3.3-5", "3.3-10", "3.3-11", "3.3-12", "3.3-13", "3.3-16", "3.3-18", "3.3-20", "3.3-23"),
		Steps:  "Redirect a session by 302 to an https URL and look at the ClientHello.",
		Passes: "It is none of SSL, its highest version is TLS 1.2 or later, it has renegotiation_info, no compression and no suite with RC4, and a suite with forward secrecy stands first. TLS_RSA_WITH_AES_128_CBC_SHA is offered with TLS 1.2.",
	}, func(t *CPE) {
		p := t.place(acs.PlaceConfig{TLS: t.secured(t.ownHost())})
		t.sendTo(p)
		hellos := t.hellos(p)
		t.Req("3.3-11", "3.3-5").Expect(which(hellos, ssl2), "hellos in the format of SSL 2.0").To(BeEmpty())
		t.Req("3.3-12", "3.3-5").Expect(which(hellos, ssl3), "hellos with SSL 3.0 as their highest version").To(BeEmpty())
		t.Req("3.3-13").Expect(hellos[0].Highest(), "the highest version of the first hello").To(BeNumerically(">=", tlswire.TLS12))
		t.Req("3.3-4").Expect(which(hellos, modern), "hellos with TLS 1.2 or later").NotTo(BeEmpty())
		t.Req("3.3-18", "3.3-5").Expect(which(hellos, noRenegotiationInfo), "hellos below TLS 1.3 without renegotiation_info").To(BeEmpty())
		t.Req("3.3-16").Expect(which(hellos, compressing), "hellos with a compression method").To(BeEmpty())
		t.Req("3.3-20", "3.3-5").Expect(which(hellos, offersRC4), "hellos with an RC4 suite").To(BeEmpty())
		t.Req("3.3-23").Expect(which(hellos, staticFirst), "TLS 1.2 hellos of which the first suite has no forward secrecy").To(BeEmpty())
		t.Req("3.3-10").Expect(which(hellos, withoutMandatory), "TLS 1.2 hellos without TLS_RSA_WITH_AES_128_CBC_SHA").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-TLS-002", Subject: "TLS", Needs: needsTrust, Waits: 20,
		Title:  "a server that chooses what is forbidden is refused",
		Covers: reqs("3.3-1", "3.3-11", "3.3-19", "3.3-20", "3.3-21"),
		Steps:  "Redirect sessions to https URLs where the ClientHello is answered, with a certificate that the device trusts, by a suite without encryption, by one with DES, by one with RC4, in SSL 2.0 and in SSL 3.0.",
		Passes: "The device does not send its part of the key exchange. To go on in SSL 3.0 is a warning.",
	}, func(t *CPE) {
		chain := t.certificate(acs.Certificate{Names: []string{t.ownHost()}}).Certificate
		for _, c := range []struct {
			id, what string
			answer   []byte
		}{
			{"3.3-19", "a suite without encryption", tlswire.Flight(tlswire.TLS12, tlswire.NullSHA, chain)},
			{"3.3-21", "a suite with DES", tlswire.Flight(tlswire.TLS12, tlswire.DESCBCSHA, chain)},
			{"3.3-20", "a suite with RC4", tlswire.Flight(tlswire.TLS12, tls.TLS_RSA_WITH_RC4_128_SHA, chain)},
			{"3.3-11", "SSL 2.0", tlswire.SSL2Flight(chain[0])},
			{"3.3-1", "SSL 3.0", tlswire.Flight(tlswire.SSL30, tlswire.Mandatory, chain)},
		} {
			p := t.place(acs.PlaceConfig{Answer: func(*tlswire.ClientHello) []byte { return c.answer }})
			t.sendTo(p)
			t.hellos(p)
			t.Req(c.id).Expect(reactions(p), "what the device does when the server chooses %s", c.what).NotTo(ContainElement(tlswire.GoesOn))
		}
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-003", Subject: "TLS", Needs: needsTrust,
		Title:  "a server with nothing but suites with forward secrecy can be reached",
		Covers: reqs("3.3-22"),
		Steps:  "Redirect a session to an https URL where, below TLS 1.3, only suites with ECDHE are to be had. A device that offers DHE and no ECDHE passes over this.",
		Passes: "The POST comes there, or the device offers TLS 1.3 alone.",
	}, func(t *CPE) {
		t.trusts()
		cfg := t.secured(t.ownHost())
		cfg.CipherSuites, cfg.MaxVersion = slices.DeleteFunc(slices.Clone(cfg.CipherSuites), func(s uint16) bool { return !tlswire.ECDHE(s) }), tls.VersionTLS12
		p := t.place(acs.PlaceConfig{TLS: cfg})
		got := t.sendTo(p)
		hello := t.hellos(p)[0]
		t.unless(hello.Offers(tlswire.TLS12) && !slices.ContainsFunc(hello.Suites, tlswire.ECDHE) && slices.ContainsFunc(hello.Suites, tlswire.DHE),
			"the device offers forward secrecy by DHE alone, which this program cannot serve")
		t.Req("3.3-22").Expect(got == came || !hello.Offers(tlswire.TLS12), "a handshake with a suite that has forward secrecy").To(BeTrue())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-004", Subject: "TLS", Needs: needsTrust, Waits: 20,
		Title:  "handshakes that fail do not bring the device down to SSL",
		Covers: reqs("3.3-12", "3.3-14"),
		Steps:  "Redirect a session to an https URL where TLS 1.2 or later is served; then let the same server refuse the handshakes of two sessions, one by the alert protocol_version, one by closing.",
		Passes: "No ClientHello has SSL 3.0 or less as its highest version.",
	}, func(t *CPE) {
		good := acs.PlaceConfig{TLS: t.secured(t.ownHost())}
		p := t.place(good)
		if got := t.sendTo(p); got != came || !slices.ContainsFunc(p.Handshakes(), func(h acs.Handshake) bool { return h.Version >= tls.VersionTLS12 }) {
			t.Stop("no handshake by TLS 1.2 or later came about")
		}
		p.Set(acs.PlaceConfig{Answer: func(h *tlswire.ClientHello) []byte { return tlswire.Alert(min(h.Version, tlswire.TLS12), 70) }})
		t.sendTo(p)
		p.Set(acs.PlaceConfig{Answer: func(*tlswire.ClientHello) []byte { return nil }})
		t.sendTo(p)
		p.Set(good)
		t.sendTo(p)
		t.Req("3.3-14", "3.3-12").Expect(which(t.hellos(p), ssl3), "hellos with SSL 3.0 or less as their highest version").To(BeEmpty())
		t.Finish()
	})
}

// place opens a listener. It stays open after the case: a device that has not
// forgotten a redirect must find its way back.
func (t *CPE) place(cfg acs.PlaceConfig) *acs.Place {
	p, err := t.ACS.Place(cfg)
	if err != nil {
		t.Stop("%v", err)
	}
	return p
}

// ownHost is the host in the URL of the ACS.
func (t *CPE) ownHost() string {
	u, err := url.Parse(t.ACS.URL())
	if err != nil {
		t.Stop("the URL of the ACS: %v", err)
	}
	return u.Hostname()
}

// certificate makes a certificate of the authority that the device trusts.
func (t *CPE) certificate(c acs.Certificate) tls.Certificate {
	return t.signed(t.Authority, c)
}

func (t *CPE) signed(by *acs.Authority, c acs.Certificate) tls.Certificate {
	cert, err := by.Issue(c)
	if err != nil {
		t.Stop("%v", err)
	}
	return cert
}

// stranger is an authority that the device does not know.
func (t *CPE) stranger() *acs.Authority {
	a, err := acs.NewAuthority()
	if err != nil {
		t.Stop("%v", err)
	}
	return a
}

// secured is a TLS configuration that every device should be content with,
// with a certificate for the names. Where no authority is at hand that the
// device trusts it has to do without its trust.
func (t *CPE) secured(names ...string) *tls.Config {
	by := t.Authority
	if by == nil {
		by = t.stranger()
	}
	return acs.LenientConfig(t.signed(by, acs.Certificate{Names: names}))
}

// sendTo opens a session, redirects its Inform to a place, and says what came of it.
func (t *CPE) sendTo(p *acs.Place) string {
	t.Connect()
	to := p.URL("/tls")
	in, _ := t.TrySend(redirect(302, to))
	switch {
	case in == nil:
		return stayed
	case in.Exchange.TLS && strings.HasPrefix(whereOr(in, to), p.URL("")):
		return came
	}
	return "a POST to " + whereOr(in, to)
}

// hellos lists what the device offered at a place. Without any the body ends.
func (t *CPE) hellos(p *acs.Place) []*tlswire.ClientHello {
	var list []*tlswire.ClientHello
	for _, h := range p.Handshakes() {
		list = append(list, h.Hello)
	}
	if len(list) == 0 {
		t.Stop("the device began no TLS handshake where it was redirected to")
	}
	return list
}

// reactions are what the device did upon the answers of a place.
func reactions(p *acs.Place) []tlswire.Reaction {
	var list []tlswire.Reaction
	for _, h := range p.Handshakes() {
		list = append(list, h.Reaction)
	}
	return list
}

// which describes those of the hellos of which something is true.
func which(hellos []*tlswire.ClientHello, is func(*tlswire.ClientHello) bool) []string {
	var list []string
	for i, h := range hellos {
		if is(h) {
			list = append(list, fmt.Sprintf("hello %d: up to %s, suites %04x, compression %x", i+1, tlswire.VersionName(h.Highest()), h.Suites, h.Compression))
		}
	}
	return list
}

func ssl2(h *tlswire.ClientHello) bool   { return h.SSL2 }
func ssl3(h *tlswire.ClientHello) bool   { return h.Highest() <= tlswire.SSL30 }
func modern(h *tlswire.ClientHello) bool { return h.Highest() >= tlswire.TLS12 }

// below13 says that the handshake can come to a version that has renegotiation.
func below13(h *tlswire.ClientHello) bool {
	return h.Highest() < tlswire.TLS13 || slices.ContainsFunc(h.Versions, func(v uint16) bool { return v < tlswire.TLS13 })
}

func noRenegotiationInfo(h *tlswire.ClientHello) bool { return below13(h) && !h.Renegotiation }
func offersRC4(h *tlswire.ClientHello) bool           { return slices.ContainsFunc(h.Suites, tlswire.RC4) }

func compressing(h *tlswire.ClientHello) bool {
	return slices.ContainsFunc(h.Compression, func(method byte) bool { return method != 0 })
}

func withoutMandatory(h *tlswire.ClientHello) bool {
	return h.Offers(tlswire.TLS12) && !slices.Contains(h.Suites, tlswire.Mandatory)
}

// staticFirst says that in a hello for TLS 1.2 a suite without forward secrecy
// stands first, apart from what is no suite of TLS 1.2.
func staticFirst(h *tlswire.ClientHello) bool {
	for _, s := range h.Suites {
		if !tlswire.Signalling(s) && !tlswire.Only13(s) {
			return h.Offers(tlswire.TLS12) && !tlswire.ECDHE(s) && !tlswire.DHE(s)
		}
	}
	return false
}
