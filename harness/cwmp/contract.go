package cwmp

import "github.com/cwmpspec/cwmpspec/harness/soap"

// Decode reads one envelope strictly.
func Decode(b []byte) *Envelope { return &Envelope{SOAP: &soap.Envelope{Document: &soap.Document{}}} }

// Style is how an envelope is spelled; the zero value is a usual one.
type Style struct {
	Namespace string // CWMP namespace; empty means NS12
	// Prefixes for the SOAP envelope, SOAP encoding, XSD, XSI and CWMP namespaces; empty means the usual ones.
	Env, Enc, XSD, XSI, CWMP string
	NoDecl                   bool // no XML declaration
}

// Encode writes an envelope: body is a pointer to a message struct of this
// package, a *Fault or an *Unknown with name as the element's local name.
func Encode(h Header, name string, body any, s Style) []byte { return nil }
