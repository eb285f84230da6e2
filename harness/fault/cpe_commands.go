package fault

// Faults of the reference CPE in Reboot and ScheduleInform.
func init() {
	register(CPE,
		Fault{ID: "reboot-response-status", Title: "RebootResponse has a Status", Breaks: []string{"A.2.3-3", "A.3.2.9-13", "A.6-1"}},
		Fault{ID: "reboot-event-missing", Title: "the Inform after Reboot has 1 BOOT and no M Reboot", Breaks: []string{"3.7.1.5-103", "A.3.2.9-11", "3.7.1.5-138", "A.3.3.1-6"}},
		Fault{ID: "reboot-key-cut", Title: "the CommandKey of Reboot comes back cut to 16 characters", Breaks: []string{"A.3.2.9-10", "A.3.2.9-11", "A.3.3.1-69", "A.3.3.1-71"}},
		Fault{ID: "schedule-inform-response-status", Title: "ScheduleInformResponse has a Status", Breaks: []string{"A.2.3-3", "A.4.1.2-15", "A.6-1"}},
		Fault{ID: "schedule-inform-one-only", Title: "a second ScheduleInform is refused with 9004 while one waits", Breaks: []string{"A.4.1.2-7", "A.4.1.2-3"}},
		Fault{ID: "schedule-inform-short-key", Title: "ScheduleInform with a CommandKey of more than 16 characters is refused", Breaks: []string{"A.4.1.2-12"}},
		Fault{ID: "schedule-inform-malformed-9004", Title: "a malformed ScheduleInform is refused with 9004", Breaks: []string{"A.4.1.2-16"}},
	)
}
