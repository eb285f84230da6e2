package cpe

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults of the device in Upload and GetAllQueuedTransfers.

// refusesUpload is the fault by which a broken device refuses an Upload that
// is in order; nil if it takes it.
func (c *CPE) refusesUpload(m *cwmp.Upload) *rpcError {
	switch {
	case c.faulty("upload-refused-while-queued") && len(c.p.queue) > 0:
		return fail(9001, "Request denied")
	case c.faulty("upload-https-only") && strings.HasPrefix(m.URL, "http:"):
		return fail(9013, "Unsupported protocol for file transfer: http")
	case c.faulty("upload-url-short") && len(m.URL) > 255:
		return fail(9003, "Invalid arguments: the URL is too long")
	case c.faulty("upload-refused-by-9010") && strings.HasSuffix(m.FileType, " 4711"):
		return fail(9010, "File transfer failure: there is no such file")
	}
	return nil
}

// statusOfTransfer is the Status of a response to an order that is taken.
func (c *CPE) statusOfTransfer() int {
	if c.faulty("transfer-status-zero-early") {
		return 0
	}
	return 1
}

// twistQueue is what a broken device makes of the list of its transfers.
func (c *CPE) twistQueue(out *cwmp.GetAllQueuedTransfersResponse) (any, *rpcError) {
	if len(out.TransferList) == 0 && c.faulty("queue-empty-refused") {
		return nil, fail(9004, "Resources exceeded: nothing is queued")
	}
	if len(out.TransferList) == 0 && c.faulty("queue-empty-refused-by-9010") {
		return nil, fail(9010, "File transfer failure: nothing is queued")
	}
	if c.faulty("queue-lists-completed-as-3") {
		for _, t := range c.p.completed {
			out.TransferList = append(out.TransferList, cwmp.AllQueuedTransferStruct{CommandKey: t.key, State: 3,
				IsDownload: t.download, FileType: c.queuedType(t), FileSize: t.size, TargetFileName: t.target})
		}
	}
	if c.faulty("queue-lists-completed") {
		for _, t := range c.p.completed {
			out.TransferList = append(out.TransferList, cwmp.AllQueuedTransferStruct{CommandKey: t.key, State: transferWaiting,
				IsDownload: t.download, FileType: c.queuedType(t)})
		}
	}
	if n := len(out.TransferList); n > mostListed {
		out.TransferList = out.TransferList[n-mostListed:]
	}
	if c.faulty("queue-uploads-missing") {
		out.TransferList = slices.DeleteFunc(out.TransferList, func(e cwmp.AllQueuedTransferStruct) bool { return !e.IsDownload })
	}
	if change := queueFaults[c.cfg.Fault]; change != nil {
		for i := range out.TransferList {
			change(&out.TransferList[i])
		}
	}
	return out, nil
}

var queueFaults = map[string]func(e *cwmp.AllQueuedTransferStruct){
	"queue-key-empty":        func(e *cwmp.AllQueuedTransferStruct) { e.CommandKey = "" },
	"queue-state-zero":       func(e *cwmp.AllQueuedTransferStruct) { e.State-- },
	"queue-state-constant":   func(e *cwmp.AllQueuedTransferStruct) { e.State = transferWaiting },
	"queue-all-downloads":    func(e *cwmp.AllQueuedTransferStruct) { e.IsDownload = true },
	"queue-direction-turned": func(e *cwmp.AllQueuedTransferStruct) { e.IsDownload = !e.IsDownload },
	"queue-size-kilobytes":   func(e *cwmp.AllQueuedTransferStruct) { e.FileSize = e.FileSize/1024 + 1 },
	"queue-name-made-up":     func(e *cwmp.AllQueuedTransferStruct) { e.TargetFileName = "/tmp/transfer.bin" },
	"queue-name-long":        func(e *cwmp.AllQueuedTransferStruct) { e.TargetFileName = strings.Repeat("/flash", 50) },
	"queue-type-words": func(e *cwmp.AllQueuedTransferStruct) {
		_, e.FileType, _ = strings.Cut(e.FileType, " ")
	},
	"queue-type-long": func(e *cwmp.AllQueuedTransferStruct) { e.FileType = "X 0012AB " + strings.Repeat("configuration ", 5) },
	"queue-type-oui":  func(e *cwmp.AllQueuedTransferStruct) { e.FileType = "X 0012ab Configuration" },
	"queue-type-domain": func(e *cwmp.AllQueuedTransferStruct) {
		e.FileType = "X example.com Configuration"
	},
	"queue-type-download-only": func(e *cwmp.AllQueuedTransferStruct) { e.FileType = "1 Firmware Upgrade Image" },
	"queue-instance-counted": func(e *cwmp.AllQueuedTransferStruct) {
		for _, prefix := range []string{"6 Vendor Configuration File ", "7 Vendor Log File "} {
			if strings.HasPrefix(e.FileType, prefix) {
				e.FileType = prefix + "0"
			}
		}
	},
}
