package soap

import (
	"fmt"
	"slices"
)

// ParseEnvelope reads a SOAP 1.1 envelope. Like Parse it never fails.
func ParseEnvelope(b []byte) *Envelope {
	v := &Envelope{Document: Parse(b)}
	v.Malformed = !v.WellFormed
	for _, at := range v.PIs {
		v.defect(SOAPPI, at, "", "a processing instruction, which SOAP 1.1 forbids")
	}
	if root := v.Root; root == nil || root.Local != "Envelope" {
		v.Malformed = true
		if root != nil {
			v.defect(SOAPNotEnvelope, root.Offset, "/"+root.Local, "the root element is %s, not a SOAP Envelope", root.Local)
		}
	} else {
		v.envelope()
	}
	slices.SortStableFunc(v.Defects, func(a, b Defect) int { return a.Offset - b.Offset })
	return v
}

func (v *Envelope) defect(c Code, at int, path, format string, args ...any) {
	v.Defects = append(v.Defects, Defect{Code: c, Offset: at, Path: path, Detail: fmt.Sprintf(format, args...)})
}

func (v *Envelope) envelope() {
	root := v.Root
	const path = "/Envelope"
	if root.Space != NSEnvelope {
		v.Malformed = true
		v.Defects = append(v.Defects, Defect{Code: SOAPVersion, Offset: root.Offset, Path: path, Want: NSEnvelope, Got: root.Space,
			Detail: fmt.Sprintf("the Envelope is in the namespace %q, which is not that of SOAP 1.1", root.Space)})
	}
	v.content(root, path)
	headers, bodies := 0, 0
	for i, c := range root.Children {
		at := path + "/" + c.Local
		switch {
		case (c.Local == "Header" || c.Local == "Body") && c.Space != root.Space:
			v.defect(SOAPNamespaceMismatch, c.Offset, at, "%s is in the namespace %q, the Envelope in %q", c.Local, c.Space, root.Space)
			if c.Local == "Body" && bodies == 0 {
				v.Malformed = true
			}
		case c.Local == "Header":
			headers++
			if i > 0 {
				v.defect(SOAPHeaderOrder, c.Offset, at, "Header has to be the first element of the Envelope and stand once")
			}
			if headers == 1 {
				v.header(c)
			}
		case c.Local == "Body":
			if bodies++; bodies > 1 {
				v.defect(SOAPManyBodies, c.Offset, at, "a second Body")
			} else {
				v.Body = c
			}
		case c.Space == root.Space:
			v.defect(SOAPChild, c.Offset, at, "SOAP defines no element %s of the Envelope", c.Local)
		case bodies == 0:
			v.defect(SOAPChild, c.Offset, at, "the element %s stands before Body", c.Local)
		case c.Space == "":
			v.defect(SOAPTrailer, c.Offset, at, "the element %s after Body is in no namespace", c.Local)
		}
	}
	if v.Body == nil {
		v.Malformed = true
		v.defect(SOAPNoBody, root.Offset, path, "the Envelope has no Body")
		return
	}
	v.content(v.Body, path+"/Body")
	v.Entries = v.Body.Children
	faults := 0
	for _, c := range v.Entries {
		if c.Local == "Fault" && c.Space == root.Space {
			if faults++; faults == 1 {
				v.fault(c)
			} else {
				v.defect(SOAPFaultNotAlone, c.Offset, path+"/Body/Fault", "a second Fault in the Body")
			}
		}
	}
}

// content reports text where only elements may stand.
func (v *Envelope) content(e *Element, path string) {
	if !Blank(e.Text) {
		v.defect(SOAPContent, e.Offset, path, "text directly inside %s", e.Local)
	}
}

func (v *Envelope) header(h *Element) {
	const path = "/Envelope/Header"
	v.Header, v.Blocks = h, h.Children
	v.content(h, path)
	for _, b := range h.Children {
		if b.Space == "" {
			v.defect(SOAPUnqualifiedBlock, b.Offset, path+"/"+b.Local, "the header entry %s is in no namespace", b.Local)
		}
		if a, ok := b.Attr(v.Root.Space, "mustUnderstand"); ok && a.Value != "0" && a.Value != "1" {
			v.Defects = append(v.Defects, Defect{Code: SOAPMustUnderstand, Offset: a.Offset, Path: path + "/" + b.Local, Got: a.Value,
				Detail: fmt.Sprintf("mustUnderstand of %s is %q, neither 0 nor 1", b.Local, a.Value)})
		}
	}
}

// fault looks at a Fault. Its parts are recognised in any namespace, so that
// one in the wrong namespace is reported once and not as missing as well.
func (v *Envelope) fault(e *Element) {
	const path = "/Envelope/Body/Fault"
	f := &Fault{Element: e}
	v.Fault = f
	v.content(e, path)
	order := -1
	for _, c := range e.Children {
		var slot **Element
		var rank int
		switch c.Local {
		case "faultcode":
			slot, rank = &f.Code, 0
		case "faultstring":
			slot, rank = &f.String, 1
		case "faultactor":
			rank = 2
		case "detail":
			slot, rank = &f.Detail, 3
		default:
			// SOAP 1.1 allows further parts if they are namespace-qualified.
			if c.Space == "" || c.Space == NSEnvelope {
				v.defect(SOAPFaultShape, c.Offset, path+"/"+c.Local, "SOAP 1.1 defines no part %s of a Fault", c.Local)
			}
			continue
		}
		if c.Space != "" && c.Space != v.Root.Space {
			continue
		}
		if c.Space != "" {
			v.defect(SOAPFaultQualified, c.Offset, path+"/"+c.Local, "%s of a Fault has to be in no namespace, it is in %q", c.Local, c.Space)
		}
		if slot != nil && *slot != nil {
			v.defect(SOAPFaultShape, c.Offset, path+"/"+c.Local, "%s stands twice in a Fault", c.Local)
			continue
		}
		if slot != nil {
			*slot = c
		}
		if rank < order {
			v.defect(SOAPFaultOrder, c.Offset, path+"/"+c.Local, "%s stands too late in a Fault", c.Local)
		}
		order = max(order, rank)
	}
	if f.Code == nil {
		v.defect(SOAPFaultShape, e.Offset, path, "the Fault has no faultcode")
	}
	if f.String == nil {
		v.defect(SOAPFaultShape, e.Offset, path, "the Fault has no faultstring")
	}
}
