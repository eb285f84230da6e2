package selftest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

// stub is an ACS by net/http alone, which takes every Inform and wants nothing.
func stub(b *testing.B) *url.URL {
	welcome := cwmp.Encode(cwmp.Header{}, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1}, cwmp.Style{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, _ := io.Copy(io.Discard, r.Body); n == 0 {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write(welcome)
	}))
	b.Cleanup(server.Close)
	u, err := url.Parse(server.URL + "/acs")
	if err != nil {
		b.Fatal(err)
	}
	return u
}

// atOnce bounds the sessions that go on at the same moment.
const atOnce = 100

// BenchmarkIdentities has scripted CPEs bring about minimal sessions with a
// bare ACS over loopback, recorded: sessions per second, and the memory that
// one more identity takes.
func BenchmarkIdentities(b *testing.B) {
	for _, n := range []int{1, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			stage := puppet.Stage{URL: stub(b), Clock: clock.Real(), Recorder: transcript.NewRecorder(1)}
			before := heap()
			devices := make([]*puppet.Device, n)
			for i := range devices {
				id := cwmp.DeviceIdStruct{Manufacturer: "cwmpspec", OUI: puppet.OUI, ProductClass: "cwmpspec", SerialNumber: fmt.Sprintf("bench-%d", i)}
				devices[i] = puppet.New(b.Context(), stage, id.SerialNumber, id)
				defer devices[i].Close()
			}
			perIdentity := float64(heap()-before) / float64(n)
			var left atomic.Int64
			left.Store(int64(b.N))
			places := make(chan struct{}, atOnce)
			var wg sync.WaitGroup
			b.ResetTimer()
			for _, d := range devices {
				wg.Go(func() {
					for left.Add(-1) >= 0 {
						places <- struct{}{}
						s := d.Open()
						s.Inform(d.Inform("2 PERIODIC"))
						if _, last := s.Finish(); !last.Empty() {
							b.Errorf("%s: the session ended with %s", d, last)
						}
						stage.Recorder.Take(d.Tag)
						<-places
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sessions/s")
			b.ReportMetric(perIdentity, "B/identity")
		})
	}
}

// heap is the live heap in bytes.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
