package soap

// xmlScope is the declaration that every document has.
var xmlScope = &scope{prefix: "xml", space: NSXML}

func (p *parser) bind(prefix string, s *scope) {
	if prefix == "" {
		p.deflt = s
	} else {
		p.bound[prefix] = s
	}
}

func (p *parser) bindingOf(prefix string) *scope {
	if prefix == "" {
		return p.deflt
	}
	return p.bound[prefix]
}

// declare takes the namespace declarations out of p.tmp.
func (p *parser) declare() {
	kept := p.tmp[:0]
	outer := p.scope
	for _, a := range p.tmp {
		var prefix string
		switch {
		case a.prefix == "xmlns":
			prefix = a.local
		case a.prefix == "" && a.local == "xmlns":
		default:
			kept = append(kept, a)
			continue
		}
		switch {
		case prefix == "xmlns", prefix == "xml" && a.value != NSXML, prefix != "xml" && a.value == NSXML,
			a.value == "http://www.w3.org/2000/xmlns/":
			p.defect(XMLNamespace, a.at, "a declaration that rebinds xml or xmlns")
			continue
		case prefix != "" && a.value == "":
			p.defect(XMLNamespace, a.at, "the prefix %s is declared to be in no namespace", prefix)
		}
		same := p.bindingOf(prefix)
		if same != nil && outer != p.scope && same.position > position(outer) {
			p.broken(XMLDuplicateAttribute, a.at, "the namespace prefix %q is declared twice on one element", prefix)
			continue
		}
		p.scope = &scope{up: p.scope, same: same, prefix: prefix, space: a.value, position: position(p.scope) + 1}
		p.bind(prefix, p.scope)
	}
	p.tmp = kept
}

// position counts the declarations in scope, this one included.
func position(s *scope) int {
	if s == nil {
		return 0
	}
	return s.position
}

// resolve finds the namespace of a prefix during reading.
func (p *parser) resolve(prefix string, at int, element bool) string {
	if prefix == "" {
		if element && p.deflt != nil {
			return p.deflt.space
		}
		return ""
	}
	if prefix == "xml" {
		return xmlScope.space
	}
	if s := p.bound[prefix]; s != nil {
		return s.space
	}
	p.defect(XMLUndefinedPrefix, at, "the namespace prefix %s is not declared", prefix)
	return ""
}

// setAttrs gives the element the attributes in p.tmp.
func (p *parser) setAttrs(e *Element) {
	if len(p.tmp) == 0 {
		return
	}
	e.Attrs = p.newAttrs(len(p.tmp))
	type key struct{ space, prefix, local string }
	var seen map[key]bool
	if len(p.tmp) > 8 {
		seen = make(map[key]bool, len(p.tmp))
	}
	for i, a := range p.tmp {
		b := Attr{Prefix: a.prefix, Local: a.local, Value: a.value, Offset: a.at}
		b.Space = p.resolve(a.prefix, a.at, false)
		twice := false
		// Attributes whose prefix is undefined are alike only if spelled alike.
		k := key{b.Space, "", b.Local}
		if b.Space == "" {
			k.prefix = b.Prefix
		}
		if seen != nil {
			twice = seen[k]
			seen[k] = true
		} else {
			for _, c := range e.Attrs[:i] {
				if c.Local == b.Local && c.Space == b.Space && (b.Space != "" || c.Prefix == b.Prefix) {
					twice = true
				}
			}
		}
		if twice {
			p.broken(XMLDuplicateAttribute, a.at, "the attribute %s stands twice on <%s>", a.local, e.name())
		}
		e.Attrs[i] = b
	}
}

// Attr finds an attribute by its namespace and local name.
func (e *Element) Attr(space, local string) (Attr, bool) {
	for _, a := range e.Attrs {
		if a.Local == local && a.Space == space && (space != "" || a.Prefix == "") {
			return a, true
		}
	}
	return Attr{}, false
}

// Child returns the first child with that local name and no namespace, or nil.
func (e *Element) Child(local string) *Element {
	for _, c := range e.Children {
		if c.Local == local && c.Space == "" {
			return c
		}
	}
	return nil
}

// Lookup returns the namespace of a prefix in scope at the element. The empty
// prefix stands for the default namespace, which is always defined.
func (e *Element) Lookup(prefix string) (space string, ok bool) {
	if prefix == "xml" {
		return NSXML, true
	}
	for s := e.scope; s != nil; s = s.up {
		if s.prefix == prefix {
			return s.space, prefix == "" || s.space != ""
		}
	}
	return "", prefix == ""
}

// QName resolves a prefixed name in content, such as the value of xsi:type. An
// unprefixed name is in the default namespace. If the name has no colon or the
// prefix is undefined, local is still given; ok is false if the prefix is
// undefined or s is no qualified name.
func (e *Element) QName(s string) (space, local string, ok bool) {
	prefix, local, ok := split(s)
	if !ok || local == "" || scanName(local, 0) != len(local) {
		return "", local, false
	}
	space, ok = e.Lookup(prefix)
	return space, local, ok
}
