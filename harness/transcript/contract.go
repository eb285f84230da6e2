package transcript

import "io"

// Secrets are values to blank on disk, besides what is always blanked.
type Secrets []string

// Write writes the text form with secrets blanked by as many X, so that offsets and lengths stay.
func (t *Transcript) Write(w io.Writer, s Secrets) error { panic("contract") }

// Read reads a text form session by session, so that memory is bounded by the
// largest session: each transcript passed to yield holds one session (and the
// exchanges of other lanes around it). It stops when yield returns false.
func Read(name string, r io.Reader, yield func(*Transcript) bool) error { panic("contract") }

// ReadAll reads a whole text form.
func ReadAll(name string, r io.Reader) (*Transcript, error) { panic("contract") }
