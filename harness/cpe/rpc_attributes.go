package cpe

import (
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func (c *CPE) getParameterAttributes(m *cwmp.GetParameterAttributes) (any, *rpcError) {
	out := &cwmp.GetParameterAttributesResponse{}
	for _, name := range m.ParameterNames {
		nodes, err := c.resolve(name)
		if err != nil {
			return nil, err
		}
		for _, n := range nodes {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterAttributeStruct{
				Name: n.Path(), Notification: n.Notification, AccessList: append([]string(nil), n.AccessList...)})
		}
	}
	return out, nil
}

// setParameterAttributes applies the entries in their order, all or none.
func (c *CPE) setParameterAttributes(m *cwmp.SetParameterAttributes) (any, *rpcError) {
	kept := c.p.tree
	c.p.tree = kept.Clone()
	for _, e := range m.ParameterList {
		if err := c.setAttributes(e); err != nil {
			if !c.faulty("spa-partly-applied") {
				c.p.tree = kept
			}
			return nil, err
		}
	}
	return &cwmp.SetParameterAttributesResponse{}, nil
}

func (c *CPE) setAttributes(e cwmp.SetParameterAttributesStruct) *rpcError {
	nodes, err := c.resolve(e.Name)
	if err != nil {
		return err
	}
	if e.NotificationChange && (e.Notification < 0 || e.Notification > 2) {
		// 3 to 6 are for lightweight notifications, which the device does not support.
		return fail(9003, "Invalid arguments: Notification %d", e.Notification)
	}
	for _, n := range nodes {
		// Forced Active Notification: another setting is ignored.
		if e.NotificationChange && !n.Row.ForcedActive {
			if e.Notification == 2 && n.Row.CanDenyActive {
				return fail(9009, "Notification request rejected: %s", n.Path())
			}
			if v, ok := c.live(n.Path()); ok && n.Notification == 0 {
				c.r.told[n.Path()] = v // changes count from now on
			}
			n.Notification = e.Notification
		}
		if e.AccessListChange {
			n.AccessList = nil
			if contains(e.AccessList, "Subscriber") {
				n.AccessList = []string{"Subscriber"} // other entities are unknown, so ignored
			}
		}
	}
	return nil
}
