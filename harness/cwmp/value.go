package cwmp

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// oldSchema reports whether a namespace is XML Schema's or its instance's of another year than 2001.
func oldSchema(space string) bool {
	return strings.HasPrefix(space, "http://www.w3.org/1999/XMLSchema") || strings.HasPrefix(space, "http://www.w3.org/2000/10/XMLSchema")
}

// typeAttr finds the type attribute of an element. One in a wrong namespace is
// reported and then taken for what it is meant to be.
func (d *decoder) typeAttr(e *soap.Element) (soap.Attr, bool) {
	if a, ok := e.Attr(soap.NSXSI, "type"); ok {
		return a, true
	}
	for _, a := range e.Attrs {
		// An attribute called type in a namespace of its own is somebody else's.
		if a.Local != "type" || a.Space != "" && !strings.Contains(a.Space, "XMLSchema") {
			continue
		}
		if a.Space != "" || a.Prefix == "" { // an undefined prefix is a defect of XML already
			d.report(TypeAttrSpace, e, a.Offset, soap.NSXSI, a.Space, "the type attribute of %s is in the namespace %q, not in the XML Schema instance namespace of 2001", e.Local, a.Space)
		}
		return a, true
	}
	return soap.Attr{}, false
}

// typeName resolves the value of a type attribute; it reports what is undefined.
func (d *decoder) typeName(e *soap.Element, a soap.Attr) (space, local string, ok bool) {
	name := strings.Trim(a.Value, " \t\r\n")
	space, local, ok = e.QName(name)
	switch {
	case !ok && strings.Contains(name, ":"):
		d.report(TypePrefix, e, a.Offset, "", a.Value, "the prefix of the type %q is not declared", clip(name))
		return "", local, false
	case !ok:
		d.report(TypeUndefined, e, a.Offset, "", a.Value, "%q is no name of a type", clip(name))
		return "", local, false
	case space == "":
		d.report(TypeUnprefixed, e, a.Offset, "", a.Value, "the type %q has no prefix and there is no default namespace", clip(name))
		return "", local, false
	case oldSchema(space):
		d.report(TypeSpaceYear, e, a.Offset, soap.NSXSD, space, "the type %s is in an XML Schema namespace other than that of 2001: %s", clip(name), space)
	}
	return space, local, true
}

// checkType judges the type attribute of an element whose type the schema names.
func (d *decoder) checkType(e *soap.Element, named, alias string, list bool) {
	if len(e.Attrs) == 0 {
		return
	}
	a, ok := d.typeAttr(e)
	if !ok {
		return
	}
	if named == "" {
		d.report(TypeUnexpected, e, a.Offset, "", a.Value, "%s has a type attribute, though its type has no name in the schema", e.Local)
		return
	}
	space, local, ok := d.typeName(e, a)
	switch {
	case !ok:
	case local == named && (space == d.v.Namespace || isCWMP(space) && !isCWMP(d.v.Namespace)), alias != "" && local == alias && space == d.v.Namespace && space != NS12:
	case list && local == "Array" && space == soap.NSEncoding:
		d.report(TypeSOAPArray, e, a.Offset, named, a.Value, "the type of %s is given as SOAP's Array, the schema names it %s", e.Local, named)
	default:
		d.report(TypeWrong, e, a.Offset, named, a.Value, "the type of %s is given as %s, the schema names it %s", e.Local, clip(a.Value), named)
	}
}

// value reads an anySimpleType.
func (d *decoder) value(e *soap.Element, v *Value) {
	v.Text = e.Text
	if len(e.Children) > 0 {
		d.report(ChildContent, e, e.Offset, "", "", "%s holds elements, it has to hold text", e.Local)
	}
	a, ok := d.typeAttr(e)
	if !ok {
		d.report(TypeMissing, e, e.Offset, "", "", "%s has no type attribute", e.Local)
		return
	}
	space, local, ok := d.typeName(e, a)
	v.Type, v.TypeSpace = local, space
	if !ok {
		return
	}
	base := local
	switch {
	case space == soap.NSXSD || oldSchema(space):
		if local == "anyType" {
			d.report(TypeComplex, e, a.Offset, "", a.Value, "the type %s is not simple", a.Value)
			return
		}
		if !simpleTypes[local] {
			d.report(TypeUndefined, e, a.Offset, "", a.Value, "XML Schema defines no type %s", clip(local))
			return
		}
	case space == soap.NSEncoding:
		if !simpleTypes[local] && local != "base64" || local == "anySimpleType" {
			d.report(TypeUndefined, e, a.Offset, "", a.Value, "the SOAP encoding defines no simple type %s", clip(local))
			return
		}
	case isCWMP(space):
		if base = cwmpSimpleTypes[local]; base == "" {
			d.report(TypeUndefined, e, a.Offset, "", a.Value, "the CWMP schema defines no simple type %s", clip(local))
			return
		}
	default:
		d.report(TypeSpace, e, a.Offset, "", a.Value, "the type %s is in the namespace %q", clip(a.Value), space)
		return
	}
	if base == "string" {
		return
	}
	if code, why := CheckLexical(base, e.Text); code != "" {
		d.report(code, e, e.Offset, base, e.Text, "%s", why)
	} else if base == "dateTime" {
		d.zone(e, false)
	}
}

// zone judges the time zone of a well-formed dateTime.
func (d *decoder) zone(e *soap.Element, local bool) {
	m, err := DateTime(e.Text).Parse()
	if err != nil {
		return
	}
	switch {
	case m.Relative || m.Unknown:
	case m.Zoned && DateTime(strings.Trim(e.Text, " \t\r\n"))[:1] == "0":
		d.report(DateTimeRelative, e, e.Offset, "", e.Text, "%s is neither a time since boot, which has no time zone, nor the Unknown Time", e.Text)
	case !m.Zoned:
		d.report(DateTimeNoZone, e, e.Offset, "", e.Text, "%s has no time zone", e.Text)
	case m.Offset != 0 && !local:
		d.report(DateTimeNotUTC, e, e.Offset, "", e.Text, "%s is not in UTC", e.Text)
	}
}

// leaf reads an element that holds text.
func (d *decoder) leaf(e *soap.Element, v reflect.Value, f *field, anon bool, named string) {
	base := f.builtin()
	if len(e.Attrs) > 0 {
		d.leafType(e, base, anon, named, f.alias)
	}
	if len(e.Children) > 0 {
		d.report(ChildContent, e, e.Offset, "", "", "%s holds elements, it has to hold text", e.Local)
		return
	}
	if base == "string" {
		v.SetString(e.Text)
		d.text(e, f)
		return
	}
	if code, why := CheckLexical(base, e.Text); code != "" {
		if v.Kind() == reflect.String {
			v.SetString(e.Text)
		}
		d.report(code, e, e.Offset, base, e.Text, "%s: %s", e.Local, why)
		return
	}
	switch s := strings.Trim(e.Text, " \t\r\n"); v.Kind() {
	case reflect.Bool:
		v.SetBool(s == "1" || s == "true")
	case reflect.Int:
		v.SetInt(number(s))
		d.inRange(e, f, number(s))
	case reflect.Uint32:
		n := number(s)
		v.SetUint(uint64(n))
		d.inRange(e, f, n)
		if f.cpeFault && n != 0 && (n < 9000 || n > 9899) {
			d.report(ValueRange, e, e.Offset, "", s, "%s is neither 0 nor a fault code of a CPE: %s", e.Local, s)
		}
	default: // a dateTime or base64
		v.SetString(s)
		if base == "dateTime" {
			d.zone(e, f.local)
		}
	}
}

func (d *decoder) inRange(e *soap.Element, f *field, n int64) {
	if f.ranged && (n < f.min || n > f.top) {
		d.report(ValueRange, e, e.Offset, fmt.Sprintf("%d to %d", f.min, f.top), strconv.FormatInt(n, 10), "%s is %d, outside %d to %d", e.Local, n, f.min, f.top)
	}
}

// text checks the length and the form of a string.
func (d *decoder) text(e *soap.Element, f *field) {
	if f.max > 0 && len(e.Text) > f.max {
		if n := utf8.RuneCountInString(e.Text); n > f.max {
			d.report(StringTooLong, e, e.Offset, strconv.Itoa(f.max), strconv.Itoa(n), "%s has %d characters, %d is the limit", e.Local, n, f.max)
		}
	}
	if len(f.enum) > 0 && !slices.Contains(f.enum, e.Text) {
		d.report(ValueEnum, e, e.Offset, strings.Join(f.enum, ", "), e.Text, "%s is %q, which the schema does not list", e.Local, clip(e.Text))
	}
	if f.uuid && !uuidForm.MatchString(e.Text) {
		d.report(ValueUUID, e, e.Offset, "", e.Text, "%s is %q, which is no UUID", e.Local, clip(e.Text))
	}
}

// leafType judges the type attribute of an element that holds text. A built-in
// type that the schema uses directly is taken for a named one.
func (d *decoder) leafType(e *soap.Element, base string, anon bool, named, alias string) {
	for _, a := range e.Attrs {
		// The schema of 1.0 has Name and ParameterPath nillable.
		if a.Local == "nil" && a.Space == soap.NSXSI && (d.v.Namespace == NS12 || e.Local != "Name" && e.Local != "ParameterPath") && strings.Trim(a.Value, " \t\r\n") != "false" && strings.Trim(a.Value, " \t\r\n") != "0" {
			d.report(NilElement, e, a.Offset, "", "", "%s is nil, which the schema does not allow", e.Local)
		}
	}
	a, ok := d.typeAttr(e)
	if !ok {
		return
	}
	space, local, ok := d.typeName(e, a)
	switch {
	case !ok:
	case d.v.Namespace != NS12 && alias != "" && local == alias && (space == d.v.Namespace || alias == "string" && space == soap.NSXSD):
	case anon:
		d.report(TypeUnexpected, e, a.Offset, "", a.Value, "%s has a type attribute, though its type has no name in the schema", e.Local)
	case named != "":
		if local != named || space != d.v.Namespace {
			d.report(TypeWrong, e, a.Offset, named, a.Value, "the type of %s is given as %s, the schema names it %s", e.Local, clip(a.Value), named)
		}
	case local == base && (space == soap.NSXSD || space == soap.NSEncoding || oldSchema(space)):
	default:
		d.report(TypeWrong, e, a.Offset, base, a.Value, "the type of %s is given as %s, the schema has it as %s", e.Local, clip(a.Value), base)
	}
}

// String makes a Value of type string.
func String(s string) Value { return Value{Type: "string", Text: s} }

// Bool makes a Value of type boolean, spelled 1 or 0.
func Bool(b bool) Value {
	if b {
		return Value{Type: "boolean", Text: "1"}
	}
	return Value{Type: "boolean", Text: "0"}
}
