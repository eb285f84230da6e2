package cwmp

// ChangeDUState installs, updates and removes deployment units (A.4.1.10).
type ChangeDUState struct {
	// Operations holds *InstallOpStruct, *UpdateOpStruct and *UninstallOpStruct;
	// the schema's OperationStruct is abstract, so the type attribute tells them apart.
	Operations []any   `cwmp:"repeat"`
	CommandKey *string `cwmp:"max=32,type=CommandKeyType"`
}

// ChangeDUStateResponse is empty.
type ChangeDUStateResponse struct{}

// InstallOpStruct installs a deployment unit.
type InstallOpStruct struct {
	URL             string  `cwmp:"max=1024"`
	UUID            *string `cwmp:"type=DeploymentUnitUUID,uuid"`
	Username        *string `cwmp:"max=256"`
	Password        *string `cwmp:"max=256"`
	ExecutionEnvRef *string `cwmp:"max=256"`
}

// UpdateOpStruct updates deployment units.
type UpdateOpStruct struct {
	UUID     *string `cwmp:"type=DeploymentUnitUUID,uuid"`
	Version  *string `cwmp:"max=32"`
	URL      *string `cwmp:"max=1024"`
	Username *string `cwmp:"max=256"`
	Password *string `cwmp:"max=256"`
}

// UninstallOpStruct removes a deployment unit.
type UninstallOpStruct struct {
	UUID            string  `cwmp:"type=DeploymentUnitUUID,uuid"`
	Version         *string `cwmp:"max=32"`
	ExecutionEnvRef *string `cwmp:"max=256"`
}

// DUStateChangeComplete reports the outcome of ChangeDUState (A.4.2.3).
type DUStateChangeComplete struct {
	Results    []OpResultStruct `cwmp:"repeat"`
	CommandKey *string          `cwmp:"max=32,type=CommandKeyType"`
}

// DUStateChangeCompleteResponse is empty.
type DUStateChangeCompleteResponse struct{}

// AutonomousDUStateChangeComplete reports changes that the ACS did not order (A.4.2.4).
type AutonomousDUStateChangeComplete struct {
	Results []AutonOpResultStruct `cwmp:"repeat"`
}

// AutonomousDUStateChangeCompleteResponse is empty.
type AutonomousDUStateChangeCompleteResponse struct{}

// OpResultStruct is the outcome of one operation on one deployment unit.
type OpResultStruct struct {
	UUID                    string `cwmp:"type=DeploymentUnitUUID,uuid"`
	DeploymentUnitRef       string
	Version                 string `cwmp:"max=32"`
	CurrentState            string `cwmp:"type=DeploymentUnitState,enum=Installed|Uninstalled|Failed"`
	Resolved                bool
	ExecutionUnitRefList    string
	StartTime, CompleteTime DateTime
	Fault                   DeploymentUnitFaultStruct
}

// AutonOpResultStruct is an OpResultStruct with the operation performed.
type AutonOpResultStruct struct {
	UUID                    string `cwmp:"type=DeploymentUnitUUID,uuid"`
	DeploymentUnitRef       string
	Version                 string `cwmp:"max=32"`
	CurrentState            string `cwmp:"type=DeploymentUnitState,enum=Installed|Uninstalled|Failed"`
	Resolved                bool
	ExecutionUnitRefList    string
	StartTime, CompleteTime DateTime
	Fault                   DeploymentUnitFaultStruct
	OperationPerformed      string `cwmp:"type=DeploymentUnitOperationType"`
}

// DeploymentUnitFaultStruct is the outcome of an operation; FaultCode 0 is success.
type DeploymentUnitFaultStruct struct {
	FaultCode   uint32 `cwmp:"anon,cpefault"`
	FaultString *string
}
