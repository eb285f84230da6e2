package cpe

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// session is one session with the ACS (section 3.7.1).
type session struct {
	c    *CPE
	http *client

	beat     bool     // of a heartbeat
	early    bool     // before the retry that was due
	events   []*event // in the Inform
	changed  []string // in the Inform
	calls    []*transfer
	units    []*unitChange
	reported []*transfer // by a fault: after the end
	retry    uint32      // RetryCount

	namespace  string
	version    string // empty until it is negotiated
	hold       bool   // HoldRequests of the latest response
	succeeded  bool   // a fault has events delivered only then
	answered   int    // requests of the ACS
	declined   bool   // the ACS answered TransferComplete with a fault
	overlooked bool   // a fault had it take a bad response for an empty one
	asked      bool   // GetRPCMethods was called
	emptied    bool   // an empty POST was sent while HoldRequests was false
	begun      time.Time
	ids        int
	resends    int // for faults 8005

	compression string // value of HTTPCompression at its beginning
	begunAt     string // the host of the ACS URL
	redirected  string // set by a fault: the URL for the retry of this session
}

// session runs one session from the connection to its end.
func (c *CPE) session() {
	s, err := c.openSession()
	if err == nil {
		err = s.talk()
		c.mu.Lock()
		c.r.over = true
		c.mu.Unlock()
		if !s.http.lingers() && !(err == nil && c.faulty("connection-left-open") || err != nil && c.faulty("connection-left-open-on-failure")) {
			s.http.hangUp()
			s.http.closeLeft()
		}
	}
	c.closeSession(s, err)
	if err != nil {
		c.hesitate(respite)
	}
}

// respite is the time that the device takes before it can try anything again
// after a session that failed, whatever the reason to do so.
const respite = 100 * time.Millisecond

// openSession takes note of what the session is to deliver.
func (c *CPE) openSession() (*session, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.noteLive()
	c.r.want, c.r.inSession = false, true
	c.r.added, c.r.ghosts = map[string]bool{}, nil
	s := &session{c: c, changed: c.pending(), retry: c.p.retryCount, begun: c.clock.Now()}
	if c.faulty("value-change-lost-on-failure") {
		c.p.changed = map[string]bool{}
	}
	if s.beat = c.beats(); s.beat {
		s.events, s.changed = append(s.events, c.r.beats...), nil
	} else {
		s.events = append(s.events, c.together(c.reportable())...)
		s.calls, s.units = c.callsDue(), c.unitsDue()
		if c.apart() && !s.has("7 TRANSFER COMPLETE") {
			s.calls = nil
		}
		if len(s.calls) > 1 && c.faulty("one-transfercomplete-per-session") {
			s.calls = s.calls[:1]
		}
	}
	s.oneSessionLate()
	s.early = c.clock.Now().Before(c.r.retryAt)
	c.hostsComeAndGo()
	c.spoilRetry(s)
	if c.faulty("schedule-lost-by-session") {
		c.p.schedule = nil
	}
	c.r.carried, c.r.initiated, c.r.over = s.events, false, false
	if c.r.number++; s.has(connectionRequest) {
		c.r.calledBy = c.r.number
	}
	return s, s.aim()
}

// aim settles how a session is begun, and where. The caller holds mu.
func (s *session) aim() error {
	c := s.c
	s.namespace = c.informNamespace(c.versions()[len(c.versions())-1])
	if c.p.fallback {
		s.namespace = cwmp.NS10
		if c.faulty("fallback-to-1.1") {
			s.namespace = cwmp.NS11
		}
	}
	s.compression = c.compression()
	at, err := url.Parse(c.acsURL())
	if err != nil {
		return fmt.Errorf("the ACS URL: %w", err)
	}
	if at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return errors.New("the ACS URL is no HTTP URL")
	}
	s.begunAt = at.Hostname()
	s.http = &client{c: c, peer: wire.ACS, session: s, at: at, jar: jar{faulty: c.faulty},
		user: c.get("ManagementServer.Username"), pass: c.get("ManagementServer.Password")}
	s.http.challenge, s.http.nc = c.remembered()
	if c.faulty("password-change-ignored") {
		s.http.pass = c.cfg.Password
	}
	return nil
}

// acsURL is where a session begins.
func (c *CPE) acsURL() string {
	if c.r.redirected != "" {
		return c.r.redirected // by a fault only
	}
	return c.get("ManagementServer.URL")
}

// closeSession draws the consequences of how the session went.
func (c *CPE) closeSession(s *session, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.inSession = false
	c.flood()
	c.undoChanges()
	c.drop(func(e *event) bool {
		// Table 8: delivery of CONNECTION REQUEST must not be retried.
		return e.code == connectionRequest && containsEvent(s.events, e) && !c.faulty("connection-request-redelivered") && !c.callKept(err)
	})
	if errors.Is(err, errOverlooked) {
		err = nil
	}
	if c.faulty("redirect-remembered-for-retry") {
		c.r.redirected = ""
		if err != nil {
			c.r.redirected = s.redirected
		}
	}
	if err != nil {
		c.logf("the session failed: %v", err)
		if c.faulty("events-lost-on-failure") {
			c.drop(func(e *event) bool { return containsEvent(s.events, e) })
		}
		if !c.faulty("retry-count-not-raised") && !(c.faulty("silence-not-counted") && errors.Is(err, wire.ErrTimeout)) {
			c.p.retryCount++
		}
		c.mishandleFailure(s)
		if c.takesRow(s) {
			c.r.attempts++
		}
		c.r.retryAt = c.delayed(c.retryWait(c.r.attempts))
		c.lenientFailure(s)
		c.countsFromBegin(s)
		if errors.Is(err, errNoRetry) || c.givesUp(err) {
			c.r.retryAt = time.Time{}
		}
		if c.resetsAnyway() {
			c.r.restart = restartFactory
		}
	} else {
		c.logf("the session ended")
		c.r.attempts, c.r.tried, c.p.fallback = 0, nil, false
		if !c.faulty("retry-count-kept") {
			c.p.retryCount = 0
		}
		if !c.unstopped() {
			c.r.retryAt = time.Time{}
		}
		c.redeliver(s)
		c.afterSession()
		c.r.want = c.r.want || c.apart() && len(c.p.events) > 0 && !c.left(s)
	}
	if err == nil {
		c.flush()
	}
	c.endBeat(s, err)
	c.forgetVendors(s)
	c.remember(s.http)
	c.applyDeferred()
	c.spoilCalls(s)
	c.spoilAfterSession()
	c.missSchedule()
	c.applyLocal()
}

// redeliver plans for an event that the ACS refused to take in a session that
// succeeded: its redelivery follows the schedule of the retries (3.7.1.5).
func (c *CPE) redeliver(s *session) {
	if !c.left(s) {
		c.r.redelivery = 0
		return
	}
	if c.faulty("transfercomplete-fault-waits") {
		return
	}
	c.r.redelivery++
	if s.declined && c.faulty("redelivery-raises-retry-count") {
		c.p.retryCount = uint32(c.r.redelivery)
	}
	c.r.retryAt = c.clock.Now().Add(c.retryWait(c.r.redelivery))
}

// left says that an event of the session was not delivered by it.
func (c *CPE) left(s *session) bool {
	for _, e := range c.p.events {
		if containsEvent(s.events, e) {
			return true
		}
	}
	return false
}

// afterSession starts what had to wait for a clean end (3.7.1.4).
func (c *CPE) afterSession() {
	c.applySettings()
	c.startDiagnostics()
	switch {
	case c.r.reset:
		c.r.restart = restartFactory
	case len(c.r.reboots) > 0 && c.faulty("reboot-after-8-seconds"):
		if c.r.rebootAt.IsZero() {
			c.r.rebootAt = c.clock.Now().Add(slowReboot)
		}
	case len(c.r.reboots) > 0:
		c.raiseReboots()
		c.r.restart = restartPower
	case c.r.applying, c.rebootsAgain():
		c.r.restart = restartPower
	}
}

// has says that the Inform carries an event.
func (s *session) has(code string) bool {
	for _, e := range s.events {
		if e.code == code {
			return true
		}
	}
	return false
}

func containsEvent(list []*event, e *event) bool {
	for _, x := range list {
		if x == e {
			return true
		}
	}
	return false
}

// talk is the session proper. It returns nil if the session was terminated
// successfully (3.7.1.4).
func (s *session) talk() error {
	s.beforeInform()
	if err := s.inform(); err != nil {
		return err
	}
	if s.hold && s.c.faulty("inform-again-under-hold") {
		if err := s.inform(); err != nil {
			return err
		}
	}
	var in *cwmp.Envelope // a request of the ACS; nil after its empty response and after our own call
	for {
		var err error
		switch {
		case in != nil && !s.callsInstead():
			in, err = s.answer(in)
		case len(s.calls) > 0 && s.mayCall(in):
			in = nil
			if err := s.transferComplete(); err != nil {
				return err
			}
			continue
		case len(s.units) > 0 && s.version >= "1.2" && s.mayCall(in):
			in = nil
			if err := s.unitsComplete(); err != nil {
				return err
			}
			continue
		case s.asksMethods():
			if err := s.askMethods(); err != nil {
				return err
			}
			continue
		default:
			if s.c.faulty("calls-a-cpe-method") && !s.emptied && !s.hold && s.has("1 BOOT") {
				if _, err := s.call(cwmp.Header{ID: s.nextID()}, "GetParameterNames", &cwmp.GetParameterNames{}); err != nil {
					return err
				}
			}
			s.emptied = s.emptied || !s.hold
			in, err = s.empty()
		}
		if err != nil {
			return err
		}
		if in == nil && s.emptied && s.arisen() {
			continue
		}
		if in == nil && s.emptied && s.c.has(endlessSessions) {
			s.c.hesitate(emptyPause)
			continue
		}
		if in == nil && s.emptied {
			s.afterEnd()
			return nil
		}
		if in != nil && in.Kind != cwmp.Request && s.c.faulty("unasked-response-as-success") {
			return nil
		}
		if in != nil && in.Kind != cwmp.Request && s.c.faulty("unasked-response-skipped") || in != nil && in.Kind == cwmp.FaultMsg && s.c.faulty("unasked-fault-skipped") {
			in = nil
			continue
		}
		if in != nil && in.Kind != cwmp.Request {
			return fmt.Errorf("%s comes although no request is outstanding", in.Name)
		}
	}
}

// asksMethods says that the device is about to ask what methods the ACS has:
// some do so in the session that reports a boot.
func (s *session) asksMethods() bool {
	return (s.c.has("asks-methods") && s.has("1 BOOT") || s.c.faulty("methods-asked-each-session")) && !s.asked && !s.emptied && !s.hold
}

// askMethods calls GetRPCMethods of the ACS. A fault is taken for an answer.
func (s *session) askMethods() error {
	s.asked = true
	in, err := s.call(cwmp.Header{ID: s.nextID()}, "GetRPCMethods", &cwmp.GetRPCMethods{})
	if err == nil && in != nil && in.Kind == cwmp.FaultMsg && s.c.faulty("method-retried-after-fault") {
		_, err = s.call(cwmp.Header{ID: s.nextID()}, "GetRPCMethods", &cwmp.GetRPCMethods{})
	}
	if err == nil && s.chokesOn(in) {
		return errors.New("the ACS has a method that there is not")
	}
	return err
}

// nextID is a cwmp:ID that no other request of the session has.
func (s *session) nextID() *string {
	s.ids++
	id := "cpe-" + strconv.Itoa(s.ids)
	return &id
}

// faultCode reads the CWMP fault code of a fault in the form of section 3.5.
// The SOAP faultcode may be ignored (section 3.5), so it is.
func faultCode(env *cwmp.Envelope) (string, error) {
	f, ok := env.Body.(*cwmp.Fault)
	if !ok || !f.HasCWMP || len(f.FaultCode) != 4 || strings.Trim(f.FaultCode, "0123456789") != "" || !strings.Contains(f.SOAPString, "CWMP fault") {
		return "", errors.New("a SOAP fault that is not in the form of CWMP")
	}
	return f.FaultCode, nil
}
