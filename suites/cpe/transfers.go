package cpe

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

// order is a transfer that was asked for by Download or Upload.
type order struct {
	method string
	key    string
	files  *acs.FileServer
	path   string
	asked  time.Duration // real time since the record began, just before the request was sent
	delay  time.Duration // DelaySeconds
	reply  *Reply
	before int           // requests that the file server had seen when the answer came
	freed  time.Duration // when a session was over that kept the device from it, as asked
	over   bool          // nothing is waited for any more
	told   []string      // the events of its session that was made to fail
}

// completion is a TransferComplete that came.
type completion struct {
	*cwmp.TransferComplete
	inform *cwmp.Inform // of its session
	begun  time.Duration
	at     rule.At
}

// Download orders a Download of what the file server then has at the path.
// FileSize is the size of the content; edit may change the request.
func (t *CPE) Download(path string, file acs.File, edit ...func(*cwmp.Download)) *order {
	return t.downloadFrom(t.Files, path, file, edit...)
}

// downloadFrom is Download with the choice of the file server.
func (t *CPE) downloadFrom(files *acs.FileServer, path string, file acs.File, edit ...func(*cwmp.Download)) *order {
	return t.downloadWrong(files, path, file, "", nil, edit...)
}

// downloadWrong is downloadFrom with an envelope that patch makes wrong on purpose.
func (t *CPE) downloadWrong(files *acs.FileServer, path string, file acs.File, intent string, patch func([]byte) []byte, edit ...func(*cwmp.Download)) *order {
	t.Open()
	o := t.order(files, "Download", path, file)
	m := &cwmp.Download{CommandKey: o.key, FileType: t.downloadType(), URL: o.files.URL(o.path), FileSize: uint32(len(file.Content))}
	for _, e := range edit {
		e(m)
	}
	o.key, o.delay = m.CommandKey, time.Duration(m.DelaySeconds)*time.Second
	return t.placed(o, m, intent, patch)
}

// Upload orders an Upload to the path.
func (t *CPE) Upload(path string, file acs.File, edit ...func(*cwmp.Upload)) *order {
	return t.uploadTo(t.Files, path, file, edit...)
}

// uploadTo is Upload with the choice of the file server.
func (t *CPE) uploadTo(files *acs.FileServer, path string, file acs.File, edit ...func(*cwmp.Upload)) *order {
	t.Open()
	o := t.order(files, "Upload", path, file)
	m := &cwmp.Upload{CommandKey: o.key, FileType: t.uploadType(), URL: o.files.URL(o.path)}
	for _, e := range edit {
		e(m)
	}
	o.key, o.delay = m.CommandKey, time.Duration(m.DelaySeconds)*time.Second
	return t.placed(o, m, "", nil)
}

// placed calls the method that asks for the transfer.
func (t *CPE) placed(o *order, request any, intent string, patch func([]byte) []byte) *order {
	o.reply = t.CallWrong(request, intent, patch)
	o.before = len(o.transfers())
	return o
}

// downloadType is the FileType of the lent file, or one for the downloads that
// must fail where no file is lent.
func (t *CPE) downloadType() string { return cmp.Or(t.Lent.FileType, "3 Vendor Configuration File") }

// uploadType is the FileType of a configuration file that the device lists,
// else the one that came before instances of it were told apart.
func (t *CPE) uploadType() string {
	table := t.Device.Root + "DeviceInfo.VendorConfigFile."
	for _, p := range t.Device.Tree {
		rest, ok := strings.CutPrefix(p.Name, table)
		number, _, _ := strings.Cut(rest, ".")
		if _, err := strconv.ParseUint(number, 10, 32); ok && err == nil {
			return "3 Vendor Configuration File " + number
		}
	}
	return "1 Vendor Configuration File"
}

func (t *CPE) order(files *acs.FileServer, method, path string, file acs.File) *order {
	o := &order{method: method, key: t.key(), files: files, path: "/" + t.Case.ID + "/" + path, asked: t.elapsed()}
	o.files.Put(o.path, file)
	if len(t.orders) == 0 {
		t.Cleanup("the queue of transfers", func() error { t.Transferred(t.orders...); return nil })
	}
	t.orders = append(t.orders, o)
	return o
}

// elapsed is the real time since the record began.
func (t *CPE) elapsed() time.Duration { return time.Since(t.Recorder.Origin()) }

// lent is the file that the target lends, none if it lends none.
func (t *CPE) lent() acs.File {
	return acs.File{Content: t.Lent.Content, Absent: t.Lent.Content == nil}
}

// heard takes note of a TransferComplete that a session brought.
func (t *CPE) heard(in *acs.Incoming, s *acs.Session) {
	if m, ok := in.Env.Body.(*cwmp.TransferComplete); ok && in.Env.Kind == cwmp.Request {
		t.completions = append(t.completions, completion{m, s.Inform(), in.Exchange.Req.Begun,
			rule.At{X: in.Exchange, Msg: in.Exchange.Req, Offset: -1}})
	}
}

// Transferred ends the session and serves those that the device opens until
// every one of the orders that it took is reported, or should have been.
func (t *CPE) Transferred(orders ...*order) {
	t.End()
	var latest time.Duration
	for _, o := range orders {
		latest = max(latest, t.due(o))
	}
	t.servedUntil(t.Clock.Protocol(latest-t.elapsed())+t.reportBound(), func() bool { return !t.awaits(orders) })
	t.unreported = t.unreported || t.awaits(orders)
	for _, o := range orders {
		o.over = true
	}
}

// reportWithin ends the session and serves those that the device opens until an
// order is reported, at most for the time given.
func (t *CPE) reportWithin(o *order, bound time.Duration) {
	t.servedUntil(bound, func() bool { return t.completion(o) != nil })
}

// reportBound is how long the report of a transfer that is due is waited for,
// in protocol time.
func (t *CPE) reportBound() time.Duration {
	if t.unreported {
		return min(t.TransferBound, unreportedBound)
	}
	return t.TransferBound
}

// unreportedBound is how long a report is waited for, in protocol time, on a
// device that has left a transfer without one before, though it was given the
// whole TransferBound: a dozen cases would wait as long for the same silence.
const unreportedBound = 60 * time.Second

// due is the moment from which a transfer can be made, in real time since the record began.
func (t *CPE) due(o *order) time.Duration { return max(o.asked+t.Clock.Real(o.delay), o.freed) }

func (t *CPE) awaits(orders []*order) bool {
	return !t.spent() && slices.ContainsFunc(orders, func(o *order) bool {
		return !o.over && (o.status() == 1 || o.premature()) && t.completion(o) == nil
	})
}

// spent says that several transfers of the case were taken and each was
// reported, whatever CommandKeys the reports have; those of other cases, which
// a device may send late or again, do not count.
func (t *CPE) spent() bool {
	taken := 0
	for _, o := range t.orders {
		if o.status() == 1 {
			taken++
		}
	}
	reports := 0
	for _, m := range t.completions {
		if !strings.HasPrefix(m.CommandKey, "CPE-") || strings.HasPrefix(m.CommandKey, t.Case.ID) {
			reports++
		}
	}
	return taken > 1 && reports >= taken
}

// mixedUp says that one session had as many TransferComplete calls as transfers
// were taken in the case, three or more, and all with the same CommandKey. Two
// of the same may be one that is told again; in another session, more may be.
func (t *CPE) mixedUp() bool {
	taken := 0
	for _, o := range t.orders {
		if o.status() == 1 {
			taken++
		}
	}
	of := map[*cwmp.Inform][]completion{}
	for _, c := range t.completions {
		of[c.inform] = append(of[c.inform], c)
	}
	for _, list := range of {
		if taken < 3 || len(list) != taken || !slices.ContainsFunc(t.orders, func(o *order) bool { return o.key == list[0].CommandKey }) {
			continue
		}
		if !slices.ContainsFunc(list, func(c completion) bool { return c.CommandKey != list[0].CommandKey }) {
			t.At(list[taken-1].at)
			return true
		}
	}
	return false
}

// status is the Status in the response to the order, -1 for a fault.
func (o *order) status() int {
	if o.reply != nil {
		switch m := o.reply.Body.(type) {
		case *cwmp.DownloadResponse:
			return m.Status
		case *cwmp.UploadResponse:
			return m.Status
		case *cwmp.ScheduleDownloadResponse:
			return 1 // always told by TransferComplete (A.4.1.8)
		}
	}
	return -1
}

// completion is the TransferComplete of an order, nil if none came. One whose
// key is the beginning of that of an order without any is taken for its own.
func (t *CPE) completion(o *order) *completion {
	stray := slices.DeleteFunc(slices.Clone(t.completions), func(c completion) bool {
		return slices.ContainsFunc(t.orders, func(o *order) bool { return o.key == c.CommandKey })
	})
	for _, other := range t.orders {
		i := slices.IndexFunc(t.completions, func(c completion) bool { return c.CommandKey == other.key })
		var found *completion
		switch {
		case i >= 0:
			found = &t.completions[i]
		case other.status() == 1 && len(stray) > 0 && strings.HasPrefix(other.key, stray[0].CommandKey):
			found, stray = &stray[0], stray[1:]
		}
		if other == o {
			return found
		}
	}
	return nil
}

// reports counts the TransferComplete calls with the key of an order.
func (t *CPE) reports(o *order) (n int) {
	for _, c := range t.completions {
		if c.CommandKey == o.key {
			n++
		}
	}
	return n
}

// outcome says in words how the device reported the order, by whichever means,
// and makes that message the evidence of the next expectations.
func (t *CPE) outcome(o *order) string {
	t.about(o.reply.In)
	c := t.completion(o)
	switch {
	case o.reply.Ended:
		return silence
	case o.reply.Fault != nil:
		return "fault " + o.reply.Code()
	case c != nil:
	case o.status() == 0 && !o.premature():
		return success
	case t.spent():
		t.Stop("as many transfers were reported as were ordered, but none with the CommandKey %s", o.key)
	default:
		return silence
	}
	t.At(c.at)
	if c.FaultStruct.FaultCode == 0 {
		return success
	}
	return fmt.Sprintf("failure %d", c.FaultStruct.FaultCode)
}

// What outcome says besides "fault" and "failure" with their codes.
const (
	success = "success"
	silence = "no report"
)

// failure matches the outcome of a transfer that is reported to have failed.
var failure = conform.As("be a fault or a failure that is reported", MatchRegexp("^(fault|failure) "))

// requests are those for an order at the file server.
func (o *order) requests() []acs.Request { return o.files.Requests(o.path) }

// requestsFor counts the requests for some orders at the file server.
func requestsFor(orders ...*order) (n int) {
	for _, o := range orders {
		n += len(o.requests())
	}
	return n
}

// transfers are the requests for an order at the file server that it served,
// challenges left out.
func (o *order) transfers() []acs.Request {
	return slices.DeleteFunc(o.requests(), func(r acs.Request) bool { return !r.Served() || r.Message.Method == "HEAD" })
}

// after is how many protocol seconds after the order the first request for it
// came to the file server, -1 if none did.
func (t *CPE) after(o *order) float64 {
	list := o.requests()
	if len(list) == 0 {
		return -1
	}
	return (list[0].Begun - o.asked).Seconds() * t.Clock.Factor()
}

// eventsWith lists the events of an Inform that completed transfers bring,
// with the CommandKey behind an M event.
func eventsWith(in *cwmp.Inform) []string {
	var list []string
	for _, e := range in.Event {
		switch e.EventCode {
		case "7 TRANSFER COMPLETE":
			list = append(list, e.EventCode)
		case "M Download", "M ScheduleDownload", "M Upload":
			list = append(list, e.EventCode+" "+e.CommandKey)
		}
	}
	return list
}

// announced lists the events of the session in which an order was reported.
func (t *CPE) announced(o *order) []string {
	c := t.completion(o)
	if c == nil {
		return nil
	}
	return eventsWith(c.inform)
}

// pause lets protocol time pass while the device waits in a session, or has none.
func (t *CPE) pause(d time.Duration) {
	if err := t.Clock.Wait(t.Ctx, d); err != nil {
		t.Stop("%v", err)
	}
}

// within is how long a transfer may take until it begins, in seconds.
func (t *CPE) within() float64 { return t.TransferBound.Seconds() / 2 }
