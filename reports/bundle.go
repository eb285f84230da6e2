package reports

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// ManifestFile is the name of the list of files in a bundle.
const ManifestFile = "manifest.json"

// Manifest lists the files of a bundle.
type Manifest struct {
	Schema  int            `json:"schema"` // version of this form
	Version string         `json:"version"`
	Files   []verdict.File `json:"files"` // all but the manifest itself, by name
}

const bundleReadme = `A bundle of one run of cwmpspec: all that is needed to review its verdicts.

report.html       the report, to be opened in a browser
statement.md      the conformance statement; statement.json for programs
results.json      the run, which every other form is made from
results.jsonl     the journal that the run wrote as it went on
junit.xml         for CI
transcripts/      what was said, one file for each case; passwords are blanked
catalogue/        the requirements that were judged, with how each is tested
manifest.json     the checksum of every file

"cwmpspec verify" on this file checks the sums, judges the transcripts again by
the passive rules, and says whether the verdicts still follow.
`

// Bundle writes the run in the folder dir, with the catalogue, as one zip
// archive. Of the same folder it is the same, byte for byte.
func Bundle(w io.Writer, run *verdict.Run, dir, catalogue fs.FS, version string) error {
	names := append(Files(), "results.jsonl")
	for _, t := range run.Transcripts {
		names = append(names, t.Name)
	}
	out := zip.NewWriter(w)
	manifest := Manifest{Schema: 1, Version: version}
	add := func(name string, content []byte) error {
		sum := sha256.Sum256(content)
		manifest.Files = append(manifest.Files, verdict.File{Name: name, Bytes: len(content), SHA256: hex.EncodeToString(sum[:])})
		return zipped(out, name, run.Ended, content)
	}
	for _, name := range names {
		content, err := fs.ReadFile(dir, name)
		if errors.Is(err, fs.ErrNotExist) && name == "results.jsonl" {
			continue
		}
		if err != nil {
			return err
		}
		if err := add(name, content); err != nil {
			return err
		}
	}
	rows, err := fs.Glob(catalogue, "requirements/*.yaml")
	if err != nil {
		return err
	}
	for _, name := range rows {
		content, err := fs.ReadFile(catalogue, name)
		if err != nil {
			return err
		}
		if err := add("catalogue/"+strings.TrimPrefix(name, "requirements/"), content); err != nil {
			return err
		}
	}
	if err := add("README.txt", []byte(bundleReadme)); err != nil {
		return err
	}
	slices.SortFunc(manifest.Files, func(a, b verdict.File) int { return strings.Compare(a.Name, b.Name) })
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(zipped(out, ManifestFile, run.Ended, append(text, '\n')), out.Close())
}

func zipped(out *zip.Writer, name string, at time.Time, content []byte) error {
	w, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC().Truncate(2 * time.Second)})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// CheckSums says which files are not as a list has them; with exact, also
// which are there and not in the list.
func CheckSums(files fs.FS, list []verdict.File, exact bool) (problems []string) {
	want := map[string]verdict.File{}
	for _, f := range list {
		want[f.Name] = f
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		f, err := files.Open(name)
		if err != nil {
			problems = append(problems, name+" is missing")
			continue
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f)
		f.Close()
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s cannot be read: %v", name, err))
		} else if hex.EncodeToString(sum.Sum(nil)) != want[name].SHA256 {
			problems = append(problems, name+" is not what it was: the checksum differs")
		}
	}
	if !exact {
		return problems
	}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if _, known := want[name]; err == nil && !d.IsDir() && !known && name != ManifestFile {
			problems = append(problems, name+" is not in the manifest")
		}
		return err
	})
	if err != nil {
		problems = append(problems, err.Error())
	}
	return problems
}

// SameStatement says which forms of the statement are not what results.json
// gives.
func SameStatement(files fs.FS, run *verdict.Run) (problems []string) {
	results, err := fs.ReadFile(files, ResultsFile)
	if err != nil {
		return []string{err.Error()}
	}
	sum := sha256.Sum256(results)
	s := StatementOf(run, verdict.File{Name: ResultsFile, Bytes: len(results), SHA256: hex.EncodeToString(sum[:])})
	for name, write := range map[string]func(io.Writer, *Statement) error{"statement.json": StatementJSON, "statement.md": StatementMarkdown} {
		var b strings.Builder
		if err := write(&b, s); err != nil {
			return append(problems, err.Error())
		}
		if is, err := fs.ReadFile(files, name); err != nil || string(is) != b.String() {
			problems = append(problems, name+" is not what results.json gives")
		}
	}
	slices.Sort(problems)
	return problems
}
