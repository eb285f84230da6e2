package reports

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// WriteFile writes a file in one step: it has either its old content or all
// of the new, whatever happens on the way. Missing folders are made.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	buffered := bufio.NewWriter(file)
	if err := errors.Join(write(buffered), buffered.Flush(), file.Chmod(0o644), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// Checksum gives the size and checksum of a file of a run; name is relative to dir
// and has slashes.
func Checksum(dir, name string) (verdict.File, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return verdict.File{}, err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	return verdict.File{Name: name, Bytes: int(size), SHA256: hex.EncodeToString(sum.Sum(nil))}, err
}

// JSON writes the run as results.json.
func JSON(w io.Writer, run *verdict.Run) error {
	out := *run
	if out.Schema == 0 {
		out.Schema = verdict.Schema
	}
	out.Cases = append([]verdict.Case{}, run.Cases...)
	for i := range out.Cases {
		if out.Cases[i].Covers == nil {
			out.Cases[i].Covers = []string{}
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

// ReadJSON reads a results.json.
func ReadJSON(path string) (*verdict.Run, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseJSON(path, data)
}

// ParseJSON reads the content of a results.json; name stands for it in errors.
func ParseJSON(name string, data []byte) (*verdict.Run, error) {
	run := &verdict.Run{}
	if err := json.Unmarshal(data, run); err != nil {
		return nil, fmt.Errorf("%s: is no results.json: %w", name, err)
	}
	if run.Schema != verdict.Schema {
		return nil, fmt.Errorf("%s: the form is version %d, this program knows version %d", name, run.Schema, verdict.Schema)
	}
	return run, nil
}
