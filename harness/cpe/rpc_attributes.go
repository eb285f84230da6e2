package cpe

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

func (c *CPE) getParameterAttributes(m *cwmp.GetParameterAttributes) (*cwmp.GetParameterAttributesResponse, *rpcError) {
	out := &cwmp.GetParameterAttributesResponse{}
	if err := c.emptyList(len(m.ParameterNames)); err != nil {
		return nil, err
	}
	for _, name := range m.ParameterNames {
		if a, ok := c.r.deleted[name]; ok {
			out.ParameterList = append(out.ParameterList, a)
			continue
		}
		nodes, err := c.resolve(c.dotted(name))
		if err != nil {
			return nil, err
		}
		for _, n := range nodes {
			out.ParameterList = append(out.ParameterList, attributesOf(n))
		}
	}
	return out, nil
}

func attributesOf(n *datamodel.Node) cwmp.ParameterAttributeStruct {
	return cwmp.ParameterAttributeStruct{Name: n.Path(), Notification: n.Notification, AccessList: append([]string(nil), n.AccessList...)}
}

// setParameterAttributes applies the entries in their order, all or none.
func (c *CPE) setParameterAttributes(m *cwmp.SetParameterAttributes) (any, *rpcError) {
	if err := c.emptyList(len(m.ParameterList)); err != nil {
		return nil, err
	}
	list, err := c.misread(m.ParameterList)
	if err != nil {
		return nil, err
	}
	c.slowAttributes(list)
	kept := c.p.tree
	c.p.tree = kept.Clone()
	for _, e := range list {
		err := c.setAttributes(e)
		if err == nil || err.code == 9005 && c.faulty("spa-unknown-skipped") {
			continue
		}
		if !c.faulty("spa-partly-applied") {
			c.p.tree = kept
		}
		return nil, err
	}
	if c.faulty("spa-deferred") {
		c.r.deferred = append(c.r.deferred, list...)
		c.p.tree = kept
	}
	return &cwmp.SetParameterAttributesResponse{}, nil
}

func (c *CPE) setAttributes(e cwmp.SetParameterAttributesStruct) *rpcError {
	nodes, err := c.resolve(c.dotted(e.Name))
	if err != nil {
		return err
	}
	most := 2
	if c.has("lightweight") {
		most = 6 // 3 to 6 are for lightweight notification
	}
	if (e.NotificationChange || e.Notification > 2 && c.faulty("spa-lightweight-unchanged-refused")) && (e.Notification < 0 || e.Notification > most) && !c.mistaken(e.Notification) {
		if c.faulty("notification-refused-by-9006") {
			return fail(9006, "Invalid parameter type: Notification %d", e.Notification)
		}
		return fail(9003, "Invalid arguments: Notification %d", e.Notification)
	}
	for _, n := range nodes {
		if c.faulty("spa-partial-path-flat") && strings.Contains(strings.TrimPrefix(n.Path(), e.Name), ".") {
			continue
		}
		if e.NotificationChange {
			if err := c.setNotification(n, e); err != nil {
				return err
			}
		}
		if e.AccessListChange {
			if err := c.setAccessList(n, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *CPE) setNotification(n *datamodel.Node, e cwmp.SetParameterAttributesStruct) *rpcError {
	if err := c.refuseNotification(n, e); err != nil {
		return err
	}
	// Forced Active Notification: another setting is ignored.
	if n.Row.ForcedActive && !c.faulty("spa-forced-shown-as-set") && !c.faulty("spa-forced-switched-off") {
		return nil
	}
	if (e.Notification == 2 || e.Notification > 4) && n.Row.CanDenyActive && !c.faulty("spa-active-everywhere") {
		if c.faulty("spa-partial-path-skips-denied") && partial(e.Name) > 0 {
			return nil
		}
		return fail(9009, "Notification request rejected: %s", n.Path())
	}
	if v, ok := c.live(n.Path()); ok && n.Notification == 0 {
		c.r.told[n.Path()] = v // changes count from now on
	}
	n.Notification = e.Notification
	return nil
}

func (c *CPE) setAccessList(n *datamodel.Node, e cwmp.SetParameterAttributesStruct) *rpcError {
	switch {
	case !n.Row.Writable && c.faulty("spa-read-only-access-list-refused"):
		return fail(9001, "Request denied: %s is read-only", n.Path())
	case !n.Row.Writable && c.faulty("spa-read-only-access-list-dropped"):
		return nil
	}
	n.AccessList = c.understood(n.AccessList, e.AccessList)
	return nil
}

// understood is the access list that a new one stands for.
func (c *CPE) understood(old, list []string) []string {
	switch {
	case c.faulty("spa-unknown-entities-kept"):
		return append([]string(nil), list...)
	case c.faulty("spa-unknown-entity-voids-list") && !onlySubscriber(list):
		return nil
	}
	if contains(list, "Subscriber") || c.faulty("spa-access-list-merged") && contains(old, "Subscriber") {
		return []string{"Subscriber"} // other entities are unknown, so ignored
	}
	return nil
}
