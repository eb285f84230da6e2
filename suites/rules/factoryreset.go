package rules

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(rule.Rule{
		ID:     "factory-reset-fault",
		Title:  "FactoryReset is refused with a code of its own list",
		Covers: []string{"A.4.1.6-5"},
		Check: func(c *rule.Context) {
			for _, s := range c.Envelopes() {
				f, ok := s.Env.Body.(*cwmp.Fault)
				if q := asked(c, s); !ok || c.Subject != wire.CPE || q == nil || q.Method != "FactoryReset" {
					continue
				}
				// 9004 is general enough, and the list is not said to be exclusive;
				// the codes of one other cause are none for a reset.
				if _, known := cwmp.LookupFault(f.FaultCode); known && f.FaultCode > "9004" && !strings.HasPrefix(f.FaultCode, "98") {
					c.Report("A.4.1.6-5", s.Whole(), "9000, 9001, 9002, 9003 or a code of the vendor", f.FaultCode)
				}
			}
		},
	})
}
