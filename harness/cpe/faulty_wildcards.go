package cpe

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// match is what a name with wildcards stands for, as far as the device's fault
// lets it see.
func (c *CPE) match(name string) ([]*datamodel.Node, bool) {
	found, ok := c.p.tree.Match(name)
	switch {
	case c.faulty("wildcard-first-instance-only") && len(found) > 1:
		return found[:1], ok
	case c.faulty("wildcard-partial-path-refused") && strings.HasSuffix(name, "."),
		c.faulty("wildcard-no-instance-9005") && len(found) == 0:
		return nil, false
	}
	return found, ok
}

// echoedValues and echoedAttributes are a fault that answers for a wildcard
// without any instance with an entry of the name asked for.
func echoedValues(c *CPE, m *cwmp.GetParameterValues, right func(*cwmp.GetParameterValues) (*cwmp.GetParameterValuesResponse, *rpcError)) (*cwmp.GetParameterValuesResponse, *rpcError) {
	out, err := right(m)
	if err == nil && len(out.ParameterList) == 0 && wild(m.ParameterNames) {
		out.ParameterList = []cwmp.ParameterValueStruct{{Name: m.ParameterNames[0], Value: cwmp.Value{Type: "string"}}}
	}
	return out, err
}

func echoedAttributes(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
	out, err := right(m)
	if err == nil && len(out.ParameterList) == 0 && wild(m.ParameterNames) {
		out.ParameterList = []cwmp.ParameterAttributeStruct{{Name: m.ParameterNames[0]}}
	}
	return out, err
}

// wild says that the first name has a wildcard.
func wild(names []string) bool { return len(names) > 0 && strings.Contains(names[0], "*") }
