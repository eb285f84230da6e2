package fault

// Faults of the reference CPE in what it answers to methods, and in its faults.
func init() {
	register(CPE,
		// Methods
		Fault{ID: "unknown-method-answered", Title: "a method that nobody defines is answered with an empty response", Breaks: []string{"3.5-49"}},
		Fault{ID: "unknown-method-9001", Title: "a method that nobody defines is refused with 9001", Breaks: []string{"3.5-49", "A.5.1-3"}},
		Fault{ID: "getrpcmethods-unsupported", Title: "GetRPCMethods is not supported", Breaks: []string{"A.3.1-1", "A.3.1.1-2"}},
		Fault{ID: "getrpcmethods-arguments", Title: "GetRPCMethods is refused for want of arguments", Breaks: []string{"A.3.1.1-1", "A.3.1.1-2"}},
		Fault{ID: "method-listed-unsupported", Title: "a method that MethodList names is not supported", Breaks: []string{"A.3.1.1-2"}},
		Fault{ID: "large-request-refused", Title: "a request of more than 16 kilobytes is refused with 9004", Breaks: []string{"3.5-14"}},
		Fault{ID: "large-response-refused", Title: "GetParameterValues of the whole tree is refused with 9004", Breaks: []string{"3.5-15"}},
		Fault{ID: "schema-unchecked", Title: "missing and senseless arguments are taken as zero", Breaks: []string{"A.2.3-1"}},
		Fault{ID: "next-level-word-unknown", Title: "NextLevel true is taken for false", Breaks: []string{"A.2.1-11"}},
		Fault{ID: "boolean-digits-refused", Title: "a boolean parameter cannot be set to 0 or 1", Breaks: []string{"A.2.1-12"}},
		Fault{ID: "names-in-tree-order-only", Title: "names out of order are left out of a response", Breaks: []string{"A.2.1-34"}},
		// MethodList
		Fault{ID: "methods-baseline-missing", Title: "MethodList lacks Reboot", Breaks: []string{"A.3.1.1-4"}},
		Fault{ID: "methods-download-missing", Title: "MethodList lacks Download, which is supported", Claims: []string{"download"}, Breaks: []string{"A.3.1.1-5"}},
		Fault{ID: "methods-unlisted", Title: "MethodList lacks a method that is supported", Breaks: []string{"A.3.1.1-2"}},
		Fault{ID: "methods-vendor-form", Title: "a method of the vendor has no X_ and vendor before it", Breaks: []string{"A.3.1.1-13"}},
		Fault{ID: "methods-oui-lower-case", Title: "the OUI in the name of a method has lower-case digits", Breaks: []string{"A.3.1.1-16"}},
		Fault{ID: "methods-domain-lower-case", Title: "the domain name in the name of a method is in lower case", Breaks: []string{"A.3.1.1-17"}},
		Fault{ID: "methods-name-long", Title: "the name of a method has more than 64 characters", Breaks: notSchema("A.2.1-1", "A.3.1.1-18")},
		Fault{ID: "methods-domain-hyphen", Title: "the domain name in the name of a method has a hyphen for its dot"},
		Fault{ID: "methods-of-acs-listed", Title: "MethodList names a method that the device calls"},
		// The ID
		Fault{ID: "id-number-only", Title: "an ID that is no number comes back as 0", Breaks: []string{"3.5-58", "3.5-59"}},
		// Faults
		Fault{ID: "faultcode-receiver", Title: "faultcode is Receiver", Breaks: []string{"3.5-19"}},
		Fault{ID: "faultcode-cwmp", Title: "faultcode is qualified by the CWMP namespace", Breaks: []string{"3.5-21"}},
		Fault{ID: "faultcode-missing", Title: "a fault has no faultcode", Breaks: []string{"3.5-19"}},
		Fault{ID: "faultstring-missing", Title: "a fault has no faultstring", Breaks: []string{"3.5-23"}},
		Fault{ID: "fault-detail-missing", Title: "the fault to an unknown method has no detail", Breaks: []string{"3.5-24", "3.5-49"}},
		Fault{ID: "fault-struct-unqualified", Title: "the Fault structure is in no namespace", Breaks: []string{"3.5-24", "3.5-54"}},
		Fault{ID: "fault-struct-order", Title: "FaultString stands before FaultCode", Breaks: []string{"3.5-24", "A.6-1"}},
		Fault{ID: "fault-code-missing", Title: "the fault to an unknown method has no FaultCode", Breaks: []string{"3.5-24", "3.5-25", "3.5-49", "A.6-1"}},
		Fault{ID: "fault-code-hexadecimal", Title: "FaultCode is a hexadecimal number", Breaks: []string{"3.5-25", "3.5-49"}},
		Fault{ID: "fault-code-of-acs", Title: "an unknown method is refused with 8000", Breaks: []string{"3.5-25", "3.5-49", "A.5.1-1"}},
		Fault{ID: "fault-code-invented", Title: "an unknown method is refused with 9900", Breaks: []string{"3.5-25", "3.5-49", "A.5.1-1", "A.5.1-3"}},
		Fault{ID: "fault-source-9003", Title: "9003 comes with the faultcode Server", Breaks: []string{"3.5-20", "A.5.1-2", "A.5.1-6"}},
		Fault{ID: "fault-source-9005", Title: "9005 comes with the faultcode Server", Breaks: []string{"3.5-20", "A.5.1-2", "A.5.1-9"}},
		Fault{ID: "fault-source-9009", Title: "9009 comes with the faultcode Client", Breaks: []string{"3.5-20", "A.5.1-2", "A.5.1-13"}},
		Fault{ID: "parameter-fault-elsewhere", Title: "the fault to other methods has a SetParameterValuesFault", Breaks: []string{"3.5-28"}},
		Fault{ID: "parameter-fault-short-name", Title: "SetParameterValuesFault names a parameter without its path", Breaks: []string{"3.5-30"}},
		Fault{ID: "parameter-fault-9004", Title: "a prohibited value is named with 9004", Breaks: []string{"3.5-31", "A.5.1-8", "A.5.1-11"}},
		Fault{ID: "parameter-fault-first-only", Title: "of several parameters in error the first is named", Breaks: []string{"3.5-29"}},
		Fault{ID: "parameter-fault-code-word", Title: "a read-only parameter is named with a word for a code", Breaks: []string{"3.5-31", "A.5.1-12"}},
		// Varieties
		Fault{ID: "fault-strings-missing", Title: "faults have no FaultString"},
		Fault{ID: "fault-source-9000", Title: "9000 comes with the faultcode Client, as in the example of the standard"},
		Fault{ID: "faultcode-qualified", Title: "faultcode is qualified by the envelope's namespace"},
		Fault{ID: "faultstring-longer", Title: "faultstring has more text than CWMP fault"},
		Fault{ID: "parameter-fault-padded", Title: "white space stands around ParameterName in a fault"},
	)
}
