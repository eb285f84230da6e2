package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// byACSCode are the rows that give each fault code of an ACS its meaning and
// its source. 8000 is left out, because the standard's own example of a method
// that is not supported has it with Client.
var byACSCode = map[string]string{
	"8001": "A.5.2-4", "8002": "A.5.2-5", "8003": "A.5.2-6", "8004": "A.5.2-7", "8005": "A.5.2-8", "8006": "A.5.2-9",
}

// acsFaultCodes is the row that lists the fault codes of a method. That the
// lists have no other codes they do not say: the general codes 8000 to 8005 and
// those of vendors are let pass with every method.
var acsFaultCodes = map[string]string{
	"Inform": "A.3.3.1-77", "TransferComplete": "A.3.3.2-27", "AutonomousTransferComplete": "A.3.3.3-33",
	"Kicked": "A.4.2.1-16", "RequestDownload": "A.4.2.2-16", "DUStateChangeComplete": "A.4.2.3-60", "AutonomousDUStateChangeComplete": "A.4.2.4-58",
}

func acsSources() []breach {
	var list []breach
	for _, code := range slices.Sorted(maps.Keys(byACSCode)) {
		list = append(list, breach{codes: []soap.Code{cwmp.FaultSource}, where: func(f flaw) bool { return codeOf(f) == code },
			breaks: []string{"3.5-20", "A.5.2-2", byACSCode[code]}, want: "the source that Table 88 gives the fault code"})
	}
	return list
}

func init() {
	add(
		onlyOf(wire.ACS, defects("acs-fault-source", "the faultcode is Client or Server as Table 88 has it", acsSources()...)),
		rule.Rule{
			ID:     "acs-fault-code",
			Only:   wire.ACS,
			Title:  "a fault of an ACS has a code of Table 88, and one that its method may have",
			Covers: append([]string{"3.5-26", "A.5.2-1"}, slices.Sorted(maps.Values(acsFaultCodes))...),
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := s.Env.Body.(*cwmp.Fault)
					if !ok || !f.HasCWMP {
						continue
					}
					code := strings.TrimSpace(f.FaultCode)
					info, known := cwmp.LookupFault(code)
					if known && info.Code[0] == '9' {
						reportAll(c, []string{"3.5-26", "A.5.2-1"}, s.Whole(), "a fault code of Table 88", code+", a fault code of a CPE")
					}
					q := asked(c, s)
					if q == nil || acsFaultCodes[q.Method] == "" {
						continue
					}
					general := code >= "8000" && code <= "8005" || strings.HasPrefix(code, "88") && len(code) == 4
					if !general && !(code == "8006" && q.Method == "Inform") {
						c.Report(acsFaultCodes[q.Method], s.Whole(), "a fault code that is defined for "+q.Method, code)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-answer-fault",
			Only:   wire.ACS,
			Title:  "an ACS sends a fault in response to a SOAP request only",
			Covers: []string{"3.5-34", "3.5-36", "3.5-38"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Kind != cwmp.FaultMsg || s.X.Req == nil || s.X.Req.Truncated != "" {
						continue
					}
					q := s.X.ReqEnv
					const want = "a fault only as the answer to a SOAP request"
					switch {
					case q == nil && len(s.X.Req.Body) == 0:
						c.Report("3.5-34", s.Whole(), want, "a fault as the answer to an empty POST")
					case q == nil || q.SOAP.Malformed:
						// What was not understood may have been a request.
					case q.Kind == cwmp.Response:
						reportAll(c, []string{"3.5-34", "3.5-36"}, s.Whole(), want, "a fault as the answer to "+q.Name)
					case q.Kind == cwmp.FaultMsg:
						reportAll(c, []string{"3.5-34", "3.5-38"}, s.Whole(), want, "a fault as the answer to a fault")
					}
				}
			},
		},
	)
}
