package cpe

import (
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// Plan is a run of the whole suite with all rules against the device that was
// learnt. The caller narrows it and adds where results go.
func (e *Env) Plan() *conform.Plan {
	return &conform.Plan{
		Suite:   suite,
		Driver:  e,
		Subject: wire.CPE,
		Rules:   rules.For(wire.CPE),
		Facts:   e.Facts(),
		Factor:  e.Clock.Factor(),
		Missing: e.Missing(nil),
		Known:   diagnose.Options{Username: e.ACS.Auth().Username, NoListener: e.Device.ConnectionRequestURL == ""},
		Limit: func(c conform.Case) time.Duration {
			// Enough for every wait of a case to reach its own bound first, also
			// where each of a hundred answers takes 20 seconds.
			return e.Clock.Real(time.Duration(c.Waits)*time.Second + time.Hour)
		},
	}
}

// Facts is what the rules may know of the device, given the claims of the
// target file: a CWMP version claimed counts although the device does not tell of it.
func (e *Env) Facts(claims ...string) rule.Facts {
	highest := e.Device.Version()
	for _, c := range claims {
		if v, ok := strings.CutPrefix(c, "cwmp-"); ok {
			highest = max(highest, v)
		}
	}
	f := rule.Facts{HighestVersion: highest, OwnUsername: e.OwnUsername, Parameters: map[string]string{}}
	for name, v := range e.Device.Values {
		f.Parameters[name] = v.Text
	}
	return f
}

// Missing says why a need of a case is not met, in the user's words, given the
// claims of the target file besides what was discovered.
func (e *Env) Missing(claims []string) func(need string) string {
	discovered := e.Device.Claims()
	if slices.Contains(claims, "cwmp-1.0-only") || slices.Contains(claims, "cwmp-1.1-to-1.3") {
		// The vendor says what the highest version is: an Inform that tells another is wrong.
		discovered = slices.DeleteFunc(discovered, func(claim string) bool { return strings.HasPrefix(claim, "cwmp-") })
	}
	return func(need string) string {
		d := e.Device
		switch need {
		case target.NeedPowerCycle:
			return lack(e.Hands.PowerCycle != nil, "no hook for a power cycle: set hooks: power_cycle: command in the target file")
		case target.NeedFactoryReset:
			return lack(e.Hands.FactoryReset != nil, "no hook for a factory reset: set hooks: factory_reset: command in the target file")
		case target.NeedLocalValueChange:
			return lack(e.Hands.LocalValueChange != nil, "no hook that changes a value locally: set hooks: local_value_change: command in the target file")
		case target.NeedDownload:
			return lack(e.Lent.Content != nil, "no file that the device may download: name one in borrow: download_type and download_file")
		case target.NeedFirmware:
			return lack(e.Firmware != nil, "no firmware that the device may be upgraded with: name an image in borrow: firmware_file")
		case NeedFiles:
			return lack(e.Files != nil, "there is no file server")
		case NeedSecureFiles:
			return lack(e.SecureFiles != nil, "there is no file server with a certificate that the device trusts: set tls: in the target file")
		case NeedAuthority:
			return lack(e.Authority != nil, "no authority that the device trusts: name its certificate and key in tls: authority and authority_key")
		case NeedClientRoots:
			return lack(e.ClientRoots != nil, "the authority of the device's certificate is not known: name it in tls: client_ca")
		case NeedCredentials:
			return lack(e.ACS.Auth().Username != "", "the device has no credentials for the ACS: give them in credentials: in the target file")
		case NeedSecondName:
			return lack(e.SecondName != "", "the ACS has only one host name that the device can resolve")
		case NeedSecondAddress:
			return lack(e.SecondAddress != "", "the tester has no second address: name one in listen: second_address")
		case NeedString:
			return lack(d.String.Name != "", "no writable string parameter to borrow: name one in borrow: writable")
		case NeedBoolean:
			return lack(d.Boolean.Name != "", "no writable boolean parameter to borrow: name one in borrow: writable")
		case NeedUnsigned:
			return lack(d.Unsigned.Name != "", "no writable unsignedInt parameter to borrow: name one in borrow: writable")
		case NeedDateTime:
			return lack(d.DateTime.Name != "", "no writable dateTime parameter to borrow: name one in borrow: writable")
		case NeedTimeZone:
			return lack(d.timeZone() != "", "no Parameter for the time zone that can be written")
		case NeedListenerSwitch:
			return lack(d.writable(d.Root+listenerSwitch), "no "+listenerSwitch+" that can be written")
		case NeedURL:
			return lack(d.writable(d.Root+"ManagementServer.URL"), "ManagementServer.URL cannot be written")
		case NeedPing:
			return lack(d.writable(d.ping()+"DiagnosticsState"), "no "+d.ping()+" whose DiagnosticsState can be written")
		case NeedTraceRoute:
			return lack(d.writable(d.traceRoute()+"DiagnosticsState"), "no "+d.traceRoute()+" whose DiagnosticsState can be written")
		case NeedPeriodic:
			return lack(d.writable(d.Root+"ManagementServer.PeriodicInformInterval"), "ManagementServer.PeriodicInformInterval cannot be written")
		case NeedObject:
			return lack(d.Object != "", "no multi-instance object that instances may be added to: name one in borrow: multi_instance")
		}
		if need == needNoDHCP {
			return lack(!slices.Contains(claims, "dhcp-discovery"), "DHCP may have given the device other values: it claims dhcp-discovery")
		}
		if need == needBasic && (e.ACS.Auth().Scheme == acs.Basic || strings.HasPrefix(e.ACS.URL(), "https:")) {
			return "" // over TLS it is what the ACS should use; without, the ACS must not (3.4.4)
		}
		if slices.Contains(claims, need) || slices.Contains(discovered, need) {
			return ""
		}
		if c, ok := target.LookupClaim(need); ok {
			return "not claimed, nor discovered (" + c.Discovery + "): " + need
		}
		return "not claimed: " + need
	}
}

func lack(has bool, why string) string {
	if has {
		return ""
	}
	return why
}

// Needs of cases that are met by what may be borrowed of the device.
const (
	// NeedCredentials is met when the ACS knows the device's user name and password.
	NeedCredentials = "acs-credentials"
	// NeedFiles and NeedSecureFiles are met when there is a file server, plain or over TLS.
	NeedFiles       = "file-server"
	NeedSecureFiles = "secure-file-server"
	// NeedAuthority is met when the suite can make certificates that the device
	// trusts, NeedClientRoots when it can check those of the device.
	NeedAuthority   = "certificate-authority"
	NeedClientRoots = "client-authority"
	// NeedSecondName is met when the device can resolve a second name of the ACS.
	NeedSecondName = "second-host-name"
	// NeedSecondAddress is met when the tester has a second IP address.
	NeedSecondAddress = "second-address"

	NeedString   = "writable-string"
	NeedBoolean  = "writable-boolean"
	NeedUnsigned = "writable-unsignedInt"
	NeedDateTime = "writable-dateTime"
	NeedObject   = "multi-instance-object"
	NeedURL      = "writable-acs-url"
	// NeedListenerSwitch is met when the device lets the ACS close its Connection Request port.
	NeedListenerSwitch = "writable-connection-request-enable"
	// NeedPing and NeedTraceRoute are met when the device has these diagnostic tests.
	NeedPing       = "ip-ping"
	NeedTraceRoute = "trace-route"
	NeedTimeZone   = "writable-time-zone"
	NeedPeriodic   = "writable-periodic-inform-interval"
)

// needBasic is the claim that the device answers Basic challenges.
const needBasic = "basic-auth"

// needReturn is the claim that the device finds the ACS again after a factory
// reset by the ACS: nobody is asked before.
const needReturn = "returns-after-factory-reset"

// needNoDHCP is met when the device does not take values from DHCP that
// override its own defaults (section 3.1).
const needNoDHCP = "no-dhcp-discovery"

// byMethod are the claims that GetRPCMethods tells of.
var byMethod = map[string]string{
	"Download": "download", "Upload": "upload", "FactoryReset": "factory-reset",
	"ScheduleInform": "schedule-inform", "GetQueuedTransfers": "get-queued-transfers",
	"GetAllQueuedTransfers": "get-all-queued-transfers", "ScheduleDownload": "schedule-download",
	"CancelTransfer": "cancel-transfer", "ChangeDUState": "change-du-state", "GetOptions": "get-options",
}

// Claims lists what the device was discovered to be able to do, sorted. It is
// read from what the device says of itself before the run, never from how it
// answers in a case.
func (d *Device) Claims() []string {
	var list []string
	for _, m := range d.Methods {
		if c, ok := byMethod[m]; ok {
			list = append(list, c)
		}
	}
	list = append(list, d.versionClaims()...)
	if d.ConnectionRequestURL != "" {
		list = append(list, "connection-request")
	}
	server := d.Root + "ManagementServer."
	if trim(d.Values[server+"HTTPCompressionSupported"].Text) != "" && d.writable(server+"HTTPCompression") {
		list = append(list, "http-compression")
	}
	if on(d.Values[server+"AliasBasedAddressing"]) {
		list = append(list, "alias-based-addressing")
	}
	if d.Has(server + "HeartbeatPolicy.") {
		list = append(list, "heartbeat")
	}
	if on(d.Values[server+"InstanceWildcardsSupported"]) {
		list = append(list, "instance-wildcards")
	}
	if strings.Contains(d.Values[server+"LightweightNotificationProtocolsSupported"].Text, "UDP") {
		list = append(list, "lightweight-notifications")
	}
	if d.Has(server + "CWMPRetryMinimumWaitInterval") {
		list = append(list, "retry-parameters")
	}
	// A date before there was any CWMP is that of a clock that was never set.
	if m, err := d.Inform.CurrentTime.Parse(); err == nil && m.Time.Year() >= 2004 {
		list = append(list, "absolute-time")
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func on(v cwmp.Value) bool { return trim(v.Text) == "1" || trim(v.Text) == "true" }

// versionClaims are the versions that the device tells of. The namespace alone
// tells one version and none below it: whether a device of 1.2 goes on with an
// ACS of 1.0 is the vendor's to claim (see AMBIGUOUS 3.7.1.1).
func (d *Device) versionClaims() []string {
	var list []string
	for _, v := range d.Versions {
		if slices.Contains([]string{"1.0", "1.1", "1.2", "1.3", "1.4"}, v) {
			list = append(list, "cwmp-"+v)
		}
	}
	if len(list) > 0 {
		return list
	}
	switch version := d.Version(); version {
	case "1.0":
		return []string{"cwmp-1.0", "cwmp-1.0-only"}
	default:
		return []string{"cwmp-" + version, "cwmp-1.1-to-1.3"}
	}
}
