package cpe

import (
	"errors"
	"net/url"
	"strings"
	"time"
)

// pingPath is the object of the ping test in the data model.
func (c *CPE) pingPath() string {
	if c.has("igd") {
		return "IPPingDiagnostics."
	}
	return "IP.Diagnostics.IPPing."
}

// diagnosticsSet: a change of another parameter of the test cancels it.
func (c *CPE) diagnosticsSet(set map[string]bool) {
	state := c.name(c.pingPath() + "DiagnosticsState")
	for name := range set {
		if strings.HasPrefix(name, c.name(c.pingPath())) && name != state && !set[state] {
			_ = c.p.tree.Put(state, "None")
			c.r.diagnoseAt = time.Time{}
		}
	}
	if set[state] && c.p.tree.Get(state) != "Requested" {
		_ = c.p.tree.Put(state, "None") // cancelled: no event (Table 8)
		c.r.diagnoseAt = time.Time{}
	}
}

// startDiagnostics begins a requested test when the session has ended.
func (c *CPE) startDiagnostics() {
	if c.get(c.pingPath()+"DiagnosticsState") == "Requested" && c.r.diagnoseAt.IsZero() {
		c.r.diagnoseAt = c.clock.Now().Add(3 * time.Second)
	}
}

// finishDiagnostics makes up the result of a ping and raises its event.
func (c *CPE) finishDiagnostics() {
	c.r.diagnoseAt = time.Time{}
	at := c.pingPath()
	results := map[string]string{"DiagnosticsState": "Complete", "SuccessCount": c.get(at + "NumberOfRepetitions"), "FailureCount": "0",
		"AverageResponseTime": "12", "MinimumResponseTime": "10", "MaximumResponseTime": "15"}
	if c.get(at+"Host") == "" {
		results = map[string]string{"DiagnosticsState": "Error_CannotResolveHostName"}
	}
	for name, v := range results {
		n := c.p.tree.Find(c.name(at + name))
		if n.Value != v {
			n.Value = v
			c.noteChange(n)
		}
	}
	c.raise("8 DIAGNOSTICS COMPLETE", "")
}

// acsURL checks a value for ManagementServer.URL: an HTTP or HTTPS URL (section 3.1).
func acsURL(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("no HTTP URL of an ACS")
	}
	return nil
}
