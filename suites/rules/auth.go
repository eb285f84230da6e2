package rules

import (
	"fmt"
	"strconv"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "auth-nonce-count",
			Title:  "the nonce count of digest credentials goes up with every request",
			Covers: []string{"3-1"},
			Check: func(c *rule.Context) {
				highest := map[string]uint64{}
				for _, s := range digests(c) {
					n, err := strconv.ParseUint(s.auth.NC, 16, 32)
					if err != nil {
						continue
					}
					if last, used := highest[s.auth.Nonce]; used && n <= last {
						c.Report("3-1", s.Raw(s.field.Offset), fmt.Sprintf("an nc above %08x for the same nonce (RFC 7616 section 3.4)", last), "nc="+s.auth.NC)
						continue
					}
					highest[s.auth.Nonce] = n
				}
			},
		},
		rule.Rule{
			ID:     "auth-cnonce",
			Title:  "digest credentials on a new connection have a new cnonce",
			Covers: []string{"3.4.5-7"},
			Check: func(c *rule.Context) {
				on := map[string]int{}
				for _, s := range digests(c) {
					conn, used := on[s.auth.CNonce]
					if used && conn != s.X.Conn && s.auth.CNonce != "" {
						c.Report("3.4.5-7", s.Raw(s.field.Offset), fmt.Sprintf("another cnonce than on connection %d", conn), "cnonce="+s.auth.CNonce)
						continue
					}
					on[s.auth.CNonce] = s.X.Conn
				}
			},
		},
		rule.Rule{
			ID:     "auth-repeated",
			Title:  "after a challenge every request on the connection carries credentials",
			Covers: []string{"3.4.4-8"},
			Check: func(c *rule.Context) {
				challenged := map[int]bool{}
				for _, x := range c.T.Exchanges {
					if x.Lane != wire.LaneCWMP || x.Req == nil {
						continue
					}
					if challenged[x.Conn] && !x.Req.Has("Authorization") {
						c.Report("3.4.4-8", rule.Said{X: x, Msg: x.Req}.Whole(), "an Authorization header, since the connection saw a challenge", "none")
					}
					if x.Resp != nil && x.Resp.Status == 401 {
						challenged[x.Conn] = true
					}
				}
			},
		},
	)
}

// digested is a request with digest credentials.
type digested struct {
	rule.Said
	field wire.Field
	auth  httpauth.Authorization
}

func digests(c *rule.Context) []digested {
	var list []digested
	for _, s := range c.Said(wire.LaneCWMP) {
		f, ok := field(s.Msg, "Authorization")
		if !ok || s.Msg.Method == "" {
			continue
		}
		if a, err := httpauth.ParseAuthorization(f.Value); err == nil && a.Scheme == "Digest" {
			list = append(list, digested{s, f, a})
		}
	}
	return list
}
