// Package wire records connections: every byte as it came, framed as HTTP/1.1
// messages without repairing anything. The verdict is read from what it keeps.
package wire

import "time"

// Party is one end of a recorded connection.
type Party string

// The parties of the recorded lanes.
const (
	CPE Party = "CPE"
	ACS Party = "ACS"
	FS  Party = "FS" // a file server
)

// Lane says what a connection is for.
type Lane string

// The lanes: CWMP sessions, connection requests to the CPE, file transfers.
const (
	LaneCWMP Lane = "cwmp"
	LaneCR   Lane = "connection-request"
	LaneFile Lane = "file"
)

// Field is one header or trailer field as it stood on the wire.
type Field struct {
	Name   string // case kept
	Value  string // optional white space around it removed
	Raw    string // the whole line without its line end
	Offset int    // in Message.Raw
}

// Defect is a departure from HTTP/1.1 message syntax and framing (RFC 7230).
type Defect struct {
	Code   string // stable, for example "http-bare-lf"
	Offset int    // in Message.Raw
	Detail string
}

// Message is one HTTP/1.1 message with every byte of it.
type Message struct {
	From Party

	// Start line. Exactly one of Method (a request) and Status (a response) is set.
	StartLine string
	Method    string
	Target    string
	Status    int
	Reason    string
	Proto     string // "HTTP/1.1"

	Fields   []Field
	Trailers []Field

	Raw        []byte // all bytes as they came: start line, fields, body with its framing
	BodyOffset int    // of the body in Raw
	Body       []byte // the body with transfer coding removed (content coding kept)
	Chunked    bool
	Truncated  string // why the message ended early: "", "closed", "timeout", "too large"

	// Reprinted says that the message was read from a text that does not keep
	// the bytes (a web page, a mail): what it lacks may have been lost there.
	Reprinted bool

	// Interim holds the 1xx responses that came before this final response.
	Interim []*Message

	// Pipelined: bytes of this request had arrived before the response to the
	// request before it was sent.
	Pipelined bool

	// Begun and Ended are real time since the record began: first and last byte.
	Begun, Ended time.Duration

	Defects []Defect

	spans []span // where the pieces of Body stand in Raw
}

// span is a piece of a body that is contiguous in the raw bytes.
type span struct{ body, raw int }
