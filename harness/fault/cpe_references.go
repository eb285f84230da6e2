package fault

// Faults of the reference CPE in Parameters that refer to others (section 3.6.3).
func init() {
	refs, both := []string{"references"}, []string{"references", "alias"}
	register(CPE,
		Fault{ID: "strong-reference-unchecked", Title: "a strong reference is set to an instance that does not exist", On: refs, Breaks: []string{"3.6.3-1"}},
		Fault{ID: "strong-reference-dangles", Title: "a strong reference keeps the path of an instance that was deleted", On: refs, Breaks: []string{"3.6.3-3"}},
		Fault{ID: "strong-list-item-dangles", Title: "a list of strong references keeps the path of an instance that was deleted", On: refs, Breaks: []string{"3.6.3-4"}},
		Fault{ID: "weak-reference-checked", Title: "a weak reference to what does not exist is refused", On: refs, Breaks: []string{"3.6.3-2"}},
		Fault{ID: "weak-reference-cleared", Title: "a weak reference is emptied when the instance that it refers to is deleted", On: refs, Breaks: []string{"3.6.3-5"}},
		Fault{ID: "strong-reference-kept-by-alias", Title: "a strong reference set by alias keeps the alias when the instance gets another one", On: both, Breaks: []string{"3.6.3-6"}},
		Fault{ID: "weak-reference-follows-alias", Title: "a weak reference set by alias is rewritten when the instance gets another one", On: both, Breaks: []string{"3.6.3-7"}},
	)
}
