package target

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Load reads a target file. What the file does not say is as in Default. The
// error names every problem of the file, each with file, line, key, the wrong
// value and what is allowed.
func Load(path string) (*Target, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	t, err := Parse(path, data)
	if err != nil {
		return nil, err
	}
	t.path = path
	return t, nil
}

func readFile(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	var cause *fs.PathError
	if errors.As(err, &cause) {
		return nil, fmt.Errorf("target file %s: cannot be read: %w", path, cause.Err)
	}
	return data, err
}

// Parse reads the content of a target file; name stands for it in errors.
func Parse(name string, data []byte) (*Target, error) {
	t := Default()
	if err := parse(name, data, reflect.ValueOf(t).Elem()); err != nil {
		return nil, err
	}
	return t, nil
}

// parse reads a document into a struct that holds the defaults.
func parse(name string, data []byte, into reflect.Value) error {
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return errors.New(syntaxError(name, err))
	}
	if len(document.Content) == 0 {
		return nil
	}
	d := decoder{file: name}
	d.decode(document.Content[0], into, field{})
	slices.SortStableFunc(d.problems, func(a, b problem) int { return a.line - b.line })
	var list []error
	for _, p := range d.problems {
		list = append(list, p.err)
	}
	return errors.Join(list...)
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?`)

// syntaxError puts file and line in front of what the YAML parser says.
func syntaxError(name string, err error) string {
	text := err.Error()
	m := yamlLine.FindStringSubmatch(text)
	if m == nil {
		return name + ": " + text
	}
	rest := strings.TrimPrefix(text, m[0])
	if m[1] == "" {
		return fmt.Sprintf("%s: is not YAML: %s", name, rest)
	}
	return fmt.Sprintf("%s:%s: is not YAML: %s", name, m[1], rest)
}

// field is what the tags of a field of Target say about its key.
type field struct {
	key     string // with the keys above it: "hooks: power_cycle: timeout"
	allowed []string
	check   string
}

func fieldOf(above field, f reflect.StructField) field {
	key := f.Tag.Get("yaml")
	if above.key != "" {
		key = above.key + ": " + key
	}
	inner := field{key: key, check: f.Tag.Get("check")}
	if list := f.Tag.Get("allowed"); list != "" {
		inner.allowed = strings.Split(list, ",")
	}
	if key == "claims" {
		inner.allowed = claimIDs()
	}
	return inner
}

type problem struct {
	line int
	err  error
}

type decoder struct {
	file     string
	problems []problem
}

func (d *decoder) problem(node *yaml.Node, f field, format string, args ...any) {
	key := f.key
	if key != "" {
		key += ": "
	}
	text := fmt.Sprintf(format, args...)
	d.problems = append(d.problems, problem{node.Line, fmt.Errorf("%s:%d: %s%s", d.file, node.Line, key, text)})
}

func (d *decoder) decode(node *yaml.Node, into reflect.Value, f field) {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch into.Kind() {
	case reflect.Struct:
		d.decodeMap(node, into, f)
	case reflect.Slice:
		d.decodeList(node, into, f)
	default:
		d.decodeScalar(node, into, f)
	}
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

func (d *decoder) decodeMap(node *yaml.Node, into reflect.Value, f field) {
	if node.Kind != yaml.MappingNode && (!isNull(node) || isEntry(into)) {
		d.problem(node, f, "%s stands where keys are expected; known: %s", describe(node), strings.Join(keysOf(into.Type()), ", "))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		at := slices.Index(keysOf(into.Type()), name.Value)
		if at < 0 {
			d.problem(name, f, "there is no key %q; known: %s", name.Value, strings.Join(keysOf(into.Type()), ", "))
			continue
		}
		inner := fieldOf(f, into.Type().Field(at))
		if line, twice := seen[name.Value]; twice {
			d.problem(name, inner, "the key stands here a second time; the first is in line %d", line)
			continue
		}
		seen[name.Value] = name.Line
		d.decode(value, into.Field(at), inner)
	}
	if setting, ok := into.Interface().(Setting); ok && setting.Name == "" && seen["name"] == 0 {
		d.problem(node, f, "the entry has no name")
	}
}

// isEntry says that the value is an entry of a list, which cannot be left
// empty as a section of the file can.
func isEntry(into reflect.Value) bool { return into.Type() == reflect.TypeFor[Setting]() }

// keysOf lists the keys of a struct; they come before any field without one.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func (d *decoder) decodeList(node *yaml.Node, into reflect.Value, f field) {
	if isNull(node) {
		into.SetZero()
		return
	}
	if node.Kind != yaml.SequenceNode {
		d.problem(node, f, "%s is not a list; write one entry a line, each after a hyphen", describe(node))
		return
	}
	list := reflect.MakeSlice(into.Type(), len(node.Content), len(node.Content))
	for i, entry := range node.Content {
		d.decode(entry, list.Index(i), f)
		if first := slices.IndexFunc(node.Content[:i], func(n *yaml.Node) bool {
			return n.Kind == yaml.ScalarNode && entry.Kind == yaml.ScalarNode && n.Value == entry.Value
		}); first >= 0 {
			d.problem(entry, f, "%q stands in the list twice", entry.Value)
		}
	}
	into.Set(list)
}

func (d *decoder) decodeScalar(node *yaml.Node, into reflect.Value, f field) {
	if node.Kind != yaml.ScalarNode {
		d.problem(node, f, "%s stands where one value is expected", describe(node))
		return
	}
	text := node.Value
	if isNull(node) {
		text = ""
	}
	switch into.Kind() {
	case reflect.String:
		if text != "" || f.required() {
			d.checkString(node, text, f)
		}
		into.SetString(text)
	case reflect.Bool:
		if node.Tag != "!!bool" {
			d.problem(node, f, "%q is not known; allowed: true, false", text)
			return
		}
		into.SetBool(text == "true" || text == "True" || text == "TRUE")
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil || node.Tag != "!!int" {
			d.problem(node, f, "%q is not a whole number of seconds", text)
			return
		}
		if f.check == "positive" && n <= 0 {
			d.problem(node, f, "%d is not allowed; the least is 1 second", n)
			return
		}
		into.SetInt(int64(n))
	}
}

// required says that an empty value is not "unknown" but wrong.
func (f field) required() bool {
	return f.allowed != nil && !slices.Contains(f.allowed, "") && !strings.HasSuffix(f.key, ": type") || strings.HasSuffix(f.key, ": name")
}

func (d *decoder) checkString(node *yaml.Node, text string, f field) {
	if f.allowed != nil && !slices.Contains(f.allowed, text) {
		d.problem(node, f, "%q is not known; allowed: %s", text, strings.Join(f.allowed, ", "))
		return
	}
	if check := checks[f.check]; check.form != nil && !check.form.MatchString(text) {
		d.problem(node, f, "%q is not %s", text, check.says)
	}
}

var checks = map[string]struct {
	form *regexp.Regexp
	says string
}{
	"oui":       {regexp.MustCompile(`^[0-9A-F]{6}$`), "an OUI: six hexadecimal digits, letters in upper case"},
	"url":       {regexp.MustCompile(`^https?://[^/\s]+\S*$`), "an http or https URL"},
	"parameter": {regexp.MustCompile(`^[^.\s][^\s]*\.[^\s]*[^.\s]$`), "the full path of a Parameter"},
	"object":    {regexp.MustCompile(`^[^.\s][^\s]*\.$`), "the path of an object, with a dot at the end"},
}

func describe(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "a set of keys"
	case yaml.SequenceNode:
		return "a list"
	}
	return strconv.Quote(node.Value)
}
