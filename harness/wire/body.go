package wire

import (
	"errors"
	"io"
	"strconv"
	"strings"
)

// body reads the body by the rules of RFC 7230 3.3.3, in their order.
func (f *framer) body(request bool, method string) error {
	m := f.m
	if !request && (m.Status/100 == 1 || m.Status == 204) {
		for _, name := range []string{"Content-Length", "Transfer-Encoding"} {
			if m.Has(name) {
				f.defect(CodeLengthForbidden, f.offset(name), name+" in a "+strconv.Itoa(m.Status)+" response")
			}
		}
		return nil
	}
	if !request && (method == "HEAD" || m.Status == 304) {
		return nil
	}
	if request && m.Method == "" || !request && m.Status == 0 {
		return ErrMalformed
	}
	coded, ok := f.coding()
	n, usable := f.length()
	if coded && n >= 0 {
		f.defect(CodeLengthAndCoding, f.offset("Content-Length"), "Content-Length beside Transfer-Encoding")
	}
	switch {
	case m.Chunked:
		return f.chunked()
	case coded && request, !usable, coded && !ok && n >= 0:
		return ErrMalformed
	case coded, n < 0 && !request:
		return f.untilClose()
	case n < 0:
		if m.Method == "POST" || m.Method == "PUT" {
			f.defect(CodeNoLength, 0, "a "+m.Method+" without Content-Length or Transfer-Encoding")
		}
		return nil
	}
	if n > 0 {
		if err := f.expect(); err != nil {
			return err
		}
	}
	return f.take(n)
}

// expect lets the reading side answer Expect: 100-continue before the body.
func (f *framer) expect() error {
	if f.head == nil || len(f.buf) > f.pos {
		return nil
	}
	return f.head(f.m)
}

// coding reads Transfer-Encoding; ok is false if the coding is not plain chunked.
func (f *framer) coding() (coded, ok bool) {
	var list []string
	for _, v := range f.m.Values("Transfer-Encoding") {
		for _, c := range strings.Split(v, ",") {
			list = append(list, strings.ToLower(strings.Trim(c, " \t")))
		}
	}
	if len(list) == 0 {
		return false, true
	}
	f.m.Chunked = list[len(list)-1] == "chunked"
	ok = f.m.Chunked && len(list) == 1
	if !ok {
		f.defect(CodeTransferCoding, f.offset("Transfer-Encoding"), "transfer coding "+shorten(strings.Join(list, ", ")))
	}
	return true, ok
}

// take moves n bytes into the body, as many as come and as the bound allows.
func (f *framer) take(n int64) error {
	m := f.m
	over := int64(len(m.Body))+n > f.maxBody
	if over {
		n = f.maxBody - int64(len(m.Body))
	}
	var err error
	for err == nil && int64(len(f.buf)-f.pos) < n {
		err = f.more()
	}
	k := int(min(n, int64(len(f.buf)-f.pos)))
	if k > 0 {
		m.spans = append(m.spans, span{body: len(m.Body), raw: f.pos})
		if part := f.buf[f.pos : f.pos+k : f.pos+k]; len(m.Body) == 0 {
			m.Body = part // a body in one piece needs no copy
		} else {
			m.Body = append(m.Body, part...)
		}
		f.pos += k
	}
	if err == nil && over {
		err = ErrTooLarge
	}
	return err
}

func (f *framer) untilClose() error {
	f.defect(CodeUntilClose, 0, "the body ends with the connection")
	var err error
	for err == nil && int64(len(f.buf)-f.pos) <= f.maxBody {
		err = f.more()
	}
	n := int64(len(f.buf) - f.pos)
	if over := f.take(n); over != nil {
		return over
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (f *framer) chunked() error {
	if err := f.expect(); err != nil {
		return err
	}
	for {
		start, line, err := f.line()
		if err != nil {
			f.pos = len(f.buf)
			return err
		}
		size, _, _ := strings.Cut(string(line), ";")
		digits := strings.TrimRight(size, " \t")
		n, err := strconv.ParseUint(digits, 16, 62)
		if err != nil || strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
			f.defect(CodeChunkSize, start, "chunk size "+shorten(size))
			return ErrMalformed
		}
		if digits != size && len(size) == len(line) {
			f.defect(CodeChunkSize, start+len(digits), "white space after the chunk size")
		}
		if n == 0 {
			if err := f.fields(&f.m.Trailers, false); err != nil {
				f.pos = len(f.buf)
				return err
			}
			return nil
		}
		if err := f.take(int64(n)); err != nil {
			return err
		}
		for len(f.buf)-f.pos < 2 && (len(f.buf) == f.pos || f.buf[f.pos] == '\r') {
			if err := f.more(); err != nil {
				f.pos = len(f.buf)
				return err
			}
		}
		switch {
		case f.buf[f.pos] == '\n':
			f.defect(CodeBareLF, f.pos, "chunk data ends in LF without CR")
			f.pos++
		case f.buf[f.pos] == '\r' && f.buf[f.pos+1] == '\n':
			f.pos += 2
		default:
			f.defect(CodeChunkEnd, f.pos, "no line end after the chunk data")
			return ErrMalformed
		}
	}
}
