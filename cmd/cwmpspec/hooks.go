package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
)

// hands turns the hooks of a target file into what the suite calls.
func hands(h target.Hooks) cpe.Hands {
	var out cpe.Hands
	if h.PowerCycle.Command != "" {
		out.PowerCycle = func(ctx context.Context) error { return runHook(ctx, "power_cycle", h.PowerCycle) }
	}
	if h.FactoryReset.Command != "" {
		out.FactoryReset = func(ctx context.Context) error { return runHook(ctx, "factory_reset", h.FactoryReset) }
	}
	if h.LocalValueChange.Command != "" {
		out.LocalValueChange = func(ctx context.Context, name, value string) error {
			return runHook(ctx, "local_value_change", h.LocalValueChange, "CWMPSPEC_PARAMETER="+name, "CWMPSPEC_VALUE="+value)
		}
	}
	return out
}

// namedHook is a hook with its key in the target file.
type namedHook struct {
	name string
	target.Hook
}

func allHooks(h target.Hooks) []namedHook {
	return []namedHook{{"power_cycle", h.PowerCycle}, {"factory_reset", h.FactoryReset}, {"local_value_change", h.LocalValueChange}}
}

// hookNames lists the hooks that have a command, as results.json names them.
func hookNames(h target.Hooks) []string {
	var names []string
	for _, hook := range allHooks(h) {
		if hook.Command != "" {
			names = append(names, hook.name)
		}
	}
	return names
}

// runHook runs a command by sh; its output is part of the error if it fails.
func runHook(ctx context.Context, name string, h target.Hook, env ...string) error {
	if h.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, h.Timeout.Duration())
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", h.Command)
	cmd.Env = append(append(os.Environ(), "CWMPSPEC_HOOK="+name), env...)
	cmd.WaitDelay = time.Second
	output, err := cmd.CombinedOutput()
	if ctx.Err() == context.DeadlineExceeded {
		return fmt.Errorf("the hook %s did not end within %d s", name, h.Timeout)
	}
	if err != nil {
		return fmt.Errorf("the hook %s failed (%v): %s", name, err, strings.TrimSpace(string(output)))
	}
	return nil
}
