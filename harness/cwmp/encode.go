package cwmp

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// Style is how an envelope is spelled; the zero value is a usual one.
type Style struct {
	Namespace string // CWMP namespace; empty means NS12
	// Prefixes for the SOAP envelope, SOAP encoding, XSD, XSI and CWMP namespaces; empty means the usual ones.
	Env, Enc, XSD, XSI, CWMP string
	NoDecl                   bool // no XML declaration
}

func (s Style) filled() Style {
	for _, p := range []struct {
		at   *string
		name string
	}{{&s.Namespace, NS12}, {&s.Env, "soapenv"}, {&s.Enc, "soapenc"}, {&s.XSD, "xsd"}, {&s.XSI, "xsi"}, {&s.CWMP, "cwmp"}} {
		if *p.at == "" {
			*p.at = p.name
		}
	}
	return s
}

type encoder struct {
	b []byte
	s Style
}

// Encode writes an envelope: body is a pointer to a message struct of this
// package, a *Fault or an *Unknown with name as the element's local name. A nil
// body gives an empty element of that name.
func Encode(h Header, name string, body any, s Style) []byte {
	e := &encoder{s: s.filled()}
	if !s.NoDecl {
		e.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	}
	s = e.s
	e.put("<", s.Env, ":Envelope")
	for _, d := range [][2]string{{s.Env, soap.NSEnvelope}, {s.Enc, soap.NSEncoding}, {s.XSD, soap.NSXSD}, {s.XSI, soap.NSXSI}, {s.CWMP, s.Namespace}} {
		e.put(" xmlns:", d[0], `="`)
		e.text(d[1])
		e.put(`"`)
	}
	e.put(">\n")
	e.header(h)
	e.put("<", s.Env, ":Body>\n")
	switch body := body.(type) {
	case *Fault:
		e.fault(body)
	case *Unknown:
		e.put("<", s.CWMP, ":", name, ">", body.Raw, "</", s.CWMP, ":", name, ">\n")
	case nil:
		e.put("<", s.CWMP, ":", name, "/>\n")
	default:
		e.put("<", s.CWMP, ":", name, ">\n")
		v := reflect.ValueOf(body).Elem()
		e.sequence(v, planOf(v.Type()))
		e.put("</", s.CWMP, ":", name, ">\n")
	}
	e.put("</", s.Env, ":Body>\n</", s.Env, ":Envelope>\n")
	return e.b
}

func (e *encoder) put(parts ...string) {
	for _, p := range parts {
		e.b = append(e.b, p...)
	}
}

// text writes character data, good for attribute values too.
func (e *encoder) text(s string) {
	from := 0
	for i := range len(s) {
		var ref string
		switch s[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			ref = "&quot;"
		case '\r':
			ref = "&#13;"
		default:
			continue
		}
		e.put(s[from:i], ref)
		from = i + 1
	}
	e.put(s[from:])
}

func (e *encoder) header(h Header) {
	if h.ID == nil && h.HoldRequests == nil && h.NoMoreRequests == nil && h.SessionTimeout == nil && h.SupportedCWMPVersions == nil && h.UseCWMPVersion == nil {
		return
	}
	block := func(name, must, value string) {
		e.put("<", e.s.CWMP, ":", name, " ", e.s.Env, `:mustUnderstand="`, must, `">`)
		e.text(value)
		e.put("</", e.s.CWMP, ":", name, ">\n")
	}
	bit := func(b bool) string {
		if b {
			return "1"
		}
		return "0"
	}
	e.put("<", e.s.Env, ":Header>\n")
	if h.ID != nil {
		block("ID", "1", *h.ID)
	}
	if h.HoldRequests != nil {
		block("HoldRequests", "1", bit(*h.HoldRequests))
	}
	if h.NoMoreRequests != nil {
		block("NoMoreRequests", "1", bit(*h.NoMoreRequests))
	}
	if h.SessionTimeout != nil {
		block("SessionTimeout", "0", strconv.FormatUint(uint64(*h.SessionTimeout), 10))
	}
	if h.SupportedCWMPVersions != nil {
		block("SupportedCWMPVersions", "0", strings.Join(h.SupportedCWMPVersions, ","))
	}
	if h.UseCWMPVersion != nil {
		block("UseCWMPVersion", "1", *h.UseCWMPVersion)
	}
	e.put("</", e.s.Env, ":Header>\n")
}

func (e *encoder) leaf(name, text string) {
	e.put("<", name, ">")
	e.text(text)
	e.put("</", name, ">\n")
}

func (e *encoder) fault(f *Fault) {
	s := e.s
	e.put("<", s.Env, ":Fault>\n")
	e.leaf("faultcode", f.SOAPCode)
	e.leaf("faultstring", f.SOAPString)
	if f.HasCWMP {
		e.put("<detail>\n<", s.CWMP, ":Fault>\n")
		e.leaf("FaultCode", f.FaultCode)
		if f.HasFaultString || f.FaultString != "" {
			e.leaf("FaultString", f.FaultString)
		}
		for _, p := range f.SetParameterValuesFault {
			e.put("<SetParameterValuesFault>\n")
			e.leaf("ParameterName", p.ParameterName)
			e.leaf("FaultCode", p.FaultCode)
			if p.HasFaultString || p.FaultString != "" {
				e.leaf("FaultString", p.FaultString)
			}
			e.put("</SetParameterValuesFault>\n")
		}
		e.put("</", s.CWMP, ":Fault>\n</detail>\n")
	}
	e.put("</", s.Env, ":Fault>\n")
}

func (e *encoder) sequence(v reflect.Value, p *plan) {
	for i := range p.fields {
		f := &p.fields[i]
		x := v.Field(f.index)
		if f.optional {
			if x.IsNil() {
				continue
			}
			x = x.Elem()
		}
		switch f.shape {
		case anyVal:
			e.value(f.name, x.Addr().Interface().(*Value))
		case single:
			e.put("<", f.name, ">\n")
			e.sequence(x, planOf(f.typ))
			e.put("</", f.name, ">\n")
		case repeat:
			e.repeated(f, x)
		case array:
			e.array(f, x)
		default:
			e.leaf(f.name, leafText(x))
		}
	}
}

func (e *encoder) repeated(f *field, x reflect.Value) {
	for i := range x.Len() {
		item := x.Index(i)
		e.put("<", f.name)
		if item.Kind() == reflect.Interface {
			item = item.Elem().Elem()
			e.put(" ", e.s.XSI, `:type="`, e.s.CWMP, ":", item.Type().Name(), `"`)
		}
		e.put(">\n")
		e.sequence(item, planOf(item.Type()))
		e.put("</", f.name, ">\n")
	}
}

func (e *encoder) array(f *field, x reflect.Value) {
	prefix := e.s.CWMP
	if f.member == "string" {
		prefix = e.s.XSD
	} else if f.member == "base64" {
		prefix = e.s.Enc
	}
	e.put("<", f.name, " ", e.s.Enc, `:arrayType="`, prefix, ":", f.member, "[", strconv.Itoa(x.Len()), "]\">\n")
	for i := range x.Len() {
		if item := x.Index(i); item.Kind() == reflect.Struct {
			e.put("<", f.member, ">\n")
			e.sequence(item, planOf(f.typ))
			e.put("</", f.member, ">\n")
		} else {
			e.leaf(f.member, item.String())
		}
	}
	e.put("</", f.name, ">\n")
}

func (e *encoder) value(name string, v *Value) {
	if v.Missing {
		return
	}
	e.put("<", name)
	if v.Type != "" {
		prefix := "t"
		switch v.TypeSpace {
		case "", soap.NSXSD:
			prefix = e.s.XSD
		case soap.NSEncoding:
			prefix = e.s.Enc
		case e.s.Namespace:
			prefix = e.s.CWMP
		default:
			e.put(` xmlns:t="`)
			e.text(v.TypeSpace)
			e.put(`"`)
		}
		e.put(" ", e.s.XSI, `:type="`, prefix, ":")
		e.text(v.Type)
		e.put(`"`)
	}
	e.put(">")
	e.text(v.Text)
	e.put("</", name, ">\n")
}

func leafText(x reflect.Value) string {
	switch x.Kind() {
	case reflect.Bool:
		if x.Bool() {
			return "1"
		}
		return "0"
	case reflect.Int:
		return strconv.FormatInt(x.Int(), 10)
	case reflect.Uint32:
		return strconv.FormatUint(x.Uint(), 10)
	case reflect.String:
		return x.String()
	}
	panic(fmt.Sprintf("cwmp: no text form of %s", x.Type()))
}

// inner spells the inside of an element as XML. Namespaces are declared where
// they are used; the usual prefixes of type names in content keep their meaning
// under the usual Style.
func inner(e *soap.Element) string {
	w := &encoder{}
	w.inner(e)
	return string(w.b)
}

func (e *encoder) inner(x *soap.Element) {
	if len(x.Children) == 0 || !soap.Blank(x.Text) {
		e.text(x.Text)
	}
	for _, c := range x.Children {
		e.put("<")
		e.name(c)
		if c.Prefix != "" && c.Space != "" {
			e.declare(c.Prefix, c.Space)
		} else if c.Prefix == "" {
			e.put(` xmlns="`)
			e.text(c.Space)
			e.put(`"`)
		}
		declared := map[string]bool{c.Prefix: true}
		for _, a := range c.Attrs {
			if a.Prefix != "" && a.Prefix != "xml" && !declared[a.Prefix] && a.Space != "" {
				declared[a.Prefix] = true
				e.declare(a.Prefix, a.Space)
			}
			e.put(" ")
			if a.Prefix != "" && (a.Space != "" || a.Prefix == "xml") {
				e.put(a.Prefix, ":")
			}
			e.put(a.Local, `="`)
			e.text(a.Value)
			e.put(`"`)
		}
		e.put(">")
		e.inner(c)
		e.put("</")
		e.name(c)
		e.put(">")
	}
}

func (e *encoder) name(c *soap.Element) {
	if c.Prefix != "" && c.Space != "" {
		e.put(c.Prefix, ":")
	}
	e.put(c.Local)
}

func (e *encoder) declare(prefix, space string) {
	e.put(" xmlns:", prefix, `="`)
	e.text(space)
	e.put(`"`)
}
