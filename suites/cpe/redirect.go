package cpe

import (
	"net/url"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	spec(conform.Case{
		ID: "CPE-REDIR-001", Subject: "Redirection",
		Title:  "a redirect by status 302 in place of InformResponse is followed",
		Covers: reqs("3.4.2-22", "3.4.2-23", "3.4.2-28", "3.4.2-29", "3.4.2-30"),
		Steps:  "Answer the Inform with 302 and a Location on another port and path. Go on with the session there.",
		Passes: "The same Inform comes to the new URL, and the session goes on there as if nothing had happened.",
	}, func(t *CPE) {
		t.Connect()
		before, to := t.session.Waiting(), t.elsewhere("/moved/302")
		in, _ := t.TrySend(redirect(302, to))
		if !t.Req("3.4.2-22", "3.4.2-23").Expect(in, "the POST after the redirect").NotTo(BeNil()) {
			return
		}
		if !t.resent(before, in, to) {
			return // what was not sent again cannot proceed
		}
		next, err := t.TrySend(t.session.InformResponse())
		if t.Req("3.4.2-30").Expect(err, "the end of the session after the InformResponse").To(BeNil()) {
			t.Req("3.4.2-28").Expect(whereOr(next, to), "the URL of the next POST").To(Equal(to))
		}
	})

	spec(conform.Case{
		ID: "CPE-REDIR-002", Subject: "Redirection",
		Title:  "a redirect by status 307 in place of InformResponse is followed",
		Covers: reqs("3.4.2-22", "3.4.2-24", "3.4.2-28", "3.4.2-29"),
		Steps:  "Answer the Inform with 307 and a Location on another port and path.",
		Passes: "The same Inform comes to the new URL.",
	}, func(t *CPE) {
		t.Connect()
		before, to := t.session.Waiting(), t.elsewhere("/moved/307")
		in, _ := t.TrySend(redirect(307, to))
		if t.Req("3.4.2-22", "3.4.2-24").Expect(in, "the POST after the redirect").NotTo(BeNil()) {
			t.resent(before, in, to)
		}
	})

	spec(conform.Case{
		ID: "CPE-REDIR-003", Subject: "Redirection",
		Title:  "redirects are followed later in the session too",
		Covers: reqs("3.4.2-26", "3.4.2-28", "3.4.2-29"),
		Steps:  "Redirect the Inform; then, in the same session, redirect the empty POST and the answer to a GetRPCMethods.",
		Passes: "Each POST comes again at the URL it was redirected to.",
	}, func(t *CPE) {
		t.Connect()
		t.follow(302, t.elsewhere("/first"))
		t.Welcome()
		for _, to := range []string{t.elsewhere("/second"), t.elsewhere("/third")} {
			before := t.session.Waiting()
			in, _ := t.TrySend(redirect(302, to))
			if !t.Req("3.4.2-26").Expect(in, "the POST after a redirect in mid-session").NotTo(BeNil()) {
				return
			}
			if !t.resent(before, in, to) {
				return
			}
			t.idle = true
			t.Call(&cwmp.GetRPCMethods{})
		}
	})

	spec(conform.Case{
		ID: "CPE-REDIR-004", Subject: "Redirection",
		Title:  "a redirect is forgotten when the session is over",
		Covers: reqs("3.4.2-31", "3.4.2-32"),
		Steps:  "Redirect a session by 302, read ManagementServer.URL in it, end it, and make the device open another one.",
		Passes: "ManagementServer.URL is not the URL of the redirect, and the next session begins where the first one did.",
	}, func(t *CPE) {
		t.Connect()
		begun, to := where(t.session.Waiting()), t.elsewhere("/forget/302")
		t.follow(302, to)
		t.Welcome()
		t.Req("3.4.2-32").Expect(t.Value(t.Device.Root+"ManagementServer.URL"), "ManagementServer.URL").NotTo(Equal(to))
		t.Connect()
		t.Req("3.4.2-31", "3.4.2-32").Expect(where(t.session.Waiting()), "the URL of the next session").To(Equal(begun))
	})

	spec(conform.Case{
		ID: "CPE-REDIR-005", Subject: "Redirection",
		Title:  "five redirects in a row are followed",
		Covers: reqs("3.4.2-35"),
		Steps:  "Redirect the Inform five times in a row.",
		Passes: "The Inform comes to the fifth URL.",
	}, func(t *CPE) {
		t.Connect()
		t.follow(302, t.elsewhere("/row/1"))
		last := t.elsewhere("/row/5")
		for _, to := range []string{t.elsewhere("/row/2"), t.elsewhere("/row/3"), t.elsewhere("/row/4"), last} {
			in, _ := t.TrySend(redirect(302, to))
			if !t.Req("3.4.2-35").Expect(in, "the POST after the redirect to %s", to).NotTo(BeNil()) ||
				!t.Req("3.4.2-35").Expect(whereOr(in, to), "the URL of the POST after that redirect").To(Equal(to)) {
				return
			}
		}
	})

	spec(conform.Case{
		ID: "CPE-REDIR-006", Subject: "Redirection",
		Title:  "the body of a redirect is ignored",
		Covers: reqs("3.4.2-42"),
		Steps:  "Redirect the Inform of three sessions by 302: without a body, with an HTML page, and with an InformResponse as body.",
		Passes: "The Inform comes again each time.",
	}, func(t *CPE) {
		t.Connect()
		to := t.elsewhere("/body")
		t.follow(302, to)
		t.Connect()
		page := redirect(302, to)
		page.Body, page.Intent = []byte("<html><body>Moved.</body></html>"), "a redirect with a body"
		page.Fields = append(page.Fields, wire.Field{Name: "Content-Type", Value: "text/html"})
		t.ignoresBody(page, to)
		t.Connect()
		envelope := redirect(302, to)
		envelope.Body, envelope.Intent = t.session.InformResponse().Body, "a redirect with a body"
		t.ignoresBody(envelope, to)
	})

	spec(conform.Case{
		ID: "CPE-REDIR-007", Subject: "Redirection",
		Title:  "cookies go along with a redirect to another port",
		Covers: reqs("3.4.2-43"),
		Steps:  "Set a cookie with Path=/ and redirect the next POST to another port of the same host.",
		Passes: "The POST that comes there returns the cookie.",
	}, func(t *CPE) {
		t.afterCookies("carried=1; Path=/")
		in := t.follow(302, t.elsewhere("/cookies"))
		t.Req("3.4.2-43").Expect(cookiesOf(in), "the cookies of the POST").To(ContainElement("carried=1"))
	})

	spec(conform.Case{
		ID: "CPE-REDIR-008", Subject: "Redirection",
		Title:  "cookies go along with a redirect to another host name",
		Covers: reqs("3.4.2-43", "3.4.2-45"),
		Steps:  "Set a cookie with Path=/ and redirect the next POST to another name of the ACS.",
		Passes: "The POST that comes there returns the cookie, although it was set by another host.",
		Needs:  []string{NeedSecondName},
	}, func(t *CPE) {
		to, err := t.OtherName("/cookies")
		if err != nil {
			t.Stop("%v", err)
		}
		t.afterCookies("carried=1; Path=/")
		in := t.follow(302, to)
		t.Req("3.4.2-43", "3.4.2-45").Expect(cookiesOf(in), "the cookies of the POST").To(ContainElement("carried=1"))
	})

	spec(conform.Case{
		ID: "CPE-REDIR-009", Subject: "Redirection",
		Title:  "a redirect by status 301 is as temporary as the others",
		Covers: reqs("3.4.2-34"),
		Steps:  "Redirect a session by 301, read ManagementServer.URL in it, end it, and make the device open another one. A device that does not follow 301 passes over this.",
		Passes: "ManagementServer.URL is not the URL of the redirect, and the next session begins where the first one did.",
		Waits:  60,
	}, func(t *CPE) {
		t.Connect()
		begun, to := where(t.session.Waiting()), t.elsewhere("/forget/301")
		switch in, _ := t.TrySend(redirect(301, to)); {
		case in == nil:
			t.retried()
			t.Skip("the device does not follow status 301, which is its choice")
		case in.Exchange.Req.Method != "POST":
			t.Skip("the device turns to the other URL with a %s upon status 301, by which no session goes on: it does not follow it, which is its choice", in.Exchange.Req.Method)
		}
		t.Welcome()
		t.Req("3.4.2-34").Expect(t.Value(t.Device.Root+"ManagementServer.URL"), "ManagementServer.URL").NotTo(Equal(to))
		t.Connect()
		t.Req("3.4.2-34").Expect(where(t.session.Waiting()), "the URL of the next session").To(Equal(begun))
	})

	spec(conform.Case{
		ID: "CPE-REDIR-010", Subject: "Redirection",
		Title:  "a session that failed after a redirect is tried again at the ACS URL",
		Covers: reqs("3.4.2-33"),
		Steps:  "Redirect the Inform by 302, answer it at the new URL with status 500, and wait for the device to try again.",
		Passes: "The next session begins where the first one did.",
		Waits:  60,
	}, func(t *CPE) {
		t.Pending()
		begun := where(t.session.Waiting())
		t.follow(302, t.elsewhere("/fail"))
		_, _ = t.TrySend(acs.Answer{Status: 500, Close: true})
		if t.Next(retryBound) == nil {
			t.Stop("the device does not try the session again")
		}
		t.Req("3.4.2-33").Expect(where(t.session.Waiting()), "the URL of the session tried again").To(Equal(begun))
	})
}

// elsewhere is a URL of the ACS on another port, with the path given.
func (t *CPE) elsewhere(path string) string {
	to, err := t.OtherPort(path)
	if err != nil {
		t.Stop("%v", err)
	}
	return to
}

func redirect(status int, to string) acs.Answer {
	return acs.Answer{Status: status, Fields: []wire.Field{{Name: "Location", Value: to}}}
}

// follow redirects the POST that waits, for a case that needs the device to
// come; whether it does is for other cases to judge.
func (t *CPE) follow(status int, to string) *acs.Incoming {
	in, _ := t.TrySend(redirect(status, to))
	if in == nil || in.Exchange.Req.Method != "POST" || whereOr(in, to) != to {
		t.Stop("the device does not follow a plain redirect by status %d with a POST to %s", status, to)
	}
	return in
}

// ignoresBody expects that a redirect with a body is followed all the same.
func (t *CPE) ignoresBody(a acs.Answer, to string) {
	in, _ := t.TrySend(a)
	if t.Req("3.4.2-42").Expect(in, "the POST after a redirect with a body").NotTo(BeNil()) {
		t.Req("3.4.2-42").Expect(whereOr(in, to), "the URL of the POST after a redirect with a body").To(HavePrefix(strings.TrimSuffix(to, "/body")))
	}
}

// resent judges the POST by which the device follows a redirect.
func (t *CPE) resent(before, in *acs.Incoming, to string) bool {
	there := t.Req("3.4.2-28").Expect(whereOr(in, to), "the URL of the POST after the redirect").To(Equal(to))
	return t.Req("3.4.2-29").Expect(gist(in), "the request after the redirect").To(Equal(gist(before))) && there
}

// gist is what may not change when a request is sent again: the same method of
// HTTP with the same message. The standard does not say octet for octet: header
// fields, the ID of a request of the device and CurrentTime may be others. The
// ID of a response is that of the request, which the rules hold it to.
func gist(in *acs.Incoming) string { return in.Exchange.Req.Method + " with " + kindOf(in) }

// kindOf names what a request holds, in any state.
func kindOf(in *acs.Incoming) string {
	switch {
	case in.Empty:
		return "no body"
	case in.Env == nil || in.Env.Kind == cwmp.None:
		return "no envelope"
	case in.Env.Kind == cwmp.FaultMsg:
		return "Fault"
	}
	return in.Env.Name
}

// where is the URL that a request was sent to.
func where(in *acs.Incoming) string {
	scheme := "http"
	if in.Exchange.TLS {
		scheme = "https"
	}
	u := url.URL{Scheme: scheme, Host: strings.ToLower(in.Exchange.Req.Get("Host"))}
	return u.String() + in.Exchange.Req.Target
}

// whereOr is where, for a request expected at a URL: without a Host header,
// which is a fault of its own, only the path can tell.
func whereOr(in *acs.Incoming, to string) string {
	if u, err := url.Parse(to); err == nil && !in.Exchange.Req.Has("Host") {
		u.Path = in.Exchange.Req.Target
		return u.String()
	}
	return where(in)
}
