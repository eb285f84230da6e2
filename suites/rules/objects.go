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
			ID:     "instance-identifiers",
			Title:  "instances are named by a number of one or greater or by an alias in square brackets",
			Covers: []string{"A.2.2-1", "A.2.2.1-8"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					for _, name := range namesIn(s.Env) {
						if strings.Contains(name, "{i}") {
							c.Report("A.2.2-1", s.Whole(), "an Instance Identifier in place of {i}", name)
						}
						if noNumber.MatchString(name) {
							c.Report("A.2.2.1-8", s.Whole(), "Instance Numbers of one or greater, without a sign", name)
						}
					}
					for _, d := range s.Env.Defects {
						if strings.HasSuffix(d.Path, "AddObjectResponse/InstanceNumber") && (d.Code == cwmp.ValueInteger || d.Code == cwmp.ValueRange) {
							c.Report("A.2.2.1-8", s.Body(d.Offset), "an InstanceNumber of one or greater", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "object-responses",
			Title:  "AddObjectResponse has InstanceNumber and then Status, DeleteObjectResponse just Status",
			Covers: []string{"A.3.2.6-46", "A.3.2.6-48", "A.3.2.7-34"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					for _, d := range s.Env.Defects {
						switch {
						case !responseForm[d.Code]:
						case s.Env.Name == "AddObjectResponse" && strings.HasSuffix(d.Path, "/Status") && d.Code != cwmp.ElementOrder && d.Code != cwmp.MissingElement:
							c.Report("A.3.2.6-48", s.Body(d.Offset), "Status 0 or 1", d.Detail)
						case s.Env.Name == "AddObjectResponse":
							c.Report("A.3.2.6-46", s.Body(d.Offset), "InstanceNumber, one or greater, and then Status", d.Detail)
						case s.Env.Name == "DeleteObjectResponse":
							c.Report("A.3.2.7-34", s.Body(d.Offset), "Status 0 or 1 and nothing else", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "object-fault-codes",
			Title:  "a fault to AddObject or DeleteObject has one of the codes that are defined for it",
			Covers: []string{"A.3.2.6-51", "A.3.2.7-37"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := s.Env.Body.(*cwmp.Fault)
					before := c.Before(s.X)
					if !ok || !f.HasCWMP || before == nil || before.RespEnv == nil || before.Intent != "" {
						continue
					}
					switch code := strings.TrimSpace(f.FaultCode); {
					case before.RespEnv.Name == "AddObject" && !allowedCode(code, "9005"):
						c.Report("A.3.2.6-51", s.Whole(), "a fault code from 9001 to 9005", code)
					case before.RespEnv.Name == "DeleteObject" && (code == "9004" || !allowedCode(code, "9005")):
						c.Report("A.3.2.7-37", s.Whole(), "one of the fault codes 9001, 9002, 9003 and 9005", code)
					}
				}
			},
		},
	)
}

// noNumber is a node of a path that is meant as an Instance Number and is none:
// names of objects and parameters begin with a letter or an underscore.
var noNumber = regexp.MustCompile(`\.(?:0+|[+-]\d+)(?:\.|$)`)

// responseForm are the departures from the schema that concern which elements
// a response has and what they hold.
var responseForm = map[soap.Code]bool{
	cwmp.MissingElement: true, cwmp.ElementOrder: true, cwmp.DuplicateElement: true, cwmp.UnknownElement: true,
	cwmp.TextContent: true, cwmp.ChildContent: true, cwmp.NilElement: true, cwmp.ValueInteger: true, cwmp.ValueRange: true,
}

// namesIn lists the path names that a message of the CPE gives. Faults are
// left out: they repeat what the ACS asked for, right or wrong.
func namesIn(env *cwmp.Envelope) []string {
	var list []string
	switch m := env.Body.(type) {
	case *cwmp.Inform:
		for _, p := range m.ParameterList {
			list = append(list, strings.TrimSpace(p.Name))
		}
	case *cwmp.GetParameterValuesResponse:
		for _, p := range m.ParameterList {
			list = append(list, strings.TrimSpace(p.Name))
		}
	case *cwmp.GetParameterNamesResponse:
		for _, p := range m.ParameterList {
			list = append(list, strings.TrimSpace(p.Name))
		}
	case *cwmp.GetParameterAttributesResponse:
		for _, p := range m.ParameterList {
			list = append(list, strings.TrimSpace(p.Name))
		}
	}
	return list
}
