package transcript

import (
	"reflect"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func TestSessionsAreToldApart(t *testing.T) {
	type x struct {
		conn          int
		body, cookie  string // of the request
		status        int
		respBody, set string
		key           string
		want          int // want is the session's number
	}
	const fault = `<soap:Envelope><FaultCode>8005</FaultCode></soap:Envelope>`
	for _, c := range []struct {
		name  string
		steps []x
	}{
		{"one after the other on one connection", []x{
			{conn: 1, body: informBody, status: 200, respBody: "<r/>", want: 1}, {conn: 1, status: 204, want: 1},
			{conn: 1, body: informBody, status: 200, respBody: "<r/>", want: 2}, {conn: 1, status: 204, want: 2}}},
		{"a challenge and a new connection", []x{
			{conn: 1, body: informBody, status: 401, want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", want: 1}, {conn: 2, status: 204, want: 1}}},
		{"refused twice, then tried again", []x{
			{conn: 1, body: informBody, status: 401, want: 1}, {conn: 1, body: informBody, status: 401, want: 1}, {conn: 2, body: informBody, status: 200, want: 2}}},
		{"redirected, then 8005", []x{
			{conn: 1, body: informBody, status: 307, want: 1}, {conn: 2, body: informBody, status: 200, respBody: fault, want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", want: 1}}},
		{"unanswered is not sent again in the session", []x{
			{conn: 1, body: informBody, want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", want: 2}}},
		{"two at a time by cookie", []x{
			{conn: 1, body: informBody, status: 200, respBody: "<r/>", set: "s=1", want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", set: "s=2", want: 2},
			{conn: 3, cookie: "s=1", status: 204, want: 1}, {conn: 4, cookie: "x=y; s=2", status: 204, want: 2}}},
		{"a cookie of both tells nothing", []x{
			{conn: 1, body: informBody, status: 200, respBody: "<r/>", set: "id=7", want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", set: "id=7", want: 2},
			{conn: 1, cookie: "id=7", status: 204, want: 1}, {conn: 2, cookie: "id=7", status: 204, want: 2}}},
		{"the only one going on", []x{
			{conn: 1, body: informBody, status: 200, respBody: "<r/>", want: 1}, {conn: 2, status: 204, want: 1}}},
		{"after a session that failed", []x{
			{conn: 1, body: informBody, status: 500, set: "s=1", want: 1}, {conn: 2, status: 400, want: 2}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", want: 3}}},
		{"challenged before the Inform", []x{
			{conn: 1, status: 401, want: 1}, {conn: 2, body: informBody, status: 200, respBody: "<r/>", want: 1}}},
		{"pinned by the caller", []x{
			{conn: 1, body: informBody, status: 200, key: "a", want: 1}, {conn: 1, body: informBody, status: 200, key: "a", want: 1}, {conn: 1, status: 204, key: "b", want: 2}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := NewRecorder(1)
			var want, got []int
			for _, s := range c.steps {
				o := r.Begin("", s.conn, wire.LaneCWMP, false, post(s.body, s.cookie))
				if s.key != "" {
					o.SetSession(s.key)
				}
				if s.status != 0 {
					o.Finish(reply(s.status, s.respBody, s.set), "")
				} else {
					o.Finish(nil, "")
				}
				want = append(want, s.want)
			}
			for _, ex := range r.Take("").Exchanges {
				got = append(got, ex.Session)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("sessions %v, want %v", got, want)
			}
		})
	}
}

func TestEnded(t *testing.T) {
	for _, c := range []struct {
		name, lastBody string
		status         int
		respBody       string
		want           bool
	}{
		{"204 to an empty request", "", 204, "", true},
		{"200 without a body", "", 200, "", true},
		{"a body", "", 200, "<r/>", false},
		{"an error", "", 503, "", false},
		{"a request was outstanding", informBody, 204, "", false},
	} {
		r := NewRecorder(1)
		r.Begin("", 1, wire.LaneCWMP, false, post(informBody, "")).Finish(reply(200, "<r/>", ""), "")
		o := r.Begin("", 1, wire.LaneCWMP, false, post(c.lastBody, ""))
		o.Finish(reply(c.status, c.respBody, ""), "")
		s := r.Take("").Sessions
		if got := s[len(s)-1].Ended; got != c.want {
			t.Errorf("%s: ended %v, want %v", c.name, got, c.want)
		}
	}
}
