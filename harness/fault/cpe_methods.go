package fault

// Faults of the reference CPE in the methods that it supports at all: each lacks
// one that every CPE has (Table 5), though its MethodList names it.
func init() {
	lacks := func(id, method string, breaks ...string) Fault {
		return Fault{ID: id, Title: method + " is answered with fault 9000", Breaks: breaks}
	}
	register(CPE,
		lacks("no-set-values", "SetParameterValues", "3.6-3"),
		lacks("no-get-values", "GetParameterValues", "3.6-5", "A.3.1.1-2"),
		lacks("no-get-names", "GetParameterNames", "3.6-7", "A.3.1.1-2"),
		lacks("no-set-attributes", "SetParameterAttributes", "3.6-9", "A.3.1.1-2"),
		lacks("no-get-attributes", "GetParameterAttributes", "3.6-11", "A.3.1.1-2"),
		lacks("no-add-object", "AddObject", "3.6-13"),
		lacks("no-delete-object", "DeleteObject", "3.6-15"),
		lacks("no-reboot", "Reboot", "3.6-17", "A.3.2.9-1"),
	)
}
