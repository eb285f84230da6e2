package cpe

import (
	"context"
	"errors"
	"fmt"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// CPE is what a case's body works with: the device under test as seen from
// the reference ACS. A step that cannot be taken ends the body (conform.T.Stop).
type CPE struct {
	*conform.T
	*Env

	claim   *acs.Claim
	session *acs.Session
	idle    bool         // the session is initiated and the device waits for the next request
	await   conform.Wait // what the next Next waits for, see Await
	calls   int
	waits   map[string]float64 // the retry Parameters that the case set

	orders      []*order     // the transfers that were ordered
	completions []completion // the TransferComplete calls that came
}

// Session is the open session, nil if there is none.
func (t *CPE) Session() *acs.Session { return t.session }

// Connect makes the device open a new session, which ends one that is open,
// and returns its Inform, not answered yet.
func (t *CPE) Connect() *cwmp.Inform {
	t.End()
	s, err := t.wake(t.Ctx, t.Case.ID, t.claim)
	if err != nil && t.deaf == 3 && t.revive() {
		s, err = t.wake(t.Ctx, t.Case.ID, t.claim)
	}
	t.Came(err == nil)
	if err != nil {
		t.Stop("no session could be opened: %v", err)
	}
	return t.took(s)
}

// revive switches a device off and on that did not come for several cases, so
// that one that has hung itself up, or has lost the credentials of connection
// requests, does not leave all the others unjudged. It says whether the device
// came back.
func (t *CPE) revive() bool {
	if t.Hands.PowerCycle == nil || t.revived >= 5 {
		return false
	}
	t.revived++
	if in, err := t.poweredOn(); err != nil || in == nil {
		return false
	}
	t.Welcome()
	t.setConnectionRequest(t.CRUsername, t.CRPassword)
	t.End()
	t.Note().Expect(true, "a device that came only after it was switched off and on by the hook").To(BeFalse())
	t.deaf = 0
	return true
}

// poweredOn switches the device off and on and returns the Inform with which
// it comes back, nil if none came within BootBound.
func (t *CPE) poweredOn() (*cwmp.Inform, error) {
	return t.startedBy("a power cycle", t.Hands.PowerCycle)
}

// startedBy has a hook start the device anew and returns the Inform with which
// it comes back, nil if none came within BootBound. A session that the restart
// has cut off is not the one that is meant.
func (t *CPE) startedBy(what string, hook func(context.Context) error) (*cwmp.Inform, error) {
	off := t.elapsed()
	if err := hook(t.Ctx); err != nil {
		return nil, fmt.Errorf("the hook for %s failed: %w", what, err)
	}
	for {
		in := t.Next(t.BootBound)
		if in == nil {
			return nil, nil
		}
		if _, err := t.session.WaitClosed(t.Ctx, cutOff); err != nil && t.session.InformExchange().Req.Begun > off {
			return in, nil
		}
	}
}

// cutOff is how long, in protocol time, it takes at most to see that a
// connection is closed already.
const cutOff = 100 * time.Millisecond

// Next waits for the device to open a session by itself, at most for the given
// protocol time, and returns its Inform, not answered yet; nil if none came.
func (t *CPE) Next(bound time.Duration) *cwmp.Inform {
	t.session, t.idle = nil, false
	done := t.Waiting.During(t.waitFor(bound))
	s, err := t.claim.Next(t.Ctx, bound)
	done()
	t.Came(err == nil)
	if err != nil {
		if t.Ctx.Err() != nil {
			t.Stop("%v", t.Ctx.Err())
		}
		return nil
	}
	return t.took(s)
}

// Await says what the next Next waits for and, in protocol time, when it is
// due, for those who follow the run. It changes nothing else.
func (t *CPE) Await(what string, least, most time.Duration) {
	t.await = conform.Wait{What: what, Least: least, Most: most}
}

// firstRetry is the least wait before the first retry by default (3.2.1.1).
const firstRetry = 5 * time.Second

// waitFor is what Next waits for.
func (t *CPE) waitFor(bound time.Duration) conform.Wait {
	w := t.await
	t.await = conform.Wait{}
	switch {
	case w.What != "":
		return w
	case bound == retryBound:
		return conform.Wait{What: "the device to retry", Least: firstRetry, Most: bound}
	case bound == t.BootBound:
		return conform.Wait{What: "the device to restart and come back", Most: bound}
	case bound == t.TransferBound:
		return conform.Wait{What: "the device to report the transfer", Most: bound}
	}
	return conform.Wait{What: "the device to open a session", Most: bound}
}

// took makes a session the open one.
func (t *CPE) took(s *acs.Session) *cwmp.Inform {
	t.session, t.idle = s, false
	t.about(s.Waiting())
	t.listenerOf(s.Inform())
	if s.InformEnvelope().SOAP.Partial {
		t.Stop("the Inform could be read in part only: its XML breaks off or is not well-formed")
	}
	return s.Inform()
}

// Open makes sure that a session is initiated and the device waits for a
// request. What the device itself asks before is answered properly.
func (t *CPE) Open() {
	if t.idle {
		return
	}
	if t.session == nil {
		t.Connect()
	}
	t.Welcome()
}

// Welcome answers the Inform of the session that is open and what the device
// asks after it, up to its empty POST.
func (t *CPE) Welcome() {
	in := t.Send(t.session.InformResponse())
	for !in.Empty {
		if in.Env.Kind != cwmp.Request {
			t.Stop("after InformResponse the device sent %s where a request or an empty POST was due", describe(in))
		}
		t.heard(in, t.session)
		in = t.Send(t.session.Calm())
	}
	t.idle = true
}

// Send answers the device's POST that is waiting and returns the next one of
// the session. It ends the body if the device does not go on.
func (t *CPE) Send(a acs.Answer) *acs.Incoming {
	in, err := t.TrySend(a)
	t.wentOnOrStop(err)
	return in
}

// wentOnOrStop ends the body if the device did not go on with the session.
func (t *CPE) wentOnOrStop(err error) {
	switch {
	case errors.Is(err, acs.ErrEnded):
		t.Stop("the device ended the session: it closed the connection without sending the next POST")
	case err != nil:
		t.Stop("the device did not go on with the session: %v", err)
	}
}

// TrySend is Send for a case in which the device may end the session:
// acs.ErrEnded and acs.ErrTimeout come back as errors, and the session is over.
func (t *CPE) TrySend(a acs.Answer) (*acs.Incoming, error) {
	t.idle = false
	done := t.Waiting.During(conform.Wait{What: "the device's next message", Most: t.ACS.SessionTimeout()})
	in, err := t.session.Answer(t.Ctx, a)
	done()
	t.Came(err == nil)
	if err != nil {
		t.session = nil
		if t.Ctx.Err() != nil {
			t.Stop("%v", t.Ctx.Err())
		}
		return nil, err
	}
	t.about(in)
	// A device that began anew instead of going on may listen elsewhere now.
	if in.Env != nil && in.Env.Kind == cwmp.Request && in.Env.Method == "Inform" {
		if inform, ok := in.Env.Body.(*cwmp.Inform); ok {
			t.listenerOf(inform)
		}
	}
	return in, nil
}

// about makes a POST of the device the evidence of the next expectations.
func (t *CPE) about(in *acs.Incoming) {
	if in == nil || in.Exchange == nil {
		return
	}
	t.At(rule.At{X: in.Exchange, Msg: in.Exchange.Req, Offset: -1})
}

// End ends the open session as the standard has it: an empty response, upon
// which the device closes. Without a session it does nothing.
func (t *CPE) End() {
	if t.session == nil {
		return
	}
	s := t.session
	t.session, t.idle = nil, false
	defer t.Waiting.During(conform.Wait{What: "the device to close the connection", Most: closeBound})()
	err := s.Finish(t.Ctx)
	for _, in := range s.Calmed() {
		if in.Env != nil {
			t.heard(in, s)
		}
	}
	if err != nil {
		t.Came(false)
		t.Stop("the session could not be ended: %v", err)
	}
}

// Reply is the device's answer to a call.
type Reply struct {
	Call  any // what was asked
	In    *acs.Incoming
	Env   *cwmp.Envelope
	Body  any         // the response's struct, nil for a fault
	Fault *cwmp.Fault // nil for a response
	Ended bool        // by the device, upon a request that is wrong on purpose
}

// Call sends a request in a session, opening one if need be, and returns the
// device's answer, response or fault. Any other POST ends the body: the rules
// say what is wrong with it. So does fault 9000 to a baseline method, as a device
// without the method tells nothing of how it treats the arguments.
func (t *CPE) Call(request any) *Reply {
	r := t.CallRaw(request, nil)
	if method := cwmp.MethodOf(request); r.Code() == "9000" && rules.Required(method) {
		t.Stop("the device does not support %s: it answered with fault 9000", method)
	}
	return r
}

// CallRaw is Call with the encoded envelope changed by patch before it is
// sent, for spellings that the encoder does not produce.
func (t *CPE) CallRaw(request any, patch func([]byte) []byte) *Reply {
	return t.CallWrong(request, "", patch)
}

// CallWrong is CallRaw with a request that is wrong on purpose; intent says in
// a few words what is wrong, so that the rules judge the answer accordingly.
func (t *CPE) CallWrong(request any, intent string, patch func([]byte) []byte) *Reply {
	t.Open()
	t.calls++
	a := t.session.Envelope(request)
	a.Intent = intent
	if patch != nil {
		a.Body = patch(a.Body)
	}
	in, err := t.TrySend(a)
	if intent != "" && errors.Is(err, acs.ErrEnded) {
		return &Reply{Call: request, Ended: true} // refused as invalid SOAP
	}
	t.wentOnOrStop(err)
	method := cwmp.MethodOf(request)
	if in.Empty {
		t.Stop("the device answered %s with an empty POST", method)
	}
	r := &Reply{Call: request, In: in, Env: in.Env}
	switch {
	case in.Env.Kind == cwmp.FaultMsg:
		r.Fault, _ = in.Env.Body.(*cwmp.Fault)
		if r.Fault == nil {
			t.Stop("the device answered %s with a fault that cannot be read", method)
		}
	case in.Env.Kind == cwmp.Response && in.Env.Method == method:
		r.Body = in.Env.Body
	default:
		t.Stop("the device answered %s with %s", method, describe(in))
	}
	t.idle = true
	return r
}

// Code is "none" for a response and the CWMP fault code for a fault.
func (r *Reply) Code() string {
	if r.Ended {
		return "none: the device ended the session"
	}
	if r.Fault == nil {
		return "none"
	}
	if !r.Fault.HasCWMP {
		return "a SOAP fault without a CWMP fault code"
	}
	return r.Fault.FaultCode
}

// Named is the code that a SetParameterValues fault gives for one parameter,
// "none" if it names it not.
func (r *Reply) Named(parameter string) string {
	if r.Fault != nil {
		for _, f := range r.Fault.SetParameterValuesFault {
			if trim(f.ParameterName) == parameter {
				return f.FaultCode
			}
		}
	}
	return "none"
}

// must returns the response's struct; a fault ends the body.
func must[T any](t *CPE, r *Reply) *T {
	body, ok := r.Body.(*T)
	if !ok {
		text := ""
		if r.Fault != nil {
			text = " " + r.Fault.FaultString
		}
		t.Stop("the device answered %s with fault %s%s", cwmp.MethodOf(r.Call), r.Code(), text)
	}
	return body
}

func describe(in *acs.Incoming) string {
	switch {
	case in.Empty:
		return "an empty POST"
	case in.Env.Kind == cwmp.None:
		return "something that is no CWMP envelope"
	case in.Env.Kind == cwmp.FaultMsg:
		return "a fault"
	}
	return in.Env.Name
}
