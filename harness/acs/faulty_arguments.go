package acs

import (
	"regexp"
	"strings"
)

// long replaces the text of elements with one of n characters.
func long(n int, elements, start string) mutation {
	return rewrite(`<(`+elements+`)>[^<]*</`, "<${1}>"+start+strings.Repeat("x", n-len(start))+"</")
}

// Faults in the arguments of what the ACS calls.
var (
	// Lengths
	_ = mutate("acs-command-key-uuid", long(36, "CommandKey", "6ba7b810-9dad-11d1-80b4-"))
	_ = mutate("acs-parameter-key-uuid", long(36, "ParameterKey", "6ba7b810-9dad-11d1-80b4-"))
	_ = mutate("acs-transfer-url-long", long(1100, "URL", "http://files.example/?token="))
	_ = mutate("acs-file-credentials-long", rewrite(`<(Username|Password)>[^<]+</`, "<${1}>"+strings.Repeat("x", 300)+"</"))
	_ = mutate("acs-target-file-name-long", long(300, "TargetFileName", "/firmware/"))
	_ = mutate("acs-result-urls-long", long(300, "SuccessURL|FailureURL", "http://files.example/?token="))
	_ = mutate("acs-user-message-long", long(300, "UserMessage", "Dear user, "))
	_ = mutate("acs-file-type-long", long(80, "FileType", "X 00005E "))
	_ = mutate("acs-option-name-long", long(80, "OptionName", "Voice"))
	_ = mutate("acs-path-long", rewrite(`<(Name|ParameterPath|ObjectName)>Device\.`, "<${1}>Device."+strings.Repeat("X_00005E_Deep.", 20)))
	_ = mutate("acs-names-long", rewrite(`<string>Device\.DeviceInfo`, "<string>Device."+strings.Repeat("X_00005E_Deep.", 20)+"DeviceInfo"))
	_ = mutate("acs-entity-long", rewrite(`<string>X_[^<]*</`, "<string>X_00005E_"+strings.Repeat("Operator", 10)+"</"))
	_ = mutate("acs-unit-version-long", long(40, "Version", "1.0-"))
	_ = mutate("acs-unit-uuid-braced", rewrite(`<UUID>([^<]*)</`, "<UUID>{${1}}</"))
	// Structure
	_ = mutate("acs-parameter-key-left-out", rewrite(`<ParameterKey>[^<]*</ParameterKey>\s*`, "", setValues))
	_ = mutate("acs-next-level-left-out", rewrite(`<NextLevel>[^<]*</NextLevel>\s*`, "", getNames))
	_ = mutate("acs-parameter-path-twice", rewrite(`(<ParameterPath>[^<]*</ParameterPath>)`, "$1$1", getNames))
	_ = mutate("acs-access-list-left-out", rewrite(`(?s)<AccessList .*?</AccessList>|<AccessList [^>]*/>`, "", "SetParameterAttributes"))
	_ = mutate("acs-file-size-left-out", rewrite(`<FileSize>[^<]*</FileSize>\s*`, "", "Download"))
	_ = mutate("acs-delay-seconds-left-out", rewrite(`<DelaySeconds>[^<]*</DelaySeconds>\s*`, "", "Download"))
	_ = mutate("acs-names-empty", rewrite(`(?s)<string>.*</string>\s*`, "", getValues, "GetParameterAttributes"))
	_ = mutate("acs-attributes-empty", rewrite(`(?s)<SetParameterAttributesStruct>.*</SetParameterAttributesStruct>\s*`, "", "SetParameterAttributes"))
	_ = mutate("acs-parameter-twice", rewrite(`(?s)(ParameterValueStruct)\[\d+\](">\s*)(<ParameterValueStruct>.*?</ParameterValueStruct>)(.*</ParameterList>)`, "$1[2]$2$3$3</ParameterList>", setValues))
	_ = mutate("acs-getrpcmethods-argument", rewrite(`<cwmp:GetRPCMethods>\s*</cwmp:GetRPCMethods>`, "<cwmp:GetRPCMethods><All>1</All></cwmp:GetRPCMethods>", "GetRPCMethods"))
	_ = mutate("acs-time-windows-three", rewrite(`(?s)(TimeWindowStruct)\[1\](">\s*)(<TimeWindowStruct>.*</TimeWindowStruct>)`, "$1[3]$2$3$3$3", "ScheduleDownload"))
	// Values
	_ = mutate("acs-next-level-words", rewrite(`<NextLevel>[^<]*`, "<NextLevel>True", getNames))
	_ = mutate("acs-notification-7", rewrite(`<Notification>[^<]*`, "<Notification>7", "SetParameterAttributes"))
	_ = mutate("acs-notification-word", rewrite(`<Notification>[^<]*`, "<Notification>active", "SetParameterAttributes"))
	_ = mutate("acs-file-size-negative", rewrite(`<FileSize>[^<]*`, "<FileSize>-1", "Download"))
	_ = mutate("acs-delay-seconds-fraction", rewrite(`<DelaySeconds>[^<]*`, "<DelaySeconds>0.5", "Download"))
	_ = mutate("acs-time-written-as-date", rewrite(`(xsi:type="xsd:dateTime">)[^<]*`, "${1}01.01.2026", setValues))
	_ = mutate("acs-time-without-zone", rewrite(`(xsi:type="xsd:dateTime">)[^<]*`, "${1}2026-01-01T00:00:00", setValues))
	_ = mutate("acs-time-of-zone", rewrite(`(xsi:type="xsd:dateTime">)[^<]*`, "${1}2026-01-01T01:00:00+01:00", setValues))
	_ = mutate("acs-time-unknown-empty", rewrite(`(xsi:type="xsd:dateTime">)[^<]*`, "${1}", setValues))
	_ = mutate("acs-time-unknown", rewrite(`(xsi:type="xsd:dateTime">)[^<]*`, "${1}0001-01-01T00:00:00Z", setValues))
	_ = mutate("acs-voucher-raw", rewrite(`<base64>[^<]*`, "<base64>not in base64!", "SetVouchers"))
	_ = mutate("acs-value-with-elements", rewrite(`(xsi:type="xsd:boolean">)[^<]*`, "${1}<on/>", setValues))
	_ = mutate("acs-integers-padded", rewrite(`<(FileSize|DelaySeconds)>(\d+)`, "<${1}> 000${2} ", "Download"))
	// URLs and file types
	_ = mutate("acs-url-without-scheme", rewrite(`(<Name>[^<]*ManagementServer\.URL</Name>\s*<Value[^>]*>)https?://`, "$1", setValues))
	_ = mutate("acs-transfer-url-path", rewrite(`<URL>http://[^/<]*`, "<URL>"))
	_ = mutate("acs-transfer-url-blank", rewrite(`<URL>http://([^/<]*)/`, "<URL>http://${1}/my files/"))
	_ = mutate("acs-transfer-url-userinfo", rewrite(`<URL>http://`, "<URL>http://user:secret@", "Download"))
	_ = mutate("acs-firmware-two-urls", rewrite(`<URL>([^<]*)`, "<URL>${1},${1}", "Download"))
	_ = mutate("acs-file-type-lower-case", rewrite(`<FileType>1 Firmware Upgrade Image`, "<FileType>1 firmware upgrade image", "Download"))
	_ = mutate("acs-file-type-name", rewrite(`<FileType>1 Firmware Upgrade Image`, "<FileType>Firmware", "Download"))
	_ = mutate("acs-vendor-file-type-short", rewrite(`<FileType>X [^<]*`, "<FileType>X Certificate", "Download"))
	_ = mutate("acs-vendor-file-type-oui-lower-case", rewrite(`<FileType>X [^ <]*`, "<FileType>X 00005e", "Download"))
	_ = mutate("acs-vendor-file-type-domain", rewrite(`<FileType>X [^ <]*`, "<FileType>X acs.example", "Download"))
	_ = mutate("acs-vendor-file-type-domain-written", rewrite(`<FileType>X [^ <]*`, "<FileType>X ACS-EXAMPLE", "Download"))
	_ = mutate("acs-entity-plain", rewrite(`<string>X_[^<]*`, "<string>Partner", "SetParameterAttributes"))
	_ = mutate("acs-entity-lower-case", rewrite(`<string>X_00005E`, "<string>X_acs-example", "SetParameterAttributes"))
)

// Faults in the lists of methods that the ACS answers with.
var (
	_ = mutate("acs-methods-without-inform", swap("<string>Inform</string>", "", methodsResponse))
	_ = mutate("acs-methods-without-getrpcmethods", swap("<string>GetRPCMethods</string>", "", methodsResponse))
	_ = mutate("acs-methods-vendor-plain", more("ExampleDoThat"))
	_ = mutate("acs-methods-vendor-oui-lower-case", more("X_00005e_DoThat"))
	_ = mutate("acs-methods-vendor-domain-lower-case", more("X_example-com_DoThat"))
	_ = mutate("acs-methods-name-long", more("X_00005E_"+strings.Repeat("Do", 40)))
	_ = mutate("acs-methods-empty", rewrite(`(?s)<string>.*</string>\s*`, "", methodsResponse))
)

// more adds a name to the list of methods.
func more(name string) mutation {
	form := regexp.MustCompile(`xsd:string\[\d+\]`)
	return mutation{Bytes: func(_ *Session, message string, b []byte) []byte {
		if message != methodsResponse {
			return b
		}
		b = form.ReplaceAll(b, []byte("xsd:string[]"))
		return []byte(strings.Replace(string(b), "</MethodList>", "<string>"+name+"</string></MethodList>", 1))
	}}
}
