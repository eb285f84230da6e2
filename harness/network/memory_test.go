package network

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// joined is a connection over n, both ends.
func joined(t *testing.T, n Network) (dialled, accepted net.Conn) {
	t.Helper()
	l, err := n.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dialled, err = n.Dial(t.Context(), l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err = l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dialled.Close(); accepted.Close() })
	return dialled, accepted
}

// networks are both kinds: what holds of the machine's TCP has to hold of the
// network in memory.
func networks(t *testing.T, f func(t *testing.T, n Network)) {
	t.Run("TCP", func(t *testing.T) { f(t, TCP) })
	t.Run("memory", func(t *testing.T) { synctest.Test(t, func(t *testing.T) { f(t, NewMemory()) }) })
}

func TestBytesArriveWholeAndInOrder(t *testing.T) {
	networks(t, func(t *testing.T, n Network) {
		a, b := joined(t, n)
		sent := make([]byte, 3*window+17)
		for i := range sent {
			sent[i] = byte(i * 7)
		}
		go func() {
			_, _ = a.Write(sent)
			_ = a.Close()
		}()
		got, err := io.ReadAll(b)
		if err != nil || !bytes.Equal(got, sent) {
			t.Errorf("got %d bytes, %v", len(got), err)
		}
	})
}

func TestDeadlines(t *testing.T) {
	networks(t, func(t *testing.T, n Network) {
		a, _ := joined(t, n)
		_ = a.SetDeadline(time.Now().Add(10 * time.Millisecond))
		if _, err := a.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("reading: %v", err)
		}
		// Nobody reads at the other end: sooner or later there is no room.
		var err error
		for block := make([]byte, window); err == nil; {
			_, err = a.Write(block)
		}
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("writing: %v", err)
		}
		_ = a.SetDeadline(time.Time{})
		go func() { _ = a.Close() }()
		if _, err := a.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("without a deadline: %v", err)
		}
	})
}

func TestReset(t *testing.T) {
	networks(t, func(t *testing.T, n Network) {
		a, b := joined(t, n)
		_ = a.(interface{ SetLinger(int) error }).SetLinger(0)
		_ = a.Close()
		if _, err := b.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("SetLinger(0): %v", err)
		}
		a, b = joined(t, n)
		_, _ = b.Write([]byte("unread"))
		if len(peek(a)) != 1 {
			t.Error("nothing arrived")
		}
		_ = a.Close()
		if _, err := b.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("bytes left unread: %v", err)
		}
	})
}

// peek reads one byte, so that the others are known to have arrived.
func peek(c net.Conn) []byte {
	b := make([]byte, 1)
	n, _ := c.Read(b)
	return b[:n]
}

func TestNobodyListens(t *testing.T) {
	networks(t, func(t *testing.T, n Network) {
		l, err := n.Listen("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.Listen(l.Addr().String()); !errors.Is(err, syscall.EADDRINUSE) {
			t.Errorf("a second listener: %v", err)
		}
		_ = l.Close()
		if _, err := n.Dial(t.Context(), l.Addr().String()); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("dialling: %v", err)
		}
		if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("accepting: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := n.Dial(ctx, l.Addr().String()); err == nil {
			t.Error("dialled with a context that had ended")
		}
	})
}

func TestNotAccepted(t *testing.T) {
	networks(t, func(t *testing.T, n Network) {
		l, err := n.Listen("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		c, err := n.Dial(t.Context(), l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = l.Close()
		if _, err := c.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("reading: %v", err)
		}
	})
}
