package soap

type scope struct{}

// Parse reads a document; it never fails, defects say what is wrong.
func Parse(b []byte) *Document { panic("contract") }

// ParseEnvelope reads a SOAP 1.1 envelope.
func ParseEnvelope(b []byte) *Envelope { panic("contract") }

// Attr finds an attribute; Child the first child with that local name and no
// namespace; Lookup the namespace of a prefix in scope at the element;
// QName resolves a prefixed name in content, such as an xsi:type.
func (e *Element) Attr(space, local string) (Attr, bool)         { panic("contract") }
func (e *Element) Child(local string) *Element                   { panic("contract") }
func (e *Element) Lookup(prefix string) (space string, ok bool)  { panic("contract") }
func (e *Element) QName(s string) (space, local string, ok bool) { panic("contract") }
