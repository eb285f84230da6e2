package diagnose

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// sessionClues look at cookies, connections, time and what the CPE did next.
var sessionClues = []clue{
	{"cookie-not-returned", func(h *halt, _ Options) string {
		if h.stopped != wire.ACS || h.s == nil {
			return ""
		}
		return lostCookie(h.s.Exchanges[:h.at+1])
	}},
	{"session-timeout", func(h *halt, _ Options) string {
		x, b := h.x(), h.before()
		if h.kind != "refused-by-status" || b == nil || b.Resp == nil {
			return ""
		}
		if waited := h.protocol(x.Req.Begun - b.Resp.Ended); waited >= 30*time.Second {
			return fmt.Sprintf("the request came %.0f s after the answer before; the session may have expired at the ACS", waited.Seconds())
		}
		return ""
	}},
	{"impatient", func(h *halt, _ Options) string {
		if h.kind != "gave-up-waiting" {
			return ""
		}
		if c, ok := h.closing(); ok && h.protocol(c.At-h.x().Req.Ended) < enough {
			return "the CPE waited " + h.seconds(c.At-h.x().Req.Ended) + ", it has to wait 30 s at least"
		}
		return ""
	}},
	{"restarted", func(h *halt, _ Options) string {
		in, _ := inform(h.next)
		if !h.restarted() || h.stopped != wire.CPE {
			return ""
		}
		for _, e := range in.Event {
			if strings.HasPrefix(e.EventCode, "1 ") || strings.HasPrefix(e.EventCode, "0 ") {
				return "the next Inform has the event " + e.EventCode + ": the CPE restarted in the middle of the session"
			}
		}
		return ""
	}},
	{"crash", func(h *halt, _ Options) string {
		if h.s == nil || h.stopped != wire.CPE {
			return ""
		}
		if c, ok := h.closing(); ok && c.By == wire.CPE && c.Note == "reset" {
			return "the connection was reset and not closed: the CWMP client of the CPE ended, or dropped data that it had not read"
		}
		return ""
	}},
	{"new-connection", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || x.Resp == nil || h.stopped != wire.CPE || !x.Resp.Closes() {
			return ""
		}
		return "the answer asked for the end of the connection; the CPE has to go on over a new one (3.4.2)"
	}},
	{"redirect-url", func(h *halt, _ Options) string {
		if h.kind != "redirect-not-followed" {
			return ""
		}
		to := h.x().Resp.Get("Location")
		switch u, err := url.Parse(to); {
		case to == "":
			return "the redirect has no Location header"
		case err != nil || u.Host == "":
			return fmt.Sprintf("Location is %q, which is no URL with a host", to)
		case u.Scheme == "https" && !h.x().TLS:
			return "the redirect leads to https: the CPE has to trust the certificate of that host too"
		}
		return ""
	}},
	{"redirect-loop", func(h *halt, _ Options) string {
		if h.kind != "redirect-not-followed" {
			return ""
		}
		n := 0
		for _, x := range slices.Backward(h.s.Exchanges[:h.at+1]) {
			if x.Resp == nil || x.Resp.Status/100 != 3 {
				break
			}
			n++
		}
		if n > 5 {
			return fmt.Sprintf("it is redirect %d in a row; a CPE need not follow more than 5", n)
		}
		return ""
	}},
	{"slow-answer", func(h *halt, _ Options) string {
		x := h.x()
		if x == nil || x.Resp == nil || x.Req == nil {
			return ""
		}
		if took := h.protocol(x.Resp.Begun - x.Req.Ended); took >= 15*time.Second {
			return fmt.Sprintf("the answer came only after %.0f s, when the CPE had perhaps given up", took.Seconds())
		}
		return ""
	}},
	{"slow-cpe", func(h *halt, _ Options) string {
		if h.kind != "silent-after-request" {
			return ""
		}
		if c, ok := h.closing(); ok && c.Note == "timeout" {
			return "the CPE had not answered after " + h.seconds(c.At-h.x().Resp.Ended)
		}
		return ""
	}},
	{"status", func(h *halt, _ Options) string {
		if h.kind != "refused-by-status" {
			return ""
		}
		switch s := h.x().Resp.Status; s {
		case 404:
			return "the path " + h.x().Req.Target + " of the ACS URL is not known to the server (404)"
		case 403:
			return "the ACS forbids access to this CPE or address (403)"
		case 503:
			return "the ACS is overloaded or not ready (503)"
		}
		return ""
	}},
	{"clock", func(h *halt, o Options) string { return h.clock(o) }},
}

// aftermath tells what the CPE made of it, which is no cause but helps to find
// one; it comes last.
var aftermath = []clue{
	{"taken-for-failed", func(h *halt, _ Options) string {
		in, _ := inform(h.next)
		mine, _ := inform(h.s)
		if !h.restarted() || in.RetryCount <= mine.RetryCount {
			return ""
		}
		return fmt.Sprintf("the next Inform has RetryCount %d: the CPE took the session for failed", in.RetryCount)
	}},
}

// protocol is a real time in protocol time.
func (h *halt) protocol(d time.Duration) time.Duration {
	if h.t.Factor <= 0 {
		return d
	}
	return time.Duration(float64(d) * h.t.Factor)
}

// lostCookie says which request lacks a cookie that the ACS had set before.
func lostCookie(list []*transcript.Exchange) string {
	var set string
	var from int
	for _, x := range list {
		if x.Req != nil && set != "" && !strings.Contains(strings.Join(x.Req.Values("Cookie"), "; "), set) {
			name, _, _ := strings.Cut(set, "=")
			return fmt.Sprintf("exchange %d came without the cookie %s that the ACS had set in exchange %d", x.N, name, from)
		}
		if x.Resp == nil {
			continue
		}
		for _, v := range x.Resp.Values("Set-Cookie") {
			c, _, _ := strings.Cut(v, ";")
			set, from = strings.TrimSpace(c), x.N
		}
	}
	return ""
}

// clock compares CurrentTime of the last Inform with the tester's time: a
// clock that is far off breaks certificates and whatever else has a lifetime.
func (h *halt) clock(o Options) string {
	if h.kind == "acs-tls-failed" && strings.Contains(h.trouble, "expired") {
		return "the certificate of the ACS has expired or is not valid yet, by the clock of this machine"
	}
	if h.kind != "tls-failed" && h.kind != "second-401" && !h.stayedAway() {
		return ""
	}
	if h.kind == "tls-failed" && strings.Contains(h.did, "expired") {
		return "the CPE takes the certificate of the ACS for expired or not yet valid: its clock, or the certificate"
	}
	for _, s := range slices.Backward(h.t.Sessions) {
		in, x := inform(s)
		if in == nil {
			continue
		}
		if h.stayedAway() && !x.TLS {
			return "" // a wrong clock keeps nobody from a plain connection
		}
		m, err := in.CurrentTime.Parse()
		switch {
		case err != nil:
			return ""
		case m.Unknown || m.Relative || m.Time.Year() < 2004:
			return fmt.Sprintf("CurrentTime of the last Inform is %s: the clock of the CPE is not set", strings.TrimSpace(string(in.CurrentTime)))
		case !o.Now.IsZero() && m.Zoned && o.Now.Sub(m.Time).Abs() > 24*time.Hour:
			return fmt.Sprintf("CurrentTime of the last Inform is %s: the clock of the CPE is days off", strings.TrimSpace(string(in.CurrentTime)))
		}
		return ""
	}
	return ""
}
