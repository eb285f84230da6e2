package cpe

import (
	"errors"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Faults of the device in following redirects (section 3.4.2).

var errNotFollowed = errors.New("the redirect is not followed")

// redirectFault says that a redirect is not followed, by a fault or, for 301,
// by the device's choice.
func (h *client) redirectFault(resp *wire.Message, name string, n int) error {
	c := h.c
	switch {
	case h.session == nil:
	case c.faulty("redirect-301-unsupported") && resp.Status == 301,
		c.faulty("redirect-302-unsupported") && resp.Status == 302,
		c.faulty("redirect-307-unsupported") && resp.Status == 307,
		c.faulty("redirect-only-inform") && name != "Inform",
		c.faulty("redirect-limit-three") && n > 3,
		c.faulty("redirect-with-body-refused") && len(resp.Body) > 0,
		c.faulty("tls-redirect-to-http-declined") && h.at.Scheme == "https" && strings.HasPrefix(resp.Get("Location"), "http:"):
		return errNotFollowed
	}
	return nil
}

// takesBody says that the envelope in a redirect is taken for the answer.
func (h *client) takesBody(resp *wire.Message) bool {
	if !h.c.faulty("redirect-body-taken") || len(resp.Body) == 0 {
		return false
	}
	resp.Status = 200
	return true
}

// keepRedirect lets the new URL outlive the session.
func (h *client) keepRedirect(status int) {
	c := h.c
	if h.session == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.faulty("redirect-stored"):
		c.put("ManagementServer.URL", h.at.String())
		c.r.settings.url = h.at.String() // not a change by the ACS
	case c.faulty("redirect-remembered"),
		c.faulty("redirect-301-remembered") && status == 301:
		c.r.redirected = h.at.String()
	case c.faulty("redirect-remembered-for-retry"):
		h.session.redirected = h.at.String()
	}
}

// resend is the request that goes to the new URL.
func (h *client) resend(status int, method string, fields []wire.Field, body []byte) (string, []wire.Field, []byte) {
	switch {
	case h.session == nil:
	case h.c.faulty("redirect-as-get") && status == 302, h.c.faulty("redirect-301-as-get") && status == 301:
		return "GET", nil, nil
	case h.c.faulty("redirect-body-lost"):
		return method, nil, nil
	}
	return method, fields, body
}
