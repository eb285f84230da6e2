package rules

import (
	"fmt"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "session-retrycount",
			Title:  "RetryCount of an Inform is 0 after a session that was successful",
			Covers: []string{"A.3.3.1-20"},
			Check:  checkRetryCount,
		},
		rule.Rule{
			ID:     "session-begins",
			Title:  "a session begins with an Inform",
			Covers: []string{"3.7-1", "A.3.3.1-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					x := s.Exchanges[0]
					// A device that returns a cookie goes on with a session that the ACS has given up.
					if x.Req != nil && x.Req.Has("Cookie") {
						continue
					}
					if c.Facts.Excerpt && s.N == 1 {
						continue
					}
					// What cannot be read is for other rules; GET and the like are no requests of CWMP.
					if x.Req == nil || x.Req.Method != "POST" || x.Req.Truncated != "" || x.ReqEnv != nil && (x.ReqEnv.Kind == cwmp.None || x.ReqEnv.Method == "Inform") {
						continue
					}
					c.Report("3.7-1", rule.Said{X: x, Msg: x.Req}.Whole(), "an Inform in the first POST of a session", post(x))
					if x.ReqEnv != nil {
						c.Report("A.3.3.1-1", rule.Said{X: x, Msg: x.Req}.Whole(), "Inform as the first SOAP request", post(x))
					}
				}
			},
		},
		rule.Rule{
			ID:     "session-inform-once",
			Title:  "there is one Inform in a session, apart from one that has to be sent again",
			Covers: []string{"3.7-2"},
			Check:  checkInformOnce,
		},
		rule.Rule{
			ID:    "session-turns",
			Stops: true,
			Title: "each POST of a session is what Table 7 has the CPE send",
			Covers: []string{"3.7.1.2-1", "3.7.1.3-7", "3.7.1.3-9", "3.7.1.3-16", "3.7.1.3-17", "3.7.1.3-18",
				"3.7.1.4-1", "3.7.1.4-5"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					checkTurns(c, s)
				}
			},
		},
	)
}

// post says what a POST holds.
func post(x *transcript.Exchange) string {
	switch {
	case len(x.Req.Body) == 0:
		return "an empty POST"
	case x.ReqEnv == nil || x.ReqEnv.Kind == cwmp.None:
		return "a POST without a CWMP envelope"
	}
	return x.ReqEnv.Name
}

// informIn is the Inform that begins a session, nil if it has none.
func informIn(s *transcript.Session) (*transcript.Exchange, *cwmp.Inform) {
	for _, x := range s.Exchanges {
		if x.ReqEnv != nil {
			if in, ok := x.ReqEnv.Body.(*cwmp.Inform); ok {
				return x, in
			}
		}
	}
	return nil, nil
}

func checkRetryCount(c *rule.Context) {
	var before *transcript.Session
	for _, s := range c.T.Sessions {
		x, in := informIn(s)
		if in == nil {
			continue
		}
		if before != nil && in.RetryCount != 0 && succeeded(before) && !attempted(c, before, x) && !started(in) {
			if _, last := informIn(before); last.DeviceId == in.DeviceId {
				said := rule.Said{X: x, Msg: x.Req}
				c.Report("A.3.3.1-20", said.Whole(), "RetryCount 0 after a successful session", fmt.Sprintf("RetryCount %d", in.RetryCount))
			}
		}
		before = s
	}
}

// started says that an Inform tells of a start. A device may have tried to reach
// the ACS before its link was up, of which nothing is in the record.
func started(in *cwmp.Inform) bool {
	return slices.ContainsFunc(in.Event, func(e cwmp.EventStruct) bool { return e.EventCode == "1 BOOT" })
}

// attempted says that between a session and the next Inform a connection came
// that brought no request, say for a TLS handshake that failed: a session that
// came no further, which is in no list of sessions.
func attempted(c *rule.Context, before *transcript.Session, next *transcript.Exchange) bool {
	last := before.Exchanges[len(before.Exchanges)-1]
	m := last.Req
	if m == nil {
		m = last.Resp
	}
	from := m.Begun
	return slices.ContainsFunc(c.T.Closings, func(end transcript.Closing) bool {
		return end.Lane == wire.LaneCWMP && end.At >= from && end.At <= next.Req.Begun &&
			!slices.ContainsFunc(c.T.Exchanges, func(x *transcript.Exchange) bool { return x.Conn == end.Conn })
	})
}

// checkInformOnce looks for an Inform in the middle of a session: the record
// begins another session with it, on the same connection and with the same
// RetryCount, though nothing was wrong with the response before it.
func checkInformOnce(c *rule.Context) {
	var before *transcript.Session
	for _, s := range c.T.Sessions {
		x, in := informIn(s)
		if before != nil && in != nil && !before.Ended {
			last := before.Exchanges[len(before.Exchanges)-1]
			_, first := informIn(before)
			if first != nil && first.DeviceId == in.DeviceId && first.RetryCount == in.RetryCount && last.Conn == x.Conn &&
				last.Intent == "" && last.Resp != nil && last.Resp.Status == 200 && last.RespEnv != nil && last.RespEnv.Kind != cwmp.FaultMsg {
				c.Report("3.7-2", rule.Said{X: x, Msg: x.Req}.Whole(), "no second Inform before the session is over", "another Inform on the same connection")
			}
		}
		before = s
	}
}

// succeeded says that a session was successful by any reading: it came to its
// end after an InformResponse, and the ACS got nothing wrong and refused nothing in it. After a refused
// TransferComplete a retry with its own RetryCount is due (3.7.1.5).
func succeeded(s *transcript.Session) bool {
	if !s.Ended {
		return false
	}
	// Only a device that closes the connection itself has surely got the last response.
	if last, closed := closingOf(s, s.Exchanges[len(s.Exchanges)-1].Conn); closed && last.By == wire.ACS {
		return false
	}
	initiated := false
	for _, x := range s.Exchanges {
		initiated = initiated || x.RespEnv != nil && x.RespEnv.Kind == cwmp.Response && x.RespEnv.Method == "Inform"
		if x.Intent != "" || x.RespEnv != nil && x.RespEnv.Kind == cwmp.FaultMsg {
			return false
		}
	}
	return initiated
}

// turns is the state of a session between two POSTs, as Table 7 sees it.
type turns struct {
	asked   *transcript.Exchange // the last response holds a request of the ACS
	owed    int                  // requests of the ACS not answered
	begun   bool                 // InformResponse was sent
	hold    bool                 // HoldRequests of the last response
	emptied bool                 // an empty POST was sent while HoldRequests was false
	over    bool                 // nothing was left to either side (3.7.1.4)
	unclear bool                 // the ACS was wrong on purpose, or the last response cannot be read
}

func checkTurns(c *rule.Context, s *transcript.Session) {
	var t turns
	for i, x := range s.Exchanges {
		if x.Req == nil || x.Req.Method != "POST" || x.Req.Truncated != "" {
			return
		}
		if i > 0 && again(s.Exchanges[i-1]) {
			t.follow(x)
			continue // the same request once more
		}
		if t.begun && !t.unclear {
			t.judge(c, x)
		}
		t.sent(x)
		t.follow(x)
	}
	last := s.Exchanges[len(s.Exchanges)-1]
	if t.begun && !t.unclear && t.owed > 0 && len(last.Req.Body) == 0 && last.Resp != nil && len(last.Resp.Body) == 0 {
		// A device that was cut off owes its response too, but has not gone on to an empty POST.
		c.Report("3.7.1.4-5", rule.Said{X: last, Msg: last.Req}.Whole(), "a response to each request of the ACS before the end of the session", post(last))
	}
}

// again says that the request has to be sent again: a challenge, a redirect, fault 8005.
func again(x *transcript.Exchange) bool {
	if x.Resp == nil {
		return false
	}
	if x.RespEnv != nil {
		f, ok := x.RespEnv.Body.(*cwmp.Fault)
		return ok && f.FaultCode == "8005"
	}
	return x.Resp.Status == 401 || x.Resp.Status/100 == 3 || x.Resp.Status == 415
}

// judge compares a POST with what was due.
func (t *turns) judge(c *rule.Context, x *transcript.Exchange) {
	at := rule.Said{X: x, Msg: x.Req}.Whole()
	kind := cwmp.None
	if x.ReqEnv != nil {
		kind = x.ReqEnv.Kind
	}
	empty := len(x.Req.Body) == 0
	switch {
	case t.over:
		c.Report("3.7.1.4-1", at, "the end of the session after the empty response", post(x))
		if kind == cwmp.Request {
			t.tooLate(c, x, at)
		}
	case t.asked != nil && (empty || kind == cwmp.Request):
		want := t.asked.RespEnv.Method + "Response, or a fault"
		c.Report("3.7.1.2-1", at, want, post(x))
		c.Report("3.7.1.3-16", at, want, post(x))
	case t.asked != nil && kind == cwmp.Response && x.ReqEnv.Method != t.asked.RespEnv.Method:
		c.Report("3.7.1.2-1", at, t.asked.RespEnv.Method+"Response, or a fault", post(x))
	case t.asked == nil && t.owed == 0 && (kind == cwmp.Response || kind == cwmp.FaultMsg):
		c.Report("3.7.1.3-9", at, "an empty POST, since nothing was asked", post(x))
		c.Report("3.7.1.3-17", at, "an empty POST, since nothing was asked", post(x))
	case t.asked == nil && kind == cwmp.Request && t.emptied:
		t.tooLate(c, x, at)
	}
}

// tooLate reports a request of the CPE after its empty POST.
func (t *turns) tooLate(c *rule.Context, x *transcript.Exchange, at rule.At) {
	if !t.emptied || x.ReqEnv.Method == "Inform" {
		return
	}
	c.Report("3.7.1.3-7", at, "no request after the empty POST", post(x))
	c.Report("3.7.1.3-18", at, "no request after the empty POST", post(x))
}

// sent takes note of a POST.
func (t *turns) sent(x *transcript.Exchange) {
	switch {
	case len(x.Req.Body) == 0:
		t.emptied = t.emptied || t.begun && !t.hold
	case x.ReqEnv != nil && (x.ReqEnv.Kind == cwmp.Response || x.ReqEnv.Kind == cwmp.FaultMsg):
		t.owed = max(t.owed-1, 0)
	}
}

// follow takes note of the response.
func (t *turns) follow(x *transcript.Exchange) {
	t.asked, t.hold = nil, false
	t.unclear = t.unclear || x.Intent != "" || x.Resp == nil || x.Resp.Truncated != "" || x.Resp.Status >= 400 && x.Resp.Status != 401
	if x.Resp == nil {
		return
	}
	env := x.RespEnv
	if env == nil {
		mine := x.ReqEnv != nil && x.ReqEnv.Kind == cwmp.Request
		t.over = t.begun && t.emptied && t.owed == 0 && len(x.Resp.Body) == 0 && x.Resp.Status/100 == 2 && !mine
		return
	}
	t.hold = env.Header.HoldRequests != nil && *env.Header.HoldRequests
	switch {
	case env.Kind == cwmp.Request:
		t.asked = x
		t.owed++
	case env.Kind == cwmp.Response && env.Method == "Inform":
		t.begun = true
	}
}
