package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const (
	// window is how long after it is due a transfer may begin (A.3.2.8, A.4.1.5).
	window = time.Hour
	// step is the time between two requests of a session that is kept open: the
	// device need not wait for longer than 30 seconds.
	step = 25 * time.Second
)

func init() {
	spec(conform.Case{
		ID: "CPE-DL-401", Subject: "Download", Needs: needsLent, Waits: 600,
		Title:  "a download that a session of the ACS delays is made within the hour after it was due",
		Covers: reqs("A.3.2.8-75"),
		Steps:  "Order the lent file with DelaySeconds 5, keep the session open for five minutes by GetRPCMethods, and end it.",
		Passes: "The file is fetched within the hour, or its failure is reported.",
	}, func(t *CPE) {
		o := t.Download("file", t.lent(), func(m *cwmp.Download) { m.DelaySeconds = 5 })
		t.taken(o)
		t.occupy(5 * time.Minute)
		t.Transferred(o)
		t.Req("A.3.2.8-75").Expect(t.after(o) >= 0 || t.outcome(o) != silence, "a fetch or a report after the session").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-DL-402", Subject: "Download", Needs: needsLent, Waits: 4100,
		Title:  "a download that could not begin for an hour is given up and reported as failed",
		Covers: reqs("A.3.2.8-76", "A.3.2.8-77"),
		Steps:  "Order the lent file with DelaySeconds 5, keep the session open by GetRPCMethods until more than an hour has passed, and end it.",
		Passes: "The file is not fetched, and TransferComplete comes with a FaultCode other than 0.",
	}, func(t *CPE) {
		o := t.Download("file", t.lent(), func(m *cwmp.Download) { m.DelaySeconds = 5 })
		t.taken(o)
		t.occupy(window + 3*time.Minute)
		t.unless(t.after(o) >= 0, "the file was fetched while the session was open: see CPE-DL-203")
		t.Transferred(o)
		t.Req("A.3.2.8-76").Expect(len(o.files.Requests(o.path)), "requests for the file more than an hour after it was due").To(BeZero())
		t.Req("A.3.2.8-77").Expect(t.outcome(o), "the outcome that is reported").To(HavePrefix("failure "))
	})

	spec(conform.Case{
		ID: "CPE-DL-403", Subject: "Download", Needs: needsLent, Waits: 3800,
		Title:  "a file that is there in time is applied within the hour after the download was due",
		Covers: reqs("A.3.2.8-78"),
		Steps:  "Order the lent file plainly; when its success is reported, order it with DelaySeconds 120 and wait until its success is reported, at most until an hour after it was due.",
		Passes: "The success is reported within the hour.",
	}, func(t *CPE) {
		t.plainDownload()
		o := t.Download("file", t.lent(), func(m *cwmp.Download) { m.DelaySeconds = 120 })
		t.taken(o)
		t.reportWithin(o, 2*time.Minute+window)
		t.reached(o)
		t.Req("A.3.2.8-78").Expect(t.outcome(o), "the outcome that is reported within the hour").NotTo(Equal(silence))
	})

	spec(conform.Case{
		ID: "CPE-UL-401", Subject: "Upload", Needs: needsUpload, Waits: 600,
		Title:  "an upload that a session of the ACS delays is made within the hour after it was due",
		Covers: reqs("A.4.1.5-38"),
		Steps:  "Order an upload with DelaySeconds 5, keep the session open for five minutes by GetRPCMethods, and end it.",
		Passes: "The file comes within the hour, or its failure is reported.",
	}, func(t *CPE) {
		o := t.delayedUpload("file", 5)
		t.skipIfRefused(o)
		t.occupy(5 * time.Minute)
		t.Transferred(o)
		t.Req("A.4.1.5-38").Expect(t.after(o) >= 0 || t.outcome(o) != silence, "an upload or a report after the session").To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-UL-402", Subject: "Upload", Needs: needsUpload, Waits: 4100,
		Title:  "an upload that could not begin for an hour is given up and reported as failed",
		Covers: reqs("A.4.1.5-39", "A.4.1.5-40"),
		Steps:  "Order an upload with DelaySeconds 5, keep the session open by GetRPCMethods until more than an hour has passed, and end it.",
		Passes: "The file does not come, and TransferComplete comes with a FaultCode other than 0.",
	}, func(t *CPE) {
		o := t.delayedUpload("file", 5)
		t.skipIfRefused(o)
		t.occupy(window + 3*time.Minute)
		t.unless(t.after(o) >= 0, "the file came while the session was open: see CPE-UL-203")
		t.Transferred(o)
		t.Req("A.4.1.5-39").Expect(len(o.files.Requests(o.path)), "requests of the upload more than an hour after it was due").To(BeZero())
		t.Req("A.4.1.5-40").Expect(t.outcome(o), "the outcome that is reported").To(HavePrefix("failure "))
	})

	spec(conform.Case{
		ID: "CPE-DL-302", Subject: "Download", Needs: []string{"download", NeedFiles, target.NeedDownload, target.NeedFirmware}, Waits: 600,
		Title:  "a stored firmware image counts as applied when it is installed, without being run",
		Covers: reqs("A.3.2.8-11"),
		Steps:  "Order the lent file plainly; when its success is reported, order the lent image with FileType 6 Stored Firmware Image; read SoftwareVersion before and after.",
		Passes: "Where the type is supported, the outcome is reported, and no other version runs before that.",
	}, func(t *CPE) {
		name := t.Device.Root + "DeviceInfo.SoftwareVersion"
		t.plainDownload()
		before := t.Value(name)
		o := t.Download("stored", acs.File{Content: t.Firmware}, func(m *cwmp.Download) { m.FileType = "6 Stored Firmware Image" })
		t.unless(o.reply.Fault != nil, "the device does not take stored firmware images")
		t.Transferred(o)
		t.unless(t.after(o) >= 0 && failedFor(t.outcome(o)), "the device could not use the image as a stored one")
		t.Req("A.3.2.8-11").Expect(t.outcome(o), "the outcome that is reported").To(Equal(success))
		t.Req("A.3.2.8-11").Expect(t.Value(name), "SoftwareVersion after the download of a stored image").To(Equal(before))
	})

	spec(conform.Case{
		ID: "CPE-DL-106", Subject: "Download", Needs: []string{"download", NeedFiles, target.NeedFirmware}, Waits: 300,
		Title:  "firmware that is corrupt is refused for that cause",
		Covers: reqs("A.5.1-22"),
		Steps:  "Order a firmware image that is the lent one with every bit turned.",
		Passes: "The download is reported as failed, with the code 9018, 9019 or a general one.",
	}, func(t *CPE) {
		o := t.Download("corrupt", acs.File{Content: turned(t.Firmware)}, func(m *cwmp.Download) { m.FileType = "1 Firmware Upgrade Image" })
		t.Transferred(o)
		t.skipIfRefused(o)
		t.Req("A.5.1-22").Expect(otherCause(t.outcome(o), "9018", "9019"), "a code for another cause").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DL-107", Subject: "Download", Needs: []string{"download", NeedFiles, target.NeedFirmware, authenticatesFiles}, Waits: 300,
		Title:  "firmware whose authentication fails is refused for that cause",
		Covers: reqs("A.5.1-23"),
		Steps:  "Order a firmware image that is the lent one with its last byte changed.",
		Passes: "The download is reported as failed, with the code 9019, 9018 or a general one.",
	}, func(t *CPE) {
		image := append([]byte(nil), t.Firmware...)
		image[len(image)-1] ^= 1
		o := t.Download("forged", acs.File{Content: image}, func(m *cwmp.Download) { m.FileType = "1 Firmware Upgrade Image" })
		t.Transferred(o)
		t.skipIfRefused(o)
		t.Req("A.5.1-23").Expect(otherCause(t.outcome(o), "9019", "9018"), "a code for another cause").To(BeEmpty())
	})
}

// authenticatesFiles is claimed by a device that takes signed firmware only.
const authenticatesFiles = "authenticates-files"

// plainDownload orders the lent file, and ends the body unless its success is reported.
func (t *CPE) plainDownload() {
	o := t.Download("plain", t.lent())
	t.Transferred(o)
	t.needs(o)
}

// occupy keeps the session open for a time, and the device from its transfers.
func (t *CPE) occupy(span time.Duration) {
	for end := t.Clock.Now().Add(span); t.Clock.Now().Before(end); {
		t.pause(min(step, end.Sub(t.Clock.Now())))
		t.Call(&cwmp.GetRPCMethods{})
	}
	for _, o := range t.orders {
		o.freed = t.elapsed()
	}
}

// reportWithin serves the sessions that the device opens until an order is
// reported, at most for the time given.
func (t *CPE) reportWithin(o *order, bound time.Duration) {
	t.End()
	for end := t.Clock.Now().Add(bound); t.completion(o) == nil; t.End() {
		left := end.Sub(t.Clock.Now())
		if left <= 0 || t.Next(left) == nil {
			return
		}
		t.Welcome()
	}
}

// failedFor says that an outcome is a failure.
func failedFor(outcome string) bool { ok, _ := failure.Match(outcome); return ok }

// turned is a file with every bit turned.
func turned(b []byte) []byte {
	out := make([]byte, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}
