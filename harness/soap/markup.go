package soap

import (
	"strings"
)

// rawAttr is an attribute before its namespace is known.
type rawAttr struct {
	prefix, local, value string
	at                   int
}

// split takes a qualified name apart; ok is false if it is none.
func split(name string) (prefix, local string, ok bool) {
	i := strings.IndexByte(name, ':')
	if i < 0 {
		return "", name, true
	}
	prefix, local = name[:i], name[i+1:]
	ok = prefix != "" && local != "" && strings.IndexByte(local, ':') < 0 && scanName(local, 0) == len(local)
	return prefix, local, ok
}

func (p *parser) startTag() {
	begin := p.i
	end := scanName(p.s, begin+1)
	if end == begin+1 {
		p.fatal(XMLSyntax, begin, "'<' that begins neither a tag nor other markup")
		return
	}
	if len(p.open) == 0 && p.doc.Root != nil {
		p.fatal(XMLTrailingContent, begin, "a second root element <%s>", p.s[begin+1:end])
		return
	}
	if len(p.open) >= MaxDepth {
		p.fatal(XMLDepth, begin, "elements are nested more than %d deep", MaxDepth)
		return
	}
	name := p.s[begin+1 : end]
	p.i = end
	empty, ok := p.attributes(name)
	if !ok {
		return
	}
	e := p.newElement()
	e.Offset = begin
	outer := p.scope
	p.declare()
	e.scope = p.scope
	prefix, local, ok := split(name)
	if !ok {
		p.defect(XMLNamespace, begin+1, "%s is not a qualified name", name)
		prefix, local = "", name
	}
	e.Prefix, e.Local = prefix, local
	e.Space = p.resolve(prefix, begin+1, true)
	p.setAttrs(e)
	p.push(e, outer)
	if empty {
		p.close(p.i)
	}
}

// attributes reads the rest of a start tag into p.tmp.
func (p *parser) attributes(tag string) (empty, ok bool) {
	p.tmp = p.tmp[:0]
	for {
		before := p.i
		p.blanks()
		if p.i >= len(p.s) {
			p.ended(XMLUnclosed, "the document ends inside the tag <%s", tag)
			return false, false
		}
		switch c := p.s[p.i]; {
		case c == '>':
			p.i++
			return false, true
		case c == '/':
			if p.i+1 >= len(p.s) {
				p.ended(XMLUnclosed, "the document ends inside the tag <%s", tag)
				return false, false
			}
			if p.s[p.i+1] != '>' {
				p.fatal(XMLSyntax, p.i, "'/' inside the tag <%s", tag)
				return false, false
			}
			p.i += 2
			return true, true
		}
		at := p.i
		end := scanName(p.s, at)
		if end == at {
			p.fatal(XMLSyntax, at, "a character that cannot begin an attribute of <%s>", tag)
			return false, false
		}
		if before == at {
			p.broken(XMLSyntax, at, "no white space before an attribute of <%s>", tag)
		}
		name := p.s[at:end]
		p.i = end
		p.blanks()
		if p.i >= len(p.s) {
			p.ended(XMLUnclosed, "the document ends inside the tag <%s", tag)
			return false, false
		}
		if p.s[p.i] != '=' {
			p.fatal(XMLSyntax, p.i, "the attribute %s has no value", name)
			return false, false
		}
		p.i++
		p.blanks()
		if p.i < len(p.s) && p.s[p.i] != '"' && p.s[p.i] != '\'' {
			p.fatal(XMLSyntax, p.i, "the value of the attribute %s is not in quotes", name)
			return false, false
		}
		value, ok := p.attrValue(name)
		if !ok {
			return false, false
		}
		prefix, local, ok := split(name)
		if !ok {
			p.defect(XMLNamespace, at, "%s is not a qualified name", name)
			prefix, local = "", name
		}
		p.tmp = append(p.tmp, rawAttr{prefix, local, value, at})
	}
}

func (p *parser) attrValue(name string) (string, bool) {
	if p.i >= len(p.s) {
		p.ended(XMLUnclosed, "the document ends before the value of the attribute %s", name)
		return "", false
	}
	quote := p.s[p.i]
	p.i++
	start := p.i
	var buf []byte
	for i := p.i; ; {
		for i < len(p.s) && class[p.s[i]]&stopAttr == 0 {
			i++
		}
		if i >= len(p.s) {
			p.ended(XMLUnclosed, "the document ends inside the value of the attribute %s", name)
			return "", false
		}
		switch c := p.s[i]; {
		case c == quote:
			p.i = i + 1
			if buf == nil {
				return p.s[start:i], true
			}
			return string(append(buf, p.s[start:i]...)), true
		case c == '<':
			p.fatal(XMLSyntax, i, "'<' inside the value of the attribute %s", name)
			return "", false
		case c == '&':
			buf = append(buf, p.s[start:i]...)
			p.i = i
			buf = append(buf, p.reference()...)
			i, start = p.i, p.i
		case class[c]&blank != 0:
			buf = append(append(buf, p.s[start:i]...), ' ')
			if c == '\r' && i+1 < len(p.s) && p.s[i+1] == '\n' {
				i++
			}
			i++
			start = i
		default:
			p.badChar(i)
			i++
		}
	}
}

// badChar reports the byte at i if it is or begins a character outside XML 1.0.
func (p *parser) badChar(i int) {
	c := p.s[i]
	if c < 0x20 {
		p.broken(XMLChar, i, "the character U+%04X, which XML 1.0 does not allow", c)
	} else if c == 0xEF && i+2 < len(p.s) && p.s[i+1] == 0xBF && p.s[i+2] >= 0xBE {
		p.broken(XMLChar, i, "the character U+FFF%X, which XML 1.0 does not allow", p.s[i+2]&0xF)
	}
}

func (p *parser) endTag() {
	begin := p.i
	end := scanName(p.s, begin+2)
	name := p.s[begin+2 : end]
	p.i = end
	p.blanks()
	if p.i >= len(p.s) {
		p.ended(XMLUnclosed, "the document ends inside an end tag")
		return
	}
	if name == "" || p.s[p.i] != '>' {
		p.fatal(XMLSyntax, begin, "an end tag that is not one")
		return
	}
	p.i++
	if len(p.open) == 0 {
		if p.doc.Root != nil {
			p.fatal(XMLTrailingContent, begin, "an end tag </%s> after the root element", name)
		} else {
			p.fatal(XMLTagMismatch, begin, "an end tag </%s> without a start tag", name)
		}
		return
	}
	e := p.open[len(p.open)-1].e
	if same := len(name) == len(e.Local) && name == e.Local && e.Prefix == "" ||
		len(name) == len(e.Prefix)+1+len(e.Local) && name[:len(e.Prefix)] == e.Prefix && name[len(e.Prefix)] == ':' && name[len(e.Prefix)+1:] == e.Local; !same {
		p.i = begin
		p.fatal(XMLTagMismatch, begin, "</%s> ends <%s>, which began at byte %d", name, e.name(), e.Offset)
		return
	}
	p.close(p.i)
}
