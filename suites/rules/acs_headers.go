package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// acsMethods are the methods that only a CPE calls (sections A.3.3 and A.4.2), with the row that says so.
var acsMethods = map[string]string{
	"Inform": "A.3.3-4", "TransferComplete": "A.3.3-4", "AutonomousTransferComplete": "A.3.3-4",
	"Kicked": "A.4.2-2", "RequestDownload": "A.4.2-2", "DUStateChangeComplete": "A.4.2-2", "AutonomousDUStateChangeComplete": "A.4.2-2",
}

func init() {
	add(
		defects("acs-header-elements", "HoldRequests and UseCWMPVersion have the form of Table 4",
			breach{codes: []soap.Code{cwmp.HeaderValue}, where: named("HoldRequests"), breaks: []string{"3.5-63"}, want: "HoldRequests 0 or 1"},
			breach{codes: []soap.Code{cwmp.MustUnderstand}, where: named("HoldRequests"), breaks: []string{"3.5-66"}, want: "mustUnderstand 1 in the envelope's namespace"},
			breach{codes: []soap.Code{cwmp.HeaderValue}, where: named("UseCWMPVersion"), breaks: []string{"3.5-84"}, want: "a single version"},
			breach{codes: []soap.Code{cwmp.MustUnderstand}, where: named("UseCWMPVersion"), breaks: []string{"3.5-86"}, want: "mustUnderstand 1 in the envelope's namespace"},
		),
		rule.Rule{
			ID:     "headers-of-cpe",
			Only:   wire.ACS,
			Title:  "an ACS sends no header element that belongs to the CPE",
			Covers: []string{"3.5-69", "3.5-76"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					for name, id := range map[string]string{"SessionTimeout": "3.5-69", "SupportedCWMPVersions": "3.5-76"} {
						if b := header(s.Env, name); b != nil {
							c.Report(id, s.Body(b.Offset), "no "+name+" header from an ACS", "a "+name+" header in "+s.Env.Name)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-methods",
			Only:   wire.ACS,
			Title:  "an ACS calls no method that only a CPE calls",
			Covers: []string{"A.3.3-4", "A.4.2-2"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if id := acsMethods[s.Env.Method]; id != "" && s.Env.Kind == cwmp.Request {
						c.Report(id, s.Whole(), "no call of a method of an ACS", "a call of "+s.Env.Method)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-version-header",
			Only:   wire.ACS,
			Title:  "UseCWMPVersion is sent in the InformResponse only, and only to a device that listed its versions, one of which it names",
			Covers: []string{"3.5-81", "3.5-83", "3.5-85", "3.7.2.1-3", "3.7.2.1-11"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if b := header(s.Env, "UseCWMPVersion"); b != nil {
						checkUseVersion(c, s, b)
					}
				}
			},
		},
	)
}

func checkUseVersion(c *rule.Context, s rule.Said, b *soap.Element) {
	if s.Env.Name != "InformResponse" {
		c.Report("3.5-83", s.Body(b.Offset), "UseCWMPVersion with an InformResponse only", "a UseCWMPVersion header in "+s.Env.Name)
	}
	x := informOf(c, s.X)
	if x == nil || x.ReqEnv.SOAP.Malformed {
		return
	}
	offered := x.ReqEnv.Header.SupportedCWMPVersions
	if header(x.ReqEnv, "SupportedCWMPVersions") == nil {
		c.Report("3.5-81", s.Body(b.Offset), "no UseCWMPVersion header to a device that sent no SupportedCWMPVersions", "a UseCWMPVersion header in "+s.Env.Name)
		if s.Env.Name == "InformResponse" {
			c.Report("3.7.2.1-11", s.Body(b.Offset), "no UseCWMPVersion header to a device that sent no SupportedCWMPVersions", "a UseCWMPVersion header in the InformResponse")
		}
		return
	}
	use := s.Env.Header.UseCWMPVersion
	if use != nil && !slices.Contains(offered, *use) {
		c.Report("3.5-85", s.Body(b.Offset), "one of the versions "+strings.Join(offered, ","), *use)
		c.Report("3.7.2.1-3", s.Body(b.Offset), "one of the versions "+strings.Join(offered, ","), *use)
	}
}

// informOf is the exchange of the Inform that the session of x began with, nil
// if it is not on record.
func informOf(c *rule.Context, x *transcript.Exchange) *transcript.Exchange {
	var first *transcript.Exchange
	for ; x != nil; x = c.Before(x) {
		if x.ReqEnv != nil && x.ReqEnv.Name == "Inform" && x.ReqEnv.Kind == cwmp.Request {
			first = x
		}
	}
	return first
}
