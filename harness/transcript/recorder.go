package transcript

import (
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Recorder collects exchanges as they happen, each under a tag (the id of the
// case that was running, or "" between cases). It is safe for concurrent use.
type Recorder struct {
	origin time.Time
	factor float64

	mu    sync.Mutex
	conns int
	tags  map[string]*tagged
}

// tagged is what was recorded under one tag.
type tagged struct {
	open     []*Open
	closings []Closing
}

// NewRecorder begins a record; factor is protocol seconds per real second.
func NewRecorder(factor float64) *Recorder {
	return &Recorder{origin: time.Now(), factor: factor, tags: map[string]*tagged{}}
}

// Origin is when the record began: wire.Options.Origin.
func (r *Recorder) Origin() time.Time { return r.origin }

// Connection allots the number of a new TCP connection.
func (r *Recorder) Connection() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conns++
	return r.conns
}

func (r *Recorder) tag(name string) *tagged {
	t := r.tags[name]
	if t == nil {
		t = &tagged{}
		r.tags[name] = t
	}
	return t
}

// Begin records a request. The handle is used to complete the exchange.
func (r *Recorder) Begin(tag string, conn int, lane wire.Lane, tls bool, req *wire.Message) *Open {
	return r.BeginDecoded(tag, conn, lane, tls, req, decodeRequest(lane, req))
}

// BeginDecoded is Begin for a caller that has decoded the request's envelope
// already; env is nil if it has none.
func (r *Recorder) BeginDecoded(tag string, conn int, lane wire.Lane, tls bool, req *wire.Message, env *cwmp.Envelope) *Open {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.tag(tag)
	o := &Open{r: r, ex: Exchange{N: len(t.open) + 1, Conn: conn, Lane: lane, TLS: tls, Req: req, ReqEnv: env}}
	t.open = append(t.open, o)
	return o
}

// Open is an exchange whose response is still to come.
type Open struct {
	r   *Recorder
	ex  Exchange // guarded by r.mu
	key string
}

// SetSession pins the exchange to a session known to the caller by a key of
// its own, so that it is not guessed from cookies and connections.
func (o *Open) SetSession(key string) {
	o.r.mu.Lock()
	defer o.r.mu.Unlock()
	o.key = key
}

// Finish records the response (nil if there was none); intent as in Exchange.Intent.
// It returns the exchange, envelopes decoded.
func (o *Open) Finish(resp *wire.Message, intent string) *Exchange {
	env := decodeResponse(o.ex.Lane, resp)
	o.r.mu.Lock()
	defer o.r.mu.Unlock()
	o.ex.Resp, o.ex.RespEnv, o.ex.Intent = resp, env, intent
	ex := o.ex
	return &ex
}

// Exchange is the exchange so far: request decoded, no response.
func (o *Open) Exchange() *Exchange {
	o.r.mu.Lock()
	defer o.r.mu.Unlock()
	ex := o.ex
	return &ex
}

// Close records the end of a connection.
func (r *Recorder) Close(tag string, c Closing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.tag(tag)
	t.closings = append(t.closings, c)
}

// Take returns what was recorded under the tag, sessions grouped, and forgets
// it. Nothing changes the transcript afterwards: an exchange that was still
// open stands in it as unanswered. Sessions are those within the tag.
func (r *Recorder) Take(tag string) *Transcript {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.tag(tag)
	delete(r.tags, tag)
	out := &Transcript{Name: tag, Factor: r.factor, Closings: t.closings}
	var keys []string
	for _, o := range t.open {
		ex := o.ex
		ex.Req, ex.Resp = keep(ex.Req), keep(ex.Resp)
		out.Exchanges = append(out.Exchanges, &ex)
		keys = append(keys, o.key)
	}
	group(out, keys)
	return out
}

// keep copies a message so that its later owner cannot change the record.
func keep(m *wire.Message) *wire.Message {
	if m == nil {
		return nil
	}
	c := *m
	return &c
}
