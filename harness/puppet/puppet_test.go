package puppet

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// server is a small ACS: it redirects once, asks for Digest, keeps a cookie, and
// calls one method after the Inform.
type server struct {
	challenge httpauth.Challenge
	call      []byte
	cookies   []string
	bodies    []string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	s.bodies = append(s.bodies, string(b))
	s.cookies = append(s.cookies, r.Header.Get("Cookie"))
	a, err := httpauth.ParseAuthorization(r.Header.Get("Authorization"))
	if err == nil {
		err = httpauth.Verify(a, httpauth.Check{Challenge: s.challenge, Method: r.Method, Target: r.RequestURI, Username: "u", Password: "p"})
	}
	env := cwmp.Decode(b)
	switch {
	case r.URL.Path == "/old":
		http.SetCookie(w, &http.Cookie{Name: "first", Value: "1", Path: "/old"})
		w.Header().Set("Location", "/acs")
		w.WriteHeader(http.StatusTemporaryRedirect)
	case err != nil:
		w.Header().Set("WWW-Authenticate", s.challenge.String())
		w.WriteHeader(http.StatusUnauthorized)
	case len(b) > 0 && env.Method == "Inform":
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "2"})
		_, _ = w.Write(cwmp.Encode(cwmp.Header{ID: env.Header.ID}, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1}, cwmp.Style{Namespace: cwmp.NS11}))
	case len(b) == 0 && s.call != nil:
		_, _ = w.Write(s.call)
		s.call = nil
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// start makes a device that talks to a server.
func start(t *testing.T, s http.Handler) (*Device, *transcript.Recorder) {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	u, err := url.Parse(web.URL + "/old")
	if err != nil {
		t.Fatal(err)
	}
	rec := transcript.NewRecorder(1)
	d := New(t.Context(), Stage{URL: u, Username: "u", Password: "p", Clock: clock.Real(), Recorder: rec, Patience: 10 * time.Second}, "TEST-001",
		cwmp.DeviceIdStruct{Manufacturer: "m", OUI: OUI, ProductClass: "c", SerialNumber: "s"})
	t.Cleanup(d.Close)
	return d, rec
}

func TestSession(t *testing.T) {
	id := "7"
	s := &server{challenge: httpauth.Challenge{Scheme: "Digest", Realm: "r", Nonce: "n", QOP: "auth"},
		call: cwmp.Encode(cwmp.Header{ID: &id}, "GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{"Device.DeviceInfo.SerialNumber"}}, cwmp.Style{Namespace: cwmp.NS11})}
	d, rec := start(t, s)
	session := d.Open()
	if r := session.Inform(d.Inform("0 BOOTSTRAP", "M Reboot/key")); !r.Responds("Inform") {
		t.Fatalf("the Inform was answered with %s", r)
	}
	asked, last := session.Finish()
	if len(asked) != 1 || asked[0].Method != "GetParameterValues" || !last.Empty() {
		t.Errorf("asked for %d methods, the session ended with %s", len(asked), last)
	}
	answer := cwmp.Decode([]byte(s.bodies[len(s.bodies)-1]))
	if answer.Name != "GetParameterValuesResponse" || answer.Namespace != cwmp.NS11 || *answer.Header.ID != "7" || len(answer.Defects) > 0 {
		t.Errorf("the answer is %s in %s: %v", answer.Name, answer.Namespace, answer.Defects)
	}
	if list := answer.Body.(*cwmp.GetParameterValuesResponse).ParameterList; len(list) != 1 || list[0].Value.Text != "s" {
		t.Errorf("the values are %+v", list)
	}
	if got := s.cookies[len(s.cookies)-1]; !strings.Contains(got, "first=1") || !strings.Contains(got, "session=2") {
		t.Errorf("the cookies are %q", got)
	}
	record := rec.Take("TEST-001")
	var status []int
	for _, x := range record.Exchanges {
		status = append(status, x.Resp.Status)
	}
	if !slices.Equal(status, []int{307, 401, 200, 200, 204}) || len(record.Sessions) != 1 || len(record.Closings) != 1 {
		t.Errorf("statuses %v, %d sessions, %d closings", status, len(record.Sessions), len(record.Closings))
	}
	if inform := record.Exchanges[2].ReqEnv.Body.(*cwmp.Inform); len(inform.Event) != 2 || inform.Event[1].CommandKey != "key" || len(record.Exchanges[2].ReqEnv.Defects) > 0 {
		t.Errorf("the Inform is %+v: %v", inform.Event, record.Exchanges[2].ReqEnv.Defects)
	}
}

func TestRequestsAsTheyAreTold(t *testing.T) {
	var raw []string
	d, rec := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		raw = append(raw, r.Method+" "+r.URL.Path+" "+r.Header.Get("X-Odd")+" "+strings.Join(r.TransferEncoding, ",")+" "+string(b))
	}))
	s := d.Open()
	for _, q := range []Request{
		{},
		{Method: "PUT", Target: "/other", Body: []byte("abc"), Fields: []wire.Field{{Name: "X-Odd", Value: "1"}}},
		{Body: []byte("abcdef"), Chunk: 2},
		{Body: []byte("abcdef"), Slow: Slow{Piece: 40, Pause: time.Millisecond}, Intent: "slowly"},
	} {
		if r := s.Send(q); r.Status() != 200 {
			t.Errorf("%+v: %s", q, r)
		}
	}
	want := []string{"POST /old   ", "PUT /other 1  abc", "POST /old  chunked abcdef", "POST /old   abcdef"}
	if !slices.Equal(raw, want) {
		t.Errorf("got  %q\nwant %q", raw, want)
	}
	s.HangUp()
	if s.Connected() {
		t.Error("it is connected after hanging up")
	}
	record := rec.Take("TEST-001")
	if x := record.Exchanges[3]; x.Intent != "slowly" {
		t.Errorf("the intent is %q", x.Intent)
	}
}

func TestDataModel(t *testing.T) {
	d, _ := start(t, http.NotFoundHandler())
	ask := func(name string, body any) any {
		return d.Answer(cwmp.Decode(cwmp.Encode(cwmp.Header{}, name, body, cwmp.Style{})))
	}
	added, ok := ask("AddObject", &cwmp.AddObject{ObjectName: "Device.NAT.PortMapping.", ParameterKey: "k1"}).(*cwmp.AddObjectResponse)
	if !ok || added.InstanceNumber == 0 || d.get("ManagementServer.ParameterKey") != "k1" {
		t.Errorf("AddObject: %+v, ParameterKey %q", added, d.get("ManagementServer.ParameterKey"))
	}
	set := &cwmp.SetParameterValues{ParameterKey: "k2", ParameterList: []cwmp.ParameterValueStruct{
		{Name: "Device.DeviceInfo.ProvisioningCode", Value: cwmp.Value{Type: "string", Text: "x"}},
		{Name: "Device.DeviceInfo.SerialNumber", Value: cwmp.Value{Type: "string", Text: "x"}}}}
	if f, ok := ask("SetParameterValues", set).(*cwmp.Fault); !ok || f.FaultCode != "9003" || f.SetParameterValuesFault[0].FaultCode != "9008" {
		t.Errorf("SetParameterValues of what cannot be written: %+v", f)
	}
	if got := d.get("DeviceInfo.ProvisioningCode"); got == "x" {
		t.Error("half of a refused request was applied")
	}
	set.ParameterList = set.ParameterList[:1]
	if _, ok := ask("SetParameterValues", set).(*cwmp.SetParameterValuesResponse); !ok || d.get("DeviceInfo.ProvisioningCode") != "x" {
		t.Error("SetParameterValues was not applied")
	}
	if f, ok := ask("GetParameterNames", &cwmp.GetParameterNames{ParameterPath: "Device.Nothing."}).(*cwmp.Fault); !ok || f.FaultCode != "9005" || f.SOAPCode != "Client" {
		t.Errorf("GetParameterNames of nothing: %+v", f)
	}
	if f, ok := ask("X_00005E_Odd", &cwmp.Unknown{}).(*cwmp.Fault); !ok || f.FaultCode != "9000" {
		t.Errorf("an unknown method: %+v", f)
	}
}
