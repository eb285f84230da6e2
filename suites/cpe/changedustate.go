package cpe

import (
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const (
	aboutUnits      = "ChangeDUState"
	unitsChanged    = "11 DU STATE CHANGE COMPLETE"
	unitsChangedFor = "M ChangeDUState"
)

var needsUnits = []string{"change-du-state", NeedFiles}

// What the device installs is a file that is missing, or the lent one, which is
// no package: the end of the operation, good or bad, is what the cases are about.
func init() {
	spec(conform.Case{
		ID: "CPE-DU-001", Subject: aboutUnits, Needs: needsUnits, Waits: 600,
		Title: "the end of a ChangeDUState is told by its events and DUStateChangeComplete until that is answered",
		Covers: reqs("3.7.1.5-16", "3.7.1.5-81", "3.7.1.5-82", "3.7.1.5-83", "3.7.1.5-85", "3.7.1.5-123",
			"3.7.1.5-125", "A.3.3.1-74"),
		Steps:  "Order the installation of a file; close the connection when DUStateChangeComplete comes. Serve the next session, and ask for one more.",
		Passes: "The session has 11 DU STATE CHANGE COMPLETE and M ChangeDUState with the CommandKey, and so has the next one, which brings DUStateChangeComplete again; the one after it has not.",
	}, func(t *CPE) {
		key := t.install("file", t.lent())
		first := t.uptoUnits(key)
		t.Req("3.7.1.5-81").Expect(eventsOf(first), "the events of the session").To(ContainElement(unitsChanged))
		t.Req("A.3.3.1-74").Expect(keysOf(first, unitsChangedFor), "the CommandKeys of M ChangeDUState").To(Or(BeEmpty(), ContainElement(key)))
		t.Req("3.7.1.5-83", "3.7.1.5-123").Expect(keysOf(first, unitsChangedFor), "the CommandKeys of M ChangeDUState").To(ContainElement(key))
		t.goOn(t.Req("3.7.1.5-82").Expect(t.unitsCalled(), "whether DUStateChangeComplete comes in the session").To(BeTrue()))
		_, _ = t.TrySend(acs.Answer{HangUp: true, Intent: "no answer to DUStateChangeComplete"})
		next := t.orNext(nil, retryBound)
		t.Req("3.7.1.5-85").Expect(unsent(first, next, unitsChanged), "what was not delivered and is not sent again").To(BeEmpty())
		t.Req("3.7.1.5-125").Expect(unsent(first, next, unitsChangedFor), "what was not delivered and is not sent again").To(BeEmpty())
		t.goOn(t.Req("3.7.1.5-16").Expect(t.unitsCalled(), "whether DUStateChangeComplete comes in the next session").To(BeTrue()))
		t.Finish()
		later := t.Connect()
		t.Req("3.7.1.5-85").Expect(again(first, later, unitsChanged), "what was confirmed and is sent again").To(BeEmpty())
		t.Req("3.7.1.5-125").Expect(again(first, later, unitsChangedFor), "what was confirmed and is sent again").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-DU-002", Subject: aboutUnits, Needs: needsUnits, Waits: 600,
		Title:  "of several ChangeDUState calls each has its M ChangeDUState, be its end good or bad",
		Covers: reqs("3.7.1.5-81", "3.7.1.5-84", "3.7.1.5-123", "3.7.1.5-124"),
		Steps:  "Order the installation of a file and of one that is missing; refuse the sessions that they bring with 500 until both are over.",
		Passes: "An Inform has 11 DU STATE CHANGE COMPLETE once, and M ChangeDUState with each of the CommandKeys.",
	}, func(t *CPE) {
		keys := []string{t.install("file", t.lent()), t.install("missing", acs.File{Absent: true})}
		t.uptoUnits(keys[0])
		series := t.attempts(t.session.Inform(), 3, func(in *cwmp.Inform) bool { return len(keysOf(in, unitsChangedFor)) > 1 })
		last := series[len(series)-1]
		t.Req("3.7.1.5-81").Expect(eventsOf(last), "the events").To(ContainElement(unitsChanged))
		t.Req("3.7.1.5-84").Expect(count(eventsOf(last), unitsChanged), "how often 11 DU STATE CHANGE COMPLETE is there").To(BeNumerically("<=", 1))
		t.Req("3.7.1.5-123").Expect(keysOf(last, unitsChangedFor), "the CommandKeys of M ChangeDUState").To(ContainElement(keys[0]))
		t.Req("3.7.1.5-124").Expect(len(keysOf(last, unitsChangedFor)), "how often M ChangeDUState is there for two calls").NotTo(Equal(1))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-DU-003", Subject: aboutUnits, Needs: append([]string{target.NeedPowerCycle}, needsUnits...), Waits: 600,
		Title:  "the end of a ChangeDUState that was not delivered survives a restart",
		Covers: reqs("3.7.1.5-86", "3.7.1.5-126"),
		Steps:  "Order the installation of a file; refuse the session that its end brings, and two attempts after it, with 500; take the power away and give it back.",
		Passes: "The Inform after the restart has both events.",
	}, func(t *CPE) {
		first := t.uptoUnits(t.install("file", t.lent()))
		t.attempts(first, 2, never)
		t.refuse(status(500))
		back := t.powerLost()
		t.Req("3.7.1.5-86").Expect(unsent(first, back, unitsChanged), "what was not delivered and is lost").To(BeEmpty())
		t.Req("3.7.1.5-126").Expect(unsent(first, back, unitsChangedFor), "what was not delivered and is lost").To(BeEmpty())
		t.Finish()
	})
}

// install orders the installation of a file and returns its CommandKey.
func (t *CPE) install(path string, file acs.File) string {
	t.Open()
	key, none := t.key(), ""
	at := "/" + t.Case.ID + "/" + path
	t.Files.Put(at, file)
	must[cwmp.ChangeDUStateResponse](t, t.Call(&cwmp.ChangeDUState{CommandKey: &key,
		Operations: []any{&cwmp.InstallOpStruct{URL: t.Files.URL(at), UUID: &none, Username: &none, Password: &none, ExecutionEnvRef: &none}}}))
	return key
}

// uptoUnits ends the session and serves the next ones up to the Inform that
// tells of the end of a ChangeDUState, by one of its events, which waits for its answer.
func (t *CPE) uptoUnits(key string) *cwmp.Inform {
	t.End()
	in := t.upto(t.inAll(t.TransferBound), func(in *cwmp.Inform) bool {
		return slices.Contains(eventsOf(in), unitsChanged) || slices.Contains(keysOf(in, unitsChangedFor), key) ||
			t.unitsCalled() // without its events
	})
	if in == nil {
		t.Stop("nothing told of the end of ChangeDUState within %s", t.TransferBound)
	}
	return in
}

// unitsCalled serves the session up to DUStateChangeComplete, which waits for
// its answer, or to the empty POST if it does not come.
func (t *CPE) unitsCalled() bool {
	in := t.session.Waiting()
	for in != nil && !in.Empty {
		if in.Env.Method == "DUStateChangeComplete" {
			return true
		}
		in = t.Send(t.session.Calm())
	}
	t.idle = true
	return false
}
