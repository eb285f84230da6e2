package cpe

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// swap replaces text in the messages with these names, in all if none is named.
func swap(old, new string, names ...string) mutation {
	return mutation{Bytes: func(name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return bytes.ReplaceAll(b, []byte(old), []byte(new))
	}}
}

// rewrite is swap with a regular expression.
func rewrite(old, new string, names ...string) mutation {
	form := regexp.MustCompile(old)
	return mutation{Bytes: func(name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return form.ReplaceAll(b, []byte(new))
	}}
}

const (
	valuesResponse = "GetParameterValuesResponse"
	namesResponse  = "GetParameterNamesResponse"
)

// nested is the start or end tag of an element in no namespace.
const nested = `(</?)([A-Z][A-Za-z]*)( |>)`

// Faults in XML and SOAP.
var (
	// XML
	_ = mutate("xml-control-character", rewrite(`(<Name>[^<]*DeviceInfo\.Description</Name>\s*<Value[^>]*>)`, "${1}log\x02", valuesResponse))
	_ = mutate("xml-latin-1", rewrite(`$`, "<!-- f\xfcr den ACS -->", "Fault"))
	_ = mutate("xml-prefix-undeclared", swap(` xmlns:xsi="`+soap.NSXSI+`"`, "", valuesResponse))
	_ = mutate("xml-trailing-nul", rewrite(`$`, "\x00", "GetParameterAttributesResponse"))
	_ = mutate("xml-declaration-late", swap("<?xml", "\r\n<?xml", "Fault"))
	_ = mutate("soap-processing-instruction", swap("<soapenv:Envelope", `<?firmware build="7"?><soapenv:Envelope`, namesResponse))
	// SOAP
	_ = mutate("soap-1.2", swap(soap.NSEnvelope, "http://www.w3.org/2003/05/soap-envelope", "Fault"))
	_ = mutate("soap-two-bodies", swap("</soapenv:Body>", "</soapenv:Body><soapenv:Body></soapenv:Body>", "SetParameterValuesResponse"))
	_ = mutate("soap-header-last", rewrite(`(?s)(<soapenv:Header>.*</soapenv:Header>)(.*)(</soapenv:Envelope>)`, "$2$1$3", "Fault"))
	_ = mutate("id-must-understand-true", swap(`ID soapenv:mustUnderstand="1"`, `ID soapenv:mustUnderstand="true"`))
	_ = mutate("id-must-understand-foreign", swap(`ID soapenv:mustUnderstand`, `ID soapenc:mustUnderstand`))
	_ = mutate("id-must-understand-0", swap(`ID soapenv:mustUnderstand="1"`, `ID soapenv:mustUnderstand="0"`))
	_ = mutate("session-timeout-must-understand", swap(`SessionTimeout soapenv:mustUnderstand="0"`, `SessionTimeout soapenv:mustUnderstand="1"`))
	_ = mutate("session-timeout-small", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if h.SessionTimeout != nil {
			*h.SessionTimeout = 10
		}
	}})
	_ = mutate("session-timeout-everywhere", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		h.SessionTimeout = new(uint32)
		*h.SessionTimeout = 60
	}})
	_ = mutate("supported-versions-must-understand", swap(`SupportedCWMPVersions soapenv:mustUnderstand="0"`, `SupportedCWMPVersions soapenv:mustUnderstand="1"`))
	_ = mutate("supported-versions-form", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if h.SupportedCWMPVersions != nil {
			h.SupportedCWMPVersions = append(slices.Clone(h.SupportedCWMPVersions), "")
		}
	}})
	_ = mutate("supported-versions-everywhere", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		h.SupportedCWMPVersions = s.c.versions()
	}})
	_ = mutate("supported-versions-of-old-device", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if name == "Inform" {
			h.SupportedCWMPVersions = s.c.versions()
		}
	}})
	_ = mutate("hold-requests-sent", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		h.HoldRequests = new(bool)
	}})
	_ = mutate("use-version-sent", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if name != "Inform" {
			h.UseCWMPVersion = &s.version
		}
	}})
	// Names and namespaces
	_ = mutate("rpc-unqualified", swap("cwmp:"+valuesResponse, valuesResponse, valuesResponse))
	_ = mutate("header-unqualified", swap("cwmp:ID", "ID", valuesResponse))
	_ = mutate("rpc-namespace-invented", swap(cwmp.NS12, "urn:dslforum-org:cwmp-1-4", "GetParameterAttributesResponse"))
	_ = mutate("arguments-qualified", rewrite(nested, "${1}cwmp:${2}${3}", "SetParameterValuesResponse"))
	_ = mutate("response-misnamed", swap("DeleteObjectResponse", "DeleteObjectReply", "DeleteObjectResponse"))
	// Arrays
	_ = mutate("array-type-missing", rewrite(` soapenc:arrayType="[^"]*"`, "", valuesResponse))
	_ = mutate("array-type-unqualified", swap(" soapenc:arrayType=", " arrayType=", valuesResponse))
	_ = mutate("array-type-namespace", swap(`arrayType="cwmp:`, `arrayType="xsd:`, valuesResponse))
	_ = mutate("array-type-unprefixed", swap(`arrayType="xsd:string`, `arrayType="string`))
	_ = mutate("array-type-misnamed", swap(`arrayType="cwmp:ParameterValueStruct`, `arrayType="cwmp:ParameterValue`))
	_ = mutate("array-member-misnamed", swap("ParameterInfoStruct>", "item>", namesResponse))
	_ = mutate("array-member-qualified", rewrite(`(</?)(ParameterValueStruct>)`, "${1}cwmp:${2}", valuesResponse))
	_ = mutate("units-state-unlisted", rewrite(`<CurrentState>[^<]*<`, "<CurrentState>Running<", "DUStateChangeComplete"))
	_ = mutate("array-misnamed", swap("TransferList", "Transfers", "GetAllQueuedTransfersResponse"))
	_ = mutate("array-count-short", rewrite(`(arrayType="cwmp:ParameterValueStruct)\[\d+\]`, "${1}[0]", valuesResponse))
	// Schema
	_ = mutate("element-order", rewrite(`(?s)(<Name>[^<]*</Name>\s*)(<Writable>[^<]*</Writable>)`, "$2$1", namesResponse))
	_ = mutate("element-missing", rewrite(`<Status>[^<]*</Status>`, "", "SetParameterValuesResponse"))
	_ = mutate("element-unknown", swap("<Writable>", "<Access>RW</Access><Writable>", namesResponse))
)

// Varieties in the spelling of an envelope.
var (
	_ = mutate("spelling-no-declaration", mutation{Style: func(s *session, name string, style *cwmp.Style) { style.NoDecl = true }})
	_ = mutate("spelling-prefixes", mutation{Style: func(s *session, name string, style *cwmp.Style) {
		style.Env, style.Enc, style.XSD, style.XSI, style.CWMP = "SOAP-ENV", "SOAP-ENC", "xs", "i", "n1"
	}})
	_ = mutate("spelling-default-namespace", mutation{Bytes: func(name string, b []byte) []byte {
		// SOAP's own elements without a prefix; an empty xmlns takes the rest out again.
		form := regexp.MustCompile(`<(/?)soapenv:(Envelope|Header|Body|Fault)( xmlns:soapenv="[^"]*")?`)
		b = form.ReplaceAll(b, []byte(`<$1$2$3`))
		b = bytes.Replace(b, []byte("<Envelope"), []byte(`<Envelope xmlns="`+soap.NSEnvelope+`"`), 1)
		b = regexp.MustCompile(`(<cwmp:\w+)(>|/>| )`).ReplaceAll(b, []byte(`$1 xmlns=""$2`))
		return regexp.MustCompile(`<(faultcode|faultstring|detail)>`).ReplaceAll(b, []byte(`<$1 xmlns="">`))
	}})
	_ = mutate("spelling-quotes", rewrite(`="([^"]*)"`, `='$1'`))
	_ = mutate("spelling-comments", swap("<soapenv:Body>", "<!-- begin --><soapenv:Body><!-- of the message -->"))
	_ = mutate("spelling-cdata", rewrite(`(<Name>)([^<]*)(</Name>)`, "$1<![CDATA[$2]]>$3"))
	_ = mutate("spelling-type-of-named", rewrite(`<(ParameterValueStruct|EventStruct)>`, `<$1 xsi:type="cwmp:$1">`))
	_ = mutate("spelling-type-of-schema", rewrite(`<(MaxEnvelopes|RetryCount)>`, `<$1 xsi:type="xsd:unsignedInt">`, "Inform"))
	_ = mutate("optional-headers-without-must-understand", rewrite(`((SessionTimeout|SupportedCWMPVersions)) soapenv:mustUnderstand="0"`, "$1"))
	_ = mutate("supported-versions-blanks", swap("1.0,1.1,1.2,1.3,1.4", "1.4, 1.3, 1.2, 1.1, 1.0"))
	_ = mutate("supported-versions-newer", swap("1.2,1.3,1.4", "1.2,1.3,1.4,1.5"))
	_ = mutate("supported-versions-newest-only", swap("1.0,1.1,1.2,1.3,1.4", "1.4"))
	_ = mutate("response-id-unasked", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if h.ID == nil && strings.HasSuffix(name, "Response") {
			h.ID = new("0")
		}
	}})
	_ = mutate("units-fault-string-missing", rewrite(`<FaultString>[^<]*</FaultString>|<FaultString/>`, "", "DUStateChangeComplete"))
	_ = mutate("array-count-long", rewrite(`(arrayType="cwmp:ParameterInfoStruct)\[\d+\]`, "${1}[999]", namesResponse))
)
