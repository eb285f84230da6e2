package wire

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Encoded tells whether the body has a content coding (section 3.4.7), so that
// offsets in its content do not point at bytes of the message.
func (m *Message) Encoded() bool {
	coding := strings.ToLower(m.Get("Content-Encoding"))
	return coding != "" && coding != "identity"
}

// Content is the body with its content coding removed: gzip, or deflate both
// as zlib, which RFC 7230 means, and as raw deflate, which is often sent
// instead. More than 16 MiB of content is an error.
func (m *Message) Content() ([]byte, error) {
	var r io.Reader
	var err error
	switch coding := strings.ToLower(m.Get("Content-Encoding")); coding {
	case "", "identity":
		return m.Body, nil
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(m.Body))
	case "deflate":
		b := bufio.NewReader(bytes.NewReader(m.Body))
		if head, _ := b.Peek(2); len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			r, err = zlib.NewReader(b)
		} else {
			r = flate.NewReader(b)
		}
	default:
		err = fmt.Errorf("the content coding %q is not known", coding)
	}
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(r, defaultMaxBody+1))
	if err == nil && int64(len(content)) > defaultMaxBody {
		err = errors.New("the decoded body is larger than 16 MiB")
	}
	return content, err
}
