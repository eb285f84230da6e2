package cwmp

import (
	"fmt"
	"strings"
)

// EventInfo is a row of Table 8.
type EventInfo struct {
	Code     string
	Multiple bool   // cumulative behaviour: true for Multiple, false for Single
	Confirm  string // the response that confirms delivery
	Vendor   bool   // the vendor-specific form of an event or a method
}

// Events lists the event codes of Table 8, in its order, without the vendor forms.
var Events = []EventInfo{
	{"0 BOOTSTRAP", false, "InformResponse", false},
	{"1 BOOT", false, "InformResponse", false},
	{"2 PERIODIC", false, "InformResponse", false},
	{"3 SCHEDULED", false, "InformResponse", false},
	{"4 VALUE CHANGE", false, "InformResponse", false},
	{"5 KICKED", false, "KickedResponse", false},
	{"6 CONNECTION REQUEST", false, "InformResponse", false},
	{"7 TRANSFER COMPLETE", false, "TransferCompleteResponse", false},
	{"8 DIAGNOSTICS COMPLETE", false, "InformResponse", false},
	{"9 REQUEST DOWNLOAD", false, "RequestDownloadResponse", false},
	{"10 AUTONOMOUS TRANSFER COMPLETE", false, "AutonomousTransferCompleteResponse", false},
	{"11 DU STATE CHANGE COMPLETE", false, "DUStateChangeCompleteResponse", false},
	{"12 AUTONOMOUS DU STATE CHANGE COMPLETE", false, "AutonomousDUStateChangeCompleteResponse", false},
	{"13 WAKEUP", false, "InformResponse", false},
	{"14 HEARTBEAT", false, "InformResponse", false},
	{"M Reboot", true, "InformResponse", false},
	{"M ScheduleInform", true, "InformResponse", false},
	{"M Download", true, "TransferCompleteResponse", false},
	{"M ScheduleDownload", true, "TransferCompleteResponse", false},
	{"M Upload", true, "TransferCompleteResponse", false},
	{"M ChangeDUState", true, "DUStateChangeCompleteResponse", false},
}

// CheckEventCode looks an event code up in Table 8, which is case sensitive; the
// vendor forms are "M X_VENDOR_Method" and "X VENDOR event". It returns an error
// in the reader's words for a code that is neither in the table nor in a vendor form.
func CheckEventCode(code string) (EventInfo, error) {
	for _, e := range Events {
		if e.Code == code {
			return e, nil
		}
		if strings.EqualFold(e.Code, strings.Join(strings.Fields(code), " ")) {
			return EventInfo{}, fmt.Errorf("event code %q is not spelled as in Table 8: %q", code, e.Code)
		}
	}
	if method, ok := strings.CutPrefix(code, "M "); ok {
		name, ok := strings.CutPrefix(method, "X_")
		vendor, rest, both := cutVendor(name)
		if !ok || !both || rest == "" || strings.ContainsAny(method, " \t\r\n") || !isVendor(vendor) {
			return EventInfo{}, fmt.Errorf("event code %q names no method that Table 8 lists and has not the vendor form M X_VENDOR_Method", code)
		}
		return EventInfo{Code: code, Vendor: true}, nil
	}
	if rest, ok := strings.CutPrefix(code, "X "); ok {
		vendor, event, ok := strings.Cut(rest, " ")
		if !ok || strings.TrimSpace(event) == "" || !isVendor(vendor) {
			return EventInfo{}, fmt.Errorf("event code %q has not the vendor form X VENDOR event, VENDOR an OUI or a domain name in upper case", code)
		}
		return EventInfo{Code: code, Vendor: true}, nil
	}
	return EventInfo{}, fmt.Errorf("event code %q is not in Table 8 and has no vendor form", code)
}

// cutVendor splits VENDOR_Method at its last underscore that leaves a vendor; a
// domain name may hold underscores itself, so any split will do that has one.
func cutVendor(name string) (vendor, rest string, ok bool) {
	for i := range len(name) {
		if name[i] == '_' && i > 0 && isVendor(name[:i]) {
			return name[:i], name[i+1:], true
		}
	}
	return "", "", false
}

// isVendor reports whether s can be an OUI or a domain name in upper case, its
// dots replaced by hyphens or underscores.
func isVendor(s string) bool {
	return s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == "" && strings.Trim(s, "-_") != ""
}
