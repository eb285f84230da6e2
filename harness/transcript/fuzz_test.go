package transcript

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/cwmpspec/cwmpspec/fixtures/transcripts"
)

// FuzzRead reads any text as a transcript. What can be read is saved and read
// again with the same exchanges, and streaming finds as many of them.
func FuzzRead(f *testing.F) {
	names, err := fs.Glob(transcripts.Files, "*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		b, err := transcripts.Files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		whole, err := ReadAll("fuzz", bytes.NewReader(b))
		if err != nil {
			return
		}
		streamed := 0
		if err := Read("fuzz", bytes.NewReader(b), func(t *Transcript) bool { streamed += len(t.Exchanges); return true }); err != nil {
			t.Fatalf("read whole, but not as a stream: %v", err)
		}
		if streamed != len(whole.Exchanges) {
			t.Errorf("%d exchanges as a stream, %d whole", streamed, len(whole.Exchanges))
		}
		var saved bytes.Buffer
		if err := whole.Write(&saved, nil); err != nil {
			t.Fatal(err)
		}
		again, err := ReadAll("saved", &saved)
		if err != nil {
			t.Fatalf("saved, it cannot be read: %v", err)
		}
		if len(again.Exchanges) != len(whole.Exchanges) {
			t.Errorf("%d exchanges after saving, %d before", len(again.Exchanges), len(whole.Exchanges))
		}
	})
}
