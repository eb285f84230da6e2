package cpe

import (
	"bytes"
	"crypto/tls"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/tlswire"
)

// TestWhatIsTriedFirstIsAHandshake holds the faults that begin with a hello of
// their own to what they say: the hello can be read, a server goes on with one
// that it can go on with, and what is wrong with it is the fault alone.
func TestWhatIsTriedFirstIsAHandshake(t *testing.T) {
	for id, f := range first {
		if _, known := fault.Lookup(id); !known {
			t.Errorf("%s is no fault", id)
		}
		_, hello, err := tlswire.ReadClientHello(bytes.NewReader(f.hello.Bytes()))
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		mistakes := map[string]bool{
			"tls-ssl2-hello":            hello.SSL2,
			"tls-ssl3-hello":            hello.Highest() == tlswire.SSL30,
			"tls-no-renegotiation-info": !hello.Renegotiation && !slices.Contains(hello.Suites, 0x00ff),
			"tls-compression-offered":   slices.ContainsFunc(hello.Compression, func(b byte) bool { return b != 0 }),
			"tls-static-rsa-preferred":  hello.Suites[0] == tlswire.Mandatory,
		}
		for what, seen := range mistakes {
			old := hello.SSL2 || hello.Highest() == tlswire.SSL30 // has no extensions
			if what == "tls-no-renegotiation-info" && old || what == "tls-static-rsa-preferred" && id == "tls-ssl3-hello" {
				continue // SSL 3.0 has no suite with forward secrecy
			}
			if seen != (what == id) {
				t.Errorf("%s: %s is %v", id, what, seen)
			}
		}
		if !hello.SSL2 && hello.Highest() == tlswire.TLS12 {
			goesOn(t, id, f.hello)
		}
	}
}

// goesOn lets a server of the library take a hello.
func goesOn(t *testing.T, id string, hello tlswire.ClientHello) {
	t.Helper()
	cert, err := selfSigned("acs")
	if err != nil {
		t.Fatal(err)
	}
	device, server := net.Pipe()
	defer device.Close()
	done := make(chan error, 1)
	go func() {
		done <- tls.Server(server, &tls.Config{Certificates: []tls.Certificate{cert}}).Handshake()
		_ = server.Close()
	}()
	_ = device.SetDeadline(time.Now().Add(20 * time.Second))
	go func() { _, _ = device.Write(hello.Bytes()) }()
	version, suite, err := tlswire.ServerChoice(device)
	if err != nil || version != tlswire.TLS12 || !slices.Contains(hello.Suites, suite) {
		t.Errorf("%s: the server answers with version %x and suite %x, %v", id, version, suite, err)
	}
	_ = device.Close()
	<-done
}

// TestWhatIsTakenOfAServer holds the faults that take what no device may take
// to just that.
func TestWhatIsTakenOfAServer(t *testing.T) {
	choices := map[string]struct{ version, suite uint16 }{
		"tls-null-suite-taken": {tlswire.TLS12, tlswire.NullSHA},
		"tls-des-suite-taken":  {tlswire.TLS12, tlswire.DESCBCSHA},
		"tls-ssl2-taken":       {tlswire.SSL20, 0},
		"tls-ssl3-taken":       {tlswire.SSL30, tlswire.Mandatory},
		"":                     {tlswire.TLS12, tlswire.Mandatory},
	}
	for id, f := range first {
		for of, choice := range choices {
			if taken := f.takes != nil && f.takes(choice.version, choice.suite); taken != (of == id) {
				t.Errorf("%s: version %x with suite %x is taken: %v", id, choice.version, choice.suite, taken)
			}
		}
	}
}
