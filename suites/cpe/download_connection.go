package cpe

import (
	"net/url"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
)

func init() {
	spec(conform.Case{
		ID: "CPE-DL-501", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "a file on the host and port of the ACS is fetched",
		Covers: reqs("3.4.3-1"),
		Steps:  "Order the lent file from the file server and from a URL with the host and port of the ACS, and end the session.",
		Passes: "If the first is asked for, so is the second: over the connection of the session, over another one, or after the session.",
	}, func(t *CPE) {
		usual := t.Download("usual", t.lent())
		t.taken(usual)
		o := t.downloadFrom(t.OwnFiles, "file", t.lent())
		t.Transferred(usual, o)
		t.reached(usual)
		t.room(o)
		t.Req("3.4.3-1").Expect(len(o.requests()), "requests for the file").NotTo(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-DL-502", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "the connection of the session is not used for a file on another port or by another protocol",
		Covers: reqs("3.4.3-7", "3.4.3-9"),
		Steps:  "Order the lent file from another port of the ACS's host, and a file from an ftp URL with the host and port of the ACS.",
		Passes: "No request for either comes on the connection of the session.",
	}, func(t *CPE) {
		t.alsoOwn("port", "ftp")
		port := t.Download("port", t.lent())
		ftp := t.Download("ftp", t.lent(), func(m *cwmp.Download) {
			m.URL = strings.Replace(t.OwnFiles.URL("/"+t.Case.ID+"/ftp"), "http", "ftp", 1)
		})
		t.Transferred(port, ftp)
		t.Req("3.4.3-9").Expect(t.onSession(port), "requests for the file on another port, on the connection of the session").To(BeZero())
		t.Req("3.4.3-7").Expect(t.onSession(ftp), "requests for the file with an ftp URL, on the connection of the session").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-DL-503", Subject: "Download", Needs: append([]string{NeedSecondName}, needsLent...), Waits: 300,
		Title:  "the connection of the session is not used for a file on another host",
		Covers: reqs("3.4.3-8"),
		Steps:  "Order the lent file from a URL with the second name of the tester and the port of the ACS.",
		Passes: "No request for it comes on the connection of the session.",
	}, func(t *CPE) {
		o := t.downloadFrom(t.OwnFiles, "file", t.lent(), func(m *cwmp.Download) { m.URL = renamed(m.URL, t.SecondName) })
		t.Transferred(o)
		t.Req("3.4.3-8").Expect(t.onSession(o), "requests for the file on another host, on the connection of the session").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-DL-504", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "a file server that asks for a digest by MD5 or MD5-sess is answered, with qop auth",
		Covers: reqs("3.4.5-3", "3.4.5-13", "3.4.5-14"),
		Steps:  "Let the file server ask for a digest with qop=\"auth\": without an algorithm, with MD5 and with MD5-sess; order the lent file each time with the credentials.",
		Passes: "Each time a digest comes that is right by the algorithm; it has qop=auth, nc and cnonce.",
	}, func(t *CPE) {
		unnamed, named, sess := t.digested(""), t.digested("MD5"), t.digested("MD5-sess")
		t.Transferred(unnamed, named, sess)
		t.taken(unnamed, named)
		t.reached(unnamed, named)
		a := unnamed.proof()
		t.unless(a.Scheme == "", "the device answers no digest challenge of a file server: see CPE-DL-006")
		t.unless(a.Username != t.FileUsername, "the device shows other credentials than those of the order: see CPE-DL-006")
		t.Req("3.4.5-3").Expect(strings.ToLower(a.QOP), "the qop of the answer").To(Equal("auth"))
		t.Req("3.4.5-3").Expect(a.NC+" "+a.CNonce, "nc and cnonce of the answer").To(MatchRegexp("^[0-9a-fA-F]{8} ."))
		t.Req("3.4.5-13").Expect(t.right(unnamed, "MD5"), "the digest without an algorithm").To(BeTrue())
		t.Req("3.4.5-13").Expect(t.right(named, "MD5"), "the digest by MD5").To(BeTrue())
		t.room(sess)
		t.reached(sess)
		t.Req("3.4.5-14").Expect(t.right(sess, "MD5-sess"), "the digest by MD5-sess").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-DL-505", Subject: "Download", Needs: append([]string{"schedule-download"}, needsLent...), Waits: 300,
		Title:  "the connection of a session is not used for a file of ScheduleDownload",
		Covers: reqs("3.4.3-4"),
		Steps:  "Order the lent file by ScheduleDownload from a URL with the host and port of the ACS.",
		Passes: "No request for it comes on the connection of the session, nor on that of the session that reports it.",
	}, func(t *CPE) {
		o := t.scheduledFrom(t.OwnFiles, "file", 1)
		t.Transferred(o)
		t.Req("3.4.3-4").Expect(t.onSession(o), "requests for the file on the connection of a session").To(BeZero())
	})
}

// alsoOwn puts the files of orders on the port of the ACS too, where they are
// not to be asked for.
func (t *CPE) alsoOwn(paths ...string) {
	for _, path := range paths {
		t.OwnFiles.Put("/"+t.Case.ID+"/"+path, t.lent())
	}
}

// onSession counts the requests for an order on the connection that it was
// ordered on, and on the one that it was reported on.
func (t *CPE) onSession(o *order) (n int) {
	sessions := []int{o.reply.In.Conn}
	if c := t.completion(o); c != nil {
		sessions = append(sessions, c.at.X.Conn)
	}
	for _, r := range t.OwnFiles.Requests(o.path) {
		if slices.Contains(sessions, r.Conn) {
			n++
		}
	}
	return n
}

// renamed is a URL with another host and the same port.
func renamed(text, host string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	if u.Host = host + ":" + u.Port(); strings.HasSuffix(u.Host, ":") {
		u.Host = host
	}
	return u.String()
}

// digested orders the lent file from a server that asks for a digest by an algorithm.
func (t *CPE) digested(algorithm string) *order {
	a := t.fileAuth(acs.Digest, 0)
	a.Algorithm = algorithm
	return t.guarded("digest-"+algorithm, a)
}

// proof is the last digest that came to the file server for an order.
func (o *order) proof() (last httpauth.Authorization) {
	for _, r := range o.requests() {
		if a, err := httpauth.ParseAuthorization(r.Message.Get("Authorization")); err == nil && a.Scheme == "Digest" {
			last = a
		}
	}
	return last
}

// right says that the last digest for an order is the one that its directives
// make by the algorithm.
func (t *CPE) right(o *order, algorithm string) bool {
	a := o.proof()
	a.Algorithm = algorithm
	want, ok := httpauth.Response(a, "GET", t.FilePassword)
	return ok && a.Username == t.FileUsername && a.Response == want
}
