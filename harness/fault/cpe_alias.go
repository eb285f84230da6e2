package fault

// Faults of the reference CPE in Alias-Based Addressing (sections 3.6.1, A.2.2.2).
func init() {
	list := []Fault{
		{ID: "alias-not-in-inform", Title: "the Inform does not list AliasBasedAddressing", Breaks: []string{"3.6.1-11", "3.6.1-12", "A.3.3.1-28"}},
		{ID: "alias-false-in-inform", Title: "AliasBasedAddressing is false in the Inform", Breaks: []string{"3.6.1-12"}},
		// Aliases of new instances
		{ID: "alias-without-prefix", Title: "the device gives instances aliases that do not begin with cpe-", Breaks: []string{"3.6.1-5", "A.3.2.6-8"}},
		{ID: "alias-not-unique", Title: "the device gives all new instances one alias", Breaks: []string{"3.6.1-6", "A.2.2.2-4", "A.3.2.6-8"}},
		{ID: "alias-empty", Title: "new instances have an empty alias", Breaks: []string{"3.6.1-5", "3.6.1-6", "A.2.2.2-4", "A.2.2.2-5", "A.3.2.6-8"}},
		{ID: "alias-requested-ignored", Title: "AddObject gives an alias of the device's own in place of the one asked for", Breaks: []string{"3.6.1-7", "A.3.2.6-7"}},
		{ID: "alias-taken-accepted", Title: "AddObject with an alias that exists adds an instance", Breaks: []string{"A.3.2.6-57"}},
		{ID: "alias-without-parameter-accepted", Title: "AddObject with an alias adds an instance that has no Alias", Breaks: []string{"A.3.2.6-58"}},
		// The Alias Parameter
		{ID: "alias-unreadable", Title: "GetParameterValues of Alias is refused", Breaks: []string{"2.3.1-1", "A.2.2.2-6", "A.3.2.3-23", "A.3.2.3-24"}},
		{ID: "alias-of-sibling-accepted", Title: "Alias can be set to that of a sibling", Breaks: []string{"A.2.2.2-4"}},
		{ID: "alias-empty-accepted", Title: "Alias can be set to the empty string", Breaks: []string{"A.2.2.2-5"}},
		{ID: "alias-write-ignored", Title: "writing Alias succeeds and changes nothing", Breaks: []string{"A.2.2.2-7"}},
		{ID: "alias-fixed", Title: "paths go by the alias that an instance had first", Breaks: []string{"A.2.2.2-7"}},
		{ID: "alias-change-drops-attributes", Title: "a change of Alias resets the Notification of the instance", Breaks: []string{"A.3.2.4-11"}},
		// Paths in requests
		{ID: "alias-leads-to-first", Title: "SetParameterValues through an alias goes to the first instance of the table", Breaks: []string{"3.6.1-4", "A.3.2.1-16"}},
		{ID: "alias-lower-case-only", Title: "paths with capitals in an alias are not found", Breaks: []string{"3.6.1-4", "A.2.2.2-3", "A.2.2.2-7", "A.3.2.1-16"}},
		{ID: "alias-refused-in-set", Title: "SetParameterValues does not know aliases", Breaks: []string{"3.6.1-4", "A.3.2.1-16"}},
		{ID: "alias-refused-in-attributes", Title: "the attribute methods do not know aliases", Breaks: []string{"3.6.1-4"}},
		{ID: "alias-refused-in-delete", Title: "DeleteObject does not know aliases", Breaks: []string{"3.6.1-4"}},
		{ID: "alias-refused-inside", Title: "a path with two aliases is refused", Breaks: []string{"3.6.1-16"}},
		{ID: "alias-refused-mixed", Title: "a path with a number and an alias is refused", Breaks: []string{"3.6.1-17"}},
		{ID: "number-refused-by-mode", Title: "paths by two numbers are refused with InstanceMode InstanceAlias", Breaks: []string{"3.6.1-15"}},
		{ID: "auto-create-read-only", Title: "AutoCreateInstances cannot be written", Breaks: []string{"3.6.1-13"}},
		{ID: "auto-create-ignored", Title: "AutoCreateInstances creates nothing", Breaks: []string{"A.3.2.1-16"}},
		{ID: "auto-create-always", Title: "an unknown alias creates an instance with AutoCreateInstances false", Breaks: []string{"A.3.2.1-51"}},
		{ID: "alias-unknown-9007", Title: "SetParameterValues refuses an unknown alias with 9007", Breaks: []string{"A.3.2.1-51"}},
		// Paths in answers
		{ID: "instance-mode-read-only", Title: "InstanceMode cannot be written", Breaks: []string{"3.6.1-14"}},
		{ID: "alias-answered-by-number", Title: "with InstanceMode InstanceNumber even what was asked for by alias is returned by number", Breaks: []string{"3.6.1-19", "3.6.1-20", "A.3.2.2-3", "A.3.2.3-19"}},
		{ID: "number-answered-by-alias", Title: "with InstanceMode InstanceAlias even what was asked for by number is returned by alias", Breaks: []string{"3.6.1-18", "3.6.1-20", "A.3.2.2-3", "A.3.2.3-19"}},
		{ID: "instance-mode-always-number", Title: "InstanceMode InstanceAlias has no effect", Breaks: []string{"3.6.1-24", "3.6.1-25", "3.6.1-28"}},
		{ID: "instance-mode-always-alias", Title: "InstanceMode InstanceNumber has no effect", Breaks: []string{"3.6.1-21", "3.6.1-22", "3.6.1-27"}},
		{ID: "alias-without-brackets", Title: "aliases in returned paths have no square brackets", Breaks: []string{"3.6.1-24", "3.6.1-25", "3.6.1-28", "A.2.2.2-2"}},
	}
	for i := range list {
		list[i].On = []string{"alias"}
	}
	register(CPE, list...)
}
