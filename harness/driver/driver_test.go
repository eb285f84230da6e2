package driver

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

var device = cwmp.DeviceIdStruct{OUI: "00005E", ProductClass: "cwmp spec", SerialNumber: "ACS-1.a_b"}

// TestTheGuideListsEveryAction holds the guide to the actions that there are.
func TestTheGuideListsEveryAction(t *testing.T) {
	guide, err := os.ReadFile("../../docs/writing-a-driver.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(guide), "The actions are: ")
	list, _, _ = strings.Cut(list, ".\n")
	if listed := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }); !slices.Equal(listed, Actions()) {
		t.Errorf("the guide lists %v, there are %v", listed, Actions())
	}
}

func TestExecHandsOverTheOrder(t *testing.T) {
	dir := t.TempDir()
	e := &Exec{Command: "cat > order.json; echo $CWMPSPEC_ACTION > action", Actions: []string{"SetParameterValues"}, Dir: dir}
	if !e.Can("SetParameterValues") || e.Can("Reboot") {
		t.Error("it can do something else than it was told")
	}
	request := &cwmp.SetParameterValues{ParameterKey: "k", ParameterList: []cwmp.ParameterValueStruct{
		{Name: "Device.X", Value: cwmp.Value{Type: "boolean", Text: "true"}}}}
	if err := e.Do(t.Context(), Order{Action: "SetParameterValues", Device: device, Arguments: request}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "order.json"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"action":"SetParameterValues","device":{"oui":"00005E","product_class":"cwmp spec","serial_number":"ACS-1.a_b"},` +
		`"arguments":{"ParameterKey":"k","ParameterList":[{"Name":"Device.X","Value":{"text":"true","type":"boolean"}}]}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if action, _ := os.ReadFile(filepath.Join(dir, "action")); strings.TrimSpace(string(action)) != "SetParameterValues" {
		t.Errorf("CWMPSPEC_ACTION is %q", action)
	}
}

func TestExecTellsWhyItFailed(t *testing.T) {
	e := &Exec{Command: "echo no such device; exit 3"}
	if err := e.Do(t.Context(), Order{Action: "Reboot"}); err == nil || !strings.Contains(err.Error(), "no such device") {
		t.Errorf("got %v", err)
	}
	e = &Exec{Command: "exec sleep 60", Timeout: 10 * time.Millisecond}
	if err := e.Do(t.Context(), Order{Action: "Reboot"}); err == nil || !strings.Contains(err.Error(), "did not end within") {
		t.Errorf("got %v", err)
	}
}

func TestArguments(t *testing.T) {
	uuid := "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
	for _, test := range []struct {
		message any
		want    string
	}{
		{nil, `{}`},
		{&cwmp.GetRPCMethods{}, `{}`},
		{&cwmp.GetParameterNames{ParameterPath: "Device.", NextLevel: true}, `{"NextLevel":true,"ParameterPath":"Device."}`},
		{&cwmp.ScheduleInform{DelaySeconds: 60, CommandKey: "k"}, `{"CommandKey":"k","DelaySeconds":60}`},
		{&cwmp.ChangeDUState{Operations: []any{&cwmp.UninstallOpStruct{UUID: uuid}}}, `{"Operations":[{"UUID":"` + uuid + `","type":"UninstallOpStruct"}]}`},
	} {
		got, err := json.Marshal(Arguments(test.message))
		if err != nil || string(got) != test.want {
			t.Errorf("got %s, %v; want %s", got, err, test.want)
		}
	}
}

func TestGenieACS(t *testing.T) {
	var path, query, body string
	status := http.StatusAccepted
	nbi := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		path, query, body = r.URL.EscapedPath(), r.URL.RawQuery, string(b)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "No such device")
	}))
	defer nbi.Close()
	g := &GenieACS{URL: nbi.URL + "/", Client: nbi.Client(), Clock: clock.Scaled(1000)}
	for _, test := range []struct {
		order       Order
		query, body string
	}{
		{Order{Action: "Reboot", Arguments: &cwmp.Reboot{}}, "", `{"name":"reboot"}`},
		{Order{Action: "GetParameterValues", Arguments: &cwmp.GetParameterValues{ParameterNames: []string{"Device.DeviceInfo."}}}, "",
			`{"name":"getParameterValues","parameterNames":["Device.DeviceInfo."]}`},
		{Order{Action: "SetParameterValues", Arguments: &cwmp.SetParameterValues{ParameterList: []cwmp.ParameterValueStruct{
			{Name: "Device.X", Value: cwmp.Value{Type: "boolean", Text: "true"}}}}}, "",
			`{"name":"setParameterValues","parameterValues":[["Device.X","true","xsd:boolean"]]}`},
		{Order{Action: "AddObject", Arguments: &cwmp.AddObject{ObjectName: "Device.NAT.PortMapping."}}, "", `{"name":"addObject","objectName":"Device.NAT.PortMapping"}`},
		{Order{Action: ConnectionRequest}, "timeout=100&connection_request", `{"name":"refreshObject","objectName":"Device.ManagementServer"}`},
	} {
		test.order.Device = device
		if !g.Can(test.order.Action) {
			t.Errorf("it cannot do %s", test.order.Action)
		}
		if err := g.Do(t.Context(), test.order); err != nil {
			t.Fatal(err)
		}
		if path != "/devices/00005E-cwmp%2520spec-ACS%252D1%252Ea_b/tasks" || query != test.query || body != test.body {
			t.Errorf("%s: %s?%s %s", test.order.Action, path, query, body)
		}
	}
	if g.Can("ChangeDUState") {
		t.Error("it says that it can do ChangeDUState")
	}
	status = http.StatusNotFound
	if err := g.Do(t.Context(), Order{Action: "Reboot", Device: device}); err == nil || !strings.Contains(err.Error(), "No such device") {
		t.Errorf("got %v", err)
	}
}
