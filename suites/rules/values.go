package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

func init() {
	add(
		rule.Rule{
			ID:     "values-form",
			Title:  "each value comes with the full name of a Parameter, of at most 256 characters, and is a single text",
			Covers: []string{"A.3.2.1-37", "A.3.2.1-39", "A.3.2.2-11"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					for _, p := range valuesIn(s.Env.Body) {
						if utf8.RuneCountInString(p.Name) > 256 {
							c.Report("A.3.2.1-37", s.Whole(), "a Name of at most 256 characters", p.Name)
						}
						if s.Env.Name == "GetParameterValuesResponse" && (strings.HasSuffix(p.Name, ".") || strings.Contains(p.Name, "*")) {
							c.Report("A.3.2.2-11", s.Whole(), "the full name of a Parameter", p.Name)
						}
					}
					for _, d := range s.Env.Defects {
						if d.Code == cwmp.ChildContent && strings.HasSuffix(d.Path, "/Value") && strings.Contains(d.Path, "/ParameterList/") {
							c.Report("A.3.2.1-39", s.Body(d.Offset), "a Value of a simple type", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "values-requested",
			Title:  "GetParameterValuesResponse has name and value of every Parameter asked for and nothing else",
			Covers: []string{"A.3.2.2-3", "A.3.2.2-10"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					list, ok := s.Env.Body.(*cwmp.GetParameterValuesResponse)
					m := called[cwmp.GetParameterValues](c, s)
					if ok && m != nil {
						requested(c, s, list, m)
					}
				}
			},
		},
		rule.Rule{
			ID:     "values-status",
			Title:  "SetParameterValuesResponse has Status 0 or 1 and nothing else",
			Covers: []string{"A.3.2.1-13"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Name != "SetParameterValuesResponse" {
						continue
					}
					for _, d := range s.Env.Defects {
						if strings.Contains(d.Path, "/SetParameterValuesResponse") && (structural[d.Code] || statusDefect[d.Code]) {
							c.Report("A.3.2.1-13", s.Body(d.Offset), "Status with the value 0 or 1 and nothing else", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "values-fault-codes",
			Title:  "a fault has one of the codes that are defined for the method",
			Covers: []string{"A.3.2.1-41", "A.3.2.2-18", "A.3.2.3-32"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := s.Env.Body.(*cwmp.Fault)
					before := c.Before(s.X)
					if !ok || !f.HasCWMP || before == nil || before.RespEnv == nil || before.Intent != "" {
						continue
					}
					if row := definedFor[before.RespEnv.Name]; row.id != "" && !allowedCode(f.FaultCode, row.last) {
						c.Report(row.id, s.Whole(), "a fault code from 9001 to "+row.last, f.FaultCode)
					}
				}
			},
		},
	)
}

// statusDefect are the defects of a Status that is not 0 or 1.
var statusDefect = defectSet{cwmp.UnknownElement: true, cwmp.ValueInteger: true, cwmp.ValueRange: true, cwmp.ChildContent: true}

// definedFor is, by method, the row that lists the codes and the last of them.
var definedFor = map[string]struct{ id, last string }{
	"SetParameterValues": {"A.3.2.1-41", "9008"},
	"GetParameterValues": {"A.3.2.2-18", "9005"},
	"GetParameterNames":  {"A.3.2.3-32", "9005"},
}

// allowedCode tells a code between 9001 and last; a method that is not supported
// (9000) and the codes of vendors are left alone.
func allowedCode(code, last string) bool {
	code = strings.TrimSpace(code)
	return code >= "9000" && code <= last || strings.HasPrefix(code, "98")
}

// valuesIn are the name-value pairs of a message of a CPE.
func valuesIn(body any) []cwmp.ParameterValueStruct {
	switch m := body.(type) {
	case *cwmp.Inform:
		return m.ParameterList
	case *cwmp.GetParameterValuesResponse:
		return m.ParameterList
	}
	return nil
}

// requested holds a list of values against the names asked for.
func requested(c *rule.Context, s rule.Said, list *cwmp.GetParameterValuesResponse, m *cwmp.GetParameterValues) {
	has := map[string]bool{}
	for _, p := range list.ParameterList {
		has[p.Name] = true
		if p.Value.Missing {
			c.Report("A.3.2.2-10", s.Whole(), "a value for "+p.Name, "no Value element")
		}
		// Names are compared without regard to case and to a dot at the end: a device
		// that takes a misspelt name answers with its own spelling. A path with a
		// wildcard stands for many.
		if !slices.ContainsFunc(m.ParameterNames, func(asked string) bool {
			return strings.Contains(asked, "*") || strings.EqualFold(asked, p.Name) ||
				strings.HasPrefix(strings.ToLower(p.Name), strings.ToLower(strings.TrimSuffix(asked, "."))+".") || asked == ""
		}) {
			c.Report("A.3.2.2-3", s.Whole(), "only Parameters that were asked for", p.Name)
		}
	}
	for _, asked := range m.ParameterNames {
		if asked != "" && !strings.HasSuffix(asked, ".") && !strings.Contains(asked, "*") && !has[asked] && known(c, asked) {
			c.Report("A.3.2.2-10", s.Whole(), "an entry for "+asked, "none")
		}
	}
}

// known says that the device was seen to have a parameter of that name.
func known(c *rule.Context, name string) bool {
	_, ok := c.Facts.Parameters[name]
	return ok
}
