package transcript

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// sessions generates the text of many sessions as it is read.
type sessions struct {
	total, made int
	n           int
	pad         []byte
	one, rest   []byte
}

// oneSession is the text of a session whose second request has a body.
func oneSession(body []byte) []byte {
	t := &Transcript{Closings: []Closing{{Conn: 1, Lane: wire.LaneCWMP, By: wire.CPE, At: time.Second}}}
	add := func(req, resp *wire.Message) {
		t.Exchanges = append(t.Exchanges, &Exchange{Conn: 1, Lane: wire.LaneCWMP, Req: req, Resp: resp})
	}
	add(post(informBody, ""), reply(200, "<r/>", "s=0000001"))
	add(post(string(body), "s=0000001"), reply(204, "", ""))
	var b bytes.Buffer
	if err := t.Write(&b, nil); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()[bytes.IndexByte(b.Bytes(), '\n')+1:]
}

func (g *sessions) Read(p []byte) (int, error) {
	if len(g.rest) == 0 {
		if g.made >= g.total {
			return 0, io.EOF
		}
		g.n++
		if g.one == nil {
			g.one = oneSession(g.pad)
		}
		g.rest = bytes.ReplaceAll(g.one, []byte("s=0000001"), fmt.Appendf(nil, "s=%07d", g.n))
		g.rest = bytes.ReplaceAll(g.rest, []byte("connection 1 "), fmt.Appendf(nil, "connection %d ", g.n))
		g.made += len(g.rest)
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

func TestReadPassesSessionsOnAsTheyEnd(t *testing.T) {
	g := &sessions{total: 200_000, pad: []byte("<p/>")}
	var seen, ahead, closings int
	err := Read("generated", g, func(tr *Transcript) bool {
		seen += len(tr.Sessions)
		closings += len(tr.Sessions[0].Closings)
		if tr.Sessions[0].N != seen || tr.Exchanges[0].N != 2*seen-1 || len(tr.Exchanges) != 2 {
			t.Fatalf("session %d out of turn: number %d, %d exchanges from %d", seen, tr.Sessions[0].N, len(tr.Exchanges), tr.Exchanges[0].N)
		}
		ahead = max(ahead, g.n-seen)
		return true
	})
	if err != nil || seen != g.n || closings != g.n {
		t.Fatalf("%v: %d of %d sessions, %d closings", err, seen, g.n, closings)
	}
	// The reader takes 64 KiB at a time; what it holds beyond that must not grow.
	if limit := 64<<10/(g.made/g.n) + 10; ahead > limit {
		t.Errorf("%d sessions were held back, want at most %d", ahead, limit)
	}
	seen = 0
	if err := Read("generated", &sessions{total: 50_000}, func(*Transcript) bool { seen++; return false }); err != nil || seen != 1 {
		t.Errorf("told to stop, it passed on %d (%v)", seen, err)
	}
}

// BenchmarkReadTranscript reads a generated transcript of 100 MB and reports
// the largest heap seen while doing so.
func BenchmarkReadTranscript(b *testing.B) {
	const size = 100 << 20
	pad := bytes.Repeat([]byte("<p>0123456789</p>"), 4096)
	b.SetBytes(size)
	for b.Loop() {
		var peak uint64
		n := 0
		err := Read("generated", &sessions{total: size, pad: pad}, func(*Transcript) bool {
			if n++; n%100 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			return true
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
	}
}
