package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// header finds a header element of Table 4, whatever its value; in a foreign
// namespace it is somebody else's.
func header(env *cwmp.Envelope, name string) *soap.Element {
	for _, b := range env.SOAP.Blocks {
		if b.Local == name && (b.Space == "" || strings.HasPrefix(b.Space, "urn:dslforum-org:cwmp-")) {
			return b
		}
	}
	return nil
}

// cpeMethods are the methods that only an ACS calls (sections A.3.2 and A.4.1).
var cpeMethods = []string{"SetParameterValues", "GetParameterValues", "GetParameterNames", "SetParameterAttributes", "GetParameterAttributes",
	"AddObject", "DeleteObject", "Download", "Reboot", "GetQueuedTransfers", "ScheduleInform", "SetVouchers", "GetOptions", "Upload",
	"FactoryReset", "GetAllQueuedTransfers", "ScheduleDownload", "CancelTransfer", "ChangeDUState"}

func init() {
	add(
		rule.Rule{
			ID: "headers-of-acs", Title: "a CPE sends no header element that belongs to the ACS",
			Covers: []string{"3.5-62", "3.5-82"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					for name, id := range map[string]string{"HoldRequests": "3.5-62", "UseCWMPVersion": "3.5-82"} {
						if b := header(s.Env, name); b != nil {
							reportAll(c, []string{id}, s.Body(b.Offset), "no "+name+" header from a CPE", "a "+name+" header in "+s.Env.Name)
						}
					}
				}
			},
		},
		rule.Rule{
			ID: "headers-of-inform", Title: "SessionTimeout and SupportedCWMPVersions stand in the envelope of an Inform only",
			Covers: []string{"3.5-70", "3.5-77"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Name == "Inform" || !s.Env.SOAP.WellFormed {
						continue
					}
					for name, id := range map[string]string{"SessionTimeout": "3.5-70", "SupportedCWMPVersions": "3.5-77"} {
						if b := header(s.Env, name); b != nil {
							reportAll(c, []string{id}, s.Body(b.Offset), "no "+name+" header in other envelopes than that of Inform", "a "+name+" header in "+s.Env.Name)
						}
					}
				}
			},
		},
		rule.Rule{
			ID: "headers-supported-versions", Title: "SupportedCWMPVersions is sent by a device of CWMP 1.4 or later and by no other",
			Covers: []string{"3.5-74", "3.5-75"},
			Check: func(c *rule.Context) {
				if c.Facts.HighestVersion == "" {
					return
				}
				for _, s := range c.Envelopes() {
					if s.Env.Name != "Inform" || s.Env.SOAP.Malformed {
						continue
					}
					b := header(s.Env, "SupportedCWMPVersions")
					// An Inform in the namespace of 1.0 may be one that fell back after a failed session.
					switch old := c.Facts.HighestVersion < "1.4"; {
					case b == nil && !old && s.Env.Namespace != cwmp.NS10:
						reportAll(c, []string{"3.5-74"}, s.Whole(), "a SupportedCWMPVersions header from a device of CWMP "+c.Facts.HighestVersion, "no SupportedCWMPVersions header")
					case b != nil && old:
						reportAll(c, []string{"3.5-75"}, s.Body(b.Offset), "no SupportedCWMPVersions header from a device of CWMP "+c.Facts.HighestVersion, "a SupportedCWMPVersions header")
					}
				}
			},
		},
		rule.Rule{
			ID: "cpe-methods", Title: "a CPE calls no method that only an ACS calls",
			Covers: []string{"A.3.2-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if c.Subject == wire.CPE && s.Env.Kind == cwmp.Request && slices.Contains(cpeMethods, s.Env.Method) {
						reportAll(c, []string{"A.3.2-1"}, s.Whole(), "no call of a method of a CPE", "a call of "+s.Env.Method)
					}
				}
			},
		},
	)
}
