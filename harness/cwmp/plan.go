package cwmp

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// shape is how a field stands in XML.
type shape int

const (
	leaf   shape = iota // text
	anyVal              // a Value
	single              // a struct
	array               // a SOAP array
	repeat              // an element that may stand more than once, no SOAP array
)

// field is one element of a struct of the schema. Its struct tag says what the
// Go type cannot:
//
//	max=N          most characters of a string (of each member, for an array)
//	maxlen=N       most members of an array
//	member=NAME    name of the member elements, if they are no structs
//	membertype=T   named type of the member elements
//	type=T         the schema's named type of the element, if the Go type does not give it
//	alias=T        another named type, from the schemas of 1.0 and 1.1
//	anon           the schema's type has no name although it is a number
//	min=N, max=N   range of a number
//	enum=A|B       the strings allowed
//	local          a dateTime with the local offset
//	cpefault       a FaultCode: 0 or a code of a CPE
//	uuid           a UUID
//	none           a repeated element that may be absent
//	repeat         a list whose element repeats, no SOAP array
type field struct {
	name       string
	index      int
	typ        reflect.Type // without pointer, of the element; of the member for lists
	optional   bool
	shape      shape
	max        int // characters, 0 for no limit
	maxLen     int
	member     string
	memberType string
	named      string
	alias      string
	anon       bool
	min, top   int64
	ranged     bool
	enum       []string
	local      bool
	cpeFault   bool
	uuid       bool
	none       bool
}

// plan is the sequence of elements of a struct.
type plan struct {
	fields []field
	fast   bool // a ParameterValueStruct
}

var (
	plans        sync.Map // reflect.Type to *plan
	typeValue    = reflect.TypeFor[Value]()
	typeDateTime = reflect.TypeFor[DateTime]()
	typePVS      = reflect.TypeFor[ParameterValueStruct]()
)

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{fast: t == typePVS}
	for i := range t.NumField() {
		p.fields = append(p.fields, newField(t.Field(i), i))
	}
	plans.Store(t, p)
	return p
}

func newField(sf reflect.StructField, i int) field {
	f := field{name: sf.Name, index: i, typ: sf.Type}
	if f.typ.Kind() == reflect.Pointer {
		f.optional, f.typ = true, f.typ.Elem()
	}
	switch {
	case f.typ == typeValue:
		f.shape = anyVal
	case f.typ.Kind() == reflect.Slice:
		f.shape, f.typ = array, f.typ.Elem()
		f.member = f.typ.Name()
	case f.typ.Kind() == reflect.Struct:
		f.shape, f.named = single, f.typ.Name()
	}
	for _, part := range strings.Split(sf.Tag.Get("cwmp"), ",") {
		key, value, _ := strings.Cut(part, "=")
		number := func() int64 {
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				panic(fmt.Sprintf("cwmp: bad tag %q on %s", part, sf.Name))
			}
			return n
		}
		switch key {
		case "":
		case "max":
			if f.typ.Kind() == reflect.String {
				f.max = int(number())
			} else {
				f.top, f.ranged = number(), true
			}
		case "min":
			f.min, f.ranged = number(), true
		case "maxlen":
			f.maxLen = int(number())
		case "member":
			f.member = value
		case "membertype":
			f.memberType = value
		case "type":
			f.named = value
		case "alias":
			f.alias = value
		case "anon":
			f.anon = true
		case "enum":
			f.enum = strings.Split(value, "|")
		case "local":
			f.local = true
		case "cpefault":
			f.cpeFault = true
		case "uuid":
			f.uuid = true
		case "none":
			f.none = true
		case "repeat":
			f.shape = repeat
		default:
			panic(fmt.Sprintf("cwmp: unknown tag %q on %s", part, sf.Name))
		}
	}
	if f.shape == leaf && f.named == "" && f.typ.Kind() == reflect.String && f.typ != typeDateTime && f.max > 0 {
		f.anon = true // the schema restricts the length in a type without name
	}
	if f.ranged && f.top == 0 && f.min > 0 {
		f.top = 1<<32 - 1
	}
	return f
}

// builtin is the XML Schema type behind a leaf.
func (f *field) builtin() string {
	switch {
	case f.typ == typeDateTime:
		return "dateTime"
	case f.typ.Kind() == reflect.Bool:
		return "boolean"
	case f.typ.Kind() == reflect.Int:
		return "int"
	case f.typ.Kind() == reflect.Uint32:
		return "unsignedInt"
	case f.member == "base64":
		return "base64"
	}
	return "string"
}
