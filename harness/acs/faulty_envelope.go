package acs

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// swap replaces text in the messages with these names, in all if none is named.
func swap(old, new string, names ...string) mutation {
	return mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return bytes.ReplaceAll(b, []byte(old), []byte(new))
	}}
}

// rewrite is swap with a regular expression.
func rewrite(old, new string, names ...string) mutation {
	form := regexp.MustCompile(old)
	return mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if len(names) > 0 && !slices.Contains(names, name) {
			return b
		}
		return form.ReplaceAll(b, []byte(new))
	}}
}

// header is a mutation of the header of the messages with these names, of all if none is named.
func header(change func(*Session, *cwmp.Header), names ...string) mutation {
	return mutation{Message: func(sess *Session, name string, h *cwmp.Header, _ any) {
		if len(names) == 0 || slices.Contains(names, name) {
			change(sess, h)
		}
	}}
}

const (
	informResponse  = "InformResponse"
	methodsResponse = "GetRPCMethodsResponse"
	setValues       = "SetParameterValues"
	getValues       = "GetParameterValues"
	getNames        = "GetParameterNames"
)

// Faults in XML and SOAP.
var (
	_ = mutate("acs-max-envelopes-2", rewrite(`(<MaxEnvelopes>)1`, "${1}2", informResponse))
	_ = mutate("acs-max-envelopes-missing", rewrite(`<MaxEnvelopes>1</MaxEnvelopes>`, "", informResponse))
	// XML
	_ = mutate("acs-xml-latin-1", rewrite(`$`, "<!-- f\xfcr das CPE -->", getValues))
	_ = mutate("acs-xml-prefix-undeclared", swap(` xmlns:xsi="`+soap.NSXSI+`"`, "", setValues))
	_ = mutate("acs-xml-declaration-late", swap("<?xml", "\r\n<?xml", informResponse))
	_ = mutate("acs-soap-processing-instruction", swap("<soapenv:Envelope", `<?acs build="7"?><soapenv:Envelope`, getNames))
	// SOAP
	_ = mutate("acs-soap-1.2", swap(soap.NSEnvelope, "http://www.w3.org/2003/05/soap-envelope", getNames))
	_ = mutate("acs-encoding-1.2", swap(soap.NSEncoding, "http://www.w3.org/2003/05/soap-encoding", getValues))
	_ = mutate("acs-two-bodies", swap("</soapenv:Body>", "</soapenv:Body><soapenv:Body></soapenv:Body>", "Reboot"))
	_ = mutate("acs-response-misnamed", swap(methodsResponse, "GetRPCMethodsReply", methodsResponse))
	_ = mutate("acs-rpc-unqualified", swap("cwmp:"+getValues, getValues, getValues))
	_ = mutate("acs-header-unqualified", swap("cwmp:ID", "ID", getValues))
	_ = mutate("acs-rpc-namespace-invented", swap(cwmp.NS12, "urn:dslforum-org:cwmp-1-4", "Download"))
	_ = mutate("acs-arguments-qualified", rewrite(`(</?)(ParameterPath|NextLevel)`, "${1}cwmp:${2}", getNames))
	// Types
	_ = mutate("acs-value-type-missing", rewrite(` xsi:type="[^"]*"`, "", setValues))
	_ = mutate("acs-value-type-old-instance", swap(soap.NSXSI, "http://www.w3.org/1999/XMLSchema-instance", setValues))
	_ = mutate("acs-value-type-old-schema", swap(`"`+soap.NSXSD+`"`, `"http://www.w3.org/1999/XMLSchema"`, setValues))
	_ = mutate("acs-value-type-invented", swap(`xsi:type="xsd:string"`, `xsi:type="xsd:text"`, setValues))
	_ = mutate("acs-value-type-foreign", rewrite(`xmlns:xsd="[^"]*"`, `xmlns:xsd="urn:acs:types"`, setValues))
	_ = mutate("acs-value-not-of-type", rewrite(`(xsi:type="xsd:boolean">)[^<]*`, "${1}enabled", setValues))
	_ = mutate("acs-name-typed", swap(`<Name>`, `<Name xsi:type="xsd:string">`, setValues))
	_ = mutate("acs-list-typed", swap(`<ParameterList `, `<ParameterList xsi:type="soapenc:Array" `, setValues))
	_ = mutate("acs-named-type-given", rewrite(`<ParameterValueStruct>`, `<ParameterValueStruct xsi:type="cwmp:ParameterValueStruct">`, setValues))
	// Arrays
	_ = mutate("acs-array-misnamed", rewrite(`(</?)ParameterNames`, "${1}Names", getValues))
	_ = mutate("acs-array-member-misnamed", swap("ParameterValueStruct>", "item>", setValues))
	_ = mutate("acs-array-member-qualified", rewrite(`(</?)ParameterValueStruct`, "${1}cwmp:ParameterValueStruct", setValues))
	_ = mutate("acs-array-type-missing", rewrite(` soapenc:arrayType="[^"]*"`, "", getValues))
	_ = mutate("acs-array-type-unprefixed", swap(`arrayType="xsd:string`, `arrayType="string`, getValues))
	_ = mutate("acs-array-type-namespace", swap(`arrayType="cwmp:`, `arrayType="xsd:`, setValues))
	_ = mutate("acs-array-count-short", rewrite(`(arrayType="xsd:string)\[\d+\]`, "${1}[0]", getValues))
	_ = mutate("acs-array-count-long", rewrite(`(arrayType="xsd:string)\[\d+\]`, "${1}[999]", getValues))
	// Schema
	_ = mutate("acs-element-order", rewrite(`(?s)(<ParameterPath>.*</ParameterPath>\s*)(<NextLevel>.*</NextLevel>)`, "$2$1", getNames))
	_ = mutate("acs-element-unknown", swap("<NextLevel>", "<Depth>1</Depth><NextLevel>", getNames))
)

// Varieties in the spelling of an envelope.
var (
	_ = mutate("acs-spelling-prefixes", mutation{Style: func(_ *Session, _ string, style *cwmp.Style) {
		style.Env, style.Enc, style.XSD, style.XSI, style.CWMP = "SOAP-ENV", "SOAP-ENC", "xs", "i", "n1"
	}})
	_ = mutate("acs-spelling-no-declaration", mutation{Style: func(_ *Session, _ string, style *cwmp.Style) { style.NoDecl = true }})
	_ = mutate("acs-spelling-quotes", rewrite(`="([^"]*)"`, `='$1'`))
	_ = mutate("acs-spelling-comments", swap("<soapenv:Body>", "<!-- begin --><soapenv:Body><!-- of the message -->"))
	_ = mutate("acs-no-header-in-requests", mutation{Bytes: func(_ *Session, name string, b []byte) []byte {
		if name == getValues || name == getNames {
			return regexp.MustCompile(`(?s)<soapenv:Header>.*</soapenv:Header>\s*`).ReplaceAll(b, nil)
		}
		return b
	}})
)
