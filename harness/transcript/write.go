package transcript

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Write writes the text form with secrets blanked by as many X, so that
// offsets and lengths stay. Each request is followed by its response; ends of
// connections stand before the first request that began later.
func (t *Transcript) Write(w io.Writer, s Secrets) error {
	b := bufio.NewWriter(w)
	b.WriteString(firstLine)
	if t.Name != "" {
		b.WriteString("  case " + oneLine(t.Name))
	}
	fmt.Fprintf(b, "  factor %v\n", t.Factor)
	rest := t.Closings
	for _, ex := range t.Exchanges {
		for ex.Req != nil && len(rest) > 0 && rest[0].At < ex.Req.Begun {
			writeClosing(b, rest[0])
			rest = rest[1:]
		}
		if ex.Req != nil {
			writeMessage(b, ex, ex.Req, "", s)
		}
		if ex.Resp != nil {
			for _, m := range ex.Resp.Interim {
				writeMessage(b, ex, m, "  interim", s)
			}
			writeMessage(b, ex, ex.Resp, "", s)
		}
	}
	for _, c := range rest {
		writeClosing(b, c)
	}
	return b.Flush()
}

func writeMessage(b *bufio.Writer, ex *Exchange, m *wire.Message, suffix string, s Secrets) {
	from, to := ends(ex.Lane)
	if request := m == ex.Req; request == (ex.Lane == wire.LaneCR) {
		from, to = to, from
	}
	fmt.Fprintf(b, "##### %s->%s  connection %d  %s", from, to, ex.Conn, stamp(m.Begun))
	if m.Ended != m.Begun {
		b.WriteString("  until " + stamp(m.Ended))
	}
	if ex.TLS {
		b.WriteString("  tls")
	}
	if ex.Session > 0 {
		fmt.Fprintf(b, "  session %d", ex.Session)
	}
	if m.Pipelined {
		b.WriteString("  pipelined")
	}
	if m.Truncated != "" {
		b.WriteString("  truncated: " + m.Truncated)
	}
	// The intent belongs to the exchange and stands once, with what ends it.
	if intent := oneLine(ex.Intent); intent != "" && suffix == "" && (m == ex.Resp || ex.Resp == nil) {
		b.WriteString("  intent: " + s.blankText(intent))
	}
	b.WriteString(suffix)
	// Of a message that came without its bytes the number says nothing: it is
	// to be read again as it was read.
	if !m.Reprinted {
		fmt.Fprintf(b, "  bytes %d", len(m.Raw))
	}
	b.WriteByte('\n')
	b.Write(s.redact(m))
	b.WriteByte('\n')
}

func writeClosing(b *bufio.Writer, c Closing) {
	cpe, other := ends(c.Lane)
	lane := other
	if c.Lane == wire.LaneCR {
		lane = cpe
	}
	by := string(c.By)
	if c.Lane == wire.LaneCR && c.By == wire.CPE {
		by = cpe
	}
	fmt.Fprintf(b, "##### connection %d (%s): closed by %s  %s", c.Conn, lane, by, stamp(c.At))
	if c.Note != "" {
		b.WriteString("  note: " + oneLine(c.Note))
	}
	b.WriteByte('\n')
}

// oneLine makes a text fit for a suffix, in which two spaces part the suffixes.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
