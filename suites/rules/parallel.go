package rules

import (
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

func init() {
	add(rule.Rule{
		ID:     "session-one-at-a-time",
		Title:  "no session begins beside another one that goes on",
		Covers: []string{"3.7-6"},
		Check: func(c *rule.Context) {
			for i, s := range c.T.Sessions {
				for _, other := range c.T.Sessions[i+1:] {
					checkParallel(c, s, other)
				}
			}
		},
	})
}

// checkParallel looks for a session that began while one before it went on. A
// session that the device has given up, without the ACS knowing it, is none
// that goes on: only its next request, in answer to a response that was sent
// after the Inform of the other one, shows that the device had both.
func checkParallel(c *rule.Context, s, other *transcript.Session) {
	_, first := informIn(s)
	x, in := informIn(other)
	if first == nil || in == nil || first.DeviceId != in.DeviceId {
		return
	}
	for i := 1; i < len(s.Exchanges); i++ {
		before, after := s.Exchanges[i-1], s.Exchanges[i]
		if before.Resp == nil || after.Req == nil || before.Conn != after.Conn || before.Conn == x.Conn {
			continue
		}
		if before.Resp.Begun > x.Req.Ended && after.Req.Begun > x.Req.Ended {
			c.Report("3.7-6", rule.Said{X: x, Msg: x.Req}.Whole(), "one session at a time", "an Inform on another connection while a session went on")
			return
		}
	}
}
