package cpe

import (
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// mutation is how a fault changes what the device sends. All hooks are
// optional; name is the local name of the body's element, for example
// "Inform", "GetParameterValuesResponse" or "Fault".
type mutation struct {
	// Message changes a message before it is encoded: body is a pointer to a
	// message struct. Header fields are pointers: set them to nil to leave an element out.
	Message func(s *session, name string, h *cwmp.Header, body any)
	// Style changes how a message is spelled.
	Style func(s *session, name string, style *cwmp.Style)
	// Bytes changes the encoded envelope.
	Bytes func(name string, b []byte) []byte
	// HTTP changes a request before it is framed; s is nil for a file transfer.
	// Content-Length is already set: set it anew after changing the Body.
	HTTP func(s *session, r *request)
	// Raw changes the bytes of a framed request.
	Raw func(b []byte) []byte
}

// mutations holds the faults that change what is sent. Faults that change what
// is done instead are asked for by CPE.faulty at the place.
var mutations = map[string]mutation{}

// mutate is for the package-level tables in the files faulty_*.go.
func mutate(id string, m mutation) bool {
	if _, dup := mutations[id]; dup {
		panic(fmt.Sprintf("cpe: the fault %s is given twice", id))
	}
	mutations[id] = m
	return true
}

func (c *CPE) mutation() mutation { return mutations[c.cfg.Fault] }
