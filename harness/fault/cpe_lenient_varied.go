package fault

// Varieties of the reference CPE that the standard leaves to the device:
// sessions of its own, time that it takes, ways of HTTP. Nothing may be found
// in them.
func init() {
	register(CPE,
		// Sessions and events
		Fault{ID: "vendor-sessions", Title: "a session begins every 17 seconds for an event of the vendor, which is not sent again"},
		Fault{ID: "uptime-passive", Title: "UpTime has Notification 1 from the factory, so that each Inform has 4 VALUE CHANGE"},
		Fault{ID: "methods-asked-each-session", Title: "GetRPCMethods of the ACS is called in each session"},
		Fault{ID: "called-session-second", Title: "the session that a Connection Request asks for begins after one for an event of the vendor"},
		Fault{ID: "transfercomplete-fault-waits", Title: "TransferComplete that was answered by a fault is called again in the next session, whatever the reason for that"},
		Fault{ID: "processes-come-and-go", Title: "with each request of the ACS a process has ended and another one begun, as DeviceInfo.ProcessStatus tells"},
		// Time
		Fault{ID: "answers-after-1-second", Title: "each answer to the ACS takes 1.1 seconds"},
		Fault{ID: "answers-after-3-seconds", Title: "each answer to the ACS takes three seconds"},
		Fault{ID: "called-session-after-27-seconds", Title: "the session that a Connection Request asks for begins 27 seconds later"},
		Fault{ID: "boot-45-seconds", Title: "a restart takes 45 seconds"},
		Fault{ID: "link-up-after-start", Title: "the first attempt after a start finds the link down, so that the first Inform has RetryCount 1"},
		Fault{ID: "reboot-after-8-seconds", Title: "the reboot that the ACS asked for begins eight seconds after the session"},
		Fault{ID: "transfer-applied-after-20-seconds", Title: "what was downloaded takes 20 seconds to be applied"},
		Fault{ID: "connects-for-45-seconds", Title: "a connection that is refused is tried again for 45 seconds"},
		Fault{ID: "current-local-time-utc", Title: "Time.CurrentLocalTime is given in UTC"},
		Fault{ID: "whole-seconds", Title: "delays are counted from the beginning of the second in which they were ordered"},
		Fault{ID: "minimum-wait-provisioned", Title: "an ACS of before has set CWMPRetryMinimumWaitInterval to 90 seconds"},
		Fault{ID: "hang-up-waited-out", Title: "a connection that is closed without a response is a failure after 30 seconds only"},
		// HTTP
		Fault{ID: "digest-auth-int-preferred", Title: "a digest challenge that offers auth-int is answered by that"},
		Fault{ID: "connection-request-limit-three", Title: "of the Connection Requests within 30 seconds three are accepted, further ones answered with 503"},
		Fault{ID: "connection-request-closes", Title: "each answer to a Connection Request closes its connection"},
		Fault{ID: "nonce-outlives-session", Title: "the nonce of the last challenge is used from the beginning of the next session"},
		Fault{ID: "redirect-new-id", Title: "an Inform that a redirect has sent again has an ID of its own"},
		Fault{ID: "expects-continue", Title: "a POST with a body has Expect: 100-continue"},
	)
}
