package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// The values that the schema gives no range by a type of its own: what it has
// as int, the rest being unsignedInt.
var ints = map[string]bool{"Status": true, "Notification": true, "State": true, "Mode": true, "IsTransferable": true}

// Left out on purpose: cwmp-value-enum of AccessList, whose entities a vendor
// may add to; cwmp-datetime-not-utc of a parameter's value, which its
// definition may want so; type names that fit the text and are not the data
// model's (the actual type can be read as that of the text).
func init() {
	add(
		defects("type-attributes", "every Value has a type attribute that names its actual type",
			breach{codes: []soap.Code{cwmp.TypeMissing}, breaks: []string{"3.5-3", "3.5-4", "A.2.1-25", "A.2.1-26"}, want: "a type attribute, as the element is of type anySimpleType"},
			breach{codes: []soap.Code{cwmp.TypeAttrSpace}, where: plainType, breaks: []string{"3.5-3", "3.5-4", "A.2.1-25", "A.2.1-26", "A.2.1-28"}, want: "a type attribute in the namespace " + soap.NSXSI},
			breach{codes: []soap.Code{cwmp.TypeAttrSpace}, where: oldType, breaks: []string{"3.5-51"}, want: "a type attribute in the namespace " + soap.NSXSI},
			breach{codes: []soap.Code{cwmp.TypeAttrSpace}, where: oldTypeOfValue, breaks: []string{"A.2.1-28"}, want: "a type attribute in the namespace " + soap.NSXSI},
			breach{codes: []soap.Code{cwmp.TypePrefix, cwmp.TypeUnprefixed}, where: flaw.inValue, breaks: []string{"3.5-3", "3.5-4", "A.2.1-28"},
				want: "a type whose prefix is bound to the XML Schema or the SOAP encoding namespace"},
			breach{codes: []soap.Code{cwmp.TypeUndefined}, where: flaw.inValue, breaks: []string{"3.5-3", "3.5-4", "A.2.1-27"}, want: "a simple type that exists"},
			breach{codes: []soap.Code{cwmp.TypeComplex}, breaks: []string{"A.2.1-27"}, want: "a simple type"},
			breach{codes: []soap.Code{cwmp.TypeSpace}, where: flaw.inValue, breaks: []string{"A.2.1-28"}, want: "a type of the XML Schema or the SOAP encoding namespace"},
			breach{codes: []soap.Code{cwmp.TypeSpaceYear}, breaks: []string{"3.5-52"}, want: "the namespace " + soap.NSXSD},
			breach{codes: []soap.Code{cwmp.TypeSpaceYear}, where: flaw.inValue, breaks: []string{"A.2.1-28"}, want: "the namespace " + soap.NSXSD},
		),
		defects("type-attributes-of-arguments", "an element of a type that the schema names has that type or none, any other has none",
			breach{codes: []soap.Code{cwmp.TypeUnexpected}, breaks: []string{"3.5-6"}, want: "no type attribute where the schema names no data type"},
			breach{codes: []soap.Code{cwmp.TypeWrong, cwmp.TypeSOAPArray}, breaks: []string{"3.5-7"}, want: "the data type that the schema names"},
			breach{codes: []soap.Code{cwmp.TypePrefix, cwmp.TypeUnprefixed, cwmp.TypeUndefined}, where: typeOfArgument, breaks: []string{"3.5-7"}, want: "the data type that the schema names"},
		),
		defects("type-values", "the text of a Value is one of its type",
			breach{codes: []soap.Code{cwmp.ValueBoolean, cwmp.ValueInteger, cwmp.ValueLexical, cwmp.ValueBase64, cwmp.ValueHex, cwmp.DateTimeForm}, where: flaw.inValue,
				breaks: []string{"A.2.1-27"}, want: "text that is a value of the type"},
			breach{codes: []soap.Code{cwmp.DateTimeForm}, where: flaw.inValue, breaks: []string{"A.2.1-14"}, want: "YYYY-MM-DDThh:mm:ss with a time zone"},
			breach{codes: []soap.Code{cwmp.ValueBase64}, where: flaw.inValue, breaks: []string{"A.2.1-23"}, want: "Base64 text"},
		),
		defects("type-arguments", "the text of an argument is one of its type",
			breach{codes: []soap.Code{cwmp.ValueBoolean}, where: plainArgument, breaks: withSchema("A.2.1-10"), want: "0, 1, true or false"},
			breach{codes: []soap.Code{cwmp.ValueInteger}, where: signed, breaks: withSchema("A.2.1-6"), want: "an integer from -2147483648 to 2147483647"},
			breach{codes: []soap.Code{cwmp.ValueInteger}, where: unsigned, breaks: withSchema("A.2.1-8"), want: "an integer from 0 to 4294967295"},
			breach{codes: []soap.Code{cwmp.ValueRange}, where: rangedInt, breaks: withSchema("A.2.1-7"), want: "a value of the argument's range"},
			breach{codes: []soap.Code{cwmp.ValueRange}, where: rangedUnsigned, breaks: withSchema("A.2.1-9"), want: "a value of the argument's range"},
			breach{codes: []soap.Code{cwmp.ValueRange}, where: named("FaultCode"), breaks: withSchema("A.5.1-1"), want: "0 or a fault code of Table 87"},
			breach{codes: []soap.Code{cwmp.ValueEnum}, where: listed, breaks: withSchema("A.2.1-2"), want: "one of the listed strings"},
			breach{codes: []soap.Code{cwmp.ValueUUID}, where: filled, breaks: schema, want: "a UUID"},
			breach{codes: []soap.Code{cwmp.ValueBase64}, where: plainArgument, breaks: withSchema("A.2.1-23"), want: "Base64 text"},
			breach{codes: []soap.Code{cwmp.StringTooLong}, where: argument, breaks: withSchema("A.2.1-1"), want: "no more characters than the argument's maximum"},
			breach{codes: []soap.Code{cwmp.StringTooLong}, where: methodName, breaks: []string{"A.3.1.1-18"}, want: "a name of at most 64 characters"},
			breach{codes: []soap.Code{cwmp.DateTimeForm}, where: plainArgument, breaks: withSchema("A.2.1-14"), want: "YYYY-MM-DDThh:mm:ss with a time zone"},
		),
	)
}

func decimal(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// plainType: the attribute has no prefix, so there is no type attribute of XML
// Schema at all; anywhere else than on a Value it is just an unknown attribute.
func plainType(f flaw) bool      { return f.inValue() && f.Got == "" }
func oldType(f flaw) bool        { return f.Got != "" }
func oldTypeOfValue(f flaw) bool { return f.inValue() && f.Got != "" }

// typeOfArgument: on an element that is neither a Value nor an array whose
// arrayType is meant.
func typeOfArgument(f flaw) bool { return !f.inValue() && !f.inHeader() && !onArray(f) }

func plainArgument(f flaw) bool { return argument(f) && !f.inValue() }

func signed(f flaw) bool   { return plainArgument(f) && f.Want == "int" }
func unsigned(f flaw) bool { return plainArgument(f) && f.Want == "unsignedInt" }

// rangedInt and rangedUnsigned: State is an int in a queued transfer, an
// unsignedInt in an option.
func rangedInt(f flaw) bool {
	return f.Element != nil && ints[f.Element.Local] && !(f.Parent != nil && f.Parent.Local == "OptionStruct" && f.Element.Local == "State")
}
func rangedUnsigned(f flaw) bool {
	return f.Element != nil && !rangedInt(f) && f.Element.Local != "FaultCode"
}

// listed: AccessList may hold entities of a vendor.
func listed(f flaw) bool { return f.Parent == nil || f.Parent.Local != "AccessList" }

// filled: a result with a fault may have no UUID to name, or one whose form is
// the fault (see AMBIGUOUS A.4.2.3).
func filled(f flaw) bool {
	return f.Got != "" && !(f.Parent != nil && f.Parent.Local == "Results" && childText(f.Parent, "Fault", "FaultCode") == "9022")
}

// childText is the text of an element found by local names, "" if there is none.
func childText(e *soap.Element, names ...string) string {
	for _, name := range names {
		i := slices.IndexFunc(e.Children, func(c *soap.Element) bool { return c.Local == name })
		if i < 0 {
			return ""
		}
		e = e.Children[i]
	}
	return strings.TrimSpace(e.Text)
}

func methodName(f flaw) bool { return f.Parent != nil && f.Parent.Local == "MethodList" }
