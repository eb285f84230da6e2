package conform

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/gomega"
	"github.com/onsi/gomega/types"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// T is what a case's body works with. A body takes everything from it, so that
// many runs can go on side by side in one process.
type T struct {
	Ctx  context.Context
	Case Case
	Env  any // what the suite needs: its peer, the device's description

	at       rule.At
	findings []verdict.Finding
	notes    []verdict.Finding
	judged   map[string]bool
	cleanups []cleanup
	missing  func(need string) string
	spared   []part // of the body, that were skipped
	broken   []part // that were stopped
	missed   bool   // what was waited for last did not come, see Came
}

type cleanup struct {
	what string
	run  func() error
}

// inconclusive ends a body: the situation could not be brought about.
type inconclusive struct{ reason string }

// skipped ends a body: the case does not apply to this device.
type skipped struct{ reason string }

// Stop ends the body because the situation that the case needs did not come
// about. If no rule explains it, the case is an Error, not a failure.
//
// With ErrDeclined among the arguments the case is skipped.
func (t *T) Stop(format string, args ...any) {
	for _, a := range args {
		if err, ok := a.(error); ok && errors.Is(err, ErrDeclined) {
			panic(skipped{err.Error()})
		}
	}
	panic(inconclusive{fmt.Sprintf(format, args...)})
}

// ErrDeclined is the error of a step that a person was to do and passed on.
var ErrDeclined = errors.New("the operator skipped the step that had to be done by hand")

// Skip ends the body because the case does not apply to the device; the
// reason names what is missing. It is for what only the run can tell (no
// parameter of a kind exists); claims and hooks belong in Case.Needs.
func (t *T) Skip(format string, args ...any) {
	panic(skipped{fmt.Sprintf(format, args...)})
}

// At sets the message that the following expectations are about.
func (t *T) At(at rule.At) { t.at = at }

// Cleanup registers what restores the device after the body, last first. what
// names it in the words of a reader: if it fails the case is an Error.
func (t *T) Cleanup(what string, run func() error) {
	t.cleanups = append(t.cleanups, cleanup{what, run})
}

// Req names the requirements that the next expectation judges.
func (t *T) Req(ids ...string) Requirements {
	for _, id := range ids {
		if !slices.Contains(t.Case.Covers, id) {
			panic(fmt.Sprintf("case %s judges %s, which it does not cover", t.Case.ID, id))
		}
	}
	return Requirements{t: t, ids: ids}
}

// Note begins an expectation on what no requirement says: where it does not
// hold there is a robustness note, which is apart from the verdict.
func (t *T) Note() Requirements { return Requirements{t: t, note: true} }

// unjudged lists the requirements that the case covers, parts that were skipped
// left out, and that no expectation named.
func (t *T) unjudged() []string {
	var list []string
	covers, _ := t.covered()
	for _, id := range covers {
		if !t.judged[id] {
			list = append(list, id)
		}
	}
	return list
}

// Requirements is what an expectation judges.
type Requirements struct {
	t    *T
	ids  []string
	note bool
}

// Expect begins an expectation; what says in a few words what actual is.
func (r Requirements) Expect(actual any, what string, args ...any) Expectation {
	return Expectation{r, actual, fmt.Sprintf(what, args...)}
}

// Expectation is judged by To.
type Expectation struct {
	r      Requirements
	actual any
	what   string
}

// To judges actual by a Gomega matcher. A mismatch is a finding for each of
// the requirements, and the body goes on; the result tells whether it held.
func (e Expectation) To(m types.GomegaMatcher) bool {
	t := e.r.t
	for _, id := range e.r.ids {
		t.judged[id] = true
	}
	ok, err := m.Match(e.actual)
	if err != nil {
		panic(fmt.Sprintf("case %s: %s: %v", t.Case.ID, e.what, err))
	}
	if ok {
		return true
	}
	want, is := expected(e.what, e.actual, m), got(e.actual)
	if e.r.note {
		t.notes = append(t.notes, verdict.Finding{Level: verdict.NoteLevel, Check: t.Case.ID, Expected: want, Got: is, Where: rule.Place(t.at), Count: 1})
	}
	for _, id := range e.r.ids {
		t.found(rule.Finding(id, t.Case.ID, t.at, want, is))
	}
	return false
}

// enough is how many findings on one requirement a case shows one by one: a
// body that looks at forty objects need not say forty times what is wrong.
const enough = 3

// found keeps a finding, or counts it with the last that is shown.
func (t *T) found(f verdict.Finding) {
	shown, last := 0, 0
	for i := range t.findings {
		if t.findings[i].Requirement == f.Requirement {
			shown, last = shown+1, i
		}
	}
	if shown >= enough {
		t.findings[last].Count++
		return
	}
	t.findings = append(t.findings, f)
}

// NotTo is To for a matcher that must not match.
func (e Expectation) NotTo(m types.GomegaMatcher) bool { return e.To(gomega.Not(m)) }

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + " …"
}

// Outside is a T that belongs to no case of a suite, for what is done before
// the cases are run. It can judge nothing.
func Outside(ctx context.Context, id string) *T {
	return &T{Ctx: ctx, Case: Case{ID: id}, judged: map[string]bool{}}
}

// Attempt runs steps outside a case; what would end a body comes back as an error.
func (t *T) Attempt(steps func()) error {
	if _, trouble := t.perform(func(*T) { steps() }); len(trouble) > 0 {
		return errors.New(strings.Join(trouble, "; "))
	}
	return nil
}
