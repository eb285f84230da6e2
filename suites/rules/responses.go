package rules

import (
	"maps"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/rule"
)

// bare are the responses that have no arguments, and the requirement that says so.
var bare = map[string]string{
	"SetParameterAttributesResponse": "A.3.2.4-15",
	"RebootResponse":                 "A.3.2.9-13",
	"ScheduleInformResponse":         "A.4.1.2-15",
	"FactoryResetResponse":           "A.4.1.6-4",

	"TransferCompleteResponse":                "A.3.3.2-22",
	"AutonomousTransferCompleteResponse":      "A.3.3.3-32",
	"RequestDownloadResponse":                 "A.4.2.2-13",
	"DUStateChangeCompleteResponse":           "A.4.2.3-59",
	"AutonomousDUStateChangeCompleteResponse": "A.4.2.4-57",
}

func init() {
	add(rule.Rule{
		ID:     "bare-responses",
		Title:  "a response that has no arguments is empty",
		Covers: slices.Sorted(maps.Values(bare)),
		Check: func(c *rule.Context) {
			for _, s := range c.Envelopes() {
				id := bare[s.Env.Name]
				if id == "" || len(s.Env.SOAP.Entries) == 0 {
					continue
				}
				if kids := s.Env.SOAP.Entries[0].Children; len(kids) > 0 {
					c.Report(id, s.Body(kids[0].Offset), "no arguments", kids[0].Local)
				}
			}
		},
	})
}
