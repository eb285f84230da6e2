package cpe

import (
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Faults of the device in taking Connection Requests (section 3.2.2). The
// caller of each function holds mu.

// otherService is what else is found on the port, and what requests with
// something unusual meet.
func (c *CPE) otherService(req *wire.Message) (crAnswer, bool) {
	switch {
	case c.faulty("web-interface-on-port") && req.Method == "GET" && req.Target != c.path:
		return crAnswer{status: 200, reason: "OK", fields: []wire.Field{{Name: "Content-Type", Value: "text/html"}},
			body: []byte("<html><title>Router</title><form action=login.cgi></form></html>\n")}, true
	case c.faulty("tr-064-on-port") && req.Method == "POST":
		return crAnswer{status: 200, reason: "OK", fields: []wire.Field{{Name: "Content-Type", Value: "text/xml"}},
			body: []byte(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:GetInfoResponse xmlns:u="urn:dslforum-org:service:DeviceInfo:1"/></s:Body></s:Envelope>`)}, true
	case c.faulty("connection-request-body-refused") && len(req.Body) > 0,
		c.faulty("connection-request-fields-refused") && req.Has("Cookie"):
		return crAnswer{status: 400, reason: "Bad Request"}, true
	case c.faulty("connection-request-cookie-kills") && len(req.Get("Cookie")) > 64:
		// A watchdog brings the port back after some time.
		c.closeListener()
		c.r.listenAt = c.clock.Now().Add(watchdog)
		c.nudge()
		return crAnswer{}, true
	}
	return crAnswer{}, false
}

// watchdog is how long the port of a broken device stays closed.
const watchdog = 10 * time.Second

// mayCall is authenticate, or what a broken device does in its place.
func (c *CPE) mayCall(req *wire.Message) error {
	switch {
	case c.faulty("connection-request-unauthenticated"):
		return nil
	case c.faulty("connection-request-basic"):
		if req.Get("Authorization") == httpauth.Basic(c.get("ManagementServer.ConnectionRequestUsername"), c.get("ManagementServer.ConnectionRequestPassword")) {
			return nil
		}
	case c.faulty("connection-request-any-password"):
		a, err := httpauth.ParseAuthorization(req.Get("Authorization"))
		if err == nil && a.Username == c.get("ManagementServer.ConnectionRequestUsername") {
			return nil
		}
	}
	return c.authenticate(req)
}

// spoilAnswer changes the answer to a Connection Request that is accepted.
func (c *CPE) spoilAnswer(a crAnswer) crAnswer {
	busy := crAnswer{status: 503, reason: "Service Unavailable"}
	switch {
	case c.faulty("connection-request-202"):
		a.status, a.reason = 202, "Accepted"
	case c.faulty("connection-request-204"):
		a.status, a.reason = 204, "No Content"
	case c.faulty("connection-request-page"):
		a.fields, a.body = []wire.Field{{Name: "Content-Type", Value: "text/html"}}, []byte("<html>OK</html>\n")
	case c.faulty("connection-request-500-in-session") && c.busy():
		return crAnswer{status: 500, reason: "Internal Server Error"}
	case c.faulty("connection-request-dropped-in-session") && c.busy():
		return crAnswer{}
	case c.faulty("connection-request-503-and-followed") && c.busy():
		busy.called = true
		return busy
	case c.faulty("connection-request-503-retry-after") && c.busy():
		busy.fields = []wire.Field{{Name: "Retry-After", Value: "30"}}
		return busy
	case c.faulty("connection-request-limit-503"), c.faulty("connection-request-limit-403"), c.faulty("connection-request-limit-silent"):
		return c.limited(a, busy)
	case c.faulty("connection-request-second-refused") && !c.r.callAt.IsZero():
		return busy
	}
	return a
}

// spoilCall draws wrong consequences of a Connection Request that was accepted.
func (c *CPE) spoilCall() bool {
	switch {
	case c.faulty("connection-request-forgotten-in-session") && c.busy():
		return true
	case c.faulty("connection-request-followed-late") && c.busy():
		c.r.callAt = c.clock.Now().Add(time.Minute)
		return true
	case c.faulty("connection-request-without-event"):
		c.r.want = true
		return true
	case c.faulty("connection-request-in-parallel") && c.busy() && c.r.initiated:
		c.sessionBeside()
		return true
	case c.faulty("connection-request-each-its-session"):
		c.r.calls++
	case c.faulty("connection-request-listed-twice") && !c.r.callAt.IsZero():
		c.p.events = append(c.p.events, &event{code: connectionRequest})
	case c.faulty("connection-request-ends-session") && c.busy() && c.r.initiated,
		c.faulty("connection-request-aborts-setup") && c.busy() && !c.r.initiated && c.r.calledBy == c.r.number:
		for conn := range c.conns {
			_ = conn.Close()
		}
	}
	return false
}

// sessionBeside has a session begin beside the one that goes on, unless there
// are two already.
func (c *CPE) sessionBeside() {
	s := &session{c: c, events: []*event{{code: connectionRequest}}, retry: c.p.retryCount, begun: c.clock.Now()}
	if c.r.beside || s.aim() != nil {
		return
	}
	c.r.beside = true
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		_ = s.talk()
		s.http.hangUp()
		c.mu.Lock()
		c.r.beside = false
		c.mu.Unlock()
	}()
}

// callKept says that the event of a session that failed is to be sent again.
func (c *CPE) callKept(failed error) bool {
	return failed != nil && c.r.initiated && c.faulty("connection-request-delivered-by-end")
}

// spoilCalls asks for one more session for each Connection Request.
func (c *CPE) spoilCalls(s *session) {
	if s.has(connectionRequest) && c.r.calls > 0 {
		if c.r.calls--; c.r.calls > 0 {
			c.raiseCall()
		}
	}
}

var (
	_ = mutate("connection-request-url-writable", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.GetParameterNamesResponse); ok {
			for i, p := range m.ParameterList {
				m.ParameterList[i].Writable = p.Writable || strings.HasSuffix(p.Name, "ManagementServer.ConnectionRequestURL")
			}
		}
	}})
	_ = mutate("connection-request-url-https", mutation{Message: func(s *session, name string, h *cwmp.Header, body any) {
		if m, ok := body.(*cwmp.GetParameterValuesResponse); ok {
			for i, p := range m.ParameterList {
				if strings.HasSuffix(p.Name, "ManagementServer.ConnectionRequestURL") {
					m.ParameterList[i].Value.Text = strings.Replace(p.Value.Text, "http:", "https:", 1)
				}
			}
		}
	}})
)
