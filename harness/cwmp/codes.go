package cwmp

import "github.com/cwmpspec/cwmpspec/harness/soap"

// Defects of the elements of a message, against the schemas of section A.6.
const (
	MissingElement     soap.Code = "cwmp-missing-element"
	ElementOrder       soap.Code = "cwmp-element-order"     // an element after one that the schema puts behind it
	DuplicateElement   soap.Code = "cwmp-duplicate-element" // an element twice that the schema has once
	UnknownElement     soap.Code = "cwmp-unknown-element"
	QualifiedElement   soap.Code = "cwmp-qualified-element" // a nested element in a namespace
	TextContent        soap.Code = "cwmp-text-content"      // text where only elements may stand
	ChildContent       soap.Code = "cwmp-child-content"     // elements where only text may stand
	NilElement         soap.Code = "cwmp-nil-element"       // xsi:nil, which the schema of 1.2 does not allow
	UnqualifiedRPC     soap.Code = "cwmp-unqualified-rpc"   // the body entry is in no namespace
	RPCNamespace       soap.Code = "cwmp-rpc-namespace"     // a method of the standard in a namespace that is not CWMP's
	UnknownNamespace   soap.Code = "cwmp-unknown-namespace" // urn:dslforum-org:cwmp- with a version that does not exist
	NamespaceMix       soap.Code = "cwmp-namespace-mix"     // two CWMP namespaces in one envelope
	MethodNotInVersion soap.Code = "cwmp-method-version"    // a method that the schema of this namespace lacks
	BodyEmpty          soap.Code = "cwmp-body-empty"        // a Body without entry
	ManyEntries        soap.Code = "cwmp-many-entries"      // more than one body entry
)

// Defects of header elements (section 3.5 Table 4).
const (
	HeaderNamespace      soap.Code = "cwmp-header-namespace"             // a header element of Table 4 outside the CWMP namespaces
	HeaderUnknown        soap.Code = "cwmp-header-unknown"               // in a CWMP namespace, but not in Table 4
	HeaderDuplicate      soap.Code = "cwmp-header-duplicate"             // the same header element twice
	HeaderValue          soap.Code = "cwmp-header-value"                 // a value of the wrong form
	MustUnderstand       soap.Code = "cwmp-header-mustunderstand"        // mustUnderstand set to the wrong value, or missing where it has to be 1
	MustUnderstandAbsent soap.Code = "cwmp-header-mustunderstand-absent" // absent where it has to be 0, which SOAP 1.1 reads alike; at most a warning
)

// Defects of arrays (section 3.5).
const (
	ArrayTypeMissing   soap.Code = "cwmp-arraytype-missing"
	ArrayTypeAttrSpace soap.Code = "cwmp-arraytype-attribute" // the arrayType attribute is not in the SOAP encoding namespace
	ArrayTypeForm      soap.Code = "cwmp-arraytype-form"      // not type[count]
	ArrayTypeSpace     soap.Code = "cwmp-arraytype-namespace" // the right name in the wrong namespace
	ArrayTypeName      soap.Code = "cwmp-arraytype-name"      // the wrong name
	ArrayCount         soap.Code = "cwmp-array-count"         // another number of members than announced
	ArrayMember        soap.Code = "cwmp-array-member"        // a member element with the wrong name
	ArrayTooLong       soap.Code = "cwmp-array-too-long"
)

// Defects of type attributes (sections 3.5 and A.2.1).
const (
	TypeMissing    soap.Code = "cwmp-type-missing"    // none on an element of type anySimpleType
	TypeAttrSpace  soap.Code = "cwmp-type-attribute"  // the type attribute is not in the 2001 XML Schema instance namespace
	TypeUnexpected soap.Code = "cwmp-type-unexpected" // on an element whose type has no name in the schema
	TypeWrong      soap.Code = "cwmp-type-wrong"      // not the type that the schema names
	TypeSOAPArray  soap.Code = "cwmp-type-soap-array" // soapenc:Array on an array, whose named type derives from it
	TypeUndefined  soap.Code = "cwmp-type-undefined"  // a type that its namespace does not define
	TypePrefix     soap.Code = "cwmp-type-prefix"     // the prefix of the type's name is not declared
	TypeUnprefixed soap.Code = "cwmp-type-unprefixed" // the type's name has no prefix and there is no default namespace
	TypeSpace      soap.Code = "cwmp-type-namespace"  // the type is in a namespace that defines no simple types for CWMP
	TypeSpaceYear  soap.Code = "cwmp-xsd-version"     // an XML Schema namespace other than that of 2001
	TypeComplex    soap.Code = "cwmp-type-not-simple" // a type that is not simple on an anySimpleType
	TypeOperation  soap.Code = "cwmp-type-operation"  // Operations without the type that says which operation it is
)

// Defects of values (section A.2.1).
const (
	ValueBoolean     soap.Code = "cwmp-value-boolean"
	ValueInteger     soap.Code = "cwmp-value-integer" // not an integer, or outside the range of its type
	ValueRange       soap.Code = "cwmp-value-range"   // outside the range that the schema gives the element
	ValueEnum        soap.Code = "cwmp-value-enum"    // not among the strings that the schema lists
	ValueLexical     soap.Code = "cwmp-value-lexical" // wrong for its type, other types
	ValueUUID        soap.Code = "cwmp-value-uuid"
	ValueBase64      soap.Code = "cwmp-value-base64"
	ValueHex         soap.Code = "cwmp-value-hexbinary"
	StringTooLong    soap.Code = "cwmp-string-too-long"   // more characters than the schema allows
	DateTimeForm     soap.Code = "cwmp-datetime-form"     // no dateTime at all
	DateTimeNoZone   soap.Code = "cwmp-datetime-no-zone"  // no time zone although the year is 1000 or later
	DateTimeNotUTC   soap.Code = "cwmp-datetime-not-utc"  // an offset other than zero; legal where a parameter's definition says so
	DateTimeRelative soap.Code = "cwmp-datetime-relative" // a year below 1000 with a time zone, other than the Unknown Time
)

// Defects of fault responses (section 3.5).
const (
	FaultCodeElement   soap.Code = "cwmp-faultcode"            // faultcode is neither Client nor Server
	FaultCodeSpace     soap.Code = "cwmp-faultcode-namespace"  // faultcode qualified by another namespace than the envelope's
	FaultSource        soap.Code = "cwmp-faultcode-source"     // Client where Table 87 or 88 has Server, or the reverse
	FaultStringElement soap.Code = "cwmp-faultstring"          // faultstring does not contain "CWMP fault"
	FaultNoDetail      soap.Code = "cwmp-fault-no-detail"      // no detail element
	FaultNoStruct      soap.Code = "cwmp-fault-no-struct"      // no Fault structure in detail
	FaultStructSpace   soap.Code = "cwmp-fault-namespace"      // the Fault structure is not in a CWMP namespace
	FaultDetailMore    soap.Code = "cwmp-fault-detail-more"    // something besides the Fault structure in detail
	FaultCodeForm      soap.Code = "cwmp-fault-code-form"      // FaultCode is not a number of four digits
	FaultCodeUnknown   soap.Code = "cwmp-fault-code-unknown"   // a number that neither Table 87 nor Table 88 lists
	FaultStringMissing soap.Code = "cwmp-fault-string-missing" // no FaultString; the text lists it, the schema has it optional
)
