package cpe

import (
	"crypto/tls"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// What a client certificate needs to be claimed.
const (
	clientCertificate = "tls-client-certificate"
	uniqueCertificate = "tls-unique-certificate"
)

func init() {
	spec(conform.Case{
		ID: "CPE-TLS-201", Subject: "TLS sessions", Needs: needsTrust,
		Title:  "a redirect from http to https leads to TLS",
		Covers: reqs("3.4.2-38"),
		Steps:  "Redirect a session from the plain ACS URL to an https URL with a certificate that the device trusts.",
		Passes: "The first bytes at the new port are a ClientHello, and the POST comes over TLS.",
	}, func(t *CPE) {
		p := t.place(acs.PlaceConfig{TLS: t.secured(t.ownHost())})
		t.unless(!t.plainly(), "the ACS URL of the device is an https URL already")
		got := t.sendTo(p)
		t.Req("3.4.2-38").Expect(p.Plain(), "connections without TLS to the port of the https URL").To(BeZero())
		t.hellosOr(p, "3.4.2-38")
		t.Req("3.4.2-38").Expect(got != came && shaken(p), "a handshake without a POST behind it").To(BeFalse())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-202", Subject: "TLS sessions", Needs: needsTrust, Waits: 5,
		Title:  "a redirect from https to http leads to plain TCP",
		Covers: reqs("3.4.2-39"),
		Steps:  "Redirect a session to an https URL, and from there to an http URL.",
		Passes: "If the device comes there, it comes without TLS. To end the session instead is its choice.",
	}, func(t *CPE) {
		secure, open := t.place(acs.PlaceConfig{TLS: t.secured(t.ownHost())}), t.place(acs.PlaceConfig{})
		t.trustsAt(secure)
		_, _ = t.TrySend(redirect(302, open.URL("/plain")))
		t.Req("3.4.2-39").Expect(len(open.Handshakes()), "connections that begin with a ClientHello at the port of the http URL").To(BeZero())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-203", Subject: "TLS sessions", Needs: append([]string{NeedURL, NeedCredentials}, needsTrust...), Waits: 75,
		Title:  "an https ACS URL is never served without TLS",
		Covers: reqs("3.3-8", "3.3-9", "3.4.4-7"),
		Steps:  "See by a redirect that the device comes to an https URL of the tester. Set ManagementServer.URL to it, break off the handshakes there until one was tried, and then let them succeed.",
		Passes: "No connection to the port begins without TLS, and the session that comes at last uses TLS 1.2 or later. Its Inform brings Basic credentials unasked; otherwise that is a warning.",
	}, func(t *CPE) {
		good := acs.PlaceConfig{TLS: t.secured(t.ownHost())}
		p := t.place(good)
		t.trustsAt(p)
		t.Finish()
		t.byHand()
		t.movedTo(p, good)
		t.Req("3.3-8").Expect(p.Plain(), "connections without TLS to the port of the https URL").To(BeZero())
		handshakes := p.Handshakes()
		t.Req("3.3-9").Expect(handshakes[len(handshakes)-1].Version, "the version of the session").To(BeNumerically(">=", tls.VersionTLS12))
		t.Req("3.4.4-7").Expect(scheme(t.session.Waiting()), "the scheme of the credentials that come unasked").To(Equal("Basic"))
	})

	spec(conform.Case{
		ID: "CPE-TLS-204", Subject: "TLS sessions", Needs: append([]string{clientCertificate, NeedClientRoots}, needsTrust...),
		Title:  "the certificate of the device is signed by its authority and has a Common Name",
		Covers: reqs("3.3-38", "3.3-39"),
		Steps:  "Redirect a session to an https URL that asks for a certificate.",
		Passes: "A certificate comes; it leads to the authority in tls: client_ca, and its subject has a Common Name.",
	}, func(t *CPE) {
		chain := t.clientCertificates()
		t.Req("3.3-38").Expect(t.untrusted(chain), "what is wrong with the certificate of the device").To(BeEmpty())
		t.Req("3.3-39").Expect(chain[0].Subject.CommonName, "the Common Name of the certificate of the device").NotTo(BeEmpty())
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-TLS-205", Subject: "TLS sessions", Needs: append([]string{clientCertificate, uniqueCertificate}, needsTrust...),
		Title:  "the Common Name of a unique certificate names the device",
		Covers: reqs("3.3-41"),
		Steps:  "Redirect a session to an https URL that asks for a certificate.",
		Passes: "The Common Name is OUI-ProductClass-SerialNumber, or OUI-SerialNumber where ProductClass is empty, percent-encoded, as in the DeviceId.",
	}, func(t *CPE) {
		name := t.clientCertificates()[0].Subject.CommonName
		id := t.Device.Inform.DeviceId
		want := []string{id.OUI, id.ProductClass, id.SerialNumber}
		want = slices.DeleteFunc(want, func(s string) bool { return s == "" })
		t.Req("3.3-41").Expect(name, "the Common Name of the certificate of the device").To(conform.As("be made of letters, digits, - and _, all else as % and two hexadecimal digits", MatchRegexp(`^([0-9A-Za-z_-]|%[0-9A-Fa-f]{2})*$`)))
		t.Req("3.3-41").Expect(fields(name), "the fields of the Common Name %s", name).To(Equal(want))
		t.Finish()
	})
}

// plainly says that the device comes to the ACS without TLS.
func (t *CPE) plainly() bool { return strings.HasPrefix(t.ACS.URL(), "http:") }

// hellosOr expects that the device began a TLS handshake at a place.
func (t *CPE) hellosOr(p *acs.Place, id string) {
	t.Req(id).Expect(len(p.Handshakes()), "connections that begin with a ClientHello at the port of the https URL").NotTo(BeZero())
}

// shaken says that a handshake at a place succeeded.
func shaken(p *acs.Place) bool {
	return slices.ContainsFunc(p.Handshakes(), func(h acs.Handshake) bool { return h.Complete })
}

// trustsAt redirects a session to a place and ends the body if the device does
// not come there.
func (t *CPE) trustsAt(p *acs.Place) {
	if got := t.sendTo(p); got != came {
		t.Stop("the device does not come to an https URL that it should trust: %s", got)
	}
}

// movedTo makes a place the ACS URL of the device, where the first handshakes
// fail, and waits for the session that comes there once it is good.
func (t *CPE) movedTo(p *acs.Place, good acs.PlaceConfig) {
	before := len(p.Handshakes())
	name := Parameter{t.Device.Root + "ManagementServer.URL", "string"}
	t.Open()
	t.Borrow(name)
	must[cwmp.SetParameterValuesResponse](t, t.Set(value(name.Name, name.Type, p.URL("/acs"))))
	p.Set(acs.PlaceConfig{Answer: func(*tlswire.ClientHello) []byte { return nil }})
	t.Cleanup("the handshakes", func() error { p.Set(good); return nil })
	t.End()
	if !p.Await(t.Ctx, before+1, time.Minute) {
		t.Stop("the device did not come to its new ACS URL within a minute")
	}
	t.pause(2 * time.Second) // time to try something else
	p.Set(good)
	if t.Next(retryBound) == nil {
		t.Stop("the device did not come to its new ACS URL once handshakes succeed there")
	}
}

// fields are those of a name of section 3.4.4, without their escapes.
func fields(name string) []string {
	var list []string
	for _, f := range strings.Split(name, "-") {
		text, err := url.PathUnescape(f)
		if err != nil {
			text = f
		}
		if !utf8.ValidString(text) { // octets of ISO 8859-1, as older devices escape (see AMBIGUOUS 3.4.4)
			var runes []rune
			for _, b := range []byte(text) {
				runes = append(runes, rune(b))
			}
			text = string(runes)
		}
		list = append(list, text)
	}
	return list
}
