package selftest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// keeper saves transcripts below the directory of -keep, for looking at what a
// fault did; without the flag it keeps nothing.
func keeper(t *testing.T, name string) func(*transcript.Transcript) (string, error) {
	if *keep == "" {
		return nil
	}
	dir := filepath.Join(*keep, "faultless")
	if name != "" {
		dir = filepath.Join(*keep, name)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return func(record *transcript.Transcript) (string, error) {
		path := filepath.Join(dir, record.Name+".http")
		f, err := os.Create(path)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return path, record.Write(f, nil)
	}
}
