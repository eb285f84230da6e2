package rules

import (
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

func init() {
	add(
		rule.Rule{
			ID:     "attributes-form",
			Title:  "an entry of GetParameterAttributesResponse has Name, Notification from 0 to 6 and AccessList, in this order",
			Covers: []string{"A.3.2.5-10", "A.3.2.5-18", "A.3.2.5-20", "A.3.2.5-22"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Name != "GetParameterAttributesResponse" {
						continue
					}
					for _, d := range s.Env.Defects {
						if id := attributeForm(d); id != "" {
							c.Report(id, s.Body(d.Offset), "ParameterAttributeStruct as in Table 28", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "attributes-names",
			Title:  "a Name in GetParameterAttributesResponse is a full Parameter name",
			Covers: []string{"A.3.2.5-18", "A.3.2.5-19"},
			Check: func(c *rule.Context) {
				attributes(c, func(s rule.Said, a cwmp.ParameterAttributeStruct) {
					object := a.Name == "" || strings.HasSuffix(a.Name, ".")
					if !object && !strings.Contains(a.Name, "*") {
						return
					}
					c.Report("A.3.2.5-18", s.Whole(), "a full Parameter name", a.Name)
					if !object {
						return
					}
					c.Report("A.3.2.5-19", s.Whole(), "no Partial Path Name", a.Name)
				})
			},
		},
		rule.Rule{
			ID:     "attributes-entities",
			Title:  "an entity in AccessList other than Subscriber has the form of a vendor's extension",
			Covers: []string{"A.3.2.5-24", "A.3.2.5-25"},
			Check: func(c *rule.Context) {
				attributes(c, func(s rule.Said, a cwmp.ParameterAttributeStruct) {
					for _, e := range a.AccessList {
						switch {
						case e == "Subscriber":
						case !ofVendor.MatchString(e):
							c.Report("A.3.2.5-24", s.Whole(), "Subscriber, or X_, a vendor, an underscore and a name", e)
						case !ofUpperVendor.MatchString(e):
							c.Report("A.3.2.5-25", s.Whole(), "a vendor identifier in upper case: the OUI, or a domain name", e)
						}
					}
				})
			},
		},
	)
}

// The vendor's domain name may stand with its dots turned into hyphens or
// underscores, so that it cannot be told from the name where it ends.
var (
	ofVendor      = regexp.MustCompile(`^X_[^_]+_.`)
	ofUpperVendor = regexp.MustCompile(`^X_[0-9A-Z][0-9A-Z-]*_.`)
)

// attributeForm is the requirement that a defect of GetParameterAttributesResponse breaks, if any.
func attributeForm(d soap.Defect) string {
	list := strings.Contains(d.Path, "/AccessList")
	switch d.Code {
	case cwmp.TextContent, cwmp.ChildContent, cwmp.ArrayMember, cwmp.StringTooLong:
		if list {
			return "A.3.2.5-22"
		}
		if d.Code == cwmp.StringTooLong {
			return "A.3.2.5-18"
		}
		return "A.3.2.5-10"
	case cwmp.MissingElement, cwmp.ElementOrder, cwmp.DuplicateElement:
		return "A.3.2.5-10"
	case cwmp.ValueInteger, cwmp.ValueRange:
		return "A.3.2.5-20"
	}
	return ""
}

// attributes visits the entries of all GetParameterAttributesResponses.
func attributes(c *rule.Context, visit func(rule.Said, cwmp.ParameterAttributeStruct)) {
	for _, s := range c.Envelopes() {
		if m, ok := s.Env.Body.(*cwmp.GetParameterAttributesResponse); ok {
			for _, a := range m.ParameterList {
				visit(s, a)
			}
		}
	}
}
