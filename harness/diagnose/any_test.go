package diagnose

import (
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// TestAnyCutIsDiagnosed cuts every record of the table after each message, and
// takes each message away in turn: whatever is left, there is something to say
// and nothing to stumble over.
func TestAnyCutIsDiagnosed(t *testing.T) {
	for _, build := range []func() *talk{
		func() *talk { return begun().post("").answer(204, "").closed(wire.CPE, "") },
		func() *talk {
			return newTalk().post(plainInform).answer(401, "", digest).post(plainInform, credentials()).answer(200, informResponse, "Set-Cookie: a=1").
				post(transferDone).answer(302, "", "Location: http://b/").post("").answer(200, getMethods).closed(wire.CPE, "reset").call(503, "").call(401, "").closed(wire.CPE, "tls: EOF")
		},
		func() *talk {
			return newTalk().raw("\x16\x03\x01").answer(400, "").post(plainInform).answer(200, faultOf("8005", "again")).post(plainInform).wrong("x", 500, "")
		},
	} {
		whole := build().transcript()
		for n := range len(whole.Exchanges) + 1 {
			for _, change := range []func(*transcript.Exchange){
				func(*transcript.Exchange) {},
				func(x *transcript.Exchange) { x.Resp, x.RespEnv = nil, nil },
				func(x *transcript.Exchange) {
					if x.Resp != nil {
						x.Req, x.ReqEnv = nil, nil
					}
				},
			} {
				cut := cutAt(build().transcript(), n, change)
				for _, o := range []Options{{}, {Subject: wire.ACS}, {Username: "v", NoListener: true, Trouble: "EOF"}} {
					if d := Halt(cut, o); d == nil || d.Sentence == "" || d.Kind == "" {
						t.Errorf("%d exchanges: %+v", n, d)
					}
					Incomplete(cut, o)
				}
			}
		}
	}
}

// cutAt keeps the first n exchanges and changes the last of them.
func cutAt(t *transcript.Transcript, n int, change func(*transcript.Exchange)) *transcript.Transcript {
	t.Exchanges = t.Exchanges[:n]
	if n > 0 {
		change(t.Exchanges[n-1])
	}
	for _, s := range t.Sessions {
		var kept []*transcript.Exchange
		for _, x := range s.Exchanges {
			if x.N <= n {
				kept = append(kept, x)
			}
		}
		s.Exchanges, s.Ended = kept, false
	}
	return t
}
