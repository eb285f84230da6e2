package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

func init() {
	add(
		rule.Rule{
			ID:     "names-form",
			Title:  "a list of names holds full Parameter names and Objects with a dot at the end, all below the path asked for",
			Covers: []string{"A.3.2.3-11", "A.3.2.3-19", "A.3.2.3-20", "A.3.2.3-25"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if m, ok := s.Env.Body.(*cwmp.GetParameterNamesResponse); ok {
						names(c, s, m, called[cwmp.GetParameterNames](c, s))
					}
				}
			},
		},
		rule.Rule{
			ID:     "names-entries",
			Title:  "each entry of a list of names has Name and a boolean Writable",
			Covers: []string{"A.3.2.3-18", "A.3.2.3-26"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Name != "GetParameterNamesResponse" {
						continue
					}
					for _, d := range s.Env.Defects {
						if !strings.Contains(d.Path, "/ParameterList/") {
							continue
						}
						switch {
						case d.Code == cwmp.ValueBoolean:
							c.Report("A.3.2.3-26", s.Body(d.Offset), "0, 1, true or false for Writable", d.Detail)
						case structural[d.Code]:
							c.Report("A.3.2.3-18", s.Body(d.Offset), "an entry with Name and Writable", d.Detail)
						}
					}
				}
			},
		},
	)
}

// defectSet is a choice of kinds of defects.
type defectSet map[soap.Code]bool

// structural are the defects by which a struct does not have its members.
var structural = defectSet{
	cwmp.MissingElement: true, cwmp.ElementOrder: true, cwmp.DuplicateElement: true, cwmp.ArrayMember: true,
}

// called is the request that a response answers, nil if it is not known or was
// wrong on purpose.
func called[T any](c *rule.Context, s rule.Said) *T {
	before := c.Before(s.X)
	if before == nil || before.RespEnv == nil || before.Intent != "" {
		return nil
	}
	m, _ := before.RespEnv.Body.(*T)
	return m
}

// names judges the names of one list; m is nil where the request is not known.
func names(c *rule.Context, s rule.Said, list *cwmp.GetParameterNamesResponse, m *cwmp.GetParameterNames) {
	objects := map[string]bool{} // every object that a name in the list lies below
	for _, p := range list.ParameterList {
		for at := strings.LastIndexByte(strings.TrimSuffix(p.Name, "."), '.'); at > 0; at = strings.LastIndexByte(p.Name[:at], '.') {
			objects[p.Name[:at]] = true
		}
	}
	for _, p := range list.ParameterList {
		if n := utf8.RuneCountInString(p.Name); n > 256 {
			c.Report("A.3.2.3-25", s.Whole(), "a Name of at most 256 characters", p.Name)
		}
		if objects[p.Name] {
			c.Report("A.3.2.3-20", s.Whole(), "the name of an Object with a dot at its end", p.Name)
		}
		// With a wildcard in the path the names in the list begin otherwise, and
		// a device that takes a path in the wrong case answers with its own spelling.
		if m == nil || strings.Contains(m.ParameterPath, "*") || strings.HasPrefix(strings.ToLower(p.Name), strings.ToLower(m.ParameterPath)) {
			continue
		}
		switch {
		case !m.NextLevel:
			c.Report("A.3.2.3-11", s.Whole(), "only names that begin with "+m.ParameterPath, p.Name)
		case strings.HasSuffix(p.Name, "."):
			c.Report("A.3.2.3-20", s.Whole(), "the Partial Path Name of a child of "+m.ParameterPath, p.Name)
		default:
			c.Report("A.3.2.3-19", s.Whole(), "the full Path Name of a child of "+m.ParameterPath, p.Name)
		}
	}
}
