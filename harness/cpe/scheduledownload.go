package cpe

import (
	"slices"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// windowModes are those that a CPE has to support (Table 65).
var windowModes = []string{"1 At Any Time", "2 Immediately", "3 When Idle"}

// timeWindow is when a scheduled download may be made.
type timeWindow struct{ start, end time.Time }

// scheduleDownload queues a download for its first time window (A.4.1.8).
func (c *CPE) scheduleDownload(m *cwmp.ScheduleDownload) (any, *rpcError) {
	if m.FileType != "1 Firmware Upgrade Image" && m.FileType != "3 Vendor Configuration File" {
		return nil, fail(9003, "Invalid arguments: the file type %q is not supported", m.FileType)
	}
	if m.FileSize > space {
		return nil, fail(9010, "File transfer failure: no space for %d bytes", m.FileSize)
	}
	if n := len(m.TimeWindowList); n < 1 || n > 2 {
		return nil, fail(9003, "Invalid arguments: %d time windows", n)
	}
	now := c.clock.Now()
	var windows []timeWindow
	var last uint32
	for _, w := range m.TimeWindowList {
		if w.WindowStart < last || w.WindowEnd < w.WindowStart || w.MaxRetries < -1 || !slices.Contains(windowModes, w.WindowMode) {
			return nil, fail(9003, "Invalid arguments: the time window %d to %d, mode %q", w.WindowStart, w.WindowEnd, w.WindowMode)
		}
		last = w.WindowEnd
		windows = append(windows, timeWindow{now.Add(time.Duration(w.WindowStart) * time.Second), now.Add(time.Duration(w.WindowEnd) * time.Second)})
	}
	t := &transfer{download: true, scheduled: !c.faulty("scheduled-download-told-as-download"), windows: windows,
		key: m.CommandKey, fileType: m.FileType, user: m.Username, pass: m.Password, size: m.FileSize, target: m.TargetFileName}
	if err := c.enqueue(t, m.URL, m.TimeWindowList[0].WindowStart); err != nil {
		return nil, err
	}
	return &cwmp.ScheduleDownloadResponse{}, nil
}

// missed says that the windows of a scheduled download are over, or that it
// waits for the second one, since the first was missed.
func (t *transfer) missed(now time.Time) (over, waits bool) {
	for _, w := range t.windows {
		if !now.After(w.end) {
			t.at = w.start
			return false, now.Before(w.start)
		}
	}
	return len(t.windows) > 0, false
}
