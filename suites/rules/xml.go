package rules

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// stack are the rows by which XML 1.0, Namespaces in XML and SOAP 1.1 bind both
// sides. They are reported where the standard has no row of its own. That of
// section 2.1 never stands alone: section 3 is the normative part.
var stack = []string{"2.1-1", "3-1"}

// Left out are xml-encoding-unsupported and xml-depth, which are limits of our
// own reader.
func init() {
	add(
		defects("xml-well-formed", "an envelope is well-formed XML 1.0",
			breach{codes: []soap.Code{soap.XMLSyntax, soap.XMLEntity, soap.XMLDuplicateAttribute, soap.XMLTagMismatch, soap.XMLNoRoot,
				soap.XMLTrailingContent, soap.XMLUnclosed, soap.XMLDecl}, breaks: stack, want: "a well-formed XML document"},
			breach{codes: []soap.Code{soap.XMLEncoding}, breaks: stack, want: "bytes in the encoding that the document declares, UTF-8 if it declares none"},
			breach{codes: []soap.Code{soap.XMLChar}, breaks: stack, want: "characters that XML 1.0 allows, neither literally nor by reference any other"},
			breach{codes: []soap.Code{soap.XMLBareAmpersand}, breaks: append([]string{"3.4.1-12"}, stack...), want: "an ampersand escaped as &amp;"},
		),
		defects("xml-namespaces", "every prefix in an envelope is declared",
			breach{codes: []soap.Code{soap.XMLUndefinedPrefix, soap.XMLNamespace}, breaks: stack, want: "a prefix that a namespace declaration binds"},
		),
		defects("soap-envelope", "an envelope keeps to SOAP 1.1",
			breach{codes: []soap.Code{soap.SOAPVersion, soap.SOAPNamespaceMismatch}, breaks: []string{"3.5-1"}, want: "the SOAP 1.1 envelope namespace " + soap.NSEnvelope},
			breach{codes: []soap.Code{soap.SOAPNoBody, soap.SOAPManyBodies}, where: flaw.readable, breaks: []string{"3.5-13"}, want: "exactly one Body"},
			breach{codes: []soap.Code{soap.SOAPNotEnvelope}, where: flaw.readable, breaks: stack, want: "a SOAP Envelope as the root element"},
			breach{codes: []soap.Code{soap.SOAPHeaderOrder, soap.SOAPChild, soap.SOAPTrailer, soap.SOAPContent}, breaks: stack,
				want: "an Envelope that holds an optional Header and then the Body"},
			breach{codes: []soap.Code{soap.SOAPUnqualifiedBlock}, where: notTable4, breaks: stack, want: "a header element qualified by a namespace"},
			breach{codes: []soap.Code{soap.SOAPMustUnderstand}, breaks: stack, want: "mustUnderstand 0 or 1"},
			breach{codes: []soap.Code{soap.SOAPPI}, breaks: stack, want: "no processing instruction in a SOAP message"},
			breach{codes: []soap.Code{soap.SOAPFaultNotAlone}, breaks: stack, want: "a single Fault in the Body"},
		),
	)
}

// notTable4: a header element of Table 4 without namespace is judged by 3.5-54.
func notTable4(f flaw) bool {
	name := f.Path[strings.LastIndexByte(f.Path, '/')+1:]
	switch name {
	case "ID", "HoldRequests", "NoMoreRequests", "SessionTimeout", "SupportedCWMPVersions", "UseCWMPVersion":
		return false
	}
	return true
}
