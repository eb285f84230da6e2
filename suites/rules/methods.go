package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// baseline are the methods that every CPE supports (Table 5).
var baseline = []string{"GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames", "SetParameterAttributes",
	"GetParameterAttributes", "AddObject", "DeleteObject", "Reboot"}

var (
	vendorForm = regexp.MustCompile(`^X_([^_]+)_.+$`)
	sixDigits  = regexp.MustCompile(`^[0-9A-Fa-f]{6}$`)
)

func init() {
	add(
		rule.Rule{
			ID: "methods-listed", Title: "GetRPCMethodsResponse lists the baseline methods, and others by names of the right form",
			Covers: []string{"A.3.1.1-4", "A.3.1.1-13", "A.3.1.1-16", "A.3.1.1-17", "A.3.1.1-18"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					m, ok := s.Env.Body.(*cwmp.GetRPCMethodsResponse)
					if !ok || !s.Env.SOAP.WellFormed {
						continue
					}
					if len(m.MethodList) == 0 {
						reportAll(c, []string{"A.3.1.1-18"}, s.Whole(), "at least one entry in MethodList", "none")
					}
					for _, name := range baseline {
						if c.Subject == wire.CPE && !slices.Contains(m.MethodList, name) {
							reportAll(c, []string{"A.3.1.1-4"}, s.Whole(), name+" in MethodList", strings.Join(m.MethodList, ", "))
						}
					}
					for _, name := range m.MethodList {
						judgeMethodName(c, s, name)
					}
				}
			},
		},
		rule.Rule{
			ID: "methods-called", Title: "a method that is called is one of the standard or has a vendor's form",
			Covers: []string{"A.3.1.1-13", "A.3.1.1-16", "A.3.1.1-17"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Kind == cwmp.Request && asked(c, s) == nil {
						judgeMethodName(c, s, s.Env.Method)
					}
				}
			},
		},
	)
}

// judgeMethodName: a name of the standard in whichever role, or a vendor's. A
// vendor identifier that is no OUI is taken for a domain name, so that any
// identifier in upper case will do.
func judgeMethodName(c *rule.Context, s rule.Said, name string) {
	if cwmp.NewMessage(name) != nil && !strings.HasSuffix(name, "Response") && name != "Fault" {
		return
	}
	report := func(id, want string) {
		reportAll(c, []string{id}, s.Whole(), want, fmt.Sprintf("the method name %q", name))
	}
	m := vendorForm.FindStringSubmatch(name)
	switch {
	case m == nil:
		report("A.3.1.1-13", "a method of the standard or X_VENDOR_Method")
	case sixDigits.MatchString(m[1]) && m[1] != strings.ToUpper(m[1]):
		report("A.3.1.1-16", "an OUI in upper case")
	case m[1] != strings.ToUpper(m[1]) || strings.Contains(m[1], "."):
		report("A.3.1.1-17", "a domain name in upper case, each dot replaced by a hyphen or underscore")
	}
}
