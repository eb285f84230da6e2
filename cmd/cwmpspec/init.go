package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/target"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newInit() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented target file to fill in",
		Long: `Write a target file with every key explained, ready to be filled in. Without
FILE it goes to standard output. A file that is there already is left alone
unless --force is given.`,
		Args: cobra.MaximumNArgs(1),
	}
	force := cmd.Flags().Bool("force", false, "write over a file that is there already")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return target.Default().Write(cmd.OutOrStdout())
		}
		if _, err := os.Stat(args[0]); !*force && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already; --force writes over it", args[0])
		}
		return reports.WriteFile(args[0], target.Default().Write)
	}
	return cmd
}
