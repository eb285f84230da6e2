package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

// Sessions that a start of the device or the end of a transfer brings (3.2.1).
func init() {
	spec(conform.Case{
		ID: "CPE-INIT-101", Subject: "Initiation", Needs: []string{target.NeedPowerCycle}, Waits: 60,
		Title:  "power-up has the device open a session",
		Covers: reqs("3.2.1-3"),
		Steps:  "End the session, and take the power away and give it back.",
		Passes: "A session begins within the time that the target file gives for a start.",
	}, func(t *CPE) {
		t.idleDevice()
		in, err := t.poweredOn()
		if err != nil {
			t.Stop("%v", err)
		}
		t.Req("3.2.1-3").Expect(in != nil, "a session within %s", t.BootBound).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-INIT-102", Subject: "Initiation", Waits: 60,
		Title:  "a reset has the device open a session",
		Covers: reqs("3.2.1-4"),
		Steps:  "Call Reboot and end the session. If no session tells of the reboot, have one opened by a Connection Request.",
		Passes: "A session begins within the time that the target file gives for a start: 1 BOOT does not wait for the Connection Request.",
	}, func(t *CPE) {
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		t.Req("3.2.1-4").Expect(t.untold(t.restarted()), "events that no session told of within %s", t.BootBound).NotTo(ContainElement("1 BOOT"))
	})

	spec(conform.Case{
		ID: "CPE-INIT-103", Subject: "Initiation", Needs: needsDownload, Waits: 600,
		Title:  "the end of a download that the ACS asked for is told, be it good or bad",
		Covers: reqs("3.2.1-20", "3.2.1-21"),
		Steps:  "Order a download, wait for its report, and order one of a file that is missing.",
		Passes: "Each is reported: by the answer to Download or by TransferComplete.",
	}, func(t *CPE) {
		t.told("3.2.1-21", t.Download("good", t.lent()))
		t.told("3.2.1-21", t.Download("missing", acs.File{Absent: true}))
	})

	spec(conform.Case{
		ID: "CPE-INIT-104", Subject: "Initiation", Needs: needsUpload, Waits: 600,
		Title:  "the end of an upload that the ACS asked for is told, be it good or bad",
		Covers: reqs("3.2.1-20", "3.2.1-22"),
		Steps:  "Order an upload, wait for its report, and order one that the file server refuses with 403.",
		Passes: "Each is reported: by the answer to Upload or by TransferComplete.",
	}, func(t *CPE) {
		t.told("3.2.1-22", t.Upload("good", acs.File{}))
		t.told("3.2.1-22", t.Upload("refused", acs.File{Status: 403}))
	})
}

// untold are the events of a session that the device had to be asked for, as
// none told of the reboot; they tell whether there was a reboot at all.
func (t *CPE) untold(restarted *cwmp.Inform) []string {
	if restarted != nil {
		return []string{}
	}
	return eventsOf(t.Connect())
}

// told waits for the report of an order and judges that there is one.
func (t *CPE) told(id string, o *order) {
	t.Transferred(o)
	t.Req("3.2.1-20", id).Expect(t.outcome(o), "the outcome that is reported").NotTo(Equal(silence))
}
