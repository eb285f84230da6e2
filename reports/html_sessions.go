package reports

import (
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// maxCarried bounds the size of one transcript that the page carries: beyond
// it no browser shows it in reasonable time.
const maxCarried = 64 << 20

// writeSessions writes the transcripts as elements that the browser keeps and
// does not run: session 3 has its ladder in s3 and its bytes in b3, both as
// base64 of deflate. One that cannot be carried says why in s3.
func writeSessions(w io.Writer, names []string, dir string) error {
	root, err := os.OpenRoot(dir)
	if err == nil {
		defer root.Close()
	}
	packer, _ := flate.NewWriter(nil, flate.DefaultCompression) // the level is valid
	for i, name := range names {
		l, raw, trouble := (*ladder)(nil), []byte(nil), err
		if trouble == nil {
			l, raw, trouble = readSession(root, name)
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

// readSession reads a transcript below the folder of the results. Nothing
// outside of it is opened, whatever a results.json from elsewhere names.
func readSession(root *os.Root, name string) (*ladder, []byte, error) {
	file, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil, fmt.Errorf("the transcript %s is not beside results.json", name)
		}
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
	t, err := transcript.ReadAll(name, file)
	if err != nil {
		return nil, nil, fmt.Errorf("the transcript cannot be read: %w", err)
	}
	l, raw := newLadder(t)
	return l, raw, nil
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
