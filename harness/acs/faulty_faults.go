package acs

import (
	"regexp"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// toCalls is a twist of the answer to the calls of some methods.
func toCalls(wrong func(*Session, *cwmp.Envelope) Answer, methods ...string) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Kind == cwmp.Request && slices.Contains(methods, in.Env.Method) {
			return wrong(sess, in.Env)
		}
		return right()
	}
}

// denies refuses whatever is called.
func denies(code, text string) func(*Session, *cwmp.Envelope) Answer {
	return func(sess *Session, _ *cwmp.Envelope) Answer { return refuses(code, text)(sess) }
}

// blames refuses with a fault whose faultcode is Client: the device is to change its request.
func blames(code string) func(*Session, *cwmp.Envelope) Answer {
	return func(sess *Session, _ *cwmp.Envelope) Answer {
		f := soapFault(code, "The ACS does not want this.")
		f.SOAPCode = "Client"
		return Answer{Body: sess.encode(echo(sess.Waiting()), "Fault", f)}
	}
}

// reports are the methods of an ACS besides Inform and GetRPCMethods.
var reports = []string{"TransferComplete", "AutonomousTransferComplete", "RequestDownload", "DUStateChangeComplete", "AutonomousDUStateChangeComplete", "Kicked"}

// Faults in how the calls of devices are read and answered.
var (
	_ = twisted("acs-requestdownload-denied", toCalls(denies("8001", "Request denied"), "RequestDownload"))
	_ = mutate("acs-responses-with-status", rewrite(`<cwmp:([A-Za-z]+Response)></cwmp:`, "<cwmp:${1}><Status>0</Status></cwmp:"))
	_ = twisted("acs-kicked-without-url", func(sess *Session, in *Incoming, right func() Answer) Answer {
		return toCalls(func(sess *Session, _ *cwmp.Envelope) Answer {
			return Answer{Body: sess.encode(echo(sess.Waiting()), "KickedResponse", &cwmp.Unknown{})}
		}, "Kicked")(sess, in, right)
	})
	_ = twisted("acs-boolean-words-refused", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Name == "GetParameterNamesResponse" && wordy.Match(in.Exchange.Req.Body) {
			return plain(400, "", "A boolean is 0 or 1.\n", true)
		}
		return right()
	})
	_ = mutate("acs-schema-ignored", mutation{})
)

var wordy = regexp.MustCompile(`<Writable>(true|false)<`)

// Faults in faults.
var (
	_ = twisted("acs-invalid-arguments-8004", instead(code("8003"), refuses("8004", "Resources exceeded")))
	_ = mutate("acs-8003-server", rewrite(`(?s)<faultcode>[^<]*</faultcode>(.*<FaultCode>8003<)`, "<faultcode>soapenv:Server</faultcode>$1", "Fault"))
	_ = twisted("acs-8001-client", toCalls(blames("8001"), "RequestDownload"))
	_ = twisted("acs-8002-client", toCalls(blames("8002"), "AutonomousTransferComplete"))
	_ = twisted("acs-8004-client", toCalls(blames("8004"), "AutonomousDUStateChangeComplete"))
	_ = twisted("acs-8005-client", toCalls(blames("8005"), "DUStateChangeComplete"))
	_ = mutate("acs-8006-client", rewrite(`(?s)<faultcode>[^<]*</faultcode>(.*<FaultCode>8006<)`, "<faultcode>soapenv:Client</faultcode>$1", "Fault"))
	_ = mutate("acs-8000-client", rewrite(`(?s)<faultcode>[^<]*</faultcode>(.*<FaultCode>8000<)`, "<faultcode>soapenv:Client</faultcode>$1", "Fault"))
	_ = twisted("acs-8801-client", toCalls(blames("8801"), "RequestDownload"))
	_ = twisted("acs-reports-9003", toCalls(denies("9003", "Invalid arguments"), reports...))
	_ = twisted("acs-inform-9003", instead(code("8003"), refuses("9003", "Invalid arguments")))
	_ = mutate("acs-fault-code-word", rewrite(`<FaultCode>8000<`, "<FaultCode>unsupported<", "Fault"))
	_ = mutate("acs-fault-code-unknown", rewrite(`<FaultCode>8000<`, "<FaultCode>8404<", "Fault"))
	_ = mutate("acs-faultcode-receiver", rewrite(`<faultcode>[^<]*`, "<faultcode>soapenv:Receiver", "Fault"))
	_ = mutate("acs-faultcode-foreign", rewrite(`<faultcode>(soapenv:)?`, "<faultcode>cwmp:", "Fault"))
	_ = mutate("acs-faultcode-qualified", rewrite(`<faultcode>(soapenv:)?`, "<faultcode>soapenv:", "Fault"))
	_ = mutate("acs-faultstring-other", rewrite(`<faultstring>[^<]*`, "<faultstring>Server error", "Fault"))
	_ = mutate("acs-fault-struct-unqualified", rewrite(`(</?)cwmp:Fault`, "${1}Fault", "Fault"))
	_ = mutate("acs-fault-of-cwmp", rewrite(`(?s)<soapenv:Fault(.*<FaultCode>8000<.*</)soapenv:Fault`, "<cwmp:Fault${1}cwmp:Fault", "Fault"))
	_ = mutate("acs-fault-string-missing", rewrite(`<FaultString>[^<]*</FaultString>\s*`, "", "Fault"))
)

func code(c string) func(Answer) bool {
	form := regexp.MustCompile(`<FaultCode>` + c + `<`)
	return func(a Answer) bool { return form.Match(a.Body) }
}
