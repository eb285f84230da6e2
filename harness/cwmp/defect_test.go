package cwmp

import (
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

const (
	good = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:n="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="urn:dslforum-org:cwmp-1-2">` +
		`<e:Header><c:ID e:mustUnderstand="1">7</c:ID></e:Header><e:Body><c:Inform><DeviceId><Manufacturer>M</Manufacturer><OUI>00D09E</OUI><ProductClass>P</ProductClass><SerialNumber>S</SerialNumber></DeviceId>` +
		`<Event n:arrayType="c:EventStruct[1]"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct></Event>` +
		`<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2024-01-01T00:00:00+01:00</CurrentTime><RetryCount>0</RetryCount>` +
		`<ParameterList n:arrayType="c:ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.X</Name><Value xsi:type="xsd:unsignedInt">5</Value></ParameterValueStruct></ParameterList>` +
		`</c:Inform></e:Body></e:Envelope>`
	goodFault = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-0"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>CWMP fault</faultstring>` +
		`<detail><c:Fault><FaultCode>9002</FaultCode><FaultString>f</FaultString></c:Fault></detail></e:Fault></e:Body></e:Envelope>`
)

func codes(ds []soap.Defect) string {
	var out []string
	for _, d := range ds {
		out = append(out, string(d.Code))
	}
	return strings.Join(out, " ")
}

func TestDefects(t *testing.T) {
	const pv = `<Value xsi:type="xsd:unsignedInt">5</Value>`
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"<OUI>00D09E</OUI>", "", "cwmp-missing-element"},
		{"<OUI>00D09E</OUI>", "<OUI>00D09E</OUI><OUI>00D09E</OUI>", "cwmp-duplicate-element"},
		{"<MaxEnvelopes>1</MaxEnvelopes>", "", "cwmp-missing-element"},
		{"<Manufacturer>M</Manufacturer><OUI>00D09E</OUI>", "<OUI>00D09E</OUI><Manufacturer>M</Manufacturer>", "cwmp-element-order"},
		{"<RetryCount>", "<Extra/><RetryCount>", "cwmp-unknown-element"},
		{"<RetryCount>0</RetryCount>", "<c:RetryCount>0</c:RetryCount>", "cwmp-qualified-element"},
		{"<DeviceId>", "<DeviceId>text", "cwmp-text-content"},
		{"<OUI>00D09E</OUI>", "<OUI><b/></OUI>", "cwmp-child-content"},
		{"<OUI>", `<OUI xsi:nil="true">`, "cwmp-nil-element"},
		{"c:Inform>", "Inform>", "cwmp-unqualified-rpc"},
		{"cwmp-1-2", "cwmp-1-3", "cwmp-unknown-namespace cwmp-unknown-namespace"},
		{"</c:Inform>", "</c:Inform><c:Reboot/>", "cwmp-many-entries"},
		{`<c:ID e:mustUnderstand="1">`, `<c:ID>`, "cwmp-header-mustunderstand"},
		{`<c:ID e:mustUnderstand="1">`, `<c:ID e:mustUnderstand="0">`, "cwmp-header-mustunderstand"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:ID e:mustUnderstand="1">7</c:ID><c:ID e:mustUnderstand="1">7</c:ID>`, "cwmp-header-duplicate"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<ID e:mustUnderstand="1">7</ID>`, "soap-unqualified-header-block cwmp-header-namespace"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:Id e:mustUnderstand="1">7</c:Id>`, "cwmp-header-unknown"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<o:ID xmlns:o="urn:dslforum-org:cwmp-1-0" e:mustUnderstand="1">7</o:ID>`, "cwmp-namespace-mix"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:SessionTimeout>40</c:SessionTimeout>`, "cwmp-header-mustunderstand-absent"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:SessionTimeout e:mustUnderstand="0">29</c:SessionTimeout>`, "cwmp-header-value"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:HoldRequests e:mustUnderstand="1">yes</c:HoldRequests>`, "cwmp-header-value"},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:HoldRequests e:mustUnderstand="1">false</c:HoldRequests>`, ""},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:SupportedCWMPVersions e:mustUnderstand="0">1.4, 1.0,2.0</c:SupportedCWMPVersions>`, ""},
		{`<c:ID e:mustUnderstand="1">7</c:ID>`, `<c:UseCWMPVersion e:mustUnderstand="1">1.0,1.1</c:UseCWMPVersion>`, "cwmp-header-value"},
		{` n:arrayType="c:EventStruct[1]"`, ``, "cwmp-arraytype-missing"},
		{`n:arrayType="c:EventStruct[1]"`, `arrayType="c:EventStruct[1]"`, "cwmp-arraytype-attribute"},
		{`c:EventStruct[1]`, `c:EventStruct[2]`, "cwmp-array-count"},
		{`c:EventStruct[1]`, `c:EventStruct`, "cwmp-arraytype-form"},
		{`c:EventStruct[1]`, `c:Event[1]`, "cwmp-arraytype-name"},
		{`c:EventStruct[1]`, `xsd:EventStruct[1]`, "cwmp-arraytype-namespace"},
		{`c:EventStruct[1]`, `q:EventStruct[1]`, "cwmp-type-prefix"},
		{`EventStruct>`, `Event>`, "cwmp-array-member"},
		{`<Event n`, `<Event xsi:type="n:Array" n`, "cwmp-type-soap-array"},
		{`<Event n`, `<Event xsi:type="c:EventList" n`, ""},
		{pv, `<Value>5</Value>`, "cwmp-type-missing"},
		{pv, `<Value type="xsd:string">5</Value>`, "cwmp-type-attribute"},
		{pv, `<Value o:type="a" xmlns:o="urn:o" xsi:type="xsd:string">5</Value>`, ""},
		{pv, `<Value xsi:type="xsd:json">5</Value>`, "cwmp-type-undefined"},
		{pv, `<Value xsi:type="q:string">5</Value>`, "cwmp-type-prefix"},
		{pv, `<Value xsi:type="string">5</Value>`, "cwmp-type-unprefixed"},
		{pv, `<Value xsi:type="e:string">5</Value>`, "cwmp-type-namespace"},
		{pv, `<Value xsi:type="xsd:unsignedInt"> 5 </Value>`, ""},
		{pv, `<Value xsi:type="xsd:unsignedInt">-5</Value>`, "cwmp-value-integer"},
		{pv, `<Value xsi:type="xsd:unsignedInt">4294967296</Value>`, "cwmp-value-integer"},
		{pv, `<Value xsi:type="xsd:int">-2147483648</Value>`, ""},
		{pv, `<Value xsi:type="xsd:int">2147483648</Value>`, "cwmp-value-integer"},
		{pv, `<Value xsi:type="xsd:unsignedLong">18446744073709551616</Value>`, "cwmp-value-integer"},
		{pv, `<Value xsi:type="xsd:boolean">TRUE</Value>`, "cwmp-value-boolean"},
		{pv, `<Value xsi:type="xsd:dateTime">0001-01-01T00:00:00Z</Value>`, ""},
		{pv, `<Value xsi:type="xsd:dateTime">0001-01-03T03:04:05</Value>`, ""},
		{pv, `<Value xsi:type="xsd:dateTime">2024-01-03T03:04:05.123-00:00</Value>`, ""},
		{pv, `<Value xsi:type="xsd:dateTime">2024-01-03T03:04:05</Value>`, "cwmp-datetime-no-zone"},
		{pv, `<Value xsi:type="xsd:dateTime">2024-01-03T03:04:05+02:00</Value>`, "cwmp-datetime-not-utc"},
		{pv, `<Value xsi:type="xsd:dateTime">0001-01-03T03:04:05Z</Value>`, "cwmp-datetime-relative"},
		{pv, `<Value xsi:type="xsd:dateTime">2024-02-30T00:00:00Z</Value>`, "cwmp-datetime-form"},
		{pv, `<Value xsi:type="xsd:base64Binary">YWJ</Value>`, "cwmp-value-base64"},
		{pv, `<Value xsi:type="n:base64">YWJj</Value>`, ""},
		{pv, `<Value xsi:type="xsd:hexBinary">abc</Value>`, "cwmp-value-hexbinary"},
		{`<Name>`, `<Name xsi:type="xsd:string">`, "cwmp-type-unexpected"},
		{`<MaxEnvelopes>`, `<MaxEnvelopes xsi:type="xsd:unsignedInt">`, ""},
		{`<MaxEnvelopes>`, `<MaxEnvelopes xsi:type="xsd:int">`, "cwmp-type-wrong"},
		{`<CommandKey>`, `<CommandKey xsi:type="c:CommandKeyType">`, ""},
		{`<CommandKey>`, `<CommandKey>` + strings.Repeat("é", 32), ""},
		{`<CommandKey>`, `<CommandKey>` + strings.Repeat("é", 33), "cwmp-string-too-long"},
		{"2001/XMLSchema\"", "1999/XMLSchema\"", "cwmp-xsd-version"},
		{"2001/XMLSchema-instance", "1999/XMLSchema-instance", "cwmp-type-attribute"},
	} {
		src := strings.ReplaceAll(good, c.from, c.to)
		if c.from == "" {
			src = good
		}
		if got := codes(Decode([]byte(src)).Defects); got != c.want {
			t.Errorf("%s -> %s: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestFaultDefects(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"e:Server", "e:Server", ""},
		{"e:Server", "Server", ""},
		{"e:Server", "Client", "cwmp-faultcode-source"},
		{"e:Server", "c:Server", "cwmp-faultcode-namespace"},
		{"e:Server", "server", "cwmp-faultcode"},
		{">CWMP fault<", ">a CWMP fault: x<", ""},
		{">CWMP fault<", ">fault<", "cwmp-faultstring"},
		{"<detail><c:Fault><FaultCode>9002</FaultCode><FaultString>f</FaultString></c:Fault></detail>", "", "cwmp-fault-no-detail"},
		{"<c:Fault><FaultCode>9002</FaultCode><FaultString>f</FaultString></c:Fault>", "", "cwmp-fault-no-struct"},
		{"c:Fault>", "Fault>", "cwmp-fault-namespace"},
		{"</c:Fault>", "</c:Fault><x/>", "cwmp-fault-detail-more"},
		{"9002", "902", "cwmp-fault-code-form"},
		{"9002", "9100", "cwmp-fault-code-unknown"},
		{"9002", "9800", ""},
		{"<FaultString>f</FaultString>", "", "cwmp-fault-string-missing"},
	} {
		if got := codes(Decode([]byte(strings.ReplaceAll(goodFault, c.from, c.to))).Defects); got != c.want {
			t.Errorf("%s -> %s: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestPathNamesTheParameter(t *testing.T) {
	v := Decode([]byte(strings.Replace(good, ">5<", ">x<", 1)))
	if len(v.Defects) != 1 || v.Defects[0].Path != "/Envelope/Body/Inform/ParameterList/ParameterValueStruct/Value" || !strings.Contains(v.Defects[0].Detail, "Device.X") {
		t.Errorf("%+v", v.Defects)
	}
	if at := strings.Index(good, "<Value"); v.Defects[0].Offset != at {
		t.Errorf("offset %d, want %d", v.Defects[0].Offset, at)
	}
}

func TestEventCodes(t *testing.T) {
	for code, ok := range map[string]bool{"1 BOOT": true, "14 HEARTBEAT": true, "M Reboot": true, "M X_012345_MyMethod": true, "X 012345 MyEvent": true,
		"X ACME_COM MyEvent": true, "1 boot": false, "1": false, "M Foo": false, "X acme MyEvent": false, "15 NEW": false, "": false, "X 012345 ": false} {
		if _, err := CheckEventCode(code); (err == nil) != ok {
			t.Errorf("%q: %v", code, err)
		}
	}
}
