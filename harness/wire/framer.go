package wire

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ErrMalformed says that a message could not be framed: the message returned
// with it holds what was read, and no later message can be found on the connection.
var ErrMalformed = errors.New("the message cannot be framed")

// framer cuts one message out of a stream. buf begins with the message; pos is
// how far it has been taken; more appends at least one byte to buf.
type framer struct {
	buf     []byte
	pos     int
	maxBody int64
	maxHead int
	more    func() error
	head    func(*Message) error // called after the head of a message that has a body
	m       *Message
}

func (f *framer) defect(code string, offset int, detail string) {
	f.m.Defects = append(f.m.Defects, Defect{Code: code, Offset: offset, Detail: detail})
}

// truncate notes why the message ended early.
func (f *framer) truncate(err error) {
	switch {
	case errors.Is(err, ErrMalformed):
		f.pos = len(f.buf) // no message can follow: what came is kept as evidence
		return
	case errors.Is(err, ErrTooLarge):
		f.m.Truncated = "too large"
		f.defect(CodeTooLarge, f.pos, "more than the bound was sent")
		return
	case errors.Is(err, ErrTimeout):
		f.m.Truncated = "timeout"
	default:
		f.m.Truncated = "closed"
	}
	f.defect(CodeTruncated, f.pos, "the message ends before its framing says so: "+f.m.Truncated)
}

// message reads one message. A nil message means that nothing had come.
func (f *framer) message(request bool, method string) (*Message, error) {
	f.m = &Message{}
	err := f.startLine(request)
	if err == nil {
		err = f.fields(&f.m.Fields, true)
	}
	if err == nil {
		f.m.BodyOffset = f.pos
		f.checkHead(request)
		err = f.body(request, method)
	} else {
		f.pos = len(f.buf)
		f.m.BodyOffset = f.pos
		if f.m.StartLine == "" && len(bytes.Trim(f.buf, "\r\n")) == 0 {
			return nil, err
		}
	}
	if err != nil {
		f.truncate(err)
		// A connection lost in the middle is told apart from one closed between messages.
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
	}
	return f.m, err
}

// line takes the next line and gives its start and its text without the line end.
func (f *framer) line() (start int, text []byte, err error) {
	start = f.pos
	seen := f.pos
	for {
		if i := bytes.IndexByte(f.buf[seen:], '\n'); i >= 0 {
			end := seen + i
			f.pos = end + 1
			if end > start && f.buf[end-1] == '\r' {
				end--
			} else {
				f.defect(CodeBareLF, end, "a line ends in LF without CR")
			}
			text = f.buf[start:end]
			if i := bytes.IndexByte(text, '\r'); i >= 0 {
				f.defect(CodeBareCR, start+i, "a CR stands inside a line")
			}
			return start, text, nil
		}
		seen = len(f.buf)
		if seen-start > f.maxHead {
			return start, nil, ErrTooLarge
		}
		if err := f.more(); err != nil {
			return start, nil, err
		}
	}
}

func (f *framer) startLine(request bool) error {
	var start int
	var text []byte
	for {
		var err error
		if start, text, err = f.line(); err != nil {
			return err
		}
		if len(text) > 0 {
			break
		}
		if f.pos > f.maxHead {
			return ErrTooLarge
		}
	}
	if start > 0 {
		// Only a request may be preceded by blank lines (3.5); before a status line they break its syntax.
		if f.m.Defects = nil; request {
			f.defect(CodeLeadingBlank, 0, "blank lines before the request line")
		} else {
			f.defect(CodeStartLine, 0, "blank lines before the status line")
		}
		if f.buf[f.pos-2] != '\r' {
			f.defect(CodeBareLF, f.pos-1, "a line ends in LF without CR")
		}
	}
	m := f.m
	m.StartLine = string(text)
	var ok bool
	if request {
		ok = m.requestLine()
	} else {
		ok = m.statusLine()
	}
	if !ok {
		what := "request"
		if !request {
			what = "status"
		}
		f.defect(CodeStartLine, start, "not a "+what+" line: "+shorten(m.StartLine))
	}
	if !request && ok && len(m.StartLine) == len(m.Proto)+4 {
		f.defect(CodeReasonSpace, start+len(m.StartLine), "no space after the status code")
	}
	switch {
	case m.Proto == "HTTP/1.0":
		f.defect(CodeHTTP10, start+strings.Index(m.StartLine, m.Proto), "the message is HTTP/1.0")
	case m.Proto != "HTTP/1.1" && ok:
		f.defect(CodeVersion, start+strings.Index(m.StartLine, m.Proto), "the version is "+shorten(m.Proto))
	}
	return nil
}

// requestLine splits the start line; when it has too many spaces the parts are
// still told apart so that the message can be answered.
func (m *Message) requestLine() bool {
	method, rest, _ := strings.Cut(m.StartLine, " ")
	target, proto, _ := strings.Cut(rest, " ")
	if isToken(method) && target != "" && isVersion(proto) {
		m.Method, m.Target, m.Proto = method, target, proto
		return !strings.ContainsAny(m.Target, "\t\r\x00")
	}
	p := strings.Fields(m.StartLine)
	if len(p) >= 2 && isToken(p[0]) && !isVersion(p[0]) {
		m.Method, m.Target = p[0], p[1]
		if last := p[len(p)-1]; len(p) > 2 && isVersion(last) {
			m.Proto = last
		}
	}
	return false
}

func (m *Message) statusLine() bool {
	proto, rest, ok := strings.Cut(m.StartLine, " ")
	if !isVersion(proto) {
		return false
	}
	m.Proto = proto
	code, reason, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	n, err := strconv.Atoi(code)
	if err != nil || n < 100 || n > 999 || len(code) != 3 {
		return false
	}
	m.Status, m.Reason = n, reason
	return ok && rest[0] != ' '
}

func isVersion(s string) bool {
	return len(s) == 8 && s[:5] == "HTTP/" && s[5] >= '0' && s[5] <= '9' && s[6] == '.' && s[7] >= '0' && s[7] <= '9'
}

func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}

// shorten makes a text fit for a message to the user.
func shorten(s string) string {
	q := strconv.QuoteToASCII(s)
	if len(q) > 80 {
		q = q[:77] + `..."`
	}
	return q
}
