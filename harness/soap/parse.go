package soap

import (
	"fmt"
	"slices"
	"strings"
)

// MaxDepth is how deep elements may be nested before reading stops. No CWMP
// message comes near it.
const MaxDepth = 200

// scope is a namespace declaration, linked to the one before it.
type scope struct {
	up       *scope // the declaration before this one, in document order of what is in scope
	same     *scope // the declaration of the same prefix that this one hides
	prefix   string
	space    string
	position int
}

// frame is an element that is still open.
type frame struct {
	e     *Element
	outer *scope // what was in scope outside
	kids  int    // where its children begin in parser.kids
	text  string // the first run of character data
	buf   []byte // all runs, once there are more
	many  bool
}

type parser struct {
	doc   *Document
	s     string
	i     int
	cut   bool // s ends where the encoding breaks
	why   string
	stop  bool // a fatal error was met
	open  []frame
	kids  []*Element
	scope *scope
	deflt *scope
	bound map[string]*scope
	tmp   []rawAttr

	elements []Element
	attrs    []Attr
	pointers []*Element
	all      [][]Element
	allAttrs [][]Attr
}

// Parse reads a document; it never fails, defects say what is wrong.
func Parse(b []byte) *Document {
	p := &parser{doc: &Document{WellFormed: true}, bound: map[string]*scope{}}
	t := p.transcode(b)
	p.s, p.cut, p.why = t.s, t.cut >= 0, t.why
	if p.doc.BOM && strings.HasPrefix(p.s, "\xEF\xBB\xBF") {
		p.i = 3
	}
	// Blocks of the right size for an ordinary message; a larger one gets more.
	expect := min(strings.Count(p.s, "</")+4, 512)
	p.elements, p.kids = make([]Element, 0, expect), make([]*Element, 0, 32)
	p.pointers, p.open = make([]*Element, 0, expect), make([]frame, 0, 12)
	p.document()
	if t.origin != nil {
		p.remap(t.origin)
	}
	slices.SortStableFunc(p.doc.Defects, func(a, b Defect) int { return a.Offset - b.Offset })
	return p.doc
}

// remap turns offsets in the transcoded text into offsets in the bytes as they came.
func (p *parser) remap(origin []int) {
	at := func(i *int) { *i = origin[min(*i, len(origin)-1)] }
	for _, block := range append(p.all, p.elements) {
		for i := range block {
			at(&block[i].Offset)
			at(&block[i].End)
		}
	}
	for _, block := range append(p.allAttrs, p.attrs) {
		for i := range block {
			at(&block[i].Offset)
		}
	}
	for i := range p.doc.Defects {
		if p.doc.Defects[i].Code != XMLEncodingUnsupported {
			at(&p.doc.Defects[i].Offset)
		}
	}
	for i := range p.doc.PIs {
		at(&p.doc.PIs[i])
	}
}

func (p *parser) defect(c Code, at int, format string, args ...any) {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	p.doc.Defects = append(p.doc.Defects, Defect{Code: c, Offset: at, Detail: format})
}

// broken is a defect that makes the document not well-formed but leaves no
// doubt how to read on.
func (p *parser) broken(c Code, at int, format string, args ...any) {
	p.doc.WellFormed = false
	p.defect(c, at, format, args...)
}

// fatal ends the reading.
func (p *parser) fatal(c Code, at int, format string, args ...any) {
	if p.stop {
		return
	}
	p.stop, p.doc.Partial = true, true
	p.broken(c, at, format, args...)
}

// ended is the fatal error of a document that ends too early.
func (p *parser) ended(c Code, format string, args ...any) {
	if p.cut {
		p.fatal(XMLEncoding, len(p.s), "%s", p.why)
		return
	}
	p.fatal(c, len(p.s), format, args...)
}

func (p *parser) document() {
	if strings.HasPrefix(p.s[p.i:], "<?xml") && p.i+5 < len(p.s) && class[p.s[p.i+5]]&blank != 0 {
		p.declaration()
	}
	for !p.stop {
		if len(p.open) > 0 {
			p.text()
			if p.stop {
				break
			}
			if p.i >= len(p.s) {
				e := p.open[len(p.open)-1].e
				p.ended(XMLUnclosed, "the document ends inside <%s>, which began at byte %d", e.name(), e.Offset)
				break
			}
			p.markup()
			continue
		}
		p.blanks()
		if p.i >= len(p.s) {
			break
		}
		if p.s[p.i] == '<' {
			p.markup()
			continue
		}
		if p.doc.Root == nil {
			p.fatal(XMLSyntax, p.i, "character data before the root element")
		} else {
			p.fatal(XMLTrailingContent, p.i, "character data after the root element")
		}
	}
	if !p.stop && p.cut {
		p.ended(XMLEncoding, "")
	}
	if !p.stop && p.doc.Root == nil {
		p.fatal(XMLNoRoot, len(p.s), "the document has no root element")
	}
	for len(p.open) > 0 {
		p.close(p.i)
	}
}

func (e *Element) name() string {
	if e.Prefix != "" {
		return e.Prefix + ":" + e.Local
	}
	return e.Local
}

func (p *parser) blanks() {
	for p.i < len(p.s) && class[p.s[p.i]]&blank != 0 {
		p.i++
	}
}

// markup reads what begins with the '<' at p.i.
func (p *parser) markup() {
	rest := p.s[p.i:]
	switch {
	case len(rest) < 2:
		p.ended(XMLUnclosed, "the document ends after '<'")
	case rest[1] == '/':
		p.endTag()
	case rest[1] == '!' && strings.HasPrefix(rest, "<!--"):
		p.comment()
	case rest[1] == '!' && strings.HasPrefix(rest, "<![CDATA["):
		p.cdata()
	case rest[1] == '!' && strings.HasPrefix(rest, "<!DOCTYPE"):
		p.doctype()
	case rest[1] == '!':
		p.fatal(XMLSyntax, p.i, "a declaration that XML does not know")
	case rest[1] == '?':
		p.instruction()
	default:
		p.startTag()
	}
}

func (p *parser) close(end int) {
	n := len(p.open) - 1
	f := &p.open[n]
	e := f.e
	e.End = end
	if kids := p.kids[f.kids:]; len(kids) > 0 {
		if cap(p.pointers)-len(p.pointers) < len(kids) {
			p.pointers = make([]*Element, 0, max(64, len(kids), min(8192, 2*cap(p.pointers))))
		}
		k := len(p.pointers)
		p.pointers = append(p.pointers, kids...)
		e.Children = p.pointers[k:len(p.pointers):len(p.pointers)]
		p.kids = p.kids[:f.kids]
	}
	e.Text = f.text
	if f.many {
		e.Text = string(f.buf)
	}
	for p.scope != f.outer {
		s := p.scope
		p.bind(s.prefix, s.same)
		p.scope = s.up
	}
	p.open = p.open[:n]
	if n == 0 {
		p.doc.Root = e
		return
	}
	p.kids = append(p.kids, e)
}

// append adds a run of character data to the element that is open.
func (p *parser) append(run string) {
	if run == "" {
		return
	}
	f := &p.open[len(p.open)-1]
	switch {
	case f.many:
		f.buf = append(f.buf, run...)
	case f.text == "":
		f.text = run
	case len(p.kids) > f.kids && Blank(run) && Blank(f.text):
		// White space between children; the first run stands for all.
	default:
		f.many = true
		f.buf = append(append(f.buf[:0], f.text...), run...)
	}
}

func (p *parser) newElement() *Element {
	if len(p.elements) == cap(p.elements) {
		p.all = append(p.all, p.elements)
		p.elements = make([]Element, 0, min(max(16, 2*cap(p.elements)), 2048))
	}
	p.elements = p.elements[:len(p.elements)+1]
	return &p.elements[len(p.elements)-1]
}

func (p *parser) newAttrs(n int) []Attr {
	if cap(p.attrs)-len(p.attrs) < n {
		p.allAttrs = append(p.allAttrs, p.attrs)
		p.attrs = make([]Attr, 0, max(n, min(max(16, 2*cap(p.attrs)), 2048)))
	}
	k := len(p.attrs)
	p.attrs = p.attrs[:k+n]
	return p.attrs[k : k+n : k+n]
}

func (p *parser) push(e *Element, outer *scope) {
	n := len(p.open)
	if n == cap(p.open) {
		p.open = append(p.open, frame{})
	} else {
		p.open = p.open[:n+1]
	}
	buf := p.open[n].buf
	p.open[n] = frame{e: e, outer: outer, kids: len(p.kids), buf: buf}
}
