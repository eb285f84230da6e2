package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/fixtures"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports"
)

func newBundle() *cobra.Command {
	var (
		out   string
		force bool
	)
	cmd := &cobra.Command{
		Use:   "bundle DIR",
		Short: "Pack all that is needed to review a run into one archive",
		Long: `Pack the run in DIR into one zip archive: results, reports, transcripts, the
catalogue of requirements, and a manifest with the checksum of every file.
cwmpspec verify checks it.

Exit codes: 0 the archive was written; 2 it was not, for example because a
transcript is not what the run wrote.`,
		Example: `  cwmpspec bundle results --out router-4.2.zip`,
		Args:    needs("DIR, the directory of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := args[0]
			run, recovered, err := loadRun(dir)
			if err != nil {
				return err
			}
			if recovered {
				return fmt.Errorf("%s: the run was killed before it ended; make its reports first: cwmpspec report %s", dir, dir)
			}
			if out == "" {
				whole, err := filepath.Abs(dir)
				if err != nil {
					return err
				}
				out = filepath.Base(whole) + ".zip"
			}
			if _, err := os.Stat(out); err == nil && !force {
				return fmt.Errorf("%s exists already; --force replaces it, --out names another", out)
			}
			files := os.DirFS(dir)
			if problems := rejudgeable(run, files); len(problems) > 0 {
				return fmt.Errorf("%s: %s", dir, strings.Join(problems, "\n"+dir+": "))
			}
			if err := reports.WriteFile(out, func(w io.Writer) error { return reports.Bundle(w, run, files, fixtures.Requirements, version()) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "Wrote %s with %d transcripts.\n", out, len(run.Transcripts))
			return err
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "archive to write (default: the name of DIR, with .zip, in the current directory)")
	cmd.Flags().BoolVar(&force, "force", false, "replace the archive if it exists")
	return cmd
}

// rejudgeable says what keeps a run from being judged again from its files.
func rejudgeable(run *verdict.Run, files fs.FS) []string {
	if suiteOf(run.Suite) == nil {
		return []string{"is a run over saved sessions, which are not part of it; run cwmpspec check on them again instead"}
	}
	if len(run.Cases) == 0 {
		return []string{"is a run without cases, so that there is nothing to review"}
	}
	return reports.CheckSums(files, run.Transcripts, false)
}

func newVerify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify BUNDLE",
		Short: "Say whether the verdicts of a bundle follow from its transcripts",
		Long: `Check a bundle, or the directory of a run: that every file is what it was, that
the statement is what results.json gives, that the passive rules find in the
transcripts what the results say, and that the verdict on each case is that of
its findings, whose evidence has to be there. What the cases themselves expected
is not judged again, since that takes the device: cwmpspec replay does.

Exit codes: 0 the verdicts follow; 1 they do not, or a file was changed; 2 the
bundle cannot be read.`,
		Example: `  cwmpspec verify router-4.2.zip`,
		Args:    needs("BUNDLE, an archive of cwmpspec bundle or the directory of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, closing, err := openBundle(args[0])
			if err != nil {
				return err
			}
			defer closing()
			return verify(cmd.OutOrStdout(), args[0], files)
		},
	}
}

// openBundle opens an archive or a directory.
func openBundle(name string) (fs.FS, func(), error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: cannot be read: %w", name, cause(err))
	}
	if info.IsDir() {
		return os.DirFS(name), func() {}, nil
	}
	archive, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: is no bundle: %w", name, err)
	}
	return archive, func() { _ = archive.Close() }, nil
}

func verify(w io.Writer, name string, files fs.FS) error {
	data, err := fs.ReadFile(files, reports.ResultsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: holds no %s, so it is no bundle of a run", name, reports.ResultsFile)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	run, err := reports.ParseJSON(name+": "+reports.ResultsFile, data)
	if err != nil {
		return err
	}
	var problems []string
	switch text, err := fs.ReadFile(files, reports.ManifestFile); {
	case err == nil:
		var manifest reports.Manifest
		if err := json.Unmarshal(text, &manifest); err != nil {
			return fmt.Errorf("%s: %s: %w", name, reports.ManifestFile, err)
		}
		problems = reports.CheckSums(files, manifest.Files, true)
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", name, err)
	}
	problems = append(problems, rejudgeable(run, files)...)
	fmt.Fprintf(w, "suite %s, judged by cwmpspec %s, %s\n%d cases, rules and waivers, %d transcripts\n", run.Suite, run.Version, run.Catalogue, len(run.Cases), len(run.Transcripts))
	if same := run.Version == version() && run.Catalogue == requirement.Must().Version(); same {
		problems = append(problems, reports.SameStatement(files, run)...)
	} else {
		fmt.Fprintf(w, "note: this is cwmpspec %s, so that differences may be those of its rules; the statement is not compared\n", version())
	}
	if suiteOf(run.Suite) != nil {
		problems = append(problems, conform.Recheck(run, files, rulesOf(run.Suite), subjectOf(run.Suite))...)
	}
	for _, p := range problems {
		fmt.Fprintf(w, "  %s\n", p)
	}
	if len(problems) > 0 {
		fmt.Fprintf(w, "The verdicts do not follow: %d differences.\n", len(problems))
		return exit(verdict.ExitFails)
	}
	_, err = fmt.Fprintln(w, "The verdicts follow from the transcripts.")
	return err
}
