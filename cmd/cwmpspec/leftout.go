package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// leftOut are the requirements of a role's baseline that no fault proves, each
// with the reason.
var leftOut = map[requirement.Role]map[string]string{
	requirement.CPE: {
		"3.2.1-23":   "nothing that the suite or a hook does has a device make a transfer that the ACS did not ask for",
		"3.3-15":     "whether a device keeps to HSTS is open (ambiguous: 3.3), and none may be failed on it",
		"3.3-24":     "a device that opens no connection is never met; the run ends before the first case and says so",
		"3.3-40":     "whether a Common Name is on one device only shows with a second device",
		"3.5-27":     "the schema makes FaultString optional, so that its absence fails nobody (ambiguous: 3.5), and no tester can tell a good description",
		"3.5-32":     "as 3.5-27: the text may be absent, and no tester can tell a good one",
		"3.5-87":     "a recipient that goes on after a fault that answers no request is not to be failed (ambiguous: 3.5)",
		"3.6-44":     "a device that cannot call Inform opens no session; the run ends before the first case and says so",
		"A.2.1-24":   "no argument of a method that the suite calls has the type base64 with a limit, and no Parameter that it may read",
		"A.3.1.1-3":  "which methods a vendor added is known to the vendor only",
		"A.3.2.8-5":  "the reference CPE transfers nothing while HoldRequests is true; a report without Status 1 is judged in later sessions",
		"A.3.2.8-66": "the length of TargetFileName binds the ACS; a CPE may have tighter rules for names of its own",
		"A.3.2.8-79": "a download that still runs an hour after it was due needs a file server that sends for longer than that",
		"A.3.2.8-80": "multicast downloads need a sender and a network that carries multicast",
		"A.3.2.8-81": "as A.3.2.8-80",
		"A.3.2.8-82": "as A.3.2.8-80",
		"A.3.2.8-83": "as A.3.2.8-80",
		"A.3.2.8-84": "as A.3.2.8-80",
		"A.3.2.9-14": "the lists of fault codes are not said to be exclusive (ambiguous: A.3.1.1 to A.3.2.9); a code of other methods is found by A.5.1",
		"A.4.1.2-6":  "whether a device that does not know the time has to forget scheduled Informs in a reboot is open (ambiguous: A.4.1.2)",
		"A.5.1-18":   "as A.3.2.8-80",
		"A.5.1-33":   "which state of a deployment unit forbids an operation is for the device to say; no order leads there for certain",
	},
	requirement.ACS: {
		"3.3-25":     "judged; an ACS that takes no connection cannot be learnt, and so not be tested",
		"3.5-27":     "the schema makes FaultString optional, so that its absence fails nobody",
		"3.5-87":     "a recipient that goes on is not to be failed (ambiguous: a fault in reply to a response)",
		"3.6.2-5":    "whether the ACS stores the flag does not show on the wire",
		"A.2.1-9":    "no argument that an ACS sends has a range of unsignedInt",
		"A.2.1-24":   "no argument that an ACS sends has base64 with a limit, SetVouchers apart, which has none in the schema",
		"A.3.1.1-7":  "which methods of its own an ACS has is known to its maker only",
		"A.3.3.1-67": "what an ACS makes of an event does not show on the wire",
	},
}

// baselines say which sections are looked at, in words and as a test.
var baselines = map[requirement.Role]struct {
	words string
	has   func(section string) bool
}{
	requirement.CPE: {
		words: "MUSTs of the baseline (sections 2, 3.2 to 3.5, 3.6 without 3.6.1 and 3.6.2, 3.7, A.2 without A.2.2.2 and A.2.4, A.3, A.4.1.2, A.4.1.5 to A.4.1.7, A.5.1 and A.6) that bind a CPE and that a black box might see:",
		has: func(section string) bool {
			if slices.Contains([]string{"3.6.1", "3.6.2", "A.2.2.2", "A.2.4"}, section) {
				return false
			}
			return slices.ContainsFunc([]string{"2", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "A.2", "A.3", "A.4.1.2", "A.4.1.5", "A.4.1.6", "A.4.1.7", "A.5.1", "A.6"},
				func(part string) bool { return section == part || strings.HasPrefix(section, part+".") })
		},
	},
	requirement.ACS: {
		words: "MUSTs of sections 2, 3 and Annex A that bind an ACS and that a black box might see:",
		has: func(section string) bool {
			chapter, _, _ := strings.Cut(section, ".")
			return slices.Contains([]string{"2", "3", "A"}, chapter)
		},
	},
}

// unproven lists the requirements that leftOut is about.
func unproven(catalogue *requirement.Catalogue, role requirement.Role) []requirement.Requirement {
	proven := provenIDs(role)
	var list []requirement.Requirement
	for _, r := range catalogue.All() {
		seen := !slices.Contains([]string{"local", "none", "net"}, string(r.How))
		if r.Binds(role) && r.Level.Binding() && seen && baselines[role].has(r.Section()) && !proven[r.ID] {
			list = append(list, r)
		}
	}
	return list
}

func writeLeftOut(w io.Writer, catalogue *requirement.Catalogue) error {
	var b strings.Builder
	for _, role := range []requirement.Role{requirement.CPE, requirement.ACS} {
		fmt.Fprintf(&b, "\n## Not proven, role %s\n\n%s\n\n", role, baselines[role].words)
		for _, r := range unproven(catalogue, role) {
			fmt.Fprintf(&b, "- %s %s Reason: %s.\n", r.ID, r.Says, leftOut[role][r.ID])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
