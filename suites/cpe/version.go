package cpe

import (
	"bytes"
	"fmt"
	"slices"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const (
	playOld  = "Answer the Inform in the namespace of CWMP %s and without UseCWMPVersion, as an ACS of that time does, then call GetRPCMethods."
	goesOnIn = "The session is initiated, and the device answers in the namespace of CWMP %s."
)

func init() {
	spec(conform.Case{
		ID: "CPE-VERSION-001", Subject: "Version", Needs: []string{"cwmp-1.4"},
		Title:  "the Inform of a device of CWMP 1.4 lists the versions that it supports",
		Covers: reqs("3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"),
		Steps:  "Have the device open a session.",
		Passes: "The Inform has a SupportedCWMPVersions header.",
	}, func(t *CPE) {
		t.Connect()
		t.Req("3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34").
			Expect(t.session.InformEnvelope().Header.SupportedCWMPVersions, "the versions in SupportedCWMPVersions").To(Not(BeEmpty()))
	})

	spec(conform.Case{
		ID: "CPE-VERSION-002", Subject: "Version", Needs: []string{"cwmp-1.4"},
		Title:  "each version that the device lists can be chosen for it",
		Covers: reqs("3.7.1.1-2", "3.7.1.1-9", "3.7.4-37"),
		Steps:  "Answer an Inform with UseCWMPVersion, for each listed version in a session of its own.",
		Passes: "The session is initiated.",
	}, func(t *CPE) {
		if len(t.Device.Versions) == 0 {
			t.Stop("the device claims CWMP 1.4 and lists no versions to choose from")
		}
		for _, v := range t.Device.Versions {
			t.Req("3.7.1.1-2", "3.7.1.1-9", "3.7.4-37").Expect(t.takes(v), "what the device sends after UseCWMPVersion %s", v).To(Equal("an empty POST"))
			t.Finish()
		}
	})

	spec(conform.Case{
		ID: "CPE-VERSION-003", Subject: "Version", Needs: []string{"cwmp-1.4"},
		Title:  "a version that the device did not list makes it close the connection",
		Covers: reqs("3.7.1.1-3"),
		Steps:  "Answer an Inform with UseCWMPVersion 9.9.",
		Passes: "The device sends nothing more and closes the connection.",
	}, func(t *CPE) {
		t.Connect()
		a := t.choosing("9.9", cwmp.NS12)
		a.Intent, a.Fatal = "a version that was not offered", true
		s := t.session
		in, err := t.TrySend(a)
		t.Req("3.7.1.1-3").Expect(wentOn(in, err), "what the device sends after UseCWMPVersion 9.9").To(Equal("nothing"))
		t.Req("3.7.1.1-3").Expect(closer(t, s), "who closes the connection").To(Equal("CPE"))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-VERSION-007", Subject: "Version", Needs: []string{"cwmp-1.1-to-1.3"},
		Title:  "a device of CWMP 1.1, 1.2 or 1.3 sends its Inform in the namespace of its version",
		Covers: reqs("3.7.4-5", "3.7.4-17", "3.7.4-30"),
		Steps:  "Have the device open a session.",
		Passes: "The Inform is in the namespace of CWMP 1.1 or 1.2.",
	}, func(t *CPE) {
		t.Connect()
		t.Req("3.7.4-5", "3.7.4-17", "3.7.4-30").Expect(t.session.InformEnvelope().Namespace, "the CWMP namespace of the Inform").To(BeElementOf(cwmp.NS11, cwmp.NS12))
	})

	spec(conform.Case{
		ID: "CPE-VERSION-009", Subject: "Version", Needs: []string{"cwmp-1.1-to-1.3"},
		Title:  "a device of CWMP 1.1, 1.2 or 1.3 goes on in its own version with an ACS of that version or above",
		Covers: reqs("3.7.1.1-4", "3.7.1.1-9", "3.7.4-32"),
		Steps:  "Answer the Inform in its own namespace, then call GetRPCMethods.",
		Passes: "The session is initiated, and the device answers in that namespace.",
	}, func(t *CPE) { t.meets(t.Device.Namespace, reqs("3.7.1.1-4", "3.7.1.1-9", "3.7.4-32")) })

	spec(conform.Case{
		ID: "CPE-VERSION-011", Subject: "Version", Needs: []string{"cwmp-1.0-only"},
		Title:  "a device of CWMP 1.0 sends its Inform in the namespace of 1.0, whatever the ACS is",
		Covers: reqs("3.7.4-1", "3.7.4-13", "3.7.4-26"),
		Steps:  "Have the device open a session.",
		Passes: "The Inform is in the namespace of CWMP 1.0.",
	}, func(t *CPE) {
		t.Connect()
		t.Req("3.7.4-1", "3.7.4-13", "3.7.4-26").Expect(t.session.InformEnvelope().Namespace, "the CWMP namespace of the Inform").To(Equal(cwmp.NS10))
	})

	for _, c := range []struct {
		id, title, version string
		needs, covers      []string
	}{
		{"CPE-VERSION-004", "a device of CWMP 1.4 goes on in 1.0 with an ACS of 1.0", "1.0", []string{"cwmp-1.4", "cwmp-1.0"},
			reqs("3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-9", "3.7.4-11")},
		{"CPE-VERSION-005", "a device of CWMP 1.4 goes on in 1.1 with an ACS of 1.1", "1.1", []string{"cwmp-1.4", "cwmp-1.1"},
			reqs("3.7.1.1-4", "3.7.1.1-6", "3.7.1.1-9", "3.7.4-24")},
		{"CPE-VERSION-006", "a device of CWMP 1.4 goes on in 1.2 with an ACS of 1.2 or 1.3", "1.2", []string{"cwmp-1.4", "cwmp-1.2"},
			reqs("3.7.1.1-4", "3.7.1.1-7", "3.7.1.1-9", "3.7.4-24")},
		{"CPE-VERSION-008", "a device of CWMP 1.1, 1.2 or 1.3 goes on in 1.0 with an ACS of 1.0", "1.0", []string{"cwmp-1.1-to-1.3", "cwmp-1.0"},
			reqs("3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-9", "3.7.4-7")},
		{"CPE-VERSION-010", "a device of CWMP 1.2 or 1.3 goes on in 1.1 with an ACS of 1.1", "1.1", []string{"cwmp-1.1-to-1.3", "cwmp-1.1"},
			reqs("3.7.1.1-4", "3.7.1.1-6", "3.7.1.1-9", "3.7.4-19")},
		{"CPE-VERSION-012", "a device of CWMP 1.0 goes on in 1.0, whatever the ACS is", "1.0", []string{"cwmp-1.0-only"},
			reqs("3.7.1.1-4", "3.7.1.1-5", "3.7.1.1-9", "3.7.4-3", "3.7.4-15", "3.7.4-28")},
	} {
		spec(conform.Case{
			ID: c.id, Subject: "Version", Needs: c.needs, Title: c.title, Covers: c.covers,
			Steps:  fmt.Sprintf(playOld, c.version),
			Passes: fmt.Sprintf(goesOnIn, c.version),
		}, func(t *CPE) { t.meets(cwmp.NamespaceOf(c.version), c.covers) })
	}
}

// meets has an ACS meet the device that speaks the version of a namespace and
// knows of no newer one, and judges that the device goes on in that version.
func (t *CPE) meets(namespace string, ids []string) {
	t.Connect()
	t.session.Play(namespace)
	in, err := t.untilQuiet(t.session.InformResponse())
	if !t.Req(ids...).Expect(wentOn(in, err), "what the device sends after InformResponse").To(Equal("an empty POST")) {
		t.Finish()
		return
	}
	t.idle = true
	r := t.Call(&cwmp.GetRPCMethods{})
	// What initiates a session has nothing to do with the response (3.7.1.1-9).
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "3.7.1.1-9" })
	t.Req(ids...).Expect(r.Env.Namespace, "the CWMP namespace of the device's response").To(Equal(namespace))
}

// takes chooses a version for the device and says what it sends then. Which
// namespace goes with a choice of 1.0 or 1.1 is not said (see AMBIGUOUS 3.5
// Table 4): either will do.
func (t *CPE) takes(version string) string {
	t.Connect()
	in, err := t.untilQuiet(t.choosing(version, cwmp.NS12))
	own := map[string]string{"1.0": cwmp.NS10, "1.1": cwmp.NS11}[version]
	if err != nil && own != "" {
		t.Connect()
		in, err = t.untilQuiet(t.choosing(version, own))
	}
	return wentOn(in, err)
}

// choosing is an InformResponse in a namespace with a UseCWMPVersion header,
// which exists in that of CWMP 1.2 alone.
func (t *CPE) choosing(version, namespace string) acs.Answer {
	h := cwmp.Header{ID: t.session.InformEnvelope().Header.ID, UseCWMPVersion: &version}
	body := cwmp.Encode(h, "InformResponse", &cwmp.InformResponse{MaxEnvelopes: 1}, cwmp.Style{Namespace: namespace})
	body = bytes.Replace(body, []byte("<cwmp:UseCWMPVersion "), []byte(`<v:UseCWMPVersion xmlns:v="`+cwmp.NS12+`" `), 1)
	return acs.Answer{Body: bytes.Replace(body, []byte("</cwmp:UseCWMPVersion>"), []byte("</v:UseCWMPVersion>"), 1)}
}
