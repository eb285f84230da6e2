package acs

import (
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// mutation is how a fault changes what the ACS sends. All hooks are optional;
// name is the local name of the body's element, for example "InformResponse",
// "GetParameterValues" or "Fault".
type mutation struct {
	// Message changes a message before it is encoded: body is a pointer to a
	// message struct. Header fields are pointers: set them to nil to leave an element out.
	Message func(sess *Session, name string, h *cwmp.Header, body any)
	// Style changes how a message is spelled.
	Style func(sess *Session, name string, style *cwmp.Style)
	// Bytes changes the encoded envelope.
	Bytes func(sess *Session, name string, b []byte) []byte
	// HTTP changes an answer to m before it is framed; sess is nil outside a session.
	HTTP func(sess *Session, m *wire.Message, a *Answer)
	// Raw changes the bytes of a framed response.
	Raw func(b []byte) []byte
}

// mutations holds the faults that change what is sent. Faults that change what
// is done instead are asked for by Server.faulty at the place.
var mutations = map[string]mutation{}

// mutate is for the package-level tables in the files faulty_*.go.
func mutate(id string, m mutation) bool {
	if _, dup := mutations[id]; dup {
		panic(fmt.Sprintf("acs: the fault %s is given twice", id))
	}
	mutations[id] = m
	return true
}

func (s *Server) mutation() mutation { return mutations[s.cfg.Fault] }

// faulty tells whether the ACS shows this fault.
func (s *Server) faulty(id string) bool { return s.cfg.Fault == id }

// encode writes an envelope in the namespace of the session, with the fault
// that the ACS shows.
func (sess *Session) encode(h cwmp.Header, name string, body any) []byte {
	m := sess.s.mutation()
	style := cwmp.Style{Namespace: sess.namespace()}
	if m.Message != nil {
		m.Message(sess, name, &h, body)
	}
	if m.Style != nil {
		m.Style(sess, name, &style)
	}
	b := cwmp.Encode(h, name, body, style)
	if m.Bytes != nil {
		b = m.Bytes(sess, name, b)
	}
	return b
}

// framed is the response to m that an answer makes, with the fault that the ACS shows.
func (s *Server) framed(sess *Session, m *wire.Message, a Answer) *wire.Message {
	f := s.mutation()
	if f.HTTP != nil {
		f.HTTP(sess, m, &a)
	}
	resp := a.message()
	if f.Raw != nil {
		resp = Answer{Raw: f.Raw(resp.Raw)}.message()
	}
	return resp
}
