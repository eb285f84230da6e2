package cpe

import (
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// Varieties of the device in its answers to the RPCs that the standard leaves
// open: nothing is wrong with them. The caller of each function holds mu.

// secondRoot is the second root of a device with two data models: a view of
// what the first one has in DeviceInfo.
const secondRoot = "InternetGatewayDevice."

// viewed says that the second root has what the first one calls name, which
// stands below the root.
func (c *CPE) viewed(name string) bool {
	info, below := strings.CutPrefix(name, c.name("DeviceInfo."))
	n := c.p.tree.Find(name)
	return name == c.model.Root || below && !strings.Contains(info, ".") && !n.Writable()
}

// real is the name in the first root for one in the second one.
func (c *CPE) real(name string) (string, bool) {
	below, second := strings.CutPrefix(name, secondRoot)
	if !second {
		return name, false
	}
	return c.model.Root + below, true
}

// beyondRoot is the name in the second root for one in the first one.
func (c *CPE) beyondRoot(name string) string {
	return secondRoot + strings.TrimPrefix(name, c.model.Root)
}

// namesOfTwo, valuesOfTwo and attributesOfTwo serve both roots.
func namesOfTwo(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
	path, second := c.real(m.ParameterPath)
	out, err := right(&names{ParameterPath: path, NextLevel: m.NextLevel})
	if err != nil || !second && path != "" {
		return out, err
	}
	var list []cwmp.ParameterInfoStruct
	for _, p := range out.ParameterList {
		if c.viewed(p.Name) {
			list = append(list, cwmp.ParameterInfoStruct{Name: c.beyondRoot(p.Name), Writable: p.Writable})
		}
	}
	if second && len(list) == 0 {
		return nil, fail(9005, "Invalid parameter name: %s", m.ParameterPath)
	}
	if second {
		return &namesList{ParameterList: list}, nil
	}
	out.ParameterList = append(out.ParameterList, list...)
	return out, nil
}

func valuesOfTwo(c *CPE, m *get, right getDo) (*getList, *rpcError) {
	list, err := ofTwo(c, m.ParameterNames, func(path string) ([]cwmp.ParameterValueStruct, *rpcError) {
		out, err := right(&get{ParameterNames: []string{path}})
		if err != nil {
			return nil, err
		}
		return out.ParameterList, nil
	}, func(p *cwmp.ParameterValueStruct) *string { return &p.Name })
	if err != nil {
		return nil, err
	}
	return &getList{ParameterList: list}, nil
}

func attributesOfTwo(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
	list, err := ofTwo(c, m.ParameterNames, func(path string) ([]cwmp.ParameterAttributeStruct, *rpcError) {
		out, err := right(&getAttrs{ParameterNames: []string{path}})
		if err != nil {
			return nil, err
		}
		return out.ParameterList, nil
	}, func(p *cwmp.ParameterAttributeStruct) *string { return &p.Name })
	if err != nil {
		return nil, err
	}
	return &getAttrsList{ParameterList: list}, nil
}

// ofTwo reads names of either root, each by its path in the one that there is.
func ofTwo[P any](c *CPE, names []string, read func(path string) ([]P, *rpcError), name func(*P) *string) ([]P, *rpcError) {
	var all []P
	for _, n := range names {
		path, second := c.real(n)
		list, err := read(path)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if !second {
				all = append(all, p)
			}
			if at := name(&p); (second || path == "") && c.viewed(*at) {
				*at = c.beyondRoot(*at)
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// nextLevel lists the next level of an object; what it is for an object that a
// wildcard led to is open.
func (c *CPE) nextLevel(path string, n *datamodel.Node, add func(*datamodel.Node)) {
	wild := strings.Contains(path, "*")
	if wild && (c.faulty("wildcard-next-level-matches") || c.faulty("wildcard-next-level-both")) {
		add(n)
	}
	if wild && c.faulty("wildcard-next-level-matches") {
		return
	}
	for _, k := range n.Children {
		add(k)
	}
}

// trailing reads a wildcard at the end of a path as the partial path before it.
func (c *CPE) trailing(name string) string {
	before, last := strings.CutSuffix(strings.TrimSuffix(name, "."), "*")
	if last && c.faulty("wildcard-last-as-partial-path") {
		return before
	}
	return name
}

// key holds the length of a CommandKey or ParameterKey against the schema, on
// a device that looks at it.
func (c *CPE) key(what, key string) *rpcError {
	if len([]rune(key)) > 32 && !c.faulty("long-keys-taken") {
		return fail(9003, "Invalid arguments: the %s is longer than 32 characters", what)
	}
	return nil
}

// emptyList refuses a list without any member, which breaks the schema and for
// which the text has no rule.
func (c *CPE) emptyList(n int) *rpcError {
	if n == 0 && c.faulty("empty-lists-refused") {
		return fail(9003, "Invalid arguments: the list is empty")
	}
	return nil
}

// limits is a restriction of the device's own: text that it keeps is ASCII, or
// the time server is the one that DHCP has told.
func (c *CPE) limits(n *datamodel.Node, text string) bool {
	return c.faulty("spv-allowed-value-9007") && strings.ContainsFunc(text, func(r rune) bool { return r > 127 }) ||
		c.faulty("spv-writable-at-times") && n.Path() == c.name("Time.NTPServer1")
}

// zoned takes a dateTime without a time zone for UTC.
func (c *CPE) zoned(n *datamodel.Node, text string) string {
	if _, err := time.Parse("2006-01-02T15:04:05", text); err == nil && n.Row.Type == "dateTime" && !strings.HasPrefix(text, "0") && c.faulty("spv-time-without-zone-taken") {
		return text + "Z"
	}
	return text
}

// dotted finds an Object whose name lacks its dot, in requests about attributes.
func (c *CPE) dotted(name string) string {
	if c.faulty("attributes-object-without-dot") && c.p.tree.Find(name) == nil && c.p.tree.Find(name+".") != nil {
		return name + "."
	}
	return name
}

// hostsComeAndGo has a host join the network in one session and leave it in
// the next.
func (c *CPE) hostsComeAndGo() {
	hosts := c.p.tree.Find(c.name("Hosts.Host."))
	if hosts == nil || !c.faulty("hosts-come-and-go") {
		return
	}
	if n := len(hosts.Children); n > 1 {
		c.p.tree.Delete(hosts.Children[n-1])
		return
	}
	_, _ = c.p.tree.Add(hosts) // a full table has none to go either
}

// derives changes what depends on a value that the ACS has set: a new user
// name for Connection Requests brings a new path for them.
func (c *CPE) derives(set map[string]bool) {
	if c.faulty("derived-change-notified") && set[c.name("ManagementServer.ConnectionRequestUsername")] {
		c.r.late = append(c.r.late, func() {
			c.path = "/" + randomPath()
			c.noteChange(c.p.tree.Find(c.name("ManagementServer.ConnectionRequestURL")))
		})
	}
	if c.faulty("parameterkey-notified") {
		c.p.changed[c.name("ManagementServer.ParameterKey")] = true
	}
}

// together are those of the events for the next Inform that one cause has, the
// cause of the oldest one.
func (c *CPE) together(events []*event) []*event {
	if !c.apart() || len(events) == 0 {
		return events
	}
	events = c.vendorsFirst(events)
	// A restart that the device makes for a download has the same cause as its end.
	same := func(a, b *event) bool {
		pair := []string{causeOf(a), causeOf(b)}
		return pair[0] == pair[1] || slices.Contains(pair, "start") && slices.Contains(pair, "transfer")
	}
	return slices.DeleteFunc(slices.Clone(events), func(e *event) bool { return !same(events[0], e) })
}

// causeOf is a name for what led to an event, the same for those that belong together.
func causeOf(e *event) string {
	switch e.code {
	case "0 BOOTSTRAP", "1 BOOT", "M Reboot":
		return "start"
	case "3 SCHEDULED", "M ScheduleInform":
		return "schedule"
	case "7 TRANSFER COMPLETE", "M Download", "M Upload", "M ScheduleDownload":
		return "transfer"
	case "11 DU STATE CHANGE COMPLETE", "M ChangeDUState":
		return "units"
	}
	return e.code
}
