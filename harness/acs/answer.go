package acs

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Answer is an HTTP response. The zero value is the empty one, 204.
type Answer struct {
	Status int          // 0: 200 with a body, 204 without
	Reason string       // empty: the usual phrase
	Fields []wire.Field // additional fields, or in place of the default field of the same name
	Omit   []string     // default fields to leave out
	Body   []byte
	Close  bool   // Connection: close, and close after the response
	HangUp bool   // close the connection without any answer
	Reset  bool   // the same with a TCP RST
	Raw    []byte // exact bytes of the response, overriding all of the above but Close
	Fatal  bool   // the session has to fail on it: the CPE's closing ends it at once
	Intent string // what departs from the standard on purpose; recorded
}

func (a Answer) status() int {
	switch {
	case a.Raw != nil:
		m, _ := wire.Parse(a.Raw, false, "POST")
		return m.Status
	case a.Status != 0:
		return a.Status
	case len(a.Body) > 0:
		return 200
	}
	return 204
}

func (a Answer) has(name string) bool {
	for _, f := range a.Fields {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	for _, n := range a.Omit {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// message builds the response with its default fields.
func (a Answer) message() *wire.Message {
	if a.Raw != nil {
		m, _ := wire.Parse(a.Raw, false, "POST")
		m.Raw = a.Raw
		return m
	}
	status := a.status()
	reason := a.Reason
	if reason == "" {
		reason = http.StatusText(status)
	}
	var fields []wire.Field
	add := func(name, value string) {
		if !a.has(name) {
			fields = append(fields, wire.Field{Name: name, Value: value})
		}
	}
	add("Server", "cwmpspec")
	if len(a.Body) > 0 {
		add("Content-Type", `text/xml; charset="utf-8"`)
	}
	if status != 204 && status >= 200 { // RFC 7230 3.3.2: none in 204
		add("Content-Length", fmt.Sprint(len(a.Body)))
	}
	if a.Close {
		add("Connection", "close")
	}
	return wire.NewResponse(status, reason, append(fields, a.Fields...), a.Body)
}

// plain is an answer with human-readable text and no SOAP (3.7.2.4).
func plain(status int, reason, text string, closes bool) Answer {
	a := Answer{Status: status, Reason: reason, Body: []byte(text), Close: closes}
	if text != "" {
		a.Fields = []wire.Field{{Name: "Content-Type", Value: "text/plain; charset=utf-8"}}
	}
	return a
}

// dress adds the session cookie, once; the caller holds mu. It lives as long
// as the session (marked for discard, 3.4.2), and on every path, so that it
// stands a redirect.
func (sess *Session) dress(a Answer) Answer {
	if sess.cookieSent || a.Raw != nil {
		return a
	}
	sess.cookieSent = true
	if !slices.Contains(a.Omit, "Set-Cookie") {
		a.Fields = append(a.Fields[:len(a.Fields):len(a.Fields)],
			wire.Field{Name: "Set-Cookie", Value: cookieName + "=" + sess.cookie + "; Path=/"})
	}
	return a
}

const cookieName = "cwmpspec"

func cookies(m *wire.Message) []string {
	var list []string
	for _, v := range m.Values("Cookie") {
		for _, pair := range strings.FieldsFunc(v, func(r rune) bool { return r == ';' || r == ',' }) {
			if name, value, _ := strings.Cut(strings.TrimSpace(pair), "="); name == cookieName {
				list = append(list, strings.Trim(value, `"`))
			}
		}
	}
	return list
}

// namespace is the CWMP namespace to answer in: that of the Inform, which
// tells the version of the CPE (Table 9), or the newest for a strange one.
func (sess *Session) namespace() string {
	if ns := sess.older.Load(); ns != nil {
		return *ns
	}
	switch ns := sess.env.Namespace; ns {
	case cwmp.NS10, cwmp.NS11, cwmp.NS12:
		return ns
	}
	return cwmp.NS12
}

// Play has the ACS speak as one of an older version, which knows nothing of
// SupportedCWMPVersions (Table 11): namespace is that of CWMP 1.0, 1.1, or 1.2
// and 1.3. It holds for the rest of the session.
func (sess *Session) Play(namespace string) { sess.older.Store(&namespace) }

// Envelope is an answer with a SOAP envelope in the namespace of the Inform.
// The body is a pointer to a message struct of package cwmp, a *cwmp.Fault, or
// a *cwmp.Unknown, which Message gives a name. A response or fault carries the
// cwmp:ID of the request that waits, a request an ID of its own.
func (sess *Session) Envelope(body any) Answer {
	name := "Fault"
	if _, isFault := body.(*cwmp.Fault); !isFault {
		name = reflect.TypeOf(body).Elem().Name()
	}
	return sess.Message(name, body)
}

// Message is Envelope with the name of the body's element given.
func (sess *Session) Message(name string, body any) Answer {
	return Answer{Body: sess.encode(sess.Header(name), name, body)}
}

// Header is the header that Message uses for a body element of that name.
func (sess *Session) Header(name string) cwmp.Header {
	in := sess.Waiting()
	if name == "Fault" || strings.HasSuffix(name, "Response") {
		return echo(in)
	}
	sess.ids++
	prefix := "cwmpspec"
	if sess.claim != nil && sess.claim.IDPrefix != "" {
		prefix = sess.claim.IDPrefix
	}
	id := fmt.Sprintf("%s-%d", prefix, sess.ids)
	return cwmp.Header{ID: &id}
}

// echo is the header of the response to a request: its ID, and nothing if it had none (3.5).
func echo(in *Incoming) cwmp.Header {
	if in == nil || in.Env == nil || in.Env.Kind != cwmp.Request {
		return cwmp.Header{}
	}
	return cwmp.Header{ID: in.Env.Header.ID}
}

// InformResponse is the proper answer to the Inform: MaxEnvelopes 1, its
// namespace and cwmp:ID, and the version chosen if the CPE listed its versions
// (3.7.2.1); fault 8006 if none of them is one of CWMP 1.0 to 1.4.
func (sess *Session) InformResponse() Answer {
	h := cwmp.Header{ID: sess.env.Header.ID}
	if list := sess.env.Header.SupportedCWMPVersions; len(list) > 0 && sess.older.Load() == nil {
		version := highest(list)
		if version == "" && sess.s.faulty("acs-version-unknown-accepted") {
			version = "1.4"
		}
		if version == "" {
			return Answer{Body: sess.encode(h, "Fault", soapFault("8006", "ACS version incompatible with CPE"))}
		}
		h.UseCWMPVersion = &version
	}
	if hold := sess.holds(); hold {
		h.HoldRequests = &hold
	}
	return Answer{Body: sess.encode(h, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1})}
}

func highest(list []string) string {
	best := ""
	for _, v := range list {
		switch v = strings.TrimSpace(v); v {
		case "1.0", "1.1", "1.2", "1.3", "1.4":
			best = max(best, v)
		}
	}
	return best
}

func soapFault(code, text string) *cwmp.Fault {
	source := "Server"
	if info, ok := cwmp.LookupFault(code); ok && info.Source != "" {
		source = info.Source
	}
	return &cwmp.Fault{SOAPCode: source, SOAPString: "CWMP fault", HasCWMP: true, FaultCode: code, FaultString: text, HasFaultString: true}
}

// Calm is the proper answer to the POST that waits when the ACS wants nothing
// of the CPE.
func (sess *Session) Calm() Answer {
	in := sess.Waiting()
	if in == nil {
		return Answer{}
	}
	return sess.calmAnswer(in)
}

func (sess *Session) calmAnswer(in *Incoming) Answer {
	if wrong := twists[sess.s.cfg.Fault]; wrong != nil {
		return wrong(sess, in, func() Answer { return sess.proper(in) })
	}
	return sess.proper(in)
}

// proper is the calm answer of an ACS without a fault.
func (sess *Session) proper(in *Incoming) Answer {
	env := in.Env
	switch {
	case env == nil && in.Empty:
		return sess.ownTurn()
	case env == nil || env.Kind == cwmp.None || env.SOAP == nil || env.SOAP.Malformed:
		return plain(400, "", "This is not a CWMP envelope.\n", true)
	case env.Kind == cwmp.FaultMsg && !sess.s.fits(env):
		return plain(400, "", "This fault is not in the form of CWMP.\n", true)
	case env.Kind != cwmp.Request:
		return sess.ownTurn()
	}
	methods := sess.methods()
	switch {
	case sess.s.cfg.Strict && slices.ContainsFunc(env.Defects, breaksSchema) && !sess.s.faulty("acs-schema-ignored"):
		return Answer{Body: sess.encode(echo(in), "Fault", soapFault("8003", "Invalid arguments")), Fatal: env.Method == "Inform"}
	case env.Method == "Inform":
		return sess.InformResponse()
	case env.Method == "GetRPCMethods":
		return Answer{Body: sess.encode(echo(in), "GetRPCMethodsResponse", &cwmp.GetRPCMethodsResponse{MethodList: methods})}
	case slices.Contains(methods, env.Method):
		return Answer{Body: sess.encode(echo(in), env.Method+"Response", &cwmp.Unknown{})}
	}
	return Answer{Body: sess.encode(echo(in), "Fault", soapFault("8000", "Method not supported"))}
}

// breaksSchema tells whether a defect makes the arguments of a request useless (A.2.3).
func breaksSchema(d soap.Defect) bool {
	switch d.Code {
	case cwmp.MissingElement, cwmp.DuplicateElement, cwmp.ValueInteger, cwmp.ValueBoolean, cwmp.ValueRange, cwmp.DateTimeForm, cwmp.ChildContent:
		return strings.HasPrefix(d.Path, "/Envelope/Body/") && !strings.HasSuffix(d.Path, "/Value")
	}
	return false
}

// fits says that a fault is in the form of section 3.5. The SOAP faultcode may
// be ignored, so it is.
func (s *Server) fits(env *cwmp.Envelope) bool {
	return wellFormedFault(env, s.cfg.Strict, true, s.cfg.Strict)
}

// wellFormedFault is fits with a say in what is looked at.
func wellFormedFault(env *cwmp.Envelope, text, detail, code bool) bool {
	f, ok := env.Body.(*cwmp.Fault)
	if !ok || detail && !f.HasCWMP {
		return false
	}
	number := strings.TrimSpace(f.FaultCode)
	return (!text || strings.Contains(f.SOAPString, "CWMP fault")) &&
		(!code || !f.HasCWMP || number != "" && strings.Trim(number, "0123456789") == "")
}

// methods are the methods of an ACS that this one serves, all with an empty
// response but the first two, as far as the version of the session has them.
func (sess *Session) methods() []string {
	list := []string{"Inform", "GetRPCMethods", "TransferComplete", "RequestDownload"}
	if sess.namespace() == cwmp.NS10 {
		return list
	}
	list = append(list, "AutonomousTransferComplete")
	if sess.namespace() == cwmp.NS11 {
		return list
	}
	return append(list, "DUStateChangeComplete", "AutonomousDUStateChangeComplete")
}
