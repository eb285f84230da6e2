package acs

import (
	"bytes"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in the answers within a session.
var (
	_ = twisted("acs-unknown-method-400", instead(func(a Answer) bool { return bytes.Contains(a.Body, []byte("<FaultCode>8000<")) }, status(400)))

	_ = twisted("acs-malformed-xml-500", to(notWellFormed, status(500)))
	_ = twisted("acs-malformed-xml-ignored", to(notWellFormed, (*Session).ownTurn))
	_ = twisted("acs-no-soap-ignored", to(func(env *cwmp.Envelope) bool { return !notWellFormed(env) && env.Kind == cwmp.None }, (*Session).ownTurn))
	_ = twisted("acs-400-with-soap", instead(func(a Answer) bool { return a.Status == 400 }, func(sess *Session) Answer {
		return Answer{Status: 400, Body: sess.encode(cwmp.Header{}, "Fault", soapFault("8002", "Internal error")), Close: true}
	}))
	_ = twisted("acs-fault-string-ignored", to(func(env *cwmp.Envelope) bool { return formless(env, false, true, true) }, (*Session).ownTurn))
	_ = twisted("acs-fault-detail-ignored", to(func(env *cwmp.Envelope) bool { return formless(env, true, false, true) }, (*Session).ownTurn))
	_ = twisted("acs-fault-code-ignored", to(func(env *cwmp.Envelope) bool { return formless(env, true, true, false) }, (*Session).ownTurn))
	_ = twisted("acs-fault-met-by-fault", to(aFault, refuses("8002", "Internal error")))
	_ = twisted("acs-fault-met-by-500", to(aFault, status(500)))
	_ = twisted("acs-fault-met-by-400", to(aFault, status(400)))
	_ = twisted("acs-odd-response-met-by-fault", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind == cwmp.Response && len(in.Env.Defects) > 0 || in.Env != nil && in.Env.Name == "RebootResponse" && sess.asking != "Reboot" {
			return refuses("8003", "Invalid arguments")(sess)
		}
		return right()
	})

	_ = twisted("acs-one-call-a-session", oneCall(false))
	_ = twisted("acs-second-call-lost", oneCall(true))
	_ = twisted("acs-calls-before-answering", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind == cwmp.Request && in.Env.Method != "Inform" && sess.pending() > 0 {
			return sess.ownTurn()
		}
		return right()
	})
	_ = twisted("acs-empty-post-met-by-nothing", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Empty {
			return Answer{}
		}
		return right()
	})
	_ = twisted("acs-ends-upon-call", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind != cwmp.Request && sess.asking != "" {
			return plain(400, "", "There is no session for this request.\n", true)
		}
		return right()
	})
)

// to is a twist of the answer to an envelope of some kind.
func to(what func(*cwmp.Envelope) bool, wrong func(*Session) Answer) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && what(in.Env) {
			return wrong(sess)
		}
		return right()
	}
}

func notWellFormed(env *cwmp.Envelope) bool { return env.SOAP == nil || !env.SOAP.WellFormed }

func aFault(env *cwmp.Envelope) bool {
	return env.Kind == cwmp.FaultMsg && wellFormedFault(env, true, true, true)
}

// formless says that a fault lacks one thing of its form: faultstring, detail or
// FaultCode, whichever is not asked for, and has the others.
func formless(env *cwmp.Envelope, text, detail, code bool) bool {
	return env.Kind == cwmp.FaultMsg && !wellFormedFault(env, true, true, true) && wellFormedFault(env, text, detail, code)
}

// oneCall has the ACS make one call in a session; the others wait for the next
// one, or are lost.
func oneCall(lost bool) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env == nil || in.Env.Kind != cwmp.Response || sess.asking == "" {
			return right()
		}
		if lost {
			sess.s.Forget(sess.device)
		}
		return Answer{}
	}
}

// Faults at the end of a turn.
var (
	_ = twisted("acs-call-met-by-nothing", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind == cwmp.Request && in.Env.Method == "GetRPCMethods" && sess.pending() == 0 {
			return Answer{}
		}
		return right()
	})
	_ = twisted("acs-end-with-page", func(sess *Session, in *Incoming, right func() Answer) Answer {
		a := right()
		if sess.talked && len(a.Body) == 0 && a.Status == 0 {
			return status(200)(sess)
		}
		return a
	})
	_ = twisted("acs-fault-met-by-400-with-soap", to(aFault, func(sess *Session) Answer {
		return Answer{Status: 400, Body: sess.encode(cwmp.Header{}, "Fault", soapFault("8002", "Internal error")), Close: true}
	}))
)
