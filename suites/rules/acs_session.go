package rules

import (
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:    "acs-turns",
			Only:  wire.ACS,
			Stops: true,
			Title: "each HTTP response of a session is what Table 10 has the ACS send",
			Covers: []string{"3.7.2.1-1", "3.7.2.2-1", "3.7.2.3-3", "3.7.2.3-4", "3.7.2.3-6", "3.7.2.3-7", "3.7.2.4-5", "3.7.2.4-7",
				"3.7.2.4-26"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					checkACSTurns(c, s)
				}
			},
		},
		rule.Rule{
			ID:     "acs-bad-request",
			Only:   wire.ACS,
			Title:  "an HTTP 400 has no SOAP content",
			Covers: []string{"3.7.2.4-16", "3.7.2.4-21", "3.7.2.4-27"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Msg.Status != 400 || s.Env.Kind == cwmp.None {
						continue
					}
					id, q := "3.7.2.4-21", s.X.ReqEnv
					switch {
					case q != nil && q.Kind == cwmp.FaultMsg && len(q.Defects) == 0:
						id = "3.7.2.4-27"
					case q != nil && (q.SOAP.Malformed || q.Kind == cwmp.None || q.Kind == cwmp.FaultMsg):
						id = "3.7.2.4-16"
					}
					c.Report(id, s.Body(0), "a body that is empty or a text for people", "an envelope with "+s.Env.Name)
				}
			},
		},
		rule.Rule{
			ID:     "acs-inform-response",
			Only:   wire.ACS,
			Title:  "MaxEnvelopes of an InformResponse is 1",
			Covers: []string{"A.3.3.1-44"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					m, ok := s.Env.Body.(*cwmp.InformResponse)
					if !ok || !s.Env.SOAP.WellFormed || m.MaxEnvelopes == 1 {
						continue
					}
					got := fmt.Sprintf("MaxEnvelopes %d", m.MaxEnvelopes)
					if s.Env.SOAP.Entries[0].Child("MaxEnvelopes") == nil {
						got = "no MaxEnvelopes"
					}
					c.Report("A.3.3.1-44", s.Body(s.Env.SOAP.Entries[0].Offset), "MaxEnvelopes 1", got)
				}
			},
		},
	)
}

// checkACSTurns follows a session up to the first message that either side got
// wrong on purpose or that cannot be read.
func checkACSTurns(c *rule.Context, s *transcript.Session) {
	begun, hold, emptied, over := false, false, false, false
	for _, x := range s.Exchanges {
		if x.Req == nil || x.Req.Method != "POST" || x.Req.Truncated != "" || x.Intent != "" || x.Resp == nil || x.Resp.Truncated != "" || over {
			return
		}
		if x.ReqEnv == nil && len(x.Req.Body) > 0 || x.ReqEnv != nil && (x.ReqEnv.SOAP.Malformed || x.ReqEnv.Kind == cwmp.None) {
			return
		}
		if again(x) {
			continue
		}
		mine := x.ReqEnv != nil && x.ReqEnv.Kind == cwmp.Request
		if !begun {
			begun = informAnswered(c, x)
			if !begun {
				return
			}
			hold = holds(x)
			continue
		}
		if mine {
			checkOwed(c, x)
		} else {
			checkOwnTurn(c, x)
		}
		emptied = emptied || len(x.Req.Body) == 0 && !hold
		hold = holds(x)
		over = x.Resp.Status >= 400 || emptied && len(x.Resp.Body) == 0
	}
}

// holds tells whether a response has HoldRequests true.
func holds(x *transcript.Exchange) bool {
	return x.RespEnv != nil && x.RespEnv.Header.HoldRequests != nil && *x.RespEnv.Header.HoldRequests
}

// informAnswered judges the answer to the first POST and tells whether it let
// the session begin. A refusal may have any form but that of success.
func informAnswered(c *rule.Context, x *transcript.Exchange) bool {
	if x.ReqEnv == nil || x.ReqEnv.Name != "Inform" || x.Resp.Status/100 != 2 {
		return false
	}
	if x.RespEnv != nil && (x.RespEnv.Name == "InformResponse" || x.RespEnv.Kind == cwmp.FaultMsg) {
		return x.RespEnv.Kind == cwmp.Response
	}
	c.Report("3.7.2.1-1", rule.Said{X: x, Msg: x.Resp}.Whole(), "an InformResponse, or a fault or an error if the session is refused", answer(x))
	return false
}

// answer says what an HTTP response holds.
func answer(x *transcript.Exchange) string {
	switch {
	case x.RespEnv != nil && x.RespEnv.Kind != cwmp.None:
		return x.RespEnv.Name
	case len(x.Resp.Body) == 0:
		return fmt.Sprintf("status %d without a body", x.Resp.Status)
	}
	return fmt.Sprintf("status %d without an envelope", x.Resp.Status)
}

// checkOwed judges the answer to a request of the CPE: its response or a fault.
// Statuses by which the ACS ends the session, or by which HTTP itself refuses a
// message, are let pass: 400 is at the discretion of the ACS.
func checkOwed(c *rule.Context, x *transcript.Exchange) {
	at := rule.Said{X: x, Msg: x.Resp}.Whole()
	want := x.ReqEnv.Method + "Response, or a fault"
	switch x.Resp.Status {
	case 400, 407, 413, 429, 503:
		return
	}
	switch {
	case x.RespEnv != nil && (x.RespEnv.Kind == cwmp.Response || x.RespEnv.Kind == cwmp.FaultMsg):
	case x.RespEnv != nil && x.RespEnv.Kind == cwmp.Request && (cwmp.NewMessage(x.RespEnv.Name) == nil || x.RespEnv.Name == "Fault"):
		// A response with a wrong name or namespace rather than a call of a method that nobody knows.
	case x.RespEnv != nil && x.RespEnv.Kind == cwmp.Request:
		reportAll(c, []string{"3.7.2.2-1", "3.7.2.3-4", "3.7.2.4-5"}, at, want, "a request, "+answer(x))
	case x.Resp.Status/100 == 2 && len(x.Resp.Body) == 0:
		reportAll(c, []string{"3.7.2.2-1", "3.7.2.3-6", "3.7.2.4-5"}, at, want, answer(x))
	default:
		c.Report("3.7.2.2-1", at, want, answer(x))
	}
}

// checkOwnTurn judges the answer to a POST without a request: a request of the
// ACS, or nothing.
func checkOwnTurn(c *rule.Context, x *transcript.Exchange) {
	at := rule.Said{X: x, Msg: x.Resp}.Whole()
	const want = "a request of the ACS, or an empty HTTP response"
	fault := x.ReqEnv != nil && x.ReqEnv.Kind == cwmp.FaultMsg
	switch {
	case x.Resp.Status >= 400:
		if fault && x.Resp.Status != 400 && x.Resp.Status != 429 && x.Resp.Status != 503 {
			c.Report("3.7.2.4-26", at, "status 400 to end the session upon a fault", x.Resp.StartLine)
		}
	case x.RespEnv != nil && x.RespEnv.Kind == cwmp.Request, len(x.Resp.Body) == 0:
	default:
		reportAll(c, []string{"3.7.2.3-3", "3.7.2.3-7"}, at, want, answer(x))
		if len(x.Req.Body) == 0 {
			c.Report("3.7.2.4-7", at, "an empty HTTP response at the end of the session", answer(x))
		}
	}
}
