package cpe

import (
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/network"
)

// aWhile is how long something is waited for that must not happen.
const aWhile = 6 * time.Second

func init() {
	spec(conform.Case{
		ID: "CPE-DL-101", Subject: "Download", Needs: needsDownload, Waits: 310,
		Title:  "a download that fails is reported as failed, for its true cause, and not tried again",
		Covers: reqs("A.3.2.8-13", "A.3.2.8-14", "A.3.3.2-13", "A.5.1-16", "A.5.1-19", "A.5.1-20"),
		Steps: "Order three downloads: of a file that the server does not have (404), with wrong credentials (401 each time), and from a port that nothing listens on. " +
			"When they are reported, wait some seconds more.",
		Passes: "Each is reported as failed, with the code for the cause or a general one, and the file server sees no further attempt.",
	}, func(t *CPE) {
		missing := t.Download("missing", acs.File{Absent: true})
		denied := t.Download("denied", acs.File{Auth: t.fileAuth(acs.Digest, 0)},
			func(m *cwmp.Download) { m.Username, m.Password = t.FileUsername, "wrong" })
		closed := t.Download("closed", acs.File{}, func(m *cwmp.Download) { m.URL = t.nobody() + "/file" })
		t.Transferred(missing, denied, closed)
		before := requestsFor(missing, denied)
		for _, o := range []*order{missing, denied, closed} {
			t.Req("A.3.2.8-14").Expect(t.outcome(o), "the outcome that is reported").To(failure)
			t.Req("A.3.3.2-13").Expect(t.outcome(o), "the outcome that is reported").NotTo(Equal(success))
		}
		t.pass(aWhile)
		t.Req("A.3.2.8-13").Expect(requestsFor(missing, denied)-before, "requests at the file server after the failures were reported").To(BeZero())
		t.skipIfRefused(missing)
		t.room(missing, denied, closed)
		t.Req("A.5.1-20").Expect(otherCause(t.outcome(missing), "9016"), "a code for another cause upon 404").To(BeEmpty())
		// A file that credentials keep from being accessed is one that cannot be accessed.
		t.Req("A.5.1-16").Expect(otherCause(t.outcome(denied), "9012", "9016"), "a code for another cause with wrong credentials").To(BeEmpty())
		t.Req("A.5.1-19").Expect(otherCause(t.outcome(closed), "9015", "9016"), "a code for another cause with a closed port").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DL-102", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "a download that breaks off is no success",
		Covers: reqs("A.3.2.8-7", "A.5.1-21"),
		Steps:  "Order the lent file and let the server close the connection in the middle of it, at every attempt.",
		Passes: "The download is reported as failed, with the code 9017, or 9018 or a general one.",
	}, func(t *CPE) {
		o := t.Download("file", acs.File{Content: t.Lent.Content, Cut: max(1, len(t.Lent.Content)/2)})
		t.Transferred(o)
		t.Req("A.3.2.8-7").Expect(t.outcome(o), "the outcome").NotTo(Equal(success))
		t.skipIfRefused(o)
		t.Req("A.5.1-21").Expect(otherCause(t.outcome(o), "9017", "9018"), "a code for another cause").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DL-103", Subject: "Download", Needs: needsDownload, Waits: 20,
		Title:  "a Download that is refused stays refused",
		Covers: reqs("A.3.2.8-4", "A.3.3.2-3"),
		Steps:  "Call Download with a URL that has a user name and a password in it, and with FileSize 4294967295. Wait some seconds.",
		Passes: "Where the answer was a fault, the file is not fetched, and no TransferComplete comes for it.",
	}, func(t *CPE) {
		userinfo := t.Download("userinfo", t.lent(), func(m *cwmp.Download) {
			m.URL = strings.Replace(m.URL, "://", "://"+t.FileUsername+":"+t.FilePassword+"@", 1)
		})
		huge := t.Download("huge", t.lent(), func(m *cwmp.Download) { m.FileSize = 4294967295 })
		t.pass(aWhile)
		for _, o := range []*order{userinfo, huge} {
			t.Req("A.3.2.8-4").Expect(o.afterRefusal(len(o.transfers())), "requests for the file after a fault in answer to Download").To(BeZero())
			t.Req("A.3.2.8-4", "A.3.3.2-3").Expect(o.afterRefusal(t.reports(o)), "TransferComplete calls after a fault in answer to Download").To(BeZero())
		}
	})

	spec(conform.Case{
		ID: "CPE-DL-104", Subject: "Download", Needs: needsDownload, Waits: 300,
		Title:  "a scheme that is no transfer protocol is refused",
		Covers: reqs("A.5.1-17"),
		Steps:  "Call Download with a URL of the scheme x-cwmpspec.",
		Passes: "The answer is fault 9013, 9003 or a general one, or the download is reported as failed with one of these.",
	}, func(t *CPE) {
		o := t.Download("file", acs.File{Absent: true}, func(m *cwmp.Download) { m.URL = "x-cwmpspec" + strings.TrimPrefix(m.URL, "http") })
		t.Transferred(o)
		t.Req("A.5.1-17").Expect(otherCause(t.outcome(o), "9013", "9003", "9000"), "a code for another cause").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DL-105", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "a Download that is refused for its size has fault 9010",
		Covers: reqs("A.3.2.8-112"),
		Steps:  "Order the lent file with FileSize 4294967295, and, if that is refused, with its true size.",
		Passes: "The first is taken, or refused with fault 9010, if the second is taken.",
	}, func(t *CPE) {
		huge := t.Download("file", t.lent(), func(m *cwmp.Download) { m.FileSize = 4294967295 })
		exact := t.Download("file", t.lent())
		t.Transferred(huge, exact)
		t.needs(exact)
		t.Req("A.3.2.8-112").Expect(huge.reply.Code(), "the fault code with FileSize 4294967295").To(BeElementOf("none", "9010"))
	})
}

// afterRefusal is n if the order was answered by a fault, else zero.
func (o *order) afterRefusal(n int) int {
	if o.reply.Fault == nil {
		return 0
	}
	return n
}

// skipIfRefused leaves a case of which the device would not take the order, so
// that what is wrong with the transfer could not come to bear.
func (t *CPE) skipIfRefused(o *order) {
	if o.reply.Fault != nil && len(o.requests()) == 0 {
		t.Skip("the device refuses %s with fault %s before it turns to the file server", o.method, o.reply.Code())
	}
}

// otherCause is the outcome of a transfer that failed with a code that names
// another cause than the codes given do, "" for any other outcome. Codes that
// name no cause (Table 87), and those of a maker or a later version, will do.
func otherCause(outcome string, own ...string) string {
	what, code, _ := strings.Cut(outcome, " ")
	if what != "fault" && what != "failure" || slices.Contains(append(own, "9001", "9002", "9010", "9011"), code) || code >= "9033" && code <= "9899" {
		return ""
	}
	return outcome
}

// nobody is the URL of a port of this machine that nothing listens on.
func (t *CPE) nobody() string {
	l, err := network.Or(t.Network).Listen("127.0.0.1:0")
	if err != nil {
		t.Stop("%v", err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	u, err := url.Parse(t.Files.URL("/"))
	if err != nil {
		t.Stop("%v", err)
	}
	return "http://" + net.JoinHostPort(u.Hostname(), port)
}
