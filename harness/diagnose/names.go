package diagnose

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// asked names a request of a CPE for a sentence.
func asked(x *transcript.Exchange) string {
	switch m := x.Req; {
	case m == nil:
		return "nothing"
	case m.Method != "POST" && m.Method != "":
		return "a " + m.Method + " request"
	case len(m.Body) == 0:
		return "an empty POST"
	}
	return envelope(x.ReqEnv, "a POST that holds no CWMP message")
}

// told names a response of an ACS.
func told(x *transcript.Exchange) string {
	m := x.Resp
	switch {
	case m == nil:
		return "no answer"
	case m.Status == 401:
		return "the 401 challenge"
	case m.Status/100 == 3:
		return fmt.Sprintf("the redirect with status %d", m.Status)
	case m.Status/100 != 2:
		return fmt.Sprintf("HTTP status %d", m.Status)
	case len(m.Body) == 0:
		return "the empty response"
	}
	return envelope(x.RespEnv, "a response that holds no CWMP message")
}

func envelope(e *cwmp.Envelope, none string) string {
	switch {
	case e == nil || e.Kind == cwmp.None:
		return none
	case e.Kind == cwmp.FaultMsg:
		if f, ok := e.Body.(*cwmp.Fault); ok && f.FaultCode != "" {
			return "fault " + f.FaultCode
		}
		return "a SOAP fault"
	}
	return "the " + e.Name
}

func kind(e *cwmp.Envelope) cwmp.Kind {
	if e == nil {
		return cwmp.None
	}
	return e.Kind
}

// informs says that a request is an Inform.
func informs(x *transcript.Exchange) bool {
	return kind(x.ReqEnv) == cwmp.Request && x.ReqEnv.Method == "Inform"
}

// code is the CWMP fault code of an envelope, "" if it is no fault.
func code(e *cwmp.Envelope) string {
	if kind(e) != cwmp.FaultMsg {
		return ""
	}
	f, _ := e.Body.(*cwmp.Fault)
	if f == nil {
		return ""
	}
	return f.FaultCode
}

// inform is the last Inform of a session, nil if there is none.
func inform(s *transcript.Session) (*cwmp.Inform, *transcript.Exchange) {
	var in *cwmp.Inform
	var at *transcript.Exchange
	if s == nil {
		return nil, nil
	}
	for _, x := range s.Exchanges {
		if informs(x) {
			if body, ok := x.ReqEnv.Body.(*cwmp.Inform); ok {
				in, at = body, x
			}
		}
	}
	return in, at
}

func id(e *cwmp.Envelope) string {
	if e == nil || e.Header.ID == nil {
		return ""
	}
	return strings.TrimSpace(*e.Header.ID)
}
