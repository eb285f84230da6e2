package cwmp

// FaultInfo is a row of Table 87 (CPE) or Table 88 (ACS).
type FaultInfo struct {
	Code   string
	Name   string // short, in our words
	Source string // Client or Server: the SOAP faultcode; empty for vendor codes, which may have either
}

const (
	client = "Client"
	server = "Server"
)

var faultCodes = map[string]FaultInfo{}

func init() {
	for _, f := range []FaultInfo{
		{"9000", "Method not supported", server},
		{"9001", "Request denied", server},
		{"9002", "Internal error", server},
		{"9003", "Invalid arguments", client},
		{"9004", "Resources exceeded", server},
		{"9005", "Invalid parameter name", client},
		{"9006", "Invalid parameter type", client},
		{"9007", "Invalid parameter value", client},
		{"9008", "Parameter is not writable", client},
		{"9009", "Notification request rejected", server},
		{"9010", "File transfer failure", server},
		{"9011", "Upload failure", server},
		{"9012", "File server authentication failure", server},
		{"9013", "Unsupported file transfer protocol", server},
		{"9014", "Cannot join multicast group", server},
		{"9015", "Cannot contact file server", server},
		{"9016", "Cannot access file", server},
		{"9017", "Cannot complete download", server},
		{"9018", "File corrupted or unusable", server},
		{"9019", "File authentication failure", server},
		{"9020", "Download not completed within time windows", client},
		{"9021", "Transfer cannot be cancelled in its state", client},
		{"9022", "Invalid UUID format", server},
		{"9023", "Unknown execution environment", server},
		{"9024", "Disabled execution environment", server},
		{"9025", "Deployment unit does not fit execution environment", server},
		{"9026", "Duplicate deployment unit", server},
		{"9027", "System resources exceeded", server},
		{"9028", "Unknown deployment unit", server},
		{"9029", "Invalid deployment unit state", server},
		{"9030", "Downgrade not permitted", server},
		{"9031", "Version not specified", server},
		{"9032", "Version already exists", server},
		{"8000", "Method not supported", server},
		{"8001", "Request denied", server},
		{"8002", "Internal error", server},
		{"8003", "Invalid arguments", client},
		{"8004", "Resources exceeded", server},
		{"8005", "Retry request", server},
		{"8006", "ACS version incompatible with CPE", server},
	} {
		faultCodes[f.Code] = f
	}
}

// LookupFault finds a fault code of section A.5, the vendor ranges included.
func LookupFault(code string) (FaultInfo, bool) {
	if f, ok := faultCodes[code]; ok {
		return f, true
	}
	if len(code) == 4 && (code[:2] == "98" || code[:2] == "88") && digits(code, "dddd") {
		return FaultInfo{Code: code, Name: "Vendor defined"}, true
	}
	return FaultInfo{}, false
}
