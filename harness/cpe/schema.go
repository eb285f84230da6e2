package cpe

import (
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// refused are the departures from the schema for which the device refuses a
// request (A.2.3). Unknown elements are ignored (section 3.5); names, types
// and values of parameters, long strings and enumerations have faults of
// their own, or leave, as with AccessList, a choice.
var refused = map[soap.Code]bool{
	cwmp.MissingElement: true, cwmp.ElementOrder: true, cwmp.DuplicateElement: true, cwmp.QualifiedElement: true,
	cwmp.TextContent: true, cwmp.ChildContent: true, cwmp.NilElement: true, cwmp.ArrayMember: true,
	cwmp.ValueBoolean: true, cwmp.ValueInteger: true, cwmp.ValueRange: true,
}

// schemaDefect says in what a request of the ACS departs from the schema so
// that it has to be refused; empty if it may be carried out.
func schemaDefect(in *cwmp.Envelope) string {
	for _, d := range in.Defects {
		switch d.Code {
		case cwmp.ValueBoolean, cwmp.ValueInteger, cwmp.ValueRange:
			// In SetParameterValues these are about values: 9006 or 9007.
			if in.Method == "SetParameterValues" {
				continue
			}
		}
		if refused[d.Code] {
			return d.Detail
		}
	}
	return ""
}

// broken are the departures from XML and SOAP that make an envelope invalid,
// besides those after which nothing can be read.
var broken = map[soap.Code]bool{
	soap.SOAPManyBodies: true, soap.XMLUndefinedPrefix: true, soap.XMLDTD: true,
	cwmp.ManyEntries: true, cwmp.BodyEmpty: true, cwmp.NamespaceMix: true,
}

// invalid says why the session has to fail on an envelope (3.7.1.4); empty if it need not.
func (c *CPE) invalid(env *cwmp.Envelope) string {
	for _, d := range env.Defects {
		if broken[d.Code] && !(d.Code == soap.SOAPManyBodies && c.faulty("second-body-ignored")) || c.strictOn(env, d.Code) {
			return d.Detail
		}
	}
	if env.SOAP == nil || env.SOAP.Malformed || env.Kind == cwmp.None {
		if len(env.Defects) > 0 {
			return env.Defects[0].Detail
		}
		return "nothing in it is recognised"
	}
	return ""
}
