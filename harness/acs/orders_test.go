package acs

import (
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func TestOrders(t *testing.T) {
	s, _ := newServer(t, nil)
	s.Order(dut, Order{Body: &cwmp.GetParameterNames{ParameterPath: "Device.", NextLevel: true}, Hold: true},
		Order{Name: "X_00AA01_Odd", Body: &cwmp.Unknown{}}, Order{Body: &cwmp.Reboot{CommandKey: "later"}})
	s.Order(other, Order{Body: &cwmp.Reboot{}})
	c := dial(t, s.URL())
	env := cwmp.Decode(c.want(200, c.post(inform(dut))).Body)
	if h := env.Header.HoldRequests; h == nil || !*h {
		t.Error("the InformResponse does not hold the requests of the CPE")
	}
	env = cwmp.Decode(c.want(200, c.post("")).Body)
	if h := env.Header.HoldRequests; env.Name != "GetParameterNames" || h == nil || *h || len(env.Defects) > 0 {
		t.Errorf("first order: %s %+v", env.Name, env.Defects)
	}
	env = cwmp.Decode(c.want(200, c.post(envelope(cwmp.NS12, "", "<c:GetParameterNamesResponse></c:GetParameterNamesResponse>"))).Body)
	if env.Name != "X_00AA01_Odd" || env.Header.HoldRequests != nil {
		t.Errorf("second order: %s", env.Name)
	}
	c.want(200, c.post("")) // the third, whatever was answered to the second
	c.want(204, c.post(""))
	_ = c.c.Close()
	if n := s.Forget(other); n != 1 {
		t.Errorf("%d orders are left", n)
	}
	if n := s.Forget(dut); n != 0 {
		t.Errorf("%d orders are left", n)
	}
}
