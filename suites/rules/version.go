package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
)

func init() {
	add(
		rule.Rule{
			ID:     "version-listed",
			Title:  "every Inform of a device of CWMP 1.4 lists all versions that it supports",
			Covers: []string{"3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"},
			Check:  checkVersionsListed,
		},
		rule.Rule{
			ID:     "version-kept",
			Title:  "nothing newer than the version of the session is used in it",
			Covers: []string{"3.7.1.1-8"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					checkVersionKept(c, s)
				}
			},
		},
		rule.Rule{
			ID:     "version-schema",
			Title:  "the elements of a session are in the namespace of its CWMP version",
			Covers: []string{"A.6-2", "A.6-3", "A.6-4", "A.6-5", "A.6-6"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					checkVersionSchema(c, s)
				}
			},
		},
	)
}

// schemaOf are the rows that give a CWMP version its namespace and its schema.
var schemaOf = map[string]string{"1.0": "A.6-2", "1.1": "A.6-3", "1.2": "A.6-4", "1.3": "A.6-5", "1.4": "A.6-6"}

// spaceOf are the namespaces of the CWMP versions.
var spaceOf = map[string]string{"1.0": cwmp.NS10, "1.1": cwmp.NS11, "1.2": cwmp.NS12, "1.3": cwmp.NS12, "1.4": cwmp.NS12}

// checkVersionSchema looks at the namespace of requests and responses that the
// CPE sends once the version is settled. Where the version was chosen by
// UseCWMPVersion, a header that only cwmp-1-2 has, that one will do as well.
func checkVersionSchema(c *rule.Context, s *transcript.Session) {
	settled, byHeader := "", false
	for _, x := range s.Exchanges {
		env := x.ReqEnv
		if settled != "" && env != nil && env.Method != "Inform" && (env.Kind == cwmp.Request || env.Kind == cwmp.Response) && len(env.SOAP.Entries) > 0 {
			space, want := env.SOAP.Entries[0].Space, spaceOf[settled]
			if strings.HasPrefix(space, "urn:dslforum-org:cwmp") && space != want && !(byHeader && space == cwmp.NS12) {
				said := rule.Said{X: x, Msg: x.Req}
				c.Report(schemaOf[settled], said.Whole(), "the namespace "+want+" in a session of CWMP "+settled, space)
			}
		}
		if x.Intent == "" && env != nil && x.RespEnv != nil && x.RespEnv.Name == "InformResponse" {
			settled, byHeader = settledVersion(c, x)
		}
	}
}

// settledVersion is the version that an InformResponse settles, and whether it
// does so by UseCWMPVersion; "" for one that there is not. The namespace does
// not tell 1.2 from 1.3: then it is that of the CPE, as far as known.
func settledVersion(c *rule.Context, x *transcript.Exchange) (version string, byHeader bool) {
	if use := x.RespEnv.Header.UseCWMPVersion; use != nil {
		if schemaOf[*use] == "" {
			return "", true
		}
		return *use, true
	}
	switch choice(x) {
	case cwmp.NS10:
		return "1.0", false
	case cwmp.NS11:
		return "1.1", false
	case cwmp.NS12:
		if c.Facts.HighestVersion == "1.3" {
			return "1.3", false
		}
		return "1.2", false
	}
	return "", false
}

func checkVersionsListed(c *rule.Context) {
	var first []string
	refused := false // the Inform before
	for _, i := range informs(c) {
		list := slices.Clone(i.Env.Header.SupportedCWMPVersions)
		slices.Sort(list)
		// One that has gone back to 1.0 after a failure may leave the header out (3.2.1.1).
		old := i.Env.Namespace == cwmp.NS10 && (i.RetryCount > 0 || refused)
		refused = i.X.Intent != "" || i.X.RespEnv == nil || i.X.RespEnv.Kind == cwmp.FaultMsg
		switch {
		case len(list) == 0 && c.Facts.HighestVersion >= "1.4" && !old:
			for _, id := range []string{"3.7.1.1-1", "3.7.4-9", "3.7.4-21", "3.7.4-34"} {
				c.Report(id, i.Whole(), "a SupportedCWMPVersions header", "none")
			}
		case len(list) == 0:
		case first == nil:
			first = list
		case !slices.Equal(first, list) && !old:
			c.Report("3.7.1.1-1", i.Whole(), "the versions of the Inform before: "+strings.Join(first, ","), strings.Join(list, ","))
		}
	}
}

// newer are the methods that came after CWMP 1.0, with the namespace that first has them.
var newer = map[string]string{
	"AutonomousTransferComplete": cwmp.NS11, "DUStateChangeComplete": cwmp.NS12, "AutonomousDUStateChangeComplete": cwmp.NS12,
}

// checkVersionKept looks for methods and headers that the schema of the chosen
// version lacks, in what the CPE sends after the choice. A response to a
// request that the ACS should not have sent is let pass (see AMBIGUOUS 3.7.1.1).
func checkVersionKept(c *rule.Context, s *transcript.Session) {
	chosen := ""
	for _, x := range s.Exchanges {
		env := x.ReqEnv
		if chosen != "" && env != nil && env.Method != "Inform" {
			said := rule.Said{X: x, Msg: x.Req}
			if first, ok := newer[env.Method]; ok && env.Kind == cwmp.Request && chosen < first {
				c.Report("3.7.1.1-8", said.Whole(), "only methods of "+chosen, env.Method)
			}
			if chosen < cwmp.NS12 && (env.Header.SessionTimeout != nil || env.Header.SupportedCWMPVersions != nil) {
				c.Report("3.7.1.1-8", said.Whole(), "only header elements of "+chosen, "one that came with CWMP 1.2 or later")
			}
		}
		if x.Intent == "" && env != nil && x.RespEnv != nil && x.RespEnv.Name == "InformResponse" {
			chosen = choice(x)
		}
	}
}

// choice is the namespace of the version that an InformResponse settles.
func choice(x *transcript.Exchange) string {
	if use := x.RespEnv.Header.UseCWMPVersion; use != nil {
		return map[string]string{"1.0": cwmp.NS10, "1.1": cwmp.NS11}[*use]
	}
	return min(x.RespEnv.Namespace, x.ReqEnv.Namespace)
}
