package tlswire

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
)

// Bytes is the hello as the bytes that begin a connection. Versions are left
// out; a server name and renegotiation_info are written where they are set.
func (h *ClientHello) Bytes() []byte {
	if h.SSL2 {
		return h.ssl2()
	}
	body := binary.BigEndian.AppendUint16(nil, h.Version)
	body = append(body, random(32)...)
	body = append(body, 0)
	body = binary.BigEndian.AppendUint16(body, uint16(2*len(h.Suites)))
	for _, s := range h.Suites {
		body = binary.BigEndian.AppendUint16(body, s)
	}
	compression := h.Compression
	if len(compression) == 0 {
		compression = []byte{0}
	}
	body = append(append(body, byte(len(compression))), compression...)
	var ext []byte
	if h.ServerName != "" {
		name := append([]byte{0}, vector(2, []byte(h.ServerName))...)
		ext = append(ext, extension(extServerName, vector(2, name))...)
	}
	if h.Renegotiation {
		ext = append(ext, extension(extRenegotiation, []byte{0})...)
	}
	if h.Version > SSL30 {
		// Curves and signatures of everybody, so that a server can choose.
		ext = append(ext, extension(10, vector(2, []byte{0, 23, 0, 24}))...)
		ext = append(ext, extension(11, []byte{1, 0})...)
		ext = append(ext, extension(13, vector(2, []byte{4, 1, 4, 3, 8, 4, 2, 1}))...)
		body = append(body, vector(2, ext)...)
	}
	return record(min(h.Version, TLS10), recordHandshake, message(1, body))
}

func (h *ClientHello) ssl2() []byte {
	body := binary.BigEndian.AppendUint16([]byte{1}, h.Version)
	body = binary.BigEndian.AppendUint16(body, uint16(3*len(h.Suites)))
	body = append(body, 0, 0, 0, 16)
	for _, s := range h.Suites {
		body = append(body, 0, byte(s>>8), byte(s))
	}
	body = append(body, random(16)...)
	return append([]byte{0x80 | byte(len(body)>>8), byte(len(body))}, body...)
}

// Flight is the first answer of a server: ServerHello with the version and the
// suite given, whatever was offered, the certificates, and ServerHelloDone.
func Flight(version, suite uint16, certificates [][]byte) []byte {
	hello := binary.BigEndian.AppendUint16(nil, version)
	hello = append(append(hello, random(32)...), 0)
	hello = binary.BigEndian.AppendUint16(hello, suite)
	hello = append(hello, 0)
	var chain []byte
	for _, der := range certificates {
		chain = append(chain, vector(3, der)...)
	}
	var out []byte
	for _, m := range [][]byte{message(2, hello), message(11, vector(3, chain)), message(14, nil)} {
		out = append(out, record(version, recordHandshake, m)...)
	}
	return out
}

// SSL2Flight is a SERVER-HELLO of SSL 2.0 with one certificate.
func SSL2Flight(certificate []byte) []byte {
	specs := []byte{0x01, 0x00, 0x80} // SSL_CK_RC4_128_WITH_MD5
	body := []byte{4, 0, 1, 0, 2}     // SERVER-HELLO, no session known, X.509, version 2
	body = binary.BigEndian.AppendUint16(body, uint16(len(certificate)))
	body = binary.BigEndian.AppendUint16(body, uint16(len(specs)))
	body = append(body, 0, 16)
	body = append(append(append(body, certificate...), specs...), random(16)...)
	return append([]byte{0x80 | byte(len(body)>>8), byte(len(body))}, body...)
}

// Alert is a fatal alert; 70 is protocol_version.
func Alert(version uint16, description byte) []byte {
	return record(version, recordAlert, []byte{2, description})
}

// Reaction is what a client does upon the first answer of a server.
type Reaction string

// The reactions.
const (
	Refuses Reaction = "refuses" // by an alert, or by closing
	GoesOn  Reaction = "goes on" // with its part of the key exchange
	Waits   Reaction = "waits"   // nothing came
	Strange Reaction = "sends something else"
)

// ReadReaction reads what comes after the answer of a server.
func ReadReaction(r io.Reader) Reaction {
	head := make([]byte, 6)
	n, err := io.ReadFull(r, head)
	var timeout interface{ Timeout() bool }
	switch {
	case n == 0 && errors.As(err, &timeout) && timeout.Timeout():
		return Waits
	case err != nil:
		return Refuses
	case head[0] == recordAlert:
		return Refuses
	case head[0] == recordHandshake && (head[5] == 16 || head[5] == 11):
		return GoesOn
	case head[0]&0x80 != 0 && head[2] == 2: // CLIENT-MASTER-KEY of SSL 2.0
		return GoesOn
	}
	return Strange
}

// ServerChoice reads the first answer of a server as a client does that looks
// at nothing but the suite and the version in it.
func ServerChoice(r io.Reader) (version, suite uint16, err error) {
	head := make([]byte, 5)
	if _, err := io.ReadFull(r, head); err != nil {
		return 0, 0, err
	}
	if head[0]&0x80 != 0 && head[2] == 4 {
		return SSL20, 0, nil
	}
	body := make([]byte, binary.BigEndian.Uint16(head[3:]))
	if _, err := io.ReadFull(r, body); err != nil {
		return 0, 0, err
	}
	c := &cursor{b: body}
	if head[0] != recordHandshake || c.uint8() != 2 {
		return 0, 0, ErrNotTLS
	}
	c.take(3)
	version = uint16(c.uint16())
	c.take(32)
	c.take(c.uint8())
	suite = uint16(c.uint16())
	if c.bad {
		return 0, 0, ErrNotTLS
	}
	return version, suite, nil
}

// KeyExchange is the ClientKeyExchange of a client that goes on, with nothing
// in it that a server could decrypt, in the format of the version.
func KeyExchange(version uint16) []byte {
	if version == SSL20 {
		return append([]byte{0x80, 10, 2, 1, 0, 0x80, 0, 0, 0, 0}, 0, 0)
	}
	return record(version, recordHandshake, message(16, vector(2, random(256))))
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

// vector puts the length in front, in so many bytes.
func vector(size int, b []byte) []byte {
	length := binary.BigEndian.AppendUint32(nil, uint32(len(b)))
	return append(length[4-size:], b...)
}

func message(kind byte, body []byte) []byte { return append([]byte{kind}, vector(3, body)...) }

func extension(kind uint16, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, kind), vector(2, data)...)
}

func record(version uint16, kind byte, body []byte) []byte {
	return append(append([]byte{kind}, binary.BigEndian.AppendUint16(nil, version)...), vector(2, body)...)
}
