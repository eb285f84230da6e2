package cpe

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// cancelTransfer takes the transfers with a CommandKey out of the queue. One
// that is under way goes on, which is told by fault 9021 (A.4.1.9).
func (c *CPE) cancelTransfer(m *cwmp.CancelTransfer) (any, *rpcError) {
	if err := c.key("CommandKey", m.CommandKey); err != nil {
		return nil, err
	}
	running := false
	c.p.queue = slices.DeleteFunc(c.p.queue, func(t *transfer) bool {
		matches := t.key == m.CommandKey
		running = running || matches && t.state == transferRunning
		return matches && t.state == transferWaiting && !c.keepsCancelled(t)
	})
	if running {
		return nil, fail(c.cancelCode(), "Cancelation of file transfer not permitted in current transfer state")
	}
	return &cwmp.CancelTransferResponse{}, nil
}
