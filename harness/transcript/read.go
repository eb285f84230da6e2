package transcript

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// reader takes a text form apart, block by block.
type reader struct {
	name string
	src  io.Reader
	buf  []byte // what was read and not yet taken
	off  int
	line int // number of the next line
	eof  bool
	err  error

	caseID string
	factor float64
}

func (r *reader) fail(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.name, line, fmt.Sprintf(format, args...))
}

// fill reads more; false at the end.
func (r *reader) fill() bool {
	if r.eof {
		return false
	}
	if r.off > 0 {
		r.buf = append(r.buf[:0], r.buf[r.off:]...)
		r.off = 0
	}
	const step = 64 << 10
	if cap(r.buf)-len(r.buf) < step {
		r.buf = append(make([]byte, 0, 2*cap(r.buf)+step), r.buf...)
	}
	n, err := r.src.Read(r.buf[len(r.buf) : len(r.buf)+step])
	r.buf = r.buf[:len(r.buf)+n]
	if err != nil {
		r.eof = true
		if err != io.EOF {
			r.err = err
		}
	}
	return n > 0 || !r.eof
}

func (r *reader) rest() []byte { return r.buf[r.off:] }

// ensure has n bytes ready, if there are as many.
func (r *reader) ensure(n int) bool {
	for len(r.rest()) < n && r.fill() {
	}
	return len(r.rest()) >= n
}

// lineAt is the line at an offset, its line end included; empty at the end.
func (r *reader) lineAt(from int) []byte {
	seen := from
	for {
		b := r.rest()
		if seen < len(b) {
			if i := bytes.IndexByte(b[seen:], '\n'); i >= 0 {
				return b[from : seen+i+1]
			}
		}
		seen = max(from, len(b))
		if !r.fill() {
			return r.rest()[min(from, len(r.rest())):]
		}
	}
}

func (r *reader) take(n int) []byte {
	b := r.rest()[:n]
	r.off += n
	r.line += bytes.Count(b, []byte("\n"))
	return b
}

func trimEnd(line []byte) string { return strings.TrimRight(string(line), "\r\n") }

// block is one marker and the bytes of its message.
type block struct {
	marker
	line int
	raw  []byte
}

// header reads the first line, which a capture of another origin lacks.
func (r *reader) header() error {
	line := trimEnd(r.lineAt(0))
	if !strings.HasPrefix(line, "##### cwmpspec transcript") {
		return nil
	}
	if line != firstLine && !strings.HasPrefix(line, firstLine+"  ") {
		return r.fail(1, "expected %q: another version of the form cannot be read, got %q", firstLine, line)
	}
	for _, s := range strings.Split(strings.TrimPrefix(line, firstLine), "  ") {
		key, value, _ := strings.Cut(s, " ")
		switch key {
		case "":
		case "case":
			r.caseID = value
		case "factor":
			f, err := strconv.ParseFloat(value, 64)
			if err != nil || f <= 0 {
				return r.fail(1, "expected factor and a positive number, got %q", s)
			}
			r.factor = f
		default:
			return r.fail(1, "expected case or factor, got %q", s)
		}
	}
	r.take(len(r.lineAt(0)))
	return nil
}

// next is the next block; nil at the end.
func (r *reader) next() (*block, error) {
	for {
		line := r.lineAt(0)
		if len(line) == 0 {
			if r.err != nil {
				return nil, r.fail(r.line, "%v", r.err)
			}
			return nil, nil
		}
		at, text := r.line, trimEnd(line)
		m, ok, err := parseMarker(text)
		if err != nil {
			return nil, r.fail(at, "%v", err)
		}
		if !ok && strings.TrimSpace(text) != "" {
			return nil, r.fail(at, "expected %s, got %s", expected, short(text))
		}
		r.take(len(line))
		if !ok {
			continue
		}
		b := &block{marker: m, line: at}
		if m.closed {
			return b, nil
		}
		if m.from == m.to || m.laneMismatch() {
			return nil, r.fail(at, "expected two parties of one lane, got %s->%s", m.from, m.to)
		}
		if err := r.message(b); err != nil {
			return nil, err
		}
		return b, nil
	}
}

// laneMismatch: a connection request goes from the ACS, a file to the CPE.
func (m *marker) laneMismatch() bool {
	lane, _ := m.laneOf()
	cpe, other := ends(lane)
	return !(m.from == cpe && m.to == other || m.from == other && m.to == cpe)
}

// message takes the bytes of a message.
func (r *reader) message(b *block) error {
	if b.bytes >= 0 {
		if !r.ensure(b.bytes + 1) {
			return r.fail(b.line, "expected %d bytes and a line end, got %d", b.bytes, len(r.rest()))
		}
		b.raw = bytes.Clone(r.take(b.bytes))
		if end := r.take(1); end[0] != '\n' {
			return r.fail(r.line, "expected a line end after the %d bytes of the message", b.bytes)
		}
		return nil
	}
	end := 0
	for {
		line := r.lineAt(end)
		if len(line) == 0 || isMarker(line) {
			if more := r.beyond(b, end); more > 0 {
				end = more
			}
			break
		}
		end += len(line)
	}
	b.raw = bytes.TrimSuffix(bytes.Clone(r.take(end)), []byte("\n"))
	return nil
}

func isMarker(line []byte) bool {
	if !bytes.HasPrefix(line, []byte(markerStart)) {
		return false
	}
	_, ok, _ := parseMarker(trimEnd(line))
	return ok
}

// beyond handles a body that itself holds a marker line: if Content-Length
// leads past it, exactly to another marker or the end, the message ends there.
func (r *reader) beyond(b *block, end int) int {
	_, request := b.laneOf()
	m, _ := wire.Parse(r.rest()[:end], request, "")
	n := number(m.Get("Content-Length"))
	if m.Truncated == "" || m.Chunked || n <= 0 || n > 16<<20 {
		return 0
	}
	to := m.BodyOffset + n
	if !r.ensure(to+1) || r.rest()[to] != '\n' {
		return 0
	}
	if line := r.lineAt(to + 1); len(line) > 0 && !isMarker(line) {
		return 0
	}
	return to + 1
}

func short(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strconv.QuoteToASCII(s)
}
