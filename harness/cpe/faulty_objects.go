package cpe

import (
	"errors"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// spoilRow does to a row that was just added, and to the response that tells
// of it, what faults of AddObject do.
func (c *CPE) spoilRow(row *datamodel.Node, out *cwmp.AddObjectResponse) {
	table := row.Parent
	older := len(table.Children) - 1
	switch {
	case c.faulty("add-number-in-use") && older > 1:
		row.Name = table.Children[older-1].Name
		out.InstanceNumber = number(row)
	case c.faulty("instance-number-reused") && c.r.lastDeleted[table.Path()] != nil:
		if name := c.r.lastDeleted[table.Path()].Name; c.p.tree.Find(table.Path()+name+".") == nil {
			row.Name = name
			out.InstanceNumber = number(row)
		}
	case c.faulty("instance-numbers-descend"):
		c.p.rows++
		row.Name = strconv.Itoa(900000 - 3*c.p.rows)
		out.InstanceNumber = number(row)
	case c.faulty("instance-lost"):
		c.r.late = append(c.r.late, c.losing(row.Path()))
	case c.faulty("no-lan-management"):
		closeAccess(row)
	case c.faulty("instance-number-zero") && older == 0:
		row.Name, out.InstanceNumber = "0", 0
	case c.faulty("add-after-session"):
		path := row.Path()
		c.p.tree.Delete(row)
		c.r.late = append(c.r.late, func() {
			if t := c.p.tree.Find(table.Path()); t != nil && c.r.added[path] {
				row.Parent = t
				t.Children = append(t.Children, row)
			}
		})
	case c.faulty("add-status-0-reboots") && out.Status == 0:
		c.r.late = append(c.r.late, func() { c.r.restart = restartPower })
	case c.faulty("deferred-add-lost"):
		c.r.late = append(c.r.late, c.losing(row.Path()))
	case c.faulty("add-default-wrong"):
		eachParam(row, func(p *datamodel.Node) {
			if p.Name == "Enable" {
				p.Value = "true"
			}
		})
	case c.faulty("add-fills-descriptions"):
		eachParam(row, func(p *datamodel.Node) {
			if !p.Row.HasDefault && p.Name == "Description" {
				p.Value = "created by the ACS"
			}
		})
	case c.faulty("add-notification-on"):
		eachParam(row, func(p *datamodel.Node) { p.Notification = 1 })
	case c.faulty("add-access-list-empty"):
		closeAccess(row)
	case c.faulty("delete-keeps-values"):
		c.inherit(row)
	case c.faulty("add-incomplete") && older > 1:
		shorten(row)
	case c.faulty("add-status-two"):
		out.Status = 2
	}
}

// losing is what loses a row.
func (c *CPE) losing(path string) func() {
	return func() {
		if n := c.p.tree.Find(path); n != nil {
			c.p.tree.Delete(n)
		}
	}
}

func closeAccess(below *datamodel.Node) {
	eachParam(below, func(p *datamodel.Node) { p.AccessList = nil })
}

// closeService takes the subscriber from the access lists of everything but
// the parameters of the management itself.
func (c *CPE) closeService(root *datamodel.Node) {
	eachParam(root, func(p *datamodel.Node) {
		if !strings.HasPrefix(p.Path(), c.name("ManagementServer.")) {
			p.AccessList = nil
		}
	})
}

func eachParam(row *datamodel.Node, do func(*datamodel.Node)) {
	for _, p := range row.Params() {
		do(p)
	}
}

// shorten takes the last parameter of a row away.
func shorten(row *datamodel.Node) {
	for i := len(row.Children) - 1; i >= 0; i-- {
		if row.Children[i].IsParam() {
			row.Children = append(row.Children[:i:i], row.Children[i+1:]...)
			return
		}
	}
}

// spoilAfterSession does what a fault has put off until the session has ended.
func (c *CPE) spoilAfterSession() {
	for _, do := range c.r.late {
		do()
	}
	c.r.late = nil
	if c.faulty("instances-renumbered") {
		c.renumber()
	}
}

// full is the answer to AddObject of a table that has no room for another row.
func (c *CPE) full(table *datamodel.Node, err error) *rpcError {
	if c.faulty("add-full-leaves-rest") {
		row := c.p.tree.AddBeyond(table)
		row.Children = row.Children[:1:1]
	}
	if c.faulty("add-full-9002") {
		return fail(9002, "Internal error: %v", err)
	}
	return fail(9004, "Resources exceeded: %v", err)
}

// changedKey takes over the ParameterKey of a successful AddObject or
// DeleteObject; by says which.
func (c *CPE) changedKey(by, key string) {
	put := func() { c.put("ManagementServer.ParameterKey", key) }
	add := by == "add"
	switch {
	case add && c.faulty("add-key-ignored"), !add && c.faulty("delete-key-ignored"):
	case add && c.faulty("add-key-late"), !add && c.faulty("delete-key-late"):
		c.r.late = append(c.r.late, put)
	case len(key) > 31 && (add && c.faulty("add-key-clipped") || !add && c.faulty("delete-key-clipped")):
		c.put("ManagementServer.ParameterKey", key[:31])
	default:
		put()
	}
}

// failedChange is told of the ParameterKey of an AddObject or DeleteObject that fails.
func (c *CPE) failedChange(by, key string) {
	if by == "add" && c.faulty("add-key-on-failure") || by == "delete" && c.faulty("delete-key-on-failure") {
		c.put("ManagementServer.ParameterKey", key)
	}
}

// namesIn lists the names that a request is about.
func namesIn(in *cwmp.Envelope) []string {
	switch m := in.Body.(type) {
	case *cwmp.GetParameterValues:
		return m.ParameterNames
	case *cwmp.GetParameterAttributes:
		return m.ParameterNames
	case *cwmp.GetParameterNames:
		return []string{m.ParameterPath}
	case *cwmp.AddObject:
		return []string{m.ObjectName}
	case *cwmp.DeleteObject:
		return []string{m.ObjectName}
	case *cwmp.SetParameterValues:
		var list []string
		for _, p := range m.ParameterList {
			list = append(list, p.Name)
		}
		return list
	case *cwmp.SetParameterAttributes:
		var list []string
		for _, p := range m.ParameterList {
			list = append(list, p.Name)
		}
		return list
	}
	return nil
}

// choke breaks the session off at a name that a fault finds too long.
func (s *session) choke(in *cwmp.Envelope) error {
	long := in.Method == "AddObject" && s.c.faulty("add-long-name-hangs-up") ||
		in.Method == "DeleteObject" && s.c.faulty("delete-long-name-hangs-up")
	if long && len(namesIn(in)[0]) > 250 {
		return errors.New("the ObjectName is too long for the buffer")
	}
	return nil
}

// denyObjects refuses requests that a fault does not let through.
func (c *CPE) denyObjects(in *cwmp.Envelope) *rpcError {
	denied := map[string]bool{
		"SetParameterValues":     c.faulty("deferred-add-no-set"),
		"GetParameterValues":     c.faulty("deferred-add-no-get"),
		"SetParameterAttributes": c.faulty("deferred-add-no-set-attributes"),
		"GetParameterAttributes": c.faulty("deferred-add-no-get-attributes"),
		"AddObject":              c.faulty("deferred-add-no-add-inside"),
		"DeleteObject":           c.faulty("deferred-add-no-delete") || c.faulty("deferred-add-no-delete-inside"),
	}
	for _, name := range namesIn(in) {
		if n := c.p.tree.Find(name); n != nil && n.IsRow() && in.Method == "GetParameterAttributes" && c.faulty("number-refused-by-attributes") {
			return fail(9005, "Invalid parameter name: %s", name)
		}
		for row := range c.r.added {
			inside := name != row && strings.HasPrefix(name, row)
			if !denied[in.Method] || !strings.HasPrefix(name, row) ||
				inside && c.faulty("deferred-add-no-delete") || !inside && c.faulty("deferred-add-no-delete-inside") {
				continue
			}
			return fail(9002, "Internal error: %s is not applied yet", row)
		}
		if m, ok := in.Body.(*cwmp.DeleteObject); ok && c.faulty("add-after-session") && c.r.added[m.ObjectName] {
			delete(c.r.added, m.ObjectName)
		}
	}
	return nil
}
