package cpe

import (
	"crypto/rand"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// unitChange is one ChangeDUState call (A.4.1.10).
type unitChange struct {
	key     string
	ops     []any
	results []cwmp.OpResultStruct
	again   bool // called for once, for faults
}

// The events of a ChangeDUState that is over (Table 8).
const (
	unitsChanged    = "11 DU STATE CHANGE COMPLETE"
	unitsChangedFor = "M ChangeDUState"
)

// onUnits says that the answer to DUStateChangeComplete confirms the delivery (Table 8).
func (e *event) onUnits() bool { return e.code == unitsChanged || e.code == unitsChangedFor }

// changeDUState queues the operations; they begin after the session.
func (c *CPE) changeDUState(m *cwmp.ChangeDUState) (any, *rpcError) {
	u := &unitChange{ops: m.Operations}
	if m.CommandKey != nil {
		u.key = *m.CommandKey
	}
	if err := c.key("CommandKey", u.key); err != nil {
		return nil, err
	}
	if len(u.ops) == 0 {
		return nil, fail(9003, "Invalid arguments: no operation")
	}
	if len(u.ops) > 16 {
		return nil, fail(9004, "Resources exceeded: more than 16 operations")
	}
	c.p.changes = append(c.p.changes, u)
	return &cwmp.ChangeDUStateResponse{}, nil
}

// startChanges begins the first ChangeDUState that waits; one at a time.
func (c *CPE) startChanges() {
	if c.r.changing || len(c.p.changes) == 0 || c.r.restart != restartNone {
		return
	}
	u, p, r := c.p.changes[0], c.p, c.r
	c.r.changing = true
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		var results []cwmp.OpResultStruct
		for _, op := range u.ops {
			results = append(results, c.operate(op))
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.p != p || c.r != r || c.ctx.Err() != nil || c.r.restart != restartNone {
			return // the device was restarted meanwhile; the operations begin anew
		}
		c.r.changing = false
		u.results = results
		c.p.changes = c.p.changes[1:]
		c.p.unitsDone = append(c.p.unitsDone, u)
		c.announceUnits(u)
		c.nudge()
	}()
}

// operate carries out one operation; the caller does not hold mu.
func (c *CPE) operate(op any) cwmp.OpResultStruct {
	c.mu.Lock()
	result := cwmp.OpResultStruct{CurrentState: "Failed", Resolved: true, StartTime: c.utc(c.clock.Now()), CompleteTime: cwmp.UnknownTime}
	c.mu.Unlock()
	var err *rpcError
	switch op := op.(type) {
	case *cwmp.InstallOpStruct:
		result.UUID = text(op.UUID)
		if err = c.checkInstall(op); err != nil {
			if c.faulty("units-bad-uuid-9027") {
				result.UUID = ""
			}
			break
		}
		err = c.fetchUnit(op.URL, text(op.Username), text(op.Password))
	case *cwmp.UpdateOpStruct:
		if result.UUID = text(op.UUID); text(op.URL) != "" {
			err = c.fetchUnit(text(op.URL), text(op.Username), text(op.Password))
		}
	case *cwmp.UninstallOpStruct:
		result.UUID = op.UUID
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		err = c.changeUnit(op, &result)
	}
	if err != nil && err.code == 9028 && c.faulty("units-unknown-as-uninstalled") {
		result.CurrentState = "Uninstalled"
	}
	if err != nil {
		result.Fault = cwmp.DeploymentUnitFaultStruct{FaultCode: uint32(c.ofUnit(err.code)), FaultString: &err.text}
		return result
	}
	result.CompleteTime = c.utc(c.clock.Now())
	result.Fault.FaultString = new(string)
	return result
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// ofUnit is the fault code of an operation for one of a transfer (Table 81).
func (c *CPE) ofUnit(code int) int {
	if wrong, ok := wrongUnitCodes[c.cfg.Fault]; ok && code == wrong[0] {
		return wrong[1]
	}
	if code == 9010 || code == 9014 || code == 9019 {
		return 9001
	}
	return code
}

// checkInstall looks at what an installation is told to use; the caller does not hold mu.
func (c *CPE) checkInstall(op *cwmp.InstallOpStruct) *rpcError {
	c.mu.Lock()
	defer c.mu.Unlock()
	if uuid := text(op.UUID); uuid != "" && len(uuid) != 36 {
		return fail(9022, "Invalid UUID Format")
	}
	ref := text(op.ExecutionEnvRef)
	if ref == "" {
		return nil
	}
	row := c.p.tree.Find(strings.TrimSuffix(ref, ".") + ".")
	switch {
	case row == nil:
		return fail(9023, "Unknown Execution Environment")
	case c.p.tree.Get(row.Path()+"Enable") == "false":
		return fail(9024, "Disabled Execution Environment")
	}
	return nil
}

// wrongUnitCodes are, by fault, the code that a broken device takes for another one.
var wrongUnitCodes = map[string][2]int{
	"units-bad-uuid-9027":             {9022, 9027},
	"units-unknown-environment-9012":  {9023, 9012},
	"units-disabled-environment-9017": {9024, 9017},
	"units-unknown-9023":              {9028, 9023},
	"units-unknown-9025":              {9028, 9025},
	"units-unknown-9026":              {9028, 9026},
	"units-unknown-9027":              {9028, 9027},
	"units-unknown-9030":              {9028, 9030},
	"units-unknown-9031":              {9028, 9031},
	"units-unknown-9032":              {9028, 9032},
}

// fetchUnit downloads a package.
func (c *CPE) fetchUnit(from, user, pass string) *rpcError {
	at, err := url.Parse(from)
	switch {
	case err != nil || at.User != nil:
		return fail(9003, "Invalid arguments: the URL")
	case at.Scheme != "http" && at.Scheme != "https" || at.Host == "":
		return fail(9013, "Unsupported protocol for file transfer")
	}
	body, e := c.perform(&transfer{download: true, url: at, user: user, pass: pass})
	if e == nil && len(body) == 0 {
		return fail(9018, "File transfer failure: the file is empty")
	}
	return e
}

// changeUnit makes the change in the data model.
func (c *CPE) changeUnit(op any, result *cwmp.OpResultStruct) *rpcError {
	var row *datamodel.Node
	if install, ok := op.(*cwmp.InstallOpStruct); ok {
		added, err := c.p.tree.Add(c.p.tree.Find(c.name("SoftwareModules.DeploymentUnit.")))
		if err != nil {
			return fail(9027, "System Resources Exceeded")
		}
		row = added
		if result.UUID == "" {
			result.UUID = newUUID()
		}
		for name, v := range map[string]string{"UUID": result.UUID, "URL": install.URL, "Status": "Installed", "Resolved": "true", "Version": "1"} {
			c.put(strings.TrimPrefix(row.Path(), c.model.Root)+name, v)
		}
	} else {
		row = c.unit(result.UUID)
	}
	if row == nil {
		return fail(9028, "Unknown Deployment Unit")
	}
	result.DeploymentUnitRef, result.CurrentState = row.Path(), "Installed"
	result.Version = c.p.tree.Get(row.Path() + "Version")
	if _, ok := op.(*cwmp.UninstallOpStruct); ok {
		result.CurrentState = "Uninstalled"
		c.p.tree.Delete(row)
	}
	return nil
}

// unit is the row of a deployment unit, nil if there is none.
func (c *CPE) unit(uuid string) *datamodel.Node {
	for _, row := range c.p.tree.Find(c.name("SoftwareModules.DeploymentUnit.")).Children {
		if c.p.tree.Get(row.Path()+"UUID") == uuid {
			return row
		}
	}
	return nil
}

// newUUID is a random UUID (RFC 4122, version 4).
func newUUID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// announceUnits raises the events of a ChangeDUState that is over.
func (c *CPE) announceUnits(u *unitChange) {
	switch {
	case c.faulty("units-never-told"):
		return
	case c.faulty("units-told-as-periodic"):
		c.raise("2 PERIODIC", "")
		return
	case c.faulty("units-eleven-alone"):
		c.raise(unitsChanged, "")
		return
	}
	if !c.faulty("units-repeated") {
		c.raise(unitsChanged, "")
	}
	if c.faulty("units-merged") && slices.ContainsFunc(c.p.events, func(e *event) bool { return e.code == unitsChangedFor }) {
		return
	}
	if c.faulty("units-repeated") {
		c.p.events = append(c.p.events, &event{code: unitsChanged})
	}
	key := u.key
	if c.faulty("units-key-lost") {
		key = ""
	}
	c.raise(unitsChangedFor, key)
}

// unitsComplete calls DUStateChangeComplete for the first ChangeDUState to report.
func (s *session) unitsComplete() error {
	u := s.units[0]
	s.units = s.units[1:]
	u.again = u.again || s.c.faulty("units-called-once")
	in, err := s.call(cwmp.Header{ID: s.nextID()}, "DUStateChangeComplete", &cwmp.DUStateChangeComplete{Results: u.results, CommandKey: &u.key})
	if err != nil || in != nil && in.Kind == cwmp.FaultMsg {
		return err // after a fault the session goes on, the ACS is not informed (A.4.2.3)
	}
	s.c.mu.Lock()
	defer s.c.mu.Unlock()
	s.c.reportedUnits(u)
	return nil
}

// reportedUnits: the ACS has confirmed a DUStateChangeComplete, which delivers
// its events (Table 8).
func (c *CPE) reportedUnits(u *unitChange) {
	if c.faulty("units-reported-again") && !u.again {
		u.again = true
		c.r.want = true
		return
	}
	c.p.unitsDone = slices.DeleteFunc(c.p.unitsDone, func(x *unitChange) bool { return x == u })
	found := false
	c.drop(func(e *event) bool {
		if !found && e.code == unitsChangedFor && (e.key == u.key || c.faulty("units-key-lost")) {
			found = true
			return true
		}
		return e.code == unitsChanged && len(c.p.unitsDone) == 0
	})
}

// unitsDue are the ChangeDUState calls to report in the session.
func (c *CPE) unitsDue() []*unitChange {
	return slices.DeleteFunc(slices.Clone(c.p.unitsDone), func(u *unitChange) bool {
		return c.faulty("units-not-called") || c.faulty("units-never-told") || u.again && c.faulty("units-called-once")
	})
}
