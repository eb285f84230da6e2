package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// needs checks that a command was given each of the arguments named, no more.
func needs(arguments ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(arguments) {
			return nil
		}
		return misused(cmd, "%s needs %s", cmd.Name(), strings.Join(arguments, " and "))
	}
}

// needsSome checks that a command was given at least one argument.
func needsSome(argument string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return misused(cmd, "%s needs %s", cmd.Name(), argument)
	}
}

// takesNone checks that a command was given no argument.
func takesNone(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return misused(cmd, "unknown command %q", strings.TrimPrefix(cmd.CommandPath()+" "+args[0], cmd.Root().Name()+" "))
	}
	return misused(cmd, "%s takes no argument, but was given %q", cmd.Name(), args[0])
}

func misused(cmd *cobra.Command, format string, args ...any) error {
	return fmt.Errorf("%s; see %s --help", fmt.Sprintf(format, args...), cmd.CommandPath())
}

// kinds says what the value of a flag has to be.
var kinds = map[string]string{
	"int": "a whole number", "float64": "a number", "bool": "true or false", "duration": "a time such as 90s or 10m",
}

// flagMisused is an error about a flag in words that are not the parser's.
func flagMisused(cmd *cobra.Command, err error) error {
	var bad *pflag.InvalidValueError
	if errors.As(err, &bad) && kinds[bad.GetFlag().Value.Type()] != "" {
		return misused(cmd, "--%s %s: has to be %s", bad.GetFlag().Name, bad.GetValue(), kinds[bad.GetFlag().Value.Type()])
	}
	return misused(cmd, "%s", err)
}

// unlistened is an error about an address to listen on that says what to do.
func unlistened(address string, err error) error {
	var op *net.OpError
	if !errors.As(err, &op) {
		return err
	}
	cause := op.Err
	var call *os.SyscallError
	if errors.As(cause, &call) {
		cause = call.Err
	}
	return fmt.Errorf("cannot listen at %s: %w; choose another address by --listen, or by listen in the target file", address, cause)
}

// cause is what is wrong with a file, without its name and the system call.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// usageTemplate has the flags broken at 80 columns.
func usageTemplate(of string) string {
	return strings.NewReplacer(".LocalFlags.FlagUsages ", ".LocalFlags.FlagUsagesWrapped 80 ", ".InheritedFlags.FlagUsages ", ".InheritedFlags.FlagUsagesWrapped 80 ").Replace(of)
}
