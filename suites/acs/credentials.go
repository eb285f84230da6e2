package acs

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

func init() {
	spec(conform.Case{
		ID: "ACS-CALL-101", Subject: aboutCalls,
		Title:  "a Download from a server without authentication carries no credentials",
		Covers: reqs("A.3.2.8-54", "A.3.2.8-56"),
		Steps:  "Have the ACS order a Download without user name and password.",
		Passes: "Username and Password are empty.",
		Needs:  []string{can("Download")},
	}, func(t *ACS) {
		s, env := t.Asked(&cwmp.Download{CommandKey: key + "open", FileType: "1 Firmware Upgrade Image", URL: anURL})
		m, ok := env.Body.(*cwmp.Download)
		t.Given(ok, "the call is no Download")
		t.Req("A.3.2.8-54").Expect(m.Username, "Username").To(BeEmpty())
		t.Req("A.3.2.8-56").Expect(m.Password, "Password").To(BeEmpty())
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-CALL-102", Subject: aboutCalls,
		Title:  "a Download from a server with authentication carries the credentials",
		Covers: reqs("3.4.3-14"),
		Steps:  "Have the ACS order a Download with user name and password.",
		Passes: "Username and Password are not empty.",
		Needs:  []string{can("Download")},
	}, func(t *ACS) {
		s, env := t.Asked(&cwmp.Download{CommandKey: key + "closed", FileType: "1 Firmware Upgrade Image", URL: anURL, Username: username, Password: password})
		m, ok := env.Body.(*cwmp.Download)
		t.Given(ok, "the call is no Download")
		t.Req("3.4.3-14").Expect([]string{m.Username, m.Password}, "Username and Password").NotTo(ContainElement(BeEmpty()))
		s.Finish()
	})
}
