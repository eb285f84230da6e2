package tlswire

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"slices"
	"testing"
)

// sent is what crypto/tls sends first.
func sent(t *testing.T, cfg *tls.Config) ([]byte, *ClientHello) {
	t.Helper()
	near, far := net.Pipe()
	defer far.Close()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = tls.Client(near, cfg).HandshakeContext(ctx)
	}()
	raw, h, err := ReadClientHello(far)
	cancel()
	<-done
	if err != nil {
		t.Fatal(err)
	}
	return raw, h
}

func TestHelloOfALibrary(t *testing.T) {
	raw, h := sent(t, &tls.Config{ServerName: "acs.example.com", MinVersion: tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_RC4_128_SHA}})
	if h.SSL2 || h.Highest() != TLS13 || !h.Offers(TLS12) || h.Offers(TLS11) || h.ServerName != "acs.example.com" || !h.Renegotiation {
		t.Errorf("%+v", h)
	}
	if !slices.ContainsFunc(h.Suites, RC4) || !slices.ContainsFunc(h.Suites, ECDHE) || !slices.Contains(h.Suites, Mandatory) || slices.ContainsFunc(h.Suites, DHE) {
		t.Errorf("suites %04x", h.Suites)
	}
	for n := range raw {
		if _, _, err := ReadClientHello(bytes.NewReader(raw[:n])); err == nil {
			t.Errorf("%d of %d bytes were enough", n, len(raw))
		}
	}
	_, h = sent(t, &tls.Config{ServerName: "127.0.0.1", MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	if h.Highest() != TLS11 || h.ServerName != "" || h.Offers(TLS12) {
		t.Errorf("%+v", h)
	}
}

func TestHelloRoundTrip(t *testing.T) {
	for _, h := range []*ClientHello{
		{Version: TLS12, Suites: []uint16{Mandatory, 0xc02f}, Compression: []byte{1, 0}, ServerName: "localhost", Renegotiation: true},
		{Version: SSL30, Suites: []uint16{Mandatory}, Compression: []byte{0}},
		{SSL2: true, Version: TLS12, Suites: []uint16{Mandatory, 0x0005}},
	} {
		raw := h.Bytes()
		got, again, err := ReadClientHello(bytes.NewReader(append(slices.Clone(raw), "more"...)))
		if err != nil || !bytes.Equal(got, raw) {
			t.Fatalf("read %d of %d bytes: %v", len(got), len(raw), err)
		}
		if again.SSL2 != h.SSL2 || again.Version != h.Version || !slices.Equal(again.Suites, h.Suites) || !bytes.Equal(again.Compression, h.Compression) ||
			again.ServerName != h.ServerName || again.Renegotiation != h.Renegotiation {
			t.Errorf("sent %+v, read %+v", h, again)
		}
	}
}

func TestHelloOverRecords(t *testing.T) {
	raw := (&ClientHello{Version: TLS12, Suites: []uint16{Mandatory}, Renegotiation: true}).Bytes()
	body := raw[5:]
	split := append(record(TLS10, recordHandshake, body[:7]), record(TLS10, recordHandshake, body[7:])...)
	if _, h, err := ReadClientHello(bytes.NewReader(split)); err != nil || !h.Renegotiation {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestNoHello(t *testing.T) {
	if raw, _, err := ReadClientHello(bytes.NewReader([]byte("POST /acs HTTP/1.1\r\n"))); !errors.Is(err, ErrNotTLS) || string(raw) != "POST " {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestFlights(t *testing.T) {
	der := [][]byte{bytes.Repeat([]byte{1}, 700)}
	if v, s, err := ServerChoice(bytes.NewReader(Flight(TLS12, NullSHA, der))); v != TLS12 || s != NullSHA || err != nil {
		t.Errorf("%04x %04x %v", v, s, err)
	}
	if v, _, err := ServerChoice(bytes.NewReader(SSL2Flight(der[0]))); v != SSL20 || err != nil {
		t.Errorf("%04x %v", v, err)
	}
	if _, _, err := ServerChoice(bytes.NewReader(Alert(TLS12, 40))); err == nil {
		t.Error("an alert chose something")
	}
	// A proper client refuses a suite that it did not offer.
	near, far := net.Pipe()
	got := make(chan Reaction, 1)
	go func() {
		defer far.Close()
		_, _, _ = ReadClientHello(far)
		_, _ = far.Write(Flight(TLS12, NullSHA, der)[:90])
		got <- ReadReaction(far)
	}()
	_ = tls.Client(near, &tls.Config{ServerName: "localhost"}).HandshakeContext(t.Context())
	near.Close()
	if r := <-got; r != Refuses {
		t.Errorf("a proper client %s", r)
	}
}

func TestReactions(t *testing.T) {
	for want, sent := range map[Reaction][]byte{GoesOn: KeyExchange(TLS12), Refuses: Alert(TLS12, 47), Strange: []byte("POST / HTTP/1.1")} {
		if got := ReadReaction(bytes.NewReader(sent)); got != want {
			t.Errorf("%q: %s, want %s", sent, got, want)
		}
	}
	if got := ReadReaction(bytes.NewReader(KeyExchange(SSL20))); got != GoesOn {
		t.Error(got)
	}
	if got := ReadReaction(bytes.NewReader(nil)); got != Refuses {
		t.Error(got)
	}
}
