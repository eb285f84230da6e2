package rules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID: "acs-connection-request", Stops: true,
			Only:   wire.ACS,
			Title:  "a Connection Request is a plain HTTP/1.1 GET of the URL that the device announced, without data",
			Covers: []string{"3.2.2.2-3", "3.2.2.2-4", "3.2.2.2-7", "3.2.2.2-9"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCR) {
					checkConnectionRequest(c, s)
				}
			},
		},
		rule.Rule{
			ID:     "acs-connection-request-digest",
			Only:   wire.ACS,
			Title:  "the challenge to a Connection Request is answered with Digest and qop auth",
			Covers: []string{"3.4.5-5", "3.4.5-9"},
			Check: func(c *rule.Context) {
				challenges := map[string]httpauth.Challenge{}
				for _, x := range c.T.Exchanges {
					if x.Lane != wire.LaneCR || x.Req == nil {
						continue
					}
					if f, ok := field(x.Req, "Authorization"); ok {
						checkCredentials(c, rule.Said{X: x, Msg: x.Req}, f, challenges)
					}
					if x.Resp != nil && x.Resp.Status == 401 {
						for _, value := range x.Resp.Values("WWW-Authenticate") {
							list, _ := httpauth.ParseChallenges(value)
							for _, challenge := range list {
								challenges[challenge.Nonce] = challenge
							}
						}
					}
				}
			},
		},
	)
}

func checkConnectionRequest(c *rule.Context, s rule.Said) {
	if len(s.Msg.Raw) > 2 && s.Msg.Raw[0] == 0x16 && s.Msg.Raw[1] == 3 {
		c.Report("3.2.2.2-7", s.Raw(0), "an HTTP request without TLS", "the beginning of a TLS handshake")
		return
	}
	if s.Msg.Method == "" || s.Msg.Truncated != "" {
		return
	}
	if s.Msg.Method != "GET" || s.Msg.Proto != "HTTP/1.1" || !s.Msg.Has("Host") {
		got := s.Msg.StartLine
		if !s.Msg.Has("Host") {
			got += " without a Host header"
		}
		c.Report("3.2.2.2-3", s.Raw(0), "an HTTP/1.1 GET with a Host header", got)
	}
	if len(s.Msg.Body) > 0 {
		c.Report("3.2.2.2-9", s.Raw(s.Msg.BodyOffset), "no body", fmt.Sprintf("%d bytes", len(s.Msg.Body)))
	}
	announced := announcedURLs(c)
	if len(announced) == 0 {
		return
	}
	asked, err := url.Parse(s.Msg.Target)
	if err != nil || slices.ContainsFunc(announced, func(u *url.URL) bool { return sameTarget(u, asked) }) {
		return
	}
	if slices.ContainsFunc(announced, func(u *url.URL) bool {
		return u.EscapedPath() == asked.EscapedPath() && !strings.Contains(u.RawQuery, asked.RawQuery)
	}) {
		c.Report("3.2.2.2-9", s.Raw(0), "no query besides that of the URL", s.Msg.Target)
	}
	c.Report("3.2.2.2-4", s.Raw(0), "the ConnectionRequestURL "+announced[len(announced)-1].String(), s.Msg.Target)
}

// sameTarget compares path and query; an empty path is the same as a slash.
func sameTarget(a, b *url.URL) bool {
	path := func(u *url.URL) string {
		if p := u.EscapedPath(); p != "" {
			return p
		}
		return "/"
	}
	return path(a) == path(b) && a.RawQuery == b.RawQuery
}

// announcedURLs are the URLs that Informs of the transcript give, in order; one
// that is known of the device beforehand counts too.
func announcedURLs(c *rule.Context) []*url.URL {
	var list []*url.URL
	take := func(name, text string) {
		if strings.HasSuffix(strings.TrimSpace(name), ".ManagementServer.ConnectionRequestURL") {
			if u, err := url.Parse(strings.TrimSpace(text)); err == nil {
				list = append(list, u)
			}
		}
	}
	for name, text := range c.Facts.Parameters {
		take(name, text)
	}
	for _, x := range c.T.Exchanges {
		if x.ReqEnv == nil {
			continue
		}
		for _, p := range valuesIn(x.ReqEnv.Body) {
			take(p.Name, p.Value.Text)
		}
	}
	return list
}

// checkCredentials judges the answer to a challenge of the device.
func checkCredentials(c *rule.Context, s rule.Said, f wire.Field, challenges map[string]httpauth.Challenge) {
	a, err := httpauth.ParseAuthorization(f.Value)
	if err != nil {
		c.Report("3.4.5-5", s.Raw(f.Offset), "Digest credentials in the form of RFC 7616", f.Value)
		return
	}
	challenge, known := challenges[a.Nonce]
	if a.Scheme != "Digest" || !known {
		if a.Scheme != "Digest" && len(challenges) > 0 {
			c.Report("3.4.5-5", s.Raw(f.Offset), "Digest credentials", f.Value)
		}
		return
	}
	if hasOption(challenge.QOP, "auth") && (!strings.EqualFold(a.QOP, "auth") || a.CNonce == "" || len(a.NC) != 8) {
		c.Report("3.4.5-5", s.Raw(f.Offset), "qop=auth with nc and cnonce", f.Value)
	}
	if challenge.Algorithm == "" || strings.EqualFold(challenge.Algorithm, "MD5") {
		if a.Algorithm != "" && !strings.EqualFold(a.Algorithm, "MD5") {
			c.Report("3.4.5-9", s.Raw(f.Offset), "the algorithm MD5, as in the challenge", f.Value)
		}
	}
}
