package cpe

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func TestAuthenticationCookiesRedirect(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.inform()
	ch := httpauth.Challenge{Scheme: "Digest", Realm: "r", Nonce: httpauth.Nonce(), QOP: "auth", Algorithm: "MD5-sess"}
	first := p.conn
	p.status(401, wire.Field{Name: "WWW-Authenticate", Value: ch.String()})
	p, _ = b.inform()
	a, err := httpauth.ParseAuthorization(p.msg.Get("Authorization"))
	if err == nil {
		err = httpauth.Verify(a, httpauth.Check{Challenge: ch, Method: "POST", Target: "/acs", Username: "user", Password: "pass"})
	}
	if err != nil || p.conn != first {
		t.Errorf("the answer to the challenge: %v, connection %d", err, p.conn)
	}
	p.status(307, wire.Field{Name: "Location", Value: "/other?x=1"}, wire.Field{Name: "Set-Cookie", Value: "a=1; Path=/acs; HttpOnly"}, wire.Field{Name: "Set-Cookie", Value: "b=2; Path=/"})
	p, _ = b.inform()
	if p.msg.Target != "/other?x=1" || p.msg.Get("Cookie") != "a=1; b=2" {
		t.Errorf("after the redirect: %s with Cookie %q", p.msg.Target, p.msg.Get("Cookie"))
	}
	p.soap(cwmp.Header{ID: p.env.Header.ID}, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1},
		wire.Field{Name: "Connection", Value: "close"}, wire.Field{Name: "Set-Cookie", Value: "b=; Max-Age=0; Path=/"})
	p = b.next()
	if p.env != nil || p.conn == first || p.msg.Get("Cookie") != "a=1" || p.msg.Target != "/other?x=1" {
		t.Errorf("the empty POST: connection %d, Cookie %q, %s", p.conn, p.msg.Get("Cookie"), p.msg.Target)
	}
	p.empty()
}

func TestRetry(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.inform()
	for n := uint32(1); n <= 2; n++ {
		before := time.Now()
		p.status(503)
		next, m := b.inform()
		wait := time.Since(before).Seconds() * factor
		lo := 5 * float64(n)
		if m.RetryCount != n || wait < lo || wait > 2*lo+8 {
			t.Errorf("retry %d after %.1f s, RetryCount %d", n, wait, m.RetryCount)
		}
		b.wantEvents(m, "0 BOOTSTRAP, 1 BOOT")
		p = next
	}
	p.accept()
	b.next().send <- nil // the events are delivered, the session fails
	m := b.session()
	if m.RetryCount != 3 || len(m.Event) != 0 {
		t.Errorf("RetryCount %d, events %q", m.RetryCount, codes(m))
	}
	if err := b.cpe.ChangeLocally("Device.DeviceInfo.ProvisioningCode", "x"); err != nil {
		t.Fatal(err)
	}
	if m := b.session(); m.RetryCount != 0 || codes(m) != "4 VALUE CHANGE" {
		t.Errorf("RetryCount %d after a success", m.RetryCount)
	}
}

func TestRetryRequest(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.inform()
	body := string(p.msg.Body)
	for range maxRetries {
		p.fault("8005")
		p, _ = b.inform()
		if string(p.msg.Body) != body {
			t.Error("the Inform sent again is not identical")
		}
	}
	p.fault("8005")
	_, m := b.inform()
	if m.RetryCount != 1 {
		t.Errorf("RetryCount %d after too many faults 8005", m.RetryCount)
	}
}

func TestNotification(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.open()
	const passive, active = "Device.Time.NTPServer1", "Device.Time.NTPServer2"
	set := func(name string, n int) cwmp.SetParameterAttributesStruct {
		return cwmp.SetParameterAttributesStruct{Name: name, NotificationChange: true, Notification: n}
	}
	p = b.ask(p, "SetParameterAttributes", &cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{set(passive, 1), set(active, 2)}})
	p = b.ask(p, "SetParameterAttributes", &cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{set(passive, 0), set("Device.DeviceInfo.", 2)}})
	if got := faultOf(p); got != "9009" {
		t.Errorf("Active notification of UpTime: %s", got)
	}
	p = b.ask(p, "SetParameterValues", setValue(passive, "string", "by.acs.example"))
	if err := b.cpe.ChangeLocally(passive, "one.example"); err != nil {
		t.Fatal(err)
	}
	p = b.ask(p, "GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{passive}})
	if v := p.env.Body.(*cwmp.GetParameterValuesResponse).ParameterList[0].Value.Text; v != "by.acs.example" {
		t.Errorf("a local change is seen in the session: %s", v)
	}
	p.empty()
	if err := b.cpe.ChangeLocally(active, "two.example"); err != nil {
		t.Fatal(err)
	}
	m := b.session()
	b.wantEvents(m, "4 VALUE CHANGE")
	told := map[string]string{}
	for _, v := range m.ParameterList {
		told[v.Name] = v.Value.Text
	}
	if told[passive] != "one.example" || told[active] != "two.example" {
		t.Errorf("told: %v", told)
	}
}

func TestRPCFaults(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.open()
	value := func(name, typ, text string) cwmp.ParameterValueStruct {
		return cwmp.ParameterValueStruct{Name: name, Value: cwmp.Value{Type: typ, Text: text}}
	}
	const interval = "Device.ManagementServer.PeriodicInformInterval"
	for _, c := range []struct {
		name string
		body any
		want string
	}{
		{"SetParameterValues", &cwmp.SetParameterValues{ParameterKey: "no", ParameterList: []cwmp.ParameterValueStruct{
			value(interval, "unsignedInt", "99"), value("Device.None", "string", ""), value("Device.DeviceInfo.UpTime", "unsignedInt", "1"),
			value("Device.Time.Enable", "string", "1"), value("Device.ManagementServer.PeriodicInformEnable", "boolean", "2")}}, "9003/9005/9008/9006/9007"},
		{"SetParameterValues", &cwmp.SetParameterValues{ParameterList: []cwmp.ParameterValueStruct{value(interval, "unsignedInt", "9"), value(interval, "unsignedInt", "9")}}, "9003"},
		{"GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{interval, "Device.Nothing."}}, "9005"},
		{"GetParameterNames", &cwmp.GetParameterNames{ParameterPath: interval, NextLevel: true}, "9003"},
		{"GetParameterNames", &cwmp.GetParameterNames{ParameterPath: "Device"}, "9005"},
		{"AddObject", &cwmp.AddObject{ObjectName: "Device.Hosts.Host."}, "9005"},
		{"AddObject", &cwmp.AddObject{ObjectName: "Device.NAT.PortMapping.", ParameterKey: "add"}, "AddObjectResponse"},
		{"DeleteObject", &cwmp.DeleteObject{ObjectName: "Device.NAT.PortMapping.1"}, "9005"},
		{"DeleteObject", &cwmp.DeleteObject{ObjectName: "Device.NAT.PortMapping.1.", ParameterKey: "delete"}, "DeleteObjectResponse"},
		{"GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{"Device.NAT.PortMapping.1."}}, "9005"},
		{"GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{"Device.NAT.PortMapping."}}, "GetParameterValuesResponse"},
		{"ScheduleInform", &cwmp.ScheduleInform{}, "9003"},
		{"GetOptions", &cwmp.GetOptions{}, "9000"},
		{"Download", &cwmp.Download{FileType: "1 Firmware Upgrade Image", URL: "ftp://192.0.2.1/f"}, "9013"},
		{"Upload", &cwmp.Upload{FileType: "3 Vendor Configuration File 7", URL: "http://192.0.2.1/f"}, "9003"},
	} {
		p = b.ask(p, c.name, c.body)
		if got := faultOf(p); got != c.want {
			t.Errorf("%s %+v: %s, not %s", c.name, c.body, got, c.want)
		}
	}
	p = b.ask(p, "GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{interval, "Device.ManagementServer.ParameterKey", "Device.ManagementServer.Password"}})
	var got []string
	for _, v := range p.env.Body.(*cwmp.GetParameterValuesResponse).ParameterList {
		got = append(got, v.Value.Text)
	}
	if strings.Join(got, "|") != "86400|delete|" {
		t.Errorf("after the faults: %q", got)
	}
	p.empty()
}

func TestDownloadAndReboot(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.open()
	p = b.ask(p, "Download", &cwmp.Download{CommandKey: "d", FileType: "1 Firmware Upgrade Image", URL: b.acs.url() + "/fw", Username: "u", Password: "p"})
	p = b.ask(p, "GetAllQueuedTransfers", &cwmp.GetAllQueuedTransfers{})
	if l := p.env.Body.(*cwmp.GetAllQueuedTransfersResponse).TransferList; len(l) != 1 || l[0].State != 1 {
		t.Errorf("the queue: %+v", l)
	}
	p.empty()
	p = b.next()
	if p.msg.StartLine != "GET /fw HTTP/1.1" {
		t.Fatalf("not the file but %s", p.msg.StartLine)
	}
	p.send <- wire.NewResponse(200, "OK", []wire.Field{{Name: "Content-Length", Value: "5"}}, []byte("image"))
	p, m := b.inform()
	b.wantEvents(m, "7 TRANSFER COMPLETE, M Download=d, 1 BOOT, 4 VALUE CHANGE")
	hold := true
	use := "1.4"
	p.soap(cwmp.Header{ID: p.env.Header.ID, HoldRequests: &hold, UseCWMPVersion: &use}, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1})
	if p = b.next(); p.env != nil {
		t.Fatalf("%s although requests are held", p.env.Name)
	}
	p = b.ask(p, "Reboot", &cwmp.Reboot{CommandKey: "r"})
	p.empty()
	p = b.next()
	tc, ok := p.env.Body.(*cwmp.TransferComplete)
	if !ok || tc.CommandKey != "d" || tc.FaultStruct.FaultCode != 0 {
		t.Fatalf("not TransferComplete: %+v", p.env.Body)
	}
	b.clean(p)
	p.soap(cwmp.Header{ID: p.env.Header.ID}, "TransferCompleteResponse", &cwmp.TransferCompleteResponse{})
	b.next().empty()
	b.wantEvents(b.session(), "M Reboot=r, 1 BOOT")
}

func TestConnectionRequest(t *testing.T) {
	b := newBench(t, nil)
	b.session()
	raw, err := net.Dial("tcp", strings.Split(b.cpe.ConnectionRequestURL(), "/")[2])
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	conn := wire.NewConn(raw, wire.Options{Origin: time.Now(), Self: wire.ACS, Peer: wire.CPE})
	defer conn.Close()
	get := func(authorization string) *wire.Message {
		fields := []wire.Field{{Name: "Host", Value: "cpe"}}
		if authorization != "" {
			fields = append(fields, wire.Field{Name: "Authorization", Value: authorization})
		}
		if err := conn.Write(wire.NewRequest("GET", b.cpe.path, fields, nil)); err != nil {
			t.Fatal(err)
		}
		m, err := conn.ReadResponse("GET", time.Now().Add(5*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	m := get("")
	ch, err := httpauth.ParseChallenge(m.Get("WWW-Authenticate"))
	if err != nil || m.Status != 401 {
		t.Fatalf("status %d, %v", m.Status, err)
	}
	auth := func(nc int, pass string) string {
		return ch.Authorize("GET", b.cpe.path, "acs", pass, nc, httpauth.Nonce())
	}
	if m := get(auth(1, "wrong")); m.Status != 401 {
		t.Errorf("status %d with a wrong password", m.Status)
	}
	if m := get(auth(2, "acs-secret")); m.Status != 200 {
		t.Errorf("status %d", m.Status)
	}
	p, in := b.open()
	b.wantEvents(in, "6 CONNECTION REQUEST")
	for nc := 3; nc < 5; nc++ {
		if m := get(auth(nc, "acs-secret")); m.Status != 200 {
			t.Errorf("status %d during a session", m.Status)
		}
	}
	p.empty()
	b.wantEvents(b.session(), "6 CONNECTION REQUEST")
}

func TestTimedSessions(t *testing.T) {
	b := newBench(t, nil)
	p, _ := b.open()
	p = b.ask(p, "ScheduleInform", &cwmp.ScheduleInform{DelaySeconds: 10, CommandKey: "s"})
	p = b.ask(p, "SetParameterValues", setValue("Device.ManagementServer.PeriodicInformInterval", "unsignedInt", "30"))
	p = b.ask(p, "SetParameterValues", setValue("Device.ManagementServer.PeriodicInformEnable", "boolean", "true"))
	p.empty()
	b.wantEvents(b.session(), "3 SCHEDULED, M ScheduleInform=s")
	b.wantEvents(b.session(), "2 PERIODIC")
	p, _ = b.open()
	p = b.ask(p, "SetParameterValues", setValue("Device.ManagementServer.URL", "string", b.acs.url()+"/new"))
	p = b.ask(p, "FactoryReset", &cwmp.FactoryReset{})
	p.empty()
	p, m := b.inform()
	b.wantEvents(m, "0 BOOTSTRAP, 1 BOOT")
	if p.msg.Target != "/acs" {
		t.Errorf("after the factory reset: %s", p.msg.Target)
	}
}

func TestFailedSessions(t *testing.T) {
	raw := func(body string) func(*post) {
		return func(p *post) {
			p.send <- wire.NewResponse(200, "OK", []wire.Field{{Name: "Content-Type", Value: "text/xml"}, {Name: "Content-Length", Value: strconv.Itoa(len(body))}}, []byte(body))
		}
	}
	other := "9.9"
	for name, answer := range map[string]func(*post){
		"HTTP 400":       func(p *post) { p.status(400) },
		"closed":         func(p *post) { p.send <- nil },
		"empty":          func(p *post) { p.empty() },
		"cut XML":        raw("<soap:Envelope"),
		"no envelope":    raw("<html/>"),
		"another fault":  func(p *post) { p.fault("8002") },
		"second 401":     func(p *post) { p.status(401, wire.Field{Name: "WWW-Authenticate", Value: `Basic realm="r"`}) },
		"wrong response": func(p *post) { p.soap(cwmp.Header{}, "TransferCompleteResponse", &cwmp.TransferCompleteResponse{}) },
		"a request":      func(p *post) { p.soap(cwmp.Header{}, "GetRPCMethods", &cwmp.GetRPCMethods{}) },
		"version":        func(p *post) { p.soap(cwmp.Header{UseCWMPVersion: &other}, "InformResponse", &cwmp.InformResponse{}) },
		"no CWMP fault":  func(p *post) { p.soap(cwmp.Header{}, "Fault", &cwmp.Fault{SOAPCode: "Server", SOAPString: "error"}) },
		"a sixth redirect": func(p *post) {
			p.status(302, wire.Field{Name: "Location", Value: "/again"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, nil)
			p, m := b.inform()
			for range 7 {
				answer(p)
				if p, m = b.inform(); m.RetryCount > 0 {
					break
				}
			}
			if m.RetryCount != 1 {
				t.Errorf("RetryCount %d", m.RetryCount)
			}
			b.wantEvents(m, "0 BOOTSTRAP, 1 BOOT")
			p.accept()
			b.next().empty()
		})
	}
}
