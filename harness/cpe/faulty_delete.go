package cpe

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// ghost is a deleted row that some requests still see.
type ghost struct{ table, row *datamodel.Node }

// haunt puts the deleted rows of the session back while a request is carried
// out to which a fault still shows them. The result takes them away again.
func (c *CPE) haunt(method string) func() {
	all := c.faulty("delete-after-session")
	sees := map[string]bool{
		"GetParameterNames":      all || c.faulty("delete-still-listed") || c.faulty("deferred-delete-still-there"),
		"GetParameterValues":     all || c.faulty("delete-still-read") || c.faulty("deferred-delete-still-there"),
		"SetParameterValues":     all || c.faulty("delete-still-set"),
		"GetParameterAttributes": all || c.faulty("delete-still-has-attributes") || c.faulty("deferred-delete-still-there"),
		"SetParameterAttributes": all || c.faulty("delete-still-takes-attributes"),
		"AddObject":              all || c.faulty("delete-still-adds-inside"),
		"DeleteObject":           all,
	}
	if !sees[method] {
		return func() {}
	}
	for i, g := range c.r.ghosts {
		// The tree may be another one since, taken over from a request that was tried out.
		if t := c.p.tree.Find(g.table.Path()); t != nil && c.p.tree.Find(g.row.Path()) == nil {
			g.row.Parent = t
			t.Children = append(t.Children, g.row)
			c.r.ghosts[i].table = t
		}
	}
	return func() {
		for i, g := range c.r.ghosts {
			if n := c.p.tree.Find(g.row.Path()); n != nil {
				c.r.ghosts[i] = ghost{n.Parent, n}
				c.p.tree.Delete(n)
			}
		}
	}
}

// spoilDeletion does to the deletion of a row, and to the response that tells
// of it, what faults of DeleteObject do.
func (c *CPE) spoilDeletion(row *datamodel.Node, out *cwmp.DeleteObjectResponse) {
	table, path := row.Parent, row.Path()
	c.r.lastDeleted[table.Path()] = row
	c.r.ghosts = append(c.r.ghosts, ghost{table, row})
	switch {
	case c.faulty("deferred-delete-undone") && !c.r.added[path]:
		c.r.late = append(c.r.late, func() {
			if t := c.p.tree.Find(table.Path()); t != nil {
				row.Parent = t
				t.Children = append(t.Children, row)
			}
		})
	case c.faulty("delete-status-0-reboots") && out.Status == 0:
		c.r.late = append(c.r.late, func() { c.r.restart = restartPower })
	case c.faulty("delete-renumbers"):
		for _, n := range table.Children {
			if number(n) > number(row) {
				n.Name = strconv.FormatUint(uint64(number(n)-1), 10)
			}
		}
	case c.faulty("delete-keeps-inner"):
		inner := slices.DeleteFunc(slices.Clone(row.Children), (*datamodel.Node).IsParam)
		if len(inner) > 0 {
			row.Children = inner
			table.Children = append(table.Children, row)
		}
	case c.faulty("delete-status-two"):
		out.Status = 2
	}
}

// inherit gives a new row the values of the row of its table deleted last.
func (c *CPE) inherit(row *datamodel.Node) {
	last := c.r.lastDeleted[row.Parent.Path()]
	if last == nil {
		return
	}
	for i, p := range last.Children {
		if p.IsParam() {
			row.Children[i].Value = p.Value
		}
	}
}

// takenForDeleted says that DeleteObject succeeds with a name that is not that
// of an instance, and does what the fault makes of it.
func (c *CPE) takenForDeleted(name string) bool {
	n := c.p.tree.Find(name)
	switch {
	case c.faulty("delete-missing-succeeds"):
		steps := strings.Split(name, ".")
		table := c.p.tree.Find(strings.Join(steps[:max(0, len(steps)-2)], ".") + ".")
		return n == nil && table != nil && table.IsTable()
	case c.faulty("delete-table-succeeds") && n != nil && n.IsTable():
		n.Children = nil
		return true
	case c.faulty("delete-without-dot-succeeds"):
		if n := c.p.tree.Find(name + "."); n != nil && n.IsRow() {
			c.p.tree.Delete(n)
			return true
		}
	}
	return false
}

// invalidObject is the fault code for an ObjectName that is not that of an instance.
func (c *CPE) invalidObject(name string) int {
	if c.faulty("delete-invalid-9003") || c.faulty("delete-without-dot-9003") && !strings.HasSuffix(name, ".") {
		return 9003
	}
	return 9005
}

// keptItself is the fault code for the deletion of a row that the device keeps itself.
func (c *CPE) keptItself() int {
	switch {
	case c.faulty("delete-fixed-9003"):
		return 9003
	case c.faulty("fault-code-of-vendor"), c.faulty("fault-code-of-vendor-client"):
		return 9801
	case c.faulty("delete-fixed-9005"):
		return 9005
	case c.faulty("delete-fixed-9004"):
		return 9004
	}
	return 9001
}

// noTable is the fault code of AddObject for what is no table that rows can be added to.
func (c *CPE) noTable(n *datamodel.Node) int {
	switch {
	case n == nil && c.faulty("add-unknown-9003"):
		return 9003
	case n != nil && n.IsTable() && c.faulty("add-fixed-table-9003"):
		return 9003
	case n != nil && n.IsTable() && c.faulty("add-fixed-table-9001"):
		return 9001
	case n != nil && n.IsTable() && c.faulty("add-fixed-table-9008"):
		return 9008
	}
	return 9005
}
