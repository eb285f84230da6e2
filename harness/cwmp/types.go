// Package cwmp reads and writes CWMP messages: the SOAP header elements of
// section 3.5 Table 4, the RPCs and structs of Annex A, events, faults and
// versions. Decoding is strict: what departs from the schema or from the
// tables of the standard is kept as a defect with its offset, never repaired.
package cwmp

import "github.com/cwmpspec/cwmpspec/harness/soap"

// The CWMP namespaces. CWMP 1.3 and 1.4 share the namespace of 1.2 (section 3.7.4).
const (
	NS10 = "urn:dslforum-org:cwmp-1-0"
	NS11 = "urn:dslforum-org:cwmp-1-1"
	NS12 = "urn:dslforum-org:cwmp-1-2"
)

// NamespaceOf is the namespace of a CWMP version.
func NamespaceOf(version string) string {
	switch version {
	case "1.0":
		return NS10
	case "1.1":
		return NS11
	}
	return NS12
}

// Kind says what a SOAP envelope holds.
type Kind int

// The kinds of envelope.
const (
	None     Kind = iota // not recognisable
	Request              // an RPC request, known or unknown
	Response             // an RPC response
	FaultMsg             // a SOAP Fault, in the CWMP form or not
)

// Header holds the SOAP header elements that CWMP defines (Table 4). A nil
// pointer or empty list means that the element is absent.
type Header struct {
	ID                    *string
	HoldRequests          *bool
	NoMoreRequests        *bool // CWMP 1.0 only, obsoleted
	SessionTimeout        *uint32
	SupportedCWMPVersions []string
	UseCWMPVersion        *string
}

// Envelope is a decoded CWMP envelope. Decode always returns one; what could
// not be read is zero and has a defect.
type Envelope struct {
	SOAP      *soap.Envelope
	Namespace string // the CWMP namespace of the RPC element (of the Fault structure for a fault)
	Header    Header
	Kind      Kind
	Name      string // local name of the body's element: "Inform", "GetParameterValuesResponse", "Fault"
	Method    string // the RPC it belongs to, without Response: "GetParameterValues"; empty for a fault
	// Body points at the struct of the message (*Inform, *GetParameterValues …,
	// *Fault), or is an *Unknown for a method the standard does not define.
	Body    any
	Defects []soap.Defect // of XML, SOAP and CWMP together, in order of offset
}

// Unknown is a method that the standard does not define, vendor methods included.
type Unknown struct {
	Element *soap.Element
	// Raw is the element's inner XML, used when encoding.
	Raw string
}

// Value is a value of type anySimpleType with the type attribute it came with.
type Value struct {
	Type      string // local name of the XML Schema type: "string", "boolean", "unsignedInt"…; empty if there was no type attribute
	TypeSpace string // namespace of the type; decoding fills it in, encoding takes empty as XML Schema
	Text      string // the lexical value as it stood, white space kept
	Missing   bool   // the Value element was absent
}

// DateTime is the lexical form of a dateTime (section A.2.1); see its methods.
type DateTime string

// The distinguished values of a dateTime (section A.2.1).
const UnknownTime DateTime = "0001-01-01T00:00:00Z"
