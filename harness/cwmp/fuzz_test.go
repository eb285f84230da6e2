package cwmp

import (
	"encoding/xml"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func FuzzDecode(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(goodFault))
	for name := range messages {
		body := NewMessage(name)
		fill(reflect.ValueOf(body).Elem())
		f.Add(Encode(Header{}, name, body, Style{}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		v := Decode(b)
		last := 0
		for _, d := range v.Defects {
			if d.Offset < 0 || d.Offset > len(b) || d.Offset < last || d.Code == "" || d.Detail == "" {
				t.Fatalf("%+v in %d bytes", d, len(b))
			}
			last = d.Offset
		}
		if _, unknown := v.Body.(*Unknown); len(v.Defects) > 0 || unknown || v.Body == nil {
			return
		}
		if x, ok := v.Body.(*Fault); ok { // its prefix means nothing in another envelope
			x.SOAPCode = x.SOAPCode[strings.IndexByte(x.SOAPCode, ':')+1:]
		}
		again := Decode(Encode(v.Header, v.Name, v.Body, Style{Namespace: v.Namespace}))
		if len(again.Defects) > 0 || !reflect.DeepEqual(again.Body, v.Body) || !reflect.DeepEqual(again.Header, v.Header) {
			t.Fatalf("%+v %+v became %+v %+v %+v", v.Header, v.Body, again.Header, again.Body, again.Defects)
		}
	})
}

// long is a GetParameterValuesResponse of n parameters.
func long(n int) []byte {
	m := &GetParameterValuesResponse{}
	for i := range n {
		m.ParameterList = append(m.ParameterList, ParameterValueStruct{
			Name: fmt.Sprintf("InternetGatewayDevice.WANDevice.1.WANConnectionDevice.%d.Enable", i), Value: Value{Type: "unsignedInt", Text: strconv.Itoa(i)}})
	}
	return Encode(Header{}, "GetParameterValuesResponse", m, Style{})
}

func BenchmarkDecode10000(b *testing.B) {
	doc := long(10000)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if v := Decode(doc); len(v.Defects) > 0 {
			b.Fatal(v.Defects[0])
		}
	}
}

func BenchmarkEncodingXMLTokens(b *testing.B) {
	doc := string(long(10000))
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(strings.NewReader(doc))
		for {
			if _, err := d.Token(); err != nil {
				break
			}
		}
	}
}

func BenchmarkEncode10000(b *testing.B) {
	v := Decode(long(10000))
	b.ReportAllocs()
	for b.Loop() {
		Encode(v.Header, v.Name, v.Body, Style{})
	}
}
