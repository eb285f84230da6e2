package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

const aboutPersistence = "Persistence"

// moments are when the power is cut after a response, in protocol time: at
// once, and while a device that is slow to save what it changed may be at it.
var moments = []time.Duration{0, time.Second, 4 * time.Second}

func init() {
	spec(conform.Case{
		ID: "CPE-PERS-001", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedString}, Waits: 200,
		Title:  "values set by SetParameterValues survive a reboot and a loss of power",
		Covers: reqs("A.3.2.1-36"),
		Steps:  "Set the Parameters that may be borrowed to other values and end the session. Reboot the device by the Reboot method and read them; switch it off and on and read them again.",
		Passes: "The values, and ParameterKey, are as they were set, each time.",
	}, func(t *CPE) {
		list, key := t.borrowFresh(t.lentParameters()...), t.key()
		must[cwmp.SetParameterValuesResponse](t, t.SetKey(key, list...))
		t.Connect()
		t.stopIfSet(list, false)
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		if t.restarted() == nil {
			t.Stop("the device did not come back within %s after Reboot", t.BootBound)
		}
		t.Req("A.3.2.1-36").Expect(differing(list, t.Values(namesOf(list)...)), "the values that differ after Reboot").To(BeEmpty())
		t.Req("A.3.2.1-36").Expect(t.Value(t.keyName()), "ParameterKey after Reboot").To(Equal(key))
		t.PowerCycle()
		t.Req("A.3.2.1-36").Expect(differing(list, t.Values(namesOf(list)...)), "the values that differ after the loss of power").To(BeEmpty())
		t.Req("A.3.2.1-36").Expect(t.Value(t.keyName()), "ParameterKey after the loss of power").To(Equal(key))
	})

	spec(conform.Case{
		ID: "CPE-PERS-002", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedString, NeedBoolean}, Waits: 300,
		Title:  "a loss of power leaves all of a SetParameterValues request in effect, or nothing of it",
		Covers: reqs("A.3.2.1-20"),
		Steps:  "Set the Parameters that may be borrowed to other values in one request; switch the device off and on while the session is still open. Do so three times: at once, a second and four seconds after the response.",
		Passes: "When the device is back, all of the values are the new ones or none is.",
	}, func(t *CPE) {
		list := t.borrowFresh(t.lentParameters()...)
		t.lentEnough(list)
		for _, after := range moments {
			t.stopIfSet(list, true)
			before := t.Values(namesOf(list)...)
			must[cwmp.SetParameterValuesResponse](t, t.Set(list...))
			t.cut(after)
			old := len(differing(list, t.Values(namesOf(list)...)))
			t.Req("A.3.2.1-20").Expect(old, "how many of the %d values are not the new ones after a loss of power %s after the response", len(list), after).
				To(BeElementOf(0, len(list)))
			must[cwmp.SetParameterValuesResponse](t, t.Set(asBefore(list, before)...))
			t.Connect()
		}
	})

	spec(conform.Case{
		ID: "CPE-PERS-003", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedString}, Waits: 120,
		Title:  "values committed with Status 1 are saved before the response",
		Covers: reqs("A.3.2.1-26"),
		Steps:  "Set the Parameters that may be borrowed to other values; when the answer has Status 1, switch the device off and on while the session is still open.",
		Passes: "When the device is back, all of the values are the new ones.",
	}, func(t *CPE) {
		list := t.borrowFresh(t.lentParameters()...)
		r := must[cwmp.SetParameterValuesResponse](t, t.Set(list...))
		t.unless(r.Status != 1, "the device answers SetParameterValues with Status 0")
		t.cut(0)
		t.Connect() // values may take one more session of the device to be applied
		t.Req("A.3.2.1-26").Expect(differing(list, t.Values(namesOf(list)...)), "the values that are not the new ones after the loss of power").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-PERS-004", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle}, Waits: 300,
		Title:  "a loss of power leaves all of a SetParameterAttributes request in effect, or nothing of it",
		Covers: reqs("A.3.2.4-6"),
		Steps:  "Change the Notification of three ordinary Parameters in one request; switch the device off and on while the session is still open. Do so three times: at once, a second and four seconds after the response.",
		Passes: "When the device is back, all of the attributes are the new ones or none is.",
	}, func(t *CPE) {
		names := t.ordinary(3, true)
		t.borrowAttributes(names...)
		for i, after := range moments {
			t.apply(notifyAll(names, i%2)...)
			t.Connect()
			t.apply(notifyAll(names, 1-i%2)...)
			t.cut(after)
			old := len(without(t.Attributes(names...), func(a cwmp.ParameterAttributeStruct) bool { return a.Notification == 1-i%2 }))
			t.Req("A.3.2.4-6").Expect(old, "how many of the %d attributes are not the new ones after a loss of power %s after the response", len(names), after).
				To(BeElementOf(0, len(names)))
		}
	})

	spec(conform.Case{
		ID: "CPE-PERS-005", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedObject}, Waits: 300,
		Title:  "a loss of power leaves an added instance whole, or nothing of it",
		Covers: reqs("A.3.2.6-17"),
		Steps:  "Add an instance and list what is below it; switch the device off and on while the session is still open. Do so three times: at once, a second and four seconds after the response.",
		Passes: "When the device is back, the instance has all that it had, or is not there.",
	}, func(t *CPE) {
		for _, after := range moments {
			path := t.Add(t.Device.Object)
			whole := t.content(path)
			t.cut(after)
			t.Req("A.3.2.6-17").Expect(t.remains(path), "what is below the new instance after a loss of power %s after the response", after).
				To(Or(BeEmpty(), Equal(whole)))
		}
	})

	spec(conform.Case{
		ID: "CPE-PERS-006", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedObject}, Waits: 300,
		Title:  "a loss of power leaves a deleted instance whole, or nothing of it",
		Covers: reqs("A.3.2.7-26"),
		Steps:  "Add an instance; in the next session list what is below it and delete it, and switch the device off and on while that session is still open. Do so three times: at once, a second and four seconds after the response.",
		Passes: "When the device is back, the instance has all that it had, or is not there.",
	}, func(t *CPE) {
		for _, after := range moments {
			path := t.Add(t.Device.Object)
			t.Connect()
			whole := t.content(path)
			must[cwmp.DeleteObjectResponse](t, t.Delete(path))
			t.cut(after)
			t.Req("A.3.2.7-26").Expect(t.remains(path), "what is below the deleted instance after a loss of power %s after the response", after).
				To(Or(BeEmpty(), Equal(whole)))
		}
	})

	spec(conform.Case{
		ID: "CPE-PERS-007", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedObject}, Waits: 120,
		Title:  "an instance added with Status 1 is saved before the response",
		Covers: reqs("A.3.2.6-22"),
		Steps:  "Add an instance. When the answer has Status 1, end the session and switch the device off and on at once.",
		Passes: "The instance is there when the device is back.",
	}, func(t *CPE) {
		path := t.AddDeferred(t.Device.Object)
		t.PowerCycle()
		t.Connect()
		t.Req("A.3.2.6-22").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after the loss of power", path).To(BeTrue())
	})

	spec(conform.Case{
		ID: "CPE-PERS-008", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedObject}, Waits: 120,
		Title:  "an instance deleted with Status 1 stays away",
		Covers: reqs("A.3.2.7-11"),
		Steps:  "Add an instance; delete it in the next session. When the answer has Status 1, end the session and switch the device off and on at once.",
		Passes: "The instance is not there when the device is back.",
	}, func(t *CPE) {
		path := t.Add(t.Device.Object)
		t.Connect()
		r := must[cwmp.DeleteObjectResponse](t, t.Delete(path))
		t.unless(r.Status != 1, "the device answers DeleteObject with Status 0")
		t.PowerCycle()
		t.Connect()
		t.Req("A.3.2.7-11").Expect(t.There(t.Device.Object, path), "whether %s is listed or readable after the loss of power", path).To(BeFalse())
	})

	spec(conform.Case{
		ID: "CPE-PERS-009", Subject: aboutPersistence, Needs: []string{target.NeedPowerCycle, NeedObject, needAlias}, Waits: 120,
		Title:  "aliases survive a loss of power",
		Covers: reqs("A.3.2.6-10"),
		Steps:  "Add an instance with an alias of the suite and one without, read both aliases, switch the device off and on, and read them again.",
		Passes: "The aliases are the same.",
	}, func(t *CPE) {
		t.needsAlias(t.Add(t.Device.Object))
		given, own := t.addAlias("cwmpspecKept"), t.Add(t.Device.Object)
		before := []string{t.Alias(given), t.Alias(own)}
		t.PowerCycle()
		t.Req("A.3.2.6-10").Expect([]string{t.Alias(given), t.Alias(own)}, "the aliases after the loss of power").To(Equal(before))
	})

	spec(conform.Case{
		ID: "CPE-PERS-010", Subject: aboutPersistence, Waits: 120,
		Title:  "OUI, ProductClass and SerialNumber are the same after a reboot",
		Covers: reqs("A.3.3.1-51", "A.3.3.1-56", "A.3.3.1-62"),
		Steps:  "Call Reboot and look at DeviceId in the Inform with which the device comes back.",
		Passes: "OUI, ProductClass and SerialNumber are those of the first Inform of the run.",
	}, func(t *CPE) {
		must[cwmp.RebootResponse](t, t.Call(&cwmp.Reboot{CommandKey: t.key()}))
		t.End()
		boot := t.restarted()
		if boot == nil {
			t.Stop("the device did not come back within %s after Reboot", t.BootBound)
		}
		was, is := t.Device.Inform.DeviceId, boot.DeviceId
		t.Req("A.3.3.1-51").Expect(is.OUI, "OUI after the reboot").To(Equal(was.OUI))
		t.Req("A.3.3.1-56").Expect(is.ProductClass, "ProductClass after the reboot").To(Equal(was.ProductClass))
		t.Req("A.3.3.1-62").Expect(is.SerialNumber, "SerialNumber after the reboot").To(Equal(was.SerialNumber))
	})
}

// lentParameters are the Parameters that the cases may change, whose values
// are to be kept.
func (t *CPE) lentParameters() []Parameter {
	return slices.DeleteFunc([]Parameter{t.Device.String, t.Device.Boolean, t.Device.Unsigned, t.Device.DateTime},
		func(p Parameter) bool { return p.Name == "" })
}

// lentEnough skips a case that needs several Parameters to change at once.
func (t *CPE) lentEnough(list []cwmp.ParameterValueStruct) {
	t.unless(len(list) < 2, "only one Parameter may be borrowed, and what is done to several at once is judged")
}

// stopIfSet ends the body unless all of the values are, or none is, as wanted.
func (t *CPE) stopIfSet(list []cwmp.ParameterValueStruct, none bool) {
	others := len(differing(list, t.Values(namesOf(list)...)))
	switch {
	case none && others < len(list):
		t.Stop("the values could not be set back before the next attempt")
	case !none && others > 0:
		t.Stop("the values were lost before the restart")
	}
}

// asBefore are the values of the same Parameters from a reply before.
func asBefore(list []cwmp.ParameterValueStruct, before map[string]string) []cwmp.ParameterValueStruct {
	var old []cwmp.ParameterValueStruct
	for _, p := range list {
		old = append(old, value(p.Name, p.Value.Type, before[p.Name]))
	}
	return old
}

// cut switches the device off and on in the middle of the session that is
// open, some time after the last response, and opens the session with which it
// comes back.
func (t *CPE) cut(after time.Duration) {
	t.pause(after)
	t.session, t.idle = nil, false
	t.PowerCycle()
}

// remains lists the names below an instance that may be gone, relative to it.
func (t *CPE) remains(path string) []string {
	if !t.There(t.Device.Object, path) {
		return nil
	}
	return t.content(path)
}
