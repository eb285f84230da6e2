package cpe

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Faults of the device in file transfers.

// refusesDownload is the fault by which a broken device refuses a Download
// that is in order; nil if it takes it.
func (c *CPE) refusesDownload(m *cwmp.Download) *rpcError {
	switch {
	case c.faulty("download-unsupported"):
		return fail(9000, "Method not supported")
	case c.faulty("download-refused-while-queued") && len(c.p.queue) > 0:
		return fail(9001, "Request denied")
	case c.faulty("download-size-unknown-9001") && m.FileSize == 0:
		return fail(9001, "Request denied: the device wants to know the size before")
	case c.faulty("download-size-zero-refused") && m.FileSize == 0:
		return fail(9010, "File transfer failure: the file is empty")
	case c.faulty("download-result-urls-refused") && m.SuccessURL != "":
		return fail(9003, "Invalid arguments: SuccessURL")
	}
	return nil
}

// spoilTransfers is what a broken device loses in a restart.
func (c *CPE) spoilTransfers() {
	switch {
	case c.r.upgrade:
		c.put("DeviceInfo.SoftwareVersion", "1.0."+strconv.Itoa(c.p.upgrades))
	case c.faulty("transfer-queue-lost-by-restart"):
		c.p.queue = nil
	case c.faulty("units-lost-by-restart"):
		c.p.unitsDone = nil
		c.drop((*event).onUnits)
	case c.faulty("scheduled-downloads-lost-by-restart"):
		c.p.completed = slices.DeleteFunc(c.p.completed, func(t *transfer) bool { return t.scheduled })
		c.drop(func(e *event) bool {
			return e.code == "M ScheduleDownload" || e.code == "7 TRANSFER COMPLETE" && len(c.p.completed) == 0
		})
	case c.faulty("completions-lost-by-restart"), c.faulty("transfers-not-queued"):
		c.p.completed = nil
		c.drop((*event).onTransferComplete)
	case c.faulty("download-lost-by-restart"):
		c.put("DeviceInfo.VendorConfigFile.1.Version", "1")
		c.put("DeviceInfo.VendorConfigFile.1.Date", string(cwmp.UnknownTime))
	}
}

// queued lets a broken device put a transfer in its queue in its own way.
func (c *CPE) queued(t *transfer) {
	t.at = t.at.Add(c.transfersLate())
	switch {
	case c.faulty("transfer-delay-ignored"), c.faulty("transfers-not-queued"):
		t.at = c.clock.Now()
	case c.faulty("transfer-delay-long") && t.at.After(c.clock.Now().Add(time.Second)),
		c.faulty("transfer-late") && !t.at.After(c.clock.Now().Add(time.Second)):
		t.at = t.at.Add(50 * time.Second)
	case c.faulty("transfer-replaces-queued"):
		c.p.queue = nil
	case c.faulty("transfer-queue-fifo"):
		for _, q := range c.p.queue {
			if q.at.After(t.at) {
				t.at = q.at
			}
		}
	}
	if c.faulty("transfer-in-session") {
		c.later(t.at.Sub(c.clock.Now()), func() { c.startTransfer(c.clock.Now()) })
	}
}

// again lets a broken device try a transfer that failed once more.
func (c *CPE) again(t *transfer) {
	if !c.faulty("transfer-retried") || t.code == 0 || t.tried {
		return
	}
	next := *t
	next.tried, next.state, next.silent = true, transferWaiting, true
	next.at = c.clock.Now().Add(3 * time.Second)
	c.p.queue = append(c.p.queue, &next)
}

// unreported says that a broken device keeps the end of a transfer to itself.
func (c *CPE) unreported(t *transfer) bool {
	switch {
	case t.silent, c.faulty("download-never-reported") && t.download, c.faulty("upload-never-reported") && !t.download,
		c.faulty("transfer-failure-unreported") && t.code != 0:
		return true
	case c.faulty("transfers-of-one-session-reported-once"):
		if t.session == c.p.reportedFor[t.download] {
			return true
		}
		c.p.reportedFor[t.download] = t.session
	case c.faulty("transfers-reported-once"):
		for _, q := range c.p.completed {
			if q.download == t.download {
				return true
			}
		}
	}
	return false
}

// outcome is what a broken device makes of how a transfer went.
func (c *CPE) outcome(t *transfer, e *rpcError) *rpcError {
	switch {
	case e == nil && c.faulty("transfer-success-as-http-status"):
		return fail(200, "OK")
	case e == nil:
		return nil
	case c.faulty("transfer-failure-as-success"),
		c.faulty("download-truncated-taken") && strings.Contains(e.text, "no HTTP response"):
		return nil
	case c.faulty("transfercomplete-code-of-vendor"):
		return fail(9813, "%s", e.text)
	case c.faulty("transfer-failures-general"):
		return fail(map[bool]int{true: 9010, false: 9011}[t.download], "%s", e.text)
	case t.scheduled && c.faulty("scheduled-failure-9020"):
		return fail(9020, "Cannot complete download within specified time windows")
	case c.faulty("transfer-failures-all-9012"):
		return fail(9012, "File transfer server authentication failure")
	case c.faulty("transfer-failures-all-9005"):
		return fail(9005, "Invalid parameter name")
	case c.faulty("transfer-failures-all-9015"):
		return fail(9015, "Unable to contact file server")
	}
	return e
}

// tooLate says that the hour has passed in which a transfer may begin.
func (c *CPE) tooLate(t *transfer, now time.Time) bool {
	return now.Sub(t.at) > window && !c.faulty("transfer-window-ignored")
}

// forgets says that a broken device drops a transfer that it could not begin in time.
func (c *CPE) forgets(t *transfer, now time.Time) bool {
	late := now.Sub(t.at)
	lost := c.faulty("transfer-window-missed-unreported") && late > window || c.faulty("transfer-due-in-session-forgotten") && late > time.Minute && late <= window
	if lost {
		c.r.transfering = false
		c.p.queue = slices.DeleteFunc(c.p.queue, func(q *transfer) bool { return q == t })
	}
	return lost
}

// holdsBack has a broken device put off what is to be done with a file.
func (c *CPE) holdsBack(t *transfer, body []byte, e *rpcError) bool {
	switch {
	case c.faulty("stored-image-not-reported") && strings.HasPrefix(t.fileType, "6 "):
		c.p.queue = slices.DeleteFunc(c.p.queue, func(q *transfer) bool { return q == t })
		return true // until it runs
	case c.faulty("download-applied-at-night") && t.download && t.delay >= time.Minute:
	default:
		return false
	}
	c.later(2*window, func() {
		c.finishTransfer(t, body, e)
		c.nudge()
	})
	// It has begun, so that it is not begun again.
	c.p.queue = slices.DeleteFunc(c.p.queue, func(q *transfer) bool { return q == t })
	return true
}

// keepsCancelled has a broken device take the end of a transfer that was
// cancelled for one that it has to report.
func (c *CPE) keepsCancelled(t *transfer) bool {
	if c.faulty("cancelled-transfer-reported") {
		t.code, t.text = 9010, "File transfer failure: cancelled"
		c.announce(t)
	}
	return false
}

// cancelCode is the fault code for a transfer that cannot be cancelled any more.
func (c *CPE) cancelCode() int {
	if c.faulty("cancel-running-9004") {
		return 9004
	}
	return 9021
}

// misjudged is the code by which a broken device tells what is wrong with a file.
func (c *CPE) misjudged(e *rpcError) *rpcError {
	switch {
	case c.faulty("corrupt-file-9012") && e.code == 9018, c.faulty("forged-file-9016") && e.code == 9019:
		return fail(map[int]int{9018: 9012, 9019: 9016}[e.code], "%s", e.text)
	}
	return e
}

// cached says that a broken device takes the file from a download before.
func (c *CPE) cached(t *transfer) bool {
	if !c.faulty("download-cached") || !t.download {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.p.fetched[t.url.String()] {
		return true
	}
	c.p.fetched[t.url.String()] = true
	return false
}

// fileServer changes with what a broken device goes to a file server.
func (c *CPE) fileServer(h *client) {
	switch {
	case c.faulty("files-acs-credentials"):
		h.user, h.pass = c.get("ManagementServer.Username"), c.get("ManagementServer.Password")
	case c.faulty("files-credentials-cut"):
		h.user, h.pass = h.user[:min(len(h.user), 64)], h.pass[:min(len(h.pass), 64)]
	case c.faulty("files-https-as-http") && h.at.Scheme == "https":
		h.at = &url.URL{Scheme: "http", Host: h.at.Host, Path: h.at.Path}
	}
}

// refusedChallenge says that a broken device does not answer the challenge of a file server.
func (h *client) refusedChallenge() bool {
	return h.peer == wire.FS && (h.c.faulty("files-basic-unsupported") && h.challenge.Scheme == "Basic" ||
		h.c.faulty("files-digest-unsupported") && h.challenge.Scheme == "Digest" ||
		h.c.faulty("files-md5-named-refused") && h.challenge.Algorithm == "MD5" ||
		h.c.faulty("files-md5-sess-refused") && h.challenge.Algorithm == "MD5-sess")
}

// noSpace refuses a Download of a file that is too large.
func (c *CPE) noSpace(m *cwmp.Download) *rpcError {
	if c.faulty("download-size-refused-by-9004") {
		return fail(9004, "Resources exceeded: no space for %d bytes", m.FileSize)
	}
	return fail(9010, "File transfer failure: no space for %d bytes", m.FileSize)
}

func (c *CPE) queueSize() int {
	switch {
	case c.faulty("transfer-queue-of-two"):
		return 2
	case c.faulty("queue-lists-sixteen"):
		return 2 * mostListed
	}
	return queueSize
}

// eventKey is the CommandKey of the M event of a transfer.
func (c *CPE) eventKey(t *transfer) string {
	if c.faulty("transfer-event-key-empty") || t.scheduled && c.faulty("scheduled-download-key-lost") {
		return ""
	}
	return t.key
}

// reportsAgain says that a broken device does not take note of the first
// TransferCompleteResponse for a transfer.
func (c *CPE) reportsAgain(t *transfer) bool {
	if !c.faulty("transfer-reported-twice") || t.tried {
		return false
	}
	t.tried = true
	c.r.want = true
	return true
}
