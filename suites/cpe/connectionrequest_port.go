package cpe

import (
	"bytes"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// burst is how many Connection Requests are sent at once to see whether there
// is a limit.
const burst = 16

func init() {
	spec(conform.Case{
		ID: "CPE-CR-301", Subject: "Connection Request", Needs: []string{"connection-request", NeedSecondAddress},
		Title:  "a Connection Request is taken from whatever address it comes",
		Covers: reqs("3.2.2.1-1"),
		Steps:  "Send a Connection Request with the right credentials from the usual address, and then one from the second address of the tester.",
		Passes: "If the first is answered with 200 or 204, so is the second.",
	}, func(t *CPE) {
		t.idleDevice()
		usual := t.askIdle(acs.CR{})
		if usual.Status()/100 != 2 {
			t.Stop("a Connection Request from the usual address was answered with %s", outcomeOf(usual))
		}
		t.served(usual)
		r := t.askIdle(acs.CR{From: t.SecondAddress})
		t.Req("3.2.2.1-1").Expect(outcomeOf(r), "the answer to a Connection Request from %s", t.SecondAddress).To(HavePrefix("2"))
		t.served(r)
	})

	spec(conform.Case{
		ID: "CPE-CR-302", Subject: "Connection Request", Needs: callable, Waits: 10,
		Title:  "no other protocol is spoken on the port of Connection Requests",
		Covers: reqs("3.2.2.2-2"),
		Steps:  "Open connections to the port and send a TLS ClientHello, what an SSH client and a Telnet client begin with, and nothing, as for FTP.",
		Passes: "None is answered in its own protocol.",
	}, func(t *CPE) {
		t.idleDevice()
		for _, p := range protocols {
			t.Req("3.2.2.2-2").Expect(t.speaks(p), "whether the port speaks %s", p.name).To(BeFalse())
		}
	})

	spec(conform.Case{
		ID: "CPE-CR-303", Subject: "Connection Request", Needs: callable,
		Title:  "a Connection Request is answered before its session begins",
		Covers: reqs("3.2.2.2-14"),
		Steps:  "Send a Connection Request and compare the time of its answer with that of the Inform.",
		Passes: "The answer does not come after the Inform; a second is allowed for the way.",
	}, func(t *CPE) {
		t.idleDevice()
		r := t.askIdle(acs.CR{})
		if r.Status()/100 != 2 || t.Next(callBound) == nil {
			t.Stop("no session came about by a Connection Request: it was answered with %s", outcomeOf(r))
		}
		late := last(r).Resp.Begun - t.session.InformExchange().Req.Begun
		t.Req("3.2.2.2-14").Expect(t.Clock.Protocol(late).Seconds(), "seconds from the Inform to the answer").To(BeNumerically("<", 1))
	})

	spec(conform.Case{
		ID: "CPE-CR-304", Subject: "Connection Request", Needs: callable, Waits: 30,
		Title:  "Connection Requests above a limit are refused with 503",
		Covers: reqs("3.2.2.1-3", "3.2.2.2-17"),
		Steps:  "Send the idle device up to 16 Connection Requests, one right after the other, until its session begins.",
		Passes: "Each is answered, those that are refused with 503.",
	}, func(t *CPE) {
		t.idleDevice()
		t.askIdle(acs.CR{})
		further, in := t.untilSession(burst - 1)
		further = slices.DeleteFunc(further, func(r *acs.CRResult) bool { return in == nil || !t.wellBefore(r) })
		answers := outcomes(further)
		t.unless(len(answers) == 0, "the device opens its session before a second Connection Request can be sent")
		t.Req("3.2.2.1-3").Expect(answers, "the answers to the further Connection Requests").NotTo(ContainElement(ContainSubstring("no answer")))
		t.Req("3.2.2.2-17").Expect(answers, "the answers to the further Connection Requests").To(HaveEach(Or(HavePrefix("2"), Equal("401"), Equal("503"))))
		t.End()
		t.callSessions(quiet)
	})

	spec(conform.Case{
		ID: "CPE-CR-305", Subject: "Connection Request", Needs: callable,
		Title:  "the challenge to a Connection Request is for MD5 with qop auth",
		Covers: reqs("3.4.5-2", "3.4.5-15"),
		Steps:  "Send a Connection Request that answers only a challenge by MD5 or MD5-sess.",
		Passes: "Such a challenge comes, its qop lists auth, and the request is accepted.",
	}, func(t *CPE) {
		t.idleDevice()
		r := t.askIdle(acs.CR{Algorithms: md5})
		offered := slices.DeleteFunc(slices.Clone(r.Challenges), func(c httpauth.Challenge) bool { return c.Scheme != "Digest" })
		t.unless(len(offered) == 0, "there is no digest challenge: see CPE-CR-001")
		t.Req("3.4.5-2").Expect(offered, "the digest challenges").To(ContainElement(HaveField("QOP", conform.As("offer auth", MatchRegexp(`(^|[, ])auth($|[, ])`)))))
		t.Req("3.4.5-15").Expect(offered, "the digest challenges").To(ContainElement(HaveField("Algorithm", conform.As("be MD5, MD5-sess or left out", MatchRegexp("(?i)^(MD5|MD5-sess)?$")))))
		t.Req("3.4.5-15").Expect(slices.ContainsFunc(offered, byMD5) && r.Status()/100 != 2 && r.Status() != 503, "an answer by MD5 that is not accepted").To(BeFalse())
		t.served(r)
	})
}

// md5 are the names of the algorithms that every device supports; none means MD5.
var md5 = []string{"", "MD5", "MD5-sess"}

func byMD5(c httpauth.Challenge) bool {
	return slices.ContainsFunc(md5, func(name string) bool { return strings.EqualFold(name, c.Algorithm) })
}

// protocol is one that may be found on a port: how its client begins, and how
// its server answers.
type protocol struct {
	name    string
	client  []byte
	answers func([]byte) bool
}

var protocols = []protocol{
	{"TLS", (&tlswire.ClientHello{Version: tlswire.TLS12, Suites: []uint16{tlswire.Mandatory, 0xc02f, 0x009e}, Renegotiation: true}).Bytes(),
		func(b []byte) bool { return len(b) > 2 && (b[0] == 21 || b[0] == 22) && b[1] == 3 }},
	{"SSH", []byte("SSH-2.0-cwmpspec\r\n"), func(b []byte) bool { return bytes.HasPrefix(b, []byte("SSH-")) }},
	{"Telnet", []byte{255, 251, 24, 255, 253, 1}, func(b []byte) bool { return len(b) > 2 && b[0] == 255 && b[1] >= 240 }},
	{"FTP", nil, func(b []byte) bool { return bytes.HasPrefix(b, []byte("220 ")) || bytes.HasPrefix(b, []byte("220-")) }},
}

// speaks says whether the port of Connection Requests speaks a protocol.
func (t *CPE) speaks(p protocol) bool {
	u, err := url.Parse(t.Device.ConnectionRequestURL)
	if err != nil {
		t.Stop("ConnectionRequestURL: %v", err)
	}
	address := u.Host
	if u.Port() == "" {
		address = net.JoinHostPort(u.Hostname(), "80")
	}
	answer, err := t.ACS.Knock(t.Ctx, address, p.client, 2*time.Second)
	if err != nil {
		t.Stop("the port of Connection Requests cannot be reached: %v", err)
	}
	return p.answers(answer)
}

// last is the last exchange of a Connection Request.
func last(r *acs.CRResult) *transcript.Exchange { return r.Exchanges[len(r.Exchanges)-1] }

// untilSession sends further Connection Requests until the session begins, and
// returns its Inform, nil if there was none.
func (t *CPE) untilSession(most int) (further []*acs.CRResult, in *cwmp.Inform) {
	for range most {
		if in = t.Next(0); in != nil {
			return further, in
		}
		further = append(further, t.ask(acs.CR{}))
	}
	return further, t.Next(callBound)
}

// wellBefore says that a Connection Request was over well before the session that is open.
func (t *CPE) wellBefore(r *acs.CRResult) bool {
	if len(r.Exchanges) == 0 {
		return false
	}
	return t.Clock.Protocol(t.session.InformExchange().Req.Begun-last(r).Req.Ended) >= time.Second
}

func outcomes(list []*acs.CRResult) []string {
	var texts []string
	for _, r := range list {
		texts = append(texts, outcomeOf(r))
	}
	return texts
}
