package rules

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "acs-http-status",
			Only:   wire.ACS,
			Title:  "an HTTP response with a SOAP envelope has status 200",
			Covers: []string{"3.4.1-9", "3.4.1-10", "3.4.1-11"},
			Check: func(c *rule.Context) {
				rows := map[cwmp.Kind]string{cwmp.Request: "3.4.1-9", cwmp.Response: "3.4.1-10", cwmp.FaultMsg: "3.4.1-11"}
				for _, s := range c.Envelopes() {
					// What stands in a redirect or a challenge is not meant for the session.
					if id := rows[s.Env.Kind]; id != "" && s.Msg.Status != 200 && s.Msg.Status/100 != 3 && s.Msg.Status != 401 {
						c.Report(id, s.Raw(0), "status 200 with "+s.Env.Name, s.Msg.StartLine)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-http-content-type",
			Only:   wire.ACS,
			Title:  "an HTTP response with a SOAP envelope has Content-Type text/xml",
			Covers: []string{"3.4.1-6"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := field(s.Msg, "Content-Type")
					kind, _, _ := strings.Cut(f.Value, ";")
					switch {
					case s.Env.Kind == cwmp.None || !ok && s.Msg.Reprinted:
					case !ok:
						c.Report("3.4.1-6", s.Whole(), "Content-Type: text/xml", "no Content-Type header")
					case !strings.EqualFold(strings.TrimSpace(kind), "text/xml"):
						c.Report("3.4.1-6", s.Raw(f.Offset), "Content-Type: text/xml", f.Raw)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-http-version",
			Only:   wire.ACS,
			Title:  "a SOAP message of the ACS comes in an HTTP/1.1 response",
			Covers: []string{"3.4-2"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Msg.Proto != "HTTP/1.1" {
						c.Report("3.4-2", s.Raw(0), "HTTP/1.1", s.Msg.StartLine)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-http-empty",
			Only:   wire.ACS,
			Title:  "an empty HTTP response has status 204",
			Covers: []string{"3.4.6-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					if s.X.Req != nil && s.X.Req.Method == "POST" && s.Msg.Status/100 == 2 && s.Msg.Status != 204 && len(s.Msg.Body) == 0 && s.Msg.Truncated == "" {
						c.Report("3.4.6-1", s.Raw(0), "status 204", s.Msg.StartLine)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-http-redirect",
			Only:   wire.ACS,
			Title:  "a redirect has an empty body",
			Covers: []string{"3.4.2-41"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					if s.Msg.Status/100 == 3 && s.Msg.Has("Location") && len(s.Msg.Body) > 0 {
						c.Report("3.4.2-41", s.Raw(s.Msg.BodyOffset), "no body", fmt.Sprintf("%d bytes", len(s.Msg.Body)))
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-cookies",
			Only:   wire.ACS,
			Title:  "Set-Cookie has the form of RFC 6265",
			Covers: []string{"3-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					for _, f := range s.Msg.Fields {
						if !strings.EqualFold(f.Name, "Set-Cookie") {
							continue
						}
						if _, err := http.ParseSetCookie(f.Value); err != nil {
							c.Report("3-1", s.Raw(f.Offset), "name=value, with attributes after semicolons (RFC 6265 section 4.1.1)", f.Value)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-challenge",
			Only:   wire.ACS,
			Title:  "a 401 has a challenge that can be read; without TLS it offers Digest, and Digest with qop auth",
			Covers: []string{"3-1", "3.4.4-3", "3.4.5-4"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					if s.Msg.Status == 401 && s.Msg.Truncated == "" {
						checkChallengeForm(c, s)
					}
				}
			},
		},
	)
}

func checkChallengeForm(c *rule.Context, s rule.Said) {
	f, ok := field(s.Msg, "WWW-Authenticate")
	if !ok {
		c.Report("3-1", s.Whole(), "a WWW-Authenticate header with status 401 (RFC 7235 section 3.1)", "none")
		return
	}
	var list []httpauth.Challenge
	for _, f := range s.Msg.Fields {
		if !strings.EqualFold(f.Name, "WWW-Authenticate") {
			continue
		}
		part, err := httpauth.ParseChallenges(f.Value)
		if err != nil {
			c.Report("3-1", s.Raw(f.Offset), "a challenge in the form of RFC 7235", f.Value)
			return
		}
		list = append(list, part...)
	}
	digest := false
	for _, challenge := range list {
		if challenge.Scheme != "Digest" {
			continue
		}
		digest = true
		if !hasOption(challenge.QOP, "auth") {
			c.Report("3.4.5-4", s.Raw(f.Offset), "auth in qop of the Digest challenge", f.Value)
		}
	}
	if !digest && !s.X.TLS {
		c.Report("3.4.4-3", s.Raw(f.Offset), "a Digest challenge, since TLS is not used", f.Value)
	}
}

// hasOption tells whether a list separated by commas has an entry.
func hasOption(list, option string) bool {
	for _, o := range strings.Split(list, ",") {
		if strings.EqualFold(strings.TrimSpace(o), option) {
			return true
		}
	}
	return false
}
