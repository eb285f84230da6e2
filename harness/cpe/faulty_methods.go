package cpe

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// methodFault is a fault in what a request is answered with; done says that it
// was answered here.
type methodFault func(s *session, in *cwmp.Envelope) (out any, err *rpcError, done bool)

// methodFaults are the faults in the answers to methods as such.
var methodFaults = map[string]methodFault{
	"unknown-method-answered": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		return &cwmp.Unknown{}, nil, cwmp.NewMessage(in.Method) == nil
	},
	"unknown-method-9001": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		return nil, fail(9001, "Request denied"), cwmp.NewMessage(in.Method) == nil
	},
	"getrpcmethods-unsupported": refuse("GetRPCMethods", 9000, "Method not supported"),
	"getrpcmethods-arguments":   refuse("GetRPCMethods", 9003, "Invalid arguments: none"),
	"factory-reset-9008":        refuse("FactoryReset", 9008, "Attempt to set a non-writable parameter"),
	"method-listed-unsupported": refuse("GetAllQueuedTransfers", 9000, "Method not supported"),
	"large-request-refused": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		return nil, fail(9004, "Resources exceeded"), in.SOAP.Root.End > 16384
	},
	"large-response-refused": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		m, ok := in.Body.(*cwmp.GetParameterValues)
		return nil, fail(9004, "Resources exceeded"), ok && len(m.ParameterNames) == 1 && m.ParameterNames[0] == s.c.model.Root
	},
	"schema-unchecked": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		// A lazy parser: what is missing or makes no sense is zero.
		m, ok := in.Body.(*cwmp.GetParameterNames)
		if !ok {
			return nil, nil, false
		}
		s.c.mu.Lock()
		defer s.c.mu.Unlock()
		out, err := s.c.getParameterNames(m)
		if err != nil {
			return nil, err, true
		}
		return out, nil, true
	},
	"next-level-word-unknown": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		if m, ok := in.Body.(*cwmp.GetParameterNames); ok {
			if e := in.SOAP.Entries[0].Child("NextLevel"); e != nil && strings.TrimSpace(e.Text) == "true" {
				m.NextLevel = false
			}
		}
		return nil, nil, false
	},
	"boolean-digits-refused": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		m, ok := in.Body.(*cwmp.SetParameterValues)
		if !ok {
			return nil, nil, false
		}
		for _, p := range m.ParameterList {
			if strings.Contains(p.Name, ".ManagementServer.") && p.Value.Type == "boolean" && (p.Value.Text == "0" || p.Value.Text == "1") {
				e := fail(9003, "Invalid arguments")
				e.params = []cwmp.SetParameterValuesFault{{ParameterName: p.Name, FaultCode: "9007", FaultString: "neither true nor false", HasFaultString: true}}
				return nil, e, true
			}
		}
		return nil, nil, false
	},
	"names-in-tree-order-only": func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		m, ok := in.Body.(*cwmp.GetParameterValues)
		if !ok {
			return nil, nil, false
		}
		// One pass over the tree: a name that was passed by already is not found any more.
		var list []string
		for _, name := range m.ParameterNames {
			if len(list) == 0 || name >= list[len(list)-1] || !strings.Contains(name, ".DeviceInfo.") {
				list = append(list, name)
			}
		}
		m.ParameterNames = list
		return nil, nil, false
	},
}

func refuse(method string, code int, text string) methodFault {
	return func(s *session, in *cwmp.Envelope) (any, *rpcError, bool) {
		return nil, fail(code, "%s", text), in.Method == method
	}
}

// methodList changes the MethodList of the device.
func methodList(change func(list []string) []string) mutation {
	return mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.GetRPCMethodsResponse); ok {
			m.MethodList = change(m.MethodList)
		}
	}}
}

func lessMethod(method string) func([]string) []string {
	return func(list []string) []string {
		var kept []string
		for _, m := range list {
			if m != method {
				kept = append(kept, m)
			}
		}
		return kept
	}
}

func moreMethod(method string) func([]string) []string {
	return func(list []string) []string { return append(list, method) }
}

// Faults in MethodList.
var (
	_ = mutate("methods-baseline-missing", methodList(lessMethod("Reboot")))
	_ = mutate("methods-download-missing", methodList(lessMethod("Download")))
	_ = mutate("methods-unlisted", methodList(lessMethod("GetAllQueuedTransfers")))
	_ = mutate("methods-vendor-form", methodList(moreMethod("VendorSelfTest")))
	_ = mutate("methods-oui-lower-case", methodList(moreMethod("X_00abcd_SelfTest")))
	_ = mutate("methods-domain-lower-case", methodList(moreMethod("X_example_com_SelfTest")))
	_ = mutate("methods-name-long", methodList(moreMethod("X_EXAMPLE_COM_"+strings.Repeat("Test", 16))))
	_ = mutate("methods-domain-hyphen", methodList(moreMethod("X_EXAMPLE-COM_SelfTest")))
	_ = mutate("methods-of-acs-listed", methodList(moreMethod("Inform")))
)

// inFault changes the faults of the device, those with one code only if one is given.
func inFault(code string, change func(f *cwmp.Fault)) mutation {
	return mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if f, ok := body.(*cwmp.Fault); ok && (code == "" || f.FaultCode == code) {
			change(f)
		}
	}}
}

func source(code, source string) mutation {
	return inFault(code, func(f *cwmp.Fault) { f.SOAPCode = source })
}

// inner changes the faults of single parameters.
func inner(change func(p *cwmp.SetParameterValuesFault)) mutation {
	return inFault("", func(f *cwmp.Fault) {
		for i := range f.SetParameterValuesFault {
			change(&f.SetParameterValuesFault[i])
		}
	})
}

// Faults in faults.
var (
	_ = mutate("faultcode-receiver", inFault("", func(f *cwmp.Fault) { f.SOAPCode = "Receiver" }))
	_ = mutate("faultcode-cwmp", inFault("", func(f *cwmp.Fault) { f.SOAPCode = "cwmp:" + f.SOAPCode }))
	_ = mutate("faultcode-missing", rewrite(`<faultcode>[^<]*</faultcode>`, "", "Fault"))
	_ = mutate("faultstring-missing", rewrite(`<faultstring>[^<]*</faultstring>`, "", "Fault"))
	_ = mutate("fault-detail-missing", inFault("9000", func(f *cwmp.Fault) { f.HasCWMP = false }))
	_ = mutate("fault-struct-unqualified", swap("cwmp:Fault>", "Fault>", "Fault"))
	_ = mutate("fault-struct-order", rewrite(`(?s)(<FaultCode>9000</FaultCode>)\s*(<FaultString>[^<]*</FaultString>)`, "$2$1", "Fault"))
	_ = mutate("fault-code-missing", rewrite(`<FaultCode>9000</FaultCode>`, "", "Fault"))
	_ = mutate("fault-code-hexadecimal", inFault("9000", func(f *cwmp.Fault) { f.FaultCode = "0x2328" }))
	_ = mutate("fault-code-of-acs", inFault("9000", func(f *cwmp.Fault) { f.FaultCode = "8000" }))
	_ = mutate("fault-code-invented", inFault("9000", func(f *cwmp.Fault) { f.FaultCode = "9900" }))
	_ = mutate("fault-source-9003", source("9003", "Server"))
	_ = mutate("fault-source-9005", source("9005", "Server"))
	_ = mutate("fault-source-9001", source("9001", "Client"))
	_ = mutate("fault-source-9002", source("9002", "Client"))
	_ = mutate("fault-source-9004", source("9004", "Client"))
	// To an unknown method the structure of CWMP stands in the Body without SOAP's own around it.
	_ = mutate("fault-not-of-soap", rewrite(`(?s)<soapenv:Fault>.*(<cwmp:Fault>\s*<FaultCode>9000<.*</cwmp:Fault>).*</soapenv:Fault>`, "$1", "Fault"))
	_ = mutate("fault-source-9009", source("9009", "Client"))
	_ = mutate("parameter-fault-elsewhere", inFault("9005", func(f *cwmp.Fault) {
		f.SetParameterValuesFault = []cwmp.SetParameterValuesFault{{ParameterName: "unknown", FaultCode: "9005", FaultString: "Invalid parameter name", HasFaultString: true}}
	}))
	_ = mutate("parameter-fault-short-name", inner(func(p *cwmp.SetParameterValuesFault) {
		if p.FaultCode != "9008" {
			return
		}
		p.ParameterName = p.ParameterName[strings.LastIndexByte(p.ParameterName, '.')+1:]
	}))
	_ = mutate("parameter-fault-9004", inner(func(p *cwmp.SetParameterValuesFault) {
		if p.FaultCode == "9007" {
			p.FaultCode = "9004"
		}
	}))
	_ = mutate("parameter-fault-first-only", inFault("", func(f *cwmp.Fault) {
		if len(f.SetParameterValuesFault) > 1 {
			f.SetParameterValuesFault = f.SetParameterValuesFault[:1]
		}
	}))
	_ = mutate("parameter-fault-code-word", inner(func(p *cwmp.SetParameterValuesFault) {
		if p.FaultCode == "9008" {
			p.FaultCode = "READONLY"
		}
	}))
	_ = mutate("id-number-only", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if h.ID != nil && name != "Inform" && name != "TransferComplete" && strings.Trim(*h.ID, "0123456789") != "" {
			zero := "0"
			h.ID = &zero
		}
	}})
	// Varieties
	_ = mutate("fault-strings-missing", inFault("", func(f *cwmp.Fault) {
		f.HasFaultString, f.FaultString = false, ""
		for i := range f.SetParameterValuesFault {
			f.SetParameterValuesFault[i].HasFaultString, f.SetParameterValuesFault[i].FaultString = false, ""
		}
	}))
	_ = mutate("fault-source-9000", source("9000", "Client"))
	_ = mutate("fault-code-of-vendor-client", source("9801", "Client"))
	_ = mutate("faultcode-qualified", inFault("", func(f *cwmp.Fault) { f.SOAPCode = "soapenv:" + f.SOAPCode }))
	_ = mutate("faultstring-longer", inFault("", func(f *cwmp.Fault) { f.SOAPString = "CWMP fault: see detail" }))
	_ = mutate("parameter-fault-padded", inner(func(p *cwmp.SetParameterValuesFault) { p.ParameterName = "\n  " + p.ParameterName + "\n" }))
)
