package cpe

import (
	"bytes"
	"fmt"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-UL-001", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "a file is sent by PUT and its upload is reported",
		Covers: reqs("3.7.1.5-119", "A.4.1.5-11", "A.4.1.5-24", "A.4.1.5-27", "A.4.1.5-34", "A.4.1.5-43", "A.4.1.5-45", "A.3.3.1-75"),
		Steps:  "Call Upload for a configuration file with DelaySeconds 0 and a CommandKey of 32 characters; end the session.",
		Passes: "The file comes by PUT; then a session with 7 TRANSFER COMPLETE and M Upload brings TransferComplete. CommandKey is the same everywhere.",
	}, func(t *CPE) {
		key := t.fullKey()
		o := t.Upload("file", acs.File{}, func(m *cwmp.Upload) { m.CommandKey = key })
		t.Req("A.4.1.5-43").Expect(o.premature(), "Status 0 before the file has come").To(BeFalse())
		t.Transferred(o)
		t.Req("A.4.1.5-24").Expect(t.outcome(o), "the answer to Upload with an http URL").NotTo(Equal("fault 9013"))
		t.skipIfRefused(o)
		t.Req("A.4.1.5-24").Expect(t.after(o), "seconds until the file server is reached, -1 for never").To(BeNumerically(">=", 0))
		t.Req("A.4.1.5-34").Expect(t.after(o), "seconds until the file server is reached").To(BeNumerically("<", t.within()))
		t.Req("A.4.1.5-27").Expect(o.strangers("PUT"), "requests with another method than PUT").To(BeEmpty())
		t.Req("A.4.1.5-45").Expect(t.outcome(o), "the outcome that is reported").NotTo(Equal(silence))
		t.reportedLater(o)
		t.Req("A.4.1.5-11").Expect(t.completion(o).CommandKey, "CommandKey of TransferComplete").To(Equal(key))
		t.Req("A.3.3.1-75").Expect(keysOf(t.completion(o).inform, "M Upload"), "the CommandKeys of M Upload").To(Or(BeEmpty(), ContainElement(key)))
		t.Req("3.7.1.5-119").Expect(t.announced(o), "the events of the session with TransferComplete").To(ContainElement(o.event()))
	})

	spec(conform.Case{
		ID: "CPE-UL-002", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "each Upload is performed and reported, and FileType alone says of which file",
		Covers: reqs("A.4.1.5-5", "A.4.1.5-9", "A.4.1.5-28"),
		Steps:  "Order three uploads of the same file in one session, to /a.cfg, /messages.log and /b.cfg.",
		Passes: "Three files come and three TransferComplete. Where the first and the third are the same, the second is the same too.",
	}, func(t *CPE) {
		a, misleading, b := t.Upload("a.cfg", acs.File{}), t.Upload("messages.log", acs.File{}), t.Upload("b.cfg", acs.File{})
		t.Transferred(a, misleading, b)
		all := []*order{a, misleading, b}
		t.needsOne(all...)
		t.Req("A.4.1.5-5").Expect(len(performed(all)), "uploads that were performed").To(Equal(3))
		t.Req("A.4.1.5-9").Expect(3-t.count(Equal(silence), all...), "uploads that were reported").To(BeNumerically(">=", len(performed(all))))
		t.Req("A.4.1.5-28").Expect(a.same(b) && !a.same(misleading) && len(performed(all)) == 3, "whether the file sent to messages.log is another one").To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-UL-003", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "the device authenticates itself to the file server of an upload",
		Covers: reqs("A.4.1.5-30", "A.4.1.5-32"),
		Steps:  "Let the file server ask for Digest, once with credentials of ordinary length and once with a user name and a password of 256 characters.",
		Passes: "Both uploads get past the challenge.",
	}, func(t *CPE) {
		short, long := t.authenticatedUpload(0), t.authenticatedUpload(256)
		t.Transferred(short, long)
		t.skipIfRefused(short)
		t.room(short, long)
		t.reached(short, long)
		for _, o := range []*order{short, long} {
			t.Req("A.4.1.5-30", "A.4.1.5-32").Expect(len(o.transfers()), "requests with the credentials").NotTo(BeZero())
		}
	})

	spec(conform.Case{
		ID: "CPE-UL-004", Subject: "Upload", Needs: append([]string{NeedSecureFiles}, needsUpload...), Waits: 310,
		Title:  "a file is sent by HTTPS",
		Covers: reqs("A.4.1.5-25"),
		Steps:  "Call Upload with an https URL of a server whose certificate the device trusts.",
		Passes: "The file comes over TLS.",
	}, func(t *CPE) {
		o := t.uploadTo(t.SecureFiles, "file", acs.File{})
		t.Transferred(o)
		t.Req("A.4.1.5-25").Expect(len(o.transfers()), "uploads over TLS").NotTo(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-UL-005", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "a URL of 256 characters is taken; an instance that does not exist is not uploaded",
		Covers: reqs("A.4.1.5-16", "A.4.1.5-18", "A.4.1.5-23"),
		Steps:  "Order an upload to a URL of 256 characters, and uploads of the configuration file 4711 and of the log file 4711, which do not exist.",
		Passes: "The first upload is made; the others are refused or reported as failed.",
	}, func(t *CPE) {
		prefix := "/" + t.Case.ID + "/"
		path := strings.TrimPrefix(prefix+strings.Repeat("x", 256-len(t.Files.URL(prefix))), prefix)
		long := t.Upload(path, acs.File{})
		config := t.Upload("config", acs.File{}, func(m *cwmp.Upload) { m.FileType = "3 Vendor Configuration File 4711" })
		log := t.Upload("log", acs.File{}, func(m *cwmp.Upload) { m.FileType = "4 Vendor Log File 4711" })
		t.Transferred(long, config, log)
		t.Req("A.4.1.5-16").Expect(t.outcome(config), "the outcome for a configuration file that does not exist").NotTo(Equal(success))
		t.Req("A.4.1.5-18").Expect(t.outcome(log), "the outcome for a log file that does not exist").NotTo(Equal(success))
		t.room(long)
		t.unless(long.reply.Code() == "9013", "the device uploads to no http URL at all: see CPE-UL-001")
		t.Req("A.4.1.5-23").Expect(len(long.transfers()), "uploads to the URL of 256 characters").NotTo(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-UL-101", Subject: "Upload", Needs: needsUpload, Waits: 320,
		Title:  "an upload that fails is reported as failed, and not tried again",
		Covers: reqs("A.4.1.5-2", "A.4.1.5-3", "A.4.1.5-45", "A.5.1-15", "A.5.1-16"),
		Steps:  "Order two uploads: to a server that answers 500, and with wrong credentials. When they are reported, wait some seconds more.",
		Passes: "Each is reported as failed, with a code that names no other cause, and the file server sees no further attempt.",
	}, func(t *CPE) {
		broken := t.Upload("broken", acs.File{Status: 500})
		denied := t.Upload("denied", acs.File{Auth: t.fileAuth(acs.Digest, 0)},
			func(m *cwmp.Upload) { m.Username, m.Password = t.FileUsername, "wrong" })
		t.Transferred(broken, denied)
		before := requestsFor(broken, denied)
		for _, o := range []*order{broken, denied} {
			t.Req("A.4.1.5-3").Expect(t.outcome(o), "the outcome").To(failure)
			t.Req("A.4.1.5-45").Expect(t.outcome(o), "the outcome").NotTo(Equal(silence))
		}
		t.pass(aWhile)
		t.Req("A.4.1.5-2").Expect(requestsFor(broken, denied)-before, "requests at the file server after the failures were reported").To(BeZero())
		t.skipIfRefused(broken)
		t.room(broken, denied)
		t.Req("A.5.1-15").Expect(otherCause(t.outcome(broken), "9011"), "a code for another cause upon status 500").To(BeEmpty())
		t.Req("A.5.1-16").Expect(otherCause(t.outcome(denied), "9012"), "a code for another cause with wrong credentials").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-UL-201", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "three uploads can be queued, and a full queue is told by fault 9004",
		Covers: reqs("A.4.1.5-8", "A.4.1.5-51"),
		Steps:  "Order uploads with DelaySeconds 2 in one session, until one is refused, at most 20. Wait until all are reported.",
		Passes: "Three are taken at least, and the refusal is fault 9004.",
	}, func(t *CPE) {
		t.queuesThree("A.4.1.5-8", "A.4.1.5-51", func(n int) *order { return t.delayedUpload(fmt.Sprint(n), 2) })
	})

	spec(conform.Case{
		ID: "CPE-UL-202", Subject: "Upload", Needs: needsUpload, Waits: 320,
		Title:  "uploads are performed when they fall due, whatever the order of their requests",
		Covers: reqs("A.4.1.5-6", "A.4.1.5-10", "A.4.1.5-37"),
		Steps:  "Order an upload with DelaySeconds 20, then one with DelaySeconds 7. End the session.",
		Passes: "The second file comes first; neither comes before its time, nor long after.",
	}, func(t *CPE) {
		late, early := t.delayedUpload("late", 20), t.delayedUpload("early", 7)
		t.madeWhenDue(late, early, reqs("A.4.1.5-6", "A.4.1.5-10"), reqs("A.4.1.5-6", "A.4.1.5-37"))
	})

	spec(conform.Case{
		ID: "CPE-UL-203", Subject: "Upload", Needs: needsUpload, Waits: 310,
		Title:  "an upload with a delay does not take place in the session of its request",
		Covers: reqs("A.4.1.5-36", "A.4.1.5-44"),
		Steps:  "Order an upload with DelaySeconds 2, keep the session open for 5 seconds, and end it.",
		Passes: "Status is 1, and the file does not come before the session ends.",
	}, func(t *CPE) {
		o := t.delayedUpload("file", 2)
		during := t.meanwhile(o)
		t.skipIfRefused(o)
		t.Req("A.4.1.5-44").Expect(o.status(), "Status").To(Equal(1))
		t.Req("A.4.1.5-36").Expect(during, "requests at the file server while the session is open").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-UL-204", Subject: "Upload", Needs: append([]string{target.NeedPowerCycle}, needsUpload...), Waits: 500,
		Title:  "a queued upload survives a restart",
		Covers: reqs("A.4.1.5-7", "A.4.1.5-41"),
		Steps:  "Order an upload with DelaySeconds 8, end the session, and take the power away and give it back twice.",
		Passes: "The file comes after the restarts, and the outcome is reported.",
	}, func(t *CPE) {
		t.outlivesRestarts(t.delayedUpload("file", 8), "A.4.1.5-7", "A.4.1.5-41")
	})
}

// delayedUpload orders an upload with DelaySeconds.
func (t *CPE) delayedUpload(path string, seconds uint32) *order {
	return t.Upload(path, acs.File{}, func(m *cwmp.Upload) { m.DelaySeconds = seconds })
}

// authenticatedUpload orders an upload to a server that asks for Digest
// credentials, made as long as given.
func (t *CPE) authenticatedUpload(length int) *order {
	a := t.fileAuth(acs.Digest, length)
	return t.Upload(fmt.Sprintf("digest-%d", length), acs.File{Auth: a}, func(m *cwmp.Upload) { m.Username, m.Password = a.Username, a.Password })
}

// strangers lists the methods of the requests for an order other than the given one.
func (o *order) strangers(method string) []string {
	var list []string
	for _, r := range o.requests() {
		if r.Message.Method != method {
			list = append(list, r.Message.Method)
		}
	}
	return list
}

// same says that two uploads brought the same file.
func (o *order) same(other *order) bool {
	a, there := o.files.Uploaded(o.path)
	b, too := other.files.Uploaded(other.path)
	return there && too && bytes.Equal(a, b)
}

// premature says that the response tells of a transfer as completed that the
// file server had not seen.
func (o *order) premature() bool { return o.status() == 0 && o.before == 0 }
