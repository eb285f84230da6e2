package fault

// Faults of the reference ACS in the envelopes it sends.
func init() {
	register(ACS,
		Fault{ID: "acs-max-envelopes-2", Title: "MaxEnvelopes of the InformResponse is 2", Breaks: []string{"A.3.3.1-44"}},
		Fault{ID: "acs-max-envelopes-missing", Title: "the InformResponse is empty", Breaks: []string{"A.2.3-4", "A.3.3.1-44", "A.6-1"}},
		// XML
		Fault{ID: "acs-xml-latin-1", Title: "a comment in the envelope has an umlaut in Latin 1", Breaks: []string{"2.1-1", "3-1"}},
		Fault{ID: "acs-xml-prefix-undeclared", Title: "SetParameterValues uses the prefix xsi without declaring it", Breaks: []string{"2.1-1", "3-1"}},
		Fault{ID: "acs-xml-declaration-late", Title: "a line end stands before the XML declaration", Breaks: []string{"2.1-1", "3-1"}},
		Fault{ID: "acs-soap-processing-instruction", Title: "GetParameterNames holds a processing instruction", Breaks: []string{"2.1-1", "3-1"}},
		// SOAP
		Fault{ID: "acs-soap-1.2", Title: "GetParameterNames comes in an envelope of SOAP 1.2", Breaks: []string{"3.5-1"}},
		Fault{ID: "acs-encoding-1.2", Title: "arrays are in the encoding namespace of SOAP 1.2", Breaks: []string{"3.5-2"}},
		Fault{ID: "acs-two-bodies", Title: "Reboot comes with a second, empty Body", Breaks: []string{"3.5-13"}},
		Fault{ID: "acs-response-misnamed", Title: "GetRPCMethods is answered with GetRPCMethodsReply", Breaks: []string{"3.5-12"}},
		Fault{ID: "acs-rpc-unqualified", Title: "GetParameterValues is in no namespace", Breaks: []string{"3.5-54", "A.6-1"}},
		Fault{ID: "acs-header-unqualified", Title: "ID is in no namespace", Breaks: []string{"3.5-54"}},
		Fault{ID: "acs-rpc-namespace-invented", Title: "Download is in a namespace for CWMP 1.4", Breaks: []string{"3.5-54", "A.6-1", "A.6-6"}},
		Fault{ID: "acs-arguments-qualified", Title: "the arguments of GetParameterNames are in the CWMP namespace", Breaks: []string{"3.5-55", "A.2.3-4", "A.6-1"}},
		// Types
		Fault{ID: "acs-value-type-missing", Title: "values have no type", Breaks: []string{"3.5-4", "A.2.1-26"}},
		Fault{ID: "acs-value-type-old-instance", Title: "the type attribute is in the namespace of 1999", Breaks: []string{"3.5-51", "A.2.1-28"}},
		Fault{ID: "acs-value-type-old-schema", Title: "types are in the XML Schema of 1999", Breaks: []string{"3.5-52", "A.2.1-28"}},
		Fault{ID: "acs-value-type-invented", Title: "strings are of type xsd:text", Breaks: []string{"3.5-4", "A.2.1-27"}},
		Fault{ID: "acs-value-type-foreign", Title: "types are in a namespace of the ACS", Breaks: []string{"A.2.1-28"}},
		Fault{ID: "acs-value-not-of-type", Title: "a boolean is set to enabled", Breaks: []string{"A.2.1-27"}},
		Fault{ID: "acs-name-typed", Title: "names have the type xsd:string", Breaks: []string{"3.5-6"}},
		Fault{ID: "acs-list-typed", Title: "ParameterList has the type Array of SOAP", Breaks: []string{"3.5-7"}},
		Fault{ID: "acs-named-type-given", Title: "members of ParameterList have the type that the schema names"},
		// Arrays
		Fault{ID: "acs-array-misnamed", Title: "ParameterNames is called Names", Breaks: []string{"3.5-8", "A.2.3-4", "A.3.2.2-2", "A.6-1"}},
		Fault{ID: "acs-array-member-misnamed", Title: "members of ParameterList are called item", Breaks: []string{"3.5-9", "A.2.3-4", "A.6-1"}},
		Fault{ID: "acs-array-member-qualified", Title: "members of ParameterList are in the CWMP namespace", Breaks: []string{"3.5-10", "3.5-55", "A.2.3-4", "A.6-1"}},
		Fault{ID: "acs-array-type-missing", Title: "ParameterNames has no arrayType", Breaks: []string{"3.5-11"}},
		Fault{ID: "acs-array-type-unprefixed", Title: "the arrayType of ParameterNames has no prefix", Breaks: []string{"3.5-11"}},
		Fault{ID: "acs-array-type-namespace", Title: "the arrayType of ParameterList is in the XML Schema namespace", Breaks: []string{"3.5-11"}},
		Fault{ID: "acs-array-count-short", Title: "the arrayType says that ParameterNames is empty", Breaks: []string{"2.1-1", "3-1"}},
		Fault{ID: "acs-array-count-long", Title: "the arrayType says more members than there are"},
		// Schema
		Fault{ID: "acs-element-order", Title: "NextLevel stands before ParameterPath", Breaks: []string{"A.2.3-4", "A.6-1"}},
		Fault{ID: "acs-element-unknown", Title: "GetParameterNames has an argument Depth", Breaks: []string{"A.2.3-4", "A.6-1"}},
		// Spelling
		Fault{ID: "acs-spelling-prefixes", Title: "other prefixes are used than is usual"},
		Fault{ID: "acs-spelling-no-declaration", Title: "there is no XML declaration"},
		Fault{ID: "acs-spelling-quotes", Title: "attributes stand in single quotes"},
		Fault{ID: "acs-spelling-comments", Title: "there are comments around the Body"},
		Fault{ID: "acs-no-header-in-requests", Title: "GetParameterValues and GetParameterNames have no SOAP header"},
		// Header elements
		Fault{ID: "acs-id-lost", Title: "GetRPCMethodsResponse has no ID", Breaks: []string{"3.5-58"}},
		Fault{ID: "acs-id-own", Title: "responses have an ID of the ACS", Breaks: []string{"3.5-58"}},
		Fault{ID: "acs-fault-id-own", Title: "faults have an ID of the ACS", Breaks: []string{"3.5-59"}},
		Fault{ID: "acs-id-must-understand-0", Title: "ID has mustUnderstand 0", Breaks: []string{"3.5-60"}},
		Fault{ID: "acs-session-timeout-echoed", Title: "the InformResponse repeats SessionTimeout", Breaks: []string{"3.5-69"}},
		Fault{ID: "acs-supported-versions-echoed", Title: "the InformResponse repeats SupportedCWMPVersions", Breaks: []string{"3.5-76"}},
		Fault{ID: "acs-hold-requests-sent", Title: "every envelope has HoldRequests 0"},
		Fault{ID: "acs-hold-requests-yes", Title: "every envelope has HoldRequests no", Breaks: []string{"3.5-63"}},
		Fault{ID: "acs-hold-requests-must-understand-0", Title: "HoldRequests has mustUnderstand 0", Breaks: []string{"3.5-66"}},
	)
}
