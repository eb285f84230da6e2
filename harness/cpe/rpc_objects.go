package cpe

import (
	"errors"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

func (c *CPE) addObject(m *cwmp.AddObject) (any, *rpcError) {
	if err := c.key("ParameterKey", m.ParameterKey); err != nil {
		return nil, err
	}
	n := c.p.tree.Find(m.ObjectName)
	if n == nil || !n.IsTable() || !(n.Row.Writable || c.faulty("add-fixed-table-accepted")) {
		c.failedChange("add", m.ParameterKey)
		return nil, fail(c.noTable(n), "Invalid parameter name: %s is no table that rows can be added to", m.ObjectName)
	}
	row, err := c.p.tree.Add(n)
	if errors.Is(err, datamodel.ErrFull) {
		return nil, c.full(n, err)
	}
	c.misattribute(row)
	out := &cwmp.AddObjectResponse{InstanceNumber: number(row), Status: c.statusOfRow(n.Path(), false)}
	c.spoilRow(row, out)
	c.r.added[row.Path()] = true
	c.slowRow(row)
	c.changedKey("add", m.ParameterKey)
	return out, nil
}

// number is the instance number of a row.
func number(row *datamodel.Node) uint32 {
	n, _ := strconv.ParseUint(row.Name, 10, 32)
	return uint32(n)
}

func (c *CPE) deleteObject(m *cwmp.DeleteObject) (any, *rpcError) {
	if err := c.key("ParameterKey", m.ParameterKey); err != nil {
		return nil, err
	}
	n := c.p.tree.Find(m.ObjectName)
	if n == nil || !n.IsRow() {
		if c.takenForDeleted(m.ObjectName) {
			return &cwmp.DeleteObjectResponse{Status: c.status()}, nil
		}
		c.failedChange("delete", m.ParameterKey)
		return nil, fail(c.invalidObject(m.ObjectName), "Invalid parameter name: %s is no instance", m.ObjectName)
	}
	if !n.Row.Writable && c.faulty("delete-fixed-accepted") {
		return &cwmp.DeleteObjectResponse{Status: c.status()}, nil
	}
	if !n.Row.Writable {
		if c.faulty("delete-fixed-partly") {
			shorten(n)
		}
		return nil, fail(c.keptItself(), "Request denied: the device keeps this table itself")
	}
	if c.faulty("referenced-object-kept") && c.referredTo(n) {
		return nil, fail(9001, "Request denied: %s is referred to", m.ObjectName)
	}
	c.bury(n)
	c.mourn(n)
	c.p.tree.Delete(n)
	c.unrefer(n)
	for name := range c.p.changed {
		if strings.HasPrefix(name, m.ObjectName) {
			delete(c.p.changed, name) // a deletion is no value change (A.3.2.4)
		}
	}
	out := &cwmp.DeleteObjectResponse{Status: c.statusOfRow(n.Parent.Path(), true)}
	c.spoilDeletion(n, out)
	c.slowDeletion(n)
	c.changedKey("delete", m.ParameterKey)
	return out, nil
}
