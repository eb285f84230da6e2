package cpe

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// keepValue notes, on a faulty device, the value that a change is held against.
func (c *CPE) keepValue(n *datamodel.Node) {
	if c.p.changed[n.Path()] || n.Notification == 0 || !c.faulty("value-changed-back-forgotten") {
		return
	}
	if c.r.kept == nil {
		c.r.kept = map[string]string{}
	}
	c.r.kept[n.Path()] = n.Value
}

// forgetReturned drops, on a faulty device, a change that was undone.
func (c *CPE) forgetReturned(n *datamodel.Node) {
	name := n.Path()
	if old, known := c.r.kept[name]; known && old == n.Value {
		delete(c.p.changed, name)
		delete(c.r.kept, name)
	}
	if c.faulty("value-change-first-value") && c.r.kept[name] == "" {
		c.r.kept = map[string]string{name: n.Value}
	}
}

// notifyOwn reports, on a faulty device, what the ACS itself has changed.
func (c *CPE) notifyOwn(names map[string]bool) {
	if !c.faulty("acs-change-notified") {
		return
	}
	for name := range names {
		if n := c.p.tree.Find(name); n.Notification > 0 && !n.Row.ForcedActive {
			c.noteChange(n)
		}
	}
}

// misreport is what a faulty device makes of the changes in an Inform.
func (c *CPE) misreport(m *cwmp.Inform) {
	without := func(notification int) {
		m.ParameterList = slices.DeleteFunc(m.ParameterList, func(p cwmp.ParameterValueStruct) bool {
			n := c.p.tree.Find(p.Name)
			return n.Notification == notification && !n.Row.ForcedInform
		})
	}
	switch {
	case c.faulty("connection-request-always"):
		if !slices.ContainsFunc(m.Event, func(e cwmp.EventStruct) bool { return e.EventCode == connectionRequest }) {
			m.Event = append(m.Event, cwmp.EventStruct{EventCode: connectionRequest})
		}
	case c.faulty("value-change-event-missing"), c.r.eventless:
		c.r.eventless = false
		m.Event = slices.DeleteFunc(m.Event, func(e cwmp.EventStruct) bool { return e.EventCode == "4 VALUE CHANGE" })
	case c.r.listless && len(m.Event) > 0:
		c.r.listless = false
		m.Event = append(m.Event, cwmp.EventStruct{EventCode: "4 VALUE CHANGE"})
	case c.faulty("diagnostic-results-listed") && slices.ContainsFunc(m.Event, func(e cwmp.EventStruct) bool { return e.EventCode == "8 DIAGNOSTICS COMPLETE" }):
		for _, result := range []string{"SuccessCount", "FailureCount", "AverageResponseTime"} {
			if n := c.p.tree.Find(c.name(c.diagnostics()[0].object + result)); n != nil {
				m.ParameterList = append(m.ParameterList, c.valueOf(n))
			}
		}
	case c.faulty("passive-change-not-listed"):
		without(1)
	case c.faulty("active-change-not-listed"):
		without(2)
	case c.faulty("value-change-first-value"):
		for i, p := range m.ParameterList {
			if first, ok := c.r.kept[p.Name]; ok {
				m.ParameterList[i].Value.Text = first
			}
		}
		c.r.kept = nil
	case c.faulty("deletion-is-value-change") && len(c.r.mourned) > 0:
		m.Event = append(m.Event, cwmp.EventStruct{EventCode: "4 VALUE CHANGE"})
		for _, name := range c.r.mourned {
			m.ParameterList = append(m.ParameterList, cwmp.ParameterValueStruct{Name: name, Value: cwmp.Value{Type: "string"}})
		}
		c.r.mourned = nil
	}
}

// mourn notes, on a faulty device, the deletion of parameters under notification.
func (c *CPE) mourn(row *datamodel.Node) {
	if !c.faulty("deletion-is-value-change") {
		return
	}
	for _, n := range row.Params() {
		if n.Notification > 0 && !strings.HasSuffix(n.Name, "NumberOfEntries") {
			c.r.mourned = append(c.r.mourned, n.Path())
		}
	}
}
