package cpe

import (
	"errors"
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// maxRetries bounds how often a request is sent again on fault 8005 (3.7.1.6).
const maxRetries = 3

// inform opens the session (3.7.1.1).
func (s *session) inform() error {
	h := cwmp.Header{ID: s.nextID()}
	versions := s.c.versions()
	highest := versions[len(versions)-1]
	if s.namespace == cwmp.NS12 {
		// Table 4: no SupportedCWMPVersions from a CPE whose highest version
		// is below 1.4. SessionTimeout is what tells 1.3 from 1.2 (Table 9).
		if highest == "1.4" {
			h.SupportedCWMPVersions = versions
		}
		if highest >= "1.3" {
			t := uint32(60)
			h.SessionTimeout = &t
		}
	}
	in, err := s.call(h, "Inform", s.buildInform())
	if err == nil && s.http.redirected && s.c.faulty("redirect-informs-again") {
		in, err = s.call(h, "Inform", s.buildInform())
	}
	if err != nil {
		if errors.Is(err, errOverlooked) {
			s.delivered()
		}
		return err
	}
	if in == nil || in.Kind == cwmp.FaultMsg && s.c.faulty("inform-fault-ignored") {
		return s.startAnyway(versions)
	}
	if in.Kind == cwmp.FaultMsg {
		code, _ := faultCode(in)
		if s.c.faulty("fault-answered-with-fault") {
			_, _ = s.post("Fault", s.encode(cwmp.Header{}, "Fault", fail(9002, "Internal error").message()))
		}
		// 8003 and 8006 are what an ACS that knows only CWMP 1.0 might say of
		// an Inform it does not understand (3.2.1.1, 3.7.2.1).
		if (code == "8003" || code == "8006") && s.namespace != cwmp.NS10 && !s.c.faulty("old-acs-never-suspected") && !s.c.faulty("supported-versions-newest-only") {
			s.c.mu.Lock()
			s.c.p.fallback = true
			s.c.mu.Unlock()
		}
		return fmt.Errorf("the ACS refuses the Inform with fault %s", code)
	}
	if err := s.negotiate(in, versions); err != nil {
		return err
	}
	s.delivered()
	return nil
}

// negotiate settles the CWMP version (3.7.1.1).
func (s *session) negotiate(in *cwmp.Envelope, versions []string) error {
	if err := s.refusal(in); err != nil {
		return err
	}
	if use := in.Header.UseCWMPVersion; use != nil {
		if versions[len(versions)-1] < "1.4" && !s.c.faulty("supported-versions-of-old-device") {
			return errors.New("UseCWMPVersion has to be understood, and is not by this version")
		}
		if !contains(versions, *use) && s.c.faulty("use-version-unlisted-taken") {
			s.version = versions[len(versions)-1]
			return nil
		}
		if !contains(versions, *use) && s.c.faulty("unlisted-version-given-up") {
			return errNoRetry
		}
		if !contains(versions, *use) || s.c.faulty("supported-versions-newest-only") && *use != "1.4" {
			return fmt.Errorf("UseCWMPVersion %q was not offered", *use)
		}
		s.version = *use
	} else if s.c.faulty("supported-versions-newest-only") {
		return errors.New("an ACS of CWMP 1.4 chooses the version by UseCWMPVersion")
	} else {
		switch in.Namespace {
		case cwmp.NS10:
			s.version = "1.0"
		case cwmp.NS11:
			s.version = "1.1"
		case cwmp.NS12:
			s.version = "1.2"
		default:
			return fmt.Errorf("the InformResponse is in the namespace %q", in.Namespace)
		}
		if highest := versions[len(versions)-1]; highest < s.version {
			s.version = highest
		}
	}
	switch {
	case s.c.faulty("inferred-version-not-used"), s.c.faulty("old-inferred-version-not-used"):
		// It goes on in the namespace of its Inform.
	case s.c.faulty("oldest-version-not-used"):
		s.namespace = cwmp.NS11
	case s.c.faulty("old-own-version-lowered"), s.c.faulty("old-own-version-lowered-from-1.3"):
		s.namespace = cwmp.NS10
	case s.c.faulty("chosen-version-in-newest-namespace") && in.Header.UseCWMPVersion != nil:
	default:
		s.namespace = cwmp.NamespaceOf(s.version)
	}
	return nil
}

func (s *session) buildInform() *cwmp.Inform {
	c := s.c
	c.mu.Lock()
	defer c.mu.Unlock()
	m := &cwmp.Inform{
		DeviceId: cwmp.DeviceIdStruct{
			Manufacturer: c.get("DeviceInfo.Manufacturer"), OUI: c.get("DeviceInfo.ManufacturerOUI"),
			ProductClass: c.get("DeviceInfo.ProductClass"), SerialNumber: c.get("DeviceInfo.SerialNumber"),
		},
		MaxEnvelopes: 1, CurrentTime: c.localTime(), RetryCount: s.retry,
	}
	c.misidentify(&m.DeviceId)
	if c.faulty("inform-relative-time-with-offset") {
		m.CurrentTime += "+01:00"
	}
	for _, e := range s.events {
		m.Event = append(m.Event, cwmp.EventStruct{EventCode: e.code, CommandKey: e.key})
	}
	if len(s.changed) > 0 {
		m.Event = append(m.Event, cwmp.EventStruct{EventCode: "4 VALUE CHANGE"})
	}
	listed := map[string]bool{}
	for _, n := range c.p.tree.ForcedInform() {
		listed[n.Path()] = true
		m.ParameterList = append(m.ParameterList, c.valueOf(n))
	}
	for _, name := range s.changed {
		if n := c.p.tree.Find(name); n != nil && !listed[name] {
			v := c.valueOf(n)
			v.Name = c.shown("", v.Name)
			m.ParameterList = append(m.ParameterList, v)
		}
	}
	c.misreport(m)
	return m
}

// delivered: the InformResponse confirms the events of the Inform (Table 8).
func (s *session) delivered() {
	c := s.c
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.initiated = true
	if c.faulty("events-not-cleared") && !s.succeeded {
		return
	}
	c.drop(func(e *event) bool {
		if e.code == connectionRequest && c.faulty("connection-request-delivered-by-end") {
			return false
		}
		confirmed := !e.onTransferComplete() && !e.onUnits() || e.onTransferComplete() && e.multiple() && c.faulty("transfer-events-delivered-by-inform") || c.confirmedEarly(e)
		return containsEvent(s.events, e) && confirmed && !c.confirmedOnce(e)
	})
	for _, name := range s.changed {
		delete(c.p.changed, name)
	}
	if s.beat {
		c.r.beats = nil
	}
}

// transferComplete calls TransferComplete for the first transfer to report.
func (s *session) transferComplete() error {
	t := s.calls[0]
	s.calls = s.calls[1:]
	if s.c.faulty("transfercomplete-delivered-unanswered") {
		s.c.mu.Lock()
		s.c.reported(t)
		s.c.mu.Unlock()
	}
	in, err := s.call(cwmp.Header{ID: s.nextID()}, "TransferComplete", s.c.completion(t, s.version))
	if err != nil {
		return err
	}
	s.declined = s.declined || in != nil && in.Kind == cwmp.FaultMsg
	if s.declined && s.c.faulty("transfercomplete-fault-ends-session") {
		return errors.New("the ACS does not take TransferComplete")
	}
	if in != nil && in.Kind == cwmp.FaultMsg && !s.c.faulty("transfercomplete-fault-as-response") {
		s.repeatsCall(t)
		return nil // the session goes on, the ACS is not informed (3.7.1.4, A.3.3.2)
	}
	s.c.mu.Lock()
	defer s.c.mu.Unlock()
	s.c.reported(t)
	s.c.installLate()
	return nil
}

// call sends a request of the device and returns its response or fault,
// sending it again unchanged for fault 8005 (3.7.1.6).
func (s *session) call(h cwmp.Header, name string, body any) (*cwmp.Envelope, error) {
	b := s.encode(h, name, body)
	for try := 0; ; try++ {
		in, err := s.post(name, b)
		if err != nil {
			return nil, err
		}
		if in == nil {
			if s.overlooked || s.c.faulty("empty-inform-response-accepted") {
				return nil, nil
			}
			return nil, fmt.Errorf("an empty response to %s", name)
		}
		if in.Header.ID != nil && *in.Header.ID != *h.ID && name != "Inform" {
			return nil, fmt.Errorf("the response to %s has the ID %q", name, *in.Header.ID)
		}
		switch {
		case in.Kind == cwmp.Response && in.Method == name:
			return in, nil
		case in.Kind != cwmp.FaultMsg:
			if s.c.faulty("wrong-response-answered-with-fault") && in.Kind == cwmp.Response && name == "Inform" {
				_, _ = s.post("Fault", s.encode(cwmp.Header{}, "Fault", fail(9003, "Invalid arguments").message()))
			}
			return nil, fmt.Errorf("%s in response to %s", in.Name, name)
		}
		code, err := faultCode(in)
		if err == nil {
			err = s.c.finds(in.Body.(*cwmp.Fault))
		}
		if err != nil {
			if s.c.faulty("fault-form-ignored") {
				return nil, nil
			}
			return nil, err
		}
		if code != "8005" || s.c.faulty("retry-request-refused") {
			return in, nil
		}
		if err := s.heldBack(); err != nil {
			return nil, err
		}
		if s.c.faulty("retry-request-changed") {
			b = withoutParameters(b)
		}
		if s.resends++; s.c.faulty("retry-request-three-in-all") && s.resends > maxRetries {
			return nil, errors.New("the ACS asked more than three times in this session to send something again")
		}
		if try == maxRetries && s.c.faulty("retry-request-limit-as-success") {
			return nil, errOverlooked
		}
		if try == maxRetries && !s.c.faulty("retry-request-unbounded") {
			return nil, fmt.Errorf("the ACS asked more than %d times to send %s again", maxRetries, name)
		}
	}
}

// empty sends an empty POST.
func (s *session) empty() (*cwmp.Envelope, error) { return s.post("", nil) }

// encode turns a message into bytes, with what a fault does to it.
func (s *session) encode(h cwmp.Header, name string, body any) []byte {
	m := s.c.mutation()
	if m.Message != nil {
		m.Message(s, name, &h, body)
	}
	style := cwmp.Style{Namespace: s.namespace}
	if m.Style != nil {
		m.Style(s, name, &style)
	}
	b := cwmp.Encode(h, name, body, style)
	if m.Bytes != nil {
		b = m.Bytes(name, b)
	}
	return s.swell(body, b)
}

// post sends an envelope, or nothing, and reads the response; nil stands for
// an empty one.
func (s *session) post(name string, body []byte) (*cwmp.Envelope, error) {
	var fields []wire.Field
	var plain []byte
	if len(body) > 0 {
		fields = []wire.Field{{Name: "SOAPAction"}, {Name: "Content-Type", Value: `text/xml; charset="utf-8"`}}
		plain = body
		fields, body = s.compress(fields, body)
	}
	resp, err := s.http.do(name, "POST", fields, body)
	if err != nil {
		return nil, s.overlook(err, errors.Is(err, errUnauthorized) && s.c.faulty("second-401-ignored") ||
			errors.Is(err, errNoConnection) && s.http.connTo != "" && s.c.faulty("reconnect-failure-as-success"))
	}
	if resp.Status == 415 && s.plainly() {
		return s.post(name, plain)
	}
	if resp.Status != 200 && resp.Status != 204 {
		return nil, s.overlook(s.refused(resp.Status),
			resp.Status/100 == 4 && s.c.faulty("status-4xx-ignored") || resp.Status/100 == 5 && s.c.faulty("status-5xx-ignored"))
	}
	if len(resp.Body) == 0 {
		if s.hold && s.c.faulty("hold-requests-outlasts-empty-response") {
			s.emptied = true // and so nothing more comes
		}
		s.hold = false // no envelope: HoldRequests is false (3.7.1.3)
		return nil, nil
	}
	env := cwmp.Decode(resp.Body)
	if d := s.c.invalid(env); d != "" {
		wellFormed := env.SOAP != nil && env.SOAP.WellFormed
		return nil, s.overlook(fmt.Errorf("the response is no valid envelope: %s", d),
			!wellFormed && s.c.faulty("malformed-xml-ignored") || wellFormed && s.c.faulty("soap-structure-ignored"))
	}
	if env.Header.HoldRequests != nil && s.c.faulty("hold-requests-refused") {
		return nil, errors.New("HoldRequests has to be understood, and is not")
	}
	s.hold = env.Header.HoldRequests != nil && (*env.Header.HoldRequests || s.c.faulty("hold-requests-0-as-1")) && !s.c.faulty("hold-requests-ignored")
	return env, nil
}
