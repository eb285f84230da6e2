package acs

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in the methods that devices call.
var (
	_ = twisted("acs-getrpcmethods-8000", to(calls("GetRPCMethods"), refuses("8000", "Method not supported")))
	_ = twisted("acs-transfercomplete-8000", to(calls("TransferComplete"), refuses("8000", "Method not supported")))
	_ = twisted("acs-autonomous-8000", to(calls("AutonomousTransferComplete"), refuses("8000", "Method not supported")))
	_ = twisted("acs-unit-changes-8000", to(calls("DUStateChangeComplete"), refuses("8000", "Method not supported")))
	_ = twisted("acs-device-methods-checked", to(func(env *cwmp.Envelope) bool {
		m, ok := env.Body.(*cwmp.GetRPCMethodsResponse)
		return ok && slices.ContainsFunc(m.MethodList, func(name string) bool { return cwmp.NewMessage(name) == nil })
	}, status(400)))
	_ = twisted("acs-requestdownload-arguments-checked", to(func(env *cwmp.Envelope) bool {
		m, ok := env.Body.(*cwmp.RequestDownload)
		return ok && len(m.FileTypeArg) > 0
	}, refuses("8003", "Invalid arguments")))
	_ = mutate("acs-methods-without-requestdownload", rewrite(`<string>RequestDownload</string>\s*`, "", methodsResponse))
	_ = mutate("acs-methods-without-transfercomplete", rewrite(`<string>TransferComplete</string>\s*`, "", methodsResponse))
	_ = mutate("acs-methods-without-autonomous", rewrite(`<string>AutonomousTransferComplete</string>\s*`, "", methodsResponse))
)

func calls(method string) func(*cwmp.Envelope) bool {
	return func(env *cwmp.Envelope) bool { return env.Kind == cwmp.Request && env.Method == method }
}
