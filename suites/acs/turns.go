package acs

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// someValues is a call that every ACS can be made to issue and that changes nothing.
func (t *ACS) someValues() *cwmp.GetParameterValues {
	return &cwmp.GetParameterValues{ParameterNames: []string{t.Device.Root() + "DeviceInfo.SoftwareVersion"}}
}

func init() {
	spec(conform.Case{
		ID: "ACS-SESSION-006", Subject: "Session",
		Title:  "of two requests that are pending the second follows upon the response to the first",
		Covers: reqs("3.7.2.3-2", "3.7.2.4-4"),
		Steps:  "Have the ACS order GetParameterValues and GetParameterNames, open a session, and answer what it asks.",
		Passes: "Both come, if not in this session then in the next one, and each answer is taken until the ACS has nothing left.",
		Needs:  []string{can("GetParameterValues"), can("GetParameterNames")},
	}, func(t *ACS) {
		t.Idle()
		t.Order(t.someValues())
		t.Order(&cwmp.GetParameterNames{ParameterPath: t.Device.Root() + "DeviceInfo.", NextLevel: true})
		first, last := t.Connect().Finish()
		t.Req("3.7.2.4-4").Expect(last.String(), "the last response of a session in which the ACS has two requests").To(anEmptyOne)
		t.Given(len(first) > 0, "none of the two requests that were ordered has come")
		second, _ := t.Connect().Finish()
		t.Req("3.7.2.3-2").Expect(len(first)+len(second), "the number of requests, of two that were ordered, in two sessions").To(BeNumerically(">=", 2))
		t.Note().Expect(len(first), "the number of requests, of two that were ordered, in the first session").To(BeNumerically(">=", 2))
	})
	spec(conform.Case{
		ID: "ACS-SESSION-007", Subject: "Session",
		Title:  "requests of the device are answered before the ACS makes its own",
		Covers: reqs("3.7.2.3-4", "3.7.2.4-3", "3.7.2.4-5"),
		Steps:  "Have the ACS order GetParameterValues, open a session, call GetRPCMethods three times, and only then send an empty POST.",
		Passes: "Each call is answered by its response.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		t.Idle()
		t.Order(t.someValues())
		s := t.Connect()
		for range 3 {
			r := s.Call(&cwmp.GetRPCMethods{})
			t.Req("3.7.2.3-4", "3.7.2.4-3", "3.7.2.4-5").Expect(kind(r), "what answers GetRPCMethods while a request of the ACS is pending").To(anAnswer)
		}
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-008", Subject: "Session",
		Title:  "a request of the device is answered when the ACS has none of its own",
		Covers: reqs("3.7.2.2-1", "3.7.2.3-6"),
		Steps:  "Open a session with an ACS that wants nothing, and call GetRPCMethods.",
		Passes: "The next response holds the response.",
	}, func(t *ACS) {
		t.Idle()
		s := t.Connect()
		r := s.Call(&cwmp.GetRPCMethods{})
		t.Req("3.7.2.2-1", "3.7.2.3-6").Expect(kind(r), "what answers GetRPCMethods").To(anAnswer)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-009", Subject: "Session",
		Title:  "a session goes on after a pause of 29 seconds",
		Covers: reqs("3.7.2.4-9"),
		Steps:  "Open a session, wait 29 seconds, and call GetRPCMethods, over a new connection if the ACS has closed the old one.",
		Passes: "The call is answered within the session.",
		Waits:  29,
	}, func(t *ACS) {
		s := t.Connect()
		t.Wait(29 * time.Second)
		r := s.Call(&cwmp.GetRPCMethods{})
		t.Req("3.7.2.4-9").Expect(r.String(), "the answer to GetRPCMethods after a pause of 29 seconds").NotTo(aRefusal)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-010", Subject: "Session",
		Title:  "a response that takes the device 25 seconds is taken",
		Covers: reqs("3.7.2.4-6"),
		Steps:  "Have the ACS call GetParameterValues, wait 25 seconds, and send the response.",
		Passes: "The ACS goes on: with an empty response or a further request.",
		Needs:  []string{can("GetParameterValues")},
		Waits:  25,
	}, func(t *ACS) {
		s, env := t.Asked(t.someValues())
		t.Wait(25 * time.Second)
		r := s.Do(s.Response(env, s.Device.Answer(env)))
		t.Req("3.7.2.4-6").Expect(r.String(), "the answer to a response that came after 25 seconds").NotTo(aRefusal)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-011", Subject: "Session",
		Title:  "a session goes on over a new connection by its cookie",
		Covers: reqs("3.4.2-12"),
		Steps:  "Open a session, close the connection, and call GetRPCMethods over a new one with the cookies of the session.",
		Passes: "The call is answered within the session.",
	}, func(t *ACS) {
		s := t.Connect()
		s.HangUp()
		r := s.Call(&cwmp.GetRPCMethods{})
		t.Req("3.4.2-12").Expect(r.String(), "the answer to GetRPCMethods over a new connection with the cookies of the session").NotTo(aRefusal)
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-012", Subject: "Session",
		Title:  "two sessions that go on side by side are kept apart",
		Covers: reqs("3.4.2-12"),
		Steps:  "Have the ACS order GetParameterValues for one of two devices, open a session of each, and go on with both in turn, over new connections.",
		Passes: "Both sessions go on, and the request does not come in that of the other device.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		other := t.NewDevice()
		t.Idle()
		t.Calm(t.ConnectOf(other))
		t.Order(t.someValues())
		a, b := t.Connect(), t.ConnectOf(other)
		a.HangUp()
		b.HangUp()
		t.Req("3.4.2-12").Expect(a.Empty().String(), "the answer to an empty POST over a new connection").NotTo(aRefusal)
		t.Req("3.4.2-12").Expect(b.Empty().String(), "the answer to an empty POST of the other device").NotTo(Equal("GetParameterValues"))
		a.Finish()
		b.Finish()
	})
	spec(conform.Case{
		ID: "ACS-SESSION-013", Subject: "Session", Robustness: true,
		Title:  "a device that lost its session opens a new one beside it",
		Steps:  "Open a session, leave it unfinished, open a second one of the same device over another connection, and then go on with the first.",
		Passes: "The second session is served; the first one is served or refused, and the ACS goes on.",
	}, func(t *ACS) {
		lost := t.Connect()
		s := t.Session()
		t.Note().Expect(s.Inform(t.Inform("2 PERIODIC")).String(), "the answer to a second Inform beside a session that is not finished").To(informResponse)
		t.Note().Expect(lost.Empty().Err, "what went wrong with the connection of the first session").To(BeNil())
		lost.HangUp()
		_, last := s.Finish()
		t.Note().Expect(last.String(), "the last response of the second session").To(anEmptyOne)
	})
}
