package acs

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// FileConfig is what a FileServer is made from. Clock and Recorder are required.
type FileConfig struct {
	Listen   string // "127.0.0.1:0" if empty
	Host     string // host to put in URL; empty: the address listened on
	Clock    *clock.Clock
	Recorder *transcript.Recorder
	Auth     Auth // None, Basic or Digest
}

// FileServer is a small HTTP server for the transfers of a CPE (3.4.3): it
// serves what was put in and takes what is uploaded by PUT.
type FileServer struct {
	cfg  FileConfig
	auth *authenticator
	l    net.Listener
	wg   sync.WaitGroup

	mu      sync.Mutex
	tag     string
	files   map[string][]byte
	uploads map[string][]byte
	conns   map[net.Conn]bool
	closed  bool
}

// NewFileServer starts a file server.
func NewFileServer(cfg FileConfig) (*FileServer, error) {
	l, err := net.Listen("tcp", orElse(cfg.Listen, "127.0.0.1:0"))
	if err != nil {
		return nil, fmt.Errorf("acs: file server: %w", err)
	}
	f := &FileServer{cfg: cfg, auth: newAuthenticator(cfg.Auth), l: l,
		files: map[string][]byte{}, uploads: map[string][]byte{}, conns: map[net.Conn]bool{}}
	f.wg.Add(1)
	go f.accept()
	return f, nil
}

// URL is the address of a path, which begins with a slash.
func (f *FileServer) URL(path string) string {
	host, port, _ := net.SplitHostPort(f.l.Addr().String())
	return "http://" + net.JoinHostPort(orElse(f.cfg.Host, host), port) + path
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
	f.mu.Lock()
	defer f.mu.Unlock()
	if content == nil {
		delete(f.files, path)
		return
	}
	f.files[path] = content
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
	f.closed = true
	for c := range f.conns {
		_ = c.Close()
	}
	f.mu.Unlock()
	err := f.l.Close()
	f.wg.Wait()
	return err
}

func (f *FileServer) accept() {
	defer f.wg.Done()
	for {
		raw, err := f.l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			<-time.After(10 * time.Millisecond) // out of descriptors, say
			continue
		}
		f.mu.Lock()
		if f.closed || len(f.conns) >= maxConns {
			f.mu.Unlock()
			_ = raw.Close()
			continue
		}
		f.conns[raw] = true
		f.wg.Add(1)
		f.mu.Unlock()
		go f.serve(raw)
	}
}

func (f *FileServer) serve(raw net.Conn) {
	defer f.wg.Done()
	n := f.cfg.Recorder.Connection()
	c := wire.NewConn(raw, wire.Options{Origin: f.cfg.Recorder.Origin(), Self: wire.FS, Peer: wire.CPE, MaxBody: maxBody})
	var tag string
	for goOn := true; goOn; {
		m, err := c.ReadRequest(time.Now().Add(max(f.cfg.Clock.Real(60*time.Second), floor)))
		f.mu.Lock()
		tag = f.tag
		f.mu.Unlock()
		if m == nil {
			break
		}
		open := f.cfg.Recorder.Begin(tag, n, wire.LaneFile, false, m)
		if err != nil {
			open.Finish(nil, "")
			break
		}
		a := f.respond(m, n)
		resp := a.message()
		if m.Method == "HEAD" {
			resp.Raw, resp.Body = resp.Raw[:resp.BodyOffset], nil
		}
		if err := c.Write(resp); err != nil {
			open.Finish(nil, "")
			break
		}
		open.Finish(resp, "")
		goOn = !a.Close && keeps(m)
	}
	_ = c.Close()
	by, at, note := c.Closed()
	f.cfg.Recorder.Close(tag, transcript.Closing{Conn: n, Lane: wire.LaneFile, By: by, At: at, Note: note})
	f.mu.Lock()
	delete(f.conns, raw)
	f.mu.Unlock()
}

func (f *FileServer) respond(m *wire.Message, conn int) Answer {
	if v := f.auth.check(m, conn); !v.ok {
		value, closes := f.auth.challenge(conn, nil, v.stale)
		return Answer{Status: 401, Close: closes, Fields: []wire.Field{{Name: "WWW-Authenticate", Value: value}}}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch m.Method {
	case "GET", "HEAD":
		content, ok := f.files[m.Target]
		if !ok {
			return Answer{Status: 404}
		}
		return Answer{Status: 200, Body: content, Fields: []wire.Field{
			{Name: "Content-Type", Value: "application/octet-stream"}, {Name: "Content-Length", Value: strconv.Itoa(len(content))}}}
	case "PUT":
		status := 201
		if _, again := f.uploads[m.Target]; again {
			status = 204
		}
		f.uploads[m.Target] = m.Body
		return Answer{Status: status}
	}
	return Answer{Status: 405, Fields: []wire.Field{{Name: "Allow", Value: "GET, HEAD, PUT"}}}
}
