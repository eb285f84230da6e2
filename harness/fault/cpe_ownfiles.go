package fault

// Faults of the reference CPE in the connections of file transfers, and in
// their digest authentication (sections 3.4.3, 3.4.5).
func init() {
	register(CPE,
		Fault{ID: "file-on-acs-unreachable", Title: "files on the host and port of the ACS cannot be reached", Breaks: []string{"3.4.3-1"}},
		Fault{ID: "session-connection-for-own-files", Title: "a file on the host and port of the ACS is fetched over the connection of the session", On: []string{"transfers-at-once"}},
		Fault{ID: "session-connection-for-other-port", Title: "a file on another port of the ACS is first looked for over the connection of the session", On: []string{"transfers-at-once"}, Breaks: []string{"3.4.3-9"}},
		Fault{ID: "session-connection-for-other-host", Title: "a file on another host is first looked for over the connection of the session, where the port is the same", On: []string{"transfers-at-once"}, Breaks: []string{"3.4.3-8"}},
		Fault{ID: "session-connection-for-ftp", Title: "a file with an ftp URL is looked for over the connection of the session", On: []string{"transfers-at-once"}, Breaks: []string{"3.4.3-7"}},
		Fault{ID: "session-connection-for-scheduled", Title: "a file of ScheduleDownload is looked for over the connection of the session", On: []string{"schedules-downloads"}, Breaks: []string{"3.4.3-4"}},
		Fault{ID: "files-digest-without-qop", Title: "the digest for a file server is computed without qop", Breaks: []string{"3.4.5-3", "A.3.2.8-57", "A.4.1.5-30", "A.4.1.5-32"}},
		Fault{ID: "files-md5-named-refused", Title: "a file server that names algorithm MD5 is given up", Breaks: []string{"3.4.5-13"}},
		Fault{ID: "files-md5-sess-refused", Title: "a file server that asks for MD5-sess is given up", Breaks: []string{"3.4.5-14"}},
		Fault{ID: "files-md5-sess-as-md5", Title: "a digest for MD5-sess is computed as one for MD5 for a file server", Breaks: []string{"3.4.5-14"}},
	)
}
