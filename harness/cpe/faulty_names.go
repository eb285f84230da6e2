package cpe

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

type (
	names     = cwmp.GetParameterNames
	namesList = cwmp.GetParameterNamesResponse
	namesDo   = func(*names) (*namesList, *rpcError)
)

// nameFaults are the faults in GetParameterNames.
var nameFaults = map[string]twist[names, namesList]{
	"two-roots": namesOfTwo,
	"gpn-empty-path-refused": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if m.ParameterPath == "" {
			return nil, fail(9005, "Invalid parameter name")
		}
		return right(m)
	},
	"gpn-empty-path-children": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if m.ParameterPath == "" && m.NextLevel {
			return right(&names{ParameterPath: c.model.Root, NextLevel: true})
		}
		return right(m)
	},
	"gpn-empty-path-one-level": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if m.ParameterPath == "" {
			return right(&names{NextLevel: true})
		}
		return right(m)
	},
	"gpn-object-itself-missing": dropNames(func(m *names, name string) bool {
		return !m.NextLevel && name == m.ParameterPath && strings.HasSuffix(name, ".")
	}),
	"gpn-siblings-listed": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil && !m.NextLevel && m.ParameterPath != "" && !strings.HasSuffix(m.ParameterPath, ".") {
			return right(&names{ParameterPath: m.ParameterPath[:strings.LastIndex(m.ParameterPath, ".")+1], NextLevel: true})
		}
		return out, err
	},
	"gpn-two-levels-only": dropNames(func(m *names, name string) bool {
		return !m.NextLevel && strings.Count(strings.TrimSuffix(strings.TrimPrefix(name, m.ParameterPath), "."), ".") > 1
	}),
	"gpn-rows-missing": dropNames(func(m *names, name string) bool {
		last := strings.TrimSuffix(strings.TrimPrefix(name, m.ParameterPath), ".")
		return m.NextLevel && last != "" && strings.Trim(last, "0123456789") == ""
	}),
	"gpn-next-level-two": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err != nil || !m.NextLevel || m.ParameterPath == "" {
			return out, err
		}
		for _, p := range slices.Clone(out.ParameterList) {
			if strings.HasSuffix(p.Name, ".") {
				more, _ := right(&names{ParameterPath: p.Name, NextLevel: true})
				out.ParameterList = append(out.ParameterList, more.ParameterList...)
			}
		}
		return out, nil
	},
	"gpn-parameter-next-level-accepted": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err != nil && err.code == 9003 {
			return right(&names{ParameterPath: m.ParameterPath})
		}
		return out, err
	},
	"gpn-unknown-path-empty-list": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err != nil && err.code == 9005 {
			return &namesList{}, nil
		}
		return out, err
	},
	"gpn-unknown-path-9003": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err != nil {
			err.code = 9003
		}
		return out, err
	},
	"gpn-fault-9010": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err != nil && err.code == 9005 {
			err.code = 9010
		}
		return out, err
	},
	"gpn-object-without-dot": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if out, err := right(&names{ParameterPath: m.ParameterPath + ".", NextLevel: m.NextLevel}); err == nil && m.ParameterPath != "" {
			return out, nil
		}
		return right(m)
	},
	"gpn-any-case": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		return right(&names{ParameterPath: c.anyCase(m.ParameterPath), NextLevel: m.NextLevel})
	},
	"gpn-empty-object-refused": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 {
			return nil, fail(9005, "Invalid parameter name: %s", m.ParameterPath)
		}
		return out, err
	},
	"gpn-empty-object-unlisted": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil {
			out.ParameterList = slices.DeleteFunc(out.ParameterList, func(p cwmp.ParameterInfoStruct) bool {
				n := c.p.tree.Find(p.Name)
				return p.Name != m.ParameterPath && n.IsTable() && len(n.Children) == 0
			})
		}
		return out, err
	},
	"gpn-row-without-dot": renameNames(func(c *CPE, m *names, name string) string {
		if n := c.p.tree.Find(name); n.IsRow() {
			return strings.TrimSuffix(name, ".")
		}
		return name
	}),
	"gpn-next-level-relative": renameNames(func(c *CPE, m *names, name string) string {
		if m.NextLevel {
			return strings.TrimPrefix(name, m.ParameterPath)
		}
		return name
	}),
	"gpn-long-path-refused": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if len(m.ParameterPath) > 128 {
			return nil, fail(9003, "Invalid arguments: ParameterPath")
		}
		return right(m)
	},
	"gpn-next-level-9004": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil && m.NextLevel && len(out.ParameterList) > 12 {
			return nil, fail(9004, "Resources exceeded")
		}
		return out, err
	},
	"gpn-too-many-9004": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		if m.ParameterPath == "" && !m.NextLevel {
			return nil, fail(9004, "Resources exceeded")
		}
		return right(m)
	},
	"gpn-next-level-lists-itself": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil && m.NextLevel && len(out.ParameterList) > 0 && m.ParameterPath != "" {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterInfoStruct{Name: m.ParameterPath})
		}
		return out, err
	},
	"gpn-unimplemented-listed": func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		at := c.name("DeviceInfo.")
		if err == nil && (!m.NextLevel && strings.HasPrefix(at, m.ParameterPath) || m.ParameterPath == at) {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterInfoStruct{Name: at + "ModemFirmwareVersion"})
		}
		return out, err
	},
	"gpn-settable-not-writable": writableAs(func(c *CPE, name string) bool { return name == c.name("ManagementServer.PeriodicInformTime") }, false),
	"gpn-fixed-writable":        writableAs(func(c *CPE, name string) bool { return name == c.name("DeviceInfo.ModelName") }, true),
	"gpn-table-not-writable":    writableAs(func(c *CPE, name string) bool { return name == c.name("DHCPv4.Server.Pool.") }, false),
	"gpn-row-not-writable":      writableAs(func(c *CPE, name string) bool { return c.p.tree.Find(name).IsRow() }, false),
	"gpn-plain-object-writable": writableAs(func(c *CPE, name string) bool { n := c.p.tree.Find(name); return !n.IsParam() && !n.Row.Table }, true),
}

// anyCase is the device's own spelling of a name that is given in any case.
func (c *CPE) anyCase(name string) string {
	found := name
	for _, n := range c.p.tree.Root().Params() {
		for ; n != nil; n = n.Parent {
			if strings.EqualFold(n.Path(), name) {
				found = n.Path()
			}
		}
	}
	return found
}

// dropNames leaves entries out of a list.
func dropNames(drop func(m *names, name string) bool) twist[names, namesList] {
	return func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil {
			out.ParameterList = slices.DeleteFunc(out.ParameterList, func(p cwmp.ParameterInfoStruct) bool { return drop(m, p.Name) })
		}
		return out, err
	}
}

// renameNames spells the names in a list in another way.
func renameNames(spell func(c *CPE, m *names, name string) string) twist[names, namesList] {
	return func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil {
			for i, p := range out.ParameterList {
				out.ParameterList[i].Name = spell(c, m, p.Name)
			}
		}
		return out, err
	}
}

// writableAs gives some entries another Writable.
func writableAs(which func(c *CPE, name string) bool, writable bool) twist[names, namesList] {
	return func(c *CPE, m *names, right namesDo) (*namesList, *rpcError) {
		out, err := right(m)
		if err == nil {
			for i, p := range out.ParameterList {
				if which(c, p.Name) {
					out.ParameterList[i].Writable = writable
				}
			}
		}
		return out, err
	}
}

// timeEnable is the entry of one parameter in a list of names.
var timeEnable = regexp.MustCompile(`(\.Time\.Enable</Name>\s*<Writable[^>]*>)[^<]*(</Writable>)`)

// Faults in how the list of GetParameterNames is written.
var (
	_ = mutate("gpn-writable-word", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "GetParameterNamesResponse" {
			return b
		}
		return timeEnable.ReplaceAll(b, []byte("${1}yes${2}"))
	}})
	_ = mutate("gpn-writable-missing", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "GetParameterNamesResponse" {
			return b
		}
		b = bytes.ReplaceAll(b, []byte("<Writable>0</Writable>"), nil)
		return bytes.ReplaceAll(b, []byte("<Writable>false</Writable>"), nil)
	}})
)

// misreadNextLevel is a fault: a NextLevel of false is taken for true.
func (c *CPE) misreadNextLevel(in *cwmp.Envelope) {
	m, ok := in.Body.(*names)
	if !ok || !c.faulty("gpn-next-level-false-misread") {
		return
	}
	for _, e := range in.SOAP.Entries[0].Children {
		m.NextLevel = m.NextLevel || e.Local == "NextLevel" && e.Text == "false"
	}
}

// addLongName gives the device a parameter with a name of more than 256 characters.
func (c *CPE) addLongName(t *datamodel.Tree) {
	info := t.Find(c.name("DeviceInfo."))
	name := "X_00D09E_" + strings.Repeat("Long", 64)
	row := &datamodel.Row{Path: info.Path() + name, Type: "string"}
	info.Children = slices.Insert(info.Children, 0, &datamodel.Node{Row: row, Name: name, Parent: info, Value: "x"})
}
