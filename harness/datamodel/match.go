package datamodel

import "strings"

// Match finds what a path with instance wildcards stands for (A.2.4), in the
// order of the tree. ok is false if the model or the device has no such path;
// that there is no instance is no error. A wildcard must not be the last node.
func (t *Tree) Match(path string) (found []*Node, ok bool) {
	steps := strings.Split(path, ".")
	object := steps[len(steps)-1] == ""
	if object {
		steps = steps[:len(steps)-1]
	}
	last := len(steps) - 1
	if last < 1 || steps[0] != t.root.Name || steps[last] == "*" {
		return nil, false
	}
	row, inTable, wild := t.root.Row, false, false
	found = []*Node{t.root}
	for _, s := range steps[1:] {
		var next []*Node
		switch {
		case s == "*" && inTable:
			wild = true
			for _, n := range found {
				next = append(next, n.Children...)
			}
		default:
			for _, n := range found {
				if c := n.child(s); c != nil {
					next = append(next, c)
				}
			}
			if len(next) == 0 && !wild {
				return nil, false
			}
		}
		if inTable {
			inTable = false // the step chose a row, of the table's own Row
		} else if row = row.member(s); row == nil {
			return nil, false
		} else {
			inTable = row.Table
		}
		found = next
	}
	return found, row.Object == object
}

// member is the parameter or object of that name in an object.
func (r *Row) member(name string) *Row {
	for _, list := range [][]*Row{r.params, r.subobjects} {
		for _, m := range list {
			if m.name == name {
				return m
			}
		}
	}
	return nil
}
