package cpe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

type (
	get     = cwmp.GetParameterValues
	getList = cwmp.GetParameterValuesResponse
	getDo   = func(*get) (*getList, *rpcError)
)

// getFaults are the faults in GetParameterValues.
var getFaults = map[string]twist[get, getList]{
	"two-roots":                   valuesOfTwo,
	"wildcard-no-instance-echoed": echoedValues,
	"gpv-neighbours-returned": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err != nil || len(m.ParameterNames) != 2 {
			return out, err
		}
		// Whole objects are read, and not cut down to what was asked.
		return right(&get{ParameterNames: []string{m.ParameterNames[0], c.name("DeviceInfo.Manufacturer"), m.ParameterNames[1]}})
	},
	"gpv-sixteen-names-only": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		return right(&get{ParameterNames: m.ParameterNames[:min(16, len(m.ParameterNames))]})
	},
	"gpv-device-info-one-level": getNames(func(c *CPE, m *get, name string) bool {
		rest, ok := strings.CutPrefix(name, c.name("DeviceInfo."))
		return !ok || !slices.Contains(m.ParameterNames, c.name("DeviceInfo.")) || !strings.Contains(rest, ".")
	}),
	"gpv-root-refused": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.Contains(m.ParameterNames, c.model.Root) {
			return nil, fail(9002, "Internal error")
		}
		return right(m)
	},
	"gpv-empty-name-empty": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.Contains(m.ParameterNames, "") {
			return &getList{}, nil
		}
		return right(m)
	},
	"gpv-empty-name-9005": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.Contains(m.ParameterNames, "") {
			return nil, fail(9005, "Invalid parameter name")
		}
		return right(m)
	},
	"gpv-empty-object-refused": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 {
			return nil, fail(9005, "Invalid parameter name: %s", m.ParameterNames[0])
		}
		return out, err
	},
	"gpv-empty-object-placeholder": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterValueStruct{Name: m.ParameterNames[0], Value: cwmp.String("")})
		}
		return out, err
	},
	"placeholder-listed": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterValueStruct{Name: m.ParameterNames[0] + "{i}.Enable", Value: cwmp.Bool(false)})
		}
		return out, err
	},
	"gpv-unknown-name-9003": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err != nil {
			err.code = 9003
		}
		return out, err
	},
	"gpv-fault-9010": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err != nil {
			err.code = 9010
		}
		return out, err
	},
	"gpv-unknown-parameter-left-out": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		return c.known(m, right, func(name string) bool { return !strings.HasSuffix(name, ".") })
	},
	"gpv-unknown-object-empty": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		return c.known(m, right, func(name string) bool { return strings.HasSuffix(name, ".") })
	},
	"gpv-any-case": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		var list []string
		for _, name := range m.ParameterNames {
			list = append(list, c.anyCase(name))
		}
		return right(&get{ParameterNames: list})
	},
	"gpv-object-without-dot": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		list := slices.Clone(m.ParameterNames)
		for i, name := range list {
			if name != "" && c.p.tree.Find(name+".") != nil {
				list[i] += "."
			}
		}
		return right(&get{ParameterNames: list})
	},
	"gpv-long-name-refused": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.ContainsFunc(m.ParameterNames, func(name string) bool { return len(name) > 128 }) {
			return nil, fail(9002, "Internal error")
		}
		return right(m)
	},
	"fault-source-9002": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if len(m.ParameterNames) > 16 {
			return nil, fail(9002, "GPV handler error (code -1)")
		}
		return right(m)
	},
	"gpv-many-names-refused": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if len(m.ParameterNames) > 16 {
			return nil, fail(9002, "GPV handler error (code -1)")
		}
		return right(m)
	},
	"gpv-listed-not-readable": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.Contains(m.ParameterNames, c.name("ManagementServer.DefaultActiveNotificationThrottle")) {
			return nil, fail(9002, "Internal error")
		}
		return right(m)
	},
	"gpv-overlap-once": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err == nil {
			seen := map[string]bool{}
			out.ParameterList = slices.DeleteFunc(out.ParameterList, func(p cwmp.ParameterValueStruct) bool {
				again := seen[p.Name]
				seen[p.Name] = true
				return again
			})
		}
		return out, err
	},
	"gpv-empty-name-9004": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		if slices.Contains(m.ParameterNames, "") {
			return nil, fail(9004, "Resources exceeded")
		}
		return right(m)
	},
	"gpv-name-with-object-listed": func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if at := c.name("DeviceInfo."); err == nil && slices.Contains(m.ParameterNames, at) {
			out.ParameterList = append(out.ParameterList, cwmp.ParameterValueStruct{Name: at + "MemoryStatus.", Value: cwmp.String("")})
		}
		return out, err
	},
}

// known leaves out of a request the unknown names of a kind.
func (c *CPE) known(m *get, right getDo, kind func(name string) bool) (*getList, *rpcError) {
	list := slices.DeleteFunc(slices.Clone(m.ParameterNames), func(name string) bool {
		return name != "" && kind(name) && c.p.tree.Find(name) == nil
	})
	return right(&get{ParameterNames: list})
}

// getNames keeps only some entries of a list.
func getNames(keep func(c *CPE, m *get, name string) bool) twist[get, getList] {
	return func(c *CPE, m *get, right getDo) (*getList, *rpcError) {
		out, err := right(m)
		if err == nil {
			out.ParameterList = slices.DeleteFunc(out.ParameterList, func(p cwmp.ParameterValueStruct) bool { return !keep(c, m, p.Name) })
		}
		return out, err
	}
}

// Faults in how values are written.
var (
	_ = mutate("gpv-value-missing", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "GetParameterValuesResponse" {
			return b
		}
		return cutValue(b, ".DeviceInfo.ModelName</Name>", "", "")
	}})
	_ = mutate("gpv-list-value-nested", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "GetParameterValuesResponse" {
			return b
		}
		return cutValue(b, ".SupportedConnReqMethods</Name>", "<item>", "</item>")
	}})
)

// cutValue wraps the value of a parameter into an element, or cuts its Value out.
func cutValue(b []byte, name, open, shut string) []byte {
	at := bytes.Index(b, []byte(name))
	if at < 0 {
		return b
	}
	at += len(name)
	end := at + bytes.Index(b[at:], []byte("</Value>")) + len("</Value>")
	value := b[at:end]
	if open != "" {
		value = bytes.Replace(value, []byte("</Value>"), []byte(shut+"</Value>"), 1)
		text := bytes.IndexByte(value, '>') + 1
		value = slices.Concat(value[:text], []byte(open), value[text:])
	} else {
		value = nil
	}
	return slices.Concat(b[:at], value, b[end:])
}
