// Package tlswire reads and writes the first messages of a TLS handshake byte
// by byte: what a client offers, and what no proper TLS library would send. It
// encrypts nothing.
package tlswire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Versions as they stand in records and hellos.
const (
	SSL20 uint16 = 0x0002
	SSL30 uint16 = 0x0300
	TLS10 uint16 = 0x0301
	TLS11 uint16 = 0x0302
	TLS12 uint16 = 0x0303
	TLS13 uint16 = 0x0304
)

// Record types.
const (
	recordAlert     = 21
	recordHandshake = 22
)

// ErrNotTLS is about a connection that does not begin with a ClientHello.
var ErrNotTLS = errors.New("the connection does not begin with a ClientHello")

// ClientHello is what a client offers (RFC 5246 7.4.1.2, RFC 8446 4.1.2).
type ClientHello struct {
	SSL2          bool     // in the format of SSL 2.0 (RFC 5246 Appendix E.2)
	Version       uint16   // client_version
	Versions      []uint16 // of the extension supported_versions, without GREASE
	Suites        []uint16 // in the order of preference, without GREASE
	Compression   []byte   // compression methods
	ServerName    string   // host_name of the extension server_name
	Renegotiation bool     // the extension renegotiation_info or its cipher suite value is there
}

// Highest is the highest version that the client offers.
func (h *ClientHello) Highest() uint16 {
	if len(h.Versions) == 0 {
		return h.Version
	}
	var v uint16
	for _, o := range h.Versions {
		v = max(v, o)
	}
	return v
}

// Offers says whether a version is among those offered. Without
// supported_versions the lowest is not known, and all up to the highest count.
func (h *ClientHello) Offers(version uint16) bool {
	if len(h.Versions) == 0 {
		return version <= h.Version
	}
	for _, o := range h.Versions {
		if o == version {
			return true
		}
	}
	return false
}

// grease says that a value is one of those that mean nothing (RFC 8701).
func grease(v uint16) bool { return v&0x0f0f == 0x0a0a && v>>8 == v&0xff }

// ReadClientHello reads the ClientHello that begins a connection. raw is what
// was read, also with an error; ErrNotTLS comes after the first few bytes.
func ReadClientHello(r io.Reader) (raw []byte, hello *ClientHello, err error) {
	more := func(n int) error {
		at := len(raw)
		raw = append(raw, make([]byte, n)...)
		got, err := io.ReadFull(r, raw[at:])
		raw = raw[:at+got]
		return err
	}
	if err := more(5); err != nil {
		return raw, nil, err
	}
	if raw[0]&0x80 != 0 && raw[2] == 1 {
		length := int(raw[0]&0x7f)<<8 | int(raw[1])
		if err := more(max(length-3, 0)); err != nil {
			return raw, nil, err
		}
		hello, err = parseSSL2(raw[2:])
		return raw, hello, err
	}
	var message []byte
	for head := raw; ; head = raw[len(raw)-5:] {
		length := int(binary.BigEndian.Uint16(head[3:]))
		if head[0] != recordHandshake || head[1] != 3 || length == 0 || length > 1<<14 {
			return raw, nil, ErrNotTLS
		}
		at := len(raw)
		if err := more(length); err != nil {
			return raw, nil, err
		}
		message = append(message, raw[at:]...)
		if message[0] != 1 {
			return raw, nil, ErrNotTLS
		}
		if len(message) >= 4 && len(message) >= 4+int(message[1])<<16+int(message[2])<<8+int(message[3]) {
			hello, err = parse(message[4:])
			return raw, hello, err
		}
		if err := more(5); err != nil {
			return raw, nil, err
		}
	}
}

// cursor takes a message apart; once it runs over the end it is bad.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) take(n int) []byte {
	if n > len(c.b) {
		c.bad, c.b = true, nil
		return make([]byte, n)
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) uint8() int  { return int(c.take(1)[0]) }
func (c *cursor) uint16() int { return int(binary.BigEndian.Uint16(c.take(2))) }
func numbers(b []byte) []uint16 {
	var list []uint16
	for ; len(b) >= 2; b = b[2:] {
		if v := binary.BigEndian.Uint16(b); !grease(v) {
			list = append(list, v)
		}
	}
	return list
}

// Values of the hello that have a meaning here.
const (
	renegotiationSuite = 0x00ff // TLS_EMPTY_RENEGOTIATION_INFO_SCSV
	extServerName      = 0
	extVersions        = 43
	extRenegotiation   = 0xff01
)

func parse(b []byte) (*ClientHello, error) {
	c := &cursor{b: b}
	h := &ClientHello{Version: uint16(c.uint16())}
	c.take(32)
	c.take(c.uint8())
	h.Suites = numbers(c.take(c.uint16()))
	h.Compression = c.take(c.uint8())
	if len(c.b) > 0 { // extensions may be left out
		h.extensions(&cursor{b: c.take(c.uint16())}, c)
	}
	if c.bad {
		return nil, fmt.Errorf("the ClientHello breaks off")
	}
	for _, s := range h.Suites {
		h.Renegotiation = h.Renegotiation || s == renegotiationSuite
	}
	return h, nil
}

func (h *ClientHello) extensions(list, whole *cursor) {
	for len(list.b) > 0 {
		kind, data := list.uint16(), &cursor{b: list.take(list.uint16())}
		switch kind {
		case extServerName:
			names := &cursor{b: data.take(data.uint16())}
			if names.uint8() == 0 {
				h.ServerName = string(names.take(names.uint16()))
			}
			data.bad = data.bad || names.bad
		case extVersions:
			h.Versions = numbers(data.take(data.uint8()))
		case extRenegotiation:
			h.Renegotiation = true
		}
		whole.bad = whole.bad || data.bad || list.bad
	}
}

func parseSSL2(b []byte) (*ClientHello, error) {
	c := &cursor{b: b[1:]}
	h := &ClientHello{SSL2: true, Version: uint16(c.uint16())}
	specs, session, challenge := c.uint16(), c.uint16(), c.uint16()
	for list := c.take(specs); len(list) >= 3; list = list[3:] {
		if list[0] == 0 {
			h.Suites = append(h.Suites, binary.BigEndian.Uint16(list[1:]))
		}
	}
	c.take(session + challenge)
	if c.bad {
		return nil, fmt.Errorf("the ClientHello breaks off")
	}
	for _, s := range h.Suites {
		h.Renegotiation = h.Renegotiation || s == renegotiationSuite
	}
	return h, nil
}
