package cpe

import (
	"slices"
	"strconv"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

// activeBound is how long Active notification may take: the standard gives no
// number, and lets the CPE limit how often it notifies.
const activeBound = time.Minute

// valueChange is the event of notification.
const valueChange = "4 VALUE CHANGE"

func init() {
	spec(conform.Case{
		ID: "CPE-NOTIF-001", Subject: "Notification", Waits: 4,
		Title:  "with Passive notification a Parameter that the CPE itself changes is in the next Inform",
		Covers: reqs("A.3.2.4-25", "A.3.2.4-36", "A.3.3.1-25", "A.3.3.1-26", "A.3.3.1-37"),
		Steps:  "Set Notification 1 for DeviceInfo.UpTime, end the session, let two seconds pass, and ask for another one.",
		Passes: "The Inform lists DeviceInfo.UpTime and has the event 4 VALUE CHANGE.",
	}, func(t *CPE) {
		name := t.uptime()
		t.borrowAttributes(name)
		t.apply(notify(name, 1))
		t.pass(2 * time.Second)
		in := t.Connect()
		t.Req("A.3.2.4-25", "A.3.3.1-25", "A.3.3.1-26").Expect(listedIn(in), "the Parameters in the Inform").To(ContainElement(name))
		t.Req("A.3.2.4-36", "A.3.3.1-37").Expect(silent(in, name), "Parameters listed without the event 4 VALUE CHANGE").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-002", Subject: "Notification", Waits: 2,
		Title:  "a change that the ACS makes is not notified",
		Covers: reqs("3.2.1-11", "A.3.3.1-39"),
		Steps:  "Set Notification 2 for a Parameter and change it by SetParameterValues; end the session, wait two seconds, and ask for another one.",
		Passes: "No session begins for it, and no Inform reports the Parameter with 4 VALUE CHANGE.",
		Needs:  []string{NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		before := t.watched(p, 2)
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(p.Name, p.Type, oneMore(before))))
		t.End()
		in := t.Next(2 * time.Second)
		t.Req("3.2.1-11").Expect(changesIn(in), "Parameters with a value change in a session that began by itself").NotTo(ContainElement(p.Name))
		in = t.orConnect(in)
		t.Req("A.3.3.1-39").Expect(changesIn(in), "Parameters with a value change in the next Inform").NotTo(ContainElement(p.Name))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-003", Subject: "Notification",
		Title:  "that an instance is deleted is no value change of its Parameters",
		Covers: reqs("A.3.2.4-38"),
		Steps:  "Add an instance, set Notification 1 for its Parameters, delete it, and ask for another session.",
		Passes: "The Inform lists no Parameter of the instance.",
		Needs:  []string{NeedObject},
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.apply(notify(path, 1))
		must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		in := t.Connect()
		t.Req("A.3.2.4-38").Expect(listedIn(in), "the Parameters in the Inform").NotTo(ContainElement(HavePrefix(path)))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-004", Subject: "Notification", Waits: 60,
		Title:  "with Active notification a change starts a session that reports it",
		Covers: reqs("A.3.2.4-26", "A.3.2.4-27", "A.3.2.4-36", "A.3.3.1-24", "A.3.3.1-37", "3.2.1-10", "3.7.1.5-2", "3.7.1.5-45"),
		Steps:  "Set Notification 2 for a Parameter, end the session, and change the value at the device.",
		Passes: "The CPE begins a session, and its Inform has the event 4 VALUE CHANGE and the Parameter with its new value.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		now := oneMore(t.watched(p, 2))
		t.changeLocally(p.Name, now)
		in := t.unprompted(p.Name, now, "A.3.2.4-26", "3.2.1-10", "3.7.1.5-2")
		t.Req("3.7.1.5-45").Expect(eventsOf(in), "the events of the Inform").To(ContainElement(valueChange))
		t.Req("A.3.2.4-27").Expect(valueIn(in, p.Name), "the value of %s in the Inform", p.Name).To(Equal(now))
		t.Req("A.3.3.1-24").Expect(listedIn(in), "the Parameters in the Inform").To(ContainElement(p.Name))
		t.Req("A.3.2.4-36", "A.3.3.1-37").Expect(silent(in, p.Name), "Parameters listed without the event 4 VALUE CHANGE").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-005", Subject: "Notification",
		Title:  "with Passive notification the next Inform has the latest value of a Parameter that was changed twice",
		Covers: reqs("A.3.2.4-25", "A.3.3.1-25", "A.3.3.1-30", "3.7.1.5-45", "3.7.1.5-47"),
		Steps:  "Set Notification 1 for a Parameter, end the session, change the value at the device two times, and ask for a session.",
		Passes: "The Inform has the event 4 VALUE CHANGE and the Parameter with its second value.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		first := oneMore(t.watched(p, 1))
		t.changeLocally(p.Name, first)
		t.changeLocally(p.Name, oneMore(first))
		in := t.report(p.Name, oneMore(first))
		t.Req("3.7.1.5-45").Expect(eventsOf(in), "the events of the Inform").To(ContainElement(valueChange))
		t.Req("A.3.2.4-25", "A.3.3.1-25", "3.7.1.5-47").Expect(listedIn(in), "the Parameters in the Inform").To(ContainElement(p.Name))
		t.Req("A.3.3.1-30").Expect(valueIn(in, p.Name), "the value of %s in the Inform", p.Name).To(BeElementOf("none", oneMore(first)))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-006", Subject: "Notification",
		Title:  "a Parameter that was changed and changed back is reported",
		Covers: reqs("A.3.3.1-31", "3.7.1.5-46"),
		Steps:  "See that the value of a Parameter can be changed at the device; set Notification 1, end the session, change the value and change it back, and ask for a session.",
		Passes: "The Inform has the event 4 VALUE CHANGE and the Parameter.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		before := oneMore(t.watched(p, 0))
		t.changeLocally(p.Name, before)
		t.tookEffect(p.Name, before)
		t.apply(notify(p.Name, 1))
		t.changeLocally(p.Name, oneMore(before))
		t.changeLocally(p.Name, before)
		in := t.report(p.Name, before)
		t.Req("3.7.1.5-46").Expect(eventsOf(in), "the events of the Inform").To(ContainElement(valueChange))
		t.Req("A.3.3.1-31").Expect(listedIn(in), "the Parameters in the Inform").To(ContainElement(p.Name))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-007", Subject: "Notification",
		Title:  "with Notification 0 a change is not reported as a value change",
		Covers: reqs("A.3.3.1-40"),
		Steps:  "Set Notification 0 for a Parameter, end the session, change the value at the device, and ask for a session.",
		Passes: "If the Inform has the event 4 VALUE CHANGE, it does not list the Parameter.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		before := t.watched(p, 0)
		t.changeLocally(p.Name, oneMore(before))
		t.Req("A.3.3.1-40").Expect(changesIn(t.Connect()), "Parameters with a value change in the Inform").NotTo(ContainElement(p.Name))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-008", Subject: "Notification", Waits: 60,
		Title:  "Forced Active Notification goes on whatever Notification was set to",
		Covers: reqs("A.3.2.4-35", "3.2.1-9"),
		Steps:  "Set Notification 0 for DeviceInfo.ProvisioningCode, end the session, and change the value at the device.",
		Passes: "The CPE begins a session, and its Inform has the new value.",
		Needs:  []string{target.NeedLocalValueChange},
	}, func(t *CPE) {
		name := t.forced()[0]
		t.watched(Parameter{name, "string"}, 0)
		t.changeLocally(name, "cwmpspec")
		in := t.unprompted(name, "cwmpspec", "A.3.2.4-35", "3.2.1-9")
		t.Req("A.3.2.4-35", "3.2.1-9").Expect(valueIn(in, name), "the value of %s in the Inform", name).To(Equal("cwmpspec"))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-009", Subject: "Notification", Waits: 120,
		Title:  "a value change that could not be delivered is reported again, with those of since",
		Covers: reqs("A.3.2.4-37", "3.7.1.5-48", "3.7.1.5-49"),
		Steps:  "Set Notification 2 for two Parameters and change one at the device; when the Inform has come, change the other, and close the connection in place of an InformResponse.",
		Passes: "The next Inform lists both Parameters.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned, NeedBoolean},
	}, func(t *CPE) {
		first, second := t.Device.Unsigned, t.Device.Boolean
		number, flag := t.watched(first, 2), t.watched(second, 2)
		t.changeLocally(first.Name, oneMore(number))
		t.arrival(first.Name)
		t.atDevice(second.Name, negated(flag))
		_, _ = t.TrySend(acs.Answer{HangUp: true, Intent: "no answer to Inform"})
		in := t.arrival(second.Name)
		t.Req("A.3.2.4-37", "3.7.1.5-48", "3.7.1.5-49").Expect(listedIn(in), "the Parameters in the Inform that was tried again").To(ContainElement(first.Name))
		t.Req("3.7.1.5-48").Expect(listedIn(in), "the Parameters in the Inform that was tried again").To(ContainElement(second.Name))
	})

	spec(conform.Case{
		ID: "CPE-NOTIF-010", Subject: "Notification", Waits: 60,
		Title:  "a change during a session is reported in a session after it",
		Covers: reqs("3.2.1-13", "3.2.1-14", "3.7.1.5-3"),
		Steps:  "Set Notification 2 for a Parameter and change the value at the device while the session is open; go on with the session and end it.",
		Passes: "The session goes on to its end; then the CPE begins another one, and its Inform reports the change.",
		Needs:  []string{target.NeedLocalValueChange, NeedUnsigned},
	}, func(t *CPE) {
		p := t.Device.Unsigned
		now := oneMore(t.watched(p, 2))
		t.atDevice(p.Name, now)
		_, err := t.TrySend(t.session.Envelope(&cwmp.GetRPCMethods{}))
		t.Req("3.2.1-14").Expect(err, "what became of the session").To(BeNil())
		t.End()
		in := t.unprompted(p.Name, now, "3.2.1-13", "3.7.1.5-3")
		t.Req("3.2.1-13", "3.7.1.5-3").Expect(valueIn(in, p.Name), "the value of %s in the Inform", p.Name).To(Equal(now))
	})
}

// uptime is the name of UpTime; a device without it has no use for the case.
func (t *CPE) uptime() string {
	name := t.Device.Root + "DeviceInfo.UpTime"
	if !t.Device.Has(name) {
		t.Skip("the device has no DeviceInfo.UpTime")
	}
	return name
}

// watched sets Notification of a parameter that the subscriber may write, and
// returns its value; both are brought back after the case.
func (t *CPE) watched(p Parameter, notification int) string {
	t.borrowAttributes(p.Name)
	before := t.Borrow(p)
	t.apply(cwmp.SetParameterAttributesStruct{Name: p.Name, NotificationChange: true, Notification: notification,
		AccessListChange: true, AccessList: []string{"Subscriber"}})
	return before
}

// changeLocally changes a value at the device, outside every session: a
// connection request can bring one more session than it was meant to.
func (t *CPE) changeLocally(name, value string) {
	t.pass(time.Second)
	t.atDevice(name, value)
}

func (t *CPE) atDevice(name, value string) {
	if err := t.Hands.LocalValueChange(t.Ctx, name, value); err != nil {
		t.Stop("%s could not be changed at the device: %v", name, err)
	}
}

// tookEffect ends the body if a change at the device did not change the value.
func (t *CPE) tookEffect(name, now string) {
	if v := t.Value(name); trim(v) != now {
		t.Stop("%s was to be changed to %q at the device, but its value is %q", name, now, v)
	}
}

// unprompted waits for a session that the CPE begins to report the value that
// a parameter now has, and judges that one comes.
func (t *CPE) unprompted(name, now string, ids ...string) *cwmp.Inform {
	in := t.awaited(name)
	if in == nil {
		t.tookEffect(name, now)
	}
	if !t.Req(ids...).Expect(in != nil, "that the CPE begins a session by itself within %s", activeBound).To(BeTrue()) {
		t.Stop("no session came")
	}
	return in
}

// arrival waits for a session that has to come before the case can go on.
func (t *CPE) arrival(name string) *cwmp.Inform {
	in := t.awaited(name)
	if t.session == nil {
		t.Stop("no session that reports %s came within %s", name, activeBound)
	}
	return in
}

// awaited is the Inform of a session that the CPE begins by itself, nil if none
// comes; those that come for other reasons, and do not tell of a change, are
// served first.
func (t *CPE) awaited(name string) *cwmp.Inform {
	var last *cwmp.Inform
	if in := t.upto(t.inAll(activeBound), func(in *cwmp.Inform) bool { last = in; return tells(in, name) }); in != nil {
		return in
	}
	return last
}

// tells says that an Inform lists a parameter or tells of some value change.
func tells(in *cwmp.Inform, name string) bool {
	return slices.Contains(listedIn(in), name) || slices.Contains(eventsOf(in), valueChange)
}

// report is the Inform of a session that the ACS asks for. One that does not
// tell of a change may have been on its way before the change, so a second
// one is asked for.
func (t *CPE) report(name, now string) *cwmp.Inform {
	if in := t.Connect(); tells(in, name) {
		return in
	}
	in := t.Connect()
	if !tells(in, name) {
		t.tookEffect(name, now)
	}
	return in
}

// orConnect is an Inform that came, else that of a session asked for.
func (t *CPE) orConnect(in *cwmp.Inform) *cwmp.Inform {
	if in == nil {
		return t.Connect()
	}
	return in
}

// listedIn are the names in the ParameterList of an Inform.
func listedIn(in *cwmp.Inform) []string { return namesOf(in.ParameterList) }

// changesIn are the names in the ParameterList of an Inform with 4 VALUE CHANGE;
// none for another Inform or nil.
func changesIn(in *cwmp.Inform) []string {
	if in == nil || !slices.Contains(eventsOf(in), valueChange) {
		return []string{}
	}
	return listedIn(in)
}

// silent are the given names if the Inform lists them without 4 VALUE CHANGE.
func silent(in *cwmp.Inform, name string) []string {
	if slices.Contains(eventsOf(in), valueChange) || !slices.Contains(listedIn(in), name) {
		return nil
	}
	return []string{name}
}

// valueIn is a value in the ParameterList of an Inform, "none" if it is not there.
func valueIn(in *cwmp.Inform, name string) string {
	for _, p := range in.ParameterList {
		if p.Name == name {
			return trim(p.Value.Text)
		}
	}
	return "none"
}

// oneMore is the number after a number.
func oneMore(number string) string {
	n, _ := strconv.ParseUint(trim(number), 10, 32)
	return strconv.FormatUint(n+1, 10)
}

// negated is the other boolean.
func negated(flag string) string {
	return strconv.FormatBool(!on(cwmp.Value{Text: flag}))
}
