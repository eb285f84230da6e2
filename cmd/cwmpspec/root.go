package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// exit is the error of a command that has said all there is to say and asks
// for an exit code.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// outcome makes the error of a command out of a run's exit code.
func outcome(code int, err error) error {
	if err == nil && code != verdict.ExitConforms {
		return exit(code)
	}
	return err
}

// run is the whole program: it gives the exit code. Whatever keeps a command
// from doing its work, a mistake in its use included, ends in exit code 2, so
// that 1 always means that a device was judged and does not conform.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runIn(ctx, args, stdin, stdout, stderr)
}

// runIn is run until ctx ends.
func runIn(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return verdict.ExitConforms
	case errors.As(err, &code):
		return int(code)
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(stderr, "cwmpspec: %s\n", strings.TrimSuffix(line, "\n"))
	}
	return verdict.ExitNotJudged
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "cwmpspec",
		Short: "Hold TR-069 (CWMP) devices against the standard",
		Long: `cwmpspec holds TR-069 (CWMP) devices against the standard, requirement by
requirement, with evidence from the wire.

Exit codes: 0 all that was selected was judged, and nothing failed; 1 the device
does not conform; 2 something could not be judged, nothing was selected, or the
command was used wrongly.`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
		Args:              takesNone,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(flagMisused)
	root.SetUsageTemplate(usageTemplate(root.UsageTemplate()))
	root.AddCommand(newDemo(), newCPE(), newACS(), newCheck(), newSim(), newVersion(), newInit(), newList(), newExplain(), newDoctor(), newCoverage(), newReport(), newDiff(), newMerge(), newBundle(), newVerify(), newReplay(), newDocs())
	return root
}

// formatFlag adds --format to a command. The function it gives checks the
// value that was given.
func formatFlag(cmd *cobra.Command, formats ...string) func() (string, error) {
	value := cmd.Flags().String("format", formats[0], "form of the output: "+strings.Join(formats, " or "))
	if err := cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // only for a flag that does not exist
	}
	return func() (string, error) {
		if !slices.Contains(formats, *value) {
			return "", fmt.Errorf("--format: %q is not known; allowed: %s", *value, strings.Join(formats, ", "))
		}
		return *value, nil
	}
}
