package cpe

import (
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-DL-201", Subject: "Download", Needs: needsDownload, Waits: 310,
		Title:  "three transfers can be queued, and a full queue is told by fault 9004",
		Covers: reqs("A.3.2.8-19", "A.3.2.8-110"),
		Steps:  "Order downloads of a missing file with DelaySeconds 2 in one session, until one is refused, at most 20. Wait until all are reported.",
		Passes: "Three are taken at least, and the refusal is fault 9004.",
	}, func(t *CPE) {
		t.queuesThree("A.3.2.8-19", "A.3.2.8-110", func(n int) *order {
			return t.Download(fmt.Sprint(n), acs.File{Absent: true}, func(m *cwmp.Download) { m.DelaySeconds = 2 })
		})
	})

	spec(conform.Case{
		ID: "CPE-DL-202", Subject: "Download", Needs: needsDownload, Waits: 320,
		Title:  "downloads are performed when they fall due, whatever the order of their requests",
		Covers: reqs("A.3.2.8-17", "A.3.2.8-21", "A.3.2.8-74"),
		Steps:  "Order a download with DelaySeconds 20, then one with DelaySeconds 7. End the session.",
		Passes: "The second is fetched first; neither is fetched before its time, nor long after.",
	}, func(t *CPE) {
		late, early := t.delayed("late", 20), t.delayed("early", 7)
		t.madeWhenDue(late, early, reqs("A.3.2.8-17", "A.3.2.8-21"), reqs("A.3.2.8-17", "A.3.2.8-74"))
	})

	spec(conform.Case{
		ID: "CPE-DL-203", Subject: "Download", Needs: needsDownload, Waits: 310,
		Title:  "a download with a delay does not take place in the session of its request",
		Covers: reqs("A.3.2.8-73"),
		Steps:  "Order a download with DelaySeconds 2, keep the session open for 5 seconds, and end it.",
		Passes: "The file is not fetched before the session ends.",
	}, func(t *CPE) {
		o := t.delayed("file", 2)
		during := t.meanwhile(o)
		t.Req("A.3.2.8-73").Expect(during, "requests for the file while the session is open").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-DL-204", Subject: "Download", Needs: append([]string{target.NeedPowerCycle}, needsDownload...), Waits: 500,
		Title:  "a queued download survives a restart",
		Covers: reqs("A.3.2.8-18", "A.3.2.8-85"),
		Steps:  "Order a download with DelaySeconds 8, end the session, and take the power away and give it back twice.",
		Passes: "The file is fetched after the restarts, and the outcome reported.",
	}, func(t *CPE) {
		t.outlivesRestarts(t.delayed("file", 8), "A.3.2.8-18", "A.3.2.8-85")
	})

	spec(conform.Case{
		ID: "CPE-DL-205", Subject: "Download", Needs: append([]string{target.NeedPowerCycle}, needsLent...), Waits: 500,
		Title:  "what a download changed survives a restart",
		Covers: reqs("A.3.2.8-23"),
		Steps:  "Order the lent file; when its success is reported, read DeviceInfo.VendorConfigFile., take the power away and give it back, and read it again.",
		Passes: "The table is the same, Date apart.",
	}, func(t *CPE) {
		o := t.Download("file", t.lent())
		t.Transferred(o)
		t.needs(o)
		changed := t.configurations()
		t.PowerCycle()
		var lost []string
		for name, now := range t.configurations() {
			if was := changed[name]; was != now && !strings.HasSuffix(name, ".Date") {
				lost = append(lost, fmt.Sprintf("%s is %q after it was %q", name, now, was))
			}
		}
		slices.Sort(lost)
		t.Req("A.3.2.8-23").Expect(lost, "what the restart changed").To(BeEmpty())
	})
}

// delayed orders a download of a file that the server has only where one is lent.
func (t *CPE) delayed(path string, seconds uint32) *order {
	return t.Download(path, t.lent(), func(m *cwmp.Download) { m.DelaySeconds = seconds })
}

// configurations are the values of the table of vendor configuration files.
func (t *CPE) configurations() map[string]string {
	table := t.Device.Root + "DeviceInfo.VendorConfigFile."
	if !slices.ContainsFunc(t.Device.Tree, func(p cwmp.ParameterInfoStruct) bool { return strings.HasPrefix(p.Name, table) && p.Name != table }) {
		t.Skip("the device lists no DeviceInfo.VendorConfigFile")
	}
	return t.Values(table)
}
