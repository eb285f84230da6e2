package reports

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// ResultsFile is the name of the file that every form is made from.
const ResultsFile = "results.json"

// form is one form of report: a file in the folder of the run.
type form struct {
	name  string
	file  string
	write func(w io.Writer, run *verdict.Run, dir string, results verdict.File) error
}

// forms are all forms but results.json.
var forms = []form{
	{"html", "report.html", func(w io.Writer, run *verdict.Run, dir string, _ verdict.File) error { return HTML(w, run, dir) }},
	{"junit", "junit.xml", func(w io.Writer, run *verdict.Run, dir string, _ verdict.File) error { return JUnit(w, run, dir) }},
	{"statement", "statement.json", func(w io.Writer, run *verdict.Run, _ string, results verdict.File) error {
		return StatementJSON(w, StatementOf(run, results))
	}},
	{"statement", "statement.md", func(w io.Writer, run *verdict.Run, _ string, results verdict.File) error {
		return StatementMarkdown(w, StatementOf(run, results))
	}},
}

// Forms lists the names of the forms that are made from results.json.
func Forms() []string {
	var names []string
	for _, f := range forms {
		names = append(names, f.name)
	}
	return slices.Compact(names)
}

// Files lists the files that a run writes besides its transcripts.
func Files() []string {
	names := []string{ResultsFile}
	for _, f := range forms {
		names = append(names, f.file)
	}
	return names
}

// WriteResults writes results.json to a folder.
func WriteResults(dir string, run *verdict.Run) error {
	return WriteFile(filepath.Join(dir, ResultsFile), func(w io.Writer) error { return JSON(w, run) })
}

// WriteForms makes the forms of the given names, all if there are none, from
// the results.json in the folder dir, and writes them to the folder out. They
// are made of the file, not of the run that was written to it, since what is no
// text in the run is not the same in the file. The result are the names of the
// files. One file that cannot be written does not keep the others from being
// written.
func WriteForms(out, dir string, names ...string) ([]string, error) {
	run, err := ReadJSON(filepath.Join(dir, ResultsFile))
	if err != nil {
		return nil, err
	}
	results, err := Checksum(dir, ResultsFile)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.Contains(Forms(), name) {
			return nil, fmt.Errorf("there is no form %q; known: %s", name, strings.Join(Forms(), ", "))
		}
	}
	var files []string
	var problems []error
	for _, f := range forms {
		if len(names) > 0 && !slices.Contains(names, f.name) {
			continue
		}
		err := WriteFile(filepath.Join(out, f.file), func(w io.Writer) error { return f.write(w, run, dir, results) })
		if err == nil {
			files = append(files, f.file)
		}
		problems = append(problems, err)
	}
	return files, errors.Join(problems...)
}
