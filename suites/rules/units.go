package rules

import (
	"fmt"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// unitCode is a fault code of an operation of ChangeDUState that Table 87 gives
// to some of the operations only.
type unitCode struct {
	row        string
	operations []string
}

var unitCodes = map[uint32]unitCode{
	9023: {"A.5.1-27", []string{"Install"}},
	9025: {"A.5.1-29", []string{"Install", "Update"}},
	9026: {"A.5.1-30", []string{"Install"}},
	9027: {"A.5.1-31", []string{"Install", "Update"}},
	9028: {"A.5.1-32", []string{"Update", "Uninstall"}},
	9030: {"A.5.1-34", []string{"Update"}},
	9031: {"A.5.1-35", []string{"Update"}},
	9032: {"A.5.1-36", []string{"Update"}},
}

func init() {
	add(rule.Rule{
		ID: "unit-codes", Title: "a fault code that Table 87 gives to certain operations on deployment units is used with these",
		Covers: []string{"A.5.1-27", "A.5.1-29", "A.5.1-30", "A.5.1-31", "A.5.1-32", "A.5.1-34", "A.5.1-35", "A.5.1-36"},
		Check: func(c *rule.Context) {
			if c.Subject != wire.CPE {
				return
			}
			kinds := operationsByKey(c.T)
			for _, s := range c.Envelopes() {
				m, ok := s.Env.Body.(*cwmp.DUStateChangeComplete)
				if !ok || s.Env.Kind != cwmp.Request || m.CommandKey == nil || kinds[*m.CommandKey] == "" {
					continue
				}
				kind := kinds[*m.CommandKey]
				for _, r := range m.Results {
					if code, bound := unitCodes[r.Fault.FaultCode]; bound && !slices.Contains(code.operations, kind) {
						c.Report(code.row, s.Whole(), fmt.Sprintf("%d only with %v", r.Fault.FaultCode, code.operations), fmt.Sprintf("%d in the result of %s", r.Fault.FaultCode, kind))
					}
				}
			}
		},
	})
}

// operationsByKey are the kinds of operation that were ordered, by CommandKey,
// where all of a call are of one kind and no other call has the key.
func operationsByKey(t *transcript.Transcript) map[string]string {
	kinds, seen := map[string]string{}, map[string]bool{}
	for _, x := range t.Exchanges {
		if x.RespEnv == nil {
			continue
		}
		m, ok := x.RespEnv.Body.(*cwmp.ChangeDUState)
		if !ok || m.CommandKey == nil {
			continue
		}
		kind := ""
		for i, op := range m.Operations {
			if k := operationKind(op); i == 0 || k == kind {
				kind = k
			} else {
				kind = ""
				break
			}
		}
		if seen[*m.CommandKey] {
			kind = ""
		}
		seen[*m.CommandKey] = true
		kinds[*m.CommandKey] = kind
	}
	return kinds
}

func operationKind(op any) string {
	switch op.(type) {
	case *cwmp.InstallOpStruct:
		return "Install"
	case *cwmp.UpdateOpStruct:
		return "Update"
	case *cwmp.UninstallOpStruct:
		return "Uninstall"
	}
	return ""
}
