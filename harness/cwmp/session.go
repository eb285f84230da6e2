package cwmp

// Inform opens a session (Table 37).
type Inform struct {
	DeviceId      DeviceIdStruct
	Event         []EventStruct `cwmp:"maxlen=64,type=EventList"`
	MaxEnvelopes  uint32
	CurrentTime   DateTime `cwmp:"local"`
	RetryCount    uint32
	ParameterList []ParameterValueStruct `cwmp:"type=ParameterValueList"`
}

// InformResponse answers Inform (Table 38).
type InformResponse struct{ MaxEnvelopes uint32 }

// Reboot orders a reboot (A.3.2.9).
type Reboot struct {
	CommandKey string `cwmp:"max=32,type=CommandKeyType"`
}

// RebootResponse is empty.
type RebootResponse struct{}

// FactoryReset has no arguments (A.4.1.6).
type FactoryReset struct{}

// FactoryResetResponse is empty.
type FactoryResetResponse struct{}

// ScheduleInform asks for a session after a delay in seconds (A.4.1.2).
type ScheduleInform struct {
	DelaySeconds uint32
	CommandKey   string `cwmp:"max=32,type=CommandKeyType"`
}

// ScheduleInformResponse is empty.
type ScheduleInformResponse struct{}

// Kicked reports a request for a page that the CPE was told to watch (A.4.2.1, deprecated).
type Kicked struct {
	Command string `cwmp:"max=32"`
	Referer string `cwmp:"max=64"`
	Arg     string `cwmp:"max=256"`
	Next    string `cwmp:"max=1024"`
}

// KickedResponse names the page to go to next.
type KickedResponse struct {
	NextURL string `cwmp:"max=1024"`
}

// SetVouchers hands option vouchers to the CPE (A.4.1.3, deprecated).
type SetVouchers struct {
	// VoucherList holds each voucher in base64.
	VoucherList []string `cwmp:"member=base64,type=VoucherList"`
}

// SetVouchersResponse is empty.
type SetVouchersResponse struct{}

// GetOptions reads the state of options (A.4.1.4, deprecated).
type GetOptions struct {
	OptionName string `cwmp:"max=64"`
}

// GetOptionsResponse lists options.
type GetOptionsResponse struct {
	OptionList []OptionStruct `cwmp:"type=OptionList"`
}

// OptionStruct describes one option.
type OptionStruct struct {
	OptionName     string `cwmp:"max=64"`
	VoucherSN      uint32
	State          uint32 `cwmp:"anon,min=0,max=3"`
	Mode           int    `cwmp:"anon,min=0,max=2"`
	StartDate      DateTime
	ExpirationDate *DateTime
	IsTransferable int `cwmp:"anon,min=0,max=1"`
}
