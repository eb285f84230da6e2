package cpe

import (
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// Faults of the device in what it keeps over a restart. The caller of each
// function holds mu.

// unsaved is a change that a broken device has not written to its flash yet.
type unsaved struct {
	at      time.Time // when it will have; zero: when a session has ended
	session int       // in which it was made
	undo    func()
}

// flashStep is how long such a device takes to write one thing.
const flashStep = 700 * time.Millisecond

// writeLater notes changes that are written one after the other.
func (c *CPE) writeLater(undo ...func()) {
	at := c.clock.Now()
	for _, u := range undo {
		at = at.Add(flashStep)
		c.r.unsaved = append(c.r.unsaved, unsaved{at, c.r.number, u})
	}
}

// lazy is how long such a device waits before it writes what was answered with Status 1.
const lazy = 10 * time.Second

// appliesFirst has a broken device restart for a change before it responds to
// the request for it.
func (s *session) appliesFirst(method string) bool {
	c := s.c
	c.mu.Lock()
	defer c.mu.Unlock()
	first := c.faulty("reboot-to-apply-before-response") && method != "DeleteObject" || c.faulty("reboot-to-delete-before-response") && method == "DeleteObject"
	if !c.r.applying || !first {
		return false
	}
	c.r.restart = restartPower
	return true
}

// flush: a clean end of a session has everything written, but for what a fault
// writes only after the session.
func (c *CPE) flush() {
	c.p.misidentified = false
	late := c.faulty("deferred-add-saved-late") || c.faulty("deferred-delete-saved-late")
	c.r.unsaved = slices.DeleteFunc(c.r.unsaved, func(u unsaved) bool { return !late || u.session < c.r.number })
}

// loseUnsaved undoes what was not written when the power went.
func (c *CPE) loseUnsaved() {
	if c.r.cutAt.IsZero() {
		return
	}
	for _, u := range slices.Backward(c.r.unsaved) {
		if u.at.IsZero() || u.at.After(c.r.cutAt) {
			u.undo()
		}
	}
}

// slowValues has the values of a request written one after the other.
func (c *CPE) slowValues(m *set, right setDo) (*setOK, *rpcError) {
	old := c.valuesOf(m)
	out, err := right(m)
	if err == nil {
		var undo []func()
		for _, p := range m.ParameterList {
			undo = append(undo, func() { _ = c.p.tree.Put(p.Name, old[p.Name]) })
		}
		c.writeLater(undo...)
	}
	return out, err
}

// unsavedValues has the values of a request written when the session has ended.
func (c *CPE) unsavedValues(m *set, right setDo) (*setOK, *rpcError) {
	old := c.valuesOf(m)
	out, err := right(m)
	if err == nil {
		c.r.unsaved = append(c.r.unsaved, unsaved{session: c.r.number, undo: func() {
			for name, v := range old {
				_ = c.p.tree.Put(name, v)
			}
		}})
	}
	return out, err
}

func (c *CPE) valuesOf(m *set) map[string]string {
	old := map[string]string{}
	for _, p := range m.ParameterList {
		old[p.Name] = c.p.tree.Get(p.Name)
	}
	return old
}

// slowAttributes has the Notification attributes of a request written one after the other.
func (c *CPE) slowAttributes(list []cwmp.SetParameterAttributesStruct) {
	if !c.faulty("attributes-written-one-by-one") {
		return
	}
	var undo []func()
	for _, e := range list {
		if n := c.p.tree.Find(e.Name); n != nil && n.IsParam() {
			was := n.Notification
			undo = append(undo, func() {
				if n := c.p.tree.Find(e.Name); n != nil {
					n.Notification = was
				}
			})
		}
	}
	c.writeLater(undo...)
}

// slowRow has a new row written slowly.
func (c *CPE) slowRow(row *datamodel.Node) {
	path := row.Path()
	switch {
	case c.faulty("row-written-piecemeal"):
		var undo []func()
		for _, p := range row.Children {
			undo = append(undo, func() {
				if n := c.p.tree.Find(path); n != nil {
					n.Children = slices.DeleteFunc(n.Children, func(k *datamodel.Node) bool { return k.Name == p.Name })
				}
			})
		}
		// The row itself comes last: it is undone first and leaves nothing behind.
		c.writeLater(undo...)
		c.r.unsaved = append([]unsaved{{c.clock.Now().Add(flashStep / 2), c.r.number, c.losing(path)}}, c.r.unsaved...)
	case c.faulty("deferred-add-saved-late"):
		c.r.unsaved = append(c.r.unsaved, unsaved{c.clock.Now().Add(lazy), c.r.number, c.losing(path)})
	}
}

// slowDeletion has a row removed slowly.
func (c *CPE) slowDeletion(row *datamodel.Node) {
	table := row.Parent.Path()
	back := func(children []*datamodel.Node) func() {
		return func() {
			t := c.p.tree.Find(table)
			if t == nil || c.p.tree.Find(row.Path()) != nil {
				return
			}
			row.Parent, row.Children = t, children
			t.Children = append(t.Children, row)
			slices.SortFunc(t.Children, func(a, b *datamodel.Node) int { return int(number(a)) - int(number(b)) })
		}
	}
	all := slices.Clone(row.Children)
	switch {
	case c.faulty("row-removed-piecemeal"):
		// From the last Parameter to the first, one after the other.
		at := c.clock.Now()
		for i := range all {
			at = at.Add(flashStep)
			c.r.unsaved = append(c.r.unsaved, unsaved{at, c.r.number, back(all[: len(all)-i : len(all)-i])})
		}
		slices.Reverse(c.r.unsaved) // the earliest that was not reached is undone first
	case c.faulty("deferred-delete-saved-late"):
		c.r.unsaved = append(c.r.unsaved, unsaved{c.clock.Now().Add(lazy), c.r.number, back(all)})
	}
}

// spoilReset does to the values of the device what faults of its restart do.
func (c *CPE) spoilReset() {
	c.loseUnsaved()
	switch {
	case c.faulty("restart-loses-values"):
		fresh := c.model.New()
		for _, n := range c.p.tree.Root().Params() {
			lost := n.Row.Writable && !strings.Contains(n.Row.Path, "{i}") && !touchesACS(n.Name)
			if was := fresh.Find(n.Path()); lost && was != nil {
				n.Value = was.Value
			}
		}
	case c.faulty("restart-loses-parameter-key"):
		c.put("ManagementServer.ParameterKey", "")
	case c.faulty("restart-loses-aliases"):
		for _, table := range c.p.tree.Tables() {
			for _, row := range table.Children {
				row.SetAlias("cpe-boot-" + row.Name)
			}
		}
	}
	c.p.misidentified = true
}

// touchesACS says that a Parameter has to be kept for the device to be found again.
func touchesACS(name string) bool {
	return name == "URL" || strings.HasSuffix(name, "Username") || strings.HasSuffix(name, "Password")
}

// misidentified are, by fault, what the device takes DeviceId for from a
// restart to the end of the next session.
var misidentified = map[string]func(*cwmp.DeviceIdStruct){
	"restart-oui-other":           func(d *cwmp.DeviceIdStruct) { d.OUI = "00D09F" },
	"restart-product-class-other": func(d *cwmp.DeviceIdStruct) { d.ProductClass = "Generic" },
	"restart-serial-other":        func(d *cwmp.DeviceIdStruct) { d.SerialNumber = "000000000000" },
}

// misidentify replaces what a fault does in the DeviceId of the Inform.
func (c *CPE) misidentify(d *cwmp.DeviceIdStruct) {
	if other := misidentified[c.cfg.Fault]; other != nil && c.p.misidentified {
		other(d)
	}
}
