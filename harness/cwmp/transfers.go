package cwmp

// Download orders a file transfer to the CPE (A.3.2.8).
type Download struct {
	CommandKey     string `cwmp:"max=32,type=CommandKeyType"`
	FileType       string `cwmp:"max=64,type=DownloadFileType"`
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
	Status                  int `cwmp:"anon,min=0,max=1"`
	StartTime, CompleteTime DateTime
}

// Upload orders a file transfer from the CPE (A.4.1.5).
type Upload struct {
	CommandKey   string `cwmp:"max=32,type=CommandKeyType"`
	FileType     string `cwmp:"max=64,type=UploadFileType"`
	URL          string `cwmp:"max=256"`
	Username     string `cwmp:"max=256"`
	Password     string `cwmp:"max=256"`
	DelaySeconds uint32
}

// UploadResponse: Status 0 finished, 1 not yet finished.
type UploadResponse struct {
	Status                  int `cwmp:"anon,min=0,max=1"`
	StartTime, CompleteTime DateTime
}

// TransferComplete reports the end of a transfer that the ACS ordered (A.3.3.2).
type TransferComplete struct {
	CommandKey              string                      `cwmp:"max=32,type=CommandKeyType"`
	FaultStruct             TransferCompleteFaultStruct `cwmp:"alias=FaultStruct"`
	StartTime, CompleteTime DateTime
}

// TransferCompleteResponse is empty.
type TransferCompleteResponse struct{}

// TransferCompleteFaultStruct is the outcome of a transfer; FaultCode 0 is success.
type TransferCompleteFaultStruct struct {
	FaultCode   uint32 `cwmp:"anon,cpefault,alias=FaultCodeType"`
	FaultString string `cwmp:"max=256,alias=string"`
}

// AutonomousTransferComplete reports a transfer that the ACS did not order (A.3.3.3).
type AutonomousTransferComplete struct {
	AnnounceURL             string `cwmp:"max=1024"`
	TransferURL             string `cwmp:"max=1024"`
	IsDownload              bool
	FileType                string `cwmp:"max=64,type=TransferFileType"`
	FileSize                uint32
	TargetFileName          string                      `cwmp:"max=256"`
	FaultStruct             TransferCompleteFaultStruct `cwmp:"alias=FaultStruct"`
	StartTime, CompleteTime DateTime
}

// AutonomousTransferCompleteResponse is empty.
type AutonomousTransferCompleteResponse struct{}

// GetQueuedTransfers has no arguments (A.4.1.1, deprecated).
type GetQueuedTransfers struct{}

// GetQueuedTransfersResponse lists the transfers that the ACS ordered.
type GetQueuedTransfersResponse struct {
	TransferList []QueuedTransferStruct `cwmp:"maxlen=16,type=TransferList"`
}

// QueuedTransferStruct: State 1 not yet started, 2 in progress, 3 completed.
type QueuedTransferStruct struct {
	CommandKey string `cwmp:"max=32,type=CommandKeyType"`
	State      int    `cwmp:"type=TransferStateType,min=1,max=3"`
}

// GetAllQueuedTransfers has no arguments (A.4.1.7).
type GetAllQueuedTransfers struct{}

// GetAllQueuedTransfersResponse lists all transfers.
type GetAllQueuedTransfersResponse struct {
	TransferList []AllQueuedTransferStruct `cwmp:"maxlen=16,type=AllTransferList"`
}

// AllQueuedTransferStruct describes one transfer; State as in QueuedTransferStruct.
type AllQueuedTransferStruct struct {
	CommandKey     string `cwmp:"max=32,type=CommandKeyType"`
	State          int    `cwmp:"type=TransferStateType,min=1,max=3"`
	IsDownload     bool
	FileType       string `cwmp:"max=64,type=TransferFileType"`
	FileSize       uint32
	TargetFileName string `cwmp:"max=256"`
}

// ScheduleDownload orders a transfer within time windows (A.4.1.8).
type ScheduleDownload struct {
	CommandKey     string `cwmp:"max=32,type=CommandKeyType"`
	FileType       string `cwmp:"max=64,type=DownloadFileType"`
	URL            string `cwmp:"max=256"`
	Username       string `cwmp:"max=256"`
	Password       string `cwmp:"max=256"`
	FileSize       uint32
	TargetFileName string             `cwmp:"max=256"`
	TimeWindowList []TimeWindowStruct `cwmp:"maxlen=2,type=TimeWindowList"`
}

// ScheduleDownloadResponse is empty.
type ScheduleDownloadResponse struct{}

// TimeWindowStruct is a window in seconds after the request was received.
type TimeWindowStruct struct {
	WindowStart uint32
	WindowEnd   uint32
	WindowMode  string `cwmp:"max=64,type=TimeWindowModeValueType"`
	UserMessage string `cwmp:"max=256"`
	MaxRetries  int
}

// CancelTransfer cancels a transfer (A.4.1.9).
type CancelTransfer struct {
	CommandKey string `cwmp:"max=32,type=CommandKeyType"`
}

// CancelTransferResponse is empty.
type CancelTransferResponse struct{}

// RequestDownload asks the ACS to order a download (A.4.2.2).
type RequestDownload struct {
	FileType    string      `cwmp:"max=64,type=DownloadFileType"`
	FileTypeArg []ArgStruct `cwmp:"maxlen=16,type=FileTypeArg"`
}

// RequestDownloadResponse is empty.
type RequestDownloadResponse struct{}

// ArgStruct is a name-value pair of RequestDownload.
type ArgStruct struct {
	Name  string `cwmp:"max=64"`
	Value string `cwmp:"max=256"`
}
