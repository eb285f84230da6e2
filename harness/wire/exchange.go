package wire

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"time"
)

// ReadRequest reads the next request. io.EOF: the peer closed before its first
// byte. Any other error comes with the part that was read, if there was one:
// ErrTimeout, ErrTooLarge, ErrMalformed, io.ErrUnexpectedEOF, net.ErrClosed
// after our own Close, or the error of the network.
func (c *Conn) ReadRequest(deadline time.Time) (*Message, error) {
	c.mu.Lock()
	pipelined := c.pipelined
	c.pipelined = false
	c.mu.Unlock()
	m, err := c.read(true, "", deadline)
	if m != nil {
		m.Pipelined = pipelined
	}
	return m, err
}

// ReadResponse reads the final response to a request with the given method
// (interim 1xx responses are kept in Message.Interim and passed over). Errors
// are those of ReadRequest. 101 is final: the protocol changes with it.
func (c *Conn) ReadResponse(method string, deadline time.Time) (*Message, error) {
	var interim []*Message
	for {
		m, err := c.read(false, method, deadline)
		if m != nil && m.Status/100 == 1 && m.Status != 101 && err == nil {
			interim = append(interim, m)
			continue
		}
		if m != nil {
			m.Interim = interim
		} else if len(interim) > 0 {
			// The interim responses are all that there was; the last one carries the others.
			m = interim[len(interim)-1]
			if n := len(interim) - 1; n > 0 {
				m.Interim = interim[:n]
			}
		}
		return m, err
	}
}

func (c *Conn) read(request bool, method string, deadline time.Time) (*Message, error) {
	begun := time.Duration(-1)
	if len(bytes.Trim(c.buf, "\r\n")) > 0 {
		begun = c.last
	}
	f := &framer{buf: c.buf, maxBody: c.o.MaxBody, maxHead: maxHead}
	f.more = func() error {
		err := c.fill(deadline)
		f.buf = c.buf
		if begun < 0 && len(bytes.Trim(f.buf, "\r\n")) > 0 {
			begun = c.last
		}
		return err
	}
	if request && !c.o.NoContinue {
		f.head = c.sendContinue
	}
	m, err := f.message(request, method)
	if m == nil {
		return nil, err
	}
	m.From, m.Begun, m.Ended = c.o.Peer, begun, c.last
	m.Raw = f.buf[:f.pos:f.pos] // the message's own from now on
	c.mu.Lock()
	c.buf = bytes.Clone(f.buf[f.pos:])
	c.mu.Unlock()
	return m, err
}

// sendContinue answers Expect: 100-continue (RFC 7231 5.1.1).
func (c *Conn) sendContinue(m *Message) error {
	if m.Proto != "HTTP/1.1" || !strings.EqualFold(m.Get("Expect"), "100-continue") {
		return nil
	}
	return c.Write(NewResponse(100, "Continue", nil, nil))
}

// Write sends m.Raw exactly as it stands and fills in From, Begun and Ended.
// The error is that of the network; Truncated is then set.
func (c *Conn) Write(m *Message) error {
	final := m.Status >= 200 || m.Status == 101
	c.mu.Lock()
	if final {
		rest := len(bytes.Trim(c.buf, "\r\n")) > 0
		for _, q := range c.queue {
			rest = rest || len(bytes.Trim(q.b, "\r\n")) > 0
		}
		c.pipelined = rest
	}
	c.mu.Unlock()
	m.From, m.Begun = c.o.Self, c.now()
	_, err := c.c.Write(m.Raw)
	m.Ended = c.now()
	c.mu.Lock()
	switch {
	case final:
		m.Interim, c.interim = c.interim, nil
	case m.Status > 0:
		c.interim = append(c.interim, m)
	}
	c.mu.Unlock()
	if err == nil {
		return nil
	}
	m.Truncated = "closed"
	c.mu.Lock()
	if !errors.Is(err, net.ErrClosed) {
		c.ended(c.o.Peer, noteOf(err))
	}
	c.mu.Unlock()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}
