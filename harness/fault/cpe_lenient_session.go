package fault

// Varieties of the reference CPE in sessions, retries, transfers and tables that
// the standard leaves open, or on which it can be read in two ways: nothing may
// be found.
func init() {
	alias, lightweight := []string{"alias"}, []string{"lightweight"}
	register(CPE,
		// Envelopes (3.5, 3.7.1.4)
		Fault{ID: "soap-faultcode-checked", Title: "a fault whose faultcode is neither Client nor Server is not taken for one"},
		Fault{ID: "fault-without-string-refused", Title: "a fault without FaultString is not taken for one"},
		Fault{ID: "fault-code-of-vendor-client", Title: "a deletion that is not allowed is refused with 9801, a code of the vendor, as the fault of a Client"},
		Fault{ID: "unknown-element-refused", Title: "a request with an element that is unknown is refused with 9003"},
		Fault{ID: "unknown-element-ends-session", Title: "a request with an element that is unknown ends the session"},
		Fault{ID: "second-body-ignored", Title: "a second Body in an envelope is ignored"},
		Fault{ID: "unasked-fault-skipped", Title: "a fault that answers no request is ignored"},
		Fault{ID: "spelling-type-of-schema", Title: "numbers in the Inform carry the type of XML Schema that they have"},
		// Sending again (3.7.1.6, 3.4.7, 3.7.1.5)
		Fault{ID: "retry-request-waits-under-hold", Title: "upon fault 8005 with HoldRequests 1 an empty POST comes before the request"},
		Fault{ID: "compression-dropped-in-session", Title: "status 415 is answered by the same message without compression, in the same session"},
		Fault{ID: "redelivery-raises-retry-count", Title: "RetryCount counts the sessions that bring an event again that the ACS refused in a session that was successful"},
		// Retries (3.2.1.1)
		Fault{ID: "retry-wait-from-attempt", Title: "the wait before a retry runs from the moment at which the failed attempt began"},
		Fault{ID: "retry-parameters-missing", Title: "the data model has no Parameters for retries", Disclaims: []string{"retry-parameters"}},
		// Delays (A.3.2.8, A.4.1.2, A.4.1.5)
		Fault{ID: "schedule-three-minutes-late", Title: "what ScheduleInform orders comes three minutes later"},
		Fault{ID: "transfers-40-seconds-late", Title: "transfers begin forty seconds after they are due"},
		// Transfers (A.3.2.8, A.4.1.7)
		Fault{ID: "download-size-unknown-9001", Title: "Download with FileSize 0 is refused with 9001"},
		Fault{ID: "download-refusals-come-later", Title: "a FileType or a scheme that is not supported shows when the download fails"},
		Fault{ID: "transfer-failures-general", Title: "each failed transfer is reported with 9010 or 9011"},
		Fault{ID: "queue-types-as-ordered", Title: "GetAllQueuedTransfers lists uploads by the FileType of the order"},
		Fault{ID: "queue-lists-sixteen", Title: "of more than sixteen transfers that are queued the last sixteen are listed"},
		// Parameters and Objects (A.3.2.1, A.3.2.3, A.3.2.4, A.3.2.6)
		Fault{ID: "addressing-changes-after-session", Title: "InstanceMode and AutoCreateInstances change when the session has ended", On: alias},
		Fault{ID: "spv-writable-at-times", Title: "a Parameter that is listed as writable is refused with 9007 in the present state of the device"},
		Fault{ID: "spv-time-without-zone-taken", Title: "a dateTime without a time zone is taken for UTC"},
		Fault{ID: "hosts-come-and-go", Title: "a host joins the network in one session and leaves it in the next"},
		Fault{ID: "attributes-object-without-dot", Title: "the methods for attributes take the name of an Object without its dot"},
		Fault{ID: "forced-active-shown-off", Title: "Parameters with Forced Active Notification have Notification 0 by default"},
		Fault{ID: "lightweight-changes-listed", Title: "an Inform lists changes of Parameters with Notification 3 or 5 too", On: lightweight},
		Fault{ID: "add-fills-descriptions", Title: "a new instance has text of the device in a Parameter without a default"},
	)
}
