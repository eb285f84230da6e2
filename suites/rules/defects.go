package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// flaw is a defect of an envelope with where it stands.
type flaw struct {
	rule.Said
	soap.Defect
	Element *soap.Element // the element concerned, nil if it could not be read
	Parent  *soap.Element
}

// breach says which requirements defects break. The tables of breaches are the
// reading of the standard; the decoder only tells what stands there.
type breach struct {
	codes  []soap.Code
	where  func(flaw) bool // nil: everywhere
	breaks []string
	want   string // what stands in a message that is right
}

// onlyOf makes a rule one about one side only.
func onlyOf(p wire.Party, r rule.Rule) rule.Rule {
	r.Only = p
	return r
}

// defects builds a rule out of a table of breaches.
func defects(id, title string, table ...breach) rule.Rule {
	r := rule.Rule{ID: id, Title: title}
	for _, b := range table {
		for _, id := range b.breaks {
			if !slices.Contains(r.Covers, id) {
				r.Covers = append(r.Covers, id)
			}
		}
	}
	r.Check = func(c *rule.Context) {
		for _, s := range c.Said(wire.LaneCWMP) {
			// A text for people is no envelope, however little it is in place.
			if kind := s.Msg.Get("Content-Type"); s.Env == nil || c.Subject == wire.ACS && s.Env.Kind == cwmp.None && strings.HasPrefix(strings.ToLower(kind), "text/plain") {
				continue
			}
			for _, d := range s.Env.Defects {
				if s.Env.SOAP.Partial && !strings.HasPrefix(string(d.Code), "xml-") {
					continue // what seems to be missing may follow where the reading stopped
				}
				f := flaw{Said: s, Defect: d}
				f.locate()
				for _, b := range table {
					if slices.Contains(b.codes, d.Code) && (b.where == nil || b.where(f)) {
						reportAll(c, b.breaks, s.Body(d.Offset), b.want, d.Detail)
					}
				}
			}
		}
	}
	return r
}

// reportAll reports several requirements, those of them that bind the side under test.
func reportAll(c *rule.Context, ids []string, at rule.At, want, got string) {
	for _, id := range ids {
		c.Report(id, at, want, got)
	}
}

// locate finds the element that a defect is about.
func (f *flaw) locate() {
	e := f.Env.SOAP.Root
	if e == nil {
		return
	}
	for {
		f.Parent, f.Element = f.Element, e
		i := slices.IndexFunc(e.Children, func(c *soap.Element) bool { return c.Offset <= f.Offset && f.Offset < c.End })
		if i < 0 {
			return
		}
		e = e.Children[i]
	}
}

// The contexts that the tables tell apart.

// readable: XML was read to its end, so that what is missing is really missing.
func (f flaw) readable() bool { return f.Env.SOAP.WellFormed }

// inHeader: the defect is in a header element.
func (f flaw) inHeader() bool { return strings.HasPrefix(f.Path, "/Envelope/Header") }

// inFault: the defect is in a SOAP Fault.
func (f flaw) inFault() bool { return f.Env.SOAP.Fault != nil }

// inValue: the defect is in an element of type anySimpleType.
func (f flaw) inValue() bool {
	return f.Element != nil && f.Parent != nil && f.Element.Local == "Value" && f.Parent.Local != "ArgStruct"
}

// named: the defect is in an element of that name, in the header or the body.
func named(local string) func(flaw) bool {
	return func(f flaw) bool { return f.Element != nil && f.Element.Local == local }
}

// isArray says that an element is given out as a SOAP array.
func isArray(e *soap.Element) bool {
	return e != nil && slices.ContainsFunc(e.Attrs, func(a soap.Attr) bool { return a.Local == "arrayType" })
}
