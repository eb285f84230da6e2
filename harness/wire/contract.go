package wire

import (
	"errors"
	"net"
	"time"
)

// Errors of reading a message.
var (
	ErrTimeout  = errors.New("nothing came before the deadline")
	ErrTooLarge = errors.New("the body is larger than the bound")
)

// Options of a tapped connection.
type Options struct {
	Origin  time.Time // when the record began; Begun and Ended count from here
	Self    Party     // this end
	Peer    Party     // the other end
	MaxBody int64     // bound of a body in bytes, 16 MiB if zero
}

// Conn is a tapped connection. One goroutine reads and one writes.
type Conn struct{}

// NewConn taps c (a *tls.Conn for TLS: the record holds what is inside).
func NewConn(c net.Conn, o Options) *Conn { panic("contract") }

// ReadRequest reads the next request. io.EOF: the peer closed before its first
// byte. Any other error comes with the part that was read, if there was one.
func (c *Conn) ReadRequest(deadline time.Time) (*Message, error) { panic("contract") }

// ReadResponse reads the final response to a request with the given method
// (interim 1xx responses are kept in Message.Interim and passed over).
func (c *Conn) ReadResponse(method string, deadline time.Time) (*Message, error) { panic("contract") }

// Write sends m.Raw exactly as it stands and fills in From, Begun and Ended.
func (c *Conn) Write(m *Message) error { panic("contract") }

// Close closes the connection; Closed tells which end closed first ("" while open).
func (c *Conn) Close() error { panic("contract") }

// WaitClose waits until the peer closes or sends something, and says which.
func (c *Conn) WaitClose(deadline time.Time) (closed bool, err error) { panic("contract") }

// NewRequest builds a request; fields are written in the order given, and
// nothing is added: Host and Content-Length are the caller's.
func NewRequest(method, target string, fields []Field, body []byte) *Message { panic("contract") }

// NewResponse builds a response likewise.
func NewResponse(status int, reason string, fields []Field, body []byte) *Message { panic("contract") }

// Parse frames the first message in raw bytes (a saved transcript) and returns the rest.
func Parse(raw []byte, request bool, method string) (m *Message, rest []byte) { panic("contract") }

// Get is the value of the first field of that name, in any case; Has tells whether there is one; Values are all.
func (m *Message) Get(name string) string      { panic("contract") }
func (m *Message) Has(name string) bool        { panic("contract") }
func (m *Message) Values(name string) []string { panic("contract") }
