package cpe

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// diagnostic is a test that the ACS can have the device make.
type diagnostic struct {
	object  string // in the data model, below the root
	count   string // the parameter that says how many seconds it takes
	results map[string]string
}

// diagnostics are the tests that the device knows.
func (c *CPE) diagnostics() []diagnostic {
	ping := diagnostic{"IP.Diagnostics.IPPing.", "NumberOfRepetitions", map[string]string{"FailureCount": "0",
		"AverageResponseTime": "12", "MinimumResponseTime": "10", "MaximumResponseTime": "15"}}
	if c.has("igd") {
		ping.object = "IPPingDiagnostics."
		return []diagnostic{ping}
	}
	return []diagnostic{ping, {"IP.Diagnostics.TraceRoute.", "NumberOfTries", map[string]string{"ResponseTime": "14"}}}
}

// diagnosticsSet: a change of another parameter of a test cancels it, and so
// does another value of DiagnosticsState.
func (c *CPE) diagnosticsSet(set map[string]bool) {
	for _, d := range c.diagnostics() {
		state := c.name(d.object + "DiagnosticsState")
		if set[state] && c.p.tree.Get(state) == "Requested" {
			continue
		}
		for name := range set {
			if strings.HasPrefix(name, c.name(d.object)) {
				c.cancelDiagnostics(d)
				break
			}
		}
	}
}

// cancelDiagnostics ends a test without the event (Table 8).
func (c *CPE) cancelDiagnostics(d diagnostic) {
	if _, running := c.r.diagnoseAt[d.object]; running && c.faulty("diagnostics-cancelled-reported") {
		c.raise(diagnosticsComplete, "")
	}
	c.put(d.object+"DiagnosticsState", "None")
	delete(c.r.diagnoseAt, d.object)
}

// startDiagnostics begins requested tests when the session has ended.
func (c *CPE) startDiagnostics() {
	for _, d := range c.diagnostics() {
		_, running := c.r.diagnoseAt[d.object]
		if running || c.get(d.object+"DiagnosticsState") != "Requested" {
			continue
		}
		if c.r.diagnoseAt == nil {
			c.r.diagnoseAt = map[string]time.Time{}
		}
		n, _ := strconv.Atoi(c.get(d.object + d.count))
		c.r.diagnoseAt[d.object] = c.clock.Now().Add(time.Duration(n) * time.Second)
	}
}

// diagnosticsComplete is the event of a test that is over.
const diagnosticsComplete = "8 DIAGNOSTICS COMPLETE"

// finishDiagnostics makes up the results of the tests that are over and raises
// their event.
func (c *CPE) finishDiagnostics(now time.Time) {
	for _, d := range c.diagnostics() {
		if at, running := c.r.diagnoseAt[d.object]; !running || now.Before(at) {
			continue
		}
		delete(c.r.diagnoseAt, d.object)
		results := map[string]string{"DiagnosticsState": "Error_CannotResolveHostName"}
		if c.get(d.object+"Host") != "" {
			results = map[string]string{"DiagnosticsState": "Complete"}
			for name, v := range d.results {
				results[name] = v
			}
			if d.count == "NumberOfRepetitions" {
				results["SuccessCount"] = c.get(d.object + d.count)
			}
		}
		for name, v := range results {
			n := c.p.tree.Find(c.name(d.object + name))
			if n.Value != v {
				n.Value = v
				c.noteChange(n)
			}
		}
		if !c.faulty("diagnostics-not-reported") {
			c.raise(diagnosticsComplete, "")
		}
	}
}

// forgetDiagnostics: a restart ends the tests.
func (c *CPE) forgetDiagnostics() {
	for _, d := range c.diagnostics() {
		if c.get(d.object+"DiagnosticsState") == "Requested" {
			c.put(d.object+"DiagnosticsState", "None")
		}
	}
}

// acsURL checks a value for ManagementServer.URL: an HTTP or HTTPS URL (section 3.1).
func acsURL(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("no HTTP URL of an ACS")
	}
	return nil
}
