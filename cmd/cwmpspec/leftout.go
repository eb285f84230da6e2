package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

// leftOut are the requirements on an ACS in sections 2, 3 and Annex A that a
// black box might see and that no fault proves, each with the reason.
var leftOut = map[string]string{
	"3.3-25":     "judged; an ACS that takes no connection cannot be learnt, and so not be tested",
	"3.5-27":     "the schema makes FaultString optional, so that its absence fails nobody",
	"3.5-87":     "a recipient that goes on is not to be failed (ambiguous: a fault in reply to a response)",
	"3.6.2-5":    "whether the ACS stores the flag does not show on the wire",
	"A.2.1-9":    "no argument that an ACS sends has a range of unsignedInt",
	"A.2.1-24":   "no argument that an ACS sends has base64 with a limit, SetVouchers apart, which has none in the schema",
	"A.3.1.1-7":  "which methods of its own an ACS has is known to its maker only",
	"A.3.3.1-67": "what an ACS makes of an event does not show on the wire",
}

// unprovenAtACS lists those of the requirements that leftOut is about.
func unprovenAtACS(catalogue *requirement.Catalogue) []requirement.Requirement {
	proven := provenIDs(requirement.ACS)
	var list []requirement.Requirement
	for _, r := range catalogue.All() {
		chapter, _, _ := strings.Cut(r.Section(), ".")
		seen := !slices.Contains([]string{"local", "none", "net"}, string(r.How))
		if r.Binds(requirement.ACS) && r.Level.Binding() && seen && slices.Contains([]string{"2", "3", "A"}, chapter) && !proven[r.ID] {
			list = append(list, r)
		}
	}
	return list
}

func writeLeftOut(w io.Writer, catalogue *requirement.Catalogue) error {
	var b strings.Builder
	b.WriteString("\n## Not proven at an ACS\n\nMUSTs of sections 2, 3 and Annex A that bind an ACS and that a black box might see:\n\n")
	for _, r := range unprovenAtACS(catalogue) {
		fmt.Fprintf(&b, "- %s %s Reason: %s.\n", r.ID, r.Says, leftOut[r.ID])
	}
	_, err := io.WriteString(w, b.String())
	return err
}
