package acs

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func TestCompressedInform(t *testing.T) {
	s, _ := newServer(t, nil)
	for coding, writer := range map[string]func(io.Writer) io.WriteCloser{
		"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	} {
		var b bytes.Buffer
		w := writer(&b)
		if _, err := w.Write([]byte(inform(dut))); err != nil {
			t.Fatal(err)
		}
		_ = w.Close()
		c := dial(t, s.URL())
		field := wire.Field{Name: "Content-Encoding", Value: coding}
		c.want(200, c.post(b.String(), field))
		c.want(204, c.post(""))
		c.want(400, c.post("not "+coding, field))
	}
}
