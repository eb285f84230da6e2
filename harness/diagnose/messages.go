package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// messageClues look at the last messages for what the other side may not have
// been able to read.
var messageClues = []clue{
	{"tls-to-plain", func(h *halt, _ Options) string {
		if m := h.last(); m != nil && len(m.Raw) > 2 && m.Raw[0] == 0x16 && m.Raw[1] == 3 {
			return "the CPE speaks TLS to a port without TLS: its ACS URL has https where the ACS has http"
		}
		return ""
	}},
	{"unknown-namespace", func(h *halt, _ Options) string {
		return h.defect("its CWMP namespace is not one of the standard's", cwmp.UnknownNamespace, cwmp.RPCNamespace, cwmp.UnqualifiedRPC, cwmp.FaultStructSpace)
	}},
	{"soap-version", func(h *halt, _ Options) string {
		return h.defect("it is not SOAP 1.1", soap.SOAPVersion)
	}},
	{"not-well-formed", func(h *halt, _ Options) string {
		for _, d := range h.defects() {
			if strings.HasPrefix(string(d.Code), "xml-") {
				return "the XML of " + h.named() + " is not well-formed: " + d.Detail
			}
		}
		return ""
	}},
	{"not-soap", func(h *halt, _ Options) string {
		return h.defect("it holds no SOAP envelope with one message", soap.SOAPNotEnvelope, soap.SOAPNoBody, cwmp.BodyEmpty, cwmp.ManyEntries)
	}},
	{"namespace-differs", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || kind(x.ReqEnv) == cwmp.None || kind(x.RespEnv) == cwmp.None || x.ReqEnv.Namespace == x.RespEnv.Namespace {
			return ""
		}
		return fmt.Sprintf("the CPE speaks %s, the ACS answers in %s", short(x.ReqEnv.Namespace), short(x.RespEnv.Namespace))
	}},
	{"wrong-id", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || kind(x.ReqEnv) != cwmp.Request || kind(x.RespEnv) != cwmp.Response || id(x.ReqEnv) == id(x.RespEnv) {
			return ""
		}
		return fmt.Sprintf("the response has the ID %q, the request has %q", id(x.RespEnv), id(x.ReqEnv))
	}},
	{"version", func(h *halt, _ Options) string {
		if x := h.x(); x != nil && code(x.RespEnv) == "8006" {
			return "ACS and CPE have no CWMP version in common (fault 8006)"
		}
		return ""
	}},
	{"acs-fault", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || h.kind != "inform-refused" {
			return ""
		}
		if f, ok := x.RespEnv.Body.(*cwmp.Fault); ok && f.FaultString != "" {
			return fmt.Sprintf("the ACS says %q", f.FaultString)
		}
		return ""
	}},
	{"web-page", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || x.Resp == nil || h.stopped != wire.ACS || !strings.Contains(x.Resp.Get("Content-Type"), "html") {
			return ""
		}
		return "the answer is a web page: the URL leads to another service, or a proxy answers"
	}},
	{"content-length", func(h *halt, _ Options) string {
		m := h.last()
		if m == nil || m.Truncated == "" || !m.Has("Content-Length") {
			return ""
		}
		return fmt.Sprintf("Content-Length says %s, %d bytes of the body came", m.Get("Content-Length"), len(m.Body))
	}},
	{"compressed", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || x.Resp == nil || h.stopped != wire.CPE && h.kind != "unparsed-answer" || !x.Resp.Encoded() {
			return ""
		}
		return "the answer is compressed (" + x.Resp.Get("Content-Encoding") + "), which the other side may not be able to read"
	}},
	{"header-element", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || h.stopped != wire.CPE || x.RespEnv == nil {
			return ""
		}
		switch e := x.RespEnv.Header; {
		case e.HoldRequests != nil:
			return "the answer has the header element HoldRequests, which the CPE may not understand"
		case e.UseCWMPVersion != nil:
			return "the answer has the header element UseCWMPVersion " + *e.UseCWMPVersion + ", which the CPE may not accept"
		}
		return ""
	}},
	{"odd-inform", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || h.stopped != wire.ACS || !informs(x) {
			return ""
		}
		switch {
		case x.ReqEnv.Header.ID == nil:
			return "the Inform has no ID, which is allowed, but which some ACSs do not expect"
		case x.ReqEnv.Namespace == cwmp.NS11 || x.ReqEnv.Namespace == cwmp.NS12:
			if h.kind == "empty-answer" || h.kind == "no-answer" {
				return "the Inform is in " + short(x.ReqEnv.Namespace) + ", which an ACS of an older version may not know"
			}
		}
		return ""
	}},
	{"no-soapaction", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || h.kind != "refused-by-status" || len(x.Req.Body) == 0 || x.Req.Has("SOAPAction") {
			return ""
		}
		return "the request has no SOAPAction header"
	}},
}

// last is the message over which the other side may have stumbled: the one
// that was not understood, else the request of the halt.
func (h *halt) last() *wire.Message {
	x := h.x()
	if x == nil {
		return nil
	}
	if h.stopped == wire.ACS && h.kind != "unparsed-answer" && h.kind != "response-cut-short" || h.byRequest() {
		return x.Req
	}
	return x.Resp
}

// unreadable says that the request holds nothing that can be read, or that the
// ACS refused it as it has to where the XML or SOAP is wrong (3.7.2.4).
func unreadable(x *transcript.Exchange) bool {
	if kind(x.ReqEnv) == cwmp.None {
		return true
	}
	return x.Resp != nil && x.Resp.Status == 400 && slices.ContainsFunc(x.ReqEnv.Defects, func(d soap.Defect) bool {
		return d.Code == soap.SOAPVersion || strings.HasPrefix(string(d.Code), "xml-")
	})
}

// byRequest says that the halt is a request of the CPE that is wrong itself.
func (h *halt) byRequest() bool {
	switch h.kind {
	case "not-http", "not-a-post", "no-inform", "unparsed-inform", "unparsed-response", "request-cut-short",
		"empty-instead-of-response", "request-instead-of-response", "another-response":
		return true
	}
	return false
}

// defects of the envelope in last.
func (h *halt) defects() []soap.Defect {
	x := h.x()
	if x == nil {
		return nil
	}
	env := x.RespEnv
	if h.last() == x.Req {
		env = x.ReqEnv
	}
	if env == nil {
		return nil
	}
	return env.Defects
}

func (h *halt) named() string {
	if x := h.x(); h.last() == x.Req {
		if informs(x) {
			return "the Inform"
		}
		return "the POST"
	}
	return "the answer"
}

func (h *halt) defect(says string, codes ...soap.Code) string {
	for _, d := range h.defects() {
		for _, c := range codes {
			if d.Code == c {
				return h.named() + " cannot be read: " + says + " (" + d.Detail + ")"
			}
		}
	}
	return ""
}

// short is the version at the end of a CWMP namespace.
func short(namespace string) string {
	if v, ok := strings.CutPrefix(namespace, "urn:dslforum-org:"); ok {
		return v
	}
	return fmt.Sprintf("%q", namespace)
}
