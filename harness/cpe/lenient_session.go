package cpe

import (
	"errors"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// Varieties of the device in sessions, and in what it does outside them, that
// the standard leaves open: nothing is wrong with them.

// finds says why a fault of the ACS is not taken by a device that looks at
// more of it than it has to (3.5).
func (c *CPE) finds(f *cwmp.Fault) error {
	switch {
	case c.faulty("soap-faultcode-checked") && !strings.HasSuffix(f.SOAPCode, "Client") && !strings.HasSuffix(f.SOAPCode, "Server"):
		return errors.New("the faultcode is neither Client nor Server")
	case c.faulty("fault-without-string-refused") && !f.HasFaultString:
		return errors.New("the fault has no FaultString")
	}
	return nil
}

// heldBack has a device that is asked for a request again, and told to hold
// its requests, wait for its turn with an empty POST.
func (s *session) heldBack() error {
	if !s.hold || !s.c.faulty("retry-request-waits-under-hold") {
		return nil
	}
	for in, err := s.empty(); ; in, err = s.answer(in) {
		if err != nil || in == nil {
			return err
		}
		if in.Kind != cwmp.Request {
			return errors.New("a response comes although no request is outstanding")
		}
	}
}

// plainly has status 415 answered by the same message without compression, in
// the session.
func (s *session) plainly() bool {
	if s.compression == compressionOff || !s.c.faulty("compression-dropped-in-session") {
		return false
	}
	s.compression = compressionOff
	return true
}

// strictOn says that an envelope is invalid for what may be ignored in it.
func (c *CPE) strictOn(env *cwmp.Envelope, code soap.Code) bool {
	return code == cwmp.UnknownElement && env.Kind == cwmp.Request && c.faulty("unknown-element-ends-session")
}

// unknownIn is what a device refuses that does not ignore unknown elements.
func (c *CPE) unknownIn(in *cwmp.Envelope) string {
	for _, d := range in.Defects {
		if d.Code == cwmp.UnknownElement && c.faulty("unknown-element-refused") {
			return d.Detail
		}
	}
	return ""
}

// countsFromBegin has the wait before a retry run from when the attempt began.
func (c *CPE) countsFromBegin(s *session) {
	if c.faulty("retry-wait-from-attempt") {
		c.r.retryAt = c.r.retryAt.Add(s.begun.Sub(c.clock.Now()))
	}
}

// scheduleLate and transfersLate are by how much a device is late, by choice,
// with what has no bound, or one that is far.
func (c *CPE) scheduleLate() time.Duration {
	if c.faulty("schedule-three-minutes-late") {
		return 3 * time.Minute
	}
	return 0
}

func (c *CPE) transfersLate() time.Duration {
	if c.faulty("transfers-40-seconds-late") {
		return 40 * time.Second
	}
	return 0
}

// modesLater has a change of how instances are addressed wait for the end of
// the session, which Status 1 tells (A.3.2.1, note 24). before is the tree as
// it was.
func (c *CPE) modesLater(before *datamodel.Tree, set map[string]bool) int {
	status := 0
	for _, below := range []string{"ManagementServer.InstanceMode", "ManagementServer.AutoCreateInstances"} {
		if name := c.name(below); set[name] && c.faulty("addressing-changes-after-session") {
			now := c.get(below)
			c.put(below, before.Get(name))
			c.r.late = append(c.r.late, func() { c.put(below, now) })
			status = 1
		}
	}
	return status
}

// transports says that files are fetched by URLs of that scheme, or that a
// device takes the order and finds out later that they are not.
func (c *CPE) transports(scheme string, t *transfer) bool {
	switch scheme {
	case "http", "https":
		return true
	case "ftp":
		if c.faulty("session-connection-for-ftp") {
			return true
		}
	}
	return t.download && c.faulty("download-refusals-come-later")
}

// refusesLate is how an order ends that others refuse at once; nil for one that
// is carried out.
func (c *CPE) refusesLate(t *transfer) *rpcError {
	switch {
	case !t.download || !c.faulty("download-refusals-come-later"):
		return nil
	case t.url.Scheme != "http" && t.url.Scheme != "https":
		return fail(9013, "Unsupported protocol for file transfer: %s", t.url.Scheme)
	case !strings.HasPrefix(t.fileType, "1 ") && !strings.HasPrefix(t.fileType, "3 ") && !strings.HasPrefix(t.fileType, "6 "):
		return fail(9010, "File transfer failure: the file type %q is not supported", t.fileType)
	}
	return nil
}

// mostListed is how many transfers GetAllQueuedTransfers lists (Table 61).
const mostListed = 16
