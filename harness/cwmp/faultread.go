package cwmp

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// fault reads a SOAP fault and the CWMP Fault structure in its detail.
func (d *decoder) fault(s *soap.Fault) {
	f := &Fault{}
	d.v.Body = f
	source := ""
	if s.Code != nil {
		f.SOAPCode = s.Code.Text
		source = d.faultcode(s.Code)
	}
	if s.String != nil {
		f.SOAPString = s.String.Text
		if !strings.Contains(f.SOAPString, "CWMP fault") {
			d.report(FaultStringElement, s.String, s.String.Offset, "CWMP fault", f.SOAPString, "faultstring is %q; it has to contain CWMP fault", clip(f.SOAPString))
		}
	}
	if s.Detail == nil {
		d.report(FaultNoDetail, s.Element, s.Element.Offset, "", "", "the Fault has no detail")
		return
	}
	var e *soap.Element
	for _, c := range s.Detail.Children {
		if c.Local == "Fault" && e == nil {
			e = c
		} else {
			d.report(FaultDetailMore, c, c.Offset, "", c.Local, "detail holds %s besides the Fault structure", c.Local)
		}
	}
	if e == nil {
		d.report(FaultNoStruct, s.Detail, s.Detail.Offset, "", "", "detail holds no Fault structure")
		return
	}
	d.v.Namespace = e.Space
	switch {
	case isCWMP(e.Space), e.Space == "" && e.Prefix != "":
	case cwmpLike(e.Space):
		d.report(UnknownNamespace, e, e.Offset, "", e.Space, "the Fault structure is in %s, which no version of the standard defines", e.Space)
	default:
		d.report(FaultStructSpace, e, e.Offset, "", e.Space, "the Fault structure is in the namespace %q, not in a CWMP namespace", e.Space)
	}
	f.HasCWMP = true
	d.faultStruct(e, f)
	code, ok := LookupFault(f.FaultCode)
	if ok && code.Source != "" && source != "" && code.Source != source {
		d.report(FaultSource, s.Code, s.Code.Offset, code.Source, source, "faultcode is %s; fault %s is of type %s", source, f.FaultCode, code.Source)
	}
}

// faultcode judges the faultcode and returns Client or Server, or nothing.
func (d *decoder) faultcode(e *soap.Element) string {
	s := strings.Trim(e.Text, " \t\r\n")
	space, local, ok := e.QName(s)
	if local != "Client" && local != "Server" {
		d.report(FaultCodeElement, e, e.Offset, "Client or Server", s, "faultcode is %q, neither Client nor Server", clip(s))
		return ""
	}
	// An unprefixed faultcode is unqualified, whatever the default namespace is.
	if strings.Contains(s, ":") && (!ok || space != d.v.SOAP.Root.Space) {
		d.report(FaultCodeSpace, e, e.Offset, "", s, "faultcode %q is qualified, but not by the envelope's namespace", clip(s))
	}
	return local
}

// faultParts is the Fault structure as the schema has it; the codes are judged apart.
type faultParts struct {
	FaultCode               string `cwmp:"anon"`
	FaultString             *string
	SetParameterValuesFault []parameterFault `cwmp:"repeat,anon,none"`
}

// parameterFault is a SetParameterValuesFault as the schema has it.
type parameterFault struct {
	ParameterName string
	FaultCode     string `cwmp:"anon"`
	FaultString   *string
}

func (d *decoder) faultStruct(e *soap.Element, f *Fault) {
	var parts faultParts
	d.message(e, &parts)
	f.FaultCode = strings.Trim(parts.FaultCode, " \t\r\n")
	if c := e.Child("FaultCode"); c != nil {
		d.faultNumber(c, f.FaultCode, false)
	}
	if parts.FaultString != nil {
		f.FaultString, f.HasFaultString = *parts.FaultString, true
	} else {
		d.report(FaultStringMissing, e, e.Offset, "", "", "the Fault structure has no FaultString")
	}
	i := 0
	for _, c := range e.Children {
		if c.Local != "SetParameterValuesFault" || i >= len(parts.SetParameterValuesFault) {
			continue
		}
		p := parts.SetParameterValuesFault[i]
		i++
		g := SetParameterValuesFault{ParameterName: strings.Trim(p.ParameterName, " \t\r\n"), FaultCode: strings.Trim(p.FaultCode, " \t\r\n")}
		if n := c.Child("FaultCode"); n != nil {
			d.faultNumber(n, g.FaultCode, true)
		}
		if p.FaultString != nil {
			g.FaultString, g.HasFaultString = *p.FaultString, true
		} else {
			d.report(FaultStringMissing, c, c.Offset, "", "", "the SetParameterValuesFault for %s has no FaultString", clip(g.ParameterName))
		}
		f.SetParameterValuesFault = append(f.SetParameterValuesFault, g)
	}
}

// faultNumber judges a FaultCode; cpe if only codes of a CPE will do.
func (d *decoder) faultNumber(e *soap.Element, s string, cpe bool) {
	if len(s) != 4 || strings.Trim(s, "0123456789") != "" {
		d.report(FaultCodeForm, e, e.Offset, "", s, "FaultCode is %q, not a number of four digits", clip(s))
		return
	}
	if _, ok := LookupFault(s); !ok || cpe && s[0] != '9' {
		d.report(FaultCodeUnknown, e, e.Offset, "", s, "the standard defines no fault code %s here", s)
	}
}
