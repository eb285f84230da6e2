package cwmp

import (
	"reflect"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// fill gives every field of a struct a value that its tag allows.
func fill(v reflect.Value) {
	p := planOf(v.Type())
	for i := range p.fields {
		f := &p.fields[i]
		x := v.Field(f.index)
		if f.optional {
			x.Set(reflect.New(f.typ))
			x = x.Elem()
		}
		switch {
		case f.shape == anyVal:
			x.Set(reflect.ValueOf(Value{Type: "string", TypeSpace: soap.NSXSD, Text: " a < b & \"c\"\r\n é "}))
		case f.shape == single:
			fill(x)
		case x.Kind() == reflect.Slice && f.typ.Kind() == reflect.Interface:
			for _, op := range []any{&InstallOpStruct{}, &UpdateOpStruct{}, &UninstallOpStruct{}} {
				fill(reflect.ValueOf(op).Elem())
				x.Set(reflect.Append(x, reflect.ValueOf(op)))
			}
		case x.Kind() == reflect.Slice:
			x.Set(reflect.MakeSlice(x.Type(), 2, 2))
			for k := range 2 {
				if item := x.Index(k); item.Kind() == reflect.Struct {
					fill(item)
				} else {
					fillLeaf(item, f)
				}
			}
		default:
			fillLeaf(x, f)
		}
	}
}

func fillLeaf(x reflect.Value, f *field) {
	switch {
	case f.typ == typeDateTime:
		x.SetString("2024-02-29T23:59:59Z")
	case f.uuid:
		x.SetString("3f2504e0-4f89-11d3-9a0c-0305e82c3301")
	case len(f.enum) > 0:
		x.SetString(f.enum[0])
	case f.member == "base64":
		x.SetString("YWJj")
	case x.Kind() == reflect.Bool:
		x.SetBool(true)
	case x.Kind() == reflect.Int:
		x.SetInt(1)
	case x.Kind() == reflect.Uint32 && f.cpeFault:
		x.SetUint(9016)
	case x.Kind() == reflect.Uint32:
		x.SetUint(1)
	default:
		x.SetString("x&<y>")
	}
}

func TestEveryMessageSurvivesEncodingAndDecoding(t *testing.T) {
	id := "a<1>"
	for name := range messages {
		for _, style := range []Style{{}, {Env: "S", Enc: "E", XSD: "d", XSI: "i", CWMP: "c", NoDecl: true}} {
			body := NewMessage(name)
			fill(reflect.ValueOf(body).Elem())
			v := Decode(Encode(Header{ID: &id}, name, body, style))
			for _, d := range v.Defects {
				t.Errorf("%s: %+v", name, d)
			}
			if !reflect.DeepEqual(v.Body, body) {
				t.Errorf("%s: got %+v, want %+v", name, v.Body, body)
			}
			if v.Name != name || v.Method != MethodOf(body) || v.Namespace != NS12 || v.Header.ID == nil || *v.Header.ID != id {
				t.Errorf("%s: envelope %+v", name, v)
			}
			if want := map[bool]Kind{true: Response, false: Request}[strings.HasSuffix(name, "Response")]; v.Kind != want {
				t.Errorf("%s: kind %d", name, v.Kind)
			}
		}
	}
}

func TestHeadersSurvive(t *testing.T) {
	yes, use, n := true, "1.2", uint32(40)
	h := Header{HoldRequests: &yes, SessionTimeout: &n, SupportedCWMPVersions: []string{"1.0", "1.4"}, UseCWMPVersion: &use}
	v := Decode(Encode(h, "InformResponse", &InformResponse{MaxEnvelopes: 1}, Style{Namespace: NS12}))
	if len(v.Defects) > 0 || !reflect.DeepEqual(v.Header, h) {
		t.Errorf("defects %v, header %+v", v.Defects, v.Header)
	}
}

func TestFaultSurvives(t *testing.T) {
	f := &Fault{SOAPCode: "Client", SOAPString: "CWMP fault", HasCWMP: true, FaultCode: "9003", FaultString: "Invalid arguments", HasFaultString: true,
		SetParameterValuesFault: []SetParameterValuesFault{{"Device.A", "9007", "too long", true}, {"Device.B", "9006", "", true}}}
	v := Decode(Encode(Header{}, "Fault", f, Style{}))
	if v.Kind != FaultMsg || v.Namespace != NS12 || v.Method != "" {
		t.Errorf("envelope %+v", v)
	}
	if !reflect.DeepEqual(v.Body, f) || len(v.Defects) > 0 {
		t.Errorf("fault %+v, defects %v", v.Body, v.Defects)
	}
}

func TestUnknownMethodSurvives(t *testing.T) {
	u := &Unknown{Raw: `<a x="1">b<c/></a><v xsi:type="xsd:string">t</v>`}
	b := Encode(Header{}, "X_012345_Do", u, Style{})
	v := Decode(b)
	if len(v.Defects) > 0 || v.Kind != Request || v.Method != "X_012345_Do" {
		t.Fatalf("%+v", v)
	}
	got := v.Body.(*Unknown)
	w := Decode(Encode(Header{}, v.Name, got, Style{}))
	if again := w.Body.(*Unknown); again.Raw != got.Raw || len(again.Element.Children) != 2 {
		t.Errorf("got %s, then %s", got.Raw, again.Raw)
	}
}
