package cpe

import (
	"bytes"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults of the device in telling the ACS how transfers ended.

// callsDue are the transfers that a session has to report.
func (c *CPE) callsDue() []*transfer {
	var due []*transfer
	for _, t := range c.p.completed {
		if c.faulty("transfercomplete-in-later-session") && !t.tried {
			t.tried = true
			continue
		}
		due = append(due, t)
	}
	return due
}

// gathered lists the transfers to report when one has ended: a broken device
// keeps them until no other one is due, and has room for one CommandKey.
func (c *CPE) gathered(t *transfer) []*transfer {
	if !c.faulty("transfercomplete-key-of-last") {
		return []*transfer{t}
	}
	c.p.gathered = append(c.p.gathered, t)
	for _, q := range c.p.queue {
		if !c.clock.Now().Before(q.at) {
			return nil
		}
	}
	all := c.p.gathered
	c.p.gathered = nil
	for _, g := range all {
		g.key = t.key
	}
	return all
}

// merged says that a broken device has one M event for all transfers of a kind.
func (c *CPE) merged(t *transfer) bool {
	if !c.faulty("transfer-events-merged") && !(t.scheduled && c.faulty("scheduled-downloads-merged")) {
		return false
	}
	for _, e := range c.p.events {
		if e.code == t.event() {
			return true
		}
	}
	return false
}

// confirmedEarly says that a broken device takes the InformResponse for the
// confirmation of an event that waits for another one.
func (c *CPE) confirmedEarly(e *event) bool {
	return e.code == "M ScheduleDownload" && c.faulty("scheduled-download-delivered-by-inform") || e.onUnits() && c.faulty("units-delivered-by-inform")
}

// patience is how long a broken device waits for the end of a transfer, in
// protocol time.
const patience = 4 * time.Second

// tooSoon lets a broken device report a transfer that takes long before it is over.
func (c *CPE) tooSoon(t *transfer) {
	var e *rpcError
	switch {
	case c.faulty("slow-transfer-as-success"):
	case c.faulty("slow-transfer-as-failure"):
		e = fail(9010, "File transfer failure: it takes too long")
	default:
		return
	}
	early := *t
	c.later(patience, func() {
		if !t.ended.IsZero() || t.code != 0 {
			return
		}
		early.ended = c.clock.Now()
		if e != nil {
			early.code, early.text, early.ended = e.code, e.text, time.Time{}
		}
		t.silent = e == nil
		c.announce(&early)
		c.nudge()
	})
}

// installLate has a broken device restart for firmware whose download it has
// reported already as a success.
func (c *CPE) installLate() {
	if c.r.upgrade {
		c.r.restart = restartPower
	}
}

// notYet is the StartTime and CompleteTime of a response with Status 1.
func (c *CPE) notYet() cwmp.DateTime {
	if c.faulty("transfer-response-times-now") {
		return c.utc(c.clock.Now())
	}
	return cwmp.UnknownTime
}

// inCompletion is a mutation of TransferComplete.
func inCompletion(change func(*cwmp.TransferComplete)) mutation {
	return mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.TransferComplete); ok {
			change(m)
		}
	}}
}

// inBytes is a mutation of the envelopes of one name.
func inBytes(name string, change func([]byte) []byte) mutation {
	return mutation{Bytes: func(n string, b []byte) []byte {
		if n != name {
			return b
		}
		return change(b)
	}}
}

// drop takes the first element of a name out of an envelope and returns it.
func drop(b []byte, name string) (rest, element []byte) {
	from := bytes.Index(b, []byte("<"+name+">"))
	end := []byte("</" + name + ">")
	to := bytes.Index(b, end)
	if from < 0 || to < 0 {
		return b, nil
	}
	to += len(end)
	element = bytes.Clone(b[from:to])
	return append(b[:from:from], b[to:]...), element
}

var (
	_ = mutate("transfercomplete-times-epoch", inCompletion(func(m *cwmp.TransferComplete) {
		m.StartTime, m.CompleteTime = "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"
	}))
	_ = mutate("transfercomplete-failure-time-made-up", inCompletion(func(m *cwmp.TransferComplete) {
		if m.FaultStruct.FaultCode != 0 {
			m.CompleteTime = "2000-01-01T00:00:00Z"
		}
	}))
	_ = mutate("transfercomplete-times-local", inCompletion(func(m *cwmp.TransferComplete) {
		for _, d := range []*cwmp.DateTime{&m.StartTime, &m.CompleteTime} {
			if at, err := d.Parse(); err == nil && !at.Unknown {
				*d = cwmp.DateTime(at.Time.In(time.FixedZone("", 7200)).Format("2006-01-02T15:04:05-07:00"))
			}
		}
	}))
	_ = mutate("transfercomplete-faultstring-long", inCompletion(func(m *cwmp.TransferComplete) {
		if m.FaultStruct.FaultCode != 0 {
			m.FaultStruct.FaultString += string(bytes.Repeat([]byte(" !"), 140))
		}
	}))
	_ = mutate("transfercomplete-order-changed", inBytes("TransferComplete", func(b []byte) []byte {
		rest, start := drop(b, "StartTime")
		return bytes.Replace(rest, []byte("<FaultStruct>"), append(start, "<FaultStruct>"...), 1)
	}))
	_ = mutate("transfercomplete-faultstring-missing", inBytes("TransferComplete", func(b []byte) []byte {
		rest, _ := drop(b, "FaultString")
		return rest
	}))
	_ = mutate("transfercomplete-faultcode-empty", inBytes("TransferComplete", func(b []byte) []byte {
		return bytes.Replace(b, []byte("<FaultCode>0</FaultCode>"), []byte("<FaultCode></FaultCode>"), 1)
	}))
	_ = mutate("transfer-response-times-missing", mutation{Bytes: func(name string, b []byte) []byte {
		if name == "DownloadResponse" || name == "UploadResponse" {
			b, _ = drop(b, "StartTime")
			b, _ = drop(b, "CompleteTime")
		}
		return b
	}})
)
