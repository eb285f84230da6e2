package cpe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// inInform makes a mutation that changes the Inform before it is encoded.
func inInform(change func(s *session, m *cwmp.Inform)) mutation {
	return mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.Inform); ok {
			change(s, m)
		}
	}}
}

// inEvents makes a mutation that changes the events of one code.
func inEvents(code string, change func(e *cwmp.EventStruct)) mutation {
	return inInform(func(s *session, m *cwmp.Inform) {
		for i := range m.Event {
			if m.Event[i].EventCode == code {
				change(&m.Event[i])
			}
		}
	})
}

// moreEvents makes a mutation that adds events to every Inform.
func moreEvents(codes ...string) mutation {
	return inInform(func(s *session, m *cwmp.Inform) {
		for _, code := range codes[:min(len(codes), max(0, 64-len(m.Event)))] { // not more than Table 37 allows
			m.Event = append(m.Event, cwmp.EventStruct{EventCode: code})
		}
	})
}

// without makes a mutation that drops the events of one code.
func without(code string) mutation {
	return inInform(func(s *session, m *cwmp.Inform) {
		m.Event = slices.DeleteFunc(m.Event, func(e cwmp.EventStruct) bool { return e.EventCode == code })
	})
}

// unlisted makes a mutation that drops a Parameter from every Inform.
func unlisted(below string) mutation {
	return inInform(func(s *session, m *cwmp.Inform) {
		m.ParameterList = slices.DeleteFunc(m.ParameterList, func(p cwmp.ParameterValueStruct) bool { return p.Name == s.c.name(below) })
	})
}

// Faults in the arguments of the Inform.
var (
	_ = mutate("inform-order", mutation{Bytes: func(name string, b []byte) []byte {
		if name != "Inform" {
			return b
		}
		max := []byte("<MaxEnvelopes>1</MaxEnvelopes>\n")
		b = bytes.Replace(b, max, nil, 1)
		return bytes.Replace(b, []byte("<Event "), append(max, "<Event "...), 1)
	}})
	_ = mutate("inform-productclass-missing", mutation{Bytes: func(name string, b []byte) []byte {
		from, to := bytes.Index(b, []byte("<ProductClass>")), bytes.Index(b, []byte("<SerialNumber>"))
		if name != "Inform" || from < 0 || to < from {
			return b
		}
		return slices.Delete(b, from, to)
	}})
	_ = mutate("inform-events-too-many", inInform(func(s *session, m *cwmp.Inform) {
		for len(m.Event) < 65 {
			m.Event = append(m.Event, cwmp.EventStruct{EventCode: "M X_00D09E_Log"})
		}
	}))
	_ = mutate("inform-partial-path", inInform(func(s *session, m *cwmp.Inform) {
		m.ParameterList = append(m.ParameterList, cwmp.ParameterValueStruct{Name: s.c.name("DeviceInfo."), Value: cwmp.Value{Type: "string"}})
	}))
	_ = mutate("inform-maxenvelopes-2", inInform(func(s *session, m *cwmp.Inform) { m.MaxEnvelopes = 2 }))
	_ = mutate("inform-time-no-offset", inInform(func(s *session, m *cwmp.Inform) { m.CurrentTime = m.CurrentTime[:len("2006-01-02T15:04:05")] }))
	_ = mutate("inform-time-1970", inInform(func(s *session, m *cwmp.Inform) { m.CurrentTime = "1970-01-01T00:01:35+00:00" }))
	_ = mutate("inform-time-other-zone", inInform(func(s *session, m *cwmp.Inform) {
		m.CurrentTime = cwmp.DateTime(s.c.clock.Now().UTC().Format("2006-01-02T15:04:05-07:00"))
	}))
	_ = mutate("inform-value-change-lists-more", inInform(func(s *session, m *cwmp.Inform) {
		if len(s.changed) > 0 {
			m.ParameterList = append(m.ParameterList, cwmp.ParameterValueStruct{Name: s.c.name("DeviceInfo.ModelName"), Value: cwmp.Value{Type: "string", Text: "RefCPE"}})
		}
	}))
	_ = mutate("inform-time-fraction", inInform(func(s *session, m *cwmp.Inform) {
		at := len("2006-01-02T15:04:05")
		m.CurrentTime = m.CurrentTime[:at] + ".123" + m.CurrentTime[at:]
	}))
	_ = mutate("inform-time-unknown", inInform(func(s *session, m *cwmp.Inform) { m.CurrentTime = cwmp.UnknownTime }))
	_ = mutate("inform-forced-missing", unlisted("RootDataModelVersion"))
	_ = mutate("inform-igd-forced-missing", unlisted("DeviceInfo.SpecVersion"))
	_ = mutate("inform-parameter-twice", inInform(func(s *session, m *cwmp.Inform) {
		m.ParameterList = append(m.ParameterList, m.ParameterList[0])
	}))
	_ = mutate("inform-more-parameters", inInform(func(s *session, m *cwmp.Inform) {
		if len(s.changed) > 0 {
			return // A.3.3.1: beside 4 VALUE CHANGE nothing more may be listed
		}
		m.ParameterList = append(m.ParameterList, cwmp.ParameterValueStruct{Name: s.c.name("DeviceInfo.ModelName"), Value: cwmp.Value{Type: "string", Text: "RefCPE"}})
	}))
	_ = mutate("inform-session-timeout-1.0", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if name == "Inform" {
			t := uint32(40)
			h.SessionTimeout = &t
		}
	}})
)

// Faults in DeviceId.
var (
	_ = mutate("inform-manufacturer-empty", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.Manufacturer = "" }))
	_ = mutate("inform-manufacturer-long", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.Manufacturer = lengthen(m.DeviceId.Manufacturer) }))
	_ = mutate("inform-oui-number", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.OUI = "000000000000000000001234" }))
	_ = mutate("inform-oui-text", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.OUI = "router" }))
	_ = mutate("inform-oui-lower-case", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.OUI = strings.ToLower(m.DeviceId.OUI) }))
	_ = mutate("inform-oui-differs", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.OUI = "0018FF" }))
	_ = mutate("inform-productclass-long", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.ProductClass = lengthen(m.DeviceId.ProductClass) }))
	_ = mutate("inform-productclass-differs", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.ProductClass = "Gateway" }))
	_ = mutate("inform-serial-long", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.SerialNumber = lengthen(m.DeviceId.SerialNumber) }))
	_ = mutate("inform-serial-differs", inInform(func(s *session, m *cwmp.Inform) { m.DeviceId.SerialNumber = "0" + m.DeviceId.SerialNumber }))
)

// clearNotification puts every Notification attribute back to its default.
func (c *CPE) clearNotification() {
	for _, p := range c.p.tree.Root().Params() {
		p.Notification = 0
	}
}

// lengthen makes 65 characters of a text.
func lengthen(s string) string { return s + strings.Repeat("x", 65-len(s)) }

// Faults in the events.
var (
	_ = mutate("event-code-long", moreEvents("X 00D09E "+strings.Repeat("e", 65-len("X 00D09E "))))
	_ = mutate("event-code-lower-case", inEvents("6 CONNECTION REQUEST", func(e *cwmp.EventStruct) { e.EventCode = "6 connection request" }))
	_ = mutate("event-vendor-method-form", moreEvents("M X_Backup"))
	_ = mutate("event-vendor-form", moreEvents("X-00D09E-LINK UP"))
	_ = mutate("event-vendor-oui", moreEvents("X 00d09e LINK UP"))
	_ = mutate("event-vendor-domain", moreEvents("X EXAMPLE.COM LINK UP"))
	_ = mutate("inform-vendor-event", moreEvents("X 00D09E Link up", "X EXAMPLE-COM LINK UP", "M X_00D09E_Backup"))
	_ = mutate("event-commandkey-long", inEvents("M ScheduleInform", func(e *cwmp.EventStruct) { e.CommandKey += strings.Repeat("-", 33) }))
	_ = mutate("event-commandkey-on-scheduled", inInform(func(s *session, m *cwmp.Inform) {
		for i, e := range m.Event {
			if e.EventCode == "M ScheduleInform" {
				for k := range m.Event[:i] {
					if m.Event[k].EventCode == "3 SCHEDULED" {
						m.Event[k].CommandKey = e.CommandKey
					}
				}
			}
		}
	}))
	_ = mutate("event-single-twice", inInform(func(s *session, m *cwmp.Inform) {
		for _, e := range m.Event {
			if e.EventCode == "6 CONNECTION REQUEST" {
				m.Event = append(m.Event, e)
				return
			}
		}
	}))
	_ = mutate("event-scheduled-missing", without("3 SCHEDULED"))
	_ = mutate("event-m-scheduleinform-missing", without("M ScheduleInform"))
)
