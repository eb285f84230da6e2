package rules

import (
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// asking are the rows about the paths that a method takes: a Partial Path Name
// ends with a dot, and wildcards keep to section A.2.4.
var asking = map[string]struct{ dot, wildcard string }{
	"GetParameterValues":     {"A.3.2.2-5", "A.3.2.2-9"},
	"GetParameterNames":      {"A.3.2.3-4", "A.3.2.3-7"},
	"SetParameterAttributes": {"A.3.2.4-19", ""},
	"GetParameterAttributes": {"A.3.2.5-5", "A.3.2.5-9"},
}

func init() {
	add(
		rule.Rule{
			ID:     "acs-paths",
			Only:   wire.ACS,
			Title:  "paths name instances by numbers or aliases and end with a dot where they name an Object",
			Covers: []string{"A.2.2-1", "A.2.2.1-8", "A.2.2.2-2", "A.3.2.2-5", "A.3.2.3-4", "A.3.2.4-19", "A.3.2.5-5"},
			Check: func(c *rule.Context) {
				model := modelOf(c)
				for _, s := range c.Envelopes() {
					for _, path := range pathsIn(s.Env.Body) {
						checkPath(c, s, model, path)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-object-names",
			Only:   wire.ACS,
			Title:  "AddObject names a table and DeleteObject an instance, with a dot at the end",
			Covers: []string{"A.3.2.6-2", "A.3.2.6-40", "A.3.2.6-41", "A.3.2.7-2", "A.3.2.7-29"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					switch m := s.Env.Body.(type) {
					case *cwmp.AddObject:
						checkAddObject(c, s, strings.TrimSpace(m.ObjectName))
					case *cwmp.DeleteObject:
						name := strings.TrimSpace(m.ObjectName)
						if !strings.HasSuffix(name, ".") {
							c.Report("A.3.2.7-29", s.Whole(), "an ObjectName that ends with a dot", name)
						}
						if !instanceNode.MatchString(lastNode(name)) {
							c.Report("A.3.2.7-2", s.Whole(), "an ObjectName that ends with the Instance Identifier", name)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-wildcards",
			Only:   wire.ACS,
			Title:  "a wildcard is a whole node in the place of an Instance Identifier, not the last, and only for a device that knows it",
			Covers: []string{"3.6.2-3", "3.6.2-4", "A.2.4-5", "A.2.4-8", "A.2.4-9", "A.3.2.2-9", "A.3.2.3-7", "A.3.2.5-9"},
			Check:  checkWildcards,
		},
		rule.Rule{
			ID:     "acs-aliases",
			Only:   wire.ACS,
			Title:  "aliases are used only towards a device that said it knows them",
			Covers: []string{"3.6.1-3"},
			Check:  checkAliases,
		},
	)
}

var (
	// instanceNode is an Instance Identifier: a number or an alias in brackets.
	instanceNode = regexp.MustCompile(`^(?:[1-9][0-9]*|\[[^\[\].]+\])$`)
	plainName    = regexp.MustCompile(`^[A-Za-z_][\w-]*$`)
	// halfAlias is a node with a bracket that is not an alias in brackets.
	halfAlias = regexp.MustCompile(`^[^\[\]]+\[[^\]]*\]?$|^[^\[\]]+\]$|^\[[^\]]*$`)
)

// pathsIn lists the paths that a call of an ACS names.
func pathsIn(body any) []string {
	var list []string
	switch m := body.(type) {
	case *cwmp.SetParameterValues:
		for _, p := range m.ParameterList {
			list = append(list, p.Name)
		}
	case *cwmp.GetParameterValues:
		list = append(list, m.ParameterNames...)
	case *cwmp.GetParameterNames:
		list = append(list, m.ParameterPath)
	case *cwmp.SetParameterAttributes:
		for _, p := range m.ParameterList {
			list = append(list, p.Name)
		}
	case *cwmp.GetParameterAttributes:
		list = append(list, m.ParameterNames...)
	case *cwmp.AddObject:
		list = append(list, m.ObjectName)
	case *cwmp.DeleteObject:
		list = append(list, m.ObjectName)
	}
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// nodes are the parts of a path between its dots; an alias may hold no dot.
func nodes(path string) []string { return strings.Split(strings.TrimSuffix(path, "."), ".") }

func lastNode(path string) string {
	list := nodes(path)
	return list[len(list)-1]
}

// model is what is known of the objects of the device, by path without the dot
// at the end: the nodes right below each.
type model map[string]map[string]bool

// modelOf gathers the names that the device gave in the transcript and those
// that are known of it beyond.
func modelOf(c *rule.Context) model {
	m := model{}
	take := func(name string) {
		list := nodes(name)
		for i := 1; i < len(list); i++ {
			above := strings.Join(list[:i], ".")
			if m[above] == nil {
				m[above] = map[string]bool{}
			}
			m[above][list[i]] = true
		}
	}
	for name := range c.Facts.Parameters {
		take(name)
	}
	for _, x := range c.T.Exchanges {
		if x.ReqEnv != nil {
			for _, name := range namesIn(x.ReqEnv) {
				take(name)
			}
		}
	}
	return m
}

// table tells whether a path is known to be of a table.
func (m model) table(path string) bool {
	for child := range m[path] {
		if instanceNode.MatchString(child) {
			return true
		}
	}
	return false
}

// single tells whether a path is known to be of an Object that is no table.
func (m model) single(path string) bool {
	return len(m[path]) > 0 && !m.table(path)
}

func checkPath(c *rule.Context, s rule.Said, m model, path string) {
	if strings.Contains(path, "{i}") {
		c.Report("A.2.2-1", s.Whole(), "an Instance Identifier in place of {i}", path)
	}
	if noNumber.MatchString(path) {
		c.Report("A.2.2.1-8", s.Whole(), "Instance Numbers of one or greater, without a sign", path)
	}
	list := nodes(path)
	for i, node := range list {
		// A name of letters in the place of a number can only be meant as an alias.
		plain := plainName.MatchString(node) && m.table(strings.Join(list[:i], "."))
		if plain || halfAlias.MatchString(node) {
			c.Report("A.2.2.2-2", s.Whole(), "an Instance Alias in square brackets as a node of its own", path)
		}
	}
	if row := asking[s.Env.Method].dot; row != "" && path != "" && !strings.HasSuffix(path, ".") && len(m[path]) > 0 {
		c.Report(row, s.Whole(), path+". with a dot at the end, since it is an Object", path)
	}
}

func checkAddObject(c *rule.Context, s rule.Said, name string) {
	if !strings.HasSuffix(name, ".") {
		c.Report("A.3.2.6-40", s.Whole(), "an ObjectName that ends with a dot", name)
	}
	last := lastNode(name)
	switch {
	case strings.ContainsAny(last, "[]"):
		if !instanceNode.MatchString(last) || !strings.HasSuffix(name, "].") {
			c.Report("A.3.2.6-41", s.Whole(), "an ObjectName that ends with the alias in square brackets and a dot", name)
		}
	case last == "" || strings.Trim(last, "0123456789") == "" || last == "{i}":
		c.Report("A.3.2.6-2", s.Whole(), "the path of a table without an Instance Number", name)
	}
}

// aboutWildcards is the Parameter by which a device tells that it knows wildcards.
const aboutWildcards = "InstanceWildcardsSupported"

func checkWildcards(c *rule.Context) {
	m, bootstrap, asked := modelOf(c), false, false
	for _, x := range c.T.Exchanges {
		if i, ok := bodyOf[cwmp.Inform](x.ReqEnv); ok {
			for _, e := range i.Event {
				if e.EventCode == "0 BOOTSTRAP" {
					bootstrap, asked = true, false
				}
			}
		}
		if x.RespEnv == nil || x.Intent != "" || c.Subject != x.Resp.From {
			continue
		}
		s := rule.Said{X: x, Msg: x.Resp, Env: x.RespEnv}
		for _, path := range pathsIn(x.RespEnv.Body) {
			if !strings.Contains(path, "*") {
				covers := strings.HasSuffix(path, aboutWildcards) || path == "" || strings.HasSuffix(path, ".ManagementServer.") || strings.IndexByte(path, '.') == len(path)-1
				asked = asked || x.RespEnv.Name == "GetParameterValues" && covers
				continue
			}
			wildcard(c, s, m, path)
			if known, supported := tells(c, aboutWildcards); known && !supported {
				c.Report("3.6.2-3", s.Whole(), "no wildcard for a device that does not say that it knows them", path)
			}
			if bootstrap && !asked {
				c.Report("3.6.2-4", s.Whole(), "a GetParameterValues for "+aboutWildcards+" before the first wildcard after 0 BOOTSTRAP", path)
			}
		}
	}
}

// wildcard judges where the wildcards of a path stand.
func wildcard(c *rule.Context, s rule.Said, m model, path string) {
	report := func(id, want string) {
		c.Report(id, s.Whole(), want, path)
		if row := asking[s.Env.Method].wildcard; row != "" {
			c.Report(row, s.Whole(), want, path)
		}
	}
	list := nodes(path)
	for i, node := range list {
		switch {
		case !strings.Contains(node, "*") || strings.Contains(node, "["):
		case node != "*":
			report("A.2.4-5", "a wildcard that is a whole node")
		case i == len(list)-1:
			report("A.2.4-8", "a path that goes on after the wildcard")
		case i == 0 || m.single(strings.Join(list[:i], ".")):
			report("A.2.4-9", "a wildcard only in the place of an Instance Identifier")
		}
	}
}

// tells looks for a boolean Parameter of ManagementServer: whether enough is
// known of the device to say what it tells, and whether that is true.
func tells(c *rule.Context, parameter string) (known, yes bool) {
	said := func(name, text string) {
		if strings.HasSuffix(name, ".ManagementServer."+parameter) {
			text = strings.TrimSpace(text)
			known, yes = true, yes || text == "true" || text == "1"
		}
	}
	for name, text := range c.Facts.Parameters {
		known = true
		said(name, text)
	}
	for _, x := range c.T.Exchanges {
		if i, ok := bodyOf[cwmp.Inform](x.ReqEnv); ok {
			for _, p := range i.ParameterList {
				said(strings.TrimSpace(p.Name), p.Value.Text)
			}
		}
		if v, ok := bodyOf[cwmp.GetParameterValuesResponse](x.ReqEnv); ok {
			for _, p := range v.ParameterList {
				said(strings.TrimSpace(p.Name), p.Value.Text)
			}
		}
	}
	return known, yes
}

func bodyOf[T any](env *cwmp.Envelope) (*T, bool) {
	if env == nil {
		return nil, false
	}
	m, ok := env.Body.(*T)
	return m, ok
}

// checkAliases judges only what comes after a 0 BOOTSTRAP on record: an Inform
// before may have said that the device knows aliases.
func checkAliases(c *rule.Context) {
	bootstrap, said := false, false
	for _, x := range c.T.Exchanges {
		if i, ok := bodyOf[cwmp.Inform](x.ReqEnv); ok {
			text, _ := aliasBased(i)
			said = said || text == "true" || text == "1"
			for _, e := range i.Event {
				bootstrap = bootstrap || e.EventCode == "0 BOOTSTRAP"
			}
		}
		if x.RespEnv == nil || x.Intent != "" || c.Subject != x.Resp.From || !bootstrap || said {
			continue
		}
		for _, path := range pathsIn(x.RespEnv.Body) {
			if strings.Contains(path, "[") {
				c.Report("3.6.1-3", rule.Said{X: x, Msg: x.Resp}.Whole(), "no alias for a device that sent no AliasBasedAddressing with value true", path)
			}
		}
	}
}
