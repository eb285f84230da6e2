package cwmp

// Fault is a SOAP fault with the CWMP Fault structure in its detail (section 3.5).
type Fault struct {
	SOAPCode   string // the faultcode as it stood: "Client", "soapenv:Server"…
	SOAPString string // the faultstring
	HasCWMP    bool   // the detail holds a CWMP Fault structure
	FaultCode  string // four digits
	// FaultString and the SetParameterValuesFault entries are optional in the schema.
	FaultString             string
	HasFaultString          bool
	SetParameterValuesFault []SetParameterValuesFault
}

// SetParameterValuesFault says what was wrong with one parameter.
type SetParameterValuesFault struct {
	ParameterName  string // white space around it removed, as the standard's own example pads it
	FaultCode      string
	FaultString    string
	HasFaultString bool
}
