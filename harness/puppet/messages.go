package puppet

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// event reads "M Reboot/the-key".
func event(s string) cwmp.EventStruct {
	code, key, _ := strings.Cut(s, "/")
	return cwmp.EventStruct{EventCode: code, CommandKey: key}
}

// value is a parameter as the ACS may read it.
func (d *Device) value(n *datamodel.Node) cwmp.ParameterValueStruct {
	v := cwmp.Value{Type: n.Row.Type, Text: d.Tree.Text(n)}
	if v.Type == "base64" {
		v.TypeSpace = soap.NSEncoding
	}
	return cwmp.ParameterValueStruct{Name: n.Path(), Value: v}
}

// versions are the CWMP versions up to the highest that the device has.
func versions(highest string) []string {
	var list []string
	for _, v := range []string{"1.0", "1.1", "1.2", "1.3", "1.4"} {
		if v <= highest {
			list = append(list, v)
		}
	}
	return list
}

// Header is the header of a request of the device: an ID that no other request
// of the session has, and in an Inform what its version asks for (Table 4).
func (s *Session) Header(name string) cwmp.Header {
	s.ids++
	id := fmt.Sprintf("%s-%d", s.Device.label(), s.ids)
	h := cwmp.Header{ID: &id}
	if name != "Inform" {
		return h
	}
	if s.Version >= "1.3" {
		seconds := s.SessionTimeout
		if seconds == 0 {
			seconds = 60
		}
		h.SessionTimeout = &seconds
	}
	if s.Version >= "1.4" {
		h.SupportedCWMPVersions = versions(s.Version)
	}
	return h
}

// style is how the next envelope is spelled.
func (s *Session) style() cwmp.Style {
	style := s.Style
	if style.Namespace == "" {
		style.Namespace = cwmp.NamespaceOf(s.Version)
	}
	return style
}

// Encode writes an envelope of the session. The body is a pointer to a message
// struct of package cwmp, a *cwmp.Fault or a *cwmp.Unknown.
func (s *Session) Encode(h cwmp.Header, name string, body any) []byte {
	return cwmp.Encode(h, name, body, s.style())
}

// Request is a request of the device with an ID of its own.
func (s *Session) Request(body any) Request { return s.Named(cwmp.NameOf(body), body) }

// Named is Request with the name of the body's element given.
func (s *Session) Named(name string, body any) Request {
	return Request{Body: s.Encode(s.Header(name), name, body)}
}

// Response is the device's answer to a request of the ACS: a response or a
// *cwmp.Fault, with the ID of the request.
func (s *Session) Response(to *cwmp.Envelope, body any) Request {
	return Request{Body: s.Encode(cwmp.Header{ID: to.Header.ID}, cwmp.NameOf(body), body), answer: true}
}

// Inform sends an Inform and sees it through challenges and redirects. If an
// InformResponse comes, the session goes on in the version that it tells (3.7.2.1).
//
// An ACS may need a moment after it has ended a session until it takes the next
// one of the same device, or may be starting anew. A device that had a session
// before and is refused by an HTTP error, or that gets no connection, tries
// again as Table 3 has it, three times at most. Begin does not.
func (s *Session) Inform(m *cwmp.Inform) *Reply {
	r := s.Begin(s.Request(m))
	again := *m
	for _, wait := range []time.Duration{6 * time.Second, 12 * time.Second, 24 * time.Second} {
		down := errors.Is(r.Err, syscall.ECONNREFUSED)
		busy := s.Device.opened > 1 && r.Env == nil && r.Status() >= 400 && r.Status() != 401
		if !down && !busy || s.Device.Clock.Wait(s.Device.ctx, wait) != nil {
			break
		}
		s.HangUp()
		s.start()
		again.RetryCount++
		r = s.Begin(s.Request(&again))
	}
	return r
}

// Begin is Inform with the request given as it is to be sent.
func (s *Session) Begin(q Request) *Reply {
	r := s.Do(q)
	if r.Responds("Inform") && s.Style.Namespace == "" {
		switch use := r.Env.Header.UseCWMPVersion; {
		case use != nil && *use != "":
			s.Style.Namespace = cwmp.NamespaceOf(*use)
		default:
			s.Style.Namespace = r.Env.Namespace
		}
	}
	return r
}

// Call sends a request of the device within the session.
func (s *Session) Call(body any) *Reply { return s.Do(s.Request(body)) }

// Empty sends an empty POST.
func (s *Session) Empty() *Reply { return s.Do(Request{}) }

// Fault is a fault of the device in the form of section 3.5.
func Fault(code, text string) *cwmp.Fault {
	f := &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true, FaultCode: code, FaultString: text, HasFaultString: true}
	if info, ok := cwmp.LookupFault(code); ok && info.Source == "Client" {
		f.SOAPCode = "Client"
	}
	return f
}

// most is how many requests of the ACS are answered in one session before the
// device has enough: an ACS that asks without end must not hold up the run.
const most = 500

// Serve goes on with the session from the latest reply: requests of the ACS
// are answered correctly, and an empty POST is sent where the ACS is to have its
// turn, until the ACS has nothing more. It returns the requests that came and
// the last reply, by which the session ended or failed.
func (s *Session) Serve() (asked []*cwmp.Envelope, last *Reply) {
	return s.ServeUntil(func(*cwmp.Envelope) bool { return false })
}

// ServeUntil is Serve that stops at a request of the ACS that is wanted; the
// last reply holds it, unanswered.
func (s *Session) ServeUntil(wanted func(*cwmp.Envelope) bool) (asked []*cwmp.Envelope, last *Reply) {
	r := s.last
	for r != nil && r.Err == nil && len(asked) < most {
		switch {
		case r.Asks():
			asked = append(asked, r.Env)
			if wanted(r.Env) {
				return asked, r
			}
			r = s.Do(s.Response(r.Env, s.Device.Answer(r.Env)))
		case r.Empty() && s.turned || r.Status()/100 != 2:
			return asked, r
		case s.turned && !r.Empty():
			return asked, r // neither request nor end
		default:
			r = s.Do(Request{})
		}
	}
	return asked, r
}

// Finish serves the session to its end and closes the connection.
func (s *Session) Finish() (asked []*cwmp.Envelope, last *Reply) {
	asked, last = s.Serve()
	s.HangUp()
	return asked, last
}

// Values are all Parameters of the device with their values.
func (d *Device) Values() []cwmp.ParameterValueStruct {
	var list []cwmp.ParameterValueStruct
	for _, n := range d.Tree.Root().Params() {
		list = append(list, d.value(n))
	}
	return list
}
