package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "connection-request-challenge",
			Title:  "the challenge to a Connection Request offers Digest",
			Covers: []string{"3.2.2.2-11"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCR) {
					if s.Msg.Status == 401 && s.X.Intent == "" && !offersDigest(s.Msg) {
						c.Report("3.2.2.2-11", s.Whole(), "a WWW-Authenticate header with a Digest challenge", fmt.Sprintf("%q", s.Msg.Get("WWW-Authenticate")))
					}
				}
			},
		},
		rule.Rule{
			ID:     "connection-request-success",
			Title:  "the success answer to a Connection Request is 200 or 204, without a body",
			Covers: []string{"3.2.2.2-13", "3.2.2.2-15"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCR) {
					if s.Msg.Status/100 != 2 || s.X.Intent != "" {
						continue
					}
					if s.Msg.Status != 200 && s.Msg.Status != 204 {
						c.Report("3.2.2.2-13", s.Whole(), "status 200 or 204", fmt.Sprint(s.Msg.Status))
					}
					if len(s.Msg.Body) > 0 {
						c.Report("3.2.2.2-15", s.Whole(), "an empty body", fmt.Sprintf("%d bytes", len(s.Msg.Body)))
					}
				}
			},
		},
		rule.Rule{
			ID:     "connection-request-retry-after",
			Title:  "a 503 to a Connection Request has no Retry-After header",
			Covers: []string{"3.2.2.2-22"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCR) {
					// Without a session of its own the device refuses by its rate limit, which 3.2.2.2-18 is about.
					if s.Msg.Status == 503 && s.Msg.Has("Retry-After") {
						c.Report("3.2.2.2-22", s.Whole(), "no Retry-After header", s.Msg.Get("Retry-After"))
					}
				}
			},
		},
		rule.Rule{
			ID:     "connection-request-url",
			Title:  "ConnectionRequestURL in the Inform is an http URL with a path that cannot be guessed",
			Covers: []string{"3.2.2.2-6", "3.2.2.2-8"},
			Check:  checkCallURL,
		},
	)
}

func offersDigest(m *wire.Message) bool {
	for _, v := range m.Values("WWW-Authenticate") {
		list, _ := httpauth.ParseChallenges(v)
		for _, ch := range list {
			if ch.Scheme == "Digest" {
				return true
			}
		}
	}
	return false
}

// plain are paths that are no secret.
var plain = []string{"", "tr069", "cwmp", "acs", "connreq", "connectionrequest", "connection-request"}

func checkCallURL(c *rule.Context) {
	for _, s := range c.T.Sessions {
		x, in := informIn(s)
		if in == nil {
			continue
		}
		for _, p := range in.ParameterList {
			text := strings.TrimSpace(p.Value.Text)
			u, err := url.Parse(text)
			if !strings.HasSuffix(p.Name, ".ManagementServer.ConnectionRequestURL") || text == "" || err != nil {
				continue
			}
			at := rule.Said{X: x, Msg: x.Req}.Whole()
			if !strings.EqualFold(u.Scheme, "http") {
				c.Report("3.2.2.2-8", at, "an http URL", text)
			}
			path := strings.Trim(u.Path, "/")
			for _, known := range append(plain, in.DeviceId.SerialNumber) {
				if strings.EqualFold(path, known) && u.RawQuery == "" {
					c.Report("3.2.2.2-6", at, "a path of random characters", text)
					break
				}
			}
		}
	}
}
