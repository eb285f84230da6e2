package wire

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"testing"
)

func TestContent(t *testing.T) {
	const text = "<Envelope/>"
	pack := func(open func(io.Writer) io.WriteCloser) []byte {
		var b bytes.Buffer
		w := open(&b)
		io.WriteString(w, text)
		w.Close()
		return b.Bytes()
	}
	raw := func(w io.Writer) io.WriteCloser {
		f, err := flate.NewWriter(w, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, c := range map[string]struct {
		coding string
		body   []byte
		fails  bool
	}{
		"none":        {"", []byte(text), false},
		"gzip":        {"gzip", pack(func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }), false},
		"zlib":        {"deflate", pack(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }), false},
		"raw deflate": {"deflate", pack(raw), false},
		"broken":      {"gzip", []byte("no gzip"), true},
		"unknown":     {"br", []byte(text), true},
	} {
		var fields []Field
		if c.coding != "" {
			fields = append(fields, Field{Name: "Content-Encoding", Value: c.coding})
		}
		m := NewRequest("POST", "/", fields, c.body)
		m.Body = c.body
		got, err := m.Content()
		if (err != nil) != c.fails || !c.fails && string(got) != text {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if m.Encoded() != (c.coding != "") {
			t.Errorf("%s: Encoded is %v", name, m.Encoded())
		}
	}
}
