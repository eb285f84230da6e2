package cpe

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// performer carries out a request in which instances are named by numbers.
type performer func(body any) (any, *rpcError)

// byAlias carries out a request in which instances may be named by aliases
// (section 3.6.1): names are translated on the way in and out.
func (c *CPE) byAlias(body any, do performer) (any, *rpcError) {
	switch m := body.(type) {
	case *cwmp.GetParameterValues:
		out := &cwmp.GetParameterValuesResponse{}
		for _, asked := range m.ParameterNames {
			if c.refusesNumbers(asked) || strings.HasSuffix(asked, ".Alias") && c.faulty("alias-unreadable") {
				return nil, fail(9005, "Invalid parameter name: %s", asked)
			}
			r, err := do(&cwmp.GetParameterValues{ParameterNames: []string{c.numbered(asked, "get")}})
			if err != nil {
				return nil, err
			}
			for _, p := range r.(*cwmp.GetParameterValuesResponse).ParameterList {
				p.Name = c.shown(asked, p.Name)
				out.ParameterList = append(out.ParameterList, p)
			}
		}
		return out, nil
	case *cwmp.GetParameterAttributes:
		out := &cwmp.GetParameterAttributesResponse{}
		for _, asked := range m.ParameterNames {
			r, err := do(&cwmp.GetParameterAttributes{ParameterNames: []string{c.numbered(asked, "attributes")}})
			if err != nil {
				return nil, err
			}
			for _, p := range r.(*cwmp.GetParameterAttributesResponse).ParameterList {
				p.Name = c.shown(asked, p.Name)
				out.ParameterList = append(out.ParameterList, p)
			}
		}
		return out, nil
	case *cwmp.GetParameterNames:
		r, err := do(&cwmp.GetParameterNames{ParameterPath: c.numbered(m.ParameterPath, "names"), NextLevel: m.NextLevel})
		if err != nil {
			return nil, err
		}
		out := r.(*cwmp.GetParameterNamesResponse)
		for i := range out.ParameterList {
			out.ParameterList[i].Name = c.shown(m.ParameterPath, out.ParameterList[i].Name)
		}
		return out, nil
	case *cwmp.SetParameterAttributes:
		numbered := *m
		numbered.ParameterList = append([]cwmp.SetParameterAttributesStruct(nil), m.ParameterList...)
		for i := range numbered.ParameterList {
			numbered.ParameterList[i].Name = c.numbered(numbered.ParameterList[i].Name, "attributes")
		}
		return do(&numbered)
	case *cwmp.SetParameterValues:
		return c.setByAlias(m, do)
	case *cwmp.AddObject:
		return c.addByAlias(m, do)
	case *cwmp.DeleteObject:
		return do(&cwmp.DeleteObject{ObjectName: c.numbered(m.ObjectName, "delete"), ParameterKey: m.ParameterKey})
	}
	return do(body)
}

// setByAlias creates the instances that are missing if AutoCreateInstances is
// true, and takes them back if the request fails (A.3.2.1).
func (c *CPE) setByAlias(m *cwmp.SetParameterValues, do performer) (any, *rpcError) {
	kept := c.p.tree
	c.p.tree = kept.Clone()
	if (c.get("ManagementServer.AutoCreateInstances") == "true" || c.faulty("auto-create-always")) && !c.faulty("auto-create-ignored") {
		for _, p := range m.ParameterList {
			c.create(p.Name)
		}
	}
	numbered := *m
	numbered.ParameterList = append([]cwmp.ParameterValueStruct(nil), m.ParameterList...)
	asked := map[string]string{}
	for i, p := range m.ParameterList {
		name := c.numbered(p.Name, "set")
		asked[name] = p.Name
		numbered.ParameterList[i].Name = name
	}
	out, err := do(c.spoilAliases(&numbered))
	if err != nil {
		c.p.tree = kept
		for i, p := range err.params {
			err.params[i].ParameterName = asked[p.ParameterName]
			if c.faulty("alias-unknown-9007") && strings.Contains(p.ParameterName, "[") {
				err.params[i].FaultCode = "9007"
			}
		}
	}
	return out, err
}

// create adds the instances that the aliases of a name stand for and that do not exist.
func (c *CPE) create(name string) {
	steps := strings.Split(name, ".")
	for i, step := range steps {
		table := c.p.tree.Find(c.numbered(strings.Join(steps[:i], ".")+".", "set"))
		if alias, ok := aliasIn(step); ok && table != nil && table.IsTable() && table.Row.Writable && table.FindAlias(alias) == nil && validAlias(alias) == nil {
			if row, err := c.p.tree.Add(table); err == nil {
				c.giveAlias(row, alias)
			}
		}
	}
}

// addByAlias: the path may end with the alias of the instance to be (A.3.2.6).
func (c *CPE) addByAlias(m *cwmp.AddObject, do performer) (any, *rpcError) {
	object, alias := m.ObjectName, ""
	steps := strings.Split(strings.TrimSuffix(object, "."), ".")
	if a, ok := aliasIn(steps[len(steps)-1]); ok && strings.HasSuffix(object, ".") {
		object, alias = strings.Join(steps[:len(steps)-1], ".")+".", a
		table := c.p.tree.Find(c.numbered(object, "add"))
		if table != nil && table.IsTable() && (!table.HasAlias() && !c.faulty("alias-without-parameter-accepted") || validAlias(a) != nil ||
			table.FindAlias(a) != nil && !c.faulty("alias-taken-accepted")) {
			return nil, fail(9005, "Invalid parameter name: no instance can be given the alias %s", a)
		}
	}
	object = c.numbered(object, "add")
	r, err := do(&cwmp.AddObject{ObjectName: object, ParameterKey: m.ParameterKey})
	if err != nil {
		return nil, err
	}
	out := r.(*cwmp.AddObjectResponse)
	if row := c.p.tree.Find(fmt.Sprintf("%s%d.", object, out.InstanceNumber)); row != nil {
		if alias == "" || row.Parent.FindAlias(alias) != nil || c.faulty("alias-requested-ignored") {
			alias = c.freeAlias(row)
		}
		c.giveAlias(row, alias)
	}
	return out, nil
}

// freeAlias is the alias that the device gives to an instance (section 3.6.1).
func (c *CPE) freeAlias(row *datamodel.Node) string {
	switch {
	case c.faulty("alias-without-prefix"):
		return "row-" + row.Name
	case c.faulty("alias-not-unique"):
		return "cpe-new"
	case c.faulty("alias-empty"):
		return ""
	}
	alias := "cpe-" + row.Name
	for row.Parent.FindAlias(alias) != nil {
		alias += "x" // the ACS may have given just this name
	}
	return alias
}

func (c *CPE) giveAlias(row *datamodel.Node, alias string) {
	if row.SetAlias(alias) {
		c.p.firstAlias[row.Path()] = alias
	}
}

// nameInstances gives an alias to every instance of the factory settings.
func nameInstances(t *datamodel.Tree) {
	t.Root().Walk(func(n *datamodel.Node) {
		if n.IsRow() {
			n.SetAlias("cpe-" + n.Name)
		}
	})
}

// validAlias says what is wrong with an alias.
func validAlias(alias string) error {
	if alias == "" || !unicode.IsLetter([]rune(alias)[0]) || strings.ContainsAny(alias, ".[]") {
		return errors.New("an alias begins with a letter and has no dots or brackets")
	}
	return nil
}

// aliasValue says why the ACS may not give an instance this alias.
func (c *CPE) aliasValue(n *datamodel.Node, alias string) error {
	if other := n.Parent.Parent.FindAlias(alias); other != nil && other != n.Parent && !c.faulty("alias-of-sibling-accepted") {
		return errors.New("another instance has this alias")
	}
	if alias == "" && c.faulty("alias-empty-accepted") {
		return nil
	}
	return validAlias(alias)
}

// aliasIn is the alias that a node of a path stands for.
func aliasIn(step string) (string, bool) {
	if strings.HasPrefix(step, "[") && strings.HasSuffix(step, "]") {
		return step[1 : len(step)-1], true
	}
	return "", false
}

// numbered is a name with instance numbers in place of aliases. An alias that
// no instance has stays, and leads nowhere. use says for which kind of request.
func (c *CPE) numbered(name, use string) string {
	if c.refusesAlias(name, use) {
		return name
	}
	steps := strings.Split(name, ".")
	for i, step := range steps {
		alias, ok := aliasIn(step)
		if !ok {
			continue
		}
		if table := c.p.tree.Find(strings.Join(steps[:i], ".") + "."); table != nil && table.IsTable() {
			if row := c.aliased(table, alias, use); row != nil {
				steps[i] = row.Name
			}
		}
	}
	return strings.Join(steps, ".")
}

// shown is the name by which a parameter or object, given by numbers, is
// returned: as asked for, and below that by InstanceMode (section 3.6.1).
func (c *CPE) shown(asked, name string) string {
	byAlias := c.showsAliases()
	as, steps := strings.Split(asked, "."), strings.Split(name, ".")
	shown := append([]string(nil), steps...)
	for i := range steps {
		if i < len(as) && as[i] != "" && as[i] != "*" && !c.respells(as[i]) {
			shown[i] = as[i]
			continue
		}
		if row := c.p.tree.Find(strings.Join(steps[:i+1], ".") + "."); byAlias && row != nil && row.IsRow() && row.Alias() != nil {
			shown[i] = c.bracketed(row.Alias().Value)
		}
	}
	return strings.Join(shown, ".")
}
