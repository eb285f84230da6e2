package network

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// window is how many bytes may be on the way in one direction.
const window = 256 << 10

// stream is one direction of a connection. The bytes written arrive at once.
type stream struct {
	mu     sync.Mutex
	cond   *sync.Cond
	buf    []byte
	ended  error // what the reader gets behind the last byte; nil while the writer may go on
	gone   bool  // the reader has closed its end
	reader deadline
	writer deadline
}

// deadline is a point in time after which an operation fails.
type deadline struct {
	timer  *time.Timer
	passed bool
}

func newStream() *stream {
	s := &stream{}
	s.cond = sync.NewCond(&s.mu)
	return s
}

// set moves a deadline of s, which the zero time takes away.
func (s *stream) set(d *deadline, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	d.timer, d.passed = nil, false
	if at.IsZero() {
		return
	}
	var timer *time.Timer
	timer = time.AfterFunc(time.Until(at), func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if d.timer == timer {
			d.passed = true
			s.cond.Broadcast()
		}
	})
	d.timer = timer
}

func (s *stream) read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.gone:
			return 0, net.ErrClosed
		case s.reader.passed:
			return 0, os.ErrDeadlineExceeded
		case len(s.buf) > 0:
			n := copy(b, s.buf)
			s.buf = s.buf[n:]
			s.cond.Broadcast()
			return n, nil
		case s.ended != nil:
			return 0, s.ended
		case len(b) == 0:
			return 0, nil
		}
		s.cond.Wait()
	}
}

func (s *stream) write(b []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.ended != nil:
			return n, net.ErrClosed
		case s.gone:
			return n, os.NewSyscallError("write", syscall.EPIPE)
		case s.writer.passed:
			return n, os.ErrDeadlineExceeded
		case len(b) == 0:
			return n, nil
		}
		if room := window - len(s.buf); room > 0 {
			part := b[:min(room, len(b))]
			s.buf = append(s.buf, part...)
			b, n = b[len(part):], n+len(part)
			s.cond.Broadcast()
			continue
		}
		s.cond.Wait()
	}
}

// end closes the writing end; the reader gets err behind the last byte.
func (s *stream) end(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended == nil {
		s.ended = err
	}
	s.stop()
}

// leave closes the reading end and says whether bytes were left unread.
func (s *stream) leave() (unread bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	unread = len(s.buf) > 0
	s.gone, s.buf = true, nil
	s.stop()
	return unread
}

// stop ends the timers and wakes who waits; the caller holds mu.
func (s *stream) stop() {
	for _, d := range []*deadline{&s.reader, &s.writer} {
		if d.timer != nil {
			d.timer.Stop()
			d.timer = nil
		}
	}
	s.cond.Broadcast()
}

// conn is one end of a connection in memory.
type conn struct {
	in, out    *stream
	near, far  *net.TCPAddr
	mu         sync.Mutex
	closed     bool
	lingerless bool // SetLinger(0) was called
}

func pair(a, b *net.TCPAddr) (atA, atB *conn) {
	there, back := newStream(), newStream()
	return &conn{in: back, out: there, near: a, far: b}, &conn{in: there, out: back, near: b, far: a}
}

func (c *conn) LocalAddr() net.Addr  { return c.near }
func (c *conn) RemoteAddr() net.Addr { return c.far }

func (c *conn) failed(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return &net.OpError{Op: op, Net: "tcp", Source: c.near, Addr: c.far, Err: err}
}

func (c *conn) Read(b []byte) (int, error) {
	n, err := c.in.read(b)
	return n, c.failed("read", err)
}

func (c *conn) Write(b []byte) (int, error) {
	n, err := c.out.write(b)
	return n, c.failed("write", err)
}

// Close ends the connection. As with TCP, the other end sees a reset behind
// the last byte when bytes were left unread here or SetLinger(0) was called.
func (c *conn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return c.failed("close", net.ErrClosed)
	}
	c.closed = true
	end := io.EOF
	if c.in.leave() || c.lingerless {
		end = os.NewSyscallError("read", syscall.ECONNRESET)
	}
	c.out.end(end)
	return nil
}

// SetLinger is as for a net.TCPConn: with 0, Close resets the connection.
func (c *conn) SetLinger(sec int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lingerless = sec == 0
	return nil
}

func (c *conn) SetDeadline(t time.Time) error {
	_ = c.SetReadDeadline(t)
	return c.SetWriteDeadline(t)
}

func (c *conn) SetReadDeadline(t time.Time) error  { c.in.set(&c.in.reader, t); return nil }
func (c *conn) SetWriteDeadline(t time.Time) error { c.out.set(&c.out.writer, t); return nil }
