package acs

import (
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/driver"
)

func init() {
	spec(conform.Case{
		ID: "ACS-CR-001", Subject: "Connection Request",
		Title:  "a Connection Request asks for the URL that the device announced and proves who sends it",
		Covers: reqs("3.2.2.2-3", "3.2.2.2-4", "3.2.2.2-7", "3.2.2.2-9", "3.4.5-5", "3.4.5-9"),
		Steps:  "Announce a URL with a path of two parts and a query, have the ACS send a Connection Request, and challenge it with Digest, qop auth and MD5.",
		Passes: "A plain HTTP/1.1 GET without a body comes for just that URL, and then one with the right response and qop=auth.",
		Needs:  []string{NeedListener, can(driver.ConnectionRequest)}, Waits: 60,
	}, func(t *ACS) {
		path := "/cwmpspec/" + strings.ToLower(t.Device.ID.SerialNumber) + "?key=a%2Fb&n=1"
		t.Device.Announce(path)
		t.Idle()
		t.Order(nil)
		c := t.Device.Called(60 * time.Second)
		t.Given(t.Device.Challenged() > 0, "no Connection Request came for %s", t.Device.ConnectionRequestURL())
		t.Req("3.4.5-5", "3.4.5-9").Expect(c != nil, "whether the challenge was answered rightly").To(BeTrue())
		t.Given(c != nil, "no Connection Request with the right credentials came")
		m := c.X.Req
		t.Req("3.2.2.2-3").Expect(m.Method+" "+m.Proto, "method and version").To(Equal("GET HTTP/1.1"))
		t.Req("3.2.2.2-4").Expect(m.Target, "what is asked for").To(Equal(path))
		t.Req("3.2.2.2-7").Expect(c.X.TLS, "whether it came over TLS").To(BeFalse())
		t.Req("3.2.2.2-9").Expect(len(m.Body), "the length of the body").To(BeZero())
		t.Req("3.4.5-5").Expect(strings.ToLower(c.Authorization.QOP), "qop of the answer to the challenge").To(Equal("auth"))
		t.Req("3.4.5-9").Expect(strings.ToUpper(orElse(c.Authorization.Algorithm, "MD5")), "its algorithm").To(Equal("MD5"))
	})
}
