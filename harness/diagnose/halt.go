package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// haltOf finds where the n-th session of a record left its course; nil if it
// was completed (3.7.1.4).
func haltOf(t *transcript.Transcript, n int) *halt {
	s := requested(t.Sessions[n])
	if len(s.Exchanges) == 0 {
		return nil
	}
	h := &halt{t: t, s: s, n: n}
	if n+1 < len(t.Sessions) {
		h.next = t.Sessions[n+1]
	}
	for h.at = range s.Exchanges {
		if h.begins() || h.wrongTurn() {
			return h
		}
	}
	if s.Ended {
		return nil
	}
	h.at = len(s.Exchanges) - 1
	h.stops()
	return h
}

// requested is a session without responses that came unasked: of them nothing
// can be told here.
func requested(s *transcript.Session) *transcript.Session {
	unasked := func(x *transcript.Exchange) bool { return x.Req == nil }
	if !slices.ContainsFunc(s.Exchanges, unasked) {
		return s
	}
	out := *s
	out.Exchanges = slices.DeleteFunc(slices.Clone(s.Exchanges), unasked)
	return &out
}

// begins looks at a first request that opens no session.
func (h *halt) begins() bool {
	x := h.x()
	if h.at > 0 || x.Req == nil || informs(x) && !unreadable(x) {
		return false
	}
	h.stopped, h.after = wire.CPE, ""
	h.expected, h.section = "an Inform in an HTTP POST as the first message of a session", "3.7.1.1"
	switch m := x.Req; {
	case m.Truncated != "":
		return false // told by stops
	case x.ReqEnv == nil && m.Method == "" || m.HasDefect("http-start-line"):
		h.kind, h.did = "not-http", "sent something that is no HTTP request"
	case m.Method != "POST":
		h.kind, h.did = "not-a-post", "began with "+asked(x)
	case len(m.Body) == 0:
		h.kind, h.did = "no-inform", "began with an empty POST"
	case unreadable(x):
		h.kind, h.did = "unparsed-inform", "began with a POST whose body is no CWMP message that can be read"
	default:
		h.kind, h.did = "no-inform", "began with "+asked(x)
	}
	return true
}

// wrongTurn looks at what the CPE sent where a response was due: such a
// session may go on and even end in good order, but not on its course.
func (h *halt) wrongTurn() bool {
	x, b := h.x(), h.before()
	if b == nil || kind(b.RespEnv) != cwmp.Request || x.Req == nil || x.Req.Truncated != "" {
		return false
	}
	h.stopped, h.after, h.turned = wire.CPE, told(b), true
	h.expected, h.section = "the response to it, or a fault, in the next POST", "3.7.1.2"
	switch k := kind(x.ReqEnv); {
	case len(x.Req.Body) == 0:
		h.kind, h.did = "empty-instead-of-response", "sent an empty POST"
	case unreadable(x):
		h.kind, h.did = "unparsed-response", "sent a POST whose body is no CWMP message that can be read"
	case k == cwmp.Request:
		h.kind, h.did = "request-instead-of-response", "sent "+asked(x)
	case k == cwmp.Response && x.ReqEnv.Method != b.RespEnv.Method:
		h.kind, h.did = "another-response", "sent "+asked(x)
	default:
		h.turned = false
		return false
	}
	return true
}

// stops says who let the session end at its last exchange, and how.
func (h *halt) stops() {
	x := h.x()
	switch {
	case x.Req != nil && x.Req.Truncated != "":
		h.stopped, h.after, h.kind = wire.CPE, h.previous(), "request-cut-short"
		h.did = fmt.Sprintf("sent only part of its message (%d bytes of the body)", len(x.Req.Body))
		h.expected, h.section, h.absent = "a whole HTTP request", "3.4", true
	case x.Resp == nil || h.gone():
		h.unanswered()
	case x.Resp.Truncated != "":
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "response-cut-short"
		h.did = fmt.Sprintf("sent only part of its answer (%d bytes of the body)", len(x.Resp.Body))
		h.expected, h.section, h.absent = "a whole HTTP response", "3.4", true
	case x.Resp.Status == 401:
		h.challenged()
	case x.Resp.Status/100 == 3:
		h.redirected()
	case x.Resp.Status/100 != 2:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "refused-by-status"
		h.did = fmt.Sprintf("answered with HTTP status %d, which ends the session", x.Resp.Status)
		h.expected, h.section = h.due()
	case len(x.Resp.Body) == 0:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "empty-answer"
		h.did = "sent an empty response"
		h.expected, h.section = h.due()
	case kind(x.RespEnv) == cwmp.None:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "unparsed-answer"
		h.did = "answered with something that is no CWMP message"
		h.expected, h.section = h.due()
	case informs(x) && code(x.RespEnv) != "" && code(x.RespEnv) != "8005":
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "inform-refused"
		h.did = "answered with fault " + code(x.RespEnv) + ", which ends the session"
		h.expected, h.section = "an InformResponse", "3.7.2.1"
	default:
		h.silent()
	}
}

// retries turns to the session that should have come after one that the tester
// made fail, where it waited for that in vain; one that came later, of another
// cause, does not count.
func (h *halt) retries(o Options) {
	if !strings.Contains(o.Trouble, "was not tried again") {
		return
	}
	h.stopped, h.after, h.kind = wire.CPE, asked(h.x()), "session-not-retried"
	h.did = "did not try the session again, which the tester had made fail"
	h.expected, h.section, h.absent = "another attempt 5 to 10 s later, and further ones", "3.2.1.1", true
}

// previous is the message of the ACS before the last request; "" at the beginning.
func (h *halt) previous() string {
	if b := h.before(); b != nil {
		return told(b)
	}
	return ""
}

// due is what the ACS owes to the last request, and the section that says so.
func (h *halt) due() (expected, section string) {
	x := h.x()
	switch {
	case informs(x):
		return "an InformResponse", "3.7.2.1"
	case kind(x.ReqEnv) == cwmp.Request:
		return "the response to the CPE's request", "3.7.2.2"
	}
	return "a request or an empty response", "3.7.2.3"
}

// enough is the time that a CPE has to wait for an answer, 30 s (3.4.2), with
// room for how it is measured.
const enough = 29 * time.Second

// gone says that the CPE had closed the connection before it was answered.
func (h *halt) gone() bool {
	c, closed := h.closing()
	return closed && c.By == wire.CPE && c.At < h.x().Resp.Begun
}

// unanswered is a request that got no response while the CPE was there: the ACS
// is silent, or the CPE did not wait.
func (h *halt) unanswered() {
	x := h.x()
	h.absent = true
	h.expected, h.section = h.due()
	c, closed := h.closing()
	switch waited := h.protocol(c.At - x.Req.Ended); {
	case closed && c.By == wire.CPE && waited >= enough:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "no-answer"
		h.did = "gave no answer for " + h.seconds(c.At-x.Req.Ended) + ", until the CPE closed the connection"
	case closed && c.By == wire.CPE:
		h.stopped, h.after, h.kind = wire.CPE, asked(x), "gave-up-waiting"
		h.did = "closed the connection " + h.seconds(c.At-x.Req.Ended) + " later without an answer"
		h.expected, h.section = "the CPE to wait at least 30 s for the answer", "3.4.2"
	case closed:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "no-answer"
		h.did = "closed the connection without an answer"
	default:
		h.stopped, h.after, h.kind = wire.ACS, asked(x), "no-answer"
		h.did = "gave no answer"
	}
}

func (h *halt) challenged() {
	x := h.x()
	if x.Req.Has("Authorization") {
		h.stopped, h.after, h.kind = wire.ACS, asked(x)+" with credentials", "second-401"
		h.did = "refused the credentials (401), which ends the session"
		h.expected, h.section = "credentials that the ACS accepts in answer to its challenge", "3.7.1.4"
		return
	}
	h.stopped, h.after, h.kind = wire.CPE, told(x), "silent-after-challenge"
	h.did, h.absent = h.ending(), true
	h.expected, h.section = "the same request again with an Authorization header", "3.4.2"
}

func (h *halt) redirected() {
	h.stopped, h.after, h.kind = wire.CPE, told(h.x()), "redirect-not-followed"
	h.did, h.absent = h.ending(), true
	h.expected, h.section = "the same POST to the URL in Location", "3.4.2"
}

// silent is a CPE that has its answer and does not go on.
func (h *halt) silent() {
	x := h.x()
	h.stopped, h.after = wire.CPE, told(x)
	h.did, h.absent = h.ending(), true
	switch {
	case code(x.RespEnv) == "8005":
		h.kind, h.expected, h.section = "not-retried", "the same request again", "3.7.1.6"
	case kind(x.RespEnv) == cwmp.Request:
		h.kind, h.expected, h.section = "silent-after-request", "the response to it, or a fault, in the next POST", "3.7.1.2"
	case informs(x):
		h.kind, h.expected, h.section = "silent-after-informresponse", "a request of the CPE or an empty POST", "3.7.1.3"
	default:
		h.kind, h.expected, h.section = "silent-after-response", "a further request of the CPE or an empty POST", "3.7.1.3"
	}
}

// shown says that a record of unknown origin shows the halt: the file may begin
// with the request that opens no session, and may leave out what did not come,
// unless it has the end of the connection and answers at all.
func (h *halt) shown() bool {
	_, closed := h.closing()
	switch {
	case h.at == 0 && h.after == "" && h.s.N == 1:
		return false
	case !h.absent:
		return true
	}
	answered := slices.ContainsFunc(h.s.Exchanges, func(x *transcript.Exchange) bool { return x.Resp != nil })
	return closed && answered
}

// closing is the end of the connection of the exchange.
func (h *halt) closing() (transcript.Closing, bool) {
	for _, c := range h.t.Closings {
		if c.Conn == h.x().Conn {
			return c, true
		}
	}
	return transcript.Closing{}, false
}

// ending says how a CPE that did not go on ended the session.
func (h *halt) ending() string {
	c, closed := h.closing()
	waited := ""
	if closed && h.x().Resp != nil {
		waited = h.seconds(max(0, c.At-h.x().Resp.Ended))
	}
	switch {
	case h.restarted() && (!closed || h.next.Exchanges[0].Req.Begun < c.At):
		return "began a new session with an Inform"
	case closed && c.By == wire.CPE && c.Note == "reset":
		return "reset the connection after " + waited
	case closed && c.By == wire.CPE:
		return "closed the connection after " + waited
	case closed && c.Note == "timeout":
		return "sent nothing for " + waited + ", until the ACS gave up"
	case closed:
		return "sent nothing more in this session, whose connection the ACS closed after " + waited
	}
	return "sent nothing more"
}

// restarted says that the next session of the record is the same CPE's.
func (h *halt) restarted() bool {
	in, _ := inform(h.next)
	mine, _ := inform(h.s)
	return in != nil && mine != nil && in.DeviceId == mine.DeviceId && h.next.Exchanges[0].Req != nil
}
