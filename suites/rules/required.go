package rules

import (
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// required are the requirements that Table 5 makes for each baseline method.
// Download is not among them: a CPE without downloads may leave it out.
var required = map[string]string{
	"GetRPCMethods": "3.6-1", "SetParameterValues": "3.6-3", "GetParameterValues": "3.6-5", "GetParameterNames": "3.6-7",
	"SetParameterAttributes": "3.6-9", "GetParameterAttributes": "3.6-11", "AddObject": "3.6-13", "DeleteObject": "3.6-15", "Reboot": "3.6-17",
}

// Required says whether Table 5 has every CPE support a method.
func Required(method string) bool { return required[method] != "" }

func init() {
	var covers []string
	for _, method := range baseline {
		covers = append(covers, required[method])
	}
	add(rule.Rule{
		ID:     "methods-required",
		Title:  "no method that every CPE supports is answered with fault 9000",
		Covers: covers,
		Check: func(c *rule.Context) {
			for _, s := range c.Envelopes() {
				f, ok := s.Env.Body.(*cwmp.Fault)
				q := asked(c, s)
				if !ok || q == nil || c.Subject != wire.CPE || f.FaultCode != "9000" || required[q.Method] == "" || question(c, s).Intent != "" {
					continue
				}
				c.Report(required[q.Method], s.Whole(), q.Method+"Response, or a fault with another code", "fault 9000")
			}
		},
	})
}
