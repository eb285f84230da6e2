package cpe

// Trait is a variety of the device that the standard allows.
type Trait struct{ Name, Title string }

// Traits lists what Config.Traits can name.
func Traits() []Trait {
	return []Trait{
		{"igd", "the data model is InternetGatewayDevice:1"},
		{"v1.0", "the highest CWMP version is 1.0"},
		{"v1.1", "the highest CWMP version is 1.1"},
		{"v1.2", "the highest CWMP version is 1.2: no SupportedCWMPVersions header"},
		{"v1.3", "the highest CWMP version is 1.3: SessionTimeout, no SupportedCWMPVersions header"},
		{"deferred", "changes are answered with Status 1 and applied when the session has ended"},
		{"no-clock", "the device does not know the time"},
		{"unhurried", "the session that a Connection Request asks for begins eight seconds later"},
		{"busy", "Connection Requests during a session are refused with 503"},
		{"oui-username", "the user name is made of OUI, ProductClass and SerialNumber, which have characters to escape"},
		{"no-product-class", "ProductClass is empty"},
		{"lightweight", "lightweight notification is supported, and not in use"},
		{"wildcards", "instance wildcards are supported"},
		{"alias", "instances can be addressed by alias"},
		{"transfers-at-once", "a transfer without a delay is made before its request is answered"},
		{"asks-methods", "the device calls GetRPCMethods of the ACS after each start"},
		{"reboots-to-apply", "a change of DeviceInfo.ProvisioningCode, or of which instances Users.User has, takes a reboot, which the device makes when the session has ended"},
		{"heartbeat", "HEARTBEAT is supported, and not in use"},
		{"standby", "the device has standby modes, and the policy for them"},
		{"references", "there are Parameters that refer to other ones: strongly, in a list, and weakly"},
		{"schedules-downloads", "ScheduleDownload is supported"},
		{"cancels-transfers", "CancelTransfer is supported, for transfers that wait"},
		{"software-modules", "ChangeDUState is supported, and a table of deployment units"},
		{"no-optional", "the optional RPCs are not supported"},
	}
}

// versions are the CWMP versions that the device supports, highest last.
func (c *CPE) versions() []string {
	all := []string{"1.0", "1.1", "1.2", "1.3", "1.4"}
	for i, v := range all {
		if c.has("v" + v) {
			return all[:i+1]
		}
	}
	return all
}
