package transcript

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// snippetLength bounds the bytes shown as evidence.
const snippetLength = 120

// Locate finds a byte of the body for a finding: the line of the message from
// 1 (the start line), the offset in Message.Raw, and the bytes from there on to
// the end of the line, shortened and made printable.
func Locate(m *wire.Message, bodyOffset int) (line, offset int, snippet string) {
	bodyOffset = min(max(bodyOffset, 0), len(m.Body))
	line, offset, _ = LocateRaw(m, m.RawOffset(bodyOffset))
	// Taken from the body, so that a chunk's end does not cut it.
	return line, offset, printable(m.Body[bodyOffset:])
}

// LocateRaw does the same for an offset in Message.Raw, such as a defect's or a field's.
func LocateRaw(m *wire.Message, at int) (line, offset int, snippet string) {
	at = min(max(at, 0), len(m.Raw))
	return bytes.Count(m.Raw[:at], []byte("\n")) + 1, at, printable(m.Raw[at:])
}

func printable(b []byte) string {
	b, _, _ = bytes.Cut(b, []byte("\n"))
	b = bytes.TrimSuffix(b, []byte("\r"))
	cut := len(b) > snippetLength
	if cut {
		n := snippetLength
		for n > snippetLength-utf8.UTFMax && !utf8.RuneStart(b[n]) {
			n--
		}
		b = b[:n]
	}
	var out []byte
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			out = append(out, `\x`...)
			out = append(out, "0123456789abcdef"[b[0]>>4], "0123456789abcdef"[b[0]&15])
		} else if strconv.IsPrint(r) {
			out = append(out, b[:n]...)
		} else {
			q := strconv.QuoteRuneToASCII(r)
			out = append(out, q[1:len(q)-1]...)
		}
		b = b[n:]
	}
	if cut {
		out = append(out, "…"...)
	}
	return string(out)
}
