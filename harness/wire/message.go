package wire

import (
	"fmt"
	"io"
	"strings"
)

// NewRequest builds a request; fields are written in the order given, and
// nothing is added: Host and Content-Length are the caller's. The body is
// written as it stands; for a chunked message pass it through Chunk.
func NewRequest(method, target string, fields []Field, body []byte) *Message {
	return build(method+" "+target+" HTTP/1.1", true, fields, body)
}

// NewResponse builds a response likewise.
func NewResponse(status int, reason string, fields []Field, body []byte) *Message {
	return build(fmt.Sprintf("HTTP/1.1 %03d %s", status, reason), false, fields, body)
}

func build(start string, request bool, fields []Field, body []byte) *Message {
	size := len(start) + 4 + len(body)
	for _, f := range fields {
		size += len(f.Raw) + len(f.Name) + len(f.Value) + 4
	}
	raw := append(append(make([]byte, 0, size), start...), "\r\n"...)
	for _, f := range fields {
		if f.Raw != "" {
			raw = append(raw, f.Raw...)
		} else {
			raw = append(append(append(raw, f.Name...), ": "...), f.Value...)
		}
		raw = append(raw, "\r\n"...)
	}
	raw = append(raw, "\r\n"...)
	head := len(raw)
	m := Frame(append(raw, body...), request, "")
	// The answer to a HEAD has a length and no body: that is not truncation.
	if len(body) == 0 && m.BodyOffset == head {
		m = Reframe(m.Raw, request, "", "")
	}
	return m
}

// Chunk gives body the chunked transfer coding, in chunks of size bytes.
func Chunk(body []byte, size int) []byte {
	var out []byte
	for len(body) > 0 {
		n := min(max(size, 1), len(body))
		out = fmt.Appendf(out, "%x\r\n", n)
		out = append(out, body[:n]...)
		out = append(out, "\r\n"...)
		body = body[n:]
	}
	return append(out, "0\r\n\r\n"...)
}

// Parse frames the first message in raw bytes (a saved transcript) and returns
// the rest. The method is that of the request a response answers. Bytes that
// run out before the message does make it Truncated "closed".
func Parse(raw []byte, request bool, method string) (m *Message, rest []byte) {
	f := &framer{buf: raw, maxBody: int64(len(raw)), maxHead: len(raw), more: func() error { return io.EOF }}
	m, _ = f.message(request, method)
	if m == nil {
		m = &Message{Raw: raw[:0:0]}
	}
	m.Raw = raw[:f.pos:f.pos]
	return m, raw[f.pos:]
}

// Frame makes one message of all of raw, even if its own framing would end it
// before: what is left over stays in Raw behind the body.
func Frame(raw []byte, request bool, method string) *Message {
	m, _ := Parse(raw, request, method)
	m.Raw = raw
	return m
}

// Reframe makes one message of all of raw as Frame does, where it is known why
// the message ended early: truncated is as in Message.Truncated.
func Reframe(raw []byte, request bool, method, truncated string) *Message {
	why := io.EOF
	switch truncated {
	case "timeout":
		why = ErrTimeout
	case "too large":
		why = ErrTooLarge
	}
	f := &framer{buf: raw, maxBody: int64(len(raw)), maxHead: len(raw), more: func() error { return why }}
	m, _ := f.message(request, method)
	if m == nil {
		m = &Message{}
	}
	m.Raw = raw
	if truncated == "" && m.Truncated != "" {
		m.Truncated = ""
		m.Defects = m.Defects[:len(m.Defects)-1]
		if len(m.Defects) == 0 {
			m.Defects = nil
		}
	}
	return m
}

// Get is the value of the first field of that name, in any case; empty if there is none.
func (m *Message) Get(name string) string {
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Has tells whether there is a field of that name, in any case.
func (m *Message) Has(name string) bool {
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// Values are the values of all fields of that name, in any case, in order.
func (m *Message) Values(name string) []string {
	var out []string
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, name) {
			out = append(out, f.Value)
		}
	}
	return out
}

// HasToken tells whether a comma-separated field such as Connection holds the
// token, in any case.
func (m *Message) HasToken(name, token string) bool {
	for _, f := range m.Fields {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		for t := range strings.SplitSeq(f.Value, ",") {
			if strings.EqualFold(strings.Trim(t, " \t"), token) {
				return true
			}
		}
	}
	return false
}

// Closes tells whether the connection ends after this message: Connection
// holds close, or HTTP/1.0 without keep-alive (RFC 7230 6.3).
func (m *Message) Closes() bool {
	if m.HasToken("Connection", "close") {
		return true
	}
	return m.Proto == "HTTP/1.0" && !m.HasToken("Connection", "keep-alive")
}

// RawOffset is where the byte of the body at offset stands in Raw; an offset
// at the end of the body gives the place just behind its last byte.
func (m *Message) RawOffset(offset int) int {
	at := m.BodyOffset + offset
	for _, s := range m.spans {
		if s.body > offset || s.body == offset && s.body == len(m.Body) {
			break
		}
		at = s.raw + offset - s.body
	}
	return min(max(at, 0), len(m.Raw))
}
