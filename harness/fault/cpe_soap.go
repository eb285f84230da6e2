package fault

// wrong lists the rows for what XML and SOAP 1.1 forbid and TR-069 has no row of its own for.
var wrong = []string{"2.1-1", "3-1"}

// notSchema lists the rows that every departure from the CWMP schema breaks, with more.
func notSchema(ids ...string) []string { return append(ids, "A.2.3-3", "A.6-1") }

// Faults of the reference CPE in XML and SOAP.
func init() {
	register(CPE,
		// XML
		Fault{ID: "xml-control-character", Title: "a text from a log holds the control character U+0002", Breaks: wrong},
		Fault{ID: "xml-latin-1", Title: "a comment in an envelope that is said to be UTF-8 holds a byte of ISO 8859-1", Breaks: wrong},
		Fault{ID: "xml-prefix-undeclared", Title: "the prefix xsi is used and not declared", Breaks: wrong},
		Fault{ID: "xml-trailing-nul", Title: "the terminating NUL of a string is sent as part of the envelope", Breaks: wrong},
		Fault{ID: "xml-declaration-late", Title: "an empty line stands before the XML declaration", Breaks: wrong},
		Fault{ID: "soap-processing-instruction", Title: "an envelope holds a processing instruction", Breaks: wrong},
		// SOAP
		Fault{ID: "soap-1.2", Title: "a fault is sent in a SOAP 1.2 envelope", Breaks: []string{"3.5-1"}},
		Fault{ID: "soap-two-bodies", Title: "an envelope holds a second, empty Body", Breaks: []string{"3.5-13"}},
		Fault{ID: "soap-header-last", Title: "the Header of a fault stands after the Body", Breaks: wrong},
		Fault{ID: "id-must-understand-true", Title: "mustUnderstand of the ID header is true", Breaks: []string{"2.1-1", "3-1", "3.5-60"}},
		Fault{ID: "id-must-understand-foreign", Title: "mustUnderstand of the ID header is in the SOAP encoding namespace", Breaks: []string{"3.5-60"}},
		Fault{ID: "id-must-understand-0", Title: "mustUnderstand of the ID header is 0", Breaks: []string{"3.5-60"}},
		Fault{ID: "session-timeout-must-understand", Title: "mustUnderstand of the SessionTimeout header is 1", Breaks: []string{"3.5-73"}},
		Fault{ID: "session-timeout-small", Title: "SessionTimeout asks for 10 seconds", Breaks: []string{"3.5-72"}},
		Fault{ID: "session-timeout-everywhere", Title: "every envelope has a SessionTimeout header", Breaks: []string{"3.5-70", "3.7.1.1-8"}},
		Fault{ID: "supported-versions-must-understand", Title: "mustUnderstand of the SupportedCWMPVersions header is 1", Breaks: []string{"3.5-79"}},
		Fault{ID: "supported-versions-form", Title: "SupportedCWMPVersions ends with a comma", Breaks: []string{"3.5-78"}},
		Fault{ID: "supported-versions-everywhere", Title: "every envelope has a SupportedCWMPVersions header", Breaks: []string{"3.5-77", "3.7.1.1-8"}},
		Fault{ID: "supported-versions-of-old-device", Title: "a CWMP 1.3 device sends SupportedCWMPVersions", On: []string{"v1.3"}, Breaks: []string{"3.5-75"}},
		Fault{ID: "hold-requests-sent", Title: "every envelope has a HoldRequests header", Breaks: []string{"3.5-62"}},
		Fault{ID: "use-version-sent", Title: "the device sends UseCWMPVersion back", Breaks: []string{"3.5-82"}},
		// Names and namespaces
		Fault{ID: "rpc-unqualified", Title: "GetParameterValuesResponse is in no namespace", Breaks: []string{"3.5-54", "A.6-1"}},
		Fault{ID: "header-unqualified", Title: "the ID header of a response is in no namespace", Breaks: []string{"3.5-54"}},
		Fault{ID: "rpc-namespace-invented", Title: "a response is in the namespace urn:dslforum-org:cwmp-1-4, which there is not", Breaks: []string{"A.6-6", "3.5-54", "A.6-1"}},
		Fault{ID: "arguments-qualified", Title: "the argument of a response is in the CWMP namespace", Breaks: notSchema("3.5-55")},
		Fault{ID: "response-misnamed", Title: "the response to DeleteObject is called DeleteObjectReply", Breaks: []string{"3.4.1-2", "3.5-12", "3.7.1.2-1", "3.7.1.3-16"}},
		// Arrays
		Fault{ID: "array-type-missing", Title: "an array has no arrayType", Breaks: []string{"3.5-11"}},
		Fault{ID: "array-type-unqualified", Title: "the arrayType attribute is in no namespace", Breaks: []string{"3.5-2"}},
		Fault{ID: "array-type-namespace", Title: "the arrayType of a CWMP type is in the XML Schema namespace", Breaks: []string{"3.5-11"}},
		Fault{ID: "array-type-unprefixed", Title: "the arrayType of an array of strings has no prefix", Breaks: []string{"3.5-11"}},
		Fault{ID: "array-type-misnamed", Title: "the arrayType names ParameterValue, which is no type", Breaks: []string{"A.6-1"}},
		Fault{ID: "array-member-misnamed", Title: "the members of an array are called item", Breaks: notSchema("3.5-9", "A.3.2.3-18")},
		Fault{ID: "array-member-qualified", Title: "the members of an array are in the CWMP namespace", Breaks: notSchema("3.5-10", "3.5-55")},
		Fault{ID: "array-misnamed", Title: "the TransferList of GetAllQueuedTransfersResponse is called Transfers", Breaks: notSchema("3.5-8", "A.4.1.7-3", "A.4.1.7-4")},
		Fault{ID: "array-count-short", Title: "the arrayType of a list of values says that it has none", Breaks: wrong},
		// Schema
		Fault{ID: "element-order", Title: "Writable stands before Name", Breaks: notSchema("A.3.2.3-18")},
		Fault{ID: "element-missing", Title: "SetParameterValuesResponse has no Status", Breaks: notSchema("A.3.2.1-13")},
		Fault{ID: "element-unknown", Title: "a ParameterInfoStruct holds an element that the schema has not", Breaks: notSchema()},
		// Varieties
		Fault{ID: "spelling-no-declaration", Title: "envelopes have no XML declaration"},
		Fault{ID: "spelling-prefixes", Title: "envelopes have other namespace prefixes than usual"},
		Fault{ID: "spelling-default-namespace", Title: "the SOAP envelope namespace is the default one"},
		Fault{ID: "spelling-quotes", Title: "attributes stand in single quotes"},
		Fault{ID: "spelling-comments", Title: "envelopes hold comments"},
		Fault{ID: "spelling-cdata", Title: "names stand in CDATA sections"},
		Fault{ID: "spelling-type-of-named", Title: "members of arrays carry the type that the schema names"},
		Fault{ID: "optional-headers-without-must-understand", Title: "header elements that need not be understood have no mustUnderstand"},
		Fault{ID: "supported-versions-blanks", Title: "SupportedCWMPVersions has blanks after the commas and the highest version first"},
		Fault{ID: "array-count-long", Title: "an array has fewer members than its arrayType says"},
	)
}
