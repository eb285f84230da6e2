package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

// Retries that begin anew: after a restart, and in an older version.
func init() {
	spec(conform.Case{
		ID: "CPE-RETRY-006", Subject: "Retry", Needs: []string{"retry-parameters", withoutLimit, target.NeedPowerCycle}, Waits: 150,
		Title:  "after a restart the waits begin with the first row again",
		Covers: reqs("3.2.1.1-7"),
		Steps:  "Set the retry Parameters to 5 and 2000 and fail a session and three retries; take the power away and give it back, fail the session of the restart, and time the next attempt.",
		Passes: "The wait is one of the first or the second row of Table 3: 20 seconds at most.",
	}, func(t *CPE) {
		t.setWaits(5, 2000)
		t.Pending()
		for range 3 {
			t.timed(status(500))
		}
		t.refuse(status(500))
		t.powerLost()
		refused := t.session.InformExchange()
		t.refuse(status(500))
		_, most := t.waitRange(2)
		_, longest := t.waitRange(6)
		again := t.orNext(nil, protocolSeconds(longest))
		t.Req("3.2.1.1-7").Expect(t.waited(refused, again), "seconds until the attempt after the session of the restart").To(BeNumerically("<=", most))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-RETRY-007", Subject: "Retry", Needs: []string{"cwmp-1.4"}, Waits: 10,
		Title:  "a device that takes the ACS for one of CWMP 1.0 tries again in 1.0",
		Covers: reqs("3.2.1.1-3"),
		Steps:  "Answer an Inform with fault 8003 in the namespace of CWMP 1.0, as an ACS of that time does, and wait for the next attempt.",
		Passes: "Its Inform is in the same namespace as before, for a device that suspects nothing, or in that of CWMP 1.0.",
	}, func(t *CPE) {
		t.Returning()
		first := t.session.InformEnvelope().Namespace
		t.session.Play(cwmp.NS10)
		a := t.Refusal("8003", "Invalid arguments")
		a.Intent = "a fault in answer to Inform"
		t.refuse(a)
		t.orNext(nil, retryBound)
		t.Req("3.2.1.1-3").Expect(t.session.InformEnvelope().Namespace, "the CWMP namespace of the next attempt").To(BeElementOf(first, cwmp.NS10))
		t.Finish()
	})
}
