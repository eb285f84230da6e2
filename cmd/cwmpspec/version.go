package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// version is the version of the program as the Go command built it: a tag for
// an installed release, a commit for a build from a working copy.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of the requirement catalogue",
		Args:  takesNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			catalogue, err := requirement.Load()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "cwmpspec %s\n%s\n%s\n", version(), catalogue.Version(), runtime.Version())
			return err
		},
	}
}
