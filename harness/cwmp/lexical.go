package cwmp

import (
	"encoding/base64"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// simpleTypes are the built-in simple types of XML Schema. Lists and the types
// that hold any text are checked no further than that.
var simpleTypes = set(`string boolean decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth
	hexBinary base64Binary anyURI QName NOTATION normalizedString token language IDREFS ENTITIES NMTOKEN NMTOKENS Name NCName
	ID IDREF ENTITY integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong
	unsignedInt unsignedShort unsignedByte positiveInteger anySimpleType`)

// cwmpSimpleTypes are the named simple types of the CWMP schemas, with the built-in behind them.
var cwmpSimpleTypes = map[string]string{
	"CommandKeyType": "string", "ObjectNameType": "string", "ParameterKeyType": "string", "EventCodeType": "string",
	"TransferFileType": "string", "DownloadFileType": "string", "UploadFileType": "string", "TimeWindowModeValueType": "string",
	"AccessListValueType": "string", "ParameterAttributeNotificationValueType": "int", "TransferStateType": "int",
	"DeploymentUnitUUID": "string", "DeploymentUnitState": "string", "DefaultDeploymentUnitOperationType": "string",
	"DeploymentUnitOperationType": "string", "CPEFaultCodeType": "unsignedInt", "CPEExtensionFaultCodeType": "unsignedInt",
	"CPEVendorFaultCodeType": "unsignedInt", "ACSFaultCodeType": "unsignedInt", "ACSVendorFaultCodeType": "unsignedInt",
	"TransferCompleteCPEFaultCodeType": "unsignedInt", "DeploymentUnitCPEFaultCodeType": "unsignedInt", "FaultCodeType": "unsignedInt",
}

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

// ranges are the integer types with their limits; an empty limit is none.
var ranges = map[string][2]string{
	"integer": {"", ""}, "nonPositiveInteger": {"", "0"}, "negativeInteger": {"", "-1"},
	"nonNegativeInteger": {"0", ""}, "positiveInteger": {"1", ""},
	"long": {"-9223372036854775808", "9223372036854775807"}, "int": {"-2147483648", "2147483647"},
	"short": {"-32768", "32767"}, "byte": {"-128", "127"},
	"unsignedLong": {"0", "18446744073709551615"}, "unsignedInt": {"0", "4294967295"},
	"unsignedShort": {"0", "65535"}, "unsignedByte": {"0", "255"},
}

var (
	decimalForm  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)
	floatForm    = regexp.MustCompile(`^([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN)$`)
	durationForm = regexp.MustCompile(`^-?P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$`)
	zoneForm     = `(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?$`
	dateForms    = map[string]*regexp.Regexp{
		"date":       regexp.MustCompile(`^-?[0-9]{4,}-[0-1][0-9]-[0-3][0-9]` + zoneForm),
		"time":       regexp.MustCompile(`^([0-1][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?` + zoneForm),
		"gYearMonth": regexp.MustCompile(`^-?[0-9]{4,}-[0-1][0-9]` + zoneForm),
		"gYear":      regexp.MustCompile(`^-?[0-9]{4,}` + zoneForm),
		"gMonthDay":  regexp.MustCompile(`^--[0-1][0-9]-[0-3][0-9]` + zoneForm),
		"gDay":       regexp.MustCompile(`^---[0-3][0-9]` + zoneForm),
		"gMonth":     regexp.MustCompile(`^--[0-1][0-9]` + zoneForm),
	}
	uuidForm = regexp.MustCompile(`^[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$`)
)

// CheckLexical says whether text is a lexical form of the XML Schema or SOAP
// encoding type with that local name. White space around it is dropped first
// where XML Schema does so. The code is empty if it is, or if the type holds
// any text. A dateTime is checked for its form alone.
func CheckLexical(typ, text string) (code soap.Code, why string) {
	s := strings.Trim(text, " \t\r\n")
	if limits, ok := ranges[typ]; ok {
		return checkInteger(typ, s, limits)
	}
	ok := true
	switch typ {
	case "boolean":
		if s != "0" && s != "1" && s != "true" && s != "false" {
			return ValueBoolean, fmt.Sprintf("%q is no boolean; it has to be 0, 1, true or false", s)
		}
	case "dateTime":
		if _, err := DateTime(s).Parse(); err != nil {
			return DateTimeForm, err.Error()
		}
	case "base64Binary", "base64":
		// XML Schema allows white space between the characters.
		if _, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), "")); err != nil {
			return ValueBase64, "the text is no base64"
		}
	case "hexBinary":
		if len(s)%2 != 0 || strings.Trim(s, "0123456789abcdefABCDEF") != "" {
			return ValueHex, fmt.Sprintf("%q is no hexBinary", clip(s))
		}
	case "decimal":
		ok = decimalForm.MatchString(s)
	case "float", "double":
		ok = floatForm.MatchString(s)
	case "duration":
		ok = durationForm.MatchString(s) && !strings.HasSuffix(s, "P") && !strings.HasSuffix(s, "T")
	default:
		if form := dateForms[typ]; form != nil {
			ok = form.MatchString(s)
		}
	}
	if !ok {
		return ValueLexical, fmt.Sprintf("%q is no %s", clip(s), typ)
	}
	return "", ""
}

func checkInteger(typ, s string, limits [2]string) (soap.Code, string) {
	d := strings.TrimPrefix(s, "-")
	if d == s {
		d = strings.TrimPrefix(s, "+")
	}
	if d == "" || strings.Trim(d, "0123456789") != "" {
		return ValueInteger, fmt.Sprintf("%q is no integer, so no %s", clip(s), typ)
	}
	if len(d) <= 9 && limits[0] != "0" && limits[0] != "1" && len(limits[1]) >= 10 || len(d) <= 9 && d == s && len(limits[1]) >= 10 && limits[0] == "0" {
		return "", ""
	}
	outside := func() (soap.Code, string) {
		return ValueInteger, fmt.Sprintf("%s is outside the range of %s", clip(s), typ)
	}
	if d = strings.TrimLeft(d, "0"); len(d) > 20 {
		// Longer than any limit; its sign decides.
		if s[0] == '-' && limits[0] != "" || s[0] != '-' && limits[1] != "" {
			return outside()
		}
		return "", ""
	}
	n, _ := new(big.Int).SetString("0"+d, 10)
	if s[0] == '-' {
		n.Neg(n)
	}
	for i, l := range limits {
		if l == "" {
			continue
		}
		limit, _ := new(big.Int).SetString(l, 10)
		if c := n.Cmp(limit); i == 0 && c < 0 || i == 1 && c > 0 {
			return outside()
		}
	}
	return "", ""
}

// number reads an integer that CheckLexical has found to be one of 64 bits.
func number(text string) int64 {
	n, _ := strconv.ParseInt(strings.TrimPrefix(strings.Trim(text, " \t\r\n"), "+"), 10, 64)
	return n
}

// clip shortens a text for a message.
func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
