package rules

import (
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

func init() {
	add(rule.Rule{
		ID:     "alias-in-inform",
		Title:  "a device with Alias-Based Addressing says so in every Inform",
		Covers: []string{"3.6.1-11", "3.6.1-12"},
		Check: func(c *rule.Context) {
			if !supportsAliases(c.Facts) {
				return
			}
			for _, s := range c.Envelopes() {
				m, ok := s.Env.Body.(*cwmp.Inform)
				if !ok {
					continue
				}
				switch text, listed := aliasBased(m); {
				case !listed:
					c.Report("3.6.1-11", s.Whole(), "ManagementServer.AliasBasedAddressing in ParameterList", "an Inform without it")
					c.Report("3.6.1-12", s.Whole(), "ManagementServer.AliasBasedAddressing with value true", "an Inform without it")
				case text != "true" && text != "1":
					c.Report("3.6.1-12", s.Whole(), "ManagementServer.AliasBasedAddressing with value true", text)
				}
			}
		},
	})
}

// supportsAliases says that the device claims Alias-Based Addressing by the
// value of AliasBasedAddressing, read before the run.
func supportsAliases(f rule.Facts) bool {
	for name, text := range f.Parameters {
		if strings.HasSuffix(name, ".ManagementServer.AliasBasedAddressing") {
			text = strings.TrimSpace(text)
			return text == "true" || text == "1"
		}
	}
	return false
}

// aliasBased is the value of AliasBasedAddressing in an Inform.
func aliasBased(m *cwmp.Inform) (text string, listed bool) {
	for _, p := range m.ParameterList {
		if strings.HasSuffix(strings.TrimSpace(p.Name), ".ManagementServer.AliasBasedAddressing") {
			return strings.TrimSpace(p.Value.Text), true
		}
	}
	return "", false
}
