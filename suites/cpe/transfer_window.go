package cpe

import (
	"slices"
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
	down, up := reqs("A.3.2.8-76", "A.3.2.8-77"), reqs("A.4.1.5-39", "A.4.1.5-40")
	spec(conform.Case{
		ID: "CPE-DL-402", Subject: "Download", Needs: []string{NeedFiles}, Waits: 4100,
		Title:  "transfers that could not begin for an hour are given up and reported as failed",
		Covers: append(slices.Clone(down), up...),
		Steps: "Order the lent file with DelaySeconds 5, and an upload with DelaySeconds 5, what the device supports of both. Keep the session open by GetRPCMethods until more than an hour has passed, and end it. " +
			"Both are in one case so that an hour is waited once.",
		Passes: "Neither file is asked for, and for each TransferComplete comes with a FaultCode other than 0.",
	}, func(t *CPE) {
		var download, upload *order
		t.Part(down, func() { download = t.laterDownload() })
		t.Part(up, func() { upload = t.laterUpload() })
		if t.Left(down, up) {
			t.occupy(window + 3*time.Minute)
		}
		t.Part(down, func() { t.notYet(download) })
		t.Part(up, func() { t.notYet(upload) })
		t.Part(down, func() { t.givenUp(download, down) })
		t.Part(up, func() { t.givenUp(upload, up) })
	})

	spec(conform.Case{
		ID: "CPE-DL-403", Subject: "Download", Needs: needsLent, Waits: 3800,
		Title:  "a file that is there in time is applied within the hour after the download was due",
		Covers: reqs("A.3.2.8-78"),
		Steps:  "Order the lent file plainly; when its success is reported, order it with DelaySeconds 60 and wait until its success is reported, at most until an hour after it was due.",
		Passes: "The success is reported within the hour.",
	}, func(t *CPE) {
		t.plainDownload()
		o := t.delayed("file", 60)
		t.taken(o)
		t.reportWithin(o, time.Minute+window)
		t.reached(o)
		t.Req("A.3.2.8-78").Expect(t.outcome(o), "the outcome that is reported within the hour").NotTo(Equal(silence))
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

// laterDownload orders the lent file for when the session will still be open,
// and skips the part of the body if the device does not download.
func (t *CPE) laterDownload() *order {
	t.Need(needsLent...)
	o := t.delayed("file", 5)
	t.taken(o)
	return o
}

// laterUpload is laterDownload for an upload.
func (t *CPE) laterUpload() *order {
	t.Need(needsUpload...)
	o := t.delayedUpload("upload", 5)
	t.skipIfRefused(o)
	return o
}

// notYet skips the part of a transfer that the device began in the session.
func (t *CPE) notYet(o *order) {
	t.unless(t.after(o) >= 0, "the file was asked for while the session was open: see CPE-DL-203 and CPE-UL-203")
}

// givenUp judges that a transfer for which the device had no time within the
// window is not made, and is reported as failed.
func (t *CPE) givenUp(o *order, ids []string) {
	t.Transferred(o)
	t.Req(ids[0]).Expect(len(o.requests()), "requests for the file of %s more than an hour after it was due", o.method).To(BeZero())
	t.Req(ids[1]).Expect(t.outcome(o), "the outcome that is reported of %s", o.method).To(HavePrefix("failure "))
}

// madeYet judges that a transfer that a session delayed is made within the window.
func (t *CPE) madeYet(o *order, ids []string) {
	t.Transferred(o)
	t.Req(ids...).Expect(t.after(o) >= 0 || t.outcome(o) != silence, "a request for the file of %s, or a report, after the session", o.method).To(BeTrue())
}

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
	t.free()
}

// free notes that the device has time for its transfers from now on.
func (t *CPE) free() {
	for _, o := range t.orders {
		o.freed = t.elapsed()
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
