package transcript

import (
	"bytes"
	"io"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Read reads a text form session by session, so that memory is bounded by the
// largest session: each transcript passed to yield holds one session (and the
// exchanges of other lanes around it). It stops when yield returns false.
// Exchanges and sessions are numbered through the whole file. An error names
// the file, the line and what was expected there.
func Read(name string, r io.Reader, yield func(*Transcript) bool) error {
	_, err := read(name, r, yield)
	return err
}

// ReadAll reads a whole text form.
func ReadAll(name string, r io.Reader) (*Transcript, error) {
	s, err := read(name, r, nil)
	if err != nil {
		return nil, err
	}
	t := s.transcript()
	for _, it := range s.items {
		it.addTo(t)
	}
	for _, o := range s.g.all {
		t.Sessions = append(t.Sessions, o.Session)
	}
	closings(t.Sessions, t.Closings)
	return t, nil
}

// Bounds of what is kept back while reading: exchanges waiting for a response
// that comes later in the file, and sessions not known to be over.
const (
	maxWaiting  = 64
	maxSessions = 64
	linger      = 4 // sessions begun since, after which a connection left open no longer counts
)

// stream makes exchanges and sessions of blocks.
type stream struct {
	*reader
	yield func(*Transcript) bool // nil: everything is kept
	g     *grouper
	n     int
	queue []*pending // in order of requests
	items []item     // grouped and not yet passed on
	lanes map[int]wire.Lane
}

// pending is an exchange as far as it was read.
type pending struct {
	ex      *Exchange
	key     string
	closing *Closing // instead of an exchange
	interim []*wire.Message
	done    bool
}

type item struct {
	ex      *Exchange
	closing *Closing
	owner   *open
}

func (it item) addTo(t *Transcript) {
	if it.ex != nil {
		t.Exchanges = append(t.Exchanges, it.ex)
	} else {
		t.Closings = append(t.Closings, *it.closing)
	}
}

func read(name string, src io.Reader, yield func(*Transcript) bool) (*stream, error) {
	s := &stream{reader: &reader{name: name, src: src, line: 1, caseID: name, factor: 1},
		yield: yield, g: newGrouper(), lanes: map[int]wire.Lane{}}
	if err := s.header(); err != nil {
		return nil, err
	}
	for {
		b, err := s.next()
		if err != nil {
			return nil, err
		}
		if b == nil {
			break
		}
		if err := s.block(b); err != nil {
			return nil, err
		}
		if !s.settle(false) {
			return s, nil
		}
	}
	s.settle(true)
	return s, nil
}

func (s *stream) transcript() *Transcript { return &Transcript{Name: s.caseID, Factor: s.factor} }

// waiting is the exchange on a connection whose response is still to come.
func (s *stream) waiting(conn int) *pending {
	for _, p := range s.queue {
		if p.ex != nil && p.ex.Conn == conn && !p.done {
			return p
		}
	}
	return nil
}

func (s *stream) block(b *block) error {
	if b.closed {
		s.closing(b)
		return nil
	}
	lane, request := b.laneOf()
	s.lanes[b.conn] = lane
	open := s.waiting(b.conn)
	method := ""
	if !request && open != nil {
		method = open.ex.Req.Method
	}
	m := b.toMessage(request, method)
	if len(m.Raw) == 0 {
		return s.fail(b.line, "expected the bytes of an HTTP message after the marker")
	}
	if request {
		// Requests pipelined on one connection wait side by side; responses come in their order.
		if open != nil && !m.Pipelined {
			open.done = true
		}
		open = nil
	}
	if open == nil {
		s.n++
		open = &pending{ex: &Exchange{N: s.n, Conn: b.conn, Lane: lane}}
		s.queue = append(s.queue, open)
	}
	ex := open.ex
	ex.TLS = ex.TLS || b.tls
	if b.session != "" {
		open.key = b.session
	}
	if b.intent != "" {
		ex.Intent = b.intent
	}
	switch {
	case request:
		ex.Req, ex.ReqEnv = m, decodeRequest(lane, m)
	case b.interim, m.Status/100 == 1 && m.Status != 101:
		open.interim = append(open.interim, m)
	default:
		m.Interim = open.interim
		ex.Resp, ex.RespEnv = m, decodeResponse(lane, m)
		open.done = true
	}
	return nil
}

func (s *stream) closing(b *block) {
	c := &Closing{Conn: b.conn, By: partyOf(b.by), At: b.at, Note: b.note}
	switch b.lane {
	case "CPE-CR":
		c.Lane = wire.LaneCR
	case "FS":
		c.Lane = wire.LaneFile
	case "ACS":
		c.Lane = wire.LaneCWMP
	default:
		if c.Lane = s.lanes[b.conn]; c.Lane == "" {
			c.Lane = wire.LaneCWMP
		}
	}
	for p := s.waiting(b.conn); p != nil; p = s.waiting(b.conn) {
		p.done = true
	}
	delete(s.lanes, b.conn)
	s.queue = append(s.queue, &pending{closing: c, done: true})
}

// toMessage frames the bytes of a block.
func (b *block) toMessage(request bool, method string) *wire.Message {
	var m *wire.Message
	if b.bytes >= 0 {
		m = wire.Reframe(b.raw, request, method, b.truncated)
	} else {
		m = wire.Frame(b.raw, request, method)
		if !bytes.Contains(b.raw, []byte("\r")) {
			m = reprinted(m)
		}
	}
	m.From, m.Begun, m.Ended, m.Pipelined = partyOf(b.from), b.at, b.until, b.pipelined
	return m
}

// reprinted handles a message that went through something that keeps no CR,
// such as a web page: line ends and lengths are then not those of the device,
// so the body is all that follows the head and nothing is said about either.
func reprinted(m *wire.Message) *wire.Message {
	m.Defects = slices.DeleteFunc(m.Defects, func(d wire.Defect) bool {
		return d.Code == wire.CodeBareLF || d.Code == wire.CodeTruncated
	})
	m.Truncated, m.Reprinted = "", true
	if !m.Chunked {
		m.Body = m.Raw[m.BodyOffset:]
	}
	return m
}

// settle groups what is complete, in order, and passes on the sessions that
// are over. It tells whether to go on.
func (s *stream) settle(all bool) bool {
	for len(s.queue) > 0 && (all || s.queue[0].done || len(s.queue) > maxWaiting) {
		p := s.queue[0]
		s.queue = s.queue[1:]
		it := item{ex: p.ex, closing: p.closing}
		if p.ex != nil {
			// Late interim responses without a final one are all the answer there was.
			if n := len(p.interim); n > 0 && p.ex.Resp == nil {
				p.ex.Resp = p.interim[n-1]
				if n > 1 {
					p.ex.Resp.Interim = p.interim[:n-1]
				}
			}
			before := s.g.n
			it.owner = s.g.add(p.ex, p.key)
			s.items = append(s.items, it)
			if s.g.n > before && !s.flush() {
				return false
			}
			continue
		}
		s.items = append(s.items, it)
		if o := s.g.byConn[p.closing.Conn]; o != nil {
			o.closed = append(o.closed, p.closing.Conn)
		}
	}
	for all && s.yield != nil && len(s.items) > 0 {
		var first *open
		if len(s.g.all) > 0 {
			first = s.g.all[0]
		}
		if !s.pass(first) {
			return false
		}
	}
	return true
}

// flush passes on the sessions that are over now that another has begun.
func (s *stream) flush() bool {
	if s.yield == nil {
		return true
	}
	newest := s.g.all[len(s.g.all)-1]
	for _, o := range slices.Clone(s.g.all[:len(s.g.all)-1]) {
		shut := o.allClosed()
		over := (o.left || o.Ended || shut && !o.pending) && (shut || newest.N-o.N >= linger)
		if (over || len(s.g.all) > maxSessions) && !s.pass(o) {
			return false
		}
	}
	return true
}

// pass hands on one session with what belongs to no session and came before
// its end; a nil session stands for the whole rest.
func (s *stream) pass(o *open) bool {
	last := len(s.items)
	if o != nil && len(s.g.all) > 1 {
		for last > 0 && s.items[last-1].owner != o && !(s.items[last-1].closing != nil && o.uses(s.items[last-1].closing.Conn)) {
			last--
		}
	}
	t := s.transcript()
	kept := make([]item, 0, len(s.items))
	for i, it := range s.items {
		if it.owner == o || it.owner == nil && i < last && !s.othersClosing(it, o) {
			it.addTo(t)
		} else {
			kept = append(kept, it)
		}
	}
	s.items = kept
	if o != nil {
		t.Sessions = []*Session{o.Session}
		closings(t.Sessions, t.Closings)
		s.g.forget(o)
	}
	return s.yield(t)
}

// othersClosing tells whether an end of a connection is awaited by another session.
func (s *stream) othersClosing(it item, o *open) bool {
	if it.closing == nil || o != nil && o.uses(it.closing.Conn) {
		return false
	}
	return slices.ContainsFunc(s.g.all, func(x *open) bool { return x != o && x.uses(it.closing.Conn) })
}
