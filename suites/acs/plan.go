package acs

import (
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// Plan is a run of the whole suite with all rules against the ACS that was
// learnt. The caller narrows it and adds where results go.
func (e *Env) Plan() *conform.Plan {
	return &conform.Plan{
		Suite:   suite,
		Driver:  e,
		Subject: wire.ACS,
		Rules:   rules.For(wire.ACS),
		Facts:   e.Facts(),
		Factor:  e.Stage.Clock.Factor(),
		Missing: e.Missing,
		Limit: func(c conform.Case) time.Duration {
			// Enough for every wait of a case to reach its own bound first.
			return e.Stage.Clock.Real(time.Duration(c.Waits)*time.Second + 10*time.Minute)
		},
	}
}

// Needs of cases.
const (
	// NeedAuthentication is met when the credentials are given and the ACS asks for them.
	NeedAuthentication = "authentication"
	// NeedDigest is met when it asks for Digest.
	NeedDigest = "digest-authentication"
	// NeedPlain and NeedTLS are about the URL of the ACS.
	NeedPlain = "http-url"
	NeedTLS   = "https-url"
	// NeedListener is met when connection requests can be taken.
	NeedListener = "listener"
	// NeedClosed is met unless the ACS is meant to serve devices without authentication.
	NeedClosed = "closed-to-strangers"

	// NeedVersion10, NeedVersion11 and NeedVersion14 are about the highest CWMP
	// version of the ACS: 1.0; 1.1, 1.2 or 1.3; 1.4 or later.
	NeedVersion10 = "acs-cwmp-1.0-only"
	NeedVersion11 = "acs-cwmp-1.1-to-1.3"
	NeedVersion14 = "acs-cwmp-1.4"

	// NeedAfter10 is met by an ACS of CWMP 1.1 or later.
	NeedAfter10 = "acs-cwmp-1.1"

	needMethod = "method:" // that the ACS names in its GetRPCMethodsResponse
	needDriver = "driver:"
)

// version is the highest CWMP version of the ACS, as claimed or else as learnt.
func (e *Env) version() string { return orElse(e.Highest, e.Peer.Version) }

// can is the need of a driver that can have the ACS do an action.
func can(action string) string { return needDriver + action }

// Missing says why a need of a case is not met, in the user's words.
func (e *Env) Missing(need string) string {
	lack := func(has bool, why string) string {
		if has {
			return ""
		}
		return why
	}
	asks := func(scheme string) bool {
		for _, c := range e.Peer.Challenges {
			if scheme == "" || c.Scheme == scheme {
				return true
			}
		}
		return false
	}
	version := e.version()
	switch need {
	case NeedAfter10:
		return lack(version >= "1.1", "the highest CWMP version of the ACS is "+version)
	case NeedVersion10:
		return lack(version == "1.0", "the highest CWMP version of the ACS is "+version)
	case NeedVersion11:
		return lack(version >= "1.1" && version < "1.4", "the highest CWMP version of the ACS is "+version)
	case NeedVersion14:
		return lack(version >= "1.4", "the highest CWMP version of the ACS is "+version)
	case NeedAuthentication:
		if e.Stage.Username == "" {
			return "no credentials for the ACS: give --username and --password"
		}
		return lack(asks(""), "the ACS did not ask for authentication")
	case NeedDigest:
		return lack(asks("Digest") && e.Stage.Username != "", "the ACS did not ask for Digest authentication, or no credentials were given")
	case NeedPlain:
		return lack(e.Stage.URL.Scheme == "http", "the URL of the ACS is not http")
	case NeedTLS:
		return lack(e.Stage.URL.Scheme == "https", "the URL of the ACS is not https")
	case NeedListener:
		return lack(e.Stage.Listener != nil, "there is no listener for connection requests")
	case NeedClosed:
		return lack(!e.Open, "the target file says that the ACS serves devices without authentication")
	}
	if action, ok := strings.CutPrefix(need, needDriver); ok {
		_, none := e.Driver.(driver.None)
		if !none {
			return lack(e.Driver.Can(action), "the driver cannot have the ACS do "+action)
		}
		return "no driver that can have the ACS do " + action + ": set driver: in the target file"
	}
	if method, ok := strings.CutPrefix(need, needMethod); ok {
		return lack(slices.Contains(e.Peer.Methods, method), "the ACS does not name "+method+" in its GetRPCMethodsResponse")
	}
	return "not known: " + need
}
