package selftest

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

// provocations are what cases have the ACS get wrong in a request whose answer
// is to be judged as any other, so that no intent is on record.
var provocations = map[string][]string{
	"CPE-ADD-020":   {"A.3.2.6-2"},  // AddObject of an instance
	"CPE-AUTH-006":  {"3.4.4-3"},    // Basic without TLS
	"CPE-CR-003":    {"3.2.2.2-9"},  // a body that the device has to ignore
	"CPE-DEL-020":   {"A.3.2.7-2"},  // DeleteObject of what is no instance
	"CPE-DEL-021":   {"A.3.2.7-29"}, // without the dot
	"CPE-DEL-025":   {"A.3.2.7-2"},  // of an unknown name
	"CPE-DEL-026":   {"A.3.2.7-2"},  // of a table
	"CPE-DL-103":    {"A.3.2.8-52"}, // a URL with userinfo
	"CPE-FAULT-001": {"A.3.1.1-13"}, // a method of no name that the standard allows
	"CPE-FAULT-002": {"A.2.1-27"},   // a value that is none of its type
	"CPE-GPN-006":   {"A.3.2.3-4"},  // the name of an Object without the dot
	"CPE-GPV-002":   {"A.3.2.2-5"},  // the same
	"CPE-SPV-025":   {"A.3.2.1-4"},  // a Parameter twice
}

// TestReferenceACS holds the rules for an ACS against what the reference ACS
// says throughout the CPE suite, apart from where a case has it be wrong on
// purpose: either the ACS or a rule would be wrong.
func TestReferenceACS(t *testing.T) {
	var (
		mu      sync.Mutex
		records []*transcript.Transcript
	)
	witness := rule.Rule{ID: "witness", Check: func(c *rule.Context) {
		mu.Lock()
		defer mu.Unlock()
		records = append(records, c.T)
	}}
	synctest.Test(t, func(t *testing.T) { inBubble(t, "", nil, witness) })
	for _, record := range records {
		for _, f := range rule.Judge(meant(record), wire.ACS, rule.Facts{}, rules.For(wire.ACS)) {
			if slices.Contains(provocations[record.Name], f.Requirement) {
				continue
			}
			t.Errorf("%s: %s found %s: expected %s, got %s (exchange %d, line %d: %s)", record.Name, f.Check, f.Requirement, f.Expected, f.Got, f.Where.Exchange, f.Where.Line, f.Where.Bytes)
		}
	}
	if len(records) < 100 {
		t.Errorf("only %d cases left a record", len(records))
	}
}

// meant leaves out the sessions in which the ACS was wrong on purpose.
func meant(t *transcript.Transcript) *transcript.Transcript {
	wrong := func(x *transcript.Exchange) bool { return x.Intent != "" }
	kept := *t
	kept.Sessions = slices.DeleteFunc(slices.Clone(t.Sessions), func(s *transcript.Session) bool { return slices.ContainsFunc(s.Exchanges, wrong) })
	kept.Exchanges = slices.DeleteFunc(slices.Clone(t.Exchanges), func(x *transcript.Exchange) bool {
		return wrong(x) || x.Session != 0 && !slices.ContainsFunc(kept.Sessions, func(s *transcript.Session) bool { return s.N == x.Session })
	})
	return &kept
}
