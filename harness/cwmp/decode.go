package cwmp

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// decoder collects what is found in one envelope.
type decoder struct {
	v       *Envelope
	defects []soap.Defect
}

// Decode reads one envelope strictly. It never fails; defects say what is wrong.
func Decode(b []byte) *Envelope {
	d := &decoder{v: &Envelope{SOAP: soap.ParseEnvelope(b)}}
	d.envelope()
	d.v.Defects = append(slices.Clip(d.v.SOAP.Defects), d.defects...)
	slices.SortStableFunc(d.v.Defects, func(a, b soap.Defect) int { return a.Offset - b.Offset })
	return d.v
}

// report notes a defect of an element; the path is found from its offset.
func (d *decoder) report(c soap.Code, e *soap.Element, offset int, want, got, format string, args ...any) {
	path, label := d.path(e)
	detail := fmt.Sprintf(format, args...)
	if label != "" {
		detail += " (" + label + ")"
	}
	d.defects = append(d.defects, soap.Defect{Code: c, Offset: offset, Path: path, Detail: detail, Want: want, Got: clip(got)})
}

// path spells the way from the root to an element, members numbered from 1, and
// names the parameter concerned if the element belongs to a struct with a Name.
func (d *decoder) path(e *soap.Element) (path, label string) {
	at := d.v.SOAP.Root
	var b strings.Builder
	b.WriteString("/" + at.Local)
	for at != e {
		kids := at.Children
		i := sort.Search(len(kids), func(i int) bool { return kids[i].Offset > e.Offset }) - 1
		if i < 0 {
			break
		}
		many := len(kids) > 1 && (i > 0 && kids[i-1].Local == kids[i].Local || i+1 < len(kids) && kids[i+1].Local == kids[i].Local)
		at = kids[i]
		b.WriteString("/" + at.Local)
		if many {
			fmt.Fprintf(&b, "[%d]", i+1)
		}
		// Name is the first member wherever the schema has one.
		if len(at.Children) > 0 && at.Children[0].Local == "Name" && at.Children[0] != e {
			label = clip(at.Children[0].Text)
		}
	}
	return b.String(), label
}

func (d *decoder) envelope() {
	v := d.v
	s := v.SOAP
	if s.Root == nil {
		return
	}
	if s.Body != nil {
		d.body()
	}
	// The header comes after the body here, because its namespace is judged by the body's.
	d.header()
}

func (d *decoder) body() {
	v := d.v
	entries := v.SOAP.Entries
	if len(entries) == 0 {
		if v.SOAP.WellFormed {
			d.report(BodyEmpty, v.SOAP.Body, v.SOAP.Body.Offset, "", "", "the Body has no entry")
		}
		return
	}
	for _, e := range entries[1:] {
		if e.Local == "Fault" && e.Space == v.SOAP.Root.Space && v.SOAP.Fault != nil && v.SOAP.Fault.Element != e {
			continue // reported as a defect of SOAP
		}
		d.report(ManyEntries, e, e.Offset, "", e.Local, "a second entry of the Body: %s", e.Local)
	}
	e := entries[0]
	v.Name = e.Local
	if f := v.SOAP.Fault; f != nil && f.Element == e {
		v.Kind = FaultMsg
		d.fault(f)
		return
	}
	v.Namespace = e.Space
	v.Kind, v.Method = Request, e.Local
	if name, ok := strings.CutSuffix(e.Local, "Response"); ok && name != "" {
		v.Kind, v.Method = Response, name
	}
	known := messages[e.Local] != nil
	switch {
	case isCWMP(e.Space):
		if first := since[v.Method]; known && e.Space < first {
			d.report(MethodNotInVersion, e, e.Offset, first, e.Space, "%s is not in the schema of %s", e.Local, e.Space)
		}
	case e.Space == "" && e.Prefix != "":
		// The undefined prefix is a defect of XML already.
	case e.Space == "":
		d.report(UnqualifiedRPC, e, e.Offset, "", "", "%s is in no namespace", e.Local)
	case cwmpLike(e.Space):
		d.report(UnknownNamespace, e, e.Offset, "", e.Space, "%s is in %s, which no version of the standard defines", e.Local, e.Space)
	case known:
		d.report(RPCNamespace, e, e.Offset, "", e.Space, "%s is in %s, not in a CWMP namespace", e.Local, e.Space)
	}
	if !known {
		v.Body = &Unknown{Element: e, Raw: inner(e)}
		return
	}
	body := NewMessage(e.Local)
	v.Body = body
	d.message(e, body)
}
