package cwmp

import (
	"reflect"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// message reads the arguments of an RPC element.
func (d *decoder) message(e *soap.Element, body any) {
	if a, ok := d.typeAttr(e); ok {
		d.report(TypeUnexpected, e, a.Offset, "", a.Value, "%s has a type attribute, though its type has no name in the schema", e.Local)
	}
	rv := reflect.ValueOf(body).Elem()
	d.sequence(e, rv, planOf(rv.Type()))
}

// sequence reads the children of e into the struct, in the order of the schema.
func (d *decoder) sequence(e *soap.Element, v reflect.Value, p *plan) {
	d.noText(e)
	if p.fast && d.pair(e, v) {
		return
	}
	var seen [32]bool
	pos := 0
	for _, c := range e.Children {
		i := pos
		for n := 0; n < len(p.fields); n++ {
			if p.fields[i%len(p.fields)].name == c.Local {
				break
			}
			i++
			if n == len(p.fields)-1 {
				i = -1
			}
		}
		if i < 0 || len(p.fields) == 0 {
			d.report(UnknownElement, c, c.Offset, "", c.Local, "the schema has no element %s in %s", c.Local, e.Local)
			continue
		}
		i %= len(p.fields)
		f := &p.fields[i]
		d.unqualified(c)
		if seen[i] && f.shape != repeat {
			d.report(DuplicateElement, c, c.Offset, "", c.Local, "%s stands twice in %s", c.Local, e.Local)
			continue
		}
		if i < pos {
			d.report(ElementOrder, c, c.Offset, "", c.Local, "%s stands after %s in %s, the schema has it before", c.Local, p.fields[pos].name, e.Local)
		}
		seen[i] = true
		pos = max(pos, i)
		d.element(c, v.Field(f.index), f)
	}
	for i := range p.fields {
		f := &p.fields[i]
		if seen[i] || f.optional || f.none {
			continue
		}
		if f.shape == anyVal {
			v.Field(f.index).Set(reflect.ValueOf(Value{Missing: true}))
		}
		d.report(MissingElement, e, e.Offset, f.name, "", "%s lacks the element %s", e.Local, f.name)
	}
}

// pair reads a ParameterValueStruct that is as it should be; most of a long
// message is made of them. It reports nothing and returns false for any other.
func (d *decoder) pair(e *soap.Element, v reflect.Value) bool {
	if len(e.Children) != 2 {
		return false
	}
	n, x := e.Children[0], e.Children[1]
	if n.Local != "Name" || x.Local != "Value" || n.Space != "" || x.Space != "" || len(n.Attrs) > 0 ||
		len(n.Text) > 256 || len(n.Children) > 0 || len(x.Children) > 0 {
		return false
	}
	out := v.Addr().Interface().(*ParameterValueStruct)
	out.Name = n.Text
	d.value(x, &out.Value)
	return true
}

func (d *decoder) noText(e *soap.Element) {
	if !soap.Blank(e.Text) {
		d.report(TextContent, e, e.Offset, "", e.Text, "text directly inside %s", e.Local)
	}
}

func (d *decoder) unqualified(e *soap.Element) {
	if e.Space != "" {
		d.report(QualifiedElement, e, e.Offset, "", e.Space, "%s is in the namespace %s; the schema has it in none", e.Local, e.Space)
	}
}

// element reads one element into its field.
func (d *decoder) element(e *soap.Element, v reflect.Value, f *field) {
	if f.optional {
		v.Set(reflect.New(f.typ))
		v = v.Elem()
	}
	switch f.shape {
	case anyVal:
		d.value(e, v.Addr().Interface().(*Value))
	case single:
		d.checkType(e, f.named, f.alias, false)
		d.sequence(e, v, planOf(f.typ))
	case array:
		d.array(e, v, f)
	case repeat:
		d.repeated(e, v, f)
	default:
		d.leaf(e, v, f, f.anon, f.named)
	}
}

// repeated reads one of several elements of a name.
func (d *decoder) repeated(e *soap.Element, v reflect.Value, f *field) {
	t := f.typ
	if t.Kind() == reflect.Interface {
		if t = d.operation(e); t == nil {
			return
		}
		op := reflect.New(t)
		d.sequence(e, op.Elem(), planOf(t))
		v.Set(reflect.Append(v, op))
		return
	}
	if f.anon {
		d.checkType(e, "", "", false)
	} else {
		d.checkType(e, t.Name(), "", false)
	}
	item := reflect.New(t).Elem()
	d.sequence(e, item, planOf(t))
	v.Set(reflect.Append(v, item))
}

// operation finds the type of an Operations element from its type attribute.
func (d *decoder) operation(e *soap.Element) reflect.Type {
	a, ok := d.typeAttr(e)
	if !ok {
		d.report(TypeOperation, e, e.Offset, "", "", "%s has no type attribute to say which operation it is", e.Local)
		return nil
	}
	space, local, ok := e.QName(strings.TrimSpace(a.Value))
	t := operations[local]
	switch {
	case !ok && t != nil:
		d.report(TypePrefix, e, a.Offset, "", a.Value, "the prefix of the type %s is not declared", a.Value)
	case t == nil:
		d.report(TypeOperation, e, a.Offset, "", a.Value, "%s is no type of an operation", a.Value)
	case space != d.v.Namespace:
		d.report(TypeSpace, e, a.Offset, d.v.Namespace, space, "the type %s is in the namespace %q, the message in %q", a.Value, space, d.v.Namespace)
	}
	return t
}

// array reads a SOAP array.
func (d *decoder) array(e *soap.Element, v reflect.Value, f *field) {
	d.checkType(e, f.named, "", true)
	d.arrayType(e, f)
	d.noText(e)
	if f.maxLen > 0 && len(e.Children) > f.maxLen {
		d.report(ArrayTooLong, e, e.Offset, "", "", "%s has %d members, %d is the limit", e.Local, len(e.Children), f.maxLen)
	}
	out := reflect.MakeSlice(v.Type(), len(e.Children), len(e.Children))
	structs := f.typ.Kind() == reflect.Struct
	for i, c := range e.Children {
		if c.Local != f.member {
			d.report(ArrayMember, c, c.Offset, f.member, c.Local, "a member of %s is called %s, it has to be %s", e.Local, c.Local, f.member)
		}
		d.unqualified(c)
		if structs {
			if len(c.Attrs) > 0 {
				d.checkType(c, f.member, "", false)
			}
			p := planOf(f.typ)
			d.sequence(c, out.Index(i), p)
			continue
		}
		d.leaf(c, out.Index(i), f, f.memberType == "" && f.member != "base64", f.memberType)
	}
	v.Set(out)
}

// arrayType checks the arrayType attribute of an array.
func (d *decoder) arrayType(e *soap.Element, f *field) {
	a, ok := e.Attr(soap.NSEncoding, "arrayType")
	if !ok {
		for _, b := range e.Attrs {
			if b.Local != "arrayType" {
				continue
			}
			a, ok = b, true
			if b.Space != "" || b.Prefix == "" { // an undefined prefix is a defect of XML already
				d.report(ArrayTypeAttrSpace, e, b.Offset, soap.NSEncoding, b.Space, "the arrayType of %s is in the namespace %q, not in that of the SOAP encoding", e.Local, b.Space)
			}
		}
		if !ok {
			d.report(ArrayTypeMissing, e, e.Offset, "", "", "the array %s has no arrayType", e.Local)
			return
		}
	}
	value := strings.Trim(a.Value, " \t\r\n")
	open := strings.IndexByte(value, '[')
	if open < 0 || !strings.HasSuffix(value, "]") || strings.Trim(value[open+1:len(value)-1], "0123456789") != "" || len(value)-open > 12 {
		d.report(ArrayTypeForm, e, a.Offset, "", a.Value, "the arrayType %q of %s is not a type and a count in brackets", clip(a.Value), e.Local)
		return
	}
	if count := value[open+1 : len(value)-1]; count == "" {
		d.report(ArrayTypeForm, e, a.Offset, "", a.Value, "the arrayType %q of %s gives no count", clip(a.Value), e.Local)
	} else if n := number(count); n != int64(len(e.Children)) {
		d.report(ArrayCount, e, a.Offset, "", a.Value, "the arrayType of %s says %d, the array has %d members", e.Local, n, len(e.Children))
	}
	name := value[:open]
	space, local, ok := e.QName(name)
	switch {
	case !ok && strings.Contains(name, ":"):
		d.report(TypePrefix, e, a.Offset, "", a.Value, "the prefix of the arrayType %s is not declared", clip(a.Value))
	case !ok:
		d.report(ArrayTypeForm, e, a.Offset, "", a.Value, "the arrayType %q of %s names no type", clip(a.Value), e.Local)
	case f.typ.Kind() == reflect.Struct && local != f.typ.Name(), f.member == "string" && local != "string",
		f.member == "base64" && local != "base64" && local != "base64Binary":
		d.report(ArrayTypeName, e, a.Offset, f.member, a.Value, "the arrayType of %s names %s, it has to name %s", e.Local, clip(name), f.member)
	case f.typ.Kind() == reflect.Struct && (space == d.v.Namespace || isCWMP(space) && !isCWMP(d.v.Namespace)):
		// If the message is in the wrong namespace, that is reported once and not for each array.
	case f.typ.Kind() == reflect.Struct && isCWMP(space) && isCWMP(d.v.Namespace):
		d.report(NamespaceMix, e, a.Offset, d.v.Namespace, space, "the arrayType of %s is in %s, the message in %s", e.Local, space, d.v.Namespace)
	case f.typ.Kind() != reflect.Struct && (space == soap.NSXSD || space == soap.NSEncoding):
	case oldSchema(space):
		d.report(TypeSpaceYear, e, a.Offset, soap.NSXSD, space, "the arrayType of %s is in an XML Schema namespace other than that of 2001: %s", e.Local, space)
	default:
		d.report(ArrayTypeSpace, e, a.Offset, "", a.Value, "the arrayType %s of %s is in the namespace %q", clip(name), e.Local, space)
	}
}
