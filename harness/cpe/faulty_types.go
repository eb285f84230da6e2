package cpe

import (
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// values changes each parameter that the device reports.
func values(change func(s *session, p *cwmp.ParameterValueStruct)) mutation {
	return mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		var list []cwmp.ParameterValueStruct
		switch m := body.(type) {
		case *cwmp.Inform:
			list = m.ParameterList
		case *cwmp.GetParameterValuesResponse:
			list = m.ParameterList
		}
		for i := range list {
			change(s, &list[i])
		}
	}}
}

// typed changes the values of one type.
func typed(typ string, change func(v *cwmp.Value)) mutation {
	return values(func(s *session, p *cwmp.ParameterValueStruct) {
		if p.Value.Type == typ {
			change(&p.Value)
		}
	})
}

// parameter changes the value of the parameters whose name ends so.
func parameter(suffix string, change func(v *cwmp.Value)) mutation {
	return values(func(s *session, p *cwmp.ParameterValueStruct) {
		if strings.HasSuffix(p.Name, suffix) {
			change(&p.Value)
		}
	})
}

var utcTime = regexp.MustCompile(`^[1-9].*Z$`)

// Faults in types and values.
var (
	// Type attributes
	_ = mutate("type-attribute-unqualified", swap("<Value xsi:type=", "<Value type=", valuesResponse))
	_ = mutate("type-attribute-1999", swap(soap.NSXSI, "http://www.w3.org/1999/XMLSchema-instance", valuesResponse))
	_ = mutate("type-namespace-1999", swap(`"`+soap.NSXSD+`"`, `"http://www.w3.org/1999/XMLSchema"`, valuesResponse))
	_ = mutate("type-unprefixed", rewrite(`xsi:type="xsd:`, `xsi:type="`, valuesResponse))
	_ = mutate("type-undefined", parameter(".DeviceInfo.ModelName", func(v *cwmp.Value) { v.Type = "json" }))
	_ = mutate("type-foreign", parameter(".DeviceInfo.ModelName", func(v *cwmp.Value) { v.TypeSpace = "urn:example:types" }))
	_ = mutate("type-complex", parameter(".DeviceInfo.ModelName", func(v *cwmp.Value) { v.Type = "anyType" }))
	_ = mutate("type-on-name", swap("<Name>", `<Name xsi:type="xsd:string">`, valuesResponse))
	_ = mutate("type-soap-array", swap("<ParameterList ", `<ParameterList xsi:type="soapenc:Array" `, valuesResponse, "Inform"))
	_ = mutate("type-of-array-member", swap("<ParameterValueStruct>", `<ParameterValueStruct xsi:type="cwmp:ParameterValueList">`, valuesResponse))
	_ = mutate("type-xsd-for-cwmp", swap("<MaxEnvelopes>", `<MaxEnvelopes xsi:type="xsd:int">`, "Inform"))
	// Values
	_ = mutate("value-not-of-type", parameter(".AliasBasedAddressing", func(v *cwmp.Value) { v.Text = "Disabled" }))
	_ = mutate("value-integer-with-unit", parameter(".UpTime", func(v *cwmp.Value) { v.Text += " s" }))
	_ = mutate("value-time-with-blank", parameter(".FirstUseDate", func(v *cwmp.Value) { v.Text = "2024-01-01 00:00:00" }))
	_ = mutate("value-time-empty", parameter(".FirstUseDate", func(v *cwmp.Value) { v.Text = "" }))
	_ = mutate("value-time-no-zone", values(func(s *session, p *cwmp.ParameterValueStruct) {
		if strings.HasSuffix(p.Name, ".PeriodicInformTime") && utcTime.MatchString(p.Value.Text) {
			p.Value.Text = strings.TrimSuffix(p.Value.Text, "Z")
		}
	}))
	_ = mutate("value-time-local", parameter(".FirstUseDate", func(v *cwmp.Value) { v.Text = "2024-01-01T00:00:00+02:00" }))
	_ = mutate("local-time-no-zone", values(func(s *session, p *cwmp.ParameterValueStruct) {
		if strings.HasSuffix(p.Name, ".CurrentLocalTime") && len(p.Value.Text) > 19 {
			p.Value.Text = p.Value.Text[:19]
		}
	}))
	_ = mutate("relative-time-with-zone", parameter(".FirstUseDate", func(v *cwmp.Value) { v.Text = "0001-01-01T00:05:00Z" }))
	_ = mutate("current-time-1970", rewrite(`<CurrentTime>....`, "<CurrentTime>1970", "Inform"))
	_ = mutate("unknown-time-no-zone", typed("dateTime", func(v *cwmp.Value) {
		v.Text = strings.Replace(v.Text, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00", 1)
	}))
	_ = mutate("unknown-time-1970", parameter(".FirstUseDate", func(v *cwmp.Value) { v.Text = "1970-01-01T00:00:00Z" }))
	_ = mutate("value-base64-broken", parameter(".DeviceInfo.ModelName", func(v *cwmp.Value) { v.Type, v.Text = "base64Binary", "a*b" }))
	// Arguments
	_ = mutate("boolean-capital", rewrite(`(ModelName</Name>\s*<Writable>)0<`, `${1}False<`, namesResponse))
	_ = mutate("status-word", rewrite(`<Status>0<`, `<Status>OK<`, "SetParameterValuesResponse"))
	_ = mutate("status-2", rewrite(`<Status>0<`, `<Status>2<`, "SetParameterValuesResponse"))
	_ = mutate("retry-count-negative", rewrite(`<RetryCount>0<`, `<RetryCount>-1<`, "Inform"))
)

// Varieties of types and values.
var (
	_ = mutate("type-of-text", parameter(".UpTime", func(v *cwmp.Value) { v.Type = "string" }))
	_ = mutate("type-soap-encoding", values(func(s *session, p *cwmp.ParameterValueStruct) { p.Value.TypeSpace = soap.NSEncoding }))
	_ = mutate("value-padded", rewrite(`(<Value xsi:type="xsd:(?:boolean|unsignedInt|int|dateTime)">)([^<]*)<`, "$1\n  $2\n<"))
	_ = mutate("value-boolean-digit", typed("boolean", func(v *cwmp.Value) { v.Text = map[string]string{"true": "1", "false": "0"}[v.Text] }))
	_ = mutate("value-time-fraction", typed("dateTime", func(v *cwmp.Value) {
		if utcTime.MatchString(v.Text) {
			v.Text = strings.TrimSuffix(v.Text, "Z") + ".000Z"
		}
	}))
	_ = mutate("value-time-zero-offset", typed("dateTime", func(v *cwmp.Value) {
		if utcTime.MatchString(v.Text) {
			v.Text = strings.TrimSuffix(v.Text, "Z") + "-00:00"
		}
	}))
	_ = mutate("argument-integer-sign", rewrite(`<(MaxEnvelopes|RetryCount)>(\d)`, "<$1> +$2"))
)
