package puppet

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Session is one session of a device with the ACS. What it does of its own
// accord: it keeps cookies, answers challenges, follows redirects, opens a
// connection when there is none, and closes it when the ACS says so.
type Session struct {
	Device *Device
	At     *url.URL // where the next request goes; a redirect moves it
	// Credentials answer challenges; nil: they are not answered.
	Credentials *Credentials
	// Version is the highest CWMP version of the device, "1.0" to "1.4".
	Version string
	// Style is how envelopes are spelled. Its Namespace, if empty, is that of
	// the Version, and after the InformResponse that of the version negotiated.
	Style cwmp.Style
	// SessionTimeout is the header of the Inform from version 1.3 on; 60 if zero.
	SessionTimeout uint32

	key  string
	jar  *cookiejar.Jar
	conn *conn
	ids  int

	challenge *httpauth.Challenge
	cnonce    string
	nc        int
	last      *Reply
	turned    bool // an empty POST or an answer was sent: an empty response now is the end
}

// start makes it a session of which the ACS knows nothing yet.
func (s *Session) start() {
	s.jar, _ = cookiejar.New(nil) // never fails
	s.key, s.turned = token(8), false
}

// Credentials are a user name and a password.
type Credentials struct{ Username, Password string }

// Slow has a request sent in pieces of some bytes, with a pause of protocol
// time after each.
type Slow struct {
	Piece int
	Pause time.Duration
}

// Request is an HTTP request. The zero value is an empty POST.
type Request struct {
	Method string // "POST" if empty
	Target string // path and query of the URL if empty
	Body   []byte
	Fields []wire.Field // added; a field takes the place of the default field of the same name
	Omit   []string     // default fields to leave out: Host, User-Agent, SOAPAction, Content-Type, Cookie, Authorization, Content-Length
	Chunk  int          // size of chunks; zero: Content-Length
	Raw    []byte       // exact bytes, overriding all of the above
	Slow   Slow
	Wait   time.Duration // for the response, in protocol time; the stage's patience if zero
	// Intent says what departs from the standard on purpose, in a few words; recorded.
	Intent string

	answer bool // it answers a request of the ACS
}

// Reply is what came of a request.
type Reply struct {
	X    *transcript.Exchange
	Resp *wire.Message  // nil if there was none; with Err it is what came of one
	Env  *cwmp.Envelope // nil if there is none
	Err  error          // why there is no complete response
}

// Send sends one request and reads the response to it, whatever it says.
func (s *Session) Send(q Request) *Reply {
	if err := s.connect(); err != nil {
		return s.took(&Reply{Err: err})
	}
	m := s.frame(q)
	s.turned = s.turned || q.answer || len(m.Body) == 0
	open := s.begin(m)
	wrong := s.conn.write(m, q.Slow, s.Device.deadline(0))
	resp, err := s.conn.tap.ReadResponse(m.Method, s.Device.deadline(q.Wait))
	if resp == nil && wrong != nil {
		err = wrong
	}
	return s.finish(open, resp, err, q.Intent)
}

// Pipeline sends requests without waiting, and then reads the responses.
func (s *Session) Pipeline(list ...Request) []*Reply {
	var replies []*Reply
	if err := s.connect(); err != nil {
		return append(replies, s.took(&Reply{Err: err}))
	}
	var opened []*transcript.Open
	for _, q := range list {
		m := s.frame(q)
		opened = append(opened, s.begin(m))
		_ = s.conn.write(m, q.Slow, s.Device.deadline(0)) // what is missing shows in the responses
	}
	c := s.conn
	for i, open := range opened {
		resp, err := c.tap.ReadResponse("POST", s.Device.deadline(list[i].Wait))
		replies = append(replies, s.finish(open, resp, err, list[i].Intent))
	}
	return replies
}

func (s *Session) begin(m *wire.Message) *transcript.Open {
	m.From = wire.CPE
	open := s.Device.Recorder.Begin(s.Device.Tag, s.conn.n, wire.LaneCWMP, s.conn.tls, m)
	open.SetSession(s.key)
	return open
}

func (s *Session) finish(open *transcript.Open, resp *wire.Message, err error, intent string) *Reply {
	r := &Reply{X: open.Finish(resp, intent), Resp: resp, Err: err}
	r.Env = r.X.RespEnv
	if resp != nil {
		for _, line := range resp.Values("Set-Cookie") {
			if c, err := http.ParseSetCookie(line); err == nil {
				s.jar.SetCookies(s.At, []*http.Cookie{c})
			}
		}
	}
	switch {
	case s.conn == nil:
	case err != nil:
		s.HangUp()
	case resp.Closes():
		// The ACS said that it closes: let it, for the record to say so.
		_, _ = s.conn.tap.WaitClose(s.Device.deadline(time.Second))
		s.HangUp()
	}
	return s.took(r)
}

func (s *Session) took(r *Reply) *Reply {
	s.last = r
	if s.Device.Heard != nil {
		s.Device.Heard(r)
	}
	return r
}

// Last is the latest reply.
func (s *Session) Last() *Reply { return s.last }

// connect opens a connection unless the last one still stands.
func (s *Session) connect() error {
	if s.conn != nil {
		if s.conn.open() && s.conn.to == s.At.Scheme+"://"+s.At.Host {
			return nil
		}
		s.HangUp()
	}
	c, err := s.Device.dial(s.At)
	if err != nil {
		return err
	}
	s.conn, s.cnonce = c, httpauth.Nonce()
	return nil
}

// HangUp closes the connection, if there is one. The session itself may go on
// over a new one.
func (s *Session) HangUp() {
	if s.conn != nil {
		s.conn.close()
		s.conn = nil
	}
}

// Reset closes the connection with a TCP RST.
func (s *Session) Reset() {
	if s.conn != nil {
		s.conn.reset()
		s.conn = nil
	}
}

// Connected says whether the session has a connection that neither end has closed.
func (s *Session) Connected() bool { return s.conn != nil && s.conn.open() }

// WaitClosed waits until the ACS closes the connection, for at most bound of
// protocol time, and says whether it did.
func (s *Session) WaitClosed(bound time.Duration) bool {
	if s.conn == nil {
		return true
	}
	closed, _ := s.conn.tap.WaitClose(s.Device.deadline(bound))
	if closed {
		s.HangUp()
	}
	return closed
}

// frame makes the message of a request.
func (s *Session) frame(q Request) *wire.Message {
	if q.Raw != nil {
		return wire.Frame(q.Raw, true, "")
	}
	method, target := q.Method, q.Target
	if method == "" {
		method = "POST"
	}
	if target == "" {
		target = s.At.RequestURI()
	}
	body := q.Body
	fields := []wire.Field{{Name: "Host", Value: s.At.Host}, {Name: "User-Agent", Value: "cwmpspec (" + s.Device.label() + ")"}}
	if len(body) > 0 {
		fields = append(fields, wire.Field{Name: "SOAPAction"}, wire.Field{Name: "Content-Type", Value: `text/xml; charset="utf-8"`})
	}
	if v := s.Cookies(); v != "" {
		fields = append(fields, wire.Field{Name: "Cookie", Value: v})
	}
	if !has(q, "Authorization") {
		if v := s.authorization(method, target); v != "" {
			fields = append(fields, wire.Field{Name: "Authorization", Value: v})
		}
	}
	if q.Chunk > 0 {
		body = wire.Chunk(body, q.Chunk)
		fields = append(fields, wire.Field{Name: "Transfer-Encoding", Value: "chunked"})
	} else {
		fields = append(fields, wire.Field{Name: "Content-Length", Value: strconv.Itoa(len(body))})
	}
	fields = slices.DeleteFunc(fields, func(f wire.Field) bool { return has(q, f.Name) })
	return wire.NewRequest(method, target, append(fields, q.Fields...), body)
}

// has says that a request sets or leaves out a default field.
func has(q Request, name string) bool {
	return slices.ContainsFunc(q.Fields, func(f wire.Field) bool { return strings.EqualFold(f.Name, name) }) ||
		slices.ContainsFunc(q.Omit, func(n string) bool { return strings.EqualFold(n, name) })
}

// Cookies is the value of the Cookie field of the next request, "" for none.
func (s *Session) Cookies() string {
	var list []string
	for _, c := range s.jar.Cookies(s.At) {
		value := c.Value
		if c.Quoted {
			value = `"` + value + `"`
		}
		list = append(list, c.Name+"="+value)
	}
	return strings.Join(list, "; ")
}

// maxRedirects is how many consecutive redirects a CPE has to follow (3.4.2).
const maxRedirects = 5

// Do sends a request and sees it through challenges and redirects.
func (s *Session) Do(q Request) *Reply {
	redirects, answered := 0, false
	for {
		r := s.Send(q)
		switch {
		case r.Err != nil:
			return r
		case r.Status() == 401 && !answered && s.accept(r.Resp.Values("WWW-Authenticate")):
			answered = true
		case (r.Status() == 301 || r.Status() == 302 || r.Status() == 307) && redirects < maxRedirects:
			if s.redirect(r.Resp.Get("Location")) != nil {
				return r
			}
			redirects++
			answered = false
		default:
			return r
		}
	}
}

func (s *Session) redirect(location string) error {
	to, err := s.At.Parse(location)
	if err != nil || location == "" {
		return errors.Join(fmt.Errorf("redirected to %q", location), err)
	}
	// The cookies go along whatever their domain and path (3.4.2).
	var along []*http.Cookie
	for _, c := range s.jar.Cookies(s.At) {
		along = append(along, &http.Cookie{Name: c.Name, Value: c.Value, Quoted: c.Quoted, Path: "/"})
	}
	s.jar.SetCookies(to, along)
	if to.Scheme != s.At.Scheme || to.Host != s.At.Host {
		s.challenge = nil
	}
	s.At = to
	return nil
}
