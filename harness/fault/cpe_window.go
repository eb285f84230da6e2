package fault

// Faults of the reference CPE in the hour in which a transfer may begin, and in
// what it makes of firmware images.
func init() {
	register(CPE,
		Fault{ID: "transfer-due-in-session-forgotten", Title: "a transfer that falls due in a session which goes on for more than a minute is forgotten", Breaks: []string{"A.3.2.8-75", "A.4.1.5-38"}},
		Fault{ID: "transfer-window-ignored", Title: "a transfer is performed however long after its time it can begin", Breaks: []string{"A.3.2.8-76", "A.3.2.8-77", "A.4.1.5-39", "A.4.1.5-40"}},
		Fault{ID: "transfer-window-missed-unreported", Title: "a transfer that could not begin for an hour is dropped without a report", Breaks: []string{"A.3.2.8-77", "A.4.1.5-40"}},
		Fault{ID: "download-applied-at-night", Title: "a file downloaded with a delay of a minute or more is applied two hours later", Breaks: []string{"A.3.2.8-78"}},
		Fault{ID: "stored-image-not-reported", Title: "the download of a stored firmware image is not reported until the image runs", Breaks: []string{"A.3.2.8-11"}},
		Fault{ID: "corrupt-file-9012", Title: "a corrupt firmware image is reported as failed authentication with the file server", Breaks: []string{"A.5.1-22"}},
		Fault{ID: "forged-file-9016", Title: "a firmware image with a wrong signature is reported as a file that cannot be accessed", Claims: []string{"authenticates-files"}, Breaks: []string{"A.5.1-23"}},
		Fault{ID: "upload-https-only", Title: "an Upload with an http URL is refused with 9013", Breaks: []string{"A.4.1.5-24"}},
	)
}
