package acs

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/driver"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
)

const aboutVersions = "Version"

// offering opens a session of the case's device with an Inform that lists these
// versions, none if the list is nil, whatever the device's own is.
func (t *ACS) offering(list []string) (*puppet.Session, *puppet.Reply) {
	s := t.Session()
	m := t.Inform()
	h := s.Header("Inform")
	h.SupportedCWMPVersions = list
	r := s.Begin(puppet.Request{Body: s.Encode(h, "Inform", m)})
	return s, r
}

// of opens a session of a new device whose highest CWMP version is given, and
// serves it with calls of all versions pending, as far as a driver takes them.
func (t *ACS) of(version string, timeout bool) (*cwmp.Envelope, []string) {
	d := t.NewDevice()
	s := d.Open()
	s.Version = version
	h := s.Header("Inform")
	if !timeout {
		h.SessionTimeout = nil
	}
	for _, request := range later {
		action := cwmp.MethodOf(request)
		if t.Driver.Can(action) {
			if err := t.Driver.Do(t.Ctx, driver.Order{Action: action, Device: d.ID, Arguments: request}); err != nil {
				t.Stop("the driver could not have the ACS do %s: %v", action, err)
			}
		}
	}
	r := s.Begin(puppet.Request{Body: s.Encode(h, "Inform", t.InformOf(d))})
	if !r.Responds("Inform") {
		t.Stop("an Inform of a device of CWMP %s was answered with %s", version, r)
	}
	asked, _ := s.Finish()
	return r.Env, methodsOf(asked)
}

// later are calls of methods that came after CWMP 1.0.
var later = []any{
	&cwmp.GetAllQueuedTransfers{},
	&cwmp.CancelTransfer{CommandKey: key + "none"},
	&cwmp.ChangeDUState{CommandKey: text(key + "units"), Operations: []any{&cwmp.UninstallOpStruct{UUID: anUUID}}},
}

// versionHeader is the UseCWMPVersion header of an envelope, "none" if it has none.
func versionHeader(env *cwmp.Envelope) string {
	if use := env.Header.UseCWMPVersion; use != nil {
		return *use
	}
	return "none"
}

func init() {
	spec(conform.Case{
		ID: "ACS-VERSION-001", Subject: aboutVersions,
		Title:  "an ACS of CWMP 1.4 chooses a version from the list of the device",
		Covers: reqs("3.5-80", "3.5-85", "3.7.2.1-2", "3.7.2.1-3", "3.7.2.1-4", "3.7.4-35", "3.7.4-36"),
		Steps:  "Send Informs with SupportedCWMPVersions 1.4; 1.0,1.4; 1.0,1.1,1.2,1.3,1.4; 1.0,1.2; 1.4,1.5.",
		Passes: "Each InformResponse has UseCWMPVersion with one of the versions listed.",
		Needs:  []string{NeedVersion14},
	}, func(t *ACS) {
		t.Idle()
		for _, list := range [][]string{{"1.4"}, {"1.0", "1.4"}, {"1.0", "1.1", "1.2", "1.3", "1.4"}, {"1.0", "1.2"}, {"1.4", "1.5"}} {
			s, r := t.offering(list)
			if r.Responds("Inform") { // a refusal where the ACS supports none of the list is judged elsewhere
				use := versionHeader(r.Env)
				t.Req("3.5-80", "3.7.2.1-2", "3.7.2.1-4", "3.7.4-36").Expect(use, "UseCWMPVersion for the list %v", list).NotTo(Equal("none"))
				t.Req("3.5-85", "3.7.2.1-3", "3.7.4-35").Expect(append([]string{"none"}, list...), "the versions listed").To(ContainElement(use))
			}
			s.Finish()
		}
	})
	spec(conform.Case{
		ID: "ACS-VERSION-002", Subject: aboutVersions,
		Title:  "a device of which the ACS supports no version is refused with fault 8006",
		Covers: reqs("3.7.2.1-5"),
		Steps:  "Send an Inform with SupportedCWMPVersions 9.9.",
		Passes: "The answer is a CWMP fault 8006.",
		Needs:  []string{NeedVersion14},
	}, func(t *ACS) {
		t.Idle()
		s, r := t.offering([]string{"9.9"})
		t.Req("3.7.2.1-5").Expect(r.String(), "the answer to an Inform that lists only version 9.9").To(Equal("fault 8006"))
		s.HangUp()
	})
	spec(conform.Case{
		ID: "ACS-VERSION-003", Subject: aboutVersions,
		Title:  "an ACS of CWMP 1.4 takes the version of an older device from its namespace",
		Covers: reqs("3.5-81", "3.7.2.1-6", "3.7.2.1-7", "3.7.2.1-8", "3.7.2.1-9", "3.7.2.1-10", "3.7.2.1-11", "3.7.2.1-14", "3.7.4-27", "3.7.4-29", "3.7.4-31", "3.7.4-33"),
		Steps:  "As devices of CWMP 1.0, 1.1, 1.2 and 1.3 open sessions, with calls of GetAllQueuedTransfers, CancelTransfer and ChangeDUState pending where a driver takes them.",
		Passes: "No InformResponse has UseCWMPVersion, that to a device of 1.0 is in the namespace of 1.0, and only methods of the device's version are called.",
		Needs:  []string{NeedVersion14},
	}, func(t *ACS) {
		for _, d := range []struct{ version, inferred, header, kept string }{
			{"1.0", "3.7.2.1-7", "3.7.4-27", "3.7.4-29"}, {"1.1", "3.7.2.1-8", "3.7.4-31", "3.7.4-33"},
			{"1.2", "3.7.2.1-9", "3.7.4-31", "3.7.4-33"}, {"1.3", "3.7.2.1-10", "3.7.4-31", "3.7.4-33"},
		} {
			env, asked := t.of(d.version, d.version == "1.3")
			t.Req("3.5-81", "3.7.2.1-11", d.header).Expect(versionHeader(env), "UseCWMPVersion to a device of CWMP %s", d.version).To(Equal("none"))
			t.Req("3.7.2.1-6", d.inferred, "3.7.2.1-14", d.kept).Expect(beyond(asked, d.version), "methods called that CWMP %s lacks", d.version).To(BeEmpty())
		}
	})
	spec(conform.Case{
		ID: "ACS-VERSION-004", Subject: aboutVersions,
		Title:  "an ACS of CWMP 1.1, 1.2 or 1.3 settles the version by namespaces alone",
		Covers: reqs("3.7.2.1-13", "3.7.2.1-14", "3.7.4-14", "3.7.4-16", "3.7.4-18", "3.7.4-20", "3.7.4-22", "3.7.4-23", "3.7.4-25"),
		Steps:  "As devices of CWMP 1.0, 1.1, 1.2, 1.3 and 1.4 open sessions, with calls of GetAllQueuedTransfers, CancelTransfer and ChangeDUState pending where a driver takes them.",
		Passes: "No InformResponse has UseCWMPVersion, and only methods of the lower version are called.",
		Needs:  []string{NeedVersion11},
	}, func(t *ACS) {
		for _, d := range []struct {
			version string
			header  []string
			kept    string
		}{
			{"1.0", reqs("3.7.4-14"), "3.7.4-16"}, {"1.1", reqs("3.7.4-18"), "3.7.4-20"}, {"1.2", reqs("3.7.4-18"), "3.7.4-20"},
			{"1.3", reqs("3.7.4-18"), "3.7.4-20"}, {"1.4", reqs("3.7.4-22", "3.7.4-23"), "3.7.4-25"},
		} {
			env, asked := t.of(d.version, d.version >= "1.3")
			t.Req(append(d.header, "3.7.2.1-13")...).Expect(versionHeader(env), "UseCWMPVersion to a device of CWMP %s", d.version).To(Equal("none"))
			t.Req("3.7.2.1-14", d.kept).Expect(beyond(asked, min(d.version, t.version())), "methods called that are too new").To(BeEmpty())
		}
	})
	spec(conform.Case{
		ID: "ACS-VERSION-005", Subject: aboutVersions,
		Title:  "an ACS of CWMP 1.0 answers in the namespace of 1.0, or not at all",
		Covers: reqs("3.7.2.1-13", "3.7.4-2", "3.7.4-4", "3.7.4-6", "3.7.4-8", "3.7.4-10", "3.7.4-12"),
		Steps:  "As devices of CWMP 1.0, 1.2 and 1.4 open sessions, with calls of GetAllQueuedTransfers, CancelTransfer and ChangeDUState pending where a driver takes them.",
		Passes: "The answer to the Inform is in the namespace of 1.0 or a fault, it has no UseCWMPVersion, and only methods of 1.0 are called.",
		Needs:  []string{NeedVersion10},
	}, func(t *ACS) {
		for _, d := range []struct{ version, response, kept string }{{"1.0", "3.7.4-2", "3.7.4-4"}, {"1.2", "3.7.4-6", "3.7.4-8"}, {"1.4", "3.7.4-10", "3.7.4-12"}} {
			env, asked := t.of(d.version, d.version >= "1.3")
			t.Req(d.response).Expect(env.Namespace, "the namespace of the InformResponse to a device of CWMP %s", d.version).To(Equal(cwmp.NS10))
			t.Req(d.response, "3.7.2.1-13").Expect(versionHeader(env), "UseCWMPVersion to a device of CWMP %s", d.version).To(Equal("none"))
			t.Req(d.kept).Expect(beyond(asked, "1.0"), "methods called that CWMP 1.0 lacks").To(BeEmpty())
		}
	})
}

// beyond lists the methods that a version lacks.
func beyond(methods []string, version string) []string {
	var list []string
	for _, m := range methods {
		ns := cwmp.NS12
		switch version {
		case "1.0":
			ns = cwmp.NS10
		case "1.1":
			ns = cwmp.NS11
		}
		if !cwmp.Has(ns, m) {
			list = append(list, m)
		}
	}
	return list
}
