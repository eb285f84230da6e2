package target

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Write gives the target as a commented YAML file that Load reads back.
func (t *Target) Write(w io.Writer) error {
	return write(w, t, "what the tester has to know of one device", "the value that cwmpspec init writes for it")
}

// write writes a target: what it is, what keys that are left out stand for, and
// the keys themselves.
func write(w io.Writer, target any, what, absent string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Target file of cwmpspec: %s.\n# A key that is left out has %s.\n", what, absent)
	writeStruct(&b, reflect.ValueOf(target).Elem(), "")
	_, err := w.Write(b.Bytes())
	return err
}

func writeStruct(b *bytes.Buffer, v reflect.Value, indent string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("yaml")
		if key == "" {
			continue
		}
		if indent == "" {
			b.WriteByte('\n')
		}
		writeComment(b, indent, f)
		switch f.Type.Kind() {
		case reflect.Struct:
			fmt.Fprintf(b, "%s%s:\n", indent, key)
			writeStruct(b, v.Field(i), indent+"  ")
		case reflect.Slice:
			writeList(b, v.Field(i), indent, key)
		default:
			fmt.Fprintf(b, "%s%s: %s\n", indent, key, scalar(v.Field(i)))
		}
	}
}

func writeComment(b *bytes.Buffer, indent string, f reflect.StructField) {
	text := f.Tag.Get("doc")
	if allowed := f.Tag.Get("allowed"); allowed != "" {
		text = strings.TrimSpace(text + " One of: " + strings.ReplaceAll(strings.TrimPrefix(allowed, ","), ",", ", ") + ".")
		if f.Type.Kind() == reflect.Slice {
			text = strings.Replace(text, "One of", "Any of", 1)
		}
	}
	for _, line := range wrap(text, 78-len(indent)) {
		fmt.Fprintf(b, "%s# %s\n", indent, line)
	}
	if f.Tag.Get("yaml") == "claims" {
		for _, c := range claims {
			fmt.Fprintf(b, "%s#   %-26s %s\n", indent, c.ID, c.Says)
		}
	}
}

func writeList(b *bytes.Buffer, list reflect.Value, indent, key string) {
	if list.Len() == 0 {
		fmt.Fprintf(b, "%s%s: []\n", indent, key)
		return
	}
	fmt.Fprintf(b, "%s%s:\n", indent, key)
	for i := range list.Len() {
		entry := list.Index(i)
		if entry.Kind() != reflect.Struct {
			fmt.Fprintf(b, "%s  - %s\n", indent, scalar(entry))
			continue
		}
		lead := "- "
		for j := range entry.NumField() {
			if entry.Field(j).IsZero() {
				continue
			}
			fmt.Fprintf(b, "%s  %s%s: %s\n", indent, lead, entry.Type().Field(j).Tag.Get("yaml"), scalar(entry.Field(j)))
			lead = "  "
		}
	}
}

// scalar writes a value so that it is read back as the same one: a string
// that YAML would take for something else gets quotes.
func scalar(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	}
	text := v.String()
	var read yaml.Node
	err := yaml.Unmarshal([]byte("k: "+text+"\n"), &read)
	if err == nil && len(read.Content) == 1 && read.Content[0].Kind == yaml.MappingNode && len(read.Content[0].Content) == 2 {
		if n := read.Content[0].Content[1]; n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Style == 0 && n.Value == text {
			return text
		}
	}
	node := yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle}
	quoted, err := yaml.Marshal(&node)
	if err != nil {
		return strconv.Quote(text)
	}
	// The encoder may fold a long string over several lines; YAML reads the
	// fold as one space, as it was before.
	return strings.TrimSuffix(string(quoted), "\n")
}

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
