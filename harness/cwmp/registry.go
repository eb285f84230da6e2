package cwmp

import (
	"reflect"
	"strings"
)

// messages are the RPC elements of the schemas, by the name of their struct.
var messages = func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, v := range []any{
		Inform{}, InformResponse{}, GetRPCMethods{}, GetRPCMethodsResponse{},
		SetParameterValues{}, SetParameterValuesResponse{}, GetParameterValues{}, GetParameterValuesResponse{},
		GetParameterNames{}, GetParameterNamesResponse{}, SetParameterAttributes{}, SetParameterAttributesResponse{},
		GetParameterAttributes{}, GetParameterAttributesResponse{}, AddObject{}, AddObjectResponse{},
		DeleteObject{}, DeleteObjectResponse{}, Download{}, DownloadResponse{}, Reboot{}, RebootResponse{},
		TransferComplete{}, TransferCompleteResponse{}, AutonomousTransferComplete{}, AutonomousTransferCompleteResponse{},
		GetQueuedTransfers{}, GetQueuedTransfersResponse{}, ScheduleInform{}, ScheduleInformResponse{},
		SetVouchers{}, SetVouchersResponse{}, GetOptions{}, GetOptionsResponse{}, Upload{}, UploadResponse{},
		FactoryReset{}, FactoryResetResponse{}, GetAllQueuedTransfers{}, GetAllQueuedTransfersResponse{},
		ScheduleDownload{}, ScheduleDownloadResponse{}, CancelTransfer{}, CancelTransferResponse{},
		ChangeDUState{}, ChangeDUStateResponse{}, Kicked{}, KickedResponse{}, RequestDownload{}, RequestDownloadResponse{},
		DUStateChangeComplete{}, DUStateChangeCompleteResponse{},
		AutonomousDUStateChangeComplete{}, AutonomousDUStateChangeCompleteResponse{},
	} {
		t := reflect.TypeOf(v)
		m[t.Name()] = t
	}
	return m
}()

// since is the first namespace that has a method, for those that are not in the first.
var since = map[string]string{
	"AutonomousTransferComplete": NS11, "GetAllQueuedTransfers": NS11,
	"ScheduleDownload": NS12, "CancelTransfer": NS12, "ChangeDUState": NS12,
	"DUStateChangeComplete": NS12, "AutonomousDUStateChangeComplete": NS12,
}

// Has says whether the schema of a namespace has a method, vendor-specific ones
// taken to be everybody's.
func Has(namespace, method string) bool { return namespace >= since[method] }

// operations are the types that an Operations element can have.
var operations = map[string]reflect.Type{
	"InstallOpStruct":   reflect.TypeFor[InstallOpStruct](),
	"UpdateOpStruct":    reflect.TypeFor[UpdateOpStruct](),
	"UninstallOpStruct": reflect.TypeFor[UninstallOpStruct](),
}

// NewMessage returns a pointer to a fresh struct for the local name of a body
// element ("Inform", "RebootResponse", "Fault"), or nil if the standard defines none.
func NewMessage(name string) any {
	if name == "Fault" {
		return &Fault{}
	}
	if t, ok := messages[name]; ok {
		return reflect.New(t).Interface()
	}
	return nil
}

// NameOf returns the local name of the body element of a message: "Inform",
// "RebootResponse", "Fault"; for an *Unknown the name of its element, if it has one.
func NameOf(body any) string {
	if u, ok := body.(*Unknown); ok {
		if u == nil || u.Element == nil {
			return ""
		}
		return u.Element.Local
	}
	t := reflect.TypeOf(body)
	if t != nil && t.Kind() == reflect.Pointer {
		return t.Elem().Name()
	}
	return ""
}

// MethodOf returns the RPC that a message belongs to, without Response; empty for a fault.
func MethodOf(body any) string {
	if _, ok := body.(*Fault); ok {
		return ""
	}
	return strings.TrimSuffix(NameOf(body), "Response")
}

// isCWMP reports whether a namespace is one of the standard's.
func isCWMP(space string) bool { return space == NS10 || space == NS11 || space == NS12 }

// cwmpLike reports whether a namespace is spelled like one of the standard's.
func cwmpLike(space string) bool { return strings.HasPrefix(space, "urn:dslforum-org:cwmp-") }
