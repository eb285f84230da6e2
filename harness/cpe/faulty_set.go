package cpe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

type (
	set   = cwmp.SetParameterValues
	setOK = cwmp.SetParameterValuesResponse
	setDo = func(*set) (*setOK, *rpcError)
)

// setFaults are the faults in SetParameterValues.
var setFaults = map[string]twist[set, setOK]{
	"spv-value-not-stored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		before := c.get("ManagementServer.UpgradesManaged")
		out, err := right(m)
		if err == nil {
			c.put("ManagementServer.UpgradesManaged", before)
		}
		return out, err
	},
	"spv-value-lost-after-session": loseAfterSession,
	"values-written-one-by-one":    (*CPE).slowValues,
	"deferred-values-unsaved":      (*CPE).unsavedValues,
	"spv-deferred-value-lost":      loseAfterSession,
	"spv-value-late": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		const name = "ManagementServer.UpgradesManaged"
		before := c.get(name)
		out, err := right(m)
		if now := c.get(name); err == nil && now != before {
			c.put(name, before)
			c.r.undo = append(c.r.undo, change{name, now})
		}
		return out, err
	},
	"spv-key-late": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		old := c.get("ManagementServer.ParameterKey")
		out, err := right(m)
		if err == nil {
			c.put("ManagementServer.ParameterKey", old)
			c.r.undo = append(c.r.undo, change{"ManagementServer.ParameterKey", m.ParameterKey})
		}
		return out, err
	},
	"spv-reboot-after-status-0": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err == nil && slices.ContainsFunc(m.ParameterList, named(c.name("ManagementServer.UpgradesManaged"))) {
			c.r.restart = restartPower
		}
		return out, err
	},
	"spv-key-ignored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		return right(&set{ParameterList: m.ParameterList, ParameterKey: c.get("ManagementServer.ParameterKey")})
	},
	"spv-key-truncated": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		if len(m.ParameterKey) > 31 {
			m.ParameterKey = m.ParameterKey[:31]
		}
		return right(m)
	},
	"spv-key-set-on-failure": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil {
			c.put("ManagementServer.ParameterKey", m.ParameterKey)
		}
		return out, err
	},
	"spv-empty-list-refused": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		if len(m.ParameterList) == 0 {
			return nil, fail(9003, "Invalid arguments: no Parameters")
		}
		return right(m)
	},
	"spv-empty-list-resets": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		if len(m.ParameterList) == 0 {
			c.put("DeviceInfo.ProvisioningCode", "")
		}
		return right(m)
	},
	"spv-long-list-refused": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		if len(m.ParameterList) > 8 {
			return nil, fail(9003, "Invalid arguments")
		}
		return right(m)
	},
	"spv-long-list-9004": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		if len(m.ParameterList) > 8 {
			return nil, fail(9004, "Resources exceeded")
		}
		return right(m)
	},
	"spv-same-but-for-case-ignored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		var same []string
		for _, p := range m.ParameterList {
			if n := c.p.tree.Find(p.Name); n != nil && n.IsParam() && n.Row.Writable && strings.EqualFold(n.Value, p.Value.Text) {
				same = append(same, p.Name)
			}
		}
		return keeping(m, right, same...)
	},
	"spv-any-case": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		list := slices.Clone(m.ParameterList)
		for i := range list {
			list[i].Name = c.anyCase(list[i].Name)
		}
		return right(&set{ParameterList: list, ParameterKey: m.ParameterKey})
	},
	"spv-enable-resets-interval": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		enable, interval := c.name("ManagementServer.PeriodicInformEnable"), c.name("ManagementServer.PeriodicInformInterval")
		off := c.p.tree.Get(enable) == "false"
		out, err := right(m)
		turned := slices.IndexFunc(m.ParameterList, named(enable))
		if err == nil && off && turned > slices.IndexFunc(m.ParameterList, named(interval)) && c.p.tree.Get(enable) == "true" {
			c.put("ManagementServer.PeriodicInformInterval", "86400")
		}
		return out, err
	},
	"spv-boolean-false-refused": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		name := c.name("ManagementServer.UpgradesManaged")
		if slices.ContainsFunc(m.ParameterList, func(p cwmp.ParameterValueStruct) bool { return p.Name == name && p.Value.Text == "false" }) {
			e := fail(9003, "Invalid arguments")
			e.params = []cwmp.SetParameterValuesFault{{ParameterName: name, FaultCode: "9007"}}
			return nil, e
		}
		return right(m)
	},
	"spv-duplicate-first-applied": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) == 0 && len(m.ParameterList) > 1 {
			_, _ = right(&set{ParameterList: m.ParameterList[:1], ParameterKey: c.get("ManagementServer.ParameterKey")})
		}
		return out, err
	},
	"spv-unknown-ignored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		list := slices.DeleteFunc(slices.Clone(m.ParameterList), func(p cwmp.ParameterValueStruct) bool { return c.p.tree.Find(p.Name) == nil })
		return right(&set{ParameterList: list, ParameterKey: m.ParameterKey})
	},
	"spv-read-only-ignored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		list := slices.DeleteFunc(slices.Clone(m.ParameterList), func(p cwmp.ParameterValueStruct) bool {
			n := c.p.tree.Find(p.Name)
			return n != nil && n.IsParam() && !n.Row.Writable
		})
		return right(&set{ParameterList: list, ParameterKey: m.ParameterKey})
	},
	"spv-out-of-range-stored": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		var rest, bad []cwmp.ParameterValueStruct
		for _, p := range m.ParameterList {
			if p.Value.Type == "unsignedInt" && p.Value.Text == "0" {
				bad = append(bad, p)
			} else {
				rest = append(rest, p)
			}
		}
		out, err := right(&set{ParameterList: rest, ParameterKey: m.ParameterKey})
		if err == nil {
			for _, p := range bad {
				_ = c.p.tree.Put(p.Name, p.Value.Text)
			}
		}
		return out, err
	},
	"spv-word-for-number-accepted": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		interval := c.name("ManagementServer.PeriodicInformInterval")
		if slices.ContainsFunc(m.ParameterList, func(p cwmp.ParameterValueStruct) bool { return p.Name == interval && p.Value.Text == "many" }) {
			return keeping(m, right, interval)
		}
		return right(m)
	},
	"spv-first-error-only": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) > 1 {
			err.params = err.params[:1]
		}
		return out, err
	},
	"spv-errors-not-named": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil {
			err.params = nil
		}
		return out, err
	},
	"spv-unknown-9003":      recode("9005", "9003"),
	"spv-read-only-9001":    recode("9008", "9001"),
	"spv-type-9003":         recode("9006", "9003"),
	"spv-type-9007":         recode("9006", "9007"),
	"spv-out-of-range-9006": recode("9007", "9006"),
	"spv-valid-type-refused": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		e := fail(9003, "Invalid arguments")
		for _, p := range m.ParameterList {
			if p.Value.Type == "dateTime" && !strings.HasPrefix(p.Value.Text, "0001") {
				e.params = append(e.params, cwmp.SetParameterValuesFault{ParameterName: p.Name, FaultCode: "9006"})
			}
		}
		if len(e.params) > 0 {
			return nil, e
		}
		return right(m)
	},
	"spv-top-code-of-parameter": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) > 0 {
			err.code = map[string]int{"9005": 9005, "9006": 9006, "9007": 9007, "9008": 9008}[err.params[0].FaultCode]
		}
		return out, err
	},
	"spv-missing-instance-top-9005": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) == 1 && strings.HasPrefix(err.params[0].ParameterName, c.name("NAT.PortMapping.")) {
			err.code = 9005
		}
		return out, err
	},
	"spv-fault-9010": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && slices.ContainsFunc(err.params, func(f cwmp.SetParameterValuesFault) bool { return f.FaultCode == "9005" }) {
			return nil, fail(9010, "File transfer failure")
		}
		return out, err
	},
	"spv-duplicate-named": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) == 0 && len(m.ParameterList) > 1 {
			err.params = append(err.params, cwmp.SetParameterValuesFault{ParameterName: m.ParameterList[0].Name, FaultCode: "9007"})
		}
		return out, err
	},
	"spv-string-takes-any-type": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		list := slices.Clone(m.ParameterList)
		for i, p := range list {
			if n := c.p.tree.Find(p.Name); n != nil && n.Row.Type == "string" {
				list[i].Value.Type = "string"
			}
		}
		return right(&set{ParameterList: list, ParameterKey: m.ParameterKey})
	},
}

// loseAfterSession keeps a value for the session only.
func loseAfterSession(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
	old := c.get("ManagementServer.UpgradesManaged")
	out, err := right(m)
	if err == nil && c.get("ManagementServer.UpgradesManaged") != old {
		c.r.undo = append(c.r.undo, change{"ManagementServer.UpgradesManaged", old})
	}
	return out, err
}

// named tells the entry for a parameter.
func named(name string) func(cwmp.ParameterValueStruct) bool {
	return func(p cwmp.ParameterValueStruct) bool { return p.Name == name }
}

// keeping carries a request out and leaves some parameters as they were.
func keeping(m *set, right setDo, names ...string) (*setOK, *rpcError) {
	list := slices.DeleteFunc(slices.Clone(m.ParameterList), func(p cwmp.ParameterValueStruct) bool { return slices.Contains(names, p.Name) })
	return right(&set{ParameterList: list, ParameterKey: m.ParameterKey})
}

// recode reports one kind of error of a parameter by another code.
func recode(from, to string) twist[set, setOK] {
	return func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil {
			for i := range err.params {
				if err.params[i].FaultCode == from {
					err.params[i].FaultCode = to
				}
			}
		}
		return out, err
	}
}

// undoChanges makes the changes of the faults that come with the end of the session.
func (c *CPE) undoChanges() {
	for _, u := range c.r.undo {
		c.put(u.name, u.value)
	}
	c.r.undo = nil
}

// Faults in how SetParameterValuesResponse is written.
var (
	_ = mutate("spv-status-2", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "SetParameterValuesResponse" {
			return b
		}
		return bytes.Replace(b, []byte("<Status>0<"), []byte("<Status>2<"), 1)
	}})
	_ = mutate("spv-response-more", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "SetParameterValuesResponse" {
			return b
		}
		return bytes.Replace(b, []byte("</Status>"), []byte("</Status><InstanceNumber>1</InstanceNumber>"), 1)
	}})
)
