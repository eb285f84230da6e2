package driver

import (
	"reflect"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Arguments spells the arguments of an RPC as JSON has them: the elements by
// their names in the standard, a Value as an object with type and text. The
// message is a pointer to a struct of package cwmp, or nil.
func Arguments(message any) map[string]any {
	if message == nil {
		return map[string]any{}
	}
	return members(reflect.ValueOf(message).Elem())
}

func members(v reflect.Value) map[string]any {
	m := map[string]any{}
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Pointer {
			if f.IsNil() {
				continue
			}
			f = f.Elem()
		}
		m[v.Type().Field(i).Name] = plain(f)
	}
	return m
}

func plain(v reflect.Value) any {
	if value, ok := v.Interface().(cwmp.Value); ok {
		return map[string]any{"type": value.Type, "text": value.Text}
	}
	switch v.Kind() {
	case reflect.Struct:
		return members(v)
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		operation := members(v.Elem().Elem())
		operation["type"] = v.Elem().Elem().Type().Name()
		return operation
	case reflect.Slice:
		list := []any{}
		for i := range v.Len() {
			list = append(list, plain(v.Index(i)))
		}
		return list
	case reflect.String:
		return v.String()
	}
	return v.Interface()
}
