package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// question is the exchange whose other side a POST of the CPE answers: the one
// before it, challenges and redirects of the same POST aside. It is nil for the
// first POST of a session.
func question(c *rule.Context, s rule.Said) *transcript.Exchange {
	x := c.Before(s.X)
	for x != nil && x.Resp != nil && (x.Resp.Status/100 == 3 || x.Resp.Status == 401 || x.Resp.Status == 407) {
		x = c.Before(x)
	}
	return x
}

// asked is the request that a message answers, nil if it answers none or if
// the request cannot be read.
func asked(c *rule.Context, s rule.Said) *cwmp.Envelope {
	env := s.X.ReqEnv
	if c.Subject == wire.CPE {
		x := question(c, s)
		if x == nil {
			return nil
		}
		env = x.RespEnv
	}
	if env == nil || env.Kind != cwmp.Request || env.SOAP.Malformed {
		return nil
	}
	return env
}

func init() {
	add(
		rule.Rule{
			ID: "answer-id", Title: "a response or fault has the ID header of its request with the same value",
			Covers: []string{"3.5-58", "3.5-59"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					id := map[cwmp.Kind]string{cwmp.Response: "3.5-58", cwmp.FaultMsg: "3.5-59"}[s.Env.Kind]
					q := asked(c, s)
					// White space around an ID might be lost for good reasons of XML.
					if id == "" || q == nil || q.Header.ID == nil || !s.Env.SOAP.WellFormed || strings.TrimSpace(*q.Header.ID) != *q.Header.ID {
						continue
					}
					want := fmt.Sprintf("the ID header %q of the request", *q.Header.ID)
					switch own := s.Env.Header.ID; {
					case own == nil:
						reportAll(c, []string{id}, s.Whole(), want, "no ID header")
					case *own != *q.Header.ID:
						reportAll(c, []string{id}, s.Whole(), want, fmt.Sprintf("the ID header %q", *own))
					}
				}
			},
		},
		rule.Rule{
			ID: "answer-name", Title: "the response to a method is named after the method with the suffix Response",
			Covers: []string{"3.5-12"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					q := asked(c, s)
					if q == nil || s.Env.Kind == cwmp.None || s.Env.Kind == cwmp.FaultMsg || s.Env.Name == q.Method+"Response" {
						continue
					}
					if s.Env.Kind == cwmp.Request && cwmp.NewMessage(s.Env.Name) != nil {
						continue // a request at the wrong moment, not an answer with a wrong name
					}
					reportAll(c, []string{"3.5-12"}, s.Body(s.Env.SOAP.Entries[0].Offset), q.Method+"Response", s.Env.Name)
				}
			},
		},
		rule.Rule{
			ID: "answer-fault", Title: "a fault is sent in response to a SOAP request only",
			Covers: []string{"3.5-33", "3.5-35", "3.5-37"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.Kind != cwmp.FaultMsg || c.Subject != wire.CPE {
						continue
					}
					what, ids := "", []string{"3.5-33"}
					x := question(c, s)
					switch {
					case x == nil, x.Resp == nil, x.RespEnv != nil && (x.RespEnv.SOAP.Malformed || x.RespEnv.Kind == cwmp.None || x.RespEnv.Kind == cwmp.Request):
						continue
					case x.RespEnv == nil:
						what = "an HTTP response without an envelope"
					case x.RespEnv.Kind == cwmp.Response:
						what, ids = x.RespEnv.Name, append(ids, "3.5-35")
					case x.RespEnv.Kind == cwmp.FaultMsg:
						what, ids = "a fault", append(ids, "3.5-37")
					}
					reportAll(c, ids, s.Whole(), "a fault only as the answer to a SOAP request", "a fault as the answer to "+what)
				}
			},
		},
		rule.Rule{
			ID: "answer-parameter-faults", Title: "SetParameterValuesFault stands only in a fault to SetParameterValues and names its parameters in full",
			Covers: []string{"3.5-28", "3.5-30", "A.5.1-8"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := s.Env.Body.(*cwmp.Fault)
					q := asked(c, s)
					if !ok || q == nil || len(f.SetParameterValuesFault) == 0 {
						continue
					}
					m, ok := q.Body.(*cwmp.SetParameterValues)
					if !ok {
						reportAll(c, []string{"3.5-28"}, s.Whole(), "no SetParameterValuesFault in a fault to "+q.Method, "a SetParameterValuesFault")
						continue
					}
					for _, p := range f.SetParameterValuesFault {
						// An instance can have two names where aliases are in use.
						known := slices.ContainsFunc(m.ParameterList, func(v cwmp.ParameterValueStruct) bool {
							return strings.TrimSpace(v.Name) == p.ParameterName || strings.Contains(v.Name, "[")
						})
						if !known && len(q.Defects) == 0 {
							reportAll(c, []string{"3.5-30"}, s.Whole(), "the full name of a parameter of the request", p.ParameterName)
						}
						if p.FaultCode == "9004" {
							reportAll(c, []string{"A.5.1-8"}, s.Whole(), "a code for the error in the parameter, not 9004", "9004 for "+p.ParameterName)
						}
					}
				}
			},
		},
		rule.Rule{
			ID: "answer-fault-code", Title: "a fault code that Table 87 gives to certain methods is used with these",
			Covers: []string{"3.5-25", "A.5.1-1", "A.5.1-9", "A.5.1-10", "A.5.1-11", "A.5.1-12", "A.5.1-13", "A.5.1-14", "A.5.1-15",
				"A.5.1-16", "A.5.1-17", "A.5.1-25"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := s.Env.Body.(*cwmp.Fault)
					if !ok || c.Subject != wire.CPE {
						continue
					}
					if info, known := cwmp.LookupFault(f.FaultCode); known && info.Code[0] == '8' {
						reportAll(c, []string{"3.5-25", "A.5.1-1"}, s.Whole(), "a fault code of Table 87", f.FaultCode+", a fault code of an ACS")
					}
					q := asked(c, s)
					if q == nil || cwmp.NewMessage(q.Method) == nil {
						continue
					}
					if methods, bound := codeMethods[f.FaultCode]; bound && !slices.Contains(methods, q.Method) {
						reportAll(c, []string{byCode[f.FaultCode]}, s.Whole(), f.FaultCode+" only with "+strings.Join(methods, ", "), f.FaultCode+" in the fault to "+q.Method)
					}
				}
			},
		},
	)
}

// codeMethods are the methods that Table 87 associates fault codes with, as far
// as a fault response is meant. 9008 with AddObject and DeleteObject is left
// alone: no other code is given for an object that cannot be written.
var codeMethods = map[string][]string{
	"9005": {"SetParameterValues", "GetParameterValues", "GetParameterNames", "SetParameterAttributes", "GetParameterAttributes", "AddObject", "DeleteObject"},
	"9006": {"SetParameterValues"},
	"9007": {"SetParameterValues"},
	"9008": {"SetParameterValues", "AddObject", "DeleteObject"},
	"9009": {"SetParameterAttributes"},
	// 9010 to Upload is not as it should be, but names no other cause.
	"9010": {"Download", "ScheduleDownload", "Upload"},
	"9011": {"Upload"},
	"9012": {"Download", "ScheduleDownload", "Upload"},
	"9013": {"Download", "ScheduleDownload", "Upload"},
	"9021": {"CancelTransfer"},
}
