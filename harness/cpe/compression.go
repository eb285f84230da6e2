package cpe

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const compressionOff = "Disabled"

// compression is the value of HTTPCompression that a session goes by.
func (c *CPE) compression() string {
	switch v := c.get("ManagementServer.HTTPCompression"); {
	case c.faulty("compression-not-used"):
		return compressionOff
	case c.faulty("compression-not-disabled") && v != compressionOff:
		c.r.compressed = v
		return v
	case c.r.plain:
		c.r.plain = false // for one session
		return compressionOff
	case c.r.compressed != "":
		return c.r.compressed
	default:
		return v
	}
}

// compressionFits says why a value cannot be given to HTTPCompression.
func (c *CPE) compressionFits(value string) error {
	listed := strings.Split(c.get("ManagementServer.HTTPCompressionSupported"), ",")
	switch {
	case c.faulty("compression-deflate-refused") && value == "Deflate":
		return errors.New("it is not supported")
	case value == compressionOff, contains(listed, value), c.faulty("compression-unlisted-accepted"):
		return nil
	}
	return errors.New("it is not in HTTPCompressionSupported")
}

// compress gives a body the content coding of the session (section 3.4.7).
func (s *session) compress(fields []wire.Field, body []byte) ([]wire.Field, []byte) {
	var b bytes.Buffer
	var w io.WriteCloser
	if s.c.faulty("compression-not-of-short-messages") && len(body) < 1000 {
		return fields, body
	}
	if s.c.faulty("compression-in-force-at-once") {
		s.c.mu.Lock()
		s.compression = s.c.compression()
		s.c.mu.Unlock()
	}
	switch s.compression {
	case "GZIP":
		w = gzip.NewWriter(&b)
	case "Deflate":
		w = zlib.NewWriter(&b)
		if s.c.faulty("compression-deflate-raw") {
			w, _ = flate.NewWriter(&b, flate.DefaultCompression) // the level is in order
		}
	default:
		return fields, body
	}
	_, _ = w.Write(body) // into memory: never fails
	_ = w.Close()
	return append(fields, wire.Field{Name: "Content-Encoding", Value: strings.ToLower(s.compression)}), b.Bytes()
}

// refused draws the consequence of status 415: no more compression. The
// session fails and is tried again.
func (s *session) refused(status int) error {
	if status == 415 && s.compression != compressionOff && !s.c.faulty("compression-kept-after-415") {
		s.c.mu.Lock()
		if s.c.faulty("compression-setting-outlasts-415") {
			s.c.r.plain = true
		} else {
			s.c.put("ManagementServer.HTTPCompression", compressionOff)
		}
		s.c.mu.Unlock()
	}
	if status == 415 && s.c.faulty("compression-no-retry-after-415") {
		return errNoRetry
	}
	return fmt.Errorf("HTTP status %d", status)
}

// errNoRetry is the end of a session that a fault does not try again.
var errNoRetry = errors.New("the session failed and is given up")
