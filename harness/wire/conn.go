package wire

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// Errors of reading a message.
var (
	ErrTimeout  = errors.New("nothing came before the deadline")
	ErrTooLarge = errors.New("the message is larger than the bound")
)

const (
	defaultMaxBody = 16 << 20
	maxHead        = 1 << 20
	maxQueue       = 1 << 20 // bytes that may arrive before they are asked for
)

// Options of a tapped connection.
type Options struct {
	Origin  time.Time // when the record began; Begun and Ended count from here
	Self    Party     // this end
	Peer    Party     // the other end
	MaxBody int64     // bound of a body in bytes, 16 MiB if zero
	// NoContinue leaves Expect: 100-continue unanswered. Otherwise ReadRequest
	// sends 100 Continue when the body has not begun to come, and keeps it in
	// Interim of the response that is written next.
	NoContinue bool
}

// Conn is a tapped connection. One goroutine reads and one writes; Close may
// be called from any. A goroutine of its own takes bytes off the network as
// they arrive, so that times and the first close are true; Close ends it.
type Conn struct {
	c net.Conn
	o Options

	wake   chan struct{} // something was queued or the peer closed
	space  chan struct{} // room in the queue
	closed chan struct{} // Close was called
	done   chan struct{} // the pump has ended

	mu        sync.Mutex
	queue     []chunk
	queued    int
	readErr   error // why the pump ended
	by        Party
	at        time.Duration
	note      string
	pipelined bool // unread bytes were there when a response was written

	buf     []byte        // bytes of the next message, owned by the reader; guarded by mu for its length
	last    time.Duration // when the last byte of buf came
	interim []*Message    // 1xx responses written since the last final one
}

type chunk struct {
	b  []byte
	at time.Duration
}

// NewConn taps c (a *tls.Conn for TLS: the record holds what is inside).
func NewConn(c net.Conn, o Options) *Conn {
	if o.MaxBody <= 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.Origin.IsZero() {
		o.Origin = time.Now()
	}
	t := &Conn{c: c, o: o,
		wake: make(chan struct{}, 1), space: make(chan struct{}, 1),
		closed: make(chan struct{}), done: make(chan struct{})}
	go t.pump()
	return t
}

// Net is the connection underneath.
func (c *Conn) Net() net.Conn { return c.c }

func (c *Conn) now() time.Duration { return time.Since(c.o.Origin) }

func signal(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// pump takes bytes off the network until the connection ends.
func (c *Conn) pump() {
	defer close(c.done)
	// Most messages fit; a connection that fills the buffer gets a larger one.
	b := make([]byte, 4<<10)
	for {
		n, err := c.c.Read(b)
		c.mu.Lock()
		at := c.now()
		if n > 0 {
			c.queue = append(c.queue, chunk{b: bytes.Clone(b[:n]), at: at})
			c.queued += n
		}
		if err != nil {
			c.readErr = err
			c.ended(c.o.Peer, noteOf(err))
		}
		full := c.queued >= maxQueue
		c.mu.Unlock()
		signal(c.wake)
		if n == len(b) && n < 64<<10 {
			b = make([]byte, 64<<10)
		}
		if err != nil {
			return
		}
		for full {
			select {
			case <-c.space:
			case <-c.closed:
				return
			}
			c.mu.Lock()
			full = c.queued >= maxQueue
			c.mu.Unlock()
		}
	}
}

// ended notes who closed first; the caller holds mu.
func (c *Conn) ended(by Party, note string) {
	if c.by == "" {
		c.by, c.at, c.note = by, c.now(), note
	}
}

// noteOf says in a word how a connection was lost; empty for an orderly end.
func noteOf(err error) string {
	switch {
	case err == nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed):
		return ""
	case errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE):
		return "reset"
	case errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, syscall.ETIMEDOUT):
		return "timeout"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "without close_notify"
	}
	return "error: " + err.Error()
}

// wait waits until something is queued (true), or the deadline, the peer's
// close or our own ends the waiting.
func (c *Conn) wait(deadline time.Time) error {
	var timeout <-chan time.Time
	if !deadline.IsZero() {
		t := time.NewTimer(time.Until(deadline))
		defer t.Stop()
		timeout = t.C
	}
	for {
		c.mu.Lock()
		n, err := len(c.queue), c.readErr
		c.mu.Unlock()
		select {
		case <-c.closed:
			return net.ErrClosed
		default:
		}
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-c.wake:
		case <-c.closed:
		case <-timeout:
			return ErrTimeout
		}
	}
}

// fill waits for bytes and appends them to buf.
func (c *Conn) fill(deadline time.Time) error {
	if err := c.wait(deadline); err != nil {
		return err
	}
	c.mu.Lock()
	next := c.queue[0]
	c.queue[0] = chunk{}
	c.queue = c.queue[1:]
	c.queued -= len(next.b)
	if len(c.buf) == 0 {
		c.buf = next.b
	} else {
		c.buf = append(c.buf, next.b...)
	}
	c.last = next.at
	c.mu.Unlock()
	signal(c.space)
	return nil
}

// WaitClose waits until the peer closes or sends something, and says which.
// What was sent stays to be read; blank lines alone do not count as something.
func (c *Conn) WaitClose(deadline time.Time) (closed bool, err error) {
	for {
		if len(bytes.Trim(c.buf, "\r\n")) > 0 {
			return false, nil
		}
		switch err := c.fill(deadline); {
		case err == nil:
		case errors.Is(err, ErrTimeout), errors.Is(err, net.ErrClosed):
			return false, err
		default:
			return true, nil
		}
	}
}

// Close closes the connection and waits until its reader has ended.
func (c *Conn) Close() error {
	c.mu.Lock()
	c.ended(c.o.Self, "")
	select {
	case <-c.closed:
		c.mu.Unlock()
		<-c.done
		return nil
	default:
		close(c.closed)
	}
	c.mu.Unlock()
	err := c.c.Close()
	<-c.done
	return err
}

// Closed tells which end closed first ("" while open), when, and how: an empty
// note for an orderly close, "reset", "timeout" or the error.
func (c *Conn) Closed() (by Party, at time.Duration, note string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.by, c.at, c.note
}
