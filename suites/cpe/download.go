package cpe

import (
	"strings"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

var (
	needsDownload = []string{"download", NeedFiles}
	needsUpload   = []string{"upload", NeedFiles}
	needsLent     = []string{"download", NeedFiles, target.NeedDownload}
)

func init() {
	spec(conform.Case{
		ID: "CPE-DL-001", Subject: "Download", Needs: needsLent, Waits: 300,
		Title: "a file is fetched by HTTP and its success is reported",
		Covers: reqs("2.3.2-1", "3.6-19", "3.6-46", "3.7.1.5-61", "3.7.1.5-111", "3.7.1.5-139", "A.3.2.8-2", "A.3.2.8-3", "A.3.2.8-6", "A.3.2.8-25", "A.3.2.8-26", "A.3.2.8-47",
			"A.3.2.8-72", "A.3.2.8-95", "A.3.2.8-96", "A.3.3.2-7", "A.3.3.2-11", "A.3.3.2-12", "A.3.3.1-72"),
		Steps:  "Call Download for the lent file with DelaySeconds 0, the true FileSize and a CommandKey of 32 characters; end the session.",
		Passes: "The file is fetched; then a session with the events 7 TRANSFER COMPLETE and M Download brings TransferComplete with FaultCode 0, once. CommandKey is the same everywhere.",
	}, func(t *CPE) {
		key := t.fullKey()
		o := t.Download("file", t.lent(), func(m *cwmp.Download) { m.CommandKey = key })
		t.Req("3.6-19").Expect(o.reply.Code(), "the fault code in the answer to Download").NotTo(Equal("9000"))
		t.Req("A.3.2.8-3", "A.3.2.8-95").Expect(o.premature(), "Status 0 before the file was fetched").To(BeFalse())
		t.Transferred(o)
		t.Req("A.3.2.8-6").Expect(o.premature() && t.reports(o) > 0, "TransferComplete after Status 0 for a file not yet fetched").To(BeFalse())
		got := t.outcome(o)
		t.Req("2.3.2-1", "A.3.2.8-47").Expect(len(o.transfers()), "requests for the file at the file server").NotTo(BeZero())
		t.Req("A.3.2.8-72").Expect(t.after(o), "seconds from the request until the file is fetched").To(BeNumerically("<", t.within()))
		t.Req("3.6-46", "A.3.2.8-2", "A.3.2.8-96").Expect(got, "the outcome that is reported").NotTo(Equal(silence))
		t.reportedLater(o)
		t.Req("A.3.3.2-12").Expect(got, "the outcome that is reported").To(Equal(success))
		t.Req("A.3.2.8-25", "A.3.2.8-26", "A.3.3.2-11").Expect(t.completion(o).CommandKey, "CommandKey of TransferComplete").To(Equal(key))
		t.Req("3.7.1.5-61", "3.7.1.5-139").Expect(t.announced(o), "the events of the session with TransferComplete").To(ContainElement("7 TRANSFER COMPLETE"))
		t.Req("A.3.3.1-72").Expect(keysOf(t.completion(o).inform, "M Download"), "the CommandKeys of M Download").To(Or(BeEmpty(), ContainElement(key)))
		t.Req("3.7.1.5-111", "3.7.1.5-139", "A.3.2.8-26").Expect(t.announced(o), "the events of the session with TransferComplete").To(ContainElement("M Download " + key))
		t.pass(aWhile)
		t.Req("A.3.3.2-7").Expect(t.reports(o), "TransferComplete calls for the download").To(BeNumerically("<=", 1))
	})

	spec(conform.Case{
		ID: "CPE-DL-002", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "FileSize is a hint: a download does not fail over a wrong one",
		Covers: reqs("A.3.2.8-65"),
		Steps:  "Order the lent file three times: with the true FileSize, with one less by 3 and with one greater by 7.",
		Passes: "All three downloads succeed, if the first does.",
	}, func(t *CPE) {
		size := uint32(len(t.Lent.Content))
		exact := t.Download("file", t.lent())
		less := t.Download("file", t.lent(), func(m *cwmp.Download) { m.FileSize = size - min(size-1, 3) })
		more := t.Download("file", t.lent(), func(m *cwmp.Download) { m.FileSize = size + 7 })
		t.Transferred(exact, less, more)
		t.needs(exact)
		t.room(less, more)
		t.Req("A.3.2.8-65").Expect(t.outcome(less), "the outcome with a FileSize too small").NotTo(failure)
		t.Req("A.3.2.8-65").Expect(t.outcome(more), "the outcome with a FileSize too great").NotTo(failure)
	})

	spec(conform.Case{
		ID: "CPE-DL-003", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "each Download of one URL is performed and reported by itself",
		Covers: reqs("A.3.2.8-2", "A.3.2.8-16", "A.3.2.8-20", "A.3.2.8-50", "A.3.2.8-51", "A.3.2.8-96", "A.3.3.2-11"),
		Steps:  "Order the lent file from one URL three times in one session, with different CommandKeys.",
		Passes: "The file is fetched three times, and three TransferComplete come. They do not all come in one session with one CommandKey.",
	}, func(t *CPE) {
		first, second, third := t.Download("file", t.lent()), t.Download("file", t.lent()), t.Download("file", t.lent())
		t.Transferred(first, second, third)
		t.Req("A.3.3.2-11").Expect(t.mixedUp(), "TransferComplete of every download with the CommandKey of one of them").To(BeFalse())
		t.needsOne(first, second, third)
		fetches, reports := len(first.transfers()), 3-t.count(Equal(silence), first, second, third)
		t.Req("A.3.2.8-16", "A.3.2.8-50").Expect(fetches, "how often the file was fetched").To(BeNumerically(">=", 3))
		t.Req("A.3.2.8-51").Expect(fetches, "how often the file was fetched").To(BeNumerically(">=", t.count(Equal(success), first, second, third)))
		t.Req("A.3.2.8-20").Expect(reports, "how many downloads were reported").To(BeNumerically(">=", min(3, fetches)))
		t.Req("A.3.2.8-2", "A.3.2.8-96").Expect(reports, "how many downloads were reported").To(Equal(3))
	})

	spec(conform.Case{
		ID: "CPE-DL-004", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "a Download that is not in order is not performed",
		Covers: reqs("A.3.2.8-28", "A.3.2.8-58", "A.3.2.8-71"),
		Steps:  "Call Download with FileType Firmware, then without FileSize, then without DelaySeconds.",
		Passes: "None of the downloads is reported as a success.",
	}, func(t *CPE) {
		strange := t.Download("file", t.lent(), func(m *cwmp.Download) { m.FileType = "Firmware" })
		noSize := t.downloadWrong(t.Files, "file", t.lent(), "a Download without FileSize", lacking("FileSize"))
		noDelay := t.downloadWrong(t.Files, "file", t.lent(), "a Download without DelaySeconds", lacking("DelaySeconds"))
		t.Transferred(strange, noSize, noDelay)
		t.Req("A.3.2.8-28").Expect(t.outcome(strange), "the outcome with FileType Firmware").NotTo(Equal(success))
		t.Req("A.3.2.8-58").Expect(t.outcome(noSize), "the outcome without FileSize").NotTo(Equal(success))
		t.Req("A.3.2.8-71").Expect(t.outcome(noDelay), "the outcome without DelaySeconds").NotTo(Equal(success))
	})

	spec(conform.Case{
		ID: "CPE-DL-005", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "FileSize 0 tells nothing of the size, and URLs for the result are taken",
		Covers: reqs("A.3.2.8-24", "A.3.2.8-61", "A.3.2.8-62", "A.3.2.8-86", "A.3.2.8-90"),
		Steps:  "Order the lent file three times: plainly, with FileSize 0, and with a SuccessURL and a FailureURL of 256 characters.",
		Passes: "All three downloads succeed, if the first does. For FileSize 0 a refusal for another reason than the size, by another code than 9010, passes.",
	}, func(t *CPE) {
		plain := t.Download("file", t.lent())
		full := t.Download("file", t.lent(), func(m *cwmp.Download) {
			m.SuccessURL, m.FailureURL = stretched(t.Files.URL("/success?"), 256), stretched(t.Files.URL("/failure?"), 256)
		})
		unsized := t.Download("file", t.lent(), func(m *cwmp.Download) { m.FileSize = 0 })
		t.Transferred(plain, full, unsized)
		t.needs(plain)
		t.room(full)
		t.Req("A.3.2.8-61", "A.3.2.8-62").Expect(t.outcome(unsized), "the outcome with FileSize 0").NotTo(forSize)
		t.Req("A.3.2.8-24", "A.3.2.8-86", "A.3.2.8-90").Expect(t.outcome(full), "the outcome with URLs for the result").NotTo(failure)
	})

	spec(conform.Case{
		ID: "CPE-DL-006", Subject: "Download", Needs: needsLent, Waits: 300,
		Title:  "the device authenticates itself to the file server by Basic and by Digest",
		Covers: reqs("3.4.3-12", "3.4.3-13", "A.3.2.8-53", "A.3.2.8-55", "A.3.2.8-57"),
		Steps:  "Let the file server ask for Basic, for Digest, and for Digest with a user name and a password of 256 characters; order the lent file from each with the credentials.",
		Passes: "The device gets past the challenge of each server.",
	}, func(t *CPE) {
		basic, digest, long := t.authenticated(acs.Basic, 0), t.authenticated(acs.Digest, 0), t.authenticated(acs.Digest, 256)
		t.Transferred(basic, digest, long)
		t.taken(basic, digest)
		t.reached(basic, digest)
		t.Req("3.4.3-12").Expect(basic.proves(acs.Basic), "requests with Basic credentials").NotTo(BeZero())
		t.Req("3.4.3-13").Expect(digest.proves(acs.Digest), "requests with Digest credentials").NotTo(BeZero())
		t.Req("A.3.2.8-57").Expect(len(basic.transfers()), "requests with the credentials where the server asks for Basic").NotTo(BeZero())
		t.Req("A.3.2.8-57").Expect(len(digest.transfers()), "requests with the credentials where the server asks for Digest").NotTo(BeZero())
		t.needsServed(digest)
		t.room(long)
		t.reached(long)
		t.Req("A.3.2.8-53", "A.3.2.8-55").Expect(len(long.transfers()), "requests with the credentials of 256 characters").NotTo(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-DL-007", Subject: "Download", Needs: append([]string{NeedSecureFiles}, needsLent...), Waits: 300,
		Title:  "a file is fetched by HTTPS",
		Covers: reqs("2.3.2-2", "3.4.3-10", "3.4.3-11", "A.3.2.8-48"),
		Steps:  "Order the lent file from an https URL whose certificate the device trusts.",
		Passes: "The file is fetched over TLS.",
	}, func(t *CPE) {
		o := t.downloadFrom(t.SecureFiles, "file", t.lent())
		t.Transferred(o)
		t.Req("3.4.3-11").Expect(o.files.Plain(), "connections without TLS to the port of the https URL").To(BeZero())
		t.Req("2.3.2-2", "3.4.3-10", "A.3.2.8-48").Expect(len(o.transfers()), "requests for the file over TLS").NotTo(BeZero())
	})
}

// lacking takes an argument out of a request.
func lacking(argument string) func([]byte) []byte {
	return func(b []byte) []byte {
		text := string(b)
		from, to := strings.Index(text, "<"+argument+">"), strings.Index(text, "</"+argument+">")
		if from < 0 || to < 0 {
			return b
		}
		return []byte(text[:from] + text[to+len(argument)+3:])
	}
}

// stretched makes a text n characters long.
func stretched(text string, n int) string { return text + strings.Repeat("x", max(0, n-len(text))) }

// needs ends the body if an order did not succeed with which others are compared.
func (t *CPE) needs(o *order) {
	if got := t.outcome(o); got != success {
		t.Stop("a plain %s was not successful (%s), so that nothing can be told from the others", o.method, got)
	}
}

// needsServed ends the body if the file server did not let an order through.
func (t *CPE) needsServed(o *order) {
	if len(o.transfers()) == 0 {
		t.Stop("a plain %s did not get past the file server, so that nothing can be told from the others", o.method)
	}
}

// reportedLater leaves a case of which the device told the outcome in its
// response, so that there is no TransferComplete to look at.
func (t *CPE) reportedLater(o *order) {
	if t.completion(o) == nil {
		t.Skip("no TransferComplete was due or came: the outcome was %s", t.outcome(o))
	}
}

// forSize matches the failure of a download, and its refusal for lack of room: an
// order may be refused at once for other reasons, such as a full queue (A.3.2.8).
var forSize = conform.As("be fault 9010 or a failure that is reported", MatchRegexp("^(fault 9010|failure .*)$"))

// count is how many orders have an outcome.
func (t *CPE) count(outcome types.GomegaMatcher, orders ...*order) (n int) {
	for _, o := range orders {
		if ok, _ := outcome.Match(t.outcome(o)); ok {
			n++
		}
	}
	return n
}

// needsOne ends the body if none of the orders succeeded, or the queue is too short for them.
func (t *CPE) needsOne(orders ...*order) {
	if t.count(Equal(success), orders...) == 0 {
		t.Stop("no %s was successful", orders[0].method)
	}
	for _, o := range orders {
		if o.reply.Code() == "9004" {
			t.Stop("the device does not queue %d transfers", len(orders))
		}
	}
}

// room ends the body if an order was refused because of those before it.
func (t *CPE) room(orders ...*order) {
	for _, o := range orders {
		if code := o.reply.Code(); code == "9001" || code == "9004" {
			t.Stop("the device does not queue %d transfers", len(t.orders))
		}
	}
}

// reached ends the body if an order led to no request at the file server.
func (t *CPE) reached(orders ...*order) {
	for _, o := range orders {
		if t.after(o) < 0 {
			t.Stop("the file server saw no request for the transfer %s, of which was reported: %s", o.key, t.outcome(o))
		}
	}
}

// taken ends the body if an order in which nothing is wrong was refused.
func (t *CPE) taken(orders ...*order) {
	for _, o := range orders {
		if o.reply.Fault != nil {
			t.Stop("%s was answered with fault %s", o.method, o.reply.Code())
		}
	}
}

// proves counts the requests at the file server with credentials of a scheme.
func (o *order) proves(scheme acs.Scheme) (n int) {
	for _, r := range o.requests() {
		if strings.HasPrefix(strings.ToLower(r.Message.Get("Authorization")), strings.ToLower(string(scheme))+" ") {
			n++
		}
	}
	return n
}

// fileAuth has a file server ask for credentials, made as long as given.
func (t *CPE) fileAuth(scheme acs.Scheme, length int) acs.Auth {
	return acs.Auth{Scheme: scheme, Username: stretched(t.FileUsername, length), Password: stretched(t.FilePassword, length)}
}

// authenticated orders the lent file from a server that asks for credentials,
// made as long as given.
func (t *CPE) authenticated(scheme acs.Scheme, length int) *order {
	path := strings.ToLower(string(scheme))
	if length > 0 {
		path += "-long"
	}
	return t.guarded(path, t.fileAuth(scheme, length))
}

// guarded orders the lent file, with credentials, from a server that asks for them.
func (t *CPE) guarded(path string, by acs.Auth) *order {
	file := t.lent()
	file.Auth = by
	return t.Download(path, file, func(m *cwmp.Download) { m.Username, m.Password = by.Username, by.Password })
}
