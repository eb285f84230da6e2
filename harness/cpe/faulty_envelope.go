package cpe

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in the envelopes of the device.
var (
	_ = mutate("response-id-missing", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if strings.HasSuffix(name, "Response") {
			h.ID = nil
		}
	}})
	_ = mutate("fault-id-missing", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if name == "Fault" {
			h.ID = nil
		}
	}})
	_ = mutate("supported-versions-missing", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		h.SupportedCWMPVersions = nil
	}})
	_ = mutate("faultstring-wrong", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if f, ok := body.(*cwmp.Fault); ok {
			f.SOAPString = "error"
		}
	}})
	_ = mutate("value-type-missing", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.GetParameterValuesResponse); ok {
			for i := range m.ParameterList {
				m.ParameterList[i].Value.Type = ""
			}
		}
	}})
)
