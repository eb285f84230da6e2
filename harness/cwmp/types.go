// Package cwmp reads and writes CWMP messages: the SOAP header elements of
// section 3.5 Table 4, the RPCs and structs of Annex A, events, faults and
// versions. Decoding is strict: what departs from the schema or from the
// tables of the standard is kept as a defect with its offset, never repaired.
package cwmp

import "github.com/cwmpspec/cwmpspec/harness/soap"

// The CWMP namespaces. CWMP 1.3 and 1.4 share the namespace of 1.2 (section 3.7.4).
const (
	NS10 = "urn:dslforum-org:cwmp-1-0"
	NS11 = "urn:dslforum-org:cwmp-1-1"
	NS12 = "urn:dslforum-org:cwmp-1-2"
)

// Kind says what a SOAP envelope holds.
type Kind int

// The kinds of envelope.
const (
	None     Kind = iota // not recognisable
	Request              // an RPC request, known or unknown
	Response             // an RPC response
	FaultMsg             // a SOAP Fault, in the CWMP form or not
)

// Header holds the SOAP header elements that CWMP defines (Table 4). A nil
// pointer or empty list means that the element is absent.
type Header struct {
	ID                    *string
	HoldRequests          *bool
	NoMoreRequests        *bool // CWMP 1.0 only, obsoleted
	SessionTimeout        *uint32
	SupportedCWMPVersions []string
	UseCWMPVersion        *string
}

// Envelope is a decoded CWMP envelope. Decode always returns one; what could
// not be read is zero and has a defect.
type Envelope struct {
	SOAP      *soap.Envelope
	Namespace string // the CWMP namespace of the RPC element (of the Fault structure for a fault)
	Header    Header
	Kind      Kind
	Name      string // local name of the body's element: "Inform", "GetParameterValuesResponse", "Fault"
	Method    string // the RPC it belongs to, without Response: "GetParameterValues"; empty for a fault
	// Body points at the struct of the message (*Inform, *GetParameterValues …,
	// *Fault), or is an *Unknown for a method the standard does not define.
	Body    any
	Defects []soap.Defect // of XML, SOAP and CWMP together, in order of offset
}

// Unknown is a method that the standard does not define, vendor methods included.
type Unknown struct {
	Element *soap.Element
	// Raw is the element's inner XML, used when encoding.
	Raw string
}

// Value is a value of type anySimpleType with the type attribute it came with.
type Value struct {
	Type      string // local name of the XML Schema type: "string", "boolean", "unsignedInt"…; empty if there was no type attribute
	TypeSpace string // namespace of the type; decoding fills it in, encoding takes empty as XML Schema
	Text      string // the lexical value as it stood, white space kept
	Missing   bool   // the Value element was absent
}

// DateTime is the lexical form of a dateTime (section A.2.1); see its methods.
type DateTime string

// The distinguished values of a dateTime (section A.2.1).
const UnknownTime DateTime = "0001-01-01T00:00:00Z"

// DeviceIdStruct identifies a CPE (Table 40).
type DeviceIdStruct struct {
	Manufacturer string `cwmp:"max=64"`
	OUI          string `cwmp:"max=6"`
	ProductClass string `cwmp:"max=64"`
	SerialNumber string `cwmp:"max=64"`
}

// EventStruct is one event of an Inform (Table 39).
type EventStruct struct {
	EventCode  string `cwmp:"max=64"`
	CommandKey string `cwmp:"max=32"`
}

// ParameterValueStruct is a name-value pair (Table 17).
type ParameterValueStruct struct {
	Name  string `cwmp:"max=256"`
	Value Value
}

// ParameterInfoStruct is an entry of GetParameterNamesResponse.
type ParameterInfoStruct struct {
	Name     string `cwmp:"max=256"`
	Writable bool
}

// SetParameterAttributesStruct is an entry of SetParameterAttributes.
type SetParameterAttributesStruct struct {
	Name               string `cwmp:"max=256"`
	NotificationChange bool
	Notification       int
	AccessListChange   bool
	AccessList         []string `cwmp:"member=string,max=64"`
}

// ParameterAttributeStruct is an entry of GetParameterAttributesResponse.
type ParameterAttributeStruct struct {
	Name         string `cwmp:"max=256"`
	Notification int
	AccessList   []string `cwmp:"member=string,max=64"`
}

// Inform opens a session (Table 37).
type Inform struct {
	DeviceId      DeviceIdStruct
	Event         []EventStruct `cwmp:"maxlen=64"`
	MaxEnvelopes  uint32
	CurrentTime   DateTime
	RetryCount    uint32
	ParameterList []ParameterValueStruct
}

// InformResponse answers Inform (Table 38).
type InformResponse struct{ MaxEnvelopes uint32 }

// GetRPCMethods has no arguments.
type GetRPCMethods struct{}

// GetRPCMethodsResponse lists the methods the sender supports.
type GetRPCMethodsResponse struct {
	MethodList []string `cwmp:"member=string,max=64"`
}

// SetParameterValues changes parameter values (Table 15).
type SetParameterValues struct {
	ParameterList []ParameterValueStruct
	ParameterKey  string `cwmp:"max=32"`
}

// SetParameterValuesResponse: Status 0 applied, 1 validated and committed but not yet applied (Table 16).
type SetParameterValuesResponse struct{ Status int }

// GetParameterValues reads values of parameters and partial paths.
type GetParameterValues struct {
	ParameterNames []string `cwmp:"member=string,max=256"`
}

// GetParameterValuesResponse holds a pair per parameter.
type GetParameterValuesResponse struct{ ParameterList []ParameterValueStruct }

// GetParameterNames discovers objects and parameters.
type GetParameterNames struct {
	ParameterPath string `cwmp:"max=256"`
	NextLevel     bool
}

// GetParameterNamesResponse lists names with their access.
type GetParameterNamesResponse struct{ ParameterList []ParameterInfoStruct }

// SetParameterAttributes changes notification and access lists.
type SetParameterAttributes struct {
	ParameterList []SetParameterAttributesStruct
}

// SetParameterAttributesResponse is empty.
type SetParameterAttributesResponse struct{}

// GetParameterAttributes reads notification and access lists.
type GetParameterAttributes struct {
	ParameterNames []string `cwmp:"member=string,max=256"`
}

// GetParameterAttributesResponse holds an entry per parameter.
type GetParameterAttributesResponse struct{ ParameterList []ParameterAttributeStruct }

// AddObject creates an instance of a multi-instance object.
type AddObject struct {
	ObjectName   string `cwmp:"max=256"`
	ParameterKey string `cwmp:"max=32"`
}

// AddObjectResponse names the instance created.
type AddObjectResponse struct {
	InstanceNumber uint32
	Status         int
}

// DeleteObject removes an instance of a multi-instance object.
type DeleteObject struct {
	ObjectName   string `cwmp:"max=256"`
	ParameterKey string `cwmp:"max=32"`
}

// DeleteObjectResponse: Status 0 applied, 1 committed but not yet applied.
type DeleteObjectResponse struct{ Status int }

// Download orders a file transfer to the CPE (A.3.2.8).
type Download struct {
	CommandKey     string `cwmp:"max=32"`
	FileType       string `cwmp:"max=64"`
	URL            string `cwmp:"max=256"`
	Username       string `cwmp:"max=256"`
	Password       string `cwmp:"max=256"`
	FileSize       uint32
	TargetFileName string `cwmp:"max=256"`
	DelaySeconds   uint32
	SuccessURL     string `cwmp:"max=256"`
	FailureURL     string `cwmp:"max=256"`
}

// DownloadResponse: Status 0 finished, 1 not yet finished.
type DownloadResponse struct {
	Status                  int
	StartTime, CompleteTime DateTime
}

// Reboot orders a reboot (A.3.2.9).
type Reboot struct {
	CommandKey string `cwmp:"max=32"`
}

// RebootResponse is empty.
type RebootResponse struct{}

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
	ParameterName  string
	FaultCode      string
	FaultString    string
	HasFaultString bool
}
