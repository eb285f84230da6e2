package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutScheduled = "ScheduleDownload"

var needsScheduleDownload = []string{"schedule-download", NeedFiles}

func init() {
	spec(conform.Case{
		ID: "CPE-SD-001", Subject: aboutScheduled, Needs: needsScheduleDownload, Waits: 420,
		Title:  "the end of a scheduled download is told by M ScheduleDownload until TransferComplete is answered",
		Covers: reqs("3.7.1.5-115", "3.7.1.5-117", "A.3.3.1-73"),
		Steps:  "Call ScheduleDownload for a window that begins at once; close the connection when TransferComplete comes. Serve the next session, and ask for one more.",
		Passes: "The session with TransferComplete has M ScheduleDownload with the CommandKey, and so has the next one, which brings TransferComplete again; the one after it has not.",
	}, func(t *CPE) {
		o := t.ScheduleDownload("file", 1)
		t.uptoTransferComplete(o)
		t.Req("3.7.1.5-115").Expect(o.told, "the events of the session with TransferComplete").To(ContainElement(o.event()))
		t.Req("A.3.3.1-73").Expect(o.told, "the events of the session with TransferComplete").
			To(Or(ContainElement(o.event()), Not(ContainElement(HavePrefix("M ScheduleDownload")))))
		ids := reqs("3.7.1.5-117")
		t.toldUntilAnswered(o, ids, ids, ids, ids)
	})

	spec(conform.Case{
		ID: "CPE-SD-002", Subject: aboutScheduled, Needs: needsScheduleDownload, Waits: 420,
		Title:  "of several scheduled downloads each has its M ScheduleDownload",
		Covers: reqs("3.7.1.5-64", "3.7.1.5-116"),
		Steps:  "Call ScheduleDownload for windows that begin after 1 and 2 seconds; refuse the session that the first brings with status 503, and serve the next attempt.",
		Passes: "The Inform of that attempt has 7 TRANSFER COMPLETE once, and M ScheduleDownload with each of the CommandKeys.",
	}, func(t *CPE) {
		first, second := t.ScheduleDownload("first", 1), t.ScheduleDownload("second", 2)
		events := t.bothCompleted(first, second)
		t.Req("3.7.1.5-116").Expect(events, "the events").To(ContainElements(first.event(), second.event()))
	})

	spec(conform.Case{
		ID: "CPE-SD-003", Subject: aboutScheduled, Needs: append([]string{target.NeedPowerCycle}, needsScheduleDownload...), Waits: 500,
		Title:  "the completion of a scheduled download that was not delivered survives a restart",
		Covers: reqs("3.7.1.5-66", "3.7.1.5-118"),
		Steps:  "Call ScheduleDownload; refuse the session that its end brings with status 503, take the power away and give it back.",
		Passes: "The Inform after the restart has 7 TRANSFER COMPLETE and M ScheduleDownload, and TransferComplete follows.",
	}, func(t *CPE) {
		t.survives(t.ScheduleDownload("file", 1), "3.7.1.5-118")
	})
}

// ScheduleDownload orders a download of the lent file, or of one that is
// missing, for a window of an hour that begins after so many seconds.
func (t *CPE) ScheduleDownload(path string, start uint32) *order {
	return t.scheduledFrom(t.Files, path, start)
}

// scheduledFrom is ScheduleDownload with the choice of the file server.
func (t *CPE) scheduledFrom(files *acs.FileServer, path string, start uint32) *order {
	t.Open()
	file := t.lent()
	o := t.order(files, "ScheduleDownload", path, file)
	m := &cwmp.ScheduleDownload{CommandKey: o.key, FileType: t.downloadType(), URL: o.files.URL(o.path), FileSize: uint32(len(file.Content)),
		TimeWindowList: []cwmp.TimeWindowStruct{{WindowStart: start, WindowEnd: start + 3600, WindowMode: "2 Immediately"}}}
	o.delay = time.Duration(start) * time.Second
	return t.placed(o, m, "", nil)
}
