package rules

import (
	"bytes"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(rule.Rule{
		ID: "session-no-resend", Title: "a request that got no answer is not sent again in its session",
		Covers: []string{"3.7.1.4-8"},
		Check: func(c *rule.Context) {
			if c.Subject != wire.CPE {
				return
			}
			for _, s := range c.Said(wire.LaneCWMP) {
				before := c.Before(s.X)
				if before == nil || before.Resp != nil || before.Req == nil || before.Req.Method != s.Msg.Method || !bytes.Equal(before.Req.Body, s.Msg.Body) {
					continue
				}
				c.Report("3.7.1.4-8", s.Whole(), "a new session after a request without an answer", "the same request again")
			}
		},
	})
}
