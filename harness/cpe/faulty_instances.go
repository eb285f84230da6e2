package cpe

import (
	"slices"
	"strconv"

	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// renumber numbers the rows of every table from 1 on.
func (c *CPE) renumber() {
	for _, table := range c.p.tree.Tables() {
		for i, row := range table.Children {
			row.Name = strconv.Itoa(i + 1)
		}
		c.p.tree.Number(table, uint32(len(table.Children)+1))
	}
}

// spoilRestart does to the rows of the device what faults of its restart do.
func (c *CPE) spoilRestart() {
	if c.faulty("restart-renumbers") {
		c.renumber()
	}
	for _, table := range c.p.tree.Tables() {
		deleted := c.r.lastDeleted[table.Path()]
		switch {
		case c.faulty("restart-numbers-in-use") && len(table.Children) > 0:
			c.p.tree.Number(table, number(table.Children[0]))
		case c.faulty("restart-loses-unfilled"):
			table.Children = slices.DeleteFunc(table.Children, unfilled)
		case c.faulty("restart-undoes-deletion") && deleted != nil:
			deleted.Parent = table
			table.Children = append(table.Children, deleted)
		}
	}
}

// unfilled says that nothing was ever set in a row.
func unfilled(row *datamodel.Node) bool {
	return !slices.ContainsFunc(row.Params(), func(p *datamodel.Node) bool { return p.Value != p.Row.Default })
}
