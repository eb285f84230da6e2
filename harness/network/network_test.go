package network

import (
	"errors"
	"net"
	"testing"
	"testing/synctest"
)

// scarce is a listener that is out of descriptors at first.
type scarce struct {
	net.Listener
	failures int
}

func (l *scarce) Accept() (net.Conn, error) {
	if l.failures > 0 {
		l.failures--
		return nil, errors.New("too many open files")
	}
	return l.Listener.Accept()
}

func TestServeOutlastsErrorsAndEndsWithItsListener(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := NewMemory()
		l, err := n.Listen("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		taken, over := make(chan net.Conn), make(chan struct{})
		go func() {
			Serve(&scarce{l, 3}, func(c net.Conn) { taken <- c })
			close(over)
		}()
		c, err := n.Dial(t.Context(), l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_ = (<-taken).Close()
		_ = c.Close()
		_ = l.Close()
		<-over
	})
}
