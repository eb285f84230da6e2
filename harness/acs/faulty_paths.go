package acs

// read has GetParameterValues ask for another name in place of one that it was told to.
func read(name string) mutation { return swap("Device.ManagementServer.URL<", name+"<", getValues) }

// Faults in the paths that the ACS names.
var (
	_ = mutate("acs-partial-path-without-dot", rewrite(`(Device\.(DeviceInfo|ManagementServer))\.<`, "$1<"))
	_ = mutate("acs-addobject-without-dot", rewrite(`\.</ObjectName>`, "</ObjectName>", "AddObject"))
	_ = mutate("acs-addobject-number", rewrite(`([a-z])\.</ObjectName>`, "$1.7.</ObjectName>", "AddObject"))
	_ = mutate("acs-addobject-alias-without-dot", rewrite(`\.</ObjectName>`, ".[acs]</ObjectName>", "AddObject"))
	_ = mutate("acs-deleteobject-without-dot", rewrite(`\.</ObjectName>`, "</ObjectName>", "DeleteObject"))
	_ = mutate("acs-deleteobject-table", rewrite(`\.[0-9]+\.</ObjectName>`, ".</ObjectName>", "DeleteObject"))
	_ = mutate("acs-placeholder-sent", read("Device.NAT.PortMapping.{i}.Enable"))
	_ = mutate("acs-instance-zero", read("Device.NAT.PortMapping.0.Enable"))
	_ = mutate("acs-alias-without-brackets", swap("PortMapping.1.Enable<", "PortMapping.cpe-1.Enable<", getValues))
	_ = mutate("acs-alias-unasked", read("Device.NAT.PortMapping.[cpe-1].Enable"))
	_ = mutate("acs-wildcard-unasked", read("Device.NAT.PortMapping.*.Enable"))
	_ = mutate("acs-wildcard-within-node", read("Device.NAT.PortMapping.1*.Enable"))
	_ = mutate("acs-wildcard-for-object", read("Device.*.URL"))
	_ = mutate("acs-wildcard-last", rewrite(`Device\.(DeviceInfo|ManagementServer)\.<`, "Device.NAT.PortMapping.*.<", getValues, getNames, "GetParameterAttributes"))
)
