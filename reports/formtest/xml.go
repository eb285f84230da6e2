// Package formtest holds documents against the schemas in docs/formats, for the
// tests of those that write them.
package formtest

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// node is an element of a document or of the schema.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []node     `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n node) attr(name string) string {
	i := slices.IndexFunc(n.Attrs, func(a xml.Attr) bool { return a.Name.Local == name })
	if i < 0 {
		return ""
	}
	return n.Attrs[i].Value
}

func (n node) child(name string) *node {
	i := slices.IndexFunc(n.Nodes, func(c node) bool { return c.XMLName.Local == name })
	if i < 0 {
		return nil
	}
	return &n.Nodes[i]
}

// schema validates by as much of XML Schema as docs/formats/junit.xsd uses: a
// sequence of elements and choices, attributes, patterns, integers.
type schema struct {
	root  node
	types map[string]node
}

// XML holds a document against an XML Schema and returns what is wrong with it.
func XML(xsd, document []byte) []string {
	var doc node
	if err := xml.Unmarshal(xsd, &doc); err != nil {
		return []string{"the schema: " + err.Error()}
	}
	s := schema{root: *doc.child("element"), types: map[string]node{}}
	for _, n := range doc.Nodes {
		if name := n.attr("name"); strings.HasSuffix(n.XMLName.Local, "Type") {
			s.types[name] = n
		}
	}
	var n node
	if err := xml.Unmarshal(document, &n); err != nil {
		return []string{err.Error()}
	}
	if n.XMLName.Local != s.root.attr("name") {
		return []string{"the root is " + n.XMLName.Local}
	}
	return s.element(n, *s.root.child("complexType"), n.XMLName.Local)
}

func (s schema) element(n, kind node, path string) (problems []string) {
	attributes := kind.Nodes
	if content := kind.child("simpleContent"); content != nil {
		attributes = content.child("extension").Nodes
		if len(n.Nodes) > 0 {
			problems = append(problems, path+": has elements")
		}
	} else {
		if strings.TrimSpace(n.Text) != "" {
			problems = append(problems, path+": has text")
		}
		problems = append(problems, s.sequence(n, kind.child("sequence"), path)...)
	}
	known := map[string]bool{}
	for _, a := range attributes {
		if a.XMLName.Local != "attribute" {
			continue
		}
		name := a.attr("name")
		known[name] = true
		there := slices.ContainsFunc(n.Attrs, func(x xml.Attr) bool { return x.Name.Local == name })
		switch {
		case there:
			problems = append(problems, s.simple(n.attr(name), a.attr("type"), path+"/@"+name)...)
		case a.attr("use") == "required":
			problems = append(problems, path+": lacks "+name)
		}
	}
	for _, a := range n.Attrs {
		if !known[a.Name.Local] {
			problems = append(problems, path+": has "+a.Name.Local)
		}
	}
	return problems
}

func (s schema) sequence(n node, sequence *node, path string) (problems []string) {
	rest := n.Nodes
	if sequence != nil {
		for _, particle := range sequence.Nodes {
			choices := []node{particle}
			if particle.XMLName.Local == "choice" {
				choices = particle.Nodes
			}
			least, most, count := bound(particle.attr("minOccurs")), bound(particle.attr("maxOccurs")), 0
			for len(rest) > 0 && count < most {
				i := slices.IndexFunc(choices, func(c node) bool { return c.attr("name") == rest[0].XMLName.Local })
				if i < 0 {
					break
				}
				child := fmt.Sprintf("%s/%s[%d]", path, rest[0].XMLName.Local, count)
				if kind, complex := s.types[choices[i].attr("type")]; complex {
					problems = append(problems, s.element(rest[0], kind, child)...)
				} else {
					problems = append(problems, s.simple(rest[0].Text, choices[i].attr("type"), child)...)
				}
				rest, count = rest[1:], count+1
			}
			if count < least {
				problems = append(problems, fmt.Sprintf("%s: has %d of %s", path, count, particle.attr("name")))
			}
		}
	}
	for _, more := range rest {
		problems = append(problems, path+": has no place for "+more.XMLName.Local)
	}
	return problems
}

func bound(s string) int {
	switch s {
	case "":
		return 1
	case "unbounded":
		return 1 << 30
	}
	n, _ := strconv.Atoi(s)
	return n
}

func (s schema) simple(value, kind, path string) []string {
	switch kind {
	case "xs:string":
		return nil
	case "xs:nonNegativeInteger":
		if _, err := strconv.ParseUint(value, 10, 32); err != nil {
			return []string{path + ": " + err.Error()}
		}
		return nil
	}
	named, ok := s.types[kind]
	if !ok {
		return []string{path + ": the schema has no type " + kind}
	}
	pattern := named.child("restriction").child("pattern").attr("value")
	if !regexp.MustCompile("^(" + pattern + ")$").MatchString(value) {
		return []string{fmt.Sprintf("%s: %q does not match %s", path, value, pattern)}
	}
	return nil
}
