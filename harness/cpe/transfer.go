package cpe

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// transfer is a file transfer that the ACS asked for (A.3.2.8, A.4.1.5).
type transfer struct {
	download   bool
	key        string
	fileType   string
	url        *url.URL
	user, pass string
	size       uint32
	target     string
	at         time.Time // when to begin
	delay      time.Duration
	session    int // in which it was ordered
	state      int

	announced    bool // by a fault: in a session that did not report it
	begun, ended time.Time
	code         int // 0: success
	text         string

	scheduled bool         // by ScheduleDownload
	windows   []timeWindow // of a scheduled download

	tried, silent bool // of faulty devices alone
}

// The states of a queued transfer (Table 62).
const (
	transferWaiting = 1
	transferRunning = 2
)

// queueSize is how many transfers may wait; three at least.
const queueSize = 4

// space is how large a file the device has room for, in bytes.
const space = 64 << 20

// window is how late a transfer may begin (A.3.2.8).
const window = time.Hour

func (c *CPE) download(m *cwmp.Download) (any, *rpcError) {
	if err := c.refusesDownload(m); err != nil {
		return nil, err
	}
	switch {
	case m.FileType == "1 Firmware Upgrade Image" && !c.faulty("firmware-type-refused"), m.FileType == "3 Vendor Configuration File", m.FileType == "6 Stored Firmware Image":
	default:
		if c.faulty("download-refused-by-9011") {
			return nil, fail(9011, "Upload failure: the file type %q is not supported", m.FileType)
		}
		if c.faulty("download-filetype-9010") {
			return nil, fail(9010, "File transfer failure: the file type %q is not supported", m.FileType)
		}
		if !c.faulty("download-any-filetype") && !c.faulty("download-refusals-come-later") {
			return nil, fail(9003, "Invalid arguments: the file type %q is not supported", m.FileType)
		}
	}
	if m.FileSize > space {
		return nil, c.noSpace(m)
	}
	t := &transfer{download: true, key: m.CommandKey, fileType: m.FileType, user: m.Username, pass: m.Password, size: m.FileSize, target: m.TargetFileName}
	if err := c.enqueue(t, m.URL, m.DelaySeconds); err != nil {
		return nil, err
	}
	return &cwmp.DownloadResponse{Status: c.statusOfTransfer(), StartTime: c.notYet(), CompleteTime: c.notYet()}, nil
}

func (c *CPE) upload(m *cwmp.Upload) (any, *rpcError) {
	if err := c.refusesUpload(m); err != nil {
		return nil, err
	}
	if _, err := c.fileToUpload(m.FileType); err != nil {
		return nil, fail(9003, "Invalid arguments: %v", err)
	}
	t := &transfer{key: m.CommandKey, fileType: m.FileType, user: m.Username, pass: m.Password}
	if err := c.enqueue(t, m.URL, m.DelaySeconds); err != nil {
		return nil, err
	}
	return &cwmp.UploadResponse{Status: c.statusOfTransfer(), StartTime: c.notYet(), CompleteTime: c.notYet()}, nil
}

// enqueue takes a transfer on. It begins after the session at the earliest.
func (c *CPE) enqueue(t *transfer, to string, delay uint32) *rpcError {
	if err := c.key("CommandKey", t.key); err != nil {
		return err
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme == "" {
		return fail(9003, "Invalid arguments: %q is no URL", to)
	}
	if u.User != nil {
		if c.faulty("download-refused-performed") {
			defer c.enqueue(t, strings.Replace(to, u.User.String()+"@", "", 1), delay)
		}
		return fail(9003, "Invalid arguments: the URL has a userinfo component")
	}
	if !c.transports(u.Scheme, t) || u.Host == "" || u.Scheme == "https" && c.faulty("files-https-unsupported") {
		if c.faulty("scheme-refused-by-9012") {
			return fail(9012, "File transfer server authentication failure")
		}
		if c.faulty("scheme-refused-by-9003") {
			return fail(9003, "Invalid arguments: the scheme %s", u.Scheme)
		}
		return fail(9013, "Unsupported protocol for file transfer: %s", u.Scheme)
	}
	if len(c.p.queue) >= c.queueSize() {
		if c.faulty("transfer-queue-full-9001") {
			return fail(9001, "Request denied")
		}
		return fail(9004, "Resources exceeded: the transfer queue is full")
	}
	t.url, t.state = u, transferWaiting
	t.delay, t.session = time.Duration(delay)*time.Second, c.r.number
	t.at = c.delayed(t.delay)
	c.queued(t)
	c.p.queue = append(c.p.queue, t)
	return nil
}

func (c *CPE) getAllQueuedTransfers() (any, *rpcError) {
	out := &cwmp.GetAllQueuedTransfersResponse{}
	for _, t := range c.p.queue {
		out.TransferList = append(out.TransferList, cwmp.AllQueuedTransferStruct{CommandKey: t.key, State: t.state,
			IsDownload: t.download, FileType: c.queuedType(t), FileSize: t.size, TargetFileName: t.target})
	}
	return c.twistQueue(out)
}

// queuedType spells a file type as Table 62 does: uploads have numbers of their own there.
func (c *CPE) queuedType(t *transfer) string {
	if t.download {
		return t.fileType
	}
	if c.faulty("queue-types-as-ordered") {
		return t.fileType
	}
	number, rest, _ := strings.Cut(t.fileType, " ")
	return map[string]string{"1": "3", "2": "4", "3": "6", "4": "7"}[number] + " " + rest
}

func (c *CPE) scheduleInform(m *cwmp.ScheduleInform) (any, *rpcError) {
	if err := c.key("CommandKey", m.CommandKey); err != nil {
		return nil, err
	}
	switch {
	case c.faulty("schedule-inform-one-only") && len(c.p.schedule) > 0:
		return nil, fail(9004, "Resources exceeded: an Inform is scheduled already")
	case c.faulty("schedule-inform-short-key") && len(m.CommandKey) > 16:
		return nil, fail(9003, "Invalid arguments: the CommandKey is too long")
	}
	if m.DelaySeconds == 0 && !c.faulty("schedule-delay-zero-taken") {
		return nil, fail(9003, "Invalid arguments: DelaySeconds is zero")
	}
	at := c.delayed(time.Duration(m.DelaySeconds)*time.Second + c.scheduleLate())
	for _, s := range c.p.schedule {
		if s.key == m.CommandKey && c.updates(s) {
			s.at = at // an update of the one in the queue (A.4.1.2)
			if c.faulty("schedule-update-from-first") {
				s.at = s.asked.Add(time.Duration(m.DelaySeconds) * time.Second)
			}
			return &cwmp.ScheduleInformResponse{}, nil
		}
	}
	if len(c.p.schedule) >= 96 {
		return nil, fail(9001, "Request denied: too many scheduled Informs")
	}
	c.p.schedule = append(c.p.schedule, &scheduled{at: at, asked: c.clock.Now(), key: m.CommandKey})
	c.misplan()
	return &cwmp.ScheduleInformResponse{}, nil
}

// startTransfer begins the first transfer whose time has come; one at a time.
func (c *CPE) startTransfer(now time.Time) {
	if c.r.transfering || c.r.restart != restartNone {
		return
	}
	var t *transfer
	for _, q := range c.p.queue {
		if !now.Before(q.at) && (t == nil || q.at.Before(t.at)) {
			t = q
		}
	}
	if t == nil {
		return
	}
	over, waits := t.missed(now)
	if waits {
		return
	}
	t.begun, t.state = now, transferRunning
	c.r.transfering = true
	c.tooSoon(t)
	p, r := c.p, c.r
	late := over || len(t.windows) == 0 && c.tooLate(t, now)
	if c.forgets(t, now) {
		return
	}
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		var body []byte
		e := fail(9010, "File transfer failure: its time is over")
		if !late {
			body, e = c.perform(t)
		}
		if t.download && e == nil && c.faulty("transfer-applied-after-20-seconds") {
			c.hesitate(slowApply)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.p != p || c.r != r || c.ctx.Err() != nil || c.r.restart != restartNone {
			return // the device was restarted meanwhile; the transfer is still queued
		}
		c.r.transfering = false
		if c.holdsBack(t, body, e) {
			return
		}
		c.finishTransfer(t, body, e)
		c.nudge()
	}()
}

// finishTransfer applies a file and raises the events of its completion.
func (c *CPE) finishTransfer(t *transfer, body []byte, e *rpcError) {
	t.ended = c.clock.Now()
	if e == nil && t.download {
		e = c.apply(t, body)
	}
	e = c.outcome(t, e)
	if e != nil {
		t.code, t.text = e.code, clip(e.text)
		if !c.faulty("transfercomplete-time-of-failure") {
			t.ended = time.Time{}
		}
	}
	for i, q := range c.p.queue {
		if q == t {
			c.p.queue = append(c.p.queue[:i:i], c.p.queue[i+1:]...)
			break
		}
	}
	c.again(t)
	if c.unreported(t) {
		return
	}
	for _, t := range c.gathered(t) {
		c.announce(t)
	}
}

// announce raises the events for the end of a transfer, which TransferComplete
// is to tell.
func (c *CPE) announce(t *transfer) {
	c.p.completed = append(c.p.completed, t)
	if c.faulty("transfer-events-missing") {
		c.raise("2 PERIODIC", "")
		return
	}
	if !c.faulty("transfer-event-without-seven") {
		c.raise("7 TRANSFER COMPLETE", "")
	}
	if !c.faulty("transfer-event-seven-alone") && !c.merged(t) {
		c.raise(t.event(), c.eventKey(t))
	}
}

// event is the M event of the end of a transfer.
func (t *transfer) event() string {
	switch {
	case t.scheduled:
		return "M ScheduleDownload"
	case t.download:
		return "M Download"
	}
	return "M Upload"
}

// apply puts a downloaded file to use. A firmware image takes a restart, after
// which the device reports its new SoftwareVersion together with the completion.
func (c *CPE) apply(t *transfer, body []byte) *rpcError {
	if len(body) == 0 {
		return fail(9018, "File transfer failure: the file is empty")
	}
	if t.fileType == "1 Firmware Upgrade Image" || t.fileType == "6 Stored Firmware Image" {
		if e := c.verify(body); e != nil {
			return e
		}
	}
	if strings.HasPrefix(t.fileType, "1 ") {
		c.p.upgrades++
		if c.faulty("firmware-reported-before-restart") {
			c.r.upgrade = true
			return nil
		}
		c.put("DeviceInfo.SoftwareVersion", "1.0."+strconv.Itoa(c.p.upgrades))
		c.noteChange(c.p.tree.Find(c.name("DeviceInfo.SoftwareVersion")))
		c.r.restart = restartPower
		return nil
	}
	c.put("DeviceInfo.VendorConfigFile.1.Version", strconv.Itoa(len(body)))
	c.put("DeviceInfo.VendorConfigFile.1.Date", string(c.utc(t.ended)))
	if c.faulty("download-is-no-value-change") {
		return nil
	}
	for _, below := range []string{"Version", "Date"} {
		c.noteChange(c.p.tree.Find(c.name("DeviceInfo.VendorConfigFile.1." + below)))
	}
	return nil
}

// completion is the TransferComplete call for a finished transfer.
func (c *CPE) completion(t *transfer, version string) *cwmp.TransferComplete {
	m := &cwmp.TransferComplete{CommandKey: t.key, StartTime: c.transferTime(t.begun), CompleteTime: c.transferTime(t.ended)}
	code := t.code
	if version == "1.0" && code > 9013 {
		code = 9010 // 9014 to 9019 came with CWMP 1.1
		if !t.download {
			code = 9011
		}
	}
	if c.faulty("transfercomplete-key-cut") && len(t.key) > 31 {
		m.CommandKey = t.key[:31]
	}
	m.FaultStruct.FaultCode = uint32(code)
	m.FaultStruct.FaultString = t.text
	return m
}

// transferTime is a moment in TransferComplete: unknown, or counted from the
// start as the standard also has it, where the device does not know the time.
func (c *CPE) transferTime(t time.Time) cwmp.DateTime {
	if t.Before(c.r.booted) || !c.faulty("transfercomplete-times-relative") {
		return c.utc(t)
	}
	return cwmp.SinceBoot(t.Sub(c.r.booted))
}

// reported: the ACS has confirmed a TransferComplete, which delivers its events (Table 8).
func (c *CPE) reported(t *transfer) {
	if c.reportsAgain(t) {
		return
	}
	for i, q := range c.p.completed {
		if q == t {
			c.p.completed = append(c.p.completed[:i:i], c.p.completed[i+1:]...)
			break
		}
	}
	found := false
	c.drop(func(e *event) bool {
		if !found && e.code == t.event() && e.key == c.eventKey(t) {
			found = true
			return true
		}
		return e.code == "7 TRANSFER COMPLETE" && len(c.p.completed) == 0
	})
}

// fileToUpload makes up the file that a file type of an Upload names.
func (c *CPE) fileToUpload(fileType string) ([]byte, error) {
	instance := func(table, n string) bool {
		if c.faulty("upload-instance-ignored") {
			return true
		}
		row := c.p.tree.Find(c.name("DeviceInfo." + table + "." + n + "."))
		return row != nil
	}
	words := strings.Fields(fileType)
	config := fileType == "1 Vendor Configuration File"
	log := fileType == "2 Vendor Log File"
	if len(words) == 5 && strings.HasPrefix(fileType, "3 Vendor Configuration File ") {
		config = instance("VendorConfigFile", words[4])
	}
	if len(words) == 5 && strings.HasPrefix(fileType, "4 Vendor Log File ") {
		log = instance("VendorLogFile", words[4])
	}
	switch {
	case config:
		return []byte("serial=" + c.get("DeviceInfo.SerialNumber") + "\nprovisioning=" + c.get("DeviceInfo.ProvisioningCode") + "\n"), nil
	case log:
		return []byte("the device was started\n"), nil
	}
	return nil, fmt.Errorf("there is no file for the type %q", fileType)
}
