package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// Left out on purpose: cwmp-fault-string-missing (the schema has FaultString
// optional) and the faultcode of codes that stand only inside a result.
func init() {
	add(
		defects("fault-form", "a fault has the form of section 3.5",
			breach{codes: []soap.Code{soap.SOAPFaultShape}, where: lacks("faultcode"), breaks: []string{"3.5-19"}, want: "faultcode Client or Server"},
			breach{codes: []soap.Code{soap.SOAPFaultShape}, where: lacks("faultstring"), breaks: []string{"3.5-23"}, want: "a faultstring that contains CWMP fault"},
			breach{codes: []soap.Code{soap.SOAPFaultShape}, where: strange, breaks: stack, want: "the parts of a Fault that SOAP 1.1 defines, each once"},
			breach{codes: []soap.Code{cwmp.FaultCodeElement}, breaks: []string{"3.5-19"}, want: "faultcode Client or Server"},
			breach{codes: []soap.Code{cwmp.FaultCodeSpace}, breaks: []string{"3.5-21"}, want: "a faultcode that is unqualified or in the envelope's namespace"},
			breach{codes: []soap.Code{cwmp.FaultStringElement}, breaks: []string{"3.5-23"}, want: "a faultstring that contains CWMP fault"},
			breach{codes: []soap.Code{cwmp.FaultNoDetail, cwmp.FaultNoStruct}, where: flaw.readable, breaks: []string{"3.5-24"}, want: "detail with a Fault structure of the CWMP schema"},
			breach{codes: []soap.Code{cwmp.FaultCodeForm}, where: ofParameter, breaks: []string{"3.5-31"}, want: "one numeric fault code"},
			breach{codes: []soap.Code{cwmp.FaultCodeForm}, where: ofFault, breaks: []string{"3.5-25", "3.5-26", "A.5.2-1"}, want: "one numeric fault code"},
			breach{codes: []soap.Code{cwmp.FaultCodeUnknown}, where: ofParameterUnknown, breaks: []string{"3.5-31", "A.5.1-1"}, want: "a fault code of Table 87"},
			breach{codes: []soap.Code{cwmp.FaultCodeUnknown}, where: ofFaultUnknown, breaks: []string{"3.5-25", "3.5-26", "A.5.1-1", "A.5.2-1"}, want: "a fault code of Table 87 or 88"},
		),
		rule.Rule{
			ID: "fault-soap", Title: "a fault response is a Fault of SOAP", Covers: []string{"3.5-18"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if list := s.Env.SOAP.Entries; len(list) > 0 && list[0].Local == "Fault" && s.Env.SOAP.Fault == nil && s.Env.SOAP.Root != nil {
						c.Report("3.5-18", s.Body(list[0].Offset), "the Fault of the envelope's namespace in the Body", "Fault in the namespace "+list[0].Space)
					}
				}
			},
		},
		defects("fault-source", "the faultcode is Client or Server as Table 87 has it", sources()...),
	)
}

// byCode are the rows that give each fault code its meaning and its source.
// 9000 is left out, because the standard's own example has it with Client.
var byCode = map[string]string{
	"9001": "A.5.1-4", "9002": "A.5.1-5", "9003": "A.5.1-6", "9004": "A.5.1-7", "9005": "A.5.1-9", "9006": "A.5.1-10", "9007": "A.5.1-11",
	"9008": "A.5.1-12", "9009": "A.5.1-13", "9010": "A.5.1-14", "9011": "A.5.1-15", "9012": "A.5.1-16", "9013": "A.5.1-17", "9014": "A.5.1-18",
	"9015": "A.5.1-19", "9016": "A.5.1-20", "9017": "A.5.1-21", "9018": "A.5.1-22", "9019": "A.5.1-23", "9021": "A.5.1-25",
}

func sources() []breach {
	var list []breach
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		list = append(list, breach{codes: []soap.Code{cwmp.FaultSource}, where: func(f flaw) bool { return codeOf(f) == code },
			breaks: []string{"3.5-20", "A.5.1-2", byCode[code]}, want: "the source that the standard gives the fault code"})
	}
	return list
}

func codeOf(f flaw) string {
	if m, ok := f.Env.Body.(*cwmp.Fault); ok {
		return m.FaultCode
	}
	return ""
}

// lacks: the Fault has no part of that name.
func lacks(part string) func(flaw) bool {
	return func(f flaw) bool {
		s := f.Env.SOAP.Fault
		return f.readable() && strings.HasSuffix(f.Path, "/Fault") && (part == "faultcode" && s.Code == nil || part == "faultstring" && s.String == nil)
	}
}

func strange(f flaw) bool { return !strings.HasSuffix(f.Path, "/Fault") }

func ofParameter(f flaw) bool { return f.Parent != nil && f.Parent.Local == "SetParameterValuesFault" }
func ofFault(f flaw) bool     { return !ofParameter(f) }

// The schema keeps 9033 to 9799 for later versions.
func later(code string) bool { return code >= "9033" && code <= "9799" }

func ofParameterUnknown(f flaw) bool { return ofParameter(f) && !later(f.Got) }
func ofFaultUnknown(f flaw) bool     { return ofFault(f) && !later(f.Got) }
