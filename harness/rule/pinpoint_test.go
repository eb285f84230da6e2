package rule

import (
	"strconv"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func TestAFindingOnAWholeMessagePointsAtTheValueItTellsOf(t *testing.T) {
	body := "<e a=\"1\">\n <Name>Device.X.</Name>\n <Value>0</Value>\n <Count> 0 </Count>\n <Text>a &amp; b</Text>\n <Long>Device.X.Y</Long>\n</e>\n"
	m := wire.NewRequest("POST", "/acs", []wire.Field{{Name: "SOAPAction", Value: "odd"}, {Name: "Content-Length", Value: strconv.Itoa(len(body))}}, []byte(body))
	for _, test := range []struct {
		got  string
		line int // 0: no place
		text string
	}{
		{`the name "Device.X."`, 6, "Device.X."},
		{"Device.X.", 6, "Device.X."},
		{"a path: Device.X.Y", 10, "Device.X.Y"},
		{`the text "a & b"`, 9, "a & b"},
		{`the attribute "1"`, 5, "1"},
		{"SOAPAction: odd", 2, "SOAPAction: odd"},
		{`"0"`, 0, ""},
		{"1", 0, ""},
		{"nothing", 0, ""},
		{`""`, 0, ""},
	} {
		f := Finding("3.5-1", "check", At{X: &transcript.Exchange{N: 1, Req: m}, Msg: m, Offset: -1}, "something else", test.got)
		if f.Where.Line != test.line || f.Where.Bytes != test.text {
			t.Errorf("%s: line %d with %q, want line %d with %q", test.got, f.Where.Line, f.Where.Bytes, test.line, test.text)
		}
		if f.Where.Line > 0 && string(m.Raw[f.Where.Offset]) != test.text[:1] {
			t.Errorf("%s: the offset %d points at %q", test.got, f.Where.Offset, m.Raw[f.Where.Offset:])
		}
	}
}
