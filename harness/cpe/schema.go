package cpe

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// schemaDefect says in what a request of the ACS departs from the schema so
// that it has to be refused (A.2.3); empty if it may be carried out.
func schemaDefect(in *cwmp.Envelope) string {
	for _, d := range in.Defects {
		if strings.HasPrefix(string(d.Code), "cwmp-") {
			return d.Detail
		}
	}
	return ""
}
