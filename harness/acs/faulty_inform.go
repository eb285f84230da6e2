package acs

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Faults in taking an Inform.
var (
	_ = twisted("acs-max-envelopes-heeded", toInform(func(m *cwmp.Inform) bool { return m.MaxEnvelopes != 1 }, refuses("8001", "Request denied")))
	_ = twisted("acs-events-bounded", toInform(func(m *cwmp.Inform) bool { return len(m.Event) > 16 }, refuses("8004", "Resources exceeded")))
	_ = twisted("acs-inform-8000", toInform(func(m *cwmp.Inform) bool { return has(m, later...) }, refuses("8000", "Method not supported")))
	_ = twisted("acs-inform-unanswered", toInform(func(m *cwmp.Inform) bool { return has(m, later...) }, hangsUp))
	_ = twisted("acs-events-in-order", toInform(func(m *cwmp.Inform) bool {
		return !slices.IsSortedFunc(m.Event, func(a, b cwmp.EventStruct) int { return rank(a.EventCode) - rank(b.EventCode) })
	}, refuses("8001", "Request denied")))
	_ = twisted("acs-event-demanded", toInform(func(m *cwmp.Inform) bool { return len(m.Event) == 0 }, refuses("8003", "Invalid arguments")))
	_ = twisted("acs-unknown-event-refused", toInform(func(m *cwmp.Inform) bool {
		return slices.ContainsFunc(m.Event, func(e cwmp.EventStruct) bool {
			return strings.HasPrefix(e.EventCode, "X ") || strings.HasPrefix(e.EventCode, "M X_") || strings.HasPrefix(e.EventCode, "99 ")
		})
	}, refuses("8003", "Invalid arguments")))
	_ = twisted("acs-envelope-16-kib", larger(16<<10, refuses("8004", "Resources exceeded")))
	_ = twisted("acs-envelope-64-kib", larger(64<<10, refuses("8004", "Resources exceeded")))
	_ = twisted("acs-large-inform-dropped", larger(64<<10, hangsUp))
	_ = twisted("acs-product-class-demanded", toInform(func(m *cwmp.Inform) bool { return m.DeviceId.ProductClass == "" }, refuses("8003", "Invalid arguments")))
	_ = twisted("acs-id-demanded", to(func(env *cwmp.Envelope) bool { return env.Method == "Inform" && env.Header.ID == nil }, status(400)))
	_ = twisted("acs-clock-demanded", toInform(func(m *cwmp.Inform) bool { return !strings.HasPrefix(string(m.CurrentTime), "20") }, refuses("8003", "Invalid arguments")))
	_ = twisted("acs-prefixes-fixed", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && in.Env.Method == "Inform" && !in.Exchange.Req.Encoded() && !bytes.Contains(in.Exchange.Req.Body, []byte("<cwmp:Inform")) {
			return plain(400, "", "Error.\n", false)
		}
		return right()
	})
	_ = twisted("acs-boolean-0-1-only", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if in.Env != nil && bytes.Contains(in.Exchange.Req.Body, []byte("<Writable>true<")) {
			return plain(400, "", "Error.\n", true)
		}
		return right()
	})
	_ = twisted("acs-event-once", func(sess *Session, in *Incoming, right func() Answer) Answer {
		if m, ok := informOf(in); ok && has(m, "0 BOOTSTRAP") && !sess.s.once(m.DeviceId) && m.RetryCount > 0 {
			return refuses("8001", "Request denied")(sess)
		}
		return right()
	})
)

// later are the events that CWMP 1.0 does not have.
var later = []string{"9 ", "10 ", "11 ", "12 ", "13 ", "14 "}

func informOf(in *Incoming) (*cwmp.Inform, bool) {
	if in.Env == nil {
		return nil, false
	}
	m, ok := in.Env.Body.(*cwmp.Inform)
	return m, ok
}

// has says that an Inform has an event whose code begins in one of the ways.
func has(m *cwmp.Inform, prefixes ...string) bool {
	return slices.ContainsFunc(m.Event, func(e cwmp.EventStruct) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(e.EventCode, p) })
	})
}

// rank is the place of an event in Table 7.
func rank(code string) int {
	if i := strings.Index("0123456789", code[:min(1, len(code))]); i >= 0 && code != "" {
		return i
	}
	return 10
}

// larger is a twist of the answer to a request of the CPE above a size.
func larger(size int, wrong func(*Session) Answer) twist {
	return func(sess *Session, in *Incoming, right func() Answer) Answer {
		if len(in.Exchange.Req.Body) > size && in.Env != nil && in.Env.Kind == cwmp.Request {
			return wrong(sess)
		}
		return right()
	}
}

func hangsUp(*Session) Answer { return Answer{HangUp: true} }
