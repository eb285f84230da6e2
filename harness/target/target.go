// Package target is the target file: what the tester knows of the device
// under test. It holds addresses, credentials, claims, hooks, what may be
// borrowed of the device's configuration, and how long to wait.
package target

import (
	"slices"
	"time"
)

// Seconds is a span of protocol time, in whole seconds.
type Seconds int

// Duration gives the span as a duration of protocol time.
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

// Target is the content of a target file. The tag doc is the comment that
// Write sets above a key, allowed the values that a key may have.
type Target struct {
	Identity          Identity          `yaml:"identity" doc:"Who the device is. What is left empty is taken from its first Inform and not checked."`
	Listen            Listen            `yaml:"listen" doc:"Where the reference ACS waits for the device."`
	Credentials       Credentials       `yaml:"credentials" doc:"How the device authenticates itself to the ACS."`
	ConnectionRequest ConnectionRequest `yaml:"connection_request" doc:"How the ACS calls the device."`
	Levels            []string          `yaml:"levels" allowed:"must,should" doc:"What is judged: broken MUSTs fail the device, broken SHOULDs are warnings."`
	CaseIDs           bool              `yaml:"case_ids_on_wire" doc:"Put the id of the running case into the cwmp:ID header of requests, so that it is found in the device's own log."`
	Claims            []string          `yaml:"claims" doc:"What the device is able to do beyond the baseline. An ability that is not claimed is not tested; one that is claimed and missing fails."`
	Hooks             Hooks             `yaml:"hooks" doc:"Shell commands that do what CWMP cannot do. They run with sh -c and see CWMPSPEC_HOOK, CWMPSPEC_CASE, CWMPSPEC_OUI, CWMPSPEC_PRODUCT_CLASS, CWMPSPEC_SERIAL_NUMBER and, where a Parameter is to be changed, CWMPSPEC_PARAMETER and CWMPSPEC_VALUE. Exit code 0 says that it was done. Without a command the cases that need it are skipped."`
	Borrow            Borrow            `yaml:"borrow" doc:"What the cases may change at the device. Everything is set back afterwards."`
	Timeouts          Timeouts          `yaml:"timeouts" doc:"How long to wait, in seconds, before the device counts as silent."`
	TLS               TLS               `yaml:"tls" doc:"Files in PEM form for an https listener, relative to this file."`

	path string // the file it was loaded from; empty otherwise
}

// Identity is the DeviceIdStruct that the device has to report (A.3.3.1).
type Identity struct {
	OUI          string `yaml:"oui" check:"oui" doc:"Six hexadecimal digits in upper case."`
	ProductClass string `yaml:"product_class"`
	SerialNumber string `yaml:"serial_number"`
}

// Listen is the address of the reference ACS.
type Listen struct {
	Address string `yaml:"address" doc:"Host and port to listen on; port 0 takes a free one."`
	URL     string `yaml:"url" check:"url" doc:"The URL that the device is given, where it differs from the address listened on."`
	// SecondName is for redirects to another host (3.4.2).
	SecondName string `yaml:"second_name" doc:"Another host name of the tester that the device can resolve; without it the cases that redirect to one are skipped."`
	// SecondAddress is for Connection Requests that do not come from the ACS (3.2.2.1).
	SecondAddress string `yaml:"second_address" doc:"Another IP address of the tester from which the device can be reached; without it the case that calls the device from there is skipped."`
	Files         string `yaml:"files" doc:"Host and port of the server for file transfers; empty for a free port of the same host."`
}

// Credentials are what the device proves its identity with (3.4.4).
type Credentials struct {
	Username string `yaml:"username"`
	Password string `yaml:"password"`
	// Own is for the format of user names (3.4.4).
	Own       bool   `yaml:"own" doc:"Whether the device came with this user name; its form is judged then."`
	Scheme    string `yaml:"scheme" allowed:"digest,basic,none"`
	Algorithm string `yaml:"algorithm" allowed:"MD5,MD5-sess,SHA-256,SHA-256-sess" doc:"Of the digest challenge."`
}

// ConnectionRequest is how the device is called (3.2.2).
type ConnectionRequest struct {
	Enabled  bool   `yaml:"enabled" doc:"Whether the tester can reach the device; false skips the cases that call it."`
	URL      string `yaml:"url" check:"url" doc:"Empty for the ConnectionRequestURL of the Inform."`
	Username string `yaml:"username"`
	Password string `yaml:"password"`
}

// Hooks are the commands that act on the device from outside CWMP.
type Hooks struct {
	PowerCycle       Hook `yaml:"power_cycle" doc:"Take the power away and give it back."`
	FactoryReset     Hook `yaml:"factory_reset" doc:"Reset to factory defaults; the device must find the reference ACS again afterwards."`
	LocalValueChange Hook `yaml:"local_value_change" doc:"Set CWMPSPEC_PARAMETER to CWMPSPEC_VALUE in another way than by CWMP."`
}

// Hook is one command.
type Hook struct {
	Command string  `yaml:"command"`
	Timeout Seconds `yaml:"timeout" check:"positive" doc:"Seconds until the command is stopped and counts as failed."`
}

// Borrow is what the cases may use of the device's configuration.
type Borrow struct {
	Writable      []Setting `yaml:"writable" doc:"Writable Parameters, each with a value that may be set for a while."`
	ReadOnly      string    `yaml:"read_only" check:"parameter" doc:"A Parameter that cannot be written."`
	MultiInstance string    `yaml:"multi_instance" check:"object" doc:"An object of which instances may be added and deleted; ends in a dot."`
	Notification  string    `yaml:"notification" check:"parameter" doc:"A Parameter whose notification attribute may be changed."`
	ForcedActive  string    `yaml:"forced_active" check:"parameter" doc:"A Parameter whose active notification cannot be turned off."`
	DownloadType  string    `yaml:"download_type" doc:"FileType of a Download that does no harm, for example 3 Vendor Configuration File."`
	DownloadFile  string    `yaml:"download_file" doc:"The file of that Download, relative to this file."`
	FirmwareFile  string    `yaml:"firmware_file" doc:"An image for a Download with FileType 1 Firmware Upgrade Image, relative to this file, whose SoftwareVersion is not the one that runs. The device keeps it after the test."`
}

// Setting is a Parameter and a value that it may be given.
type Setting struct {
	Name  string `yaml:"name" check:"parameter"`
	Value string `yaml:"value"`
	Type  string `yaml:"type" allowed:"string,int,unsignedInt,boolean,dateTime,base64,long,unsignedLong,hexBinary" doc:"Left empty, it is taken from the device's answer."`
}

// Timeouts are the longest waits, in protocol seconds.
type Timeouts struct {
	Boot              Seconds `yaml:"boot" check:"positive" doc:"From a restart to the Inform."`
	Session           Seconds `yaml:"session" check:"positive" doc:"Within a session, from an answer to the next message."`
	ConnectionRequest Seconds `yaml:"connection_request" check:"positive" doc:"From an accepted Connection Request to the Inform; the standard says 30."`
	Transfer          Seconds `yaml:"transfer" check:"positive" doc:"From the answer to a Download or Upload to its TransferComplete."`
}

// TLS holds the files of an https listener.
type TLS struct {
	Certificate string `yaml:"certificate" doc:"Certificate of the ACS with its chain."`
	Key         string `yaml:"key"`
	ClientCA    string `yaml:"client_ca" doc:"Authorities that sign the certificates of devices."`
	// Authority is for the cases on certificates (3.3): a certificate that is
	// wrong in one respect has to be right in all others.
	Authority    string `yaml:"authority" doc:"Certificate of an authority that the device trusts. With it the cases make certificates of their own, right ones and wrong ones; without it, those for which the device has to trust the tester are skipped."`
	AuthorityKey string `yaml:"authority_key" doc:"The key of that authority. Use one that is made for testing."`
}

// Default is a target with nothing claimed but what almost every device can
// do, and with waits that suit a device of ordinary speed.
func Default() *Target {
	return &Target{
		Listen:            Listen{Address: "127.0.0.1:0"},
		Credentials:       Credentials{Scheme: "digest", Algorithm: "MD5"},
		ConnectionRequest: ConnectionRequest{Enabled: true},
		Levels:            []string{"must", "should"},
		CaseIDs:           true,
		Claims:            []string{"connection-request"},
		Hooks:             Hooks{PowerCycle: Hook{Timeout: 60}, FactoryReset: Hook{Timeout: 60}, LocalValueChange: Hook{Timeout: 60}},
		Timeouts:          Timeouts{Boot: 180, Session: 60, ConnectionRequest: 30, Transfer: 300},
	}
}

// Path is the file that the target was loaded from; empty for one that was
// made in another way.
func (t *Target) Path() string { return t.path }

// ClaimsTo says whether the device claims the ability.
func (t *Target) ClaimsTo(id string) bool { return slices.Contains(t.Claims, id) }

// Judges says whether findings of the level (must, should) are asked for.
func (t *Target) Judges(level string) bool { return slices.Contains(t.Levels, level) }

// Needs that are not claims: what a case may ask of the target file.
const (
	NeedPowerCycle        = "hook:power-cycle"
	NeedFactoryReset      = "hook:factory-reset"
	NeedLocalValueChange  = "hook:local-value-change"
	NeedConnectionRequest = "connection-request" // claimed and reachable
	NeedWritable          = "borrow:writable"
	NeedReadOnly          = "borrow:read-only"
	NeedMultiInstance     = "borrow:multi-instance"
	NeedNotification      = "borrow:notification"
	NeedForcedActive      = "borrow:forced-active"
	NeedDownload          = "borrow:download"
	NeedFirmware          = "borrow:firmware"
)

// Lacks says, in the user's words, why the target cannot meet a need: a claim
// or one of the Need constants. It is empty when the need is met.
func (t *Target) Lacks(need string) string {
	has, key := false, ""
	switch need {
	case NeedPowerCycle:
		has, key = t.Hooks.PowerCycle.Command != "", "hooks: power_cycle: command"
	case NeedFactoryReset:
		has, key = t.Hooks.FactoryReset.Command != "", "hooks: factory_reset: command"
	case NeedLocalValueChange:
		has, key = t.Hooks.LocalValueChange.Command != "", "hooks: local_value_change: command"
	case NeedWritable:
		has, key = len(t.Borrow.Writable) > 0, "borrow: writable"
	case NeedReadOnly:
		has, key = t.Borrow.ReadOnly != "", "borrow: read_only"
	case NeedMultiInstance:
		has, key = t.Borrow.MultiInstance != "", "borrow: multi_instance"
	case NeedNotification:
		has, key = t.Borrow.Notification != "", "borrow: notification"
	case NeedForcedActive:
		has, key = t.Borrow.ForcedActive != "", "borrow: forced_active"
	case NeedDownload:
		has, key = t.Borrow.DownloadType != "" && t.Borrow.DownloadFile != "", "borrow: download_type and download_file"
	case NeedFirmware:
		has, key = t.Borrow.FirmwareFile != "", "borrow: firmware_file"
	case NeedConnectionRequest:
		if !t.ConnectionRequest.Enabled {
			return "the target file says connection_request: enabled: false"
		}
		fallthrough
	default:
		if !t.ClaimsTo(need) {
			return "the target file does not claim " + need
		}
		return ""
	}
	if !has {
		return "the target file has no " + key
	}
	return ""
}
