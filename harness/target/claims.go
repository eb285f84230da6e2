package target

// Claim is one ability that the standard leaves to the device. What the
// device claims decides which cases are asked of it: an ability that is not
// claimed is skipped, an ability that is claimed and missing is a failure.
type Claim struct {
	ID        string
	Says      string // what the device is able to do, without a full stop
	Discovery string // how a tester finds out whether a device has it
}

// LookupClaim finds a claim by its id.
func LookupClaim(id string) (Claim, bool) {
	for _, c := range claims {
		if c.ID == id {
			return c, true
		}
	}
	return Claim{}, false
}

func claimIDs() []string {
	ids := make([]string, len(claims))
	for i, c := range claims {
		ids[i] = c.ID
	}
	return ids
}

var claims = []Claim{
	{"cwmp-1.0", "speaks CWMP 1.0", "the namespace of the Inform's envelope, or the header SupportedCWMPVersions"},
	{"cwmp-1.1", "speaks CWMP 1.1", "the namespace of the Inform's envelope, or the header SupportedCWMPVersions"},
	{"cwmp-1.2", "speaks CWMP 1.2", "the namespace of the Inform's envelope, or the header SupportedCWMPVersions"},
	{"cwmp-1.3", "speaks CWMP 1.3", "the header SupportedCWMPVersions"},
	{"cwmp-1.4", "speaks CWMP 1.4 and negotiates the version", "the header SupportedCWMPVersions lists 1.4"},
	{"cwmp-1.0-only", "speaks no CWMP version above 1.0", "the namespace of the Inform's envelope"},
	{"cwmp-1.1-to-1.3", "has CWMP 1.1, 1.2 or 1.3 as its highest version", "the namespace of the Inform's envelope, without the header SupportedCWMPVersions"},

	{"connection-request", "takes Connection Requests over HTTP", "the Inform carries ConnectionRequestURL with a value"},
	{"udp-connection-request", "takes Connection Requests over UDP through a NAT (Annex G)", "the data model has UDPConnectionRequestAddress and STUNEnable"},
	{"xmpp-connection-request", "takes Connection Requests over XMPP (Annex K)", "the data model has ConnReqXMPPConnection"},

	{"basic-auth", "answers a basic challenge of the ACS", "vendor's statement"},
	{"digest-sha-256", "answers a digest challenge with algorithm SHA-256", "vendor's statement"},
	{"tls", "supports TLS 1.2 or later and connects to an https URL", "vendor's statement"},
	{"tls-client-certificate", "presents a certificate of its own in the TLS handshake", "vendor's statement"},
	{"tls-unique-certificate", "presents a certificate of which the common name is unique to it", "vendor's statement"},
	{"http-compression", "sends or takes compressed HTTP bodies", "the data model has HTTPCompressionSupported with a value"},
	{"absolute-time", "knows the date and time", "CurrentTime in the Inform has a year of 2004 or later"},

	{"alias-based-addressing", "addresses object instances by alias", "the Inform carries AliasBasedAddressing with the value true"},
	{"instance-wildcards", "takes * in place of an instance number", "InstanceWildcardsSupported has the value true"},
	{"retry-parameters", "has the Parameters that set the session retry policy", "the data model has CWMPRetryMinimumWaitInterval"},
	{"retries-without-limit", "sets no limit to the number of retries of a failed session", "vendor's statement"},
	{"lightweight-notifications", "sends UDP Lightweight Notifications (Annex M)", "LightweightNotificationProtocolsSupported contains UDP"},
	{"heartbeat", "sends HEARTBEAT Informs (Annex O)", "the data model has HeartbeatPolicy"},
	{"standby", "has standby modes and the WAKEUP event (Annex L)", "vendor's statement"},
	{"bulk-data", "reports bulk data over HTTP (Annex N)", "the data model has BulkData"},
	{"proxy", "manages other devices as a CWMP proxy (Annex J)", "the data model has EmbeddedDevice or VirtualDevice"},
	{"dhcp-discovery", "learns the ACS URL by DHCP", "vendor's statement"},
	{"gateway-association", "exchanges identities with its gateway by DHCP (Annex F)", "the data model has GatewayInfo or ManageableDevice"},

	{"download", "supports Download", "GetRPCMethods lists Download"},
	{"upload", "supports Upload", "GetRPCMethods lists Upload"},
	{"schedule-download", "supports ScheduleDownload", "GetRPCMethods lists ScheduleDownload"},
	{"cancel-transfer", "supports CancelTransfer", "GetRPCMethods lists CancelTransfer"},
	{"request-download", "calls RequestDownload", "vendor's statement"},
	{"calls-get-rpc-methods", "calls GetRPCMethods of the ACS in the session that reports a start", "vendor's statement"},
	{"autonomous-transfer", "reports transfers that the ACS did not ask for", "vendor's statement"},
	{"get-queued-transfers", "supports GetQueuedTransfers", "GetRPCMethods lists GetQueuedTransfers"},
	{"get-all-queued-transfers", "supports GetAllQueuedTransfers", "GetRPCMethods lists GetAllQueuedTransfers"},
	{"schedule-inform", "supports ScheduleInform", "GetRPCMethods lists ScheduleInform"},
	{"factory-reset", "supports FactoryReset", "GetRPCMethods lists FactoryReset"},
	{"returns-after-factory-reset", "finds the reference ACS by itself after a factory reset, and may lose its configuration in the test", "vendor's statement"},
	{"change-du-state", "supports ChangeDUState", "GetRPCMethods lists ChangeDUState"},
	{"get-options", "supports GetOptions and SetVouchers", "GetRPCMethods lists GetOptions"},
	{"kicked", "calls Kicked", "vendor's statement"},
	{"reboots-to-apply", "takes a reboot to apply what it answers with Status 1", "vendor's statement"},
	{"applies-at-once", "adds and deletes instances before it responds", "vendor's statement"},
	{"authenticates-files", "takes firmware only if its signature is right", "vendor's statement"},
	{"signed-packages", "takes packages in the signed format of Annex E", "vendor's statement"},
}
