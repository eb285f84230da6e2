package network

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"syscall"
)

// backlog is how many connections may wait to be accepted.
const backlog = 1024

// Memory is a network of its own with one machine on it, whose address is
// 127.0.0.1 and whose name is localhost. It is safe for concurrent use.
type Memory struct {
	mu        sync.Mutex
	listeners map[string]*listener // by address
	port      int                  // the one given out last
}

// NewMemory returns a network that nobody listens on.
func NewMemory() *Memory {
	return &Memory{listeners: map[string]*listener{}, port: 20000}
}

// place is the address that a host:port stands for.
func place(op, address string) (*net.TCPAddr, error) {
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &net.OpError{Op: op, Net: "tcp", Err: err}
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, &net.OpError{Op: op, Net: "tcp", Err: fmt.Errorf("port %q is not a number", service)}
	}
	if host != "localhost" && host != "127.0.0.1" {
		return nil, &net.OpError{Op: op, Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: int(port)}, nil
}

// Listen implements Network. An address in use gives EADDRINUSE.
func (m *Memory) Listen(address string) (net.Listener, error) {
	at, err := place("listen", address)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if at.Port == 0 {
		m.port++
		at.Port = m.port
	}
	if m.listeners[at.String()] != nil {
		return nil, &net.OpError{Op: "listen", Net: "tcp", Addr: at, Err: os.NewSyscallError("bind", syscall.EADDRINUSE)}
	}
	l := &listener{m: m, at: at, queue: make(chan *conn, backlog), closed: make(chan struct{})}
	m.listeners[at.String()] = l
	return l, nil
}

// Dial implements Network. Where nobody listens it gives ECONNREFUSED.
func (m *Memory) Dial(ctx context.Context, address string) (net.Conn, error) {
	return m.dialFrom(ctx, "127.0.0.1", address)
}

// dialFrom is Dial for a machine with more addresses, which nobody listens on.
func (m *Memory) dialFrom(ctx context.Context, source, address string) (net.Conn, error) {
	at, err := place("dial", address)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: at, Err: err}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.port++
	from := &net.TCPAddr{IP: net.ParseIP(source), Port: m.port}
	if l := m.listeners[at.String()]; l != nil {
		near, far := pair(from, at)
		select {
		case l.queue <- far:
			return near, nil
		default: // nobody accepts
		}
	}
	return nil, &net.OpError{Op: "dial", Net: "tcp", Source: from, Addr: at, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

type listener struct {
	m      *Memory
	at     *net.TCPAddr
	queue  chan *conn
	closed chan struct{} // closed under the lock of m
}

func (l *listener) Addr() net.Addr { return l.at }

func (l *listener) Accept() (net.Conn, error) {
	select {
	case <-l.closed:
	default:
		select {
		case c := <-l.queue:
			return c, nil
		case <-l.closed:
		}
	}
	return nil, &net.OpError{Op: "accept", Net: "tcp", Addr: l.at, Err: net.ErrClosed}
}

// Close implements net.Listener; connections that were not accepted are reset.
func (l *listener) Close() error {
	l.m.mu.Lock()
	defer l.m.mu.Unlock()
	if l.m.listeners[l.at.String()] != l {
		return &net.OpError{Op: "close", Net: "tcp", Addr: l.at, Err: net.ErrClosed}
	}
	delete(l.m.listeners, l.at.String())
	close(l.closed)
	for {
		select {
		case c := <-l.queue:
			_ = c.SetLinger(0)
			_ = c.Close()
		default:
			return nil
		}
	}
}
