package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// ladder is a transcript as the page draws it; the bytes of its messages stand
// apart, so that drawing needs little.
type ladder struct {
	Factor float64 `json:"factor"`
	Rungs  []rung  `json:"rungs"`
	// Changed says that the transcript is not what the run wrote.
	Changed bool `json:"changed,omitempty"`
}

// rung is a message, or the end of a connection.
type rung struct {
	At        float64  `json:"at"`             // real seconds since the record began
	Took      float64  `json:"took,omitempty"` // from the first byte to the last
	Exchange  int      `json:"x,omitempty"`
	Conn      int      `json:"conn"`
	Session   int      `json:"session,omitempty"`
	Lane      string   `json:"lane,omitempty"` // empty for CWMP
	TLS       bool     `json:"tls,omitempty"`
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Start     string   `json:"start,omitempty"` // the start line
	Status    int      `json:"status,omitempty"`
	Method    string   `json:"method,omitempty"` // of the envelope
	ID        *string  `json:"id,omitempty"`
	Hold      *bool    `json:"hold,omitempty"`
	Fault     string   `json:"fault,omitempty"`
	Notes     []string `json:"notes,omitempty"`
	Intent    string   `json:"intent,omitempty"` // what the tester got wrong on purpose
	Truncated string   `json:"truncated,omitempty"`
	Offset    int      `json:"off"` // in the bytes of all messages
	Length    int      `json:"len"`
	Body      int      `json:"body,omitempty"`    // where the body begins in the message
	Content   int      `json:"content,omitempty"` // length of the decoded content behind the message
	Closed    string   `json:"closed,omitempty"`  // who ended the connection
}

// newLadder draws up a transcript and gathers the bytes of its messages. The
// rungs are in order of time, since a Connection Request can come amid a session.
func newLadder(t *transcript.Transcript) (*ladder, []byte) {
	l := &ladder{Factor: t.Factor}
	var raw []byte
	for _, x := range t.Exchanges {
		for _, m := range messagesOf(x) {
			r := newRung(x, m)
			r.Offset, r.Length, r.Body = len(raw), len(m.Raw), m.BodyOffset
			raw = append(raw, m.Raw...)
			if m.Encoded() && len(m.Body) > 0 {
				if content, err := m.Content(); err == nil {
					r.Content = len(content)
					raw = append(raw, content...)
				}
			}
			l.Rungs = append(l.Rungs, r)
		}
	}
	for _, c := range t.Closings {
		end := rung{At: c.At.Seconds(), Conn: c.Conn, Lane: laneWords(c.Lane), Closed: string(c.By)}
		if end.Closed == "" {
			end.Closed = "?"
		}
		if c.Note != "" {
			end.Notes = []string{visible(c.Note)}
		}
		l.Rungs = append(l.Rungs, end)
	}
	slices.SortStableFunc(l.Rungs, func(a, b rung) int {
		switch {
		case a.At < b.At:
			return -1
		case a.At > b.At:
			return 1
		}
		return 0
	})
	return l, raw
}

// messagesOf lists what was sent in an exchange, in order.
func messagesOf(x *transcript.Exchange) []*wire.Message {
	var list []*wire.Message
	if x.Req != nil {
		list = append(list, x.Req)
	}
	if x.Resp != nil {
		list = append(append(list, x.Resp.Interim...), x.Resp)
	}
	return list
}

func newRung(x *transcript.Exchange, m *wire.Message) rung {
	r := rung{
		At: m.Begun.Seconds(), Took: max(0, (m.Ended - m.Begun).Seconds()), Exchange: x.N, Conn: x.Conn, Session: x.Session,
		Lane: laneWords(x.Lane), TLS: x.TLS, From: string(m.From), Start: visible(m.StartLine), Status: m.Status, Truncated: visible(m.Truncated),
	}
	r.To = peer(x.Lane, m.From)
	env := x.ReqEnv
	if m != x.Req {
		env = x.RespEnv
	}
	if m == x.Resp || x.Resp == nil {
		r.Intent = visible(x.Intent)
	}
	switch {
	case x.Resp != nil && slices.Contains(x.Resp.Interim, m):
		env = nil
	case env != nil:
		describe(&r, env)
	case x.Lane == wire.LaneCWMP && len(m.Body) == 0 && (m == x.Req || m.Status == 200 || m.Status == 204):
		r.Method = "empty"
	}
	r.Notes = append(r.Notes, httpNotes(m)...)
	return r
}

// describe says what stands in an envelope.
func describe(r *rung, env *cwmp.Envelope) {
	r.Method, r.Hold = visible(env.Name), env.Header.HoldRequests
	if r.Method == "" {
		r.Method = "not to be read as an envelope"
	}
	if env.Header.ID != nil {
		id := visible(*env.Header.ID)
		r.ID = &id
	}
	switch body := env.Body.(type) {
	case *cwmp.Inform:
		var events []string
		for _, e := range body.Event {
			events = append(events, visible(e.EventCode))
		}
		r.Notes = append(r.Notes, "events "+strings.Join(events, ", "))
		if body.RetryCount > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("RetryCount %d", body.RetryCount))
		}
	case *cwmp.Fault:
		r.Fault = strings.TrimSpace(visible(body.FaultCode + " " + body.FaultString))
		if !body.HasCWMP {
			r.Fault = strings.TrimSpace("no CWMP fault; " + visible(body.SOAPCode+" "+body.SOAPString))
		}
	}
	if n := len(env.Defects); n > 0 {
		r.Notes = append(r.Notes, plural(n, "defect")+" of XML, SOAP or CWMP")
	}
}

// httpNotes says what of the HTTP fields decides how a session goes on.
func httpNotes(m *wire.Message) []string {
	var list []string
	scheme := func(name, words string) {
		for _, v := range m.Values(name) {
			s, _, _ := strings.Cut(v, " ")
			list = append(list, words+" "+visible(s))
		}
	}
	scheme("WWW-Authenticate", "challenge")
	scheme("Authorization", "authorization")
	if m.Has("Set-Cookie") {
		list = append(list, "sets a cookie")
	}
	if m.Has("Cookie") {
		list = append(list, "cookie")
	}
	if v := m.Get("Location"); v != "" && m.Status/100 == 3 {
		list = append(list, "to "+visible(v))
	}
	if v := m.Get("Content-Encoding"); v != "" {
		list = append(list, "coding "+visible(v))
	}
	if n := len(m.Defects); n > 0 {
		list = append(list, plural(n, "defect")+" of HTTP")
	}
	return list
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func laneWords(l wire.Lane) string {
	switch l {
	case wire.LaneCR:
		return "Connection Request"
	case wire.LaneFile:
		return "file transfer"
	}
	return ""
}

// peer is the other end of a lane.
func peer(l wire.Lane, from wire.Party) string {
	if from != wire.CPE {
		return string(wire.CPE)
	}
	if l == wire.LaneFile {
		return string(wire.FS)
	}
	return string(wire.ACS)
}
