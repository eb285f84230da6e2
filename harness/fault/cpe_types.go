package fault

// Faults of the reference CPE in types and values.
func init() {
	register(CPE,
		// Type attributes
		Fault{ID: "type-attribute-unqualified", Title: "the type attribute of values is in no namespace", Breaks: []string{"3.5-3", "A.2.1-25", "A.2.1-28"}},
		Fault{ID: "type-attribute-1999", Title: "the XML Schema instance namespace is that of 1999", Breaks: []string{"3.5-51", "A.2.1-28"}},
		Fault{ID: "type-namespace-1999", Title: "the XML Schema namespace is that of 1999", Breaks: []string{"3.5-52", "A.2.1-28"}},
		Fault{ID: "type-unprefixed", Title: "the types of values have no prefix", Breaks: []string{"3.5-3", "A.2.1-28"}},
		Fault{ID: "type-undefined", Title: "a value is of the type xsd:json, which there is not", Breaks: []string{"3.5-3", "A.2.1-27"}},
		Fault{ID: "type-foreign", Title: "a value is of a type of a namespace of the vendor", Breaks: []string{"A.2.1-28"}},
		Fault{ID: "type-complex", Title: "a value is of the type xsd:anyType", Breaks: []string{"A.2.1-27"}},
		Fault{ID: "type-on-name", Title: "the Name of a parameter has a type attribute", Breaks: []string{"3.5-6"}},
		Fault{ID: "type-soap-array", Title: "ParameterList is given the type soapenc:Array", Breaks: []string{"3.5-7"}},
		Fault{ID: "type-of-array-member", Title: "the members of ParameterList are given the type of the list", Breaks: []string{"3.5-7"}},
		Fault{ID: "type-xsd-for-cwmp", Title: "MaxEnvelopes is given the type xsd:int", Breaks: []string{"3.5-7"}},
		// Values
		Fault{ID: "value-not-of-type", Title: "a boolean parameter reads Disabled", Breaks: []string{"A.2.1-27"}},
		Fault{ID: "value-integer-with-unit", Title: "UpTime reads as a number with its unit", Breaks: []string{"A.2.1-27"}},
		Fault{ID: "value-time-with-blank", Title: "a dateTime has a blank between date and time", Breaks: []string{"A.2.1-14", "A.2.1-27"}},
		Fault{ID: "value-time-empty", Title: "a dateTime that is not known reads as nothing", Breaks: []string{"A.2.1-14", "A.2.1-20", "A.2.1-27"}},
		Fault{ID: "value-time-no-zone", Title: "a dateTime has no time zone", Breaks: []string{"A.2.1-21"}},
		Fault{ID: "value-time-local", Title: "a dateTime that is defined in UTC has another offset", Breaks: []string{"A.2.1-15", "A.2.1-21"}},
		Fault{ID: "local-time-no-zone", Title: "the local time has no time zone", Breaks: []string{"A.2.1-22"}},
		Fault{ID: "relative-time-with-zone", Title: "a time since boot has a time zone", Breaks: []string{"A.2.1-18"}},
		Fault{ID: "current-time-1970", Title: "the clock begins in 1970 where the time is not known", Breaks: []string{"A.2.1-20"}},
		Fault{ID: "unknown-time-no-zone", Title: "a dateTime that is not known has no Z", Breaks: []string{"A.2.1-20"}},
		Fault{ID: "unknown-time-1970", Title: "a dateTime that is not known reads as the beginning of 1970", Breaks: []string{"A.2.1-20"}},
		Fault{ID: "value-base64-broken", Title: "a value of type base64Binary is no Base64 text", Breaks: []string{"A.2.1-23", "A.2.1-27"}},
		// Arguments
		Fault{ID: "boolean-capital", Title: "Writable is written as False", Breaks: notSchema("A.2.1-10", "A.3.2.3-26")},
		Fault{ID: "status-word", Title: "Status is OK in place of 0", Breaks: notSchema("A.2.1-6", "A.3.2.1-13")},
		Fault{ID: "status-2", Title: "Status is 2", Breaks: notSchema("A.2.1-7", "A.3.2.1-13")},
		Fault{ID: "retry-count-negative", Title: "RetryCount is -1 before any retry", Breaks: notSchema("A.2.1-8")},
		// Varieties
		Fault{ID: "type-of-text", Title: "a number is sent as a string"},
		Fault{ID: "type-soap-encoding", Title: "the types of values are those of the SOAP encoding namespace"},
		Fault{ID: "value-padded", Title: "white space stands around values"},
		Fault{ID: "value-boolean-digit", Title: "boolean parameters read as 0 and 1"},
		Fault{ID: "value-time-fraction", Title: "a dateTime has fractions of a second"},
		Fault{ID: "value-time-zero-offset", Title: "a dateTime has the offset -00:00"},
		Fault{ID: "argument-integer-sign", Title: "an integer has a plus sign and a blank before it"},
	)
}
