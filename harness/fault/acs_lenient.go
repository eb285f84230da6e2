package fault

// Varieties of the reference ACS that the standard allows, or on which it can
// be read in two ways: nothing may be found in them.
func init() {
	register(ACS,
		Fault{ID: "acs-bootstrap-wanted", Title: "an Inform of a device that never sent 0 BOOTSTRAP is answered with fault 8003"},
		Fault{ID: "acs-getrpcmethods-denied", Title: "GetRPCMethods is answered with fault 8001"},
		Fault{ID: "acs-alias-left-out", Title: "AddObject leaves the alias to the device, whatever was ordered"},
		Fault{ID: "acs-reads-on", Title: "the first list of names that a device sends leads to a further request in its session"},
		Fault{ID: "acs-redirects-informs", Title: "each Inform is redirected to another port"},
	)
}
