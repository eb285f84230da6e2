package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Exec runs a command of the user's for each action.
type Exec struct {
	Command string   // run by sh -c
	Actions []string // what it can do
	Timeout time.Duration
	Dir     string // where it runs
}

// call is what the command reads from its standard input.
type call struct {
	Action string `json:"action"`
	Device struct {
		OUI          string `json:"oui"`
		ProductClass string `json:"product_class"`
		SerialNumber string `json:"serial_number"`
	} `json:"device"`
	Arguments map[string]any `json:"arguments"`
}

// Can implements Driver.
func (e *Exec) Can(action string) bool { return slices.Contains(e.Actions, action) }

// Do implements Driver.
func (e *Exec) Do(ctx context.Context, o Order) error {
	c := call{Action: o.Action, Arguments: Arguments(o.Arguments)}
	c.Device.OUI, c.Device.ProductClass, c.Device.SerialNumber = o.Device.OUI, o.Device.ProductClass, o.Device.SerialNumber
	var input bytes.Buffer
	form := json.NewEncoder(&input)
	form.SetEscapeHTML(false) // for readers that are no more than a pattern
	if err := form.Encode(c); err != nil {
		return err
	}
	input.Truncate(input.Len() - 1) // the line end
	if e.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, e.Timeout)
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", e.Command)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.WaitDelay = e.Dir, append(os.Environ(), "CWMPSPEC_ACTION="+o.Action), &input, time.Second
	output, err := cmd.CombinedOutput()
	if ctx.Err() == context.DeadlineExceeded {
		return fmt.Errorf("the command did not end within %s", e.Timeout)
	}
	if err != nil {
		return fmt.Errorf("the command failed (%w): %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}
