package fault

// Faults of the reference CPE in reporting the end of transfers.
func init() {
	register(CPE,
		Fault{ID: "transfercomplete-delivered-unanswered", Title: "a TransferComplete that got no answer counts as answered",
			Breaks: []string{"3.7.1.5-13", "3.7.1.5-65", "3.7.1.5-113", "3.7.1.5-121", "A.3.3.2-8", "A.3.3.2-9"}},
		Fault{ID: "transfer-events-delivered-by-inform", Title: "M Download and M Upload count as delivered with InformResponse", Breaks: []string{"3.7.1.5-63", "3.7.1.5-113", "3.7.1.5-121", "A.3.3.2-9"}},
		Fault{ID: "transfercomplete-fault-as-response", Title: "a fault in answer to TransferComplete is taken for TransferCompleteResponse", Breaks: []string{"3.7.1.5-13", "A.3.3.2-8", "A.3.3.2-9"}},
		Fault{ID: "transfercomplete-in-later-session", Title: "TransferComplete is not called in the first session with its events", Breaks: []string{"3.7.1.5-13", "3.7.1.5-62", "3.5-64", "3.7.1.3-1", "3.7.1.3-13", "3.7.1.3-4", "3.7.1.3-5", "3.7.1.3-6"}},
		Fault{ID: "transfer-events-merged", Title: "one M Download stands for several downloads", Breaks: []string{"3.7.1.5-63", "3.7.1.5-112", "3.7.1.5-120", "3.7.1.5-135"}},
		Fault{ID: "transfer-event-seven-twice", Title: "7 TRANSFER COMPLETE is listed once for each transfer", Breaks: []string{"3.7.1.5-64", "3.7.1.5-134"}},
		Fault{ID: "transfer-event-seven-alone", Title: "7 TRANSFER COMPLETE comes without M Download and M Upload", Breaks: []string{"3.7.1.5-63", "3.7.1.5-111", "3.7.1.5-119", "3.7.1.5-139", "A.3.2.8-26"}},
		Fault{ID: "transfer-event-without-seven", Title: "M Download and M Upload come without 7 TRANSFER COMPLETE", Breaks: []string{"3.7.1.5-61", "3.7.1.5-137", "3.7.1.5-139"}},
		Fault{ID: "completions-lost-by-restart", Title: "transfers that were not reported are forgotten in a restart", Breaks: []string{"3.7.1.5-66", "3.7.1.5-114", "3.7.1.5-122"}},
		Fault{ID: "slow-transfer-as-success", Title: "a transfer that takes long is reported as a success before it is over", Breaks: []string{"A.3.3.2-5"}},
		Fault{ID: "slow-transfer-as-failure", Title: "a transfer that takes long is reported as failed, and as a success when it is over", Breaks: []string{"A.3.3.2-7"}},
		Fault{ID: "transfercomplete-times-epoch", Title: "the times of TransferComplete are 1970-01-01T00:00:00Z", Breaks: []string{"A.2.1-20", "A.3.3.2-17", "A.3.3.2-20", "A.3.3.2-21"}},
		Fault{ID: "transfercomplete-failure-time-made-up", Title: "CompleteTime of a failed transfer is some date", Breaks: []string{"A.3.3.2-20", "A.3.3.2-21"}},
		Fault{ID: "transfercomplete-times-local", Title: "the times of TransferComplete are local time", Breaks: []string{"A.2.1-15", "A.2.1-21", "A.3.3.2-16", "A.3.3.2-19"}},
		Fault{ID: "transfercomplete-faultstring-long", Title: "FaultString of TransferComplete has more than 256 characters", Breaks: []string{"A.2.1-1", "A.2.3-3", "A.3.3.2-25", "A.6-1"}},
		Fault{ID: "transfercomplete-order-changed", Title: "StartTime stands before FaultStruct in TransferComplete", Breaks: []string{"A.2.3-3", "A.3.3.2-10", "A.6-1"}},
		Fault{ID: "transfercomplete-faultstring-missing", Title: "TransferComplete has no FaultString", Breaks: []string{"A.2.3-3", "A.3.3.2-14", "A.3.3.2-25", "A.6-1"}},
		Fault{ID: "transfercomplete-faultcode-empty", Title: "FaultCode of a successful transfer is empty", Breaks: []string{"A.2.1-8", "A.2.3-3", "A.3.3.2-24", "A.6-1"}},
		Fault{ID: "transfer-response-times-missing", Title: "DownloadResponse and UploadResponse have only a Status", Breaks: []string{"A.2.3-3", "A.3.2.8-94", "A.4.1.5-42", "A.6-1"}},
		Fault{ID: "transfer-response-times-local", Title: "StartTime and CompleteTime of a response with Status 0 are local time, given as UTC", On: []string{"transfers-at-once"}, Breaks: []string{"A.3.2.8-97", "A.3.2.8-99", "A.4.1.5-47", "A.4.1.5-49"}},
		Fault{ID: "transfer-response-times-now", Title: "a response with Status 1 has the present time as StartTime and CompleteTime", Breaks: []string{"A.3.2.8-98", "A.3.2.8-100", "A.4.1.5-46", "A.4.1.5-48"}},
		Fault{ID: "transfer-failures-all-9005", Title: "each failed transfer is reported with FaultCode 9005", Breaks: []string{"A.5.1-22", "A.3.3.2-23", "A.5.1-15", "A.5.1-16", "A.5.1-19", "A.5.1-20", "A.5.1-21"}},
		Fault{ID: "download-refused-by-9011", Title: "a Download with an unknown FileType is refused by fault 9011", Breaks: []string{"A.3.2.8-101", "A.5.1-15"}},
	)
}
