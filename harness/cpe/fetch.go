package cpe

import (
	"errors"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// perform carries a file over a connection of its own (section 3.4.3). It does
// not hold the lock. The error is nil, or has the code for TransferComplete.
func (c *CPE) perform(t *transfer) ([]byte, *rpcError) {
	if e := c.refusesLate(t); e != nil {
		return nil, e
	}
	h := &client{c: c, peer: wire.FS, user: t.user, pass: t.pass, at: t.url, jar: jar{faulty: c.faulty}}
	defer h.hangUp()
	if c.faulty("file-on-acs-unreachable") && t.url.Host == c.acsHost() {
		return nil, fail(9015, "File transfer failure: unable to contact file server")
	}
	if c.cached(t) {
		return []byte("as before"), nil
	}
	c.fileServer(h)
	general := 9010
	var resp *wire.Message
	var err error
	if t.download {
		resp, err = h.do("GET", "GET", nil, nil)
	} else {
		general = 9011
		c.mu.Lock()
		body, ferr := c.fileToUpload(t.fileType)
		c.mu.Unlock()
		if ferr != nil {
			return nil, fail(9011, "Upload failure: %v", ferr)
		}
		method := "PUT"
		if c.faulty("upload-by-post") {
			method = "POST"
		}
		if c.faulty("upload-file-by-url") && strings.HasSuffix(t.url.Path, ".log") {
			body = []byte("the device was started\n")
		}
		resp, err = h.do("PUT", method, []wire.Field{{Name: "Content-Type", Value: "application/octet-stream"}}, body)
	}
	switch {
	case errors.Is(err, errUnauthorized):
		return nil, fail(9012, "File transfer server authentication failure")
	case err != nil && h.connTo == "":
		return nil, fail(9015, "File transfer failure: unable to contact file server: %v", err)
	case err != nil:
		return nil, fail(general, "File transfer failure: %v", err)
	case resp.Status == 403 || resp.Status == 404 || resp.Status == 410:
		if t.download {
			return nil, fail(9016, "File transfer failure: HTTP status %d", resp.Status)
		}
		return nil, fail(9011, "Upload failure: HTTP status %d", resp.Status)
	case resp.Status < 200 || resp.Status > 299:
		return nil, fail(general, "File transfer failure: HTTP status %d", resp.Status)
	}
	if c.faulty("download-size-mismatch-fails") && t.size != 0 && len(resp.Body) != int(t.size) {
		return nil, fail(9018, "File transfer failure: the file has not the size announced")
	}
	return resp.Body, nil
}
