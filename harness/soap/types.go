// Package soap reads XML documents and SOAP 1.1 envelopes strictly: nothing is
// repaired, every departure is kept as a Defect with its byte offset. It knows
// nothing of CWMP.
package soap

// Code names a kind of defect; it is stable, so that rules can refer to it.
type Code string

// Defect is one departure from XML 1.0, Namespaces in XML or SOAP 1.1, or,
// where another package adds its own, from the rules of that package.
type Defect struct {
	Code   Code
	Offset int    // of the first offending byte in the document
	Detail string // what is wrong, in the reader's words
	Path   string // the element concerned, as local names: "/Envelope/Body/Inform"; empty for plain XML errors
	Want   string // what was expected, if that is one thing
	Got    string // what stood there, if that is short
}

// Attr is one attribute of an element, its value with references resolved.
// Namespace declarations are not among an element's attributes.
type Attr struct {
	Space  string // namespace URI; empty for an unprefixed attribute
	Prefix string
	Local  string
	Value  string
	Offset int // of the attribute's name
}

// Element is one element of the tree.
type Element struct {
	Space    string // namespace URI; empty if in none or if the prefix is undefined
	Prefix   string
	Local    string
	Attrs    []Attr
	Children []*Element
	// Text is the character data directly inside, references and CDATA resolved,
	// white space kept. If it is nothing but white space between children, only
	// the first run is kept.
	Text   string
	Offset int // of the '<' of the start tag
	End    int // just past the '>' of the end tag
	scope  *scope
}

// Document is an XML document as far as it could be read. Root is nil if there
// is no root element. WellFormed is false if XML 1.0 forbids further
// processing. Reading goes on all the same after an error that leaves no doubt
// where the next element begins (a stray ampersand, a control character); after
// any other the tree holds what came before it.
type Document struct {
	Root       *Element
	Declared   string // the encoding of the XML declaration, empty if none
	HasDecl    bool
	BOM        bool
	WellFormed bool
	Partial    bool // the reading stopped at an error: what followed is not in the tree
	Defects    []Defect
	PIs        []int // offsets of the processing instructions; the XML declaration is none
}

// Envelope is a SOAP 1.1 envelope as far as it could be recognised.
type Envelope struct {
	*Document
	Header    *Element   // the Header element, nil if absent
	Blocks    []*Element // the header's entries
	Body      *Element   // the first Body element, nil if absent
	Entries   []*Element // the body's entries
	Fault     *Fault     // set if the body holds a SOAP Fault
	Malformed bool       // not well-formed, or not usable as a SOAP 1.1 envelope at all
}

// Fault is a SOAP 1.1 Fault element.
type Fault struct {
	Element *Element
	Code    *Element // faultcode, nil if absent
	String  *Element // faultstring, nil if absent
	Detail  *Element // detail, nil if absent
}

// The namespaces that SOAP 1.1 and XML Schema give to a CWMP message (section 3.5).
const (
	NSEnvelope = "http://schemas.xmlsoap.org/soap/envelope/"
	NSEncoding = "http://schemas.xmlsoap.org/soap/encoding/"
	NSXSD      = "http://www.w3.org/2001/XMLSchema"
	NSXSI      = "http://www.w3.org/2001/XMLSchema-instance"
	NSXML      = "http://www.w3.org/XML/1998/namespace"
)
