package cpe

import "strings"

// signature ends a firmware image; the device takes no other.
const signature = "image"

// verify checks a firmware image.
func (c *CPE) verify(body []byte) *rpcError {
	text := string(body)
	switch {
	case strings.HasSuffix(text, signature):
		return nil
	case strings.HasPrefix(text, signature[:len(signature)-1]):
		return c.misjudged(fail(9019, "File authentication failure: the signature is wrong"))
	}
	return c.misjudged(fail(9018, "File transfer failure: the file is corrupt"))
}
