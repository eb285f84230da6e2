package transcript

import (
	"io"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Recorder collects exchanges as they happen, each under a tag (the id of the
// case that was running, or "" between cases). It is safe for concurrent use.
type Recorder struct{}

// NewRecorder begins a record; factor is protocol seconds per real second.
func NewRecorder(factor float64) *Recorder { panic("contract") }

// Origin is when the record began: wire.Options.Origin.
func (r *Recorder) Origin() time.Time { panic("contract") }

// Connection allots the number of a new TCP connection.
func (r *Recorder) Connection() int { panic("contract") }

// Begin records a request. The handle is used to complete the exchange.
func (r *Recorder) Begin(tag string, conn int, lane wire.Lane, tls bool, req *wire.Message) *Open {
	panic("contract")
}

// Open is an exchange whose response is still to come.
type Open struct{}

// Finish records the response (nil if there was none); intent as in Exchange.Intent.
// It returns the exchange, envelopes decoded.
func (o *Open) Finish(resp *wire.Message, intent string) *Exchange { panic("contract") }

// Exchange is the exchange so far: request decoded, no response.
func (o *Open) Exchange() *Exchange { panic("contract") }

// Close records the end of a connection.
func (r *Recorder) Close(tag string, c Closing) { panic("contract") }

// Take returns what was recorded under the tag, sessions grouped, and forgets it.
func (r *Recorder) Take(tag string) *Transcript { panic("contract") }

// Secrets are values to blank on disk, besides what is always blanked.
type Secrets []string

// WriteTo writes the text form with secrets blanked by as many X, so that offsets and lengths stay.
func (t *Transcript) Write(w io.Writer, s Secrets) error { panic("contract") }

// Read reads a text form session by session, so that memory is bounded by the
// largest session: each transcript passed to yield holds one session (and the
// exchanges of other lanes around it). It stops when yield returns false.
func Read(name string, r io.Reader, yield func(*Transcript) bool) error { panic("contract") }

// ReadAll reads a whole text form.
func ReadAll(name string, r io.Reader) (*Transcript, error) { panic("contract") }
