package soap

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text is a document brought into UTF-8.
type text struct {
	s string
	// origin maps an offset in s to one in the bytes as they came; nil if equal.
	origin []int
	cut    int // where the text ends because the bytes break the encoding; -1 if they do not
	why    string
}

// transcode brings b into UTF-8, from its byte order mark or its declaration.
func (p *parser) transcode(b []byte) text {
	switch {
	case len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF:
		p.doc.BOM = true
		return p.byDeclaration(b, true)
	case len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF:
		p.doc.BOM = true
		return fromUTF16(b, 2, true)
	case len(b) >= 2 && b[0] == 0xFF && b[1] == 0xFE:
		p.doc.BOM = true
		return fromUTF16(b, 2, false)
	case len(b) >= 4 && b[0] == 0 && b[1] == '<', len(b) >= 4 && b[0] == '<' && b[1] == 0:
		p.broken(XMLEncoding, 0, "the document is in UTF-16 without a byte order mark")
		return fromUTF16(b, 0, b[0] == 0)
	}
	return p.byDeclaration(b, false)
}

// byDeclaration handles the encodings in which the declaration reads as ASCII.
func (p *parser) byDeclaration(b []byte, bom bool) text {
	name, at := declared(b)
	switch up := strings.ToUpper(name); {
	case up == "" || up == "UTF-8" || up == "UTF8" && bom:
	case bom:
		p.broken(XMLEncoding, at, "the byte order mark says UTF-8, the declaration says "+name)
	case up == "ISO-8859-1" || up == "ISO_8859-1" || up == "LATIN1":
		return fromLatin1(b)
	case up == "US-ASCII" || up == "ASCII":
		for i, c := range b {
			if c >= 0x80 {
				return text{s: string(b[:i]), cut: i, why: "a byte that is not US-ASCII, which is the declared encoding"}
			}
		}
	case strings.HasPrefix(up, "UTF-16") || strings.HasPrefix(up, "UTF-32") || strings.HasPrefix(up, "ISO-10646-UCS"):
		p.broken(XMLEncoding, at, "the declaration says "+name+", the bytes are not in it")
	default:
		p.defect(XMLEncodingUnsupported, at, "the encoding "+name+" is not known to this reader; read as UTF-8")
	}
	s := string(b)
	if utf8.ValidString(s) {
		return text{s: s, cut: -1}
	}
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return text{s: s[:i], cut: i, why: "a byte sequence that is not UTF-8"}
}

// declared finds the encoding in an XML declaration at the start of b.
func declared(b []byte) (name string, at int) {
	head := string(b[:min(len(b), 256)])
	start := strings.TrimPrefix(head, "\xEF\xBB\xBF")
	end := strings.Index(head, "?>")
	if !strings.HasPrefix(start, "<?xml") || end < 0 {
		return "", 0
	}
	i := strings.Index(head[:end], "encoding")
	if i < 0 {
		return "", 0
	}
	j := i + strings.IndexAny(head[i:end]+`"`, `"'`)
	if j+1 >= end {
		return "", 0
	}
	k := strings.IndexByte(head[j+1:end], head[j])
	if k < 0 {
		return "", 0
	}
	return head[j+1 : j+1+k], j + 1
}

func fromLatin1(b []byte) text {
	t := text{cut: -1, origin: make([]int, 0, len(b)+1)}
	out := make([]byte, 0, len(b)+len(b)/8)
	for i, c := range b {
		n := len(out)
		out = utf8.AppendRune(out, rune(c))
		for range len(out) - n {
			t.origin = append(t.origin, i)
		}
	}
	t.origin = append(t.origin, len(b))
	t.s = string(out)
	return t
}

func fromUTF16(b []byte, start int, big bool) text {
	t := text{cut: -1}
	unit := func(i int) rune {
		if big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	var out []byte
	i := start
	for i < len(b) {
		if i+1 >= len(b) {
			t.cut, t.why = len(out), "half a UTF-16 unit at the end"
			break
		}
		r, n := unit(i), 2
		if utf16.IsSurrogate(r) {
			if i+3 < len(b) {
				r = utf16.DecodeRune(r, unit(i+2))
				n = 4
			}
			if n == 2 || r == utf8.RuneError {
				t.cut, t.why = len(out), "a lone UTF-16 surrogate"
				break
			}
		}
		k := len(out)
		out = utf8.AppendRune(out, r)
		for range len(out) - k {
			t.origin = append(t.origin, i)
		}
		i += n
	}
	t.origin = append(t.origin, min(i, len(b)))
	t.s = string(out)
	return t
}
