package soap

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func codes(ds []Defect) string {
	var out []string
	for _, d := range ds {
		out = append(out, string(d.Code))
	}
	return strings.Join(out, " ")
}

func TestParseDefects(t *testing.T) {
	deep := strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)
	for _, c := range []struct {
		in, want   string
		wellFormed bool
	}{
		{`<a/>`, "", true},
		{"\xEF\xBB\xBF<a/>", "", true},
		{"<?xml version='1.0' encoding='utf-8' standalone='no'?>\n<a b='1'>t<!-- c --><![CDATA[<x>]]></a>\n", "", true},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>", "", true},
		{"<a>\xE9</a>", "xml-encoding", false},
		{"<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a>\xC3\xA9</a>", "xml-encoding", false},
		{"<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a/>", "xml-encoding-unsupported", true},
		{"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "xml-encoding", false},
		{"<?xml version=\"1.1\"?><a/>", "xml-decl", false},
		{"<?xml encoding=\"UTF-8\"?><a/>", "xml-decl", false},
		{" <?xml version=\"1.0\"?><a/>", "xml-decl", false},
		{"<a>\x01</a>", "xml-char", false},
		{"<a>&#1;</a>", "xml-char", false},
		{"<a>&#xFFFF;</a>", "xml-char", false},
		{"<a>&#99999999999;</a>", "xml-char", false},
		{"<a>\uFFFE</a>", "xml-char", false},
		{"<!DOCTYPE a [<!ENTITY x \"y>\">]><a>&x;</a>", "xml-dtd xml-entity", false},
		{"<a>&nbsp;</a>", "xml-entity", false},
		{"<a>b & c</a>", "xml-bare-ampersand", false},
		{"<a>b&c</a>", "xml-bare-ampersand", false},
		{"<a b='x&y=1'/>", "xml-bare-ampersand", false},
		{"<a b='1' b='2'/>", "xml-duplicate-attribute", false},
		{"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "xml-duplicate-attribute", false},
		{"<a xmlns:p='u' xmlns:p='v'/>", "xml-duplicate-attribute", false},
		{"<p:a/>", "xml-undefined-prefix", true},
		{"<a><b xmlns:p='u'/><p:c/></a>", "xml-undefined-prefix", true},
		{"<a xmlns:p=''/>", "xml-namespace", true},
		{"<a><b></a>", "xml-tag-mismatch", false},
		{"<a></b></a>", "xml-tag-mismatch", false},
		{"", "xml-no-root", false},
		{"<!-- x -->", "xml-no-root", false},
		{"<a/><b/>", "xml-trailing-content", false},
		{"<a/>x", "xml-trailing-content", false},
		{"x<a/>", "xml-syntax", false},
		{"<a>", "xml-unclosed", false},
		{"<a b='", "xml-unclosed", false},
		{"<a b=1/>", "xml-syntax", false},
		{"<a b='<'/>", "xml-syntax", false},
		{"<a>]]></a>", "xml-syntax", false},
		{"<a>< b</a>", "xml-syntax", false},
		{deep, "xml-depth", false},
	} {
		d := Parse([]byte(c.in))
		if got := codes(d.Defects); got != c.want || d.WellFormed != c.wellFormed {
			t.Errorf("%.60q: got %q (well-formed %t), want %q; %v", c.in, got, d.WellFormed, c.want, d.Defects)
		}
	}
}

func TestTextAndNamespaces(t *testing.T) {
	d := Parse([]byte("<a xmlns='u' xmlns:p='v' p:x=' 1\n2 '>one&lt;<b xmlns=''>two\r\nthree</b>&#x41;<![CDATA[&]]></a>"))
	a := d.Root
	if a.Text != "one<A&" || a.Space != "u" || len(a.Children) != 1 {
		t.Fatalf("%+v", a)
	}
	b := a.Child("b")
	if b == nil || b.Text != "two\nthree" {
		t.Fatalf("%+v", b)
	}
	if x, ok := a.Attr("v", "x"); !ok || x.Value != " 1 2 " {
		t.Errorf("%+v", x)
	}
	if s, l, ok := b.QName("p:n"); !ok || s != "v" || l != "n" {
		t.Error(s, l, ok)
	}
	if _, l, ok := b.QName("q:n"); ok || l != "n" {
		t.Error(l, ok)
	}
	if s, _, ok := a.QName("n"); !ok || s != "u" {
		t.Error(s, ok)
	}
}

func TestOffsetsAreThoseOfTheBytes(t *testing.T) {
	src := "<a>é<b/></a>"
	for name, doc := range map[string][]byte{"utf-8": []byte(src), "latin-1": []byte("<?xml version='1.0' encoding='latin1'?><a>\xE9<b/></a>"), "utf-16": utf16be(src)} {
		d := Parse(doc)
		if len(d.Defects) > 0 {
			t.Fatal(name, d.Defects)
		}
		b := d.Root.Child("b")
		piece := string(doc[b.Offset:b.End])
		if strings.ReplaceAll(piece, "\x00", "") != "<b/>" {
			t.Errorf("%s: %q", name, piece)
		}
	}
}

func utf16be(s string) []byte {
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

func TestEnvelopeDefects(t *testing.T) {
	const ns = ` xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="urn:x"`
	for _, c := range []struct {
		in, want  string
		malformed bool
	}{
		{`<e:Envelope` + ns + `><e:Header/><e:Body/></e:Envelope>`, "", false},
		{`<e:Envelope` + ns + `><e:Body/><x:more/></e:Envelope>`, "", false},
		{`<e:Envelope` + ns + `><e:Body/><more/></e:Envelope>`, "soap-trailer", false},
		{`<e:Envelope` + ns + `><e:Body/><e:Header/></e:Envelope>`, "soap-header-order", false},
		{`<e:Envelope` + ns + `><e:Header/><e:Header/><e:Body/></e:Envelope>`, "soap-header-order", false},
		{`<e:Envelope` + ns + `></e:Envelope>`, "soap-no-body", true},
		{`<e:Envelope` + ns + `><e:Body/><e:Body/></e:Envelope>`, "soap-many-bodies", false},
		{`<e:Envelope` + ns + `><x:a/><e:Body/></e:Envelope>`, "soap-child", false},
		{`<e:Envelope` + ns + `><e:Header><a/></e:Header><e:Body/></e:Envelope>`, "soap-unqualified-header-block", false},
		{`<e:Envelope` + ns + `><e:Header><x:a e:mustUnderstand="true"/></e:Header><e:Body/></e:Envelope>`, "soap-mustunderstand-value", false},
		{`<e:Envelope` + ns + `><?p i?><e:Body/></e:Envelope>`, "soap-pi", false},
		{`<e:Envelope` + ns + `>t<e:Body/></e:Envelope>`, "soap-content", false},
		{`<e:Envelope` + ns + `><x:Body/></e:Envelope>`, "soap-no-body soap-namespace-mismatch", true},
		{`<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>`, "soap-version", true},
		{`<html/>`, "soap-not-envelope", true},
		{`<e:Envelope` + ns + `><e:Body><e:Fault><faultcode/><faultstring/><faultactor/><detail/><x:y/></e:Fault></e:Body></e:Envelope>`, "", false},
		{`<e:Envelope` + ns + `><e:Body><e:Fault><faultstring/></e:Fault></e:Body></e:Envelope>`, "soap-fault-shape", false},
		{`<e:Envelope` + ns + `><e:Body><e:Fault><faultstring/><faultcode/></e:Fault></e:Body></e:Envelope>`, "soap-fault-order", false},
		{`<e:Envelope` + ns + `><e:Body><e:Fault><e:faultcode/><faultstring/></e:Fault></e:Body></e:Envelope>`, "soap-fault-qualified", false},
		{`<e:Envelope` + ns + `><e:Body><e:Fault><faultcode/><faultstring/></e:Fault><e:Fault/></e:Body></e:Envelope>`, "soap-fault-not-alone", false},
	} {
		v := ParseEnvelope([]byte(c.in))
		if got := codes(v.Defects); got != c.want || v.Malformed != c.malformed {
			t.Errorf("%s: got %q (malformed %t), want %q", c.in, got, v.Malformed, c.want)
		}
	}
}

func TestUTF16CutShort(t *testing.T) {
	b := utf16be("<a/>")
	if d := Parse(b[:len(b)-1]); codes(d.Defects) != "xml-encoding" || d.WellFormed {
		t.Errorf("%+v", d)
	}
}

func seed(f *testing.F) {
	for _, s := range []string{"<a/>", "<?xml version='1.0' encoding='latin1'?><a b='&amp;'>\xE9</a>", string(utf16be("<a>é</a>")), "<!DOCTYPE a [<!-- > -->]><a/>", "<a>&#x;</a>",
		`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header/><e:Body><e:Fault/></e:Body></e:Envelope>`} {
		f.Add([]byte(s))
	}
}

func check(t *testing.T, b []byte, d *Document) {
	for i, x := range d.Defects {
		if x.Offset < 0 || x.Offset > len(b) || i > 0 && x.Offset < d.Defects[i-1].Offset || x.Detail == "" {
			t.Fatalf("%+v in %d bytes", x, len(b))
		}
	}
	if !d.WellFormed && len(d.Defects) == 0 {
		t.Fatal("not well-formed without a defect")
	}
	var walk func(e *Element)
	walk = func(e *Element) {
		if e.Offset < 0 || e.End < e.Offset || e.End > len(b) {
			t.Fatalf("element %s from %d to %d of %d", e.Local, e.Offset, e.End, len(b))
		}
		for _, c := range e.Children {
			if c.Offset < e.Offset || c.End > e.End {
				t.Fatalf("%s is outside %s", c.Local, e.Local)
			}
			walk(c)
		}
	}
	if d.Root != nil {
		walk(d.Root)
	}
}

func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { check(t, b, Parse(b)) })
}

func FuzzParseEnvelope(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		v := ParseEnvelope(b)
		check(t, b, v.Document)
		if v.Body == nil && !v.Malformed {
			t.Fatal("no Body, yet not malformed")
		}
	})
}
