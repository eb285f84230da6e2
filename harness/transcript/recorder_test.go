package transcript

import (
	"fmt"
	"sync"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

const informBody = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><soap:Body><cwmp:Inform></cwmp:Inform></soap:Body></soap:Envelope>`

func post(body, cookie string) *wire.Message {
	f := []wire.Field{{Name: "Host", Value: "acs.example"}, {Name: "Content-Length", Value: fmt.Sprint(len(body))}}
	if cookie != "" {
		f = append(f, wire.Field{Name: "Cookie", Value: cookie})
	}
	return wire.NewRequest("POST", "/", f, []byte(body))
}

func reply(status int, body, cookie string) *wire.Message {
	f := []wire.Field{{Name: "Content-Length", Value: fmt.Sprint(len(body))}}
	if cookie != "" {
		f = append(f, wire.Field{Name: "Set-Cookie", Value: cookie + "; Path=/"})
	}
	return wire.NewResponse(status, "Reason", f, []byte(body))
}

func TestRecorderTakesATagOnce(t *testing.T) {
	r := NewRecorder(50)
	c := r.Connection()
	o := r.Begin("A", c, wire.LaneCWMP, false, post(informBody, ""))
	if o.Exchange().ReqEnv == nil {
		t.Error("the Inform was not decoded")
	}
	o.Finish(reply(200, "<a/>", ""), "")
	late := r.Begin("A", c, wire.LaneCWMP, false, post("", ""))
	r.Close("A", Closing{Conn: c, Lane: wire.LaneCWMP, By: wire.CPE})
	got := r.Take("A")
	late.Finish(reply(204, "", ""), "late")
	if len(got.Exchanges) != 2 || len(got.Sessions) != 1 || len(got.Sessions[0].Closings) != 1 || got.Factor != 50 {
		t.Fatalf("got %d exchanges, %d sessions, factor %v", len(got.Exchanges), len(got.Sessions), got.Factor)
	}
	if x := got.Exchanges[1]; x.N != 2 || x.Resp != nil || x.Intent != "" {
		t.Errorf("the transcript changed after it was taken: %+v", x)
	}
	if again := r.Take("A"); len(again.Exchanges) != 0 {
		t.Errorf("taken twice: %d exchanges", len(again.Exchanges))
	}
}

func TestRecorderIsSafeForConcurrentUse(t *testing.T) {
	r := NewRecorder(1)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			c := r.Connection()
			for i := range 10 {
				o := r.Begin("A", c, wire.LaneFile, false, post("", ""))
				o.SetSession(fmt.Sprint(i))
				o.Finish(reply(200, "", ""), "")
			}
			r.Close("A", Closing{Conn: c})
		})
	}
	wg.Wait()
	got := r.Take("A")
	if len(got.Exchanges) != 200 || len(got.Closings) != 20 {
		t.Fatalf("got %d exchanges and %d closings", len(got.Exchanges), len(got.Closings))
	}
	for i, ex := range got.Exchanges {
		if ex.N != i+1 || ex.Resp == nil {
			t.Fatalf("exchange %d: %+v", i, ex)
		}
	}
}
