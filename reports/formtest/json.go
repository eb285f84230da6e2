package formtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// JSON holds a document against a JSON Schema and returns what is wrong with
// it. It knows as much of JSON Schema as docs/formats uses: type, enum, const,
// pattern, minimum, required, properties, additionalProperties, items, $ref to
// $defs, and the format date-time.
func JSON(schema, document []byte) []string {
	var root map[string]any
	if err := json.Unmarshal(schema, &root); err != nil {
		return []string{"the schema: " + err.Error()}
	}
	var value any
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return []string{err.Error()}
	}
	return jsonSchema{root}.value(value, root, "")
}

type jsonSchema struct{ root map[string]any }

var known = []string{"$schema", "$id", "$ref", "$defs", "title", "description", "type", "enum", "const", "pattern", "minimum", "required", "properties", "additionalProperties", "items", "format"}

func (s jsonSchema) value(v any, rule map[string]any, path string) (problems []string) {
	report := func(format string, args ...any) {
		problems = append(problems, strings.TrimPrefix(path+": ", ": ")+fmt.Sprintf(format, args...))
	}
	for _, key := range slices.Sorted(maps.Keys(rule)) {
		if !slices.Contains(known, key) {
			report("the schema has %s, which is not known here", key)
		}
	}
	if ref, ok := rule["$ref"].(string); ok {
		target, ok := s.root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		if !ok {
			return append(problems, path+": the schema has no "+ref)
		}
		return append(problems, s.value(v, target, path)...)
	}
	if kind, ok := rule["type"].(string); ok && !isKind(v, kind) {
		report("is no %s: %.60v", kind, v)
		return problems
	}
	if list, ok := rule["enum"].([]any); ok && !slices.ContainsFunc(list, func(one any) bool { return fmt.Sprint(one) == fmt.Sprint(v) }) {
		report("%v is none of %v", v, list)
	}
	if want, ok := rule["const"]; ok && fmt.Sprint(v) != fmt.Sprint(want) {
		report("is %v, not %v", v, want)
	}
	switch v := v.(type) {
	case string:
		if p, ok := rule["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			report("%q does not match %s", v, p)
		}
		if rule["format"] == "date-time" {
			if _, err := time.Parse(time.RFC3339Nano, v); err != nil {
				report("%v", err)
			}
		}
	case json.Number:
		if least, ok := rule["minimum"].(float64); ok {
			if f, err := v.Float64(); err != nil || f < least {
				report("%v is less than %v", v, least)
			}
		}
	case []any:
		if items, ok := rule["items"].(map[string]any); ok {
			for i, item := range v {
				problems = append(problems, s.value(item, items, fmt.Sprintf("%s[%d]", path, i))...)
			}
		}
	case map[string]any:
		problems = append(problems, s.object(v, rule, path)...)
	}
	return problems
}

func (s jsonSchema) object(v, rule map[string]any, path string) (problems []string) {
	required, _ := rule["required"].([]any)
	for _, name := range required {
		if _, there := v[name.(string)]; !there {
			problems = append(problems, fmt.Sprintf("%s: lacks %s", path, name))
		}
	}
	properties, _ := rule["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if property, ok := properties[name].(map[string]any); ok {
			problems = append(problems, s.value(v[name], property, path+"."+name)...)
			continue
		}
		switch more := rule["additionalProperties"].(type) {
		case bool:
			if !more {
				problems = append(problems, path+": has "+name+", which the schema does not know")
			}
		case map[string]any:
			problems = append(problems, s.value(v[name], more, path+"."+name)...)
		}
	}
	return problems
}

func isKind(v any, kind string) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case json.Number:
		_, err := v.Int64()
		return kind == "number" || kind == "integer" && err == nil
	case []any:
		return kind == "array"
	}
	return kind == "object"
}
