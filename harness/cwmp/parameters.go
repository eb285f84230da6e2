package cwmp

// DeviceIdStruct identifies a CPE (Table 40).
type DeviceIdStruct struct {
	Manufacturer string `cwmp:"max=64"`
	OUI          string `cwmp:"max=6"`
	ProductClass string `cwmp:"max=64"`
	SerialNumber string `cwmp:"max=64"`
}

// EventStruct is one event of an Inform (Table 39).
type EventStruct struct {
	EventCode  string `cwmp:"max=64,type=EventCodeType"`
	CommandKey string `cwmp:"max=32,type=CommandKeyType"`
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
	Notification       int `cwmp:"type=ParameterAttributeNotificationValueType,min=0,max=6"`
	AccessListChange   bool
	AccessList         []string `cwmp:"member=string,max=64,type=AccessList,membertype=AccessListValueType,enum=Subscriber"`
}

// ParameterAttributeStruct is an entry of GetParameterAttributesResponse.
type ParameterAttributeStruct struct {
	Name         string   `cwmp:"max=256"`
	Notification int      `cwmp:"type=ParameterAttributeNotificationValueType,min=0,max=6"`
	AccessList   []string `cwmp:"member=string,max=64,type=AccessList,membertype=AccessListValueType,enum=Subscriber"`
}

// GetRPCMethods has no arguments.
type GetRPCMethods struct{}

// GetRPCMethodsResponse lists the methods the sender supports.
type GetRPCMethodsResponse struct {
	MethodList []string `cwmp:"member=string,max=64,type=MethodList"`
}

// SetParameterValues changes parameter values (Table 15).
type SetParameterValues struct {
	ParameterList []ParameterValueStruct `cwmp:"type=ParameterValueList"`
	ParameterKey  string                 `cwmp:"max=32,type=ParameterKeyType"`
}

// SetParameterValuesResponse: Status 0 applied, 1 validated and committed but not yet applied (Table 16).
type SetParameterValuesResponse struct {
	Status int `cwmp:"anon,min=0,max=1"`
}

// GetParameterValues reads values of parameters and partial paths.
type GetParameterValues struct {
	ParameterNames []string `cwmp:"member=string,max=256,type=ParameterNames"`
}

// GetParameterValuesResponse holds a pair per parameter.
type GetParameterValuesResponse struct {
	ParameterList []ParameterValueStruct `cwmp:"type=ParameterValueList"`
}

// GetParameterNames discovers objects and parameters.
type GetParameterNames struct {
	ParameterPath string `cwmp:"max=256"`
	NextLevel     bool
}

// GetParameterNamesResponse lists names with their access.
type GetParameterNamesResponse struct {
	ParameterList []ParameterInfoStruct `cwmp:"type=ParameterInfoList"`
}

// SetParameterAttributes changes notification and access lists.
type SetParameterAttributes struct {
	ParameterList []SetParameterAttributesStruct `cwmp:"type=SetParameterAttributesList"`
}

// SetParameterAttributesResponse is empty.
type SetParameterAttributesResponse struct{}

// GetParameterAttributes reads notification and access lists.
type GetParameterAttributes struct {
	ParameterNames []string `cwmp:"member=string,max=256,type=ParameterNames"`
}

// GetParameterAttributesResponse holds an entry per parameter.
type GetParameterAttributesResponse struct {
	ParameterList []ParameterAttributeStruct `cwmp:"type=ParameterAttributeList"`
}

// AddObject creates an instance of a multi-instance object.
type AddObject struct {
	ObjectName   string `cwmp:"max=256,type=ObjectNameType"`
	ParameterKey string `cwmp:"max=32,type=ParameterKeyType"`
}

// AddObjectResponse names the instance created.
type AddObjectResponse struct {
	InstanceNumber uint32 `cwmp:"anon,min=1"`
	Status         int    `cwmp:"anon,min=0,max=1"`
}

// DeleteObject removes an instance of a multi-instance object.
type DeleteObject struct {
	ObjectName   string `cwmp:"max=256,type=ObjectNameType"`
	ParameterKey string `cwmp:"max=32,type=ParameterKeyType"`
}

// DeleteObjectResponse: Status 0 applied, 1 committed but not yet applied.
type DeleteObjectResponse struct {
	Status int `cwmp:"anon,min=0,max=1"`
}
