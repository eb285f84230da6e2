package fault

// Varieties of the reference CPE on readings that the catalogue calls
// ambiguous: nothing may be found in them.
func init() {
	refs, atOnce, noClock, modules := []string{"references"}, []string{"transfers-at-once"}, []string{"no-clock"}, []string{"software-modules"}
	register(CPE,
		// Envelopes, versions and sessions
		Fault{ID: "schema-violation-ends-session", Title: "a request that breaks the schema ends the session as invalid SOAP"},
		Fault{ID: "schema-violation-9002", Title: "a request that breaks the schema is refused with 9002"},
		Fault{ID: "response-id-unasked", Title: "a response has an ID although its request had none"},
		Fault{ID: "fault-code-of-vendor", Title: "a deletion that is not allowed is refused with 9801, a code of the vendor"},
		Fault{ID: "supported-versions-newer", Title: "SupportedCWMPVersions names 1.5 too"},
		Fault{ID: "supported-versions-newest-only", Title: "only CWMP 1.4 is supported, and an ACS of another version is given up"},
		Fault{ID: "unlisted-version-given-up", Title: "a session with a UseCWMPVersion that was not listed is not tried again"},
		Fault{ID: "chosen-version-in-newest-namespace", Title: "a session of an older version that UseCWMPVersion chose goes on in the namespace of the Inform"},
		Fault{ID: "newer-method-answered", Title: "GetAllQueuedTransfers is answered in a session of CWMP 1.0 too"},
		Fault{ID: "silence-fifteen-minutes", Title: "fifteen minutes without a response are waited for"},
		Fault{ID: "retry-request-three-in-all", Title: "three faults 8005 in a session, whatever they answer, end it"},
		// Parameters
		Fault{ID: "wildcard-unsupported-9003", Title: "a name with a wildcard is refused with 9003"},
		Fault{ID: "spv-text-9006", Title: "text that is no value of the Parameter's type is named with 9006"},
		Fault{ID: "gpn-next-level-unknown-9003", Title: "NextLevel true with an unknown name without a dot is refused with 9003"},
		Fault{ID: "spa-lightweight-unchanged-refused", Title: "Notification 3 to 6 is refused with 9003 where NotificationChange is false too"},
		Fault{ID: "strong-reference-refused-9003", Title: "a strong reference to nothing is named with 9003", On: refs},
		Fault{ID: "referenced-object-kept", Title: "an instance that is referred to cannot be deleted", On: refs},
		Fault{ID: "add-fixed-table-9003", Title: "AddObject of a table that the device itself keeps is refused with 9003"},
		Fault{ID: "delete-fixed-9003", Title: "DeleteObject of an instance that the device itself keeps is refused with 9003"},
		Fault{ID: "inform-relative-time-with-offset", Title: "CurrentTime that counts from the start has an offset from UTC", On: noClock},
		// Transfers
		Fault{ID: "completion-after-status-0", Title: "a transfer that was answered with Status 0 is reported by TransferComplete too", On: atOnce},
		Fault{ID: "transfer-response-times-unknown", Title: "the times of a transfer that was answered with Status 0 are unknown", On: atOnce},
		Fault{ID: "download-filetype-9010", Title: "a FileType that is not supported is refused with 9010"},
		Fault{ID: "scheme-refused-by-9003", Title: "a URL of an unknown scheme is refused with 9003"},
		Fault{ID: "transfercomplete-time-of-failure", Title: "CompleteTime of a failed transfer is the time of the failure"},
		Fault{ID: "transfercomplete-code-of-vendor", Title: "failed transfers are reported with 9813, a code of the vendor"},
		Fault{ID: "transfercomplete-times-relative", Title: "the times of transfers count from the start where the time is not known", On: noClock},
		Fault{ID: "download-is-no-value-change", Title: "what a download ordered by the ACS changes is not notified"},
		Fault{ID: "queue-lists-completed-as-3", Title: "a transfer whose end is not delivered yet is listed with State 3"},
		Fault{ID: "units-fault-string-missing", Title: "the results of ChangeDUState have no FaultString", On: modules},
		Fault{ID: "units-unknown-as-uninstalled", Title: "CurrentState of a deployment unit that is not there is Uninstalled", On: modules},
	)
}
