// Package driver has the ACS under test do what only its operator can have it
// do: call a method of a device, or send a connection request.
package driver

import (
	"context"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// ConnectionRequest is the action that has the ACS ask a device for a session.
// All other actions are named after the RPC that the ACS is to call.
const ConnectionRequest = "ConnectionRequest"

// Actions lists all actions that a case may ask for.
func Actions() []string {
	return []string{ConnectionRequest, "GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames",
		"SetParameterAttributes", "GetParameterAttributes", "AddObject", "DeleteObject", "Reboot", "Download", "Upload",
		"FactoryReset", "ScheduleInform", "GetAllQueuedTransfers", "ScheduleDownload", "CancelTransfer", "ChangeDUState", "GetOptions", "SetVouchers"}
}

// Order is what the ACS is to do.
type Order struct {
	Action string
	Device cwmp.DeviceIdStruct
	// Arguments is a pointer to the message struct of the RPC, nil for a
	// connection request. An ACS that chooses arguments by itself, such as a
	// CommandKey, may send others.
	Arguments any
}

// Driver operates an ACS.
type Driver interface {
	// Can says whether the driver can have the ACS do the action.
	Can(action string) bool
	// Do has the ACS do it and returns when the ACS has taken the order; the
	// RPC itself goes out in the next session of the device. An error means
	// that the order was not taken: no verdict on the ACS follows from it.
	Do(ctx context.Context, o Order) error
}

// None is the driver that can do nothing: the ACS is judged by what it does of
// its own accord.
type None struct{}

// Can implements Driver.
func (None) Can(string) bool { return false }

// Do implements Driver.
func (None) Do(context.Context, Order) error { panic("driver: none can do nothing") }

// Known says whether a name is that of an action.
func Known(action string) bool { return slices.Contains(Actions(), action) }
