package cpe

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

type (
	getAttrs     = cwmp.GetParameterAttributes
	getAttrsList = cwmp.GetParameterAttributesResponse
	getAttrsDo   = func(*getAttrs) (*getAttrsList, *rpcError)
)

// getAttributeFaults are the faults in GetParameterAttributes.
var getAttributeFaults = map[string]twist[getAttrs, getAttrsList]{
	"two-roots":                   attributesOfTwo,
	"wildcard-no-instance-echoed": echoedAttributes,
	"gpa-name-as-prefix": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err != nil || len(m.ParameterNames) == 0 {
			return out, err
		}
		for _, n := range c.p.tree.Root().Params() {
			for _, name := range m.ParameterNames {
				if partial(name) == 0 && strings.HasPrefix(n.Path(), name) && n.Path() != name {
					out.ParameterList = append(out.ParameterList, attributesOf(n))
				}
			}
		}
		return out, nil
	},
	"gpa-first-name-only": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		return right(&getAttrs{ParameterNames: m.ParameterNames[:min(1, len(m.ParameterNames))]})
	},
	"gpa-partial-path-flat": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err == nil && len(m.ParameterNames) == 1 && m.ParameterNames[0] != "" {
			out.ParameterList = slices.DeleteFunc(out.ParameterList, func(a cwmp.ParameterAttributeStruct) bool {
				return strings.Contains(strings.TrimPrefix(a.Name, m.ParameterNames[0]), ".")
			})
		}
		return out, err
	},
	"gpa-objects-listed": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err == nil && len(m.ParameterNames) == 1 && strings.HasSuffix(m.ParameterNames[0], ".") && len(out.ParameterList) > 0 {
			out.ParameterList = slices.Insert(out.ParameterList, 0, cwmp.ParameterAttributeStruct{Name: m.ParameterNames[0], AccessList: []string{"Subscriber"}})
		}
		return out, err
	},
	"gpa-empty-object-itself": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 && len(m.ParameterNames) == 1 {
			out.ParameterList = []cwmp.ParameterAttributeStruct{{Name: m.ParameterNames[0]}}
		}
		return out, err
	},
	"gpa-empty-object-9005": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err == nil && len(out.ParameterList) == 0 && len(m.ParameterNames) > 0 {
			return nil, fail(9005, "Invalid parameter name: %s", m.ParameterNames[0])
		}
		return out, err
	},
	"gpa-empty-name-nothing": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		return right(&getAttrs{ParameterNames: slices.DeleteFunc(m.ParameterNames, func(n string) bool { return n == "" })})
	},
	"gpa-empty-name-9003": refuseAttributesOf(9003, func(n string) bool { return n == "" }),
	"gpa-empty-name-9005": refuseAttributesOf(9005, func(n string) bool { return n == "" }),
	"gpa-long-name-9003":  refuseAttributesOf(9003, func(n string) bool { return len(n) > 128 }),
	"gpa-unknown-9003": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err != nil {
			return nil, fail(9003, "Invalid arguments")
		}
		return out, nil
	},
	"gpa-unknown-skipped": func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		return right(&getAttrs{ParameterNames: slices.DeleteFunc(m.ParameterNames, func(n string) bool {
			_, err := c.resolve(n)
			return err != nil
		})})
	},
	"gpa-active-as-passive": showAttributes(func(c *CPE, a *cwmp.ParameterAttributeStruct) {
		a.Notification = min(a.Notification, 1)
	}),
	"gpa-notification-minus-one": showAttributes(func(c *CPE, a *cwmp.ParameterAttributeStruct) {
		if a.Notification == 0 && c.p.tree.Find(a.Name).Row.CanDenyActive {
			a.Notification = -1
		}
	}),
	"gpa-entity-admin":         showAttributes(func(c *CPE, a *cwmp.ParameterAttributeStruct) { c.alsoGranted(a, "Admin") }),
	"gpa-entity-lower-case":    showAttributes(func(c *CPE, a *cwmp.ParameterAttributeStruct) { c.alsoGranted(a, "X_example_Admin") }),
	"gpa-entity-of-the-vendor": showAttributes(func(c *CPE, a *cwmp.ParameterAttributeStruct) { c.alsoGranted(a, "X_00D09E_Admin") }),
}

// refuseAttributesOf is a fault that refuses some names.
func refuseAttributesOf(code int, which func(name string) bool) twist[getAttrs, getAttrsList] {
	return func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		if slices.ContainsFunc(m.ParameterNames, which) {
			return nil, fail(code, "GetParameterAttributes is refused")
		}
		return right(m)
	}
}

// showAttributes is a fault that shows attributes that the parameters do not have.
func showAttributes(as func(*CPE, *cwmp.ParameterAttributeStruct)) twist[getAttrs, getAttrsList] {
	return func(c *CPE, m *getAttrs, right getAttrsDo) (*getAttrsList, *rpcError) {
		out, err := right(m)
		if err != nil {
			return nil, err
		}
		for i := range out.ParameterList {
			as(c, &out.ParameterList[i])
		}
		return out, nil
	}
}

// alsoGranted shows one more entity for a read-only parameter that the
// subscriber has access to.
func (c *CPE) alsoGranted(a *cwmp.ParameterAttributeStruct, entity string) {
	if !c.p.tree.Find(a.Name).Row.Writable && contains(a.AccessList, "Subscriber") {
		a.AccessList = append(a.AccessList, entity)
	}
}

var (
	accessList       = regexp.MustCompile(`(?s)<AccessList [^>]*>.*?</AccessList>\s*`)
	emptyAccessList  = regexp.MustCompile(`<AccessList [^>]*\[0\]"\s*(?:/>|>\s*</AccessList>)\s*`)
	notificationText = regexp.MustCompile(`<Notification>[^<]*</Notification>\s*`)
)

// inAttributes is a mutation of the bytes of GetParameterAttributesResponse.
func inAttributes(change func([]byte) []byte) mutation {
	return mutation{Bytes: func(name string, b []byte) []byte {
		if name != "GetParameterAttributesResponse" {
			return b
		}
		return change(b)
	}}
}

// withStatus is a mutation that puts a Status into a response without arguments.
func withStatus(response string) mutation {
	end := []byte("</cwmp:" + response + ">")
	return mutation{Bytes: func(name string, b []byte) []byte {
		return bytes.Replace(b, end, append([]byte("<Status>0</Status>"), end...), 1)
	}}
}

// Faults in the form of the responses.
var (
	_ = mutate("spa-response-status", withStatus("SetParameterAttributesResponse"))
	_ = mutate("reboot-response-status", withStatus("RebootResponse"))
	_ = mutate("schedule-inform-response-status", withStatus("ScheduleInformResponse"))
	_ = mutate("factory-reset-response-status", withStatus("FactoryResetResponse"))
	_ = mutate("gpa-empty-access-list-missing", inAttributes(func(b []byte) []byte { return emptyAccessList.ReplaceAll(b, nil) }))
	_ = mutate("gpa-access-list-first", inAttributes(func(b []byte) []byte {
		lists := accessList.FindAll(b, -1)
		b = accessList.ReplaceAll(b, nil)
		return notificationText.ReplaceAllFunc(b, func(n []byte) []byte {
			first := lists[0]
			lists = lists[1:]
			return append(slices.Clone(first), n...)
		})
	}))
	_ = mutate("gpa-access-list-text", inAttributes(func(b []byte) []byte {
		return accessList.ReplaceAllFunc(b, func(list []byte) []byte {
			if bytes.Contains(list, []byte("Subscriber")) {
				return []byte("<AccessList>Subscriber</AccessList>")
			}
			return []byte("<AccessList></AccessList>")
		})
	}))
	_ = mutate("gpa-access-list-item", inAttributes(func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("string>"), []byte("item>"))
	}))
)
