package cpe

import (
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func TestBootstrapSession(t *testing.T) {
	for _, trait := range []string{"", "igd", "v1.0", "v1.2", "v1.3", "no-clock", "deferred"} {
		t.Run(trait, func(t *testing.T) {
			root := "Device."
			b := newBench(t, func(c *Config) {
				if trait != "" {
					c.Traits = []string{trait}
				}
				if trait == "igd" {
					root = "InternetGatewayDevice."
				}
			})
			p, m := b.open()
			b.wantEvents(m, "0 BOOTSTRAP, 1 BOOT")
			if m.RetryCount != 0 || m.MaxEnvelopes != 1 || len(m.ParameterList) < 6 {
				t.Errorf("Inform: %+v", m)
			}
			if p.msg.Has("SOAPAction") || p.msg.Has("Content-Type") {
				t.Error("an empty POST with SOAPAction or Content-Type")
			}
			p = b.ask(p, "GetRPCMethods", &cwmp.GetRPCMethods{})
			p = b.ask(p, "GetParameterNames", &cwmp.GetParameterNames{ParameterPath: "", NextLevel: true})
			if l := p.env.Body.(*cwmp.GetParameterNamesResponse).ParameterList; len(l) != 1 || l[0].Name != root {
				t.Errorf("the top of the hierarchy: %v", l)
			}
			p = b.ask(p, "GetParameterNames", &cwmp.GetParameterNames{})
			names := p.env.Body.(*cwmp.GetParameterNamesResponse).ParameterList
			p = b.ask(p, "GetParameterValues", &cwmp.GetParameterValues{ParameterNames: []string{""}})
			values := p.env.Body.(*cwmp.GetParameterValuesResponse).ParameterList
			if len(names) < 60 || len(values) < 60 {
				t.Errorf("%d names, %d values", len(names), len(values))
			}
			p = b.ask(p, "GetParameterAttributes", &cwmp.GetParameterAttributes{ParameterNames: []string{root}})
			p = b.ask(p, "SetParameterValues", setValue(root+"ManagementServer.PeriodicInformInterval", "unsignedInt", "60"))
			want := 0
			if trait == "deferred" {
				want = 1
			}
			if r := p.env.Body.(*cwmp.SetParameterValuesResponse); r.Status != want {
				t.Errorf("Status %d", r.Status)
			}
			p.empty()
			b.cpe.PowerCycle()
			b.wantEvents(b.session(), "1 BOOT")
		})
	}
}
