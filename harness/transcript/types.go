// Package transcript keeps what was said on the wire as an immutable record:
// exchanges, grouped into sessions, with a text form to read and to save.
package transcript

import (
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Exchange is one request and the response to it, if there was one.
type Exchange struct {
	N       int // position in the transcript, from 1
	Conn    int // number of the TCP connection in the record, from 1
	Lane    wire.Lane
	TLS     bool
	Session int // number of the CWMP session it belongs to, 0 if none

	Req  *wire.Message // nil only if a response came without a request
	Resp *wire.Message // nil if unanswered

	ReqEnv  *cwmp.Envelope // nil if the body is empty or no envelope was to be expected
	RespEnv *cwmp.Envelope

	// Intent is empty for an answer of the tester that keeps to the standard;
	// otherwise it says in a few words what the tester got wrong on purpose.
	Intent string
}

// Closing is the end of a TCP connection.
type Closing struct {
	Conn int
	Lane wire.Lane
	By   wire.Party
	At   time.Duration // real time since the record began
	Note string        // "reset", "timeout", "" for an orderly close
}

// Session is one CWMP session: from the Inform (or the challenge before it) on.
type Session struct {
	N         int
	Exchanges []*Exchange
	Closings  []Closing // of the connections it used, in order
	// Ended says that the last response was empty and nothing was outstanding
	// (3.7.1.4), that is, the session was completed successfully.
	Ended bool
}

// Transcript is the record of one case, one run or one file.
type Transcript struct {
	Name      string // the case id or the file name
	Exchanges []*Exchange
	Sessions  []*Session
	Closings  []Closing
	Factor    float64 // protocol seconds per real second; 1 for a real device
}

// Others is the tag of what was said by devices other than the one under test.
const Others = "other-devices"

// Apart splits a transcript into one for each session, and one for the
// exchanges that belong to none.
func (t *Transcript) Apart() []*Transcript {
	rest := &Transcript{Name: t.Name, Factor: t.Factor}
	for _, x := range t.Exchanges {
		if x.Session == 0 {
			rest.Exchanges = append(rest.Exchanges, x)
		}
	}
	var parts []*Transcript
	for _, s := range t.Sessions {
		parts = append(parts, &Transcript{Name: t.Name, Factor: t.Factor, Exchanges: s.Exchanges, Sessions: []*Session{s}, Closings: s.Closings})
	}
	return append(parts, rest)
}
