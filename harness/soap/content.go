package soap

import (
	"strconv"
	"strings"
)

// text reads character data up to the next '<'.
func (p *parser) text() {
	start := p.i
	for i := p.i; ; {
		for i < len(p.s) && class[p.s[i]]&stopText == 0 {
			i++
		}
		if i >= len(p.s) || p.s[i] == '<' {
			p.append(p.s[start:i])
			p.i = i
			return
		}
		switch p.s[i] {
		case '&':
			p.append(p.s[start:i])
			p.i = i
			p.append(p.reference())
			i, start = p.i, p.i
		case ']':
			if strings.HasPrefix(p.s[i:], "]]>") {
				p.broken(XMLSyntax, i, "]]> in character data")
			}
			i++
		case '\r': // line ends become a single line feed
			p.append(p.s[start:i])
			i++
			if i < len(p.s) && p.s[i] == '\n' {
				start = i
				i++
			} else {
				p.append("\n")
				start = i
			}
		default:
			p.badChar(i)
			i++
		}
	}
}

// reference reads a reference at p.i and returns what it stands for. What is
// none is returned as it stands.
func (p *parser) reference() string {
	at := p.i
	s := p.s[at+1:]
	if strings.HasPrefix(s, "#") {
		if end := strings.IndexByte(s[:min(len(s), 64)], ';'); end > 1 {
			digits, base := s[1:end], 10
			if digits[0] == 'x' {
				digits, base = digits[1:], 16
			}
			n, err := strconv.ParseUint(digits, base, 32)
			if err == nil || digits != "" && strings.Trim(digits, "0123456789abcdefABCDEF") == "" && base == 16 || digits != "" && strings.Trim(digits, "0123456789") == "" {
				p.i = at + 1 + end + 1
				if err != nil || n > 0x10FFFF || !isChar(rune(n)) {
					p.broken(XMLChar, at, "a reference to %s, a character that XML 1.0 does not allow", p.s[at:p.i])
					return p.s[at:p.i]
				}
				return string(rune(n))
			}
		}
		p.i = at + 1
		p.broken(XMLSyntax, at, "a character reference that is not one")
		return "&"
	}
	end := scanName(s, 0)
	if end == 0 || end >= len(s) || s[end] != ';' {
		p.i = at + 1
		p.broken(XMLBareAmpersand, at, "'&' that begins no reference; it has to be written &amp;")
		return "&"
	}
	p.i = at + 1 + end + 1
	switch s[:end] {
	case "amp":
		return "&"
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "quot":
		return `"`
	case "apos":
		return "'"
	}
	p.broken(XMLEntity, at, "a reference to the entity %s, which is not declared", s[:end])
	return p.s[at:p.i]
}

func (p *parser) comment() {
	end := strings.Index(p.s[p.i+4:], "-->")
	if end < 0 {
		p.ended(XMLUnclosed, "the document ends inside a comment")
		return
	}
	body := p.s[p.i+4 : p.i+4+end]
	if i := strings.Index(body+"-", "--"); i >= 0 {
		p.broken(XMLSyntax, p.i+4+i, "-- inside a comment")
	}
	p.chars(p.i+4, body)
	p.i += 4 + end + 3
}

// chars checks the characters of a run that begins at offset at.
func (p *parser) chars(at int, s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && class[c]&blank == 0 || c == 0xEF {
			p.badChar(at + i)
		}
	}
}

func (p *parser) cdata() {
	if len(p.open) == 0 {
		if p.doc.Root != nil {
			p.fatal(XMLTrailingContent, p.i, "a CDATA section after the root element")
		} else {
			p.fatal(XMLSyntax, p.i, "a CDATA section before the root element")
		}
		return
	}
	start := p.i + len("<![CDATA[")
	end := strings.Index(p.s[start:], "]]>")
	if end < 0 {
		p.ended(XMLUnclosed, "the document ends inside a CDATA section")
		return
	}
	s := p.s[start : start+end]
	p.chars(start, s)
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	p.append(s)
	p.i = start + end + 3
}

func (p *parser) instruction() {
	begin := p.i
	end := strings.Index(p.s[begin+2:], "?>")
	if end < 0 {
		p.ended(XMLUnclosed, "the document ends inside a processing instruction")
		return
	}
	body := p.s[begin+2 : begin+2+end]
	p.i = begin + 2 + end + 2
	n := scanName(body, 0)
	switch {
	case n == 0 || n < len(body) && class[body[n]]&blank == 0:
		p.broken(XMLSyntax, begin, "a processing instruction without a name")
	case strings.EqualFold(body[:n], "xml"):
		p.broken(XMLDecl, begin, "an XML declaration that is not at the very start of the document")
	default:
		p.doc.PIs = append(p.doc.PIs, begin)
	}
	p.chars(begin+2, body)
}

// declaration reads the XML declaration at the start.
func (p *parser) declaration() {
	begin := p.i
	end := strings.Index(p.s[begin:], "?>")
	if end < 0 {
		p.ended(XMLUnclosed, "the document ends inside the XML declaration")
		return
	}
	p.doc.HasDecl = true
	s := p.s[begin+len("<?xml") : begin+end]
	p.i = begin + end + 2
	bad := func(why string) { p.broken(XMLDecl, begin, "%s", "the XML declaration "+why) }
	known := []string{"version", "encoding", "standalone"}
	next := 0
	for {
		t := strings.TrimLeft(s, " \t\r\n")
		if t == "" {
			break
		}
		if len(t) == len(s) {
			bad("lacks white space between its parts")
		}
		n := scanName(t, 0)
		name := t[:n]
		v := strings.TrimLeft(t[n:], " \t\r\n")
		if !strings.HasPrefix(v, "=") {
			bad("is not made of names and values")
			return
		}
		v = strings.TrimLeft(v[1:], " \t\r\n")
		if v == "" || v[0] != '"' && v[0] != '\'' || strings.IndexByte(v[1:], v[0]) < 0 {
			bad("has a value without quotes")
			return
		}
		k := strings.IndexByte(v[1:], v[0])
		value := v[1 : 1+k]
		s = v[k+2:]
		at := next
		for at < len(known) && known[at] != name {
			at++
		}
		if at == len(known) || at > 0 && next == 0 {
			bad("does not give version, encoding and standalone in this order")
			return
		}
		next = at + 1
		switch {
		case name == "version" && value != "1.0":
			bad("gives a version other than 1.0: " + value)
		case name == "encoding" && !encName(value):
			bad("gives an encoding that is no name: " + value)
		case name == "encoding":
			p.doc.Declared = value
		case name == "standalone" && value != "yes" && value != "no":
			bad("gives standalone neither yes nor no")
		}
	}
	if next == 0 {
		bad("gives no version")
	}
}

func encName(s string) bool {
	return s != "" && strings.IndexByte("0123456789._-", s[0]) < 0 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == ""
}

// doctype skips a document type declaration; nothing in it is obeyed.
func (p *parser) doctype() {
	begin := p.i
	if len(p.open) > 0 || p.doc.Root != nil {
		p.fatal(XMLSyntax, begin, "a document type declaration that does not precede the root element")
		return
	}
	var quote byte
	inside := 0
	for i := begin + 2; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.HasPrefix(p.s[i:], "<!--"):
			k := strings.Index(p.s[i+4:], "-->")
			if k < 0 {
				p.ended(XMLUnclosed, "the document ends inside a comment")
				return
			}
			i += 4 + k + 2
		case c == '[':
			inside++
		case c == ']':
			inside--
		case c == '>' && inside <= 0:
			p.i = i + 1
			p.defect(XMLDTD, begin, "a document type declaration, which SOAP 1.1 forbids")
			return
		}
	}
	p.ended(XMLUnclosed, "the document ends inside the document type declaration")
}
