package cpe

import (
	"bytes"
	"io"
	"net"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Faults of the device in who and what gets through to its Connection Request
// server, and in how that challenges.

// lateAnswer is how long after its session has begun a broken device answers
// the Connection Request that asked for it.
const lateAnswer = 5 * time.Second

// otherProtocol serves what else is spoken on the port, and then returns nil:
// the connection is over. Else it returns the connection.
func (c *CPE) otherProtocol(raw net.Conn) net.Conn {
	host, _, _ := net.SplitHostPort(raw.RemoteAddr().String())
	own, _, _ := net.SplitHostPort(raw.LocalAddr().String())
	if c.faulty("connection-request-acs-address-only") && host != own { // the ACS is on the same machine
		_ = raw.Close()
		return nil
	}
	if !c.faulty("connection-request-port-tls") && !c.faulty("connection-request-port-ssh") {
		return raw
	}
	head := make([]byte, 4)
	_ = raw.SetReadDeadline(time.Now().Add(c.clock.Real(silence)))
	n, err := io.ReadFull(raw, head)
	_ = raw.SetReadDeadline(time.Time{})
	switch {
	case err != nil:
	case c.faulty("connection-request-port-tls") && head[0] == 22:
		_, _ = raw.Write(tlswire.Flight(tlswire.TLS12, tlswire.Mandatory, [][]byte{bytes.Repeat([]byte{0x30}, 600)}))
	case c.faulty("connection-request-port-ssh") && strings.HasPrefix(string(head), "SSH-"):
		_, _ = raw.Write([]byte("SSH-2.0-dropbear_2019.78\r\n"))
	default:
		return &replayed{Conn: raw, Reader: io.MultiReader(bytes.NewReader(head[:n]), raw)}
	}
	_ = raw.Close()
	return nil
}

// replayed is a connection of which the first bytes were read ahead.
type replayed struct {
	net.Conn
	io.Reader
}

func (r *replayed) Read(b []byte) (int, error) { return r.Reader.Read(b) }

// spoilChallenge changes the challenge to a Connection Request.
func (c *CPE) spoilChallenge(ch httpauth.Challenge) httpauth.Challenge {
	switch {
	case c.faulty("connection-request-basic"):
		return httpauth.Challenge{Scheme: "Basic", Realm: crRealm}
	case c.faulty("connection-request-without-qop"):
		ch.QOP = ""
	case c.faulty("connection-request-sha-256-only"):
		ch.Algorithm = "SHA-256"
	case c.faulty("connection-request-md5-sess"):
		ch.Algorithm = "MD5-sess"
	case c.faulty("connection-request-md5-unnamed"):
		ch.Algorithm = ""
	}
	return ch
}

// challenges are the header fields of a challenge; a lenient device offers
// SHA-256 ahead of it.
func (c *CPE) challenges(ch httpauth.Challenge) []wire.Field {
	list := []wire.Field{{Name: "WWW-Authenticate", Value: ch.String()}}
	if c.faulty("connection-request-sha-256-besides") {
		ch.Algorithm, ch.Nonce = "SHA-256", httpauth.Nonce()
		c.nonces = append(c.nonces, &nonce{challenge: ch, used: map[string]bool{}})
		list = append([]wire.Field{{Name: "WWW-Authenticate", Value: ch.String()}}, list...)
	}
	return list
}

// callLimit is how many Connection Requests a device with a limit takes before
// the session that they ask for begins.
const callLimit = 8

// limited is the answer of a device with a limit; the caller holds mu.
func (c *CPE) limited(a, refusal crAnswer) crAnswer {
	if c.r.callAt.IsZero() {
		c.r.taken = 0 // no session is due
	}
	if c.r.taken++; c.r.taken <= callLimit {
		return a
	}
	switch {
	case c.faulty("connection-request-limit-403"):
		return crAnswer{status: 403, reason: "Forbidden"}
	case c.faulty("connection-request-limit-silent"):
		return crAnswer{}
	}
	return refusal
}
