package rules

import (
	"net/http"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "cookie-returned",
			Stops:  true,
			Title:  "a cookie of the ACS comes back in every later POST of the session",
			Covers: []string{"3.4.2-16"},
			Check: func(c *rule.Context) {
				if c.Subject != wire.CPE {
					return
				}
				for _, s := range c.T.Sessions {
					checkCookies(c, s)
				}
			},
		},
		rule.Rule{
			ID:     "cookie-form",
			Title:  "cookies are returned in one Cookie header, as names and values only",
			Covers: []string{"3.4.2-15"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					list := s.Msg.Values("Cookie")
					if s.Msg.Method == "" || len(list) == 0 {
						continue
					}
					f, _ := field(s.Msg, "Cookie")
					if len(list) > 1 {
						c.Report("3.4.2-15", s.Raw(f.Offset), "one Cookie header for all cookies (RFC 6265 section 5.4)", strings.Join(list, " and "))
					}
					for _, pair := range cookiePairs(s.Msg) {
						name, _, _ := strings.Cut(pair, "=")
						// An ACS may call a cookie so, ours does not.
						if slices.Contains(cookieAttributes, strings.ToLower(name)) {
							c.Report("3.4.2-15", s.Raw(f.Offset), "names and values of cookies, without attributes (RFC 6265 section 5.4)", f.Value)
						}
					}
				}
			},
		},
	)
}

var cookieAttributes = []string{"path", "domain", "expires", "max-age", "secure", "httponly"}

// checkCookies follows the cookies through a session, up to a redirect: what
// goes along with that is a matter of its own. Cookies with a Domain or a
// lifetime are left out, since more than one reading has them not returned.
func checkCookies(c *rule.Context, s *transcript.Session) {
	due := map[string]*http.Cookie{}
	for _, x := range s.Exchanges {
		if x.Req == nil || x.Req.Truncated != "" || x.Resp != nil && x.Resp.Status/100 == 3 {
			return
		}
		sent := cookiePairs(x.Req)
		for _, cookie := range due {
			if x.Req.Pipelined || cookie.Secure && !x.TLS || !strings.HasPrefix(x.Req.Target, cookie.Path) {
				continue
			}
			if !slices.Contains(sent, cookie.Name+"="+cookie.Value) {
				c.Report("3.4.2-16", rule.Said{X: x, Msg: x.Req}.Whole(), "the cookie "+cookie.Name+"="+cookie.Value, "Cookie: "+strings.Join(sent, "; "))
			}
		}
		if x.Resp == nil {
			continue
		}
		for _, line := range x.Resp.Values("Set-Cookie") {
			cookie, err := http.ParseSetCookie(line)
			if err != nil {
				continue
			}
			delete(due, cookie.Name)
			if cookie.MaxAge == 0 && cookie.Expires.IsZero() && cookie.Domain == "" {
				if !strings.HasPrefix(cookie.Path, "/") {
					cookie.Path = x.Req.Target[:strings.LastIndex(x.Req.Target, "/")+1]
				}
				due[cookie.Name] = cookie
			}
		}
	}
}

// cookiePairs lists the cookies of a request as name=value. Quotes around a
// value, which come from older cookie specifications, are taken away.
func cookiePairs(m *wire.Message) []string {
	var list []string
	for _, v := range m.Values("Cookie") {
		for _, pair := range strings.Split(v, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
			list = append(list, name+"="+strings.Trim(value, `"`))
		}
	}
	return list
}
