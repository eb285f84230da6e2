package fault

// Faults of the reference CPE in HEARTBEAT and standby (Annexes O and L).
func init() {
	beats := []string{"heartbeat"}
	register(CPE,
		Fault{ID: "heartbeat-not-sent", Title: "the heartbeat is enabled and does not come", On: beats, Breaks: []string{"3.7.1.5-98"}},
		Fault{ID: "heartbeat-told-as-periodic", Title: "a heartbeat is reported as 2 PERIODIC", On: beats, Breaks: []string{"3.7.1.5-98"}},
		Fault{ID: "heartbeat-repeated", Title: "14 HEARTBEAT is listed once for each interval that was not delivered", On: beats, Breaks: []string{"3.7.1.5-100", "3.7.1.5-134"}},
		Fault{ID: "heartbeat-not-retried", Title: "14 HEARTBEAT is not sent again when its session fails", On: beats, Breaks: []string{"3.7.1.5-101", "3.7.1.5-102"}},
		Fault{ID: "heartbeat-policy-incomplete", Title: "HeartbeatPolicy lacks InitiationTime", On: beats, Breaks: []string{"3.7.1.5-99"}},
		Fault{ID: "standby-policy-incomplete", Title: "StandbyPolicy lacks MaxMissedPeriodic", On: []string{"standby"}, Claims: []string{"standby"}, Breaks: []string{"3.7.1.5-93"}},
	)
}
