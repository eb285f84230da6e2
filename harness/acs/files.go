package acs

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// FileConfig is what a FileServer is made from. Clock and Recorder are required.
type FileConfig struct {
	Listen   string // "127.0.0.1:0" if empty
	Host     string // host to put in URL; empty: the address listened on
	Clock    *clock.Clock
	Recorder *transcript.Recorder
	Auth     Auth            // None, Basic or Digest
	TLS      *tls.Config     // nil: plain HTTP
	Network  network.Network // nil: TCP
}

// File is what the server does about one path.
type File struct {
	Content []byte
	Absent  bool          // 404 to GET
	Status  int           // in place of the usual one
	Fields  []wire.Field  // besides the usual ones
	Cut     int           // close the connection after so many bytes of the content; 0: send all
	Slow    time.Duration // wait so long, in protocol time, before the answer
	Auth    Auth          // for this path; None: as for the server
}

// Request is a request that a FileServer took.
type Request struct {
	Message         *wire.Message
	Conn            int           // number of the connection in the record
	Status          int           // of the answer, 0 while there is none
	Begun, Answered time.Duration // real time since the record began: first byte of the request and of the answer
	refused         bool
}

// Served says that the request got past authentication.
func (r Request) Served() bool { return !r.refused }

// FileServer is a small HTTP server for the transfers of a CPE (3.4.3): it
// serves what was put in and takes what is uploaded by PUT.
type FileServer struct {
	cfg  FileConfig
	auth *authenticator
	l    net.Listener // nil for the files of an ACS itself
	base string       // of the URLs then
	wg   sync.WaitGroup

	done chan struct{}

	mu       sync.Mutex
	tag      string
	files    map[string]*file
	uploads  map[string][]byte
	requests map[string][]*Request // by path
	changed  chan struct{}         // closed with each request that comes
	conns    map[net.Conn]bool
	plain    int
	closed   bool
}

type file struct {
	File
	auth *authenticator // nil: that of the server
}

// NewFileServer starts a file server.
func NewFileServer(cfg FileConfig) (*FileServer, error) {
	l, err := network.Or(cfg.Network).Listen(orElse(cfg.Listen, "127.0.0.1:0"))
	if err != nil {
		return nil, fmt.Errorf("acs: file server: %w", err)
	}
	f := &FileServer{cfg: cfg, auth: newAuthenticator(cfg.Auth), l: l, done: make(chan struct{}), changed: make(chan struct{}),
		files: map[string]*file{}, uploads: map[string][]byte{}, requests: map[string][]*Request{}, conns: map[net.Conn]bool{}}
	f.wg.Add(1)
	go f.accept()
	return f, nil
}

// URL is the address of a path, which begins with a slash.
func (f *FileServer) URL(path string) string {
	if f.l == nil {
		return f.base + path
	}
	host, port, _ := net.SplitHostPort(f.l.Addr().String())
	scheme := "http://"
	if f.cfg.TLS != nil {
		scheme = "https://"
	}
	return scheme + net.JoinHostPort(orElse(f.cfg.Host, host), port) + path
}

// SetTag sets the tag under which transfers are recorded from now on.
func (f *FileServer) SetTag(tag string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tag = tag
}

// SetAuth changes how clients are authenticated.
func (f *FileServer) SetAuth(a Auth) { f.auth.set(a) }

// Serve puts a file at a path; nil content takes it away.
func (f *FileServer) Serve(path string, content []byte) {
	f.Put(path, File{Content: content, Absent: content == nil})
}

// Put says what to do about a path.
func (f *FileServer) Put(path string, what File) {
	entry := &file{File: what}
	if what.Auth.Scheme != None {
		entry.auth = newAuthenticator(what.Auth)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files[path] = entry
}

// Requests lists the requests for a path so far, in order.
func (f *FileServer) Requests(path string) []Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Request
	for _, r := range f.requests[path] {
		list = append(list, *r)
	}
	return list
}

// Await waits for the next request for a path that was not there yet when n
// were; false if none comes within the bound, in protocol time.
func (f *FileServer) Await(ctx context.Context, path string, n int, bound time.Duration) bool {
	return comes(ctx, f.cfg.Clock, bound, func() (bool, <-chan struct{}) {
		f.mu.Lock()
		defer f.mu.Unlock()
		return len(f.requests[path]) > n, f.changed
	})
}

// Uploaded is what was last put at a path.
func (f *FileServer) Uploaded(path string) (content []byte, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	content, ok = f.uploads[path]
	return content, ok
}

// Close closes all connections and waits until all is quiet.
func (f *FileServer) Close() error {
	f.mu.Lock()
	if !f.closed {
		close(f.done)
	}
	f.closed = true
	for c := range f.conns {
		_ = c.Close()
	}
	f.mu.Unlock()
	if f.l == nil {
		return nil
	}
	err := f.l.Close()
	f.wg.Wait()
	return err
}

func (f *FileServer) accept() {
	defer f.wg.Done()
	network.Serve(f.l, func(raw net.Conn) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.closed || len(f.conns) >= maxConns {
			_ = raw.Close()
			return
		}
		f.conns[raw] = true
		f.wg.Add(1)
		go f.serve(raw)
	})
}

func (f *FileServer) serve(raw net.Conn) {
	defer f.wg.Done()
	n := f.cfg.Recorder.Connection()
	stream := f.secure(raw)
	c := wire.NewConn(stream, wire.Options{Origin: f.cfg.Recorder.Origin(), Self: wire.FS, Peer: wire.CPE, MaxBody: maxBody})
	var tag string
	for goOn := true; goOn; {
		m, err := c.ReadRequest(f.deadline())
		f.mu.Lock()
		tag = f.tag
		f.mu.Unlock()
		if m == nil {
			break
		}
		open := f.cfg.Recorder.Begin(tag, n, wire.LaneFile, f.cfg.TLS != nil, m)
		if err != nil {
			open.Finish(nil, "")
			break
		}
		goOn = f.handle(c, m, n, open)
	}
	_ = c.Close()
	by, at, note := c.Closed()
	f.cfg.Recorder.Close(tag, transcript.Closing{Conn: n, Lane: wire.LaneFile, By: by, At: at, Note: note})
	f.mu.Lock()
	delete(f.conns, raw)
	f.mu.Unlock()
}

// deadline is until when a client has to say something: a minute of protocol time.
func (f *FileServer) deadline() time.Time {
	return time.Now().Add(max(f.cfg.Clock.Real(time.Minute), floor))
}

// secure has TLS on a connection where the server has it. A handshake that
// fails shows as the end of the connection.
func (f *FileServer) secure(raw net.Conn) net.Conn {
	if f.cfg.TLS == nil {
		return raw
	}
	c := tls.Server(raw, f.cfg.TLS)
	_ = raw.SetDeadline(f.deadline())
	err := c.Handshake()
	_ = raw.SetDeadline(time.Time{})
	var header tls.RecordHeaderError
	if errors.As(err, &header) && header.RecordHeader[0]&0x80 == 0 { // else the hello is in the format of SSL 2.0
		f.mu.Lock()
		f.plain++
		f.mu.Unlock()
	}
	return c
}

// Plain counts the connections to a server with TLS that began without it.
func (f *FileServer) Plain() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.plain
}

// handle answers a request; false: the connection is to be closed.
func (f *FileServer) handle(c *wire.Conn, m *wire.Message, conn int, open *transcript.Open) bool {
	r := &Request{Message: m, Conn: conn, Begun: m.Begun}
	f.mu.Lock()
	entry := f.files[m.Target]
	f.requests[m.Target] = append(f.requests[m.Target], r)
	close(f.changed)
	f.changed = make(chan struct{})
	f.mu.Unlock()
	if entry == nil {
		entry = &file{File: File{Absent: true}}
	}
	if entry.Slow > 0 {
		timer := f.cfg.Clock.NewTimer(entry.Slow)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-f.done:
		}
	}
	a, refused := f.respond(entry, m, conn)
	resp := a.message()
	cut := !refused && entry.Cut > 0 && resp.BodyOffset+entry.Cut < len(resp.Raw)
	switch {
	case m.Method == "HEAD":
		resp.Raw, resp.Body = resp.Raw[:resp.BodyOffset], nil
	case cut:
		resp.Raw = resp.Raw[:resp.BodyOffset+entry.Cut]
	}
	f.mu.Lock()
	r.Status, r.Answered, r.refused = a.status(), time.Since(f.cfg.Recorder.Origin()), refused
	f.mu.Unlock()
	if err := c.Write(resp); err != nil {
		open.Finish(nil, "")
		return false
	}
	intent := ""
	if cut {
		intent = "broken off in the middle of the file"
	}
	open.Finish(resp, intent)
	return !cut && !a.Close && keeps(m)
}

// respond is the answer to a request, and whether it is a challenge.
func (f *FileServer) respond(entry *file, m *wire.Message, conn int) (Answer, bool) {
	auth := f.auth
	if entry.auth != nil {
		auth = entry.auth
	}
	if v := auth.check(m, conn); !v.ok {
		value, closes := auth.challenge(conn, nil, v.stale)
		return Answer{Status: 401, Close: closes, Fields: []wire.Field{{Name: "WWW-Authenticate", Value: value}}}, true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch m.Method {
	case "GET", "HEAD":
		if entry.Absent {
			return Answer{Status: 404}, false
		}
		status := entry.Status
		if status == 0 {
			status = 200
		}
		return Answer{Status: status, Body: entry.Content, Fields: append([]wire.Field{
			{Name: "Content-Type", Value: "application/octet-stream"}, {Name: "Content-Length", Value: strconv.Itoa(len(entry.Content))}}, entry.Fields...)}, false
	case "PUT":
		status := 201
		if _, again := f.uploads[m.Target]; again {
			status = 204
		}
		if entry.Status != 0 {
			return Answer{Status: entry.Status}, false
		}
		f.uploads[m.Target] = m.Body
		return Answer{Status: status}, false
	}
	return Answer{Status: 405, Fields: []wire.Field{{Name: "Allow", Value: "GET, HEAD, PUT"}}}, false
}
