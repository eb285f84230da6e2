package fault

// Faults of the reference CPE in its Inform.
func init() {
	register(CPE,
		Fault{ID: "inform-order", Title: "MaxEnvelopes stands before Event in the Inform", Breaks: []string{"A.3.3.1-2", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-productclass-missing", Title: "DeviceId lacks ProductClass", Breaks: []string{"A.3.3.1-3", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-events-too-many", Title: "the Event array of an Inform has 65 members", Breaks: []string{"A.3.3.1-4", "A.2.1-31", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-partial-path", Title: "the ParameterList of an Inform holds a partial path", Breaks: []string{"A.3.3.1-23"}},
		Fault{ID: "inform-maxenvelopes-2", Title: "MaxEnvelopes of the Inform is 2", Breaks: []string{"A.3.3.1-14"}},
		Fault{ID: "inform-time-no-offset", Title: "CurrentTime has no offset from UTC", Breaks: []string{"A.3.3.1-17"}},
		Fault{ID: "inform-time-1970", Title: "CurrentTime is a date of 1970 while the clock is not set", On: []string{"no-clock"}, Breaks: []string{"A.2.1-20"}},
		Fault{ID: "inform-time-other-zone", Title: "CurrentTime is in another time zone than the device", Breaks: []string{"A.3.3.1-16"}},
		Fault{ID: "inform-value-change-lists-more", Title: "an Inform with 4 VALUE CHANGE lists a Parameter that it should not", Breaks: []string{"A.3.3.1-40"}},
		Fault{ID: "inform-forced-missing", Title: "the Inform lacks RootDataModelVersion", Breaks: []string{"A.3.3.1-28"}},
		Fault{ID: "inform-igd-forced-missing", Title: "the Inform of an InternetGatewayDevice lacks SpecVersion", On: []string{"igd"}, Breaks: []string{"A.3.3.1-28"}},
		Fault{ID: "inform-parameter-twice", Title: "a Parameter stands twice in the ParameterList of an Inform", Breaks: []string{"A.3.3.1-29"}},
		// DeviceId
		Fault{ID: "inform-manufacturer-empty", Title: "Manufacturer in DeviceId is empty", Breaks: []string{"A.3.3.1-47"}},
		Fault{ID: "inform-manufacturer-long", Title: "Manufacturer in DeviceId has 65 characters", Breaks: []string{"A.3.3.1-46", "A.3.3.1-47", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-oui-number", Title: "OUI in DeviceId is a number of 24 digits", Breaks: []string{"A.3.3.1-48", "A.3.3.1-50", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-oui-text", Title: "OUI in DeviceId is a word", Breaks: []string{"A.3.3.1-48", "A.3.3.1-50"}},
		Fault{ID: "inform-oui-lower-case", Title: "OUI in DeviceId is in lower case", Breaks: []string{"A.3.3.1-48", "A.3.3.1-50"}},
		Fault{ID: "inform-oui-broadcast", Title: "OUI is FFFFFF, which cannot be assigned", Breaks: []string{"A.3.3.1-49"}},
		Fault{ID: "inform-oui-differs", Title: "OUI in DeviceId is not DeviceInfo.ManufacturerOUI", Breaks: []string{"A.3.3.1-50"}},
		Fault{ID: "inform-productclass-long", Title: "ProductClass in DeviceId has 65 characters", Breaks: []string{"A.3.3.1-54", "A.3.3.1-55", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-productclass-differs", Title: "ProductClass in DeviceId is not DeviceInfo.ProductClass", Breaks: []string{"A.3.3.1-55"}},
		Fault{ID: "inform-serial-long", Title: "SerialNumber in DeviceId has 65 characters", Breaks: []string{"A.3.3.1-59", "A.3.3.1-61", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "inform-serial-differs", Title: "SerialNumber in DeviceId is not DeviceInfo.SerialNumber", Breaks: []string{"A.3.3.1-61"}},
		// Events
		Fault{ID: "event-code-long", Title: "an EventCode has 65 characters", Breaks: []string{"A.3.3.1-65", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "event-code-lower-case", Title: "6 CONNECTION REQUEST is written in lower case", Breaks: []string{"A.3.3.1-66"}},
		Fault{ID: "event-vendor-method-form", Title: "a vendor's M event lacks the vendor", Breaks: []string{"A.3.3.1-66", "3.7.1.5-128"}},
		Fault{ID: "event-vendor-form", Title: "a vendor's event has hyphens in place of blanks", Breaks: []string{"A.3.3.1-66", "3.7.1.5-129"}},
		Fault{ID: "event-vendor-oui", Title: "a vendor's event has its OUI in lower case", Breaks: []string{"A.3.3.1-66", "3.7.1.5-132"}},
		Fault{ID: "event-vendor-domain", Title: "a vendor's event has its domain name with dots", Breaks: []string{"A.3.3.1-66", "3.7.1.5-133"}},
		Fault{ID: "event-commandkey-long", Title: "CommandKey of M ScheduleInform has more than 32 characters", Breaks: []string{"A.3.3.1-68", "A.2.1-1", "A.2.3-3", "A.6-1"}},
		Fault{ID: "event-commandkey-on-scheduled", Title: "3 SCHEDULED carries the CommandKey of ScheduleInform", Breaks: []string{"A.3.3.1-76"}},
		Fault{ID: "event-single-twice", Title: "6 CONNECTION REQUEST stands twice in one Inform", Breaks: []string{"3.7.1.5-134"}},
		Fault{ID: "event-scheduled-missing", Title: "M ScheduleInform comes without 3 SCHEDULED", Breaks: []string{"3.7.1.5-137"}},
		Fault{ID: "event-m-scheduleinform-missing", Title: "3 SCHEDULED comes without M ScheduleInform", Breaks: []string{"3.7.1.5-137", "3.7.1.5-41"}},
		// Allowed
		Fault{ID: "inform-vendor-event", Title: "an Inform holds a well-formed event and M event of the vendor"},
		Fault{ID: "inform-more-parameters", Title: "an Inform without 4 VALUE CHANGE lists more Parameters than it has to"},
		Fault{ID: "inform-time-fraction", Title: "CurrentTime has a fraction of a second and the offset -00:00"},
		Fault{ID: "inform-time-unknown", Title: "CurrentTime is the Unknown Time while the clock is not set", On: []string{"no-clock"}},
		Fault{ID: "inform-session-timeout-1.0", Title: "the Inform of a CWMP 1.0 device has a SessionTimeout header", On: []string{"v1.0"}},
	)
}
