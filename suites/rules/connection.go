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
			ID:     "connection-kept",
			Stops:  true,
			Title:  "the CPE keeps the TCP connection for as long as the session lasts",
			Covers: []string{"3.4.2-1", "3.4.2-2"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					for i := 1; i < len(s.Exchanges); i++ {
						checkKept(c, s, s.Exchanges[i-1], s.Exchanges[i])
					}
					checkLeft(c, s)
				}
			},
		},
		rule.Rule{
			ID:     "connection-of-challenge",
			Stops:  true,
			Title:  "a challenge is answered on its own connection, and on a new one only if the ACS closes it",
			Covers: []string{"3.4.2-4", "3.4.2-5", "3.4.2-6"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					for i := 1; i < len(s.Exchanges); i++ {
						checkChallenge(c, s, s.Exchanges[i-1], s.Exchanges[i])
					}
				}
			},
		},
	)
}

// checkKept looks at what became of the connection between two requests of a
// session. A redirect may lead away from it, and what follows a challenge is
// judged by the rule for challenges.
func checkKept(c *rule.Context, s *transcript.Session, before, after *transcript.Exchange) {
	if before.Req == nil || after.Req == nil || before.Resp == nil || before.Resp.Closes() || before.Resp.Status/100 == 3 || before.Resp.Status == 401 {
		return
	}
	said := rule.Said{X: after, Msg: after.Req}
	if f, ok := field(before.Req, "Connection"); ok && before.Req.Closes() {
		c.Report("3.4.2-2", rule.Said{X: before, Msg: before.Req}.Raw(f.Offset), "no request to close the connection before the session is over", f.Raw)
	}
	if before.Conn == after.Conn {
		return
	}
	closing, closed := closingOf(s, before.Conn)
	// Which came first, the end of the one or the request on the other, the
	// record cannot tell to the microsecond.
	if closed && closing.By == wire.ACS && !before.Req.Closes() {
		return
	}
	c.Report("3.4.2-1", said.Whole(), fmt.Sprintf("the next request of the session on connection %d", before.Conn), fmt.Sprintf("it came on connection %d", after.Conn))
	if last := s.Exchanges[len(s.Exchanges)-1]; closed && closing.By == wire.CPE && last.Req != nil && closing.At <= last.Req.Begun {
		c.Report("3.4.2-2", said.Whole(), fmt.Sprintf("connection %d kept open until the session is over", before.Conn),
			fmt.Sprintf("the CPE closed it and went on over connection %d", after.Conn))
	}
}

// checkLeft looks for a request of the ACS upon which the CPE closed the
// connection and did not come back to answer.
func checkLeft(c *rule.Context, s *transcript.Session) {
	last := s.Exchanges[len(s.Exchanges)-1]
	if last.Intent != "" || last.Req == nil || last.Resp == nil || last.Resp.Closes() || last.RespEnv == nil || last.RespEnv.Kind != cwmp.Request || last.Req.Closes() {
		return
	}
	if closing, closed := closingOf(s, last.Conn); closed && closing.By == wire.CPE && closing.At >= last.Resp.Begun {
		c.Report("3.4.2-2", rule.Said{X: last, Msg: last.Req}.Whole(), fmt.Sprintf("connection %d kept open until %s is answered and the session is over", last.Conn, last.RespEnv.Method),
			"the CPE closed it and did not answer")
	}
}

// checkChallenge looks at the request that answers a challenge.
func checkChallenge(c *rule.Context, s *transcript.Session, before, after *transcript.Exchange) {
	if before.Req == nil || after.Req == nil || before.Resp == nil || before.Resp.Status != 401 || !before.Resp.Has("WWW-Authenticate") || !after.Req.Has("Authorization") {
		return
	}
	said := rule.Said{X: after, Msg: after.Req}
	if before.Resp.HasToken("Connection", "close") {
		if before.Conn == after.Conn {
			got := fmt.Sprintf("the next request came on connection %d again", after.Conn)
			c.Report("3.4.2-5", said.Whole(), fmt.Sprintf("connection %d closed, as the challenge asks for", before.Conn), got)
			c.Report("3.4.2-6", said.Whole(), "the request with Authorization on a new connection", got)
		}
		return
	}
	if before.Conn == after.Conn {
		return
	}
	closing, closed := closingOf(s, before.Conn)
	// Which came first, the end of the one or the request on the other, the
	// record cannot tell to the microsecond.
	if closed && closing.By == wire.ACS && !before.Req.Closes() {
		return
	}
	c.Report("3.4.2-4", said.Whole(), fmt.Sprintf("the request with Authorization on connection %d, which the challenge came on", before.Conn),
		fmt.Sprintf("it came on connection %d", after.Conn))
}

// closingOf is the end of a connection of the session.
func closingOf(s *transcript.Session, conn int) (transcript.Closing, bool) {
	for _, closing := range s.Closings {
		if closing.Conn == conn {
			return closing, true
		}
	}
	return transcript.Closing{}, false
}
