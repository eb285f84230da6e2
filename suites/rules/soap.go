package rules

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// schema are the rows by which the schema of section A.6 binds the body of a
// message. They are broken by anything that the schema does not admit.
var schema = []string{"A.2.3-3", "A.2.3-4", "A.6-1"}

func withSchema(ids ...string) []string { return append(ids, schema...) }

// Left out on purpose: cwmp-header-mustunderstand-absent (SOAP 1.1 reads
// absence as 0), soap-fault-qualified and soap-fault-order (SOAP 1.1 itself
// says neither, only its schema does), cwmp-fault-detail-more (detail may hold
// more than the Fault structure), cwmp-header-unknown and
// cwmp-header-duplicate (no row forbids them).
func init() {
	add(
		defects("soap-qualified-names", "exactly the top-level elements of the CWMP schema are in the CWMP namespace",
			breach{codes: []soap.Code{cwmp.UnqualifiedRPC, cwmp.RPCNamespace, cwmp.UnknownNamespace, cwmp.HeaderNamespace, cwmp.FaultStructSpace},
				breaks: []string{"3.5-54"}, want: "the namespace " + cwmp.NS10 + ", " + cwmp.NS11 + " or " + cwmp.NS12},
			breach{codes: []soap.Code{cwmp.UnqualifiedRPC, cwmp.RPCNamespace, cwmp.UnknownNamespace}, where: notHeader,
				breaks: []string{"A.6-1"}, want: "an element of the CWMP schema"},
			breach{codes: []soap.Code{cwmp.FaultStructSpace}, breaks: []string{"3.5-24"}, want: "a Fault structure of the CWMP schema"},
			breach{codes: []soap.Code{cwmp.QualifiedElement}, breaks: withSchema("3.5-55"), want: "a nested element in no namespace"},
			breach{codes: []soap.Code{cwmp.QualifiedElement}, where: arrayMember, breaks: []string{"3.5-10"}, want: "an array member in no namespace"},
		),
		defects("soap-header-elements", "the header elements of Table 4 have the mustUnderstand value and the form that it gives",
			breach{codes: []soap.Code{cwmp.MustUnderstand}, where: named("ID"), breaks: []string{"3.5-60"}, want: "mustUnderstand 1 in the envelope's namespace"},
			breach{codes: []soap.Code{cwmp.MustUnderstand}, where: named("SessionTimeout"), breaks: []string{"3.5-73"}, want: "mustUnderstand 0"},
			breach{codes: []soap.Code{cwmp.MustUnderstand}, where: named("SupportedCWMPVersions"), breaks: []string{"3.5-79"}, want: "mustUnderstand 0"},
			breach{codes: []soap.Code{cwmp.HeaderValue}, where: named("SessionTimeout"), breaks: []string{"3.5-72"}, want: "an integer of 30 or more"},
			breach{codes: []soap.Code{cwmp.HeaderValue}, where: named("SupportedCWMPVersions"), breaks: []string{"3.5-78"}, want: "CWMP versions separated by commas"},
		),
		defects("soap-arrays", "arrays are written as section 3.5 has them",
			breach{codes: []soap.Code{cwmp.ArrayTypeForm}, where: noBrackets, breaks: stack, want: "a type and the number of members in brackets"},
			breach{codes: []soap.Code{cwmp.ArrayTypeForm}, where: noName, breaks: []string{"3.5-11"}, want: "an arrayType whose prefix is bound to the namespace of the type"},
			breach{codes: []soap.Code{cwmp.ArrayTypeMissing, cwmp.ArrayTypeSpace}, breaks: []string{"3.5-11"},
				want: "an arrayType of the array's data type, its prefix bound to the namespace of that type, with the number of members in brackets"},
			breach{codes: []soap.Code{cwmp.NamespaceMix, cwmp.TypePrefix}, where: onArray, breaks: []string{"3.5-11"}, want: "an arrayType in the CWMP namespace of the message"},
			breach{codes: []soap.Code{cwmp.ArrayTypeName}, breaks: []string{"A.6-1"}, want: "an arrayType that names the data type of the array"},
			breach{codes: []soap.Code{cwmp.ArrayTypeAttrSpace}, breaks: []string{"3.5-2"}, want: "arrayType in the namespace " + soap.NSEncoding},
			breach{codes: []soap.Code{cwmp.ArrayMember}, breaks: withSchema("3.5-9"), want: "members named after the array's data type"},
			breach{codes: []soap.Code{cwmp.UnknownElement}, where: misnamedArray, breaks: []string{"3.5-8"}, want: "an array named after the argument"},
			breach{codes: []soap.Code{cwmp.ArrayCount}, where: moreMembers, breaks: stack, want: "no more members than the arrayType says"},
			breach{codes: []soap.Code{cwmp.ArrayTooLong}, breaks: withSchema("A.2.1-31"), want: "no more members than the argument's maximum"},
		),
		defects("soap-schema", "the body of a message is what the CWMP schema admits",
			breach{codes: []soap.Code{cwmp.MissingElement, cwmp.ElementOrder, cwmp.DuplicateElement, cwmp.UnknownElement, cwmp.TextContent, cwmp.NilElement},
				where: argument, breaks: schema, want: "the elements of the CWMP schema in its order"},
			breach{codes: []soap.Code{cwmp.MissingElement, cwmp.ElementOrder, cwmp.DuplicateElement, cwmp.UnknownElement, cwmp.TextContent, cwmp.ChildContent},
				where: faultStructure, breaks: []string{"3.5-24", "A.6-1"}, want: "a Fault structure as the CWMP schema has it"},
			breach{codes: []soap.Code{cwmp.MissingElement}, where: faultCode, breaks: []string{"3.5-25"}, want: "a FaultCode"},
			breach{codes: []soap.Code{cwmp.ChildContent}, where: argument, breaks: schema, want: "text without elements"},
			breach{codes: []soap.Code{cwmp.MethodNotInVersion}, breaks: []string{"A.6-1"}, want: "a method of the schema of the namespace that it is in"},
		),
	)
}

func notHeader(f flaw) bool { return !f.inHeader() }

// argument: in the arguments of a method, not in a fault.
func argument(f flaw) bool { return f.readable() && !f.inFault() && !f.inHeader() }

// faultStructure: in the Fault structure of a fault.
func faultStructure(f flaw) bool { return f.readable() && f.inFault() && !f.inHeader() }

// faultCode: the FaultCode of the Fault structure itself is missing.
func faultCode(f flaw) bool {
	return faultStructure(f) && f.Want == "FaultCode" && f.Element != nil && f.Element.Local == "Fault"
}

func arrayMember(f flaw) bool { return isArray(f.Parent) }

// onArray: the arrayType itself is meant, not the type attribute of an element.
func onArray(f flaw) bool {
	return isArray(f.Element) && !f.inHeader() && strings.Contains(f.Detail, "arrayType")
}

// noBrackets and noName: SOAP 1.1 lets the count in the brackets be empty.
func noBrackets(f flaw) bool { return !strings.Contains(f.Got, "[") }
func noName(f flaw) bool     { return strings.Contains(f.Got, "[") && !strings.Contains(f.Got, ":") }

// misnamedArray: an array stands where the schema has one of another name.
func misnamedArray(f flaw) bool { return isArray(f.Element) }

// moreMembers: SOAP 1.1 allows an array of which only a part is transmitted, so
// fewer members than announced can be read in two ways; more cannot.
func moreMembers(f flaw) bool {
	if f.Element == nil {
		return false
	}
	for _, a := range f.Element.Attrs {
		_, count, ok := strings.Cut(a.Value, "[")
		if n, number := decimal(strings.TrimSuffix(count, "]")); a.Local == "arrayType" && ok && number {
			return int64(len(f.Element.Children)) > n
		}
	}
	return false
}
