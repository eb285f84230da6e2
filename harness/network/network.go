// Package network is what the peers listen and dial on: the machine's own TCP,
// or a network in memory. The one in memory knows no other goroutines than
// those of its users, so that in a bubble of testing/synctest the waits of the
// protocol take no time and no machine is too slow for a bound.
package network

import (
	"context"
	"errors"
	"net"
	"time"
)

// Network opens listeners and stream connections.
type Network interface {
	// Listen opens a listener at a host:port; port 0 is any free one.
	Listen(address string) (net.Listener, error)
	// Dial opens a connection to a host:port. It ends early with the context.
	Dial(ctx context.Context, address string) (net.Conn, error)
}

// TCP is the network of the machine.
var TCP Network = tcp{}

type tcp struct{}

func (tcp) Listen(address string) (net.Listener, error) { return net.Listen("tcp", address) }

func (tcp) Dial(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", address)
}

// DialFrom is Dial from another address of the machine than the usual one.
func DialFrom(ctx context.Context, n Network, source, address string) (net.Conn, error) {
	if d, ok := n.(interface {
		dialFrom(ctx context.Context, source, address string) (net.Conn, error)
	}); ok {
		return d.dialFrom(ctx, source, address)
	}
	return nil, errors.New("network: there is no choice of the address to dial from")
}

func (tcp) dialFrom(ctx context.Context, source, address string) (net.Conn, error) {
	ip := net.ParseIP(source)
	if ip == nil {
		return nil, &net.AddrError{Err: "not an IP address", Addr: source}
	}
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: ip}}
	return d.DialContext(ctx, "tcp", address)
}

// Serve takes the connections to a listener until it is closed. The listener
// outlasts other errors: a machine that is out of descriptors has some again.
func Serve(l net.Listener, take func(net.Conn)) {
	for {
		c, err := l.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			time.Sleep(10 * time.Millisecond)
		default:
			take(c)
		}
	}
}

// Or is n, or TCP if n is nil.
func Or(n Network) Network {
	if n == nil {
		return TCP
	}
	return n
}
