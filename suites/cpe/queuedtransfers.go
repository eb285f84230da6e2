package cpe

import (
	"slices"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutQueue = "GetAllQueuedTransfers"

func init() {
	queue := "get-all-queued-transfers"

	spec(conform.Case{
		ID: "CPE-QT-001", Subject: aboutQueue, Needs: append([]string{queue, "upload"}, needsDownload...), Waits: 310,
		Title:  "queued transfers are listed as they were ordered",
		Covers: reqs("A.4.1.7-4", "A.4.1.7-5", "A.4.1.7-8", "A.4.1.7-11", "A.4.1.7-16", "A.4.1.7-17", "A.4.1.7-21", "A.4.1.7-22"),
		Steps: "Order a download with a TargetFileName, and uploads of a configuration file and of a log file that the device lists, all with DelaySeconds 3. " +
			"Call GetAllQueuedTransfers in the same session.",
		Passes: "Each of the transfers that were taken is listed once, with its CommandKey, State 1, the right IsDownload and FileType; FileSize and TargetFileName are those of the request or empty.",
	}, func(t *CPE) {
		start := t.Clock.Now()
		down := t.Download("file", t.lent(), func(m *cwmp.Download) { m.DelaySeconds, m.TargetFileName = 3, "cwmpspec.cfg" })
		config := t.instanceUpload("config", "3 Vendor Configuration File", "VendorConfigFile")
		log := t.instanceUpload("log", "4 Vendor Log File", "VendorLogFile")
		list := must[cwmp.GetAllQueuedTransfersResponse](t, t.Call(&cwmp.GetAllQueuedTransfers{})).TransferList
		t.unless(t.Clock.Since(start) >= 3*time.Second, "the device answers so slowly that the transfers fell due before the list came")
		taken := slices.DeleteFunc([]*order{down, config, log}, func(o *order) bool { return o.status() != 1 })
		t.Req("A.4.1.7-4").Expect(len(list), "entries for %d transfers", len(taken)).To(BeNumerically(">=", len(taken)))
		t.Req("A.4.1.7-5").Expect(len(list) >= len(taken) && len(unlisted(list, taken)) > 0, "entries without the CommandKeys of the requests").To(BeFalse())
		for _, o := range taken {
			t.Req("A.4.1.7-4").Expect(len(entriesOf(list, o)), "entries with the CommandKey %s", o.key).To(BeNumerically("<=", 1))
			for _, e := range entriesOf(list, o) {
				t.Req("A.4.1.7-8").Expect(e.State, "State").To(Equal(1))
				t.Req("A.4.1.7-11").Expect(e.IsDownload, "IsDownload").To(Equal(o.method == "Download"))
				t.Req("A.4.1.7-21").Expect(int(e.FileSize), "FileSize").To(BeElementOf(0, o.size()))
				t.Req("A.4.1.7-22").Expect(e.TargetFileName, "TargetFileName").To(BeElementOf("", o.target()))
			}
		}
		t.Req("A.4.1.7-16").Expect(misnamed(list, config, "6 Vendor Configuration File "), "a FileType that names another file").To(BeEmpty())
		t.Req("A.4.1.7-17").Expect(misnamed(list, log, "7 Vendor Log File "), "a FileType that names another file").To(BeEmpty())
		t.Transferred(down, config, log)
	})

	spec(conform.Case{
		ID: "CPE-QT-002", Subject: aboutQueue, Needs: []string{queue},
		Title:  "an empty queue is listed as empty",
		Covers: reqs("A.4.1.7-3"),
		Steps:  "Call GetAllQueuedTransfers with nothing queued by the tester.",
		Passes: "The answer is GetAllQueuedTransfersResponse.",
	}, func(t *CPE) {
		t.Req("A.4.1.7-3").Expect(t.Call(&cwmp.GetAllQueuedTransfers{}).Code(), "the fault code in the answer").To(Equal("none"))
	})

	spec(conform.Case{
		ID: "CPE-QT-003", Subject: aboutQueue, Needs: append([]string{queue}, needsLent...), Waits: 330,
		Title:  "a transfer is listed as in progress while it is, and not as waiting when it is over",
		Covers: reqs("A.4.1.7-9", "A.4.1.7-10"),
		Steps: "Order the lent file from a server that lets 25 seconds pass before it answers. When the request for it has come, open a session and call GetAllQueuedTransfers. " +
			"When TransferComplete comes, answer it with fault 8002 and call GetAllQueuedTransfers again.",
		Passes: "Where the download is listed, its State is 2 in the first list, and 3, or 2 while it is being applied, in the second.",
	}, func(t *CPE) {
		file := t.lent()
		file.Slow = 25 * time.Second
		o := t.Download("file", file)
		t.taken(o)
		if o.status() == 0 {
			t.Skip("the device downloads within the session, before it answers")
		}
		t.End()
		if !o.files.Await(t.Ctx, o.path, 0, t.TransferBound) {
			t.Stop("the file was not fetched")
		}
		t.Connect()
		t.Welcome()
		running := t.states(o)
		t.inTime(o, file.Slow)
		t.Req("A.4.1.7-9").Expect(running, "the State of a download in progress").To(Or(BeEmpty(), Equal([]int{2})))
		t.uptoTransferComplete(o)
		t.refuseReport()
		t.Req("A.4.1.7-10").Expect(t.states(o), "the State of a download that is over").To(Or(BeEmpty(), Equal([]int{2}), Equal([]int{3})))
		t.End()
		t.Transferred(o)
	})
}

// instanceUpload orders an upload of the first instance of a table of files.
func (t *CPE) instanceUpload(path, fileType, table string) *order {
	prefix, instance := t.Device.Root+"DeviceInfo."+table+".", ""
	for _, p := range t.Device.Tree {
		if rest, ok := strings.CutPrefix(p.Name, prefix); ok && rest != "" {
			instance, _, _ = strings.Cut(rest, ".")
			break
		}
	}
	if instance == "" {
		t.Skip("the device lists no instance of %s", prefix)
	}
	return t.Upload(path, acs.File{}, func(m *cwmp.Upload) { m.FileType, m.DelaySeconds = fileType+" "+instance, 3 })
}

// entriesOf are the entries with the key of an order.
func entriesOf(list []cwmp.AllQueuedTransferStruct, o *order) []cwmp.AllQueuedTransferStruct {
	return slices.DeleteFunc(slices.Clone(list), func(e cwmp.AllQueuedTransferStruct) bool { return e.CommandKey != o.key })
}

// unlisted are the orders that no entry has the key of.
func unlisted(list []cwmp.AllQueuedTransferStruct, orders []*order) []*order {
	return slices.DeleteFunc(slices.Clone(orders), func(o *order) bool { return len(entriesOf(list, o)) > 0 })
}

func (o *order) size() int {
	if m, ok := o.reply.Call.(*cwmp.Download); ok {
		return int(m.FileSize)
	}
	return 0
}

func (o *order) target() string {
	if m, ok := o.reply.Call.(*cwmp.Download); ok {
		return m.TargetFileName
	}
	return ""
}

// misnamed is the FileType of an entry for an upload that begins with the
// prefix and names another instance than the request, "" without any.
func misnamed(list []cwmp.AllQueuedTransferStruct, o *order, prefix string) string {
	m, _ := o.reply.Call.(*cwmp.Upload)
	for _, e := range entriesOf(list, o) {
		if rest, ok := strings.CutPrefix(e.FileType, prefix); ok && !strings.HasSuffix(m.FileType, " "+rest) {
			return e.FileType
		}
	}
	return ""
}

// states are the States under which an order is listed.
func (t *CPE) states(o *order) []int {
	var list []int
	for _, e := range entriesOf(must[cwmp.GetAllQueuedTransfersResponse](t, t.Call(&cwmp.GetAllQueuedTransfers{})).TransferList, o) {
		list = append(list, e.State)
	}
	return list
}

// inTime skips the case if a slow transfer may be over by now.
func (t *CPE) inTime(o *order, slow time.Duration) {
	if t.Clock.Protocol(t.elapsed()-o.first()) >= slow || slices.ContainsFunc(o.requests(), func(r acs.Request) bool { return r.Answered > 0 }) {
		t.Skip("the file server answered before the queue was read")
	}
}
