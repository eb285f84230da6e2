package transcript

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// group tells the sessions of a transcript apart; keys, if given, are the
// sessions that the recorder's caller pinned exchanges to.
func group(t *Transcript, keys []string) {
	g := newGrouper()
	for i, ex := range t.Exchanges {
		key := ""
		if i < len(keys) {
			key = keys[i]
		}
		g.add(ex, key)
	}
	t.Sessions = nil
	for _, o := range g.all {
		t.Sessions = append(t.Sessions, o.Session)
	}
	closings(t.Sessions, t.Closings)
}

// closings gives each session the closings of the connections that it used.
func closings(sessions []*Session, all []Closing) {
	for _, s := range sessions {
		used := map[int]bool{}
		for _, ex := range s.Exchanges {
			used[ex.Conn] = true
		}
		for _, c := range all {
			if used[c.Conn] {
				s.Closings = append(s.Closings, c)
			}
		}
	}
}

// grouper assigns exchanges to sessions as they come. A session begins with an
// Inform. An Inform sent again because of a challenge, a redirect or fault 8005
// is still the same session, whatever connection it comes on. Any other request
// belongs to the session whose cookie it carries if that tells one session, else
// to the one last active on its connection, else to the only one still going on,
// which one whose last request met an HTTP error is not.
type grouper struct {
	n       int
	all     []*open
	byKey   map[string]*open
	byConn  map[int]*open
	cookies map[string][]*open
}

// open is a session with what is needed to find its next exchange.
type open struct {
	*Session
	left      bool   // another session has begun where this one was
	pending   bool   // the last request is to be sent again
	failed    bool   // the last request met an HTTP error, which ends a session (3.7.1.4)
	refused   int    // challenges in a row that were not about a stale nonce
	device    string // DeviceId of the Inform
	retries   int    // RetryCount of the Inform, -1 if unknown
	requested int    // requests of the ACS
	answered  int    // responses and faults of the CPE
	closed    []int  // connections that have ended
}

func (o *open) uses(conn int) bool {
	return slices.ContainsFunc(o.Exchanges, func(ex *Exchange) bool { return ex.Conn == conn })
}

func (o *open) allClosed() bool {
	return !slices.ContainsFunc(o.Exchanges, func(ex *Exchange) bool { return !slices.Contains(o.closed, ex.Conn) })
}

// forget drops a session that can get no more exchanges.
func (g *grouper) forget(o *open) {
	is := func(x *open) bool { return x == o }
	g.all = slices.DeleteFunc(g.all, is)
	maps.DeleteFunc(g.byKey, func(_ string, x *open) bool { return x == o })
	maps.DeleteFunc(g.byConn, func(_ int, x *open) bool { return x == o })
	for c, list := range g.cookies {
		if list = slices.DeleteFunc(list, is); len(list) == 0 {
			delete(g.cookies, c)
		} else {
			g.cookies[c] = list
		}
	}
}

func newGrouper() *grouper {
	return &grouper{byKey: map[string]*open{}, byConn: map[int]*open{}, cookies: map[string][]*open{}}
}

// add assigns ex to a session; nil for an exchange of another lane.
func (g *grouper) add(ex *Exchange, key string) *open {
	if ex.Lane != wire.LaneCWMP {
		return nil
	}
	o := g.find(ex, key)
	if o == nil {
		g.n++
		o = &open{Session: &Session{N: g.n}, retries: -1}
		g.all = append(g.all, o)
	}
	if key != "" {
		g.byKey[key] = o
	}
	if before := g.byConn[ex.Conn]; before != nil && before != o {
		before.left = true
	}
	g.byConn[ex.Conn] = o
	ex.Session = o.N
	o.Exchanges = append(o.Exchanges, ex)
	o.follow(ex)
	if o.device != "" {
		// A CPE has one session at a time.
		for _, other := range g.all {
			if other != o && other.N < o.N && other.device == o.device {
				other.left = true
			}
		}
	}
	for _, c := range append(requestCookies(ex.Req), responseCookies(ex.Resp)...) {
		g.cookie(c, o)
	}
	return o
}

func (g *grouper) cookie(c string, o *open) {
	for _, x := range g.cookies[c] {
		if x == o {
			return
		}
	}
	g.cookies[c] = append(g.cookies[c], o)
}

// find is the session that ex continues, nil if it begins one.
func (g *grouper) find(ex *Exchange, key string) *open {
	if key != "" {
		return g.byKey[key]
	}
	on := g.byConn[ex.Conn]
	if isInform(ex) {
		if on != nil && on.continuedBy(ex) {
			return on
		}
		for i := len(g.all) - 1; i >= 0; i-- {
			if g.all[i].continuedBy(ex) {
				return g.all[i]
			}
		}
		return nil
	}
	for _, c := range requestCookies(ex.Req) {
		if o := only(g.cookies[c], func(o *open) bool { return !o.left && !o.Ended }); o != nil {
			return o
		}
		// A cookie that only one session ever had tells it even if the CPE has begun another since.
		if o := only(g.cookies[c], func(*open) bool { return true }); o != nil && !o.Ended {
			return o
		}
	}
	if on != nil {
		return on
	}
	if o := only(g.all, func(o *open) bool { return o.pending && !o.left }); o != nil {
		return o
	}
	return only(g.all, func(o *open) bool { return !o.left && !o.Ended && !o.failed })
}

func only(list []*open, ok func(*open) bool) *open {
	var found *open
	for _, o := range list {
		if ok(o) {
			if found != nil {
				return nil
			}
			found = o
		}
	}
	return found
}

// continuedBy tells whether an Inform is the session's own, sent again.
func (o *open) continuedBy(ex *Exchange) bool {
	if !o.pending || o.left {
		return false
	}
	device, retries := informOf(ex)
	if o.device != "" && device != "" && o.device != device {
		return false
	}
	// A session tried again counts up; a request sent again does not.
	return o.retries < 0 || retries < 0 || o.retries == retries
}

// follow takes note of an exchange of the session.
func (o *open) follow(ex *Exchange) {
	if isInform(ex) {
		o.device, o.retries = informOf(ex)
	}
	if k := kindOf(ex.ReqEnv); k == cwmp.Response || k == cwmp.FaultMsg {
		o.answered++
	}
	if kindOf(ex.RespEnv) == cwmp.Request {
		o.requested++
	}
	status := 0
	if ex.Resp != nil {
		status = ex.Resp.Status
	}
	o.pending = false
	switch {
	case status == 401:
		if !stale(ex.Resp) {
			o.refused++
		}
		// A second refusal ends the session (3.7.1.4).
		o.pending = o.refused < 2
	case status == 302 || status == 307:
		o.pending = true
	default:
		o.refused = 0
		o.pending = isInform(ex) && isRetryRequest(ex)
	}
	o.failed = status >= 400 && !o.pending
	o.Ended = o.ended(ex)
}

// ended says whether the session is complete after ex (3.7.1.4): the response
// was empty, the CPE asked nothing, and every request of the ACS was answered.
func (o *open) ended(ex *Exchange) bool {
	if ex.Req == nil || ex.Resp == nil || ex.Resp.Truncated != "" || len(ex.Resp.Body) > 0 {
		return false
	}
	if ex.Resp.Status != 204 && ex.Resp.Status != 200 {
		return false
	}
	if len(ex.Req.Body) > 0 {
		if k := kindOf(ex.ReqEnv); k != cwmp.Response && k != cwmp.FaultMsg {
			return false
		}
	}
	return o.answered >= o.requested
}

func kindOf(e *cwmp.Envelope) cwmp.Kind {
	if e == nil {
		return cwmp.None
	}
	return e.Kind
}

// An Inform too broken to decode still begins a session.
var informElement = regexp.MustCompile(`<([A-Za-z_][\w.-]*:)?Inform[\s/>]`)

func isInform(ex *Exchange) bool {
	if ex.ReqEnv == nil {
		return false
	}
	if ex.ReqEnv.Kind != cwmp.None {
		return ex.ReqEnv.Kind == cwmp.Request && ex.ReqEnv.Method == "Inform"
	}
	return informElement.Match(ex.Req.Body)
}

func informOf(ex *Exchange) (device string, retries int) {
	in, ok := ex.ReqEnv.Body.(*cwmp.Inform)
	if !ok {
		return "", -1
	}
	d := in.DeviceId
	if d.OUI == "" && d.SerialNumber == "" {
		return "", int(in.RetryCount) // not given: it tells no device from another
	}
	return d.OUI + "-" + d.ProductClass + "-" + d.SerialNumber, int(in.RetryCount)
}

// retryFault finds fault 8005 even in an envelope that has other defects.
var retryFault = regexp.MustCompile(`<FaultCode(\s[^<>]*)?>\s*8005\s*</FaultCode`)

func isRetryRequest(ex *Exchange) bool {
	return ex.RespEnv != nil && retryFault.Match(ex.Resp.Body)
}

func stale(m *wire.Message) bool {
	for _, v := range m.Values("WWW-Authenticate") {
		v = strings.ToLower(strings.ReplaceAll(v, " ", ""))
		if strings.Contains(v, `stale=true`) || strings.Contains(v, `stale="true"`) {
			return true
		}
	}
	return false
}

func requestCookies(m *wire.Message) []string {
	var out []string
	if m != nil {
		for _, v := range m.Values("Cookie") {
			for _, c := range strings.Split(v, ";") {
				if c = strings.TrimSpace(c); c != "" && !strings.HasPrefix(c, "$") {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func responseCookies(m *wire.Message) []string {
	var out []string
	if m != nil {
		for _, v := range m.Values("Set-Cookie") {
			c, _, _ := strings.Cut(v, ";")
			if c = strings.TrimSpace(c); c != "" {
				out = append(out, c)
			}
		}
	}
	return out
}
