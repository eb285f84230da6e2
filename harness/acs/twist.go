package acs

import (
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// twist is what a fault makes of the answer to a POST; right is the proper
// one, which it carries out only if it asks for it.
type twist func(sess *Session, in *Incoming, right func() Answer) Answer

// twists holds the faults that change which answer is given. Those that change
// how it is written are mutations.
var twists = map[string]twist{}

// twisted is for the package-level tables in the files faulty_*.go.
func twisted(id string, t twist) bool {
	if _, dup := twists[id]; dup {
		panic(fmt.Sprintf("acs: the fault %s is given twice", id))
	}
	twists[id] = t
	return true
}

// toInform is a twist of the answer to an Inform, where it applies.
func toInform(applies func(*cwmp.Inform) bool, wrong func(*Session) Answer) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil {
			if m, ok := in.Env.Body.(*cwmp.Inform); ok && applies(m) {
				return wrong(sess)
			}
		}
		return right()
	}
}

// instead is a twist that gives another answer in place of one that is due.
func instead(of func(Answer) bool, wrong func(*Session) Answer) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		a := right()
		if of(a) {
			return wrong(sess)
		}
		return a
	}
}

// refuses answers with a fault.
func refuses(code, text string) func(*Session) Answer {
	return func(sess *Session) Answer {
		return Answer{Body: sess.encode(echo(sess.Waiting()), "Fault", soapFault(code, text))}
	}
}

// status answers with an HTTP status and a line of text.
func status(code int) func(*Session) Answer {
	return func(*Session) Answer { return plain(code, "", "Error.\n", false) }
}
