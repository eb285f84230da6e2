package cpe

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// The parameter that tells of aliases is missing in the Inform, or false.
var (
	_ = mutate("alias-not-in-inform", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.Inform); ok {
			for i, p := range m.ParameterList {
				if strings.HasSuffix(p.Name, ".AliasBasedAddressing") {
					m.ParameterList = append(m.ParameterList[:i:i], m.ParameterList[i+1:]...)
					return
				}
			}
		}
	}})
	_ = mutate("alias-false-in-inform", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.Inform); ok {
			for i, p := range m.ParameterList {
				if strings.HasSuffix(p.Name, ".AliasBasedAddressing") {
					m.ParameterList[i].Value = cwmp.Bool(false)
				}
			}
		}
	}})
)

// refusesAlias says that a fault does not understand the aliases in a name.
func (c *CPE) refusesAlias(name, use string) bool {
	aliases := strings.Count(name, "[")
	numbers := 0
	for _, step := range strings.Split(name, ".") {
		if step != "" && strings.Trim(step, "0123456789") == "" {
			numbers++
		}
	}
	switch {
	case c.faulty("alias-refused-in-set"):
		return use == "set"
	case c.faulty("alias-refused-in-attributes"):
		return use == "attributes"
	case c.faulty("alias-refused-in-delete"):
		return use == "delete"
	case c.faulty("alias-refused-inside"):
		return aliases > 1
	case c.faulty("alias-refused-mixed"):
		return aliases > 0 && numbers > 0
	}
	return false
}

// refusesNumbers says that a fault does not understand a name by numbers.
func (c *CPE) refusesNumbers(name string) bool {
	return c.faulty("number-refused-by-mode") && c.get("ManagementServer.InstanceMode") == "InstanceAlias" &&
		strings.Count(numberSteps.ReplaceAllString(name, "#."), "#") > 1
}

var numberSteps = regexp.MustCompile(`\b[0-9]+\.`)

// aliased is the row that an alias stands for.
func (c *CPE) aliased(table *datamodel.Node, alias, use string) *datamodel.Node {
	row := table.FindAlias(alias)
	if c.faulty("alias-fixed") {
		i := slices.IndexFunc(table.Children, func(r *datamodel.Node) bool { return c.p.firstAlias[r.Path()] == alias })
		if i >= 0 {
			return table.Children[i]
		}
		if row != nil && c.p.firstAlias[row.Path()] != "" {
			return nil // it goes by its first alias only
		}
	}
	if row != nil && use == "set" && c.faulty("alias-leads-to-first") {
		return table.Children[0]
	}
	if c.faulty("alias-lower-case-only") && alias != strings.ToLower(alias) {
		return nil
	}
	return row
}

// showsAliases says that what was not asked for by an instance identifier is
// shown by alias.
func (c *CPE) showsAliases() bool {
	switch {
	case c.faulty("instance-mode-always-alias"):
		return true
	case c.faulty("instance-mode-always-number"):
		return false
	}
	return c.get("ManagementServer.InstanceMode") == "InstanceAlias"
}

// respells says that a node of the name asked for is spelled in another way in
// the answer.
func (c *CPE) respells(step string) bool {
	_, alias := aliasIn(step)
	number := strings.Trim(step, "0123456789") == ""
	mode := c.get("ManagementServer.InstanceMode")
	return alias && mode == "InstanceNumber" && c.faulty("alias-answered-by-number") ||
		number && mode == "InstanceAlias" && c.faulty("number-answered-by-alias")
}

// bracketed is an alias as a node of a path.
func (c *CPE) bracketed(alias string) string {
	if c.faulty("alias-without-brackets") {
		return alias
	}
	return "[" + alias + "]"
}

// spoilAliases does to a request that sets aliases what faults do.
func (c *CPE) spoilAliases(m *cwmp.SetParameterValues) *cwmp.SetParameterValues {
	if !c.faulty("alias-write-ignored") && !c.faulty("alias-change-drops-attributes") {
		return m
	}
	kept := *m
	kept.ParameterList = nil
	for _, p := range m.ParameterList {
		n := c.p.tree.Find(p.Name)
		alias := n != nil && n.Name == "Alias"
		if alias && c.faulty("alias-change-drops-attributes") {
			eachParam(n.Parent, func(p *datamodel.Node) { p.Notification = 0 })
		}
		if !alias || !c.faulty("alias-write-ignored") {
			kept.ParameterList = append(kept.ParameterList, p)
		}
	}
	return &kept
}

// spoilModel takes write access from what the ACS controls addressing by.
func (c *CPE) spoilModel() {
	server := c.model.Root + "ManagementServer."
	if c.faulty("auto-create-read-only") {
		c.model.Row(server + "AutoCreateInstances").Writable = false
	}
	if c.faulty("instance-mode-read-only") {
		c.model.Row(server + "InstanceMode").Writable = false
	}
}
