package rules

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "http-empty-post-fields",
			Title:  "an empty POST has neither SOAPAction nor Content-Type",
			Covers: []string{"3.4.1-7", "3.4.1-8"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					if s.Msg.Method != "POST" || len(s.Msg.Body) > 0 || s.Msg.Truncated != "" {
						continue
					}
					if f, ok := field(s.Msg, "SOAPAction"); ok {
						c.Report("3.4.1-7", s.Raw(f.Offset), "no SOAPAction header in an empty POST", f.Raw)
					}
					if f, ok := field(s.Msg, "Content-Type"); ok {
						c.Report("3.4.1-8", s.Raw(f.Offset), "no Content-Type header in an empty POST", f.Raw)
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-soapaction",
			Title:  "a POST with a SOAP response or fault has a SOAPAction header without a value",
			Covers: []string{"3.4.1-3", "3.4.1-4"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					id := ""
					switch s.Env.Kind {
					case cwmp.Response:
						id = "3.4.1-3"
					case cwmp.FaultMsg:
						id = "3.4.1-4"
					default:
						continue // for requests of the CPE any value will do: SOAP 1.1 only wants the header
					}
					if s.Msg.Method == "" {
						continue
					}
					f, ok := field(s.Msg, "SOAPAction")
					switch {
					case !ok && s.Msg.Reprinted:
					case !ok:
						c.Report(id, s.Whole(), "the header line \"SOAPAction:\"", "no SOAPAction header")
					case f.Value != "":
						c.Report(id, s.Raw(f.Offset), "the header line \"SOAPAction:\" without a value", f.Raw)
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-content-type",
			Title:  "a message with a SOAP envelope has Content-Type text/xml",
			Covers: []string{"3.4.1-5"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					f, ok := field(s.Msg, "Content-Type")
					if !ok && s.Msg.Reprinted {
						continue
					}
					if !ok {
						c.Report("3.4.1-5", s.Whole(), "Content-Type: text/xml", "no Content-Type header")
						continue
					}
					// Parameters, case and quoting are free; only type/subtype is fixed.
					kind, _, _ := strings.Cut(f.Value, ";")
					if !strings.EqualFold(strings.TrimSpace(kind), "text/xml") {
						c.Report("3.4.1-5", s.Raw(f.Offset), "Content-Type: text/xml", f.Raw)
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-request-soapaction",
			Title:  "a POST with a SOAP request has a SOAPAction header",
			Covers: []string{"3-1"},
			Check: func(c *rule.Context) {
				// SOAP 1.1 section 6.1.1 wants the header; TR-069 prescribes its value for responses and faults only.
				for _, s := range c.Envelopes() {
					if s.Env.Kind == cwmp.Request && s.Msg.Method == "POST" && !s.Msg.Has("SOAPAction") && !s.Msg.Reprinted {
						c.Report("3-1", s.Whole(), "a SOAPAction header, with any value (SOAP 1.1 section 6.1.1)", "none")
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-request",
			Title:  "a SOAP message of the CPE is an HTTP/1.1 POST with a Host header",
			Covers: []string{"3.4-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					switch {
					case s.Msg.Method == "":
					case s.Msg.Method != "POST":
						c.Report("3.4-1", s.Raw(0), "the method POST", s.Msg.StartLine)
					case s.Msg.Proto != "HTTP/1.1":
						c.Report("3.4-1", s.Raw(0), "HTTP/1.1", s.Msg.StartLine)
					case !s.Msg.Has("Host") && !s.Msg.Reprinted:
						c.Report("3.4-1", s.Whole(), "a Host header", "none")
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-framing",
			Stops:  true,
			Title:  "messages keep to the syntax and framing of HTTP/1.1",
			Covers: []string{"3-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					for _, d := range s.Msg.Defects {
						// A message can be cut short by a loss of power as well.
						if !wire.Mild(d.Code) && d.Code != wire.CodeTruncated && d.Code != wire.CodeLengthForbidden {
							c.Report("3-1", s.Raw(d.Offset), "a message in the form of RFC 7230", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-length-forbidden", // common, and no reason for a session to stop
			Title:  "a response that has no body by its status tells no length",
			Covers: []string{"3-1"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					for _, d := range s.Msg.Defects {
						if d.Code == wire.CodeLengthForbidden {
							c.Report("3-1", s.Raw(d.Offset), "no Content-Length or Transfer-Encoding in a 1xx or 204 response (RFC 7230 3.3)", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-answer-in-next-post",
			Stops:  true,
			Title:  "the answer to a request of the ACS comes in the next POST",
			Covers: []string{"3.4.1-2"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					for i := 1; i < len(s.Exchanges); i++ {
						checkAnswer(c, s.Exchanges[i-1], s.Exchanges[i])
					}
				}
			},
		},
		rule.Rule{
			ID:     "http-pipelining",
			Title:  "no request is sent before the response to the one before it has come",
			Covers: []string{"3.4.6-2"},
			Check: func(c *rule.Context) {
				for _, s := range c.Said(wire.LaneCWMP) {
					if s.Msg.Pipelined {
						c.Report("3.4.6-2", s.Whole(), "no request before the response to the one before it",
							fmt.Sprintf("%s had arrived on connection %d before the response was sent", s.Msg.StartLine, s.X.Conn))
					}
				}
			},
		},
	)
}

// checkAnswer looks for the answer to a request of the ACS in the POST after it.
func checkAnswer(c *rule.Context, asked, next *transcript.Exchange) {
	if c.Subject != wire.CPE || next.Req == nil || asked.RespEnv == nil || asked.RespEnv.Kind != cwmp.Request || asked.Intent != "" {
		return
	}
	said := rule.Said{X: next, Msg: next.Req}
	expected := fmt.Sprintf("the answer to %s, a response or a fault", asked.RespEnv.Method)
	switch {
	case next.Req.Truncated != "":
	case len(next.Req.Body) == 0:
		c.Report("3.4.1-2", said.Whole(), expected, "an empty POST")
	case next.ReqEnv != nil && next.ReqEnv.Kind == cwmp.Request:
		c.Report("3.4.1-2", said.Whole(), expected, next.ReqEnv.Method)
	}
}

// field is the first header field with that name, in any case.
func field(m *wire.Message, name string) (wire.Field, bool) {
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, name) {
			return f, true
		}
	}
	return wire.Field{}, false
}
