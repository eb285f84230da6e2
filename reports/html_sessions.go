package reports

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// maxCarried bounds the size of one transcript that the page carries: beyond
// it no browser shows it in reasonable time.
const maxCarried = 64 << 20

// sessions reads the transcripts that a run names.
type sessions struct {
	root   *os.Root // the folder of results.json
	dir    string
	saved  bool              // the files are a user's own, wherever they lie, and not yet blanked
	digest map[string]string // SHA-256 of each when the run wrote it, by name
}

// writeSessions writes the transcripts as elements that the browser keeps and
// does not run: session 3 has its ladder in s3 and its bytes in b3, both as
// base64 of deflate. One that cannot be carried says why in s3.
func writeSessions(w io.Writer, run *verdict.Run, names []string, dir string) error {
	s := sessions{dir: dir, saved: run.Suite == "check", digest: map[string]string{}}
	for _, f := range run.Transcripts {
		s.digest[f.Name] = f.SHA256
	}
	var err error
	if s.root, err = os.OpenRoot(dir); err == nil {
		defer s.root.Close()
	}
	packer, _ := flate.NewWriter(nil, flate.DefaultCompression) // the level is valid
	for i, name := range names {
		l, raw, trouble := (*ladder)(nil), []byte(nil), err
		if trouble == nil {
			l, raw, trouble = s.read(name)
		}
		if trouble != nil {
			if _, err := fmt.Fprintf(w, "<script type=\"text/plain\" id=\"s%d\" data-trouble=\"%s\"></script>\n", i+1, html.EscapeString(visible(trouble.Error()))); err != nil {
				return err
			}
			continue
		}
		drawn, err := json.Marshal(l)
		if err != nil {
			return err
		}
		if err := errors.Join(pack(w, packer, fmt.Sprintf("s%d", i+1), drawn), pack(w, packer, fmt.Sprintf("b%d", i+1), raw)); err != nil {
			return err
		}
	}
	return nil
}

// open opens a transcript. Only a check of saved sessions has them elsewhere
// than below the folder of the results: nothing else outside of it is opened,
// whatever a results.json of somebody else names.
func (s *sessions) open(name string) (*os.File, error) {
	if local := filepath.FromSlash(name); !s.saved {
		return s.root.Open(local)
	} else if filepath.IsAbs(local) {
		return os.Open(local)
	} else {
		return os.Open(filepath.Join(s.dir, local))
	}
}

func (s *sessions) read(name string) (*ladder, []byte, error) {
	file, err := s.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("the transcript %s is not there any more", name)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the transcript cannot be read: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("the transcript cannot be read: %w", err)
	}
	if info.Size() > maxCarried {
		return nil, nil, fmt.Errorf("the transcript %s has %d MB, too much to carry along", name, info.Size()>>20)
	}
	sum := sha256.New()
	t, err := transcript.ReadAll(name, io.TeeReader(file, sum))
	if err == nil && s.saved {
		t, err = blanked(t)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the transcript cannot be read: %w", err)
	}
	l, raw := newLadder(t)
	then := s.digest[name]
	l.Changed = then != "" && then != hex.EncodeToString(sum.Sum(nil))
	return l, raw, nil
}

// blanked is a transcript without its secrets, as a run saves it.
func blanked(t *transcript.Transcript) (*transcript.Transcript, error) {
	var b bytes.Buffer
	if err := t.Write(&b, nil); err != nil {
		return nil, err
	}
	return transcript.ReadAll(t.Name, &b)
}

// pack writes one element with data as base64 of deflate.
func pack(w io.Writer, packer *flate.Writer, id string, data []byte) error {
	if _, err := fmt.Fprintf(w, "<script type=\"text/plain\" id=\"%s\">", id); err != nil {
		return err
	}
	encoder := base64.NewEncoder(base64.StdEncoding, w)
	packer.Reset(encoder)
	if _, err := packer.Write(data); err != nil {
		return err
	}
	if err := errors.Join(packer.Close(), encoder.Close()); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</script>\n")
	return err
}
