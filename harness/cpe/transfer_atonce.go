package cpe

import (
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// atOnce makes the transfer that was queued last, if it is due and takes no
// restart, and tells its outcome in the response or by a fault (A.3.2.8, the
// first of the three means). out is the response with Status 1.
func (s *session) atOnce(out any) (any, *rpcError) {
	c := s.c
	switch out.(type) {
	case *cwmp.DownloadResponse, *cwmp.UploadResponse:
	default:
		return out, nil
	}
	t := c.takeDue()
	if t == nil {
		return out, nil
	}
	body, e := s.transfer(t)
	c.mu.Lock()
	defer c.mu.Unlock()
	t.ended = c.clock.Now()
	if e == nil && t.download {
		e = c.apply(t, body)
	}
	if e != nil {
		return nil, e.inResponse(t.download)
	}
	if c.faulty("completion-after-status-0") {
		c.announce(t)
	}
	start, complete := c.utc(c.stated(t.begun)), c.utc(c.stated(t.ended))
	if c.faulty("transfer-response-times-unknown") {
		start, complete = cwmp.UnknownTime, cwmp.UnknownTime
	}
	if t.download {
		return &cwmp.DownloadResponse{StartTime: start, CompleteTime: complete}, nil
	}
	return &cwmp.UploadResponse{StartTime: start, CompleteTime: complete}, nil
}

// takeDue takes the transfer queued last out of the queue, if it is to be made at once.
func (c *CPE) takeDue() *transfer {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.p.queue)
	if n == 0 {
		return nil
	}
	t, now := c.p.queue[n-1], c.clock.Now()
	if now.Before(t.at) || strings.HasPrefix(t.fileType, "1 Firmware") {
		return nil
	}
	c.p.queue = c.p.queue[:n-1]
	t.begun = now
	return t
}

// inResponse gives a failure a code that is defined for the response.
func (e *rpcError) inResponse(download bool) *rpcError {
	if !download && e.code != 9012 {
		return fail(9011, "%s", e.text)
	}
	return e
}

// stated is the time that the device has for a moment.
func (c *CPE) stated(t time.Time) time.Time {
	if c.faulty("transfer-response-times-local") {
		return t.Add(time.Hour)
	}
	return t
}
