package cpe

import (
	"errors"
	"sort"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// valueOf is a parameter with the value that the ACS may see.
func (c *CPE) valueOf(n *datamodel.Node) cwmp.ParameterValueStruct {
	typ := n.Row.Type
	v := cwmp.Value{Type: typ, Text: c.p.tree.Text(n)}
	if typ == "base64" {
		v.TypeSpace = soap.NSEncoding
	}
	return cwmp.ParameterValueStruct{Name: n.Path(), Value: v}
}

// resolve finds the parameters that a full path name or a partial path stands
// for; the empty string is the top of the hierarchy.
func (c *CPE) resolve(name string) ([]*datamodel.Node, *rpcError) {
	if name == "" {
		return c.p.tree.Root().Params(), nil
	}
	found, err := c.find(name)
	if err != nil {
		return nil, err
	}
	var list []*datamodel.Node
	for _, n := range found {
		list = append(list, n.Params()...)
	}
	return list, nil
}

// find finds the parameter of a full path name or the object of a partial path
// name; those of all instances where the name has a wildcard (A.2.4).
func (c *CPE) find(name string) ([]*datamodel.Node, *rpcError) {
	if name = c.trailing(name); c.has("wildcards") && strings.Contains(name, "*") {
		if found, ok := c.match(name); ok {
			return found, nil
		}
	} else if n := c.p.tree.Find(name); n != nil {
		return []*datamodel.Node{n}, nil
	}
	if strings.Contains(name, "*") && c.faulty("wildcard-unsupported-9003") || strings.HasSuffix(strings.TrimSuffix(name, "."), "*") && c.faulty("wildcard-last-9003") {
		return nil, fail(9003, "Invalid arguments: %s", name)
	}
	return nil, fail(9005, "Invalid parameter name: %s", name)
}

func (c *CPE) getParameterValues(m *cwmp.GetParameterValues) (*cwmp.GetParameterValuesResponse, *rpcError) {
	out := &cwmp.GetParameterValuesResponse{}
	if err := c.emptyList(len(m.ParameterNames)); err != nil {
		return nil, err
	}
	for _, name := range m.ParameterNames {
		nodes, err := c.resolve(name)
		if err != nil {
			return nil, err
		}
		for _, n := range nodes {
			out.ParameterList = append(out.ParameterList, c.valueOf(n))
		}
	}
	return out, nil
}

func (c *CPE) getParameterNames(m *cwmp.GetParameterNames) (*cwmp.GetParameterNamesResponse, *rpcError) {
	out := &cwmp.GetParameterNamesResponse{}
	add := func(n *datamodel.Node) {
		out.ParameterList = append(out.ParameterList, cwmp.ParameterInfoStruct{Name: n.Path(), Writable: n.Writable()})
	}
	found := []*datamodel.Node{c.p.tree.Root()}
	if m.ParameterPath != "" {
		var err *rpcError
		if found, err = c.find(m.ParameterPath); err != nil {
			if m.NextLevel && !strings.HasSuffix(m.ParameterPath, ".") && c.faulty("gpn-next-level-unknown-9003") {
				err.code = 9003
			}
			return nil, err
		}
	}
	for _, n := range found {
		switch {
		case !m.NextLevel:
			n.Walk(add)
		case m.ParameterPath == "":
			add(n)
		case n.IsParam():
			return nil, fail(9003, "Invalid arguments: NextLevel with the name of a parameter")
		default:
			c.nextLevel(m.ParameterPath, n, add)
		}
	}
	return out, nil
}

func (c *CPE) setParameterValues(m *cwmp.SetParameterValues) (*cwmp.SetParameterValuesResponse, *rpcError) {
	if err := c.key("ParameterKey", m.ParameterKey); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range m.ParameterList {
		if seen[p.Name] && !c.faulty("spv-duplicate-accepted") {
			return nil, fail(9003, "Invalid arguments: %s is named twice", p.Name)
		}
		seen[p.Name] = true
	}
	// Everything is tried on a copy: all of it is taken over, or nothing.
	kept, draft := c.p.tree, c.p.tree.Clone()
	var faults []cwmp.SetParameterValuesFault
	reject := func(name, code, text string) {
		faults = append(faults, cwmp.SetParameterValuesFault{ParameterName: name, FaultCode: code, FaultString: clip(text), HasFaultString: true})
	}
	for _, p := range m.ParameterList {
		n := draft.Find(p.Name)
		if n == nil || !n.IsParam() {
			reject(p.Name, "9005", "Invalid parameter name")
			continue
		}
		if !n.Row.Writable || c.faulty("access-list-binds-acs") && !contains(n.AccessList, "Subscriber") {
			reject(p.Name, "9008", "The parameter is not writable")
			continue
		}
		if !typeFits(n.Row.Type, p.Value) {
			reject(p.Name, "9006", "The parameter is of type "+n.Row.Type)
			continue
		}
		text, err := n.Row.Parse(c.zoned(n, p.Value.Text))
		if err != nil && c.faulty("spv-text-9006") && strings.Trim(p.Value.Text, "-+0123456789") != "" && n.Row.Type != "string" {
			reject(p.Name, "9006", err.Error())
			continue
		}
		if err == nil {
			err = c.prohibited(n, text)
		}
		if err == nil && c.limits(n, text) {
			err = errors.New("the device keeps no such text")
		}
		if err == nil {
			text, err = c.references(draft, n, text)
			if err != nil && c.faulty("strong-reference-refused-9003") {
				reject(p.Name, "9003", err.Error())
				continue
			}
		}
		if err != nil {
			reject(p.Name, "9007", err.Error())
			continue
		}
		if n.Name == "Alias" && n.Parent.IsRow() {
			c.renamed(draft, n.Parent, n.Value, text)
		}
		n.Value = text
	}
	if len(faults) == 0 {
		for _, n := range clashing(draft, seen) {
			reject(n, "9007", "Another enabled row has the same key")
		}
	}
	if len(faults) > 0 && c.faulty("spv-partly-applied") {
		c.p.tree = draft
	}
	if len(faults) > 0 {
		e := fail(9003, "Invalid arguments")
		e.params = faults
		return nil, e
	}
	c.p.tree = draft
	c.notifyOwn(seen)
	c.diagnosticsSet(seen)
	c.rewrites(seen)
	c.put("ManagementServer.ParameterKey", m.ParameterKey)
	c.noteACSChanges()
	c.derives(seen)
	return &cwmp.SetParameterValuesResponse{Status: max(c.statusOf(seen), c.modesLater(kept, seen))}, nil
}

// noteACSChanges: what a change of the ACS brings about in a live parameter
// was brought about by the ACS.
func (c *CPE) noteACSChanges() {
	status := c.name("Time.Status")
	c.r.told[status] = c.p.tree.Get(status)
}

// typeFits holds the type attribute of a value against the parameter's type.
func typeFits(want string, v cwmp.Value) bool {
	got := v.Type
	if got == "base64Binary" {
		got = "base64"
	}
	return !v.Missing && got == want && (v.TypeSpace == "" || v.TypeSpace == soap.NSXSD || v.TypeSpace == soap.NSEncoding)
}

// prohibited applies what the data model says in prose.
func (c *CPE) prohibited(n *datamodel.Node, value string) error {
	if strings.HasSuffix(n.Path(), ".DiagnosticsState") && value != "Requested" && value != "None" && value != "Canceled" {
		return errors.New("the state is set by the device")
	}
	if n.Path() == c.name("ManagementServer.HTTPCompression") {
		return c.compressionFits(value)
	}
	if n.Name == "Alias" && n.Parent.IsRow() && n.Parent.HasAlias() {
		return c.aliasValue(n, value)
	}
	if n.Path() == c.name("ManagementServer.URL") {
		if err := acsURL(value); err != nil {
			return err
		}
	}
	return nil
}

// clashing are the parameters of the request that make two rows share a key.
func clashing(t *datamodel.Tree, set map[string]bool) []string {
	clash := t.Clash()
	if clash == nil {
		return nil
	}
	table := clash[0].Parent.Parent
	var names []string
	for name := range set {
		if strings.HasPrefix(name, table.Path()) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
