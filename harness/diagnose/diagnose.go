// Package diagnose says why a CWMP session did not complete: who stopped,
// after which message, what the standard has come next, and the likeliest
// causes. It looks at the record alone and judges nothing; it serves a CPE as
// well as an ACS under test.
package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Options is what is known beyond the record; every field may be left zero.
type Options struct {
	// Subject is the side under test. Where it is the ACS, the CPE is a tester
	// that follows a script: that it stopped is then no diagnosis.
	Subject wire.Party
	// Trouble is what the tester met, in its words: it tells of connections
	// that were refused, of which the record holds nothing.
	Trouble string
	// Username is the user name that the CPE is expected to give.
	Username string
	// Now is the time of day at the end of the record, by the tester's clock.
	Now time.Time
	// NoListener says that the CPE cannot be called, so that it has to come by itself.
	NoListener bool
	// Saved says that the record is a file of any origin: it may begin or end in
	// the middle of a session, or hold the messages of one side only. What it
	// does not show is then no silence of anybody.
	Saved bool
}

// Halt diagnoses the record of a case that could not go on. There is always
// something to say: without any session, why none began.
func Halt(t *transcript.Transcript, o Options) *verdict.Diagnosis {
	if d := Incomplete(t, o); d != nil {
		return d
	}
	return neverBegan(t, o)
}

// Incomplete diagnoses the last session of a record that did not run its
// course; nil if all did. What happened after an answer that the tester got
// wrong on purpose counts only if nothing else explains anything.
func Incomplete(t *transcript.Transcript, o Options) *verdict.Diagnosis {
	var provoked *verdict.Diagnosis
	for i, s := range slices.Backward(t.Sessions) {
		h := haltOf(t, i)
		if h == nil || o.Subject == wire.ACS && h.stopped == wire.CPE || o.Saved && !h.shown() {
			continue
		}
		if h.intent() != "" {
			h.retries(o)
		}
		if h.kind != "session-not-retried" && calledSince(t, s) {
			return nil // the sessions are not what it waited for last
		}
		d := h.diagnosis(o)
		if h.intent() == "" {
			return d
		}
		if provoked == nil {
			provoked = d
		}
	}
	return provoked
}

// calledSince says that the CPE was called, or came without saying anything
// that can be read, after the session.
func calledSince(t *transcript.Transcript, s *transcript.Session) bool {
	end := ended(s)
	for _, x := range t.Exchanges {
		if x.Lane == wire.LaneCR && x.Req != nil && x.Req.Begun > end {
			return true
		}
	}
	return slices.ContainsFunc(bare(t), func(c transcript.Closing) bool { return c.At > end && !uses(s, c.Conn) })
}

func uses(s *transcript.Session, conn int) bool {
	return slices.ContainsFunc(s.Exchanges, func(x *transcript.Exchange) bool { return x.Conn == conn })
}

// ended is the time of the last byte of a session.
func ended(s *transcript.Session) time.Duration {
	var end time.Duration
	for _, x := range s.Exchanges {
		for _, m := range []*wire.Message{x.Req, x.Resp} {
			if m != nil {
				end = max(end, m.Ended)
			}
		}
	}
	return end
}

// bare lists the closings of CWMP connections on which no message came.
func bare(t *transcript.Transcript) []transcript.Closing {
	var list []transcript.Closing
	for _, c := range t.Closings {
		if c.Lane != wire.LaneCWMP {
			continue
		}
		if !slices.ContainsFunc(t.Exchanges, func(x *transcript.Exchange) bool { return x.Conn == c.Conn }) {
			list = append(list, c)
		}
	}
	return list
}

// halt is where a session left its course.
type halt struct {
	kind     string
	stopped  wire.Party
	did      string // what the one who stopped did, as a clause without its subject
	after    string
	expected string
	section  string

	// trouble is what the network said where the record holds nothing.
	trouble string

	t    *transcript.Transcript
	s    *transcript.Session // nil if there was none
	n    int                 // position in t.Sessions
	at   int                 // position in s.Exchanges
	next *transcript.Session // the session after it, nil if there is none
	// absent says that the halt is what did not come: somebody fell silent, or
	// sent only part of a message.
	absent bool
	// turned says that after is in the exchange before: the CPE went on, but
	// with something else than what was due.
	turned bool
}

// x is the exchange at which the session left its course; nil without session.
func (h *halt) x() *transcript.Exchange {
	if h.s == nil {
		return nil
	}
	return h.s.Exchanges[h.at]
}

// before is the exchange before it, nil if it was the first.
func (h *halt) before() *transcript.Exchange {
	if h.s == nil || h.at == 0 {
		return nil
	}
	return h.s.Exchanges[h.at-1]
}

// intent is what the tester got wrong on purpose up to there.
func (h *halt) intent() string {
	if h.s == nil {
		return ""
	}
	for _, x := range slices.Backward(h.s.Exchanges[:h.at+1]) {
		if x.Intent != "" {
			return x.Intent
		}
	}
	return ""
}

// most is how many causes are told.
const most = 4

func (h *halt) diagnosis(o Options) *verdict.Diagnosis {
	d := &verdict.Diagnosis{Kind: h.kind, Stopped: string(h.stopped), After: h.after, Expected: h.expected, Section: h.section}
	where := ""
	if x := h.x(); x != nil {
		d.Exchange = x.N
		if h.turned {
			x = h.before()
		}
		where = fmt.Sprintf(" (exchange %d)", x.N)
	}
	d.Sentence = "The " + d.Stopped + " " + h.did
	if h.after != "" {
		d.Sentence = fmt.Sprintf("The %s stopped after %s%s: it %s", d.Stopped, h.after, where, h.did)
	}
	if h.expected != "" {
		d.Sentence += fmt.Sprintf("; the standard expects %s (%s)", h.expected, h.section)
	}
	d.Sentence += "."
	d.Causes = causes(h, o)
	if len(d.Causes) > most {
		d.Causes = d.Causes[:most]
	}
	return d
}

// seconds is a real time in protocol seconds, for a reader.
func (h *halt) seconds(d time.Duration) string {
	factor := h.t.Factor
	if factor <= 0 {
		factor = 1
	}
	text := fmt.Sprintf("%.1f", max(0.1, d.Seconds()*factor))
	return strings.TrimSuffix(text, ".0") + " s"
}
