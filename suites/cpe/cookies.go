package cpe

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	spec(conform.Case{
		ID: "CPE-COOKIE-001", Subject: "Cookies",
		Title:  "several cookies are kept at once",
		Covers: reqs("3.4.2-18"),
		Steps:  "Set three cookies with Path=/ in one response.",
		Passes: "The next POST returns all three, in any order.",
	}, func(t *CPE) {
		sent := t.afterCookies("one=1; Path=/", "two=2; Path=/", "three=3; Path=/")
		t.Req("3.4.2-18").Expect(sent, "the cookies of the next POST").To(ContainElements("one=1", "two=2", "three=3"))
	})

	spec(conform.Case{
		ID: "CPE-COOKIE-002", Subject: "Cookies",
		Title:  "there is room for 512 bytes of cookies",
		Covers: reqs("3.4.2-19"),
		Steps:  "Set a cookie that makes 512 bytes with the session cookie, counting names, values and attributes.",
		Passes: "The next POST returns it whole.",
	}, func(t *CPE) {
		const session = len("cwmpspec=0123456789abcdef0123456789abcdef; Path=/")
		large := "large=" + strings.Repeat("0123456789", 51)[:512-session-len("large=; Path=/")]
		sent := t.afterCookies(large + "; Path=/")
		t.Req("3.4.2-19").Expect(sent, "the cookies of the next POST").To(ContainElement(large))
	})

	spec(conform.Case{
		ID: "CPE-COOKIE-003", Subject: "Cookies",
		Title:  "a cookie without attributes is returned",
		Covers: reqs("3.4.2-15"),
		Steps:  "Set a cookie without Path, and one with HttpOnly.",
		Passes: "The next POST returns both: without Path a cookie is for the directory of the URL that set it.",
	}, func(t *CPE) {
		t.Req("3.4.2-15").Expect(t.afterCookies("bare=1"), "the cookies of the next POST").To(ContainElement("bare=1"))
		sent := t.afterCookies("only=2; HttpOnly; Path=/")
		t.Req("3.4.2-15").Expect(sent, "the cookies of the next POST").To(ContainElement("only=2"))
	})

	spec(conform.Case{
		ID: "CPE-COOKIE-004", Subject: "Cookies",
		Title:  "a cookie that is set again has its new value",
		Covers: reqs("3.4.2-15"),
		Steps:  "Set a cookie, and set it again in the next response with another value.",
		Passes: "From then on the new value is returned, and the old one is not.",
	}, func(t *CPE) {
		t.afterCookies("changed=old; Path=/")
		sent := t.afterCookies("changed=new; Path=/")
		t.Req("3.4.2-15").Expect(sent, "the cookies of the next POST").To(ContainElement("changed=new"))
		t.Req("3.4.2-15").Expect(sent, "the cookies of the next POST").NotTo(ContainElement("changed=old"))
	})

	spec(conform.Case{
		ID: "CPE-COOKIE-005", Subject: "Cookies",
		Title:  "a cookie with Max-Age=0 is deleted",
		Covers: reqs("3.4.2-15"),
		Steps:  "Set a cookie, and set it again in the next response with Max-Age=0.",
		Passes: "From then on it is not returned.",
	}, func(t *CPE) {
		t.afterCookies("gone=1; Path=/")
		sent := t.afterCookies("gone=1; Path=/; Max-Age=0")
		t.Req("3.4.2-15").Expect(sent, "the cookies of the next POST").NotTo(ContainElement(HavePrefix("gone=")))
	})
}

// afterCookies sends a request that sets cookies and returns the cookies of
// the POST after it. The session has a cookie of the ACS besides.
func (t *CPE) afterCookies(lines ...string) []string {
	t.Open()
	in := t.Send(withCookies(t.session.Envelope(&cwmp.GetRPCMethods{}), lines...))
	t.idle = true
	return cookiesOf(in)
}

// withCookies adds Set-Cookie fields to an answer.
func withCookies(a acs.Answer, lines ...string) acs.Answer {
	for _, line := range lines {
		a.Fields = append(a.Fields, wire.Field{Name: "Set-Cookie", Value: line})
	}
	return a
}

// cookiesOf lists the cookies of a POST as name=value; older specifications
// had values in quotes.
func cookiesOf(in *acs.Incoming) []string {
	var list []string
	for _, v := range in.Exchange.Req.Values("Cookie") {
		for _, pair := range strings.Split(v, ";") {
			list = append(list, strings.ReplaceAll(strings.TrimSpace(pair), `"`, ""))
		}
	}
	return list
}
