package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// chosen is the CWMP version of a session as the ACS settled it with its
// InformResponse, together with the rows that have it so.
type chosen struct {
	version   string   // 1.0, 1.1, 1.2 (or 1.3, which nothing on the wire of an ACS tells from it) or 1.4
	namespace string   // that its messages have; empty: two can be argued for
	rows      []string // that a message of a later version breaks
	inferred  []string // that a message of another namespace breaks
	schema    string   // the row of section A.6
}

func init() {
	add(
		rule.Rule{
			ID:    "acs-version-kept",
			Only:  wire.ACS,
			Title: "an ACS keeps to the namespace and the methods of the version of the session",
			Covers: []string{"3.7.2.1-6", "3.7.2.1-7", "3.7.2.1-8", "3.7.2.1-9", "3.7.2.1-10", "3.7.2.1-14", "3.7.4-29", "3.7.4-33", "3.7.4-38",
				"3.7.4-4", "3.7.4-8", "3.7.4-12", "3.7.4-16", "3.7.4-20", "3.7.4-25",
				"A.6-2", "A.6-3", "A.6-4", "A.6-5", "A.6-6"},
			Check: func(c *rule.Context) {
				for _, s := range c.T.Sessions {
					checkACSVersion(c, s)
				}
			},
		},
		rule.Rule{
			ID:    "acs-version-answered",
			Only:  wire.ACS,
			Title: "the InformResponse has the namespace and the version header that the versions of both sides ask for",
			Covers: []string{"3.5-80", "3.7.2.1-2", "3.7.2.1-4", "3.7.2.1-5", "3.7.2.1-13", "3.7.4-2", "3.7.4-6", "3.7.4-10", "3.7.4-14", "3.7.4-18", "3.7.4-22", "3.7.4-23",
				"3.7.4-27", "3.7.4-31", "3.7.4-35", "3.7.4-36"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if q := s.X.ReqEnv; q != nil && q.Name == "Inform" && !q.SOAP.Malformed && len(q.Defects) == 0 && s.Env.SOAP.WellFormed {
						checkNegotiation(c, s, q)
					}
				}
			},
		},
	)
}

// offer says how an Inform tells its version: the namespace, unless it lists
// its versions.
func offer(q *cwmp.Envelope) (list []string, namespace string) {
	return q.Header.SupportedCWMPVersions, q.Namespace
}

// checkNegotiation holds the answer to an Inform against Table 11, as far as
// the versions of the ACS are claimed.
func checkNegotiation(c *rule.Context, s rule.Said, q *cwmp.Envelope) {
	list, ns := offer(q)
	highest := c.Facts.HighestVersion
	use := header(s.Env, "UseCWMPVersion")
	report := func(want, got string, ids ...string) { reportAll(c, ids, s.Whole(), want, got) }
	if s.Env.Name != "InformResponse" {
		if f, ok := s.Env.Body.(*cwmp.Fault); ok && len(list) > 0 && highest >= "1.4" && !supports(list, highest) && f.FaultCode != "8006" {
			report("fault 8006", "fault "+f.FaultCode, "3.7.2.1-5")
		}
		return
	}
	const none, some = "no UseCWMPVersion header", "a UseCWMPVersion header"
	listed := strings.Join(list, ",")
	switch {
	case highest == "":
		return // which rows bind the ACS is not known
	case highest >= "1.4" && len(list) > 0:
		if !supports(list, highest) {
			report("fault 8006, as none of "+listed+" is a version of the ACS", "InformResponse", "3.7.2.1-5")
		}
		if use == nil {
			report(some, none, "3.5-80", "3.7.2.1-2", "3.7.2.1-4", "3.7.4-36")
		} else if v := s.Env.Header.UseCWMPVersion; v != nil && !slices.Contains(list, *v) {
			report("one of the versions "+listed, *v, "3.7.4-35")
		}
	case use == nil:
	case highest >= "1.4" && ns == cwmp.NS10:
		report(none, some, "3.7.4-27")
	case highest >= "1.4":
		report(none, some, "3.7.4-31")
	case highest == "1.0" && len(list) > 0:
		report(none, some, "3.7.2.1-13", "3.7.4-10")
	case highest == "1.0" && ns == cwmp.NS10:
		report(none, some, "3.7.2.1-13", "3.7.4-2")
	case highest == "1.0":
		report(none, some, "3.7.2.1-13", "3.7.4-6")
	case len(list) > 0:
		report(none, some, "3.7.2.1-13", "3.7.4-22", "3.7.4-23")
	case ns == cwmp.NS10:
		report(none, some, "3.7.2.1-13", "3.7.4-14")
	default:
		report(none, some, "3.7.2.1-13", "3.7.4-18")
	}
	if s.Env.Namespace == cwmp.NS10 {
		return
	}
	want := "an InformResponse in " + cwmp.NS10
	switch {
	case highest == "1.0" && len(list) > 0:
		report(want, s.Env.Namespace, "3.7.4-10")
	case highest == "1.0" && ns != cwmp.NS10:
		report(want, s.Env.Namespace, "3.7.4-6")
	case highest == "1.0":
		report(want, s.Env.Namespace, "3.7.4-2")
	case len(list) > 0 || ns != cwmp.NS10:
	case highest < "1.4":
		report(want, s.Env.Namespace, "3.7.4-14")
	default:
		report(want, s.Env.Namespace, "3.7.4-27")
	}
}

// supports tells whether one of the versions is not above the highest of the ACS.
func supports(list []string, highest string) bool {
	return slices.ContainsFunc(list, func(v string) bool {
		return len(v) == 3 && strings.HasPrefix(v, "1.") && v <= highest
	})
}

// choose tells which version a session has after an InformResponse.
func choose(c *rule.Context, x *transcript.Exchange) chosen {
	list, ns := offer(x.ReqEnv)
	highest := c.Facts.HighestVersion
	if use := x.RespEnv.Header.UseCWMPVersion; use != nil && len(list) > 0 {
		ch := chosen{version: *use, rows: []string{"3.7.2.1-14", "3.7.4-38"}}
		ch.schema = map[string]string{"1.0": "A.6-2", "1.1": "A.6-3", "1.2": "A.6-4", "1.3": "A.6-5", "1.4": "A.6-6"}[*use]
		if ch.schema == "" {
			return chosen{}
		}
		if *use > "1.1" {
			ch.namespace = cwmp.NS12
		}
		return ch
	}
	if len(list) > 0 {
		// An ACS that does not understand the header chooses its own version, which only its claim tells.
		ch := chosen{version: highest, rows: []string{"3.7.2.1-14"}}
		switch {
		case highest == "1.0":
			ch.namespace, ch.schema, ch.rows = cwmp.NS10, "A.6-2", append(ch.rows, "3.7.4-12")
		case highest < "1.4":
			ch.rows = append(ch.rows, "3.7.4-25")
		}
		return ch
	}
	ch := chosen{namespace: ns, rows: []string{"3.7.2.1-14"}}
	inferred := ""
	switch {
	case ns == cwmp.NS10:
		ch.version, ch.schema, inferred = "1.0", "A.6-2", "3.7.2.1-7"
	case ns == cwmp.NS11:
		ch.version, ch.schema, inferred = "1.1", "A.6-3", "3.7.2.1-8"
	case x.ReqEnv.Header.SessionTimeout != nil:
		ch.version, ch.schema, inferred = "1.2", "A.6-5", "3.7.2.1-10"
	default:
		ch.version, ch.schema, inferred = "1.2", "A.6-4", "3.7.2.1-9"
	}
	switch {
	case highest >= "1.4":
		ch.inferred = []string{"3.7.2.1-6", inferred, "3.7.4-33"}
		if ns == cwmp.NS10 {
			ch.inferred[2] = "3.7.4-29"
		}
		ch.rows = append(ch.rows, ch.inferred...)
	case highest == "1.0" && ns == cwmp.NS10:
		ch.rows = append(ch.rows, "3.7.4-4")
	case highest == "1.0":
		ch.version, ch.namespace, ch.schema, ch.rows = "1.0", cwmp.NS10, "A.6-2", append(ch.rows, "3.7.4-8")
	case highest != "" && ns == cwmp.NS10:
		ch.rows = append(ch.rows, "3.7.4-16")
	case highest != "":
		if highest < ch.version {
			ch.version, ch.schema = highest, "A.6-3"
		}
		ch.namespace = "" // that of the lower version, or that of the Inform
		ch.rows = append(ch.rows, "3.7.4-20")
	}
	return ch
}

// laterMethods are the calls of an ACS that CWMP 1.0 lacks, with the version that first has them.
var laterMethods = map[string]string{"GetAllQueuedTransfers": "1.1", "ScheduleDownload": "1.2", "CancelTransfer": "1.2", "ChangeDUState": "1.2"}

// checkACSVersion looks for methods, headers and namespaces that the version of
// the session does not have. What is sent before the choice counts for nothing,
// and so does UseCWMPVersion.
func checkACSVersion(c *rule.Context, s *transcript.Session) {
	var ch chosen
	for _, x := range s.Exchanges {
		env := x.RespEnv
		if x.Intent != "" || env == nil || env.Kind == cwmp.None {
			continue
		}
		said := rule.Said{X: x, Msg: x.Resp, Env: env}
		if env.Name == "InformResponse" && x.ReqEnv != nil && x.ReqEnv.Name == "Inform" && len(x.ReqEnv.Defects) == 0 {
			ch = choose(c, x)
		}
		if ch.version == "" {
			continue
		}
		if env.Kind == cwmp.Request && ch.version < laterMethods[env.Method] {
			reportAll(c, ch.rows, said.Whole(), "only methods of CWMP "+ch.version, env.Method)
			if ch.schema != "" {
				c.Report(ch.schema, said.Whole(), "only methods of CWMP "+ch.version, env.Method)
			}
		}
		if ch.namespace != "" && ch.schema != "" && env.Namespace != ch.namespace && strings.HasPrefix(env.Namespace, "urn:dslforum-org:cwmp-") {
			reportAll(c, append(ch.inferred[:len(ch.inferred):len(ch.inferred)], ch.schema), said.Whole(), "the namespace "+ch.namespace, env.Namespace)
		}
	}
}
