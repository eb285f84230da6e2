package soap

// The defects of XML 1.0 and Namespaces in XML.
const (
	XMLSyntax              Code = "xml-syntax"               // markup that XML does not allow
	XMLEncoding            Code = "xml-encoding"             // bytes that are not in the declared (or default) encoding
	XMLEncodingUnsupported Code = "xml-encoding-unsupported" // an encoding this reader does not know; not wrong by itself
	XMLChar                Code = "xml-char"                 // a character outside XML 1.0, literal or by reference
	XMLDTD                 Code = "xml-dtd"                  // a document type declaration, which SOAP 1.1 forbids; never expanded
	XMLEntity              Code = "xml-entity"               // a reference to an entity that is not declared
	XMLBareAmpersand       Code = "xml-bare-ampersand"       // an '&' that begins no reference
	XMLDuplicateAttribute  Code = "xml-duplicate-attribute"  // the same expanded name twice on an element
	XMLUndefinedPrefix     Code = "xml-undefined-prefix"     // an element's or attribute's prefix without declaration
	XMLNamespace           Code = "xml-namespace"            // a bad namespace declaration or qualified name
	XMLTagMismatch         Code = "xml-tag-mismatch"         // an end tag that does not match the start tag
	XMLNoRoot              Code = "xml-no-root"              // no root element
	XMLTrailingContent     Code = "xml-trailing-content"     // something after the root element
	XMLUnclosed            Code = "xml-unclosed"             // the document ends inside an element or markup
	XMLDecl                Code = "xml-decl"                 // an XML declaration that is misplaced or invalid
	XMLDepth               Code = "xml-depth"                // more than MaxDepth elements deep; a limit of this reader
)

// The defects of SOAP 1.1.
const (
	SOAPNotEnvelope       Code = "soap-not-envelope"             // the root element is no Envelope
	SOAPVersion           Code = "soap-version"                  // an Envelope in a namespace other than that of SOAP 1.1
	SOAPHeaderOrder       Code = "soap-header-order"             // Header not first, or twice
	SOAPNoBody            Code = "soap-no-body"                  // no Body
	SOAPManyBodies        Code = "soap-many-bodies"              // more than one Body
	SOAPChild             Code = "soap-child"                    // an element of the Envelope that may not stand where it does
	SOAPTrailer           Code = "soap-trailer"                  // an unqualified element after Body (a qualified one is legal)
	SOAPUnqualifiedBlock  Code = "soap-unqualified-header-block" // a header entry in no namespace
	SOAPMustUnderstand    Code = "soap-mustunderstand-value"     // mustUnderstand neither 0 nor 1
	SOAPContent           Code = "soap-content"                  // text directly in Envelope, Header, Body or Fault
	SOAPPI                Code = "soap-pi"                       // a processing instruction
	SOAPFaultShape        Code = "soap-fault-shape"              // a Fault that lacks faultcode or faultstring, repeats a part or has an unknown unqualified part
	SOAPFaultQualified    Code = "soap-fault-qualified"          // faultcode, faultstring, faultactor or detail in a namespace
	SOAPFaultOrder        Code = "soap-fault-order"              // the parts of a Fault out of the schema's order
	SOAPFaultNotAlone     Code = "soap-fault-not-alone"          // a Fault more than once
	SOAPNamespaceMismatch Code = "soap-namespace-mismatch"       // Header or Body in another namespace than the Envelope
)
