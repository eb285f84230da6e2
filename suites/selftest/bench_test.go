package selftest

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/network"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// minimal brings about one minimal session (Inform, empty POST, 204) and
// returns its record.
func minimal(b *testing.B, bench *cpe.Embedded, n int) *transcript.Transcript {
	claim := bench.ACS.Claim("bench")
	defer claim.Release()
	// The firmware version is under forced active notification: its change
	// makes the device open a session.
	if err := bench.CPE.ChangeLocally("Device.DeviceInfo.SoftwareVersion", fmt.Sprintf("1.%d", n)); err != nil {
		b.Fatal(err)
	}
	s, err := claim.Next(b.Context(), 10*time.Minute)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Finish(b.Context()); err != nil {
		b.Fatal(err)
	}
	return bench.Recorder.Take("bench")
}

// BenchmarkSession is a minimal session between the reference peers over
// loopback, recorded, and judged by all rules.
func BenchmarkSession(b *testing.B) {
	bench, err := cpe.NewEmbedded(b.Context(), network.TCP, "", nil, 50)
	if err != nil {
		b.Fatal(err)
	}
	defer bench.Close()
	list, facts := rules.For(wire.CPE), bench.Facts()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		t := minimal(b, bench, n)
		if found := rule.Judge(t, wire.CPE, facts, list); len(found) > 0 || len(t.Sessions) != 1 {
			b.Fatalf("%d sessions, found %v", len(t.Sessions), found)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sessions/s")
}

// BenchmarkBareHTTP exchanges the bytes of the same session by net/http alone:
// what the machine does at best, to compare with.
func BenchmarkBareHTTP(b *testing.B) {
	bench, err := cpe.NewEmbedded(b.Context(), network.TCP, "", nil, 50)
	if err != nil {
		b.Fatal(err)
	}
	t := minimal(b, bench, 1)
	bench.Close()
	var requests, responses [][]byte
	for _, x := range t.Exchanges {
		if x.Lane == wire.LaneCWMP {
			requests, responses = append(requests, x.Req.Body), append(responses, x.Resp.Body)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	turn := 0
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if body := responses[turn%len(responses)]; len(body) > 0 {
			w.Header().Set("Content-Type", "text/xml")
			_, _ = w.Write(body)
		} else {
			w.WriteHeader(http.StatusNoContent)
		}
		turn++
	})}
	go func() { _ = server.Serve(l) }()
	defer server.Close()
	b.ReportAllocs()
	for b.Loop() {
		// A session has a connection of its own, which it closes.
		client := &http.Client{Transport: &http.Transport{}}
		for _, body := range requests {
			resp, err := client.Post("http://"+l.Addr().String()+"/acs", "text/xml", bytes.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
		client.CloseIdleConnections()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sessions/s")
}
