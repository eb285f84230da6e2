package rules

import (
	"bytes"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
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
			for _, s := range c.T.Sessions {
				// A saved file may hold what one side said only.
				if !slices.ContainsFunc(s.Exchanges, func(x *transcript.Exchange) bool { return x.Resp != nil }) {
					continue
				}
				for i := 1; i < len(s.Exchanges); i++ {
					checkResend(c, s.Exchanges[i-1], s.Exchanges[i])
				}
			}
		},
	})
}

// checkResend compares a request with the one before it that got no answer.
func checkResend(c *rule.Context, before, x *transcript.Exchange) {
	if c.Facts.Excerpt && before.Conn == x.Conn {
		return // the answer may be what the file leaves out
	}
	if before.Resp == nil && before.Req != nil && x.Req != nil && before.Req.Method == x.Req.Method && bytes.Equal(before.Req.Body, x.Req.Body) {
		c.Report("3.7.1.4-8", rule.Said{X: x, Msg: x.Req}.Whole(), "a new session after a request without an answer", "the same request again")
	}
}
