// Package datamodel holds the data model of a CPE: what the model says of its
// objects and parameters (types, bounds, access, notification), and a tree of
// the objects, parameters, values and attributes that a device has.
package datamodel

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Row is what the data model says of one object or parameter.
type Row struct {
	Path     string // with {i} for instances; an object ends with a dot
	Object   bool
	Writable bool   // a parameter: can be set; a table: rows can be added and deleted
	Type     string // of a parameter: string, boolean, int, unsignedInt, dateTime, hexBinary, base64
	Default  string // of a parameter of a new row
	// HasDefault says that the model gives the Default; else it is the least value.
	HasDefault bool

	HasMin, HasMax     bool
	Min, Max           int64 // range of a number
	HasSize            bool
	MinSize, MaxSize   int // characters of a string, octets of a hexBinary or base64 value
	Enum               []string
	Patterns           []*regexp.Regexp // one has to match the whole value
	List               bool             // comma-separated
	ForcedInform       bool             // in every Inform
	ForcedActive       bool             // Forced Active Notification
	DefaultActive      bool             // Notification is 2 unless the ACS changes it
	CanDenyActive      bool             // Active notification may be refused
	Hidden             bool             // reads as empty
	Table              bool             // a Multi-Instance Object: Path ends with {i}.
	MaxRows            int              // of a table
	Count              string           // of a table: name of the parameter with the number of rows
	Ref                string           // of a parameter: it refers strongly to rows of this table, a path below the root
	Key                []string         // of a table with Enable: unique among enabled rows
	countOf            *Row             // of a parameter: the table whose rows it counts
	alias              bool             // of a table: its rows have an Alias parameter
	name               string
	params, subobjects []*Row
}

// Model is a data model as far as a device implements it.
type Model struct {
	Root string // "Device." or "InternetGatewayDevice."
	Name string // as in DeviceSummary or a target file, for example "Device:2"

	rows    map[string]*Row
	factory [][2]string
}

//go:embed facts/*.tsv
var facts embed.FS

// Device2 is the Device:2 data model (TR-181 Issue 2).
func Device2() *Model { return load("device2", "Device:2", "Device.") }

// IGD1 is the InternetGatewayDevice:1 data model (TR-098).
func IGD1() *Model { return load("igd1", "InternetGatewayDevice:1", "InternetGatewayDevice.") }

// WithAliases adds what Alias-Based Addressing needs: an Alias parameter in the
// rows of the tables, but for those named, and the two parameters of
// ManagementServer by which the ACS controls it.
func (m *Model) WithAliases(without ...string) {
	var tables []*Row
	for path, r := range m.rows {
		if r.Table && !slices.Contains(without, path) {
			r.alias = true
			tables = append(tables, r)
		}
	}
	for _, r := range tables {
		m.param(r, &Row{name: "Alias", Writable: true, Type: "string", HasSize: true, MaxSize: 64})
	}
	server := m.rows[m.Root+"ManagementServer."]
	m.param(server, &Row{name: "AutoCreateInstances", Writable: true, Type: "boolean", Default: "false"})
	m.param(server, &Row{name: "InstanceMode", Writable: true, Type: "string", Enum: []string{"InstanceNumber", "InstanceAlias"}, Default: "InstanceNumber"})
}

// param adds a parameter to an object.
func (m *Model) param(object, p *Row) {
	p.Path = object.Path + p.name
	object.params = append(object.params, p)
	m.rows[p.Path] = p
}

// Row finds the row of a path with {i} for instances, nil if there is none.
func (m *Model) Row(path string) *Row { return m.rows[path] }

// maxRows bounds every table, so that the device can run out of rows (fault 9004).
const maxRows = 8

func load(file, name, root string) *Model {
	m := &Model{Root: root, Name: name, rows: map[string]*Row{}}
	m.read(file, "")
	for _, f := range table(file + ".factory") {
		m.factory = append(m.factory, [2]string{f[0], f[1]})
	}
	return m
}

// WithHeartbeat adds the profile HeartbeatPolicy:1.
func (m *Model) WithHeartbeat() { m.read("heartbeat", m.Root) }

// WithStandby adds the profile StandbyPolicy:1.
func (m *Model) WithStandby() { m.read("standby", m.Root) }

// WithSoftwareModules adds the tables of deployment units and of execution
// environments, of which the second one is disabled.
func (m *Model) WithSoftwareModules() {
	m.read("software", m.Root)
	m.factory = append(m.factory, [2]string{m.Root + "SoftwareModules.ExecEnv.1.Enable", "true"}, [2]string{m.Root + "SoftwareModules.ExecEnv.2.Enable", "false"})
}

// WithReferences adds parameters that refer to rows, and the tables of these.
func (m *Model) WithReferences() { m.read("references", m.Root) }

// Without takes a parameter out of the model.
func (m *Model) Without(path string) {
	r := m.rows[path]
	object := m.rows[path[:strings.LastIndex(path, ".")+1]]
	object.params = slices.DeleteFunc(object.params, func(p *Row) bool { return p == r })
	delete(m.rows, path)
	m.factory = slices.DeleteFunc(m.factory, func(f [2]string) bool { return f[0] == path })
}

// read adds the rows of a file whose paths are below root.
func (m *Model) read(file, root string) {
	for _, f := range table(file) {
		r := &Row{Path: root + f[0], Object: f[1] == "o", Writable: f[2] == "rw", Type: f[3]}
		r.flags(f[5])
		r.facets(f[4])
		m.add(r)
	}
	for _, r := range m.rows {
		if r.Count != "" {
			parent := strings.TrimSuffix(r.Path, "{i}.")
			parent = parent[:strings.LastIndex(strings.TrimSuffix(parent, "."), ".")+1]
			if p := m.rows[parent+r.Count]; p != nil {
				p.countOf = r
			}
		}
		if m.rows[r.Path+"Enable"] == nil {
			r.Key = nil
		}
	}
}

func table(file string) [][]string {
	b, err := facts.ReadFile("facts/" + file + ".tsv")
	if err != nil {
		panic(err)
	}
	var list [][]string
	for _, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		list = append(list, strings.Split(line, "\t"))
	}
	return list
}

func (m *Model) add(r *Row) {
	p := strings.TrimSuffix(r.Path, ".")
	if r.Object && strings.HasSuffix(p, ".{i}") {
		r.Table, r.MaxRows = true, maxRows
		p = strings.TrimSuffix(p, ".{i}")
	}
	i := strings.LastIndex(p, ".")
	r.name = p[i+1:]
	m.rows[r.Path] = r
	if i < 0 {
		return
	}
	parent := m.rows[p[:i+1]]
	if parent == nil {
		panic(fmt.Sprintf("datamodel: %s comes before its object", r.Path))
	}
	if r.Object {
		parent.subobjects = append(parent.subobjects, r)
	} else {
		parent.params = append(parent.params, r)
	}
}

// facets reads the bounds. A pattern holds bars only inside brackets.
func (r *Row) facets(s string) {
	for _, f := range splitFacets(s) {
		name, v, _ := strings.Cut(f, "=")
		switch name {
		case "size":
			lo, hi, _ := strings.Cut(v, "..")
			r.HasSize = true
			r.MinSize, _ = strconv.Atoi(lo)
			r.MaxSize, _ = strconv.Atoi(hi)
		case "range":
			lo, hi, _ := strings.Cut(v, "..")
			if lo != "" {
				r.HasMin = true
				r.Min, _ = strconv.ParseInt(lo, 10, 64)
			}
			if hi != "" {
				r.HasMax = true
				r.Max, _ = strconv.ParseInt(hi, 10, 64)
			}
		case "enum":
			r.Enum = append(r.Enum, v)
		case "pattern":
			r.Patterns = append(r.Patterns, regexp.MustCompile(`^(?:`+v+`)$`))
		case "default":
			r.Default, r.HasDefault = v, true
		case "ref":
			r.Ref = v
		case "count":
			r.Count = v
		case "key":
			if r.Key == nil {
				r.Key = strings.Split(v, ",")
			}
		}
	}
	if r.Default == "" {
		r.Default = r.least()
	}
}

// least is a value that is allowed, for a parameter without a default in the model.
func (r *Row) least() string {
	switch {
	case r.Type == "boolean":
		return "false"
	case r.Type == "int" || r.Type == "unsignedInt":
		if r.HasMin && r.Min > 0 {
			return strconv.FormatInt(r.Min, 10)
		}
		return "0"
	case r.Type == "dateTime":
		return "0001-01-01T00:00:00Z"
	case len(r.Enum) > 0 && !r.List:
		return r.Enum[0]
	}
	return ""
}

func (r *Row) flags(s string) {
	for _, f := range strings.Fields(s) {
		switch f {
		case "forcedInform":
			r.ForcedInform = true
		case "notify:forceEnabled":
			r.ForcedActive = true
		case "notify:forceDefaultEnabled":
			r.DefaultActive = true
		case "notify:canDeny":
			r.CanDenyActive = true
		case "hidden", "secured":
			r.Hidden = true
		case "list":
			r.List = true
		}
	}
}

func splitFacets(s string) []string {
	var list []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '|':
			if depth == 0 {
				list = append(list, s[from:i])
				from = i + 1
			}
		}
	}
	if from < len(s) {
		list = append(list, s[from:])
	}
	return list
}
