package cpe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// Reference Parameters (section 3.6.3). A strong one names rows of the table
// that the data model gives; they are kept by number, so that it follows a row
// whose alias changes. A weak one is a text like any other. The caller of each
// function holds mu.

// references spells a value for a strong reference the way that it is kept, or
// says what it does not refer to.
func (c *CPE) references(t *datamodel.Tree, n *datamodel.Node, value string) (string, error) {
	if n.Row.Ref == "" {
		if c.faulty("weak-reference-checked") && n.Name == "Reference" && value != "" && c.target(t, value) == nil {
			return "", fmt.Errorf("there is no %s", value)
		}
		return value, nil
	}
	if c.faulty("strong-reference-unchecked") {
		return value, nil
	}
	var kept []string
	for _, item := range items(value) {
		row := c.target(t, item)
		if row == nil || !row.IsRow() || row.Parent.Path() != c.name(n.Row.Ref) {
			return "", fmt.Errorf("there is no %s", item)
		}
		if c.faulty("strong-reference-kept-by-alias") {
			kept = append(kept, item)
			continue
		}
		kept = append(kept, strings.TrimSuffix(row.Path(), "."))
	}
	return strings.Join(kept, ","), nil
}

// target finds what a path name refers to, with a dot at its end or without.
func (c *CPE) target(t *datamodel.Tree, path string) *datamodel.Node {
	path = strings.TrimSuffix(path, ".")
	if n := t.Find(path); n != nil {
		return n
	}
	return t.Find(c.numbered(path+".", "set"))
}

// items are the entries of a list value.
func items(value string) []string {
	var list []string
	for _, item := range strings.Split(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// unrefer takes a deleted row out of the references to it.
func (c *CPE) unrefer(row *datamodel.Node) {
	gone := strings.TrimSuffix(row.Path(), ".")
	for _, n := range c.p.tree.Root().Params() {
		switch {
		case c.faulty("weak-reference-cleared") && n.Name == "Reference" && strings.HasPrefix(n.Value, gone+"."):
			n.Value = ""
		case n.Row.Ref == "", c.faulty("strong-reference-dangles") && !n.Row.List, c.faulty("strong-list-item-dangles") && n.Row.List:
		default:
			n.Value = strings.Join(slices.DeleteFunc(items(n.Value), func(item string) bool { return strings.TrimSuffix(item, ".") == gone }), ",")
		}
	}
}

// referredTo says that a strong reference names a row.
func (c *CPE) referredTo(row *datamodel.Node) bool {
	path := strings.TrimSuffix(row.Path(), ".")
	return slices.ContainsFunc(c.p.tree.Root().Params(), func(n *datamodel.Node) bool {
		return n.Row.Ref != "" && slices.Contains(items(n.Value), path)
	})
}

// renamed has a broken device rewrite weak references when an alias in them changes.
func (c *CPE) renamed(t *datamodel.Tree, row *datamodel.Node, old, alias string) {
	if !c.faulty("weak-reference-follows-alias") || old == "" {
		return
	}
	was, is := row.Parent.Path()+"["+old+"].", row.Parent.Path()+"["+alias+"]."
	for _, n := range t.Root().Params() {
		if n.Name == "Reference" {
			n.Value = strings.Replace(n.Value, was, is, 1)
		}
	}
}
