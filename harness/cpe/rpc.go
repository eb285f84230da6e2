package cpe

import (
	"errors"
	"fmt"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// rpcError is a fault of the device (Table 87).
type rpcError struct {
	code   int
	text   string
	params []cwmp.SetParameterValuesFault
}

func (e *rpcError) Error() string { return fmt.Sprintf("%d %s", e.code, e.text) }

func fail(code int, format string, args ...any) *rpcError {
	return &rpcError{code: code, text: fmt.Sprintf(format, args...)}
}

// clientFaults are the codes whose Type is Client (Table 87); all others are Server.
var clientFaults = map[int]bool{9003: true, 9005: true, 9006: true, 9007: true, 9008: true, 9020: true, 9021: true}

func (e *rpcError) message() *cwmp.Fault {
	f := &cwmp.Fault{SOAPCode: "Server", SOAPString: "CWMP fault", HasCWMP: true,
		FaultCode: fmt.Sprint(e.code), FaultString: clip(e.text), HasFaultString: true, SetParameterValuesFault: e.params}
	if clientFaults[e.code] {
		f.SOAPCode = "Client"
	}
	return f
}

// clip bounds a text that may quote a value, for a FaultString.
func clip(s string) string {
	if r := []rune(s); len(r) > 180 {
		return string(r[:180])
	}
	return s
}

// answer carries out a request of the ACS and posts the response or fault;
// what comes back is the next thing the ACS has to say (3.7.1.2).
func (s *session) answer(in *cwmp.Envelope) (*cwmp.Envelope, error) {
	if err := s.choke(in); err != nil {
		return nil, err
	}
	if s.c.faulty("schema-violation-ends-session") && schemaDefect(in) != "" {
		return nil, errors.New("the request breaks the schema")
	}
	if err := s.restartEarly(in); err != nil {
		return nil, err
	}
	name, body := in.Method+"Response", any(nil)
	s.c.misreadNextLevel(in)
	out, rpcErr := s.dispatch(in)
	s.lookAhead(in.Body)
	if rpcErr == nil && s.c.has("transfers-at-once") {
		out, rpcErr = s.atOnce(out)
	}
	if s.appliesFirst(in.Method) {
		return nil, errors.New("the device restarts to apply a change")
	}
	if rpcErr != nil {
		s.c.logf("%s: %v", in.Method, rpcErr)
		name, body = "Fault", rpcErr.message()
	} else {
		body = out
	}
	if m, ok := in.Body.(*cwmp.GetParameterValues); ok && s.c.faulty("empty-post-before-slow-answer") && contains(m.ParameterNames, s.c.model.Root) {
		if _, err := s.empty(); err != nil {
			return nil, err
		}
	}
	s.answered++
	switch {
	case s.c.faulty("request-answered-by-empty-post") && name == "GetParameterAttributesResponse":
		return s.post("", nil)
	case s.c.faulty("session-cut-after-four-minutes") && s.c.clock.Since(s.begun) > 4*time.Minute,
		s.c.faulty("session-cut-after-20-requests") && s.answered > 20:
		return nil, errors.New("enough for one session")
	}
	s.c.takesTime()
	// The ID is echoed in success and failure alike (Table 4).
	return s.post(name, s.encode(cwmp.Header{ID: in.Header.ID}, name, body))
}

// unchecked names, by fault, the method whose arguments are not held against
// the schema.
var unchecked = map[string]string{
	"spa-notification-unbounded":      "SetParameterAttributes",
	"gpn-next-level-missing-taken":    "GetParameterNames",
	"download-missing-argument-taken": "Download",
}

func (s *session) dispatch(in *cwmp.Envelope) (any, *rpcError) {
	if wrong := methodFaults[s.c.cfg.Fault]; wrong != nil {
		if out, err, done := wrong(s, in); done {
			return out, err
		}
	}
	if !contains(s.c.methods(s.version), in.Method) {
		return nil, fail(9000, "Method not supported")
	}
	if d := s.c.unknownIn(in); d != "" {
		return nil, fail(9003, "Invalid arguments: %s", d)
	}
	if d := schemaDefect(in); d != "" && unchecked[s.c.cfg.Fault] != in.Method {
		if in.Method == "ScheduleInform" && s.c.faulty("schedule-inform-malformed-9004") {
			return nil, fail(9004, "Resources exceeded: %s", d)
		}
		if s.c.faulty("schema-violation-9002") {
			return nil, fail(9002, "Internal error: %s", d)
		}
		return nil, fail(9003, "Invalid arguments: %s", d)
	}
	c := s.c
	c.mu.Lock()
	defer c.mu.Unlock()
	c.processesChange()
	if err := c.denyObjects(in); err != nil {
		return nil, err
	}
	if lacking[c.cfg.Fault] == in.Method {
		return nil, fail(9000, "Method not supported")
	}
	defer c.haunt(in.Method)()
	if c.has("alias") {
		return c.byAlias(in.Body, s.perform)
	}
	return s.perform(in.Body)
}

// perform carries out a request in which instances are named by numbers.
func (s *session) perform(body any) (any, *rpcError) {
	c := s.c
	switch m := body.(type) {
	case *cwmp.GetRPCMethods:
		return &cwmp.GetRPCMethodsResponse{MethodList: c.methods(s.version)}, nil
	case *cwmp.SetParameterValues:
		return twisted(c, setFaults, m, c.setParameterValues)
	case *cwmp.GetParameterValues:
		return twisted(c, getFaults, m, c.getParameterValues)
	case *cwmp.GetParameterNames:
		return twisted(c, nameFaults, m, c.getParameterNames)
	case *cwmp.SetParameterAttributes:
		return c.setParameterAttributes(m)
	case *cwmp.GetParameterAttributes:
		return twisted(c, getAttributeFaults, m, c.getParameterAttributes)
	case *cwmp.AddObject:
		return c.addObject(m)
	case *cwmp.DeleteObject:
		return c.deleteObject(m)
	case *cwmp.Reboot:
		return c.rebootRPC(m)
	case *cwmp.Download:
		return c.download(m)
	case *cwmp.Upload:
		return c.upload(m)
	case *cwmp.FactoryReset:
		c.r.reset = true
		return &cwmp.FactoryResetResponse{}, nil
	case *cwmp.ScheduleDownload:
		return c.scheduleDownload(m)
	case *cwmp.ChangeDUState:
		return c.changeDUState(m)
	case *cwmp.ScheduleInform:
		return c.scheduleInform(m)
	case *cwmp.CancelTransfer:
		return c.cancelTransfer(m)
	case *cwmp.GetAllQueuedTransfers:
		return c.getAllQueuedTransfers()
	}
	return nil, fail(9000, "Method not supported")
}

// twist is what a fault makes of one method: it is given the request and the
// faultless way to carry it out.
type twist[M, R any] func(c *CPE, m *M, right func(*M) (*R, *rpcError)) (*R, *rpcError)

// twisted carries out a method, by the twist of the device's fault if it has one.
func twisted[M, R any](c *CPE, twists map[string]twist[M, R], m *M, right func(*M) (*R, *rpcError)) (any, *rpcError) {
	do := right
	if wrong := twists[c.cfg.Fault]; wrong != nil {
		do = func(m *M) (*R, *rpcError) { return wrong(c, m, right) }
	}
	out, err := do(m)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// methods are the RPCs that the device responds to (Table 5).
func (c *CPE) methods(version string) []string {
	list := []string{"GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames",
		"SetParameterAttributes", "GetParameterAttributes", "AddObject", "DeleteObject", "Reboot", "Download"}
	if !c.has("no-optional") {
		list = append(list, "Upload", "FactoryReset", "ScheduleInform")
		if version != "1.0" || c.faulty("newer-method-answered") {
			list = append(list, "GetAllQueuedTransfers") // came with CWMP 1.1
		}
	}
	if version != "1.0" && version != "1.1" { // both came with CWMP 1.2
		if c.has("schedules-downloads") {
			list = append(list, "ScheduleDownload")
		}
		if c.has("cancels-transfers") {
			list = append(list, "CancelTransfer")
		}
		if c.has("software-modules") {
			list = append(list, "ChangeDUState")
		}
	}
	return list
}

func (c *CPE) rebootRPC(m *cwmp.Reboot) (any, *rpcError) {
	if err := c.key("CommandKey", m.CommandKey); err != nil {
		return nil, err
	}
	if c.faulty("reboot-key-cut") && len(m.CommandKey) > 16 {
		m.CommandKey = m.CommandKey[:16]
	}
	if c.faulty("reboot-not-done") {
		return &cwmp.RebootResponse{}, nil
	}
	c.r.reboots = append(c.r.reboots, m.CommandKey)
	return &cwmp.RebootResponse{}, nil
}

// statusOf is the Status of a change of some values: 1 too if it takes a reboot.
func (c *CPE) statusOf(set map[string]bool) int {
	if c.has("reboots-to-apply") && set[c.name("DeviceInfo.ProvisioningCode")] {
		c.r.applying = !c.faulty("reboot-to-apply-not-made")
		return 1
	}
	return c.status()
}

// statusOfRow is the Status of the addition or deletion of a row: 1 too if it
// takes a reboot.
func (c *CPE) statusOfRow(table string, deleted bool) int {
	if c.has("reboots-to-apply") && table == c.name("Users.User.") {
		c.r.applying = !(c.faulty("reboot-to-apply-not-made") || deleted && c.faulty("reboot-to-apply-not-made-for-deletion"))
		return 1
	}
	if c.faulty("add-delete-status-one") {
		return 1
	}
	return c.status()
}

// status is the Status of a change: 1 if it is only applied after the session.
func (c *CPE) status() int {
	if c.has("deferred") {
		return 1
	}
	return 0
}
