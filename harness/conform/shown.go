package conform

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// shown is a value in a reader's words: texts in quotation marks unless they are codes, lists with
// commas, a structure as its fields, nothing of Go in it.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case error:
		return v.Error()
	}
	return shownValue(reflect.ValueOf(v), 0)
}

// code is a fault code or a status, which reads better without quotation marks.
var code = regexp.MustCompile(`^(none|[0-9]{3,4})$`)

// depth bounds how far into nested structures a finding shows.
const depth = 3

func shownValue(v reflect.Value, level int) string {
	if !v.IsValid() {
		return "nothing"
	}
	if s, ok := stringer(v); ok {
		return s
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "nothing"
		}
		return shownValue(v.Elem(), level)
	case reflect.String:
		if code.MatchString(v.String()) {
			return v.String()
		}
		return fmt.Sprintf("%q", v.String())
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 {
			return "nothing"
		}
		if b, ok := bytesOf(v); ok {
			return fmt.Sprintf("%q", b)
		}
		if level >= depth {
			return fmt.Sprintf("%d entries", v.Len())
		}
		var parts []string
		for i := range v.Len() {
			parts = append(parts, shownValue(v.Index(i), level+1))
		}
		return strings.Join(parts, ", ")
	case reflect.Map:
		return shownMap(v, level)
	case reflect.Struct:
		return shownFields(v, level)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return "something"
	case reflect.Float32, reflect.Float64:
		// Measured times have no more than three decimals that mean anything.
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", v.Float()), "0"), ".")
	}
	return fmt.Sprint(v)
}

func stringer(v reflect.Value) (string, bool) {
	if !v.CanInterface() || v.Kind() == reflect.Pointer && v.IsNil() {
		return "", false
	}
	s, ok := v.Interface().(fmt.Stringer)
	if !ok {
		return "", false
	}
	return s.String(), true
}

func bytesOf(v reflect.Value) ([]byte, bool) {
	if v.Type().Elem().Kind() != reflect.Uint8 || v.Kind() != reflect.Slice {
		return nil, false
	}
	return v.Bytes(), true
}

func shownMap(v reflect.Value, level int) string {
	if v.Len() == 0 {
		return "nothing"
	}
	if level >= depth {
		return fmt.Sprintf("%d entries", v.Len())
	}
	parts := map[string]string{}
	for it := v.MapRange(); it.Next(); {
		parts[shownValue(it.Key(), level+1)] = shownValue(it.Value(), level+1)
	}
	var list []string
	for _, k := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, k+": "+parts[k])
	}
	return strings.Join(list, ", ")
}

func shownFields(v reflect.Value, level int) string {
	if level >= depth {
		return "…"
	}
	var parts []string
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			parts = append(parts, f.Name+" "+shownValue(v.Field(i), level+1))
		}
	}
	if len(parts) == 0 {
		return "something"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
