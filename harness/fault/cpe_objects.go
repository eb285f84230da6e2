package fault

// Faults of the reference CPE in AddObject, DeleteObject and instance identifiers.
func init() {
	deferred := []string{"deferred"}
	register(CPE,
		// AddObject: the new instance
		Fault{ID: "add-number-in-use", Title: "AddObject gives the third instance of a table the number of the second", Breaks: []string{"A.2.2-2", "A.2.2-3", "A.3.2.6-3"}},
		Fault{ID: "instance-number-zero", Title: "the first instance of a table has the number 0", Breaks: []string{"A.2.2.1-2", "A.2.2.1-3", "A.2.2.1-8", "A.3.2.6-46", "A.2.1-9", "A.2.3-3", "A.6-1"}},
		Fault{ID: "add-after-session", Title: "AddObject with Status 0 creates the instance only after the session", Breaks: []string{"A.3.2.6-3", "A.3.2.6-5", "A.3.2.6-23", "A.3.2.6-49"}},
		Fault{ID: "add-status-0-reboots", Title: "after AddObject with Status 0 the device reboots to apply it", Breaks: []string{"A.3.2.6-21"}},
		Fault{ID: "add-default-wrong", Title: "a new instance is enabled", Breaks: []string{"A.3.2.6-11"}},
		Fault{ID: "add-notification-on", Title: "the Parameters of a new instance have Notification 1", Breaks: []string{"A.3.2.6-12"}},
		Fault{ID: "add-access-list-empty", Title: "the Parameters of a new instance have an empty AccessList", Breaks: []string{"A.3.2.6-13"}},
		Fault{ID: "add-incomplete", Title: "instances after the second of a table lack a Parameter", Breaks: []string{"A.3.2.6-14", "A.3.2.6-16"}},
		Fault{ID: "add-full-leaves-rest", Title: "AddObject of a full table fails and leaves a part of an instance", Breaks: []string{"A.3.2.6-14", "A.3.2.6-16"}},
		Fault{ID: "add-full-9002", Title: "AddObject of a full table is refused with 9002", Breaks: []string{"A.3.2.6-56"}},
		Fault{ID: "add-fixed-table-accepted", Title: "AddObject succeeds on a table listed as not writable", Breaks: []string{"A.3.2.3-28", "A.3.2.6-15"}},
		Fault{ID: "add-status-two", Title: "AddObjectResponse has Status 2", Breaks: []string{"A.3.2.6-48", "A.2.1-7", "A.2.3-3", "A.6-1"}},
		// AddObject with Status 1
		Fault{ID: "deferred-add-no-set", Title: "an instance added with Status 1 refuses SetParameterValues in the session", On: deferred, Breaks: []string{"A.3.2.6-5", "A.3.2.6-25"}},
		Fault{ID: "deferred-add-no-get", Title: "an instance added with Status 1 refuses GetParameterValues in the session", On: deferred, Breaks: []string{"A.3.2.6-5", "A.3.2.6-23", "A.3.2.6-26"}},
		Fault{ID: "deferred-add-no-set-attributes", Title: "an instance added with Status 1 refuses SetParameterAttributes in the session", On: deferred, Breaks: []string{"A.3.2.6-27"}},
		Fault{ID: "deferred-add-no-get-attributes", Title: "an instance added with Status 1 refuses GetParameterAttributes in the session", On: deferred, Breaks: []string{"A.3.2.6-28"}},
		Fault{ID: "deferred-add-no-add-inside", Title: "an instance added with Status 1 refuses AddObject inside in the session", On: deferred, Breaks: []string{"A.3.2.6-29"}},
		Fault{ID: "deferred-add-no-delete-inside", Title: "an instance added with Status 1 refuses DeleteObject inside in the session", On: deferred, Breaks: []string{"A.3.2.6-30"}},
		Fault{ID: "deferred-add-no-delete", Title: "an instance added with Status 1 cannot be deleted in the session", On: deferred, Breaks: []string{"A.3.2.3-29", "A.3.2.6-30", "A.3.2.6-31"}},
		Fault{ID: "deferred-add-lost", Title: "an instance added with Status 1 is gone after the session", On: deferred, Breaks: []string{"A.3.2.6-22", "A.2.2-3", "A.2.2.1-4", "A.3.2.6-33", "A.3.2.6-4", "A.3.2.6-50"}},
		// ParameterKey and ObjectName
		Fault{ID: "add-key-ignored", Title: "AddObject does not set ParameterKey", Breaks: []string{"A.3.2.6-24", "A.3.2.6-43"}},
		Fault{ID: "add-key-late", Title: "AddObject sets ParameterKey when the session has ended", Breaks: []string{"A.3.2.6-24"}},
		Fault{ID: "add-key-clipped", Title: "AddObject stores 31 characters of ParameterKey", Breaks: []string{"A.3.2.6-42"}},
		Fault{ID: "add-key-on-failure", Title: "AddObject sets ParameterKey though it fails", Breaks: []string{"A.3.2.6-44"}},
		Fault{ID: "add-long-name-hangs-up", Title: "the session breaks off at an ObjectName of more than 250 characters in AddObject", Breaks: []string{"3.4.2-2", "A.3.2.6-39"}},
		// DeleteObject
		Fault{ID: "delete-after-session", Title: "DeleteObject with Status 0 removes the instance only after the session", Breaks: []string{
			"A.2.2-3", "A.3.2.7-12", "A.3.2.7-14", "A.3.2.7-15", "A.3.2.7-16", "A.3.2.7-17", "A.3.2.7-23", "A.3.2.7-25", "A.3.2.7-3", "A.3.2.7-35", "A.3.2.7-42"}},
		Fault{ID: "delete-still-listed", Title: "GetParameterNames lists a deleted instance until the session ends", Breaks: []string{"A.3.2.7-12", "A.3.2.7-14", "A.3.2.7-23", "A.3.2.7-25", "A.3.2.7-35"}},
		Fault{ID: "delete-still-read", Title: "GetParameterValues brings a deleted instance until the session ends", Breaks: []string{"A.2.2-3", "A.3.2.7-12", "A.3.2.7-15", "A.3.2.7-17", "A.3.2.7-3", "A.3.2.7-35"}},
		Fault{ID: "delete-still-set", Title: "SetParameterValues takes Parameters of a deleted instance until the session ends", Breaks: []string{"A.3.2.7-3", "A.3.2.7-16"}},
		Fault{ID: "delete-still-has-attributes", Title: "GetParameterAttributes brings a deleted instance until the session ends", Breaks: []string{"A.3.2.7-3", "A.3.2.7-17"}},
		Fault{ID: "delete-still-takes-attributes", Title: "SetParameterAttributes takes Parameters of a deleted instance until the session ends", Breaks: []string{"A.3.2.7-3", "A.3.2.7-16"}},
		Fault{ID: "delete-still-adds-inside", Title: "AddObject inside a deleted instance succeeds until the session ends", Breaks: []string{"A.3.2.7-16"}},
		Fault{ID: "deferred-delete-still-there", Title: "an instance deleted with Status 1 can be listed and read until the session ends", On: deferred, Breaks: []string{
			"A.2.2-3", "A.3.2.6-30", "A.3.2.6-31", "A.3.2.7-12", "A.3.2.7-14", "A.3.2.7-15", "A.3.2.7-17", "A.3.2.7-23", "A.3.2.7-25", "A.3.2.7-3", "A.3.2.7-36"}},
		Fault{ID: "deferred-delete-undone", Title: "an instance of an earlier session, deleted with Status 1, comes back after the session", On: deferred, Breaks: []string{"A.3.2.7-19", "A.3.2.7-36"}},
		Fault{ID: "delete-status-0-reboots", Title: "after DeleteObject with Status 0 the device reboots to apply it", Breaks: []string{"A.3.2.7-10"}},
		Fault{ID: "delete-renumbers", Title: "DeleteObject moves the instances after the deleted one down by one number", Breaks: []string{"A.2.2.1-4", "A.3.2.6-4", "A.3.2.7-5"}},
		Fault{ID: "delete-keeps-values", Title: "a new instance has the values of the one deleted last", Breaks: []string{"A.3.2.6-11", "A.3.2.7-4"}},
		Fault{ID: "delete-keeps-inner", Title: "DeleteObject leaves the sub-objects of the instance", Breaks: []string{"A.3.2.7-16", "A.3.2.7-23", "A.3.2.7-25"}},
		Fault{ID: "delete-fixed-accepted", Title: "DeleteObject of an instance listed as not writable succeeds and does nothing", Breaks: []string{"A.3.2.7-24"}},
		Fault{ID: "delete-fixed-partly", Title: "DeleteObject of an instance listed as not writable fails and removes a Parameter", Breaks: []string{"A.3.2.7-23", "A.3.2.7-25"}},
		Fault{ID: "delete-missing-succeeds", Title: "DeleteObject of an instance that does not exist succeeds", Breaks: []string{"A.3.2.7-42"}},
		Fault{ID: "delete-table-succeeds", Title: "DeleteObject of a table deletes all its instances", Breaks: []string{"A.3.2.7-42"}},
		Fault{ID: "delete-without-dot-succeeds", Title: "DeleteObject takes a path without the dot at the end", Breaks: []string{"A.3.2.7-42"}},
		Fault{ID: "delete-invalid-9003", Title: "DeleteObject of an unknown instance is refused with 9003", Breaks: []string{"A.3.2.7-41", "A.5.1-9"}},
		Fault{ID: "delete-status-two", Title: "DeleteObjectResponse has Status 2", Breaks: []string{"A.3.2.7-34", "A.2.1-7", "A.2.3-3", "A.6-1"}},
		Fault{ID: "delete-key-ignored", Title: "DeleteObject does not set ParameterKey", Breaks: []string{"A.3.2.7-13", "A.3.2.7-31"}},
		Fault{ID: "delete-key-late", Title: "DeleteObject sets ParameterKey when the session has ended", Breaks: []string{"A.3.2.7-13"}},
		Fault{ID: "delete-key-clipped", Title: "DeleteObject stores 31 characters of ParameterKey", Breaks: []string{"A.3.2.7-30"}},
		Fault{ID: "delete-key-on-failure", Title: "DeleteObject sets ParameterKey though it fails", Breaks: []string{"A.3.2.7-32"}},
		Fault{ID: "delete-long-name-hangs-up", Title: "the session breaks off at an ObjectName of more than 250 characters in DeleteObject", Breaks: []string{"3.4.2-2", "A.3.2.7-28"}},
		// Instance identifiers
		Fault{ID: "instances-renumbered", Title: "the instances of a table are numbered anew after each session", Breaks: []string{"A.2.2.1-4", "A.3.2.6-4"}},
		Fault{ID: "instance-lost", Title: "an added instance is gone after the session", Breaks: []string{"A.2.2-3", "A.2.2.1-4", "A.3.2.6-4"}},
		Fault{ID: "instance-number-reused", Title: "a new instance gets the number of the one deleted last", Breaks: []string{"A.2.2.1-2", "A.2.2.1-3"}},
		Fault{ID: "number-refused-by-attributes", Title: "GetParameterAttributes refuses the path of an instance", Breaks: []string{"A.2.2.1-7"}},
		Fault{ID: "placeholder-listed", Title: "GetParameterValues of an empty table brings a Parameter with the placeholder of an instance", Breaks: []string{"A.2.2-1", "A.3.2.2-14"}},
		Fault{ID: "restart-numbers-in-use", Title: "after a restart AddObject gives numbers from 1 on, in use or not", Breaks: []string{"A.3.2.6-3"}},
		Fault{ID: "restart-renumbers", Title: "a restart numbers the instances anew", Breaks: []string{"A.2.2.1-5", "A.3.2.6-38"}},
		Fault{ID: "restart-loses-unfilled", Title: "a restart loses the instances in which nothing was set", Breaks: []string{"A.3.2.6-37"}},
		Fault{ID: "restart-undoes-deletion", Title: "a restart brings deleted instances back", Breaks: []string{"A.3.2.7-27"}},
		// Fault codes
		Fault{ID: "add-fixed-table-9008", Title: "AddObject of a table that the device itself keeps is refused with 9008", Breaks: []string{"A.3.2.6-51"}},
		Fault{ID: "delete-fixed-9004", Title: "DeleteObject of an instance that the device itself keeps is refused with 9004", Breaks: []string{"A.3.2.7-37"}},
		// Allowed
		Fault{ID: "instance-numbers-descend", Title: "Instance Numbers go down, with gaps"},
		Fault{ID: "add-unknown-9003", Title: "AddObject of an unknown table is refused with 9003"},
		Fault{ID: "add-fixed-table-9001", Title: "AddObject of a table that the device itself keeps is refused with 9001"},
		Fault{ID: "delete-fixed-9005", Title: "DeleteObject of an instance that the device itself keeps is refused with 9005"},
		Fault{ID: "delete-without-dot-9003", Title: "DeleteObject of a path without the dot at the end is refused with 9003"},
		Fault{ID: "no-lan-management", Title: "the subscriber manages nothing but access to the ACS, and AccessList of all else is empty by default"},
	)
}
