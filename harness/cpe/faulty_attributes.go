package cpe

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// misread is what a faulty device makes of the list of SetParameterAttributes.
func (c *CPE) misread(list []cwmp.SetParameterAttributesStruct) ([]cwmp.SetParameterAttributesStruct, *rpcError) {
	list = slices.Clone(list)
	switch {
	case c.faulty("spa-one-entry"):
		if len(list) > 1 {
			return nil, fail(9003, "Invalid arguments: more than one entry")
		}
	case c.faulty("spa-backwards"):
		slices.Reverse(list)
	case c.faulty("spa-full-names-first"):
		slices.SortStableFunc(list, func(a, b cwmp.SetParameterAttributesStruct) int {
			return partial(a.Name) - partial(b.Name)
		})
	case c.faulty("spa-duplicate-refused"):
		seen := map[string]bool{}
		for _, e := range list {
			if seen[e.Name] {
				return nil, fail(9003, "Invalid arguments: %s is named twice", e.Name)
			}
			seen[e.Name] = true
		}
	case c.faulty("spa-partial-path-lasting"):
		for _, e := range list {
			if e.NotificationChange && partial(e.Name) > 0 {
				c.r.lasting = append(c.r.lasting, e)
			}
		}
	}
	for i := range list {
		if err := c.misreadEntry(&list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (c *CPE) misreadEntry(e *cwmp.SetParameterAttributesStruct) *rpcError {
	switch {
	case c.faulty("spa-notification-change-ignored"):
		e.NotificationChange = true
	case c.faulty("spa-access-list-change-ignored"):
		e.AccessListChange = true
	case c.faulty("spa-empty-access-list-refused"):
		if e.AccessListChange && len(e.AccessList) == 0 {
			return fail(9003, "Invalid arguments: no AccessList")
		}
	case c.faulty("spa-unknown-9003"):
		if _, err := c.resolve(e.Name); err != nil {
			return fail(9003, "Invalid arguments: %s", e.Name)
		}
	case c.faulty("spa-empty-name-9003"):
		if e.Name == "" {
			return fail(9003, "Invalid arguments: no Name")
		}
	case c.faulty("spa-empty-name-9005"):
		if e.Name == "" {
			return fail(9005, "Invalid parameter name")
		}
	case c.faulty("spa-long-name-9003"):
		if len(e.Name) > 128 {
			return fail(9003, "Invalid arguments: the name is too long")
		}
	case c.faulty("spa-unknown-entities-9003"):
		if e.AccessListChange && !onlySubscriber(e.AccessList) {
			return fail(9003, "Invalid arguments: AccessList")
		}
	}
	return nil
}

// mistaken says that a faulty device takes this Notification.
func (c *CPE) mistaken(notification int) bool {
	inRange := notification >= 0 && notification <= 6
	return inRange && c.faulty("spa-lightweight-taken") || !inRange && c.faulty("spa-notification-unbounded")
}

// refuseNotification is what a faulty device refuses without the right to.
func (c *CPE) refuseNotification(n *datamodel.Node, e cwmp.SetParameterAttributesStruct) *rpcError {
	switch {
	case n.Row.ForcedActive && e.Notification != 2 && c.faulty("spa-forced-refused"):
		return fail(9001, "Request denied: %s", n.Path())
	case !n.Row.Writable && e.Notification == 2 && c.faulty("spa-active-writable-only"),
		n.Row.CanDenyActive && e.Notification == 1 && c.faulty("spa-passive-denied"):
		return fail(9009, "Notification request rejected: %s", n.Path())
	case n.Row.CanDenyActive && (e.Notification == 3 || e.Notification == 4) && c.faulty("lightweight-passive-denied"),
		!n.Row.Writable && e.Notification > 4 && c.faulty("lightweight-active-writable-only"):
		return fail(9009, "Notification request rejected: %s", n.Path())
	case n.Row.CanDenyActive && e.Notification == 2 && c.faulty("spa-active-denied-9001"):
		return fail(9001, "Request denied: %s", n.Path())
	}
	return nil
}

func onlySubscriber(list []string) bool {
	return !slices.ContainsFunc(list, func(e string) bool { return e != "Subscriber" })
}

// partial is 1 for a partial path name, 0 for the full name of a parameter.
func partial(name string) int {
	if name == "" || strings.HasSuffix(name, ".") {
		return 1
	}
	return 0
}

// applyDeferred carries out what a faulty device kept for the end of the session.
func (c *CPE) applyDeferred() {
	for _, e := range c.r.deferred {
		_ = c.setAttributes(e)
	}
	c.r.deferred = nil
}

// misattribute gives a new row what a faulty device keeps for it.
func (c *CPE) misattribute(row *datamodel.Node) {
	for _, e := range c.r.lasting {
		if strings.HasPrefix(row.Path(), e.Name) {
			for _, n := range row.Params() {
				n.Notification = e.Notification
			}
		}
	}
}

// bury keeps the attributes of a row that is deleted, on a faulty device.
func (c *CPE) bury(row *datamodel.Node) {
	if !c.faulty("attributes-outlive-parameter") {
		return
	}
	if c.r.deleted == nil {
		c.r.deleted = map[string]cwmp.ParameterAttributeStruct{}
	}
	for _, n := range row.Params() {
		c.r.deleted[n.Path()] = attributesOf(n)
	}
}

// loseAttributes is what a faulty device does when it boots.
func (c *CPE) loseAttributes() {
	if !c.faulty("attributes-lost-on-reboot") {
		return
	}
	for _, n := range c.p.tree.Root().Params() {
		n.Notification, n.AccessList = 0, []string{"Subscriber"}
		if n.Row.ForcedActive || n.Row.DefaultActive {
			n.Notification = 2
		}
	}
}
