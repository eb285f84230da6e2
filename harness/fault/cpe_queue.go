package fault

// Faults of the reference CPE in Upload and GetAllQueuedTransfers.
func init() {
	register(CPE,
		// Upload
		Fault{ID: "upload-by-post", Title: "a file is uploaded by POST", Breaks: []string{"A.4.1.5-27"}},
		Fault{ID: "upload-file-by-url", Title: "an upload to a URL that ends in .log is of the log file", Breaks: []string{"A.4.1.5-28"}},
		Fault{ID: "upload-never-reported", Title: "the end of an upload is never reported", Breaks: []string{"A.4.1.5-40", "A.4.1.5-3", "A.4.1.5-7", "A.4.1.5-45", "3.2.1-20", "3.2.1-22"}},
		Fault{ID: "upload-refused-while-queued", Title: "an Upload is refused by fault 9001 while another transfer waits", Breaks: []string{"A.4.1.5-5", "A.4.1.5-8", "A.4.1.5-51"}},
		Fault{ID: "upload-url-short", Title: "an Upload with a URL of 256 characters is refused", Breaks: []string{"A.4.1.5-23"}},
		Fault{ID: "upload-refused-by-9010", Title: "an Upload of a file that does not exist is refused by fault 9010", Breaks: []string{"A.4.1.5-50"}},
		Fault{ID: "upload-instance-ignored", Title: "an Upload of a file that does not exist brings another file", Breaks: []string{"A.4.1.5-16", "A.4.1.5-18"}},
		Fault{ID: "transfer-status-zero-early", Title: "a transfer that is yet to be made is answered with Status 0", Breaks: []string{"A.3.2.8-3", "A.3.2.8-6", "A.3.2.8-95", "A.4.1.5-43", "A.4.1.5-44"}},
		// GetAllQueuedTransfers
		Fault{ID: "queue-empty-refused", Title: "GetAllQueuedTransfers is refused by fault 9004 while nothing is queued", Breaks: []string{"A.4.1.7-3"}},
		Fault{ID: "queue-empty-refused-by-9010", Title: "GetAllQueuedTransfers is refused by fault 9010 while nothing is queued", Breaks: []string{"A.4.1.7-3", "A.4.1.7-23", "A.5.1-14"}},
		Fault{ID: "queue-lists-completed", Title: "a transfer that is over is listed as not started until it is reported", Breaks: []string{"A.4.1.7-10"}},
		Fault{ID: "queue-uploads-missing", Title: "uploads are not listed", Breaks: []string{"A.4.1.7-4"}},
		Fault{ID: "queue-key-empty", Title: "transfers are listed without their CommandKey", Breaks: []string{"A.4.1.7-5"}},
		Fault{ID: "queue-state-zero", Title: "State is counted from 0", Breaks: []string{"A.2.1-7", "A.2.3-3", "A.4.1.7-7", "A.4.1.7-8", "A.4.1.7-9", "A.6-1"}},
		Fault{ID: "queue-state-constant", Title: "State is always 1", Breaks: []string{"A.4.1.7-9"}},
		Fault{ID: "queue-all-downloads", Title: "IsDownload is true for uploads", Breaks: []string{"A.4.1.7-11", "A.4.1.7-15"}},
		Fault{ID: "queue-direction-turned", Title: "IsDownload is true for uploads and false for downloads", Breaks: []string{"A.4.1.7-11", "A.4.1.7-15"}},
		Fault{ID: "queue-size-kilobytes", Title: "FileSize is in kilobytes", Breaks: []string{"A.4.1.7-21"}},
		Fault{ID: "queue-name-made-up", Title: "TargetFileName is the name of a temporary file", Breaks: []string{"A.4.1.7-22"}},
		Fault{ID: "queue-name-long", Title: "TargetFileName has more than 256 characters", Breaks: []string{"A.2.1-1", "A.2.3-3", "A.4.1.7-22", "A.6-1"}},
		Fault{ID: "queue-type-words", Title: "FileType of an entry lacks its number", Breaks: []string{"A.4.1.7-13"}},
		Fault{ID: "queue-type-long", Title: "FileType of an entry has more than 64 characters", Breaks: []string{"A.2.1-1", "A.2.3-3", "A.4.1.7-12", "A.6-1"}},
		Fault{ID: "queue-type-oui", Title: "FileType of an entry has an OUI in lower case", Breaks: []string{"A.4.1.7-19"}},
		Fault{ID: "queue-type-domain", Title: "FileType of an entry has a domain name in lower case with a dot", Breaks: []string{"A.4.1.7-20"}},
		Fault{ID: "queue-type-download-only", Title: "each entry has the FileType 1 Firmware Upgrade Image", Breaks: []string{"A.4.1.7-14"}},
		Fault{ID: "queue-instance-counted", Title: "FileType of an entry has 0 for the first instance", Breaks: []string{"A.4.1.7-16", "A.4.1.7-17"}},
	)
}
