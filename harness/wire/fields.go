package wire

import (
	"bytes"
	"strconv"
	"strings"
)

// fields reads header or trailer fields up to the empty line.
func (f *framer) fields(to *[]Field, head bool) error {
	begin := f.pos
	// Where the whole head has come, its lines are parts of one string. A head
	// of more than 8 KiB is not looked for: what is found then may be a body.
	var text string
	if i := bytes.Index(f.buf[begin:min(len(f.buf), begin+8<<10)], []byte("\r\n\r\n")); i > 0 {
		text = string(f.buf[begin : begin+i])
		*to = make([]Field, 0, strings.Count(text, "\n")+1)
	}
	for {
		start, line, err := f.line()
		if err != nil {
			return err
		}
		if f.pos-begin > f.maxHead {
			return ErrTooLarge
		}
		if len(line) == 0 {
			return nil
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n := len(*to); n > 0 {
				f.defect(CodeObsFold, start, "a field value goes on in the next line")
				last := &(*to)[n-1]
				last.Raw = string(f.buf[last.Offset : start+len(line)])
				last.Value = strings.Trim(last.Value+" "+strings.Trim(string(line), " \t"), " \t")
				continue
			}
			if head {
				f.defect(CodeSpaceBeforeFields, start, "white space before the first header field")
			}
		}
		if at := start - begin; at+len(line) <= len(text) {
			*to = append(*to, f.field(start, text[at:at+len(line)]))
		} else {
			*to = append(*to, f.field(start, string(line)))
		}
	}
}

func (f *framer) field(start int, line string) Field {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		f.defect(CodeNoColon, start, "a header line without a colon: "+shorten(line))
		return Field{Value: strings.Trim(line, " \t"), Raw: line, Offset: start}
	}
	if trimmed := strings.TrimRight(name, " \t"); trimmed != name {
		f.defect(CodeSpaceBeforeColon, start+len(trimmed), "white space before the colon of "+shorten(trimmed))
		name = trimmed
	}
	if !isToken(name) {
		f.defect(CodeFieldName, start, "not a field name: "+shorten(name))
	}
	at := start + len(line) - len(value)
	for i := range len(value) {
		if c := value[i]; c != '\r' && (c < ' ' && c != '\t' || c == 0x7f) {
			f.defect(CodeFieldValue, at+i, "a control character in the value of "+shorten(name))
			break
		}
	}
	return Field{Name: strings.Trim(name, " \t"), Value: strings.Trim(value, " \t"), Raw: line, Offset: start}
}

// checkHead notes what is wrong with the head as a whole.
func (f *framer) checkHead(request bool) {
	m := f.m
	if request && m.Proto == "HTTP/1.1" {
		switch n := len(m.Values("Host")); {
		case n == 0:
			f.defect(CodeHostMissing, 0, "an HTTP/1.1 request without a Host field")
		case n > 1:
			f.defect(CodeHostRepeated, f.offset("Host"), strconv.Itoa(n)+" Host fields")
		}
	}
	if m.Has("Transfer-Encoding") && m.Proto == "HTTP/1.0" {
		f.defect(CodeCodingInHTTP10, f.offset("Transfer-Encoding"), "Transfer-Encoding in an HTTP/1.0 message")
	}
}

// offset is where the first field of that name stands.
func (f *framer) offset(name string) int {
	for _, x := range f.m.Fields {
		if strings.EqualFold(x.Name, name) {
			return x.Offset
		}
	}
	return 0
}

// length reads Content-Length: -1 if there is none; not ok if it cannot be used.
func (f *framer) length() (n int64, ok bool) {
	n = -1
	var seen int
	for _, x := range f.m.Fields {
		if !strings.EqualFold(x.Name, "Content-Length") {
			continue
		}
		for v := range strings.SplitSeq(x.Value, ",") {
			v = strings.Trim(v, " \t")
			k, err := strconv.ParseUint(v, 10, 63)
			if err != nil || strings.Trim(v, "0123456789") != "" {
				f.defect(CodeLengthInvalid, x.Offset, "Content-Length is "+shorten(v))
				return 0, false
			}
			if seen++; seen > 1 {
				if int64(k) != n {
					f.defect(CodeLengthConflict, x.Offset, "Content-Length is "+strconv.FormatInt(n, 10)+" and "+v)
					return 0, false
				}
				f.defect(CodeLengthRepeated, x.Offset, "Content-Length is given more than once")
			}
			n = int64(k)
		}
	}
	return n, true
}
