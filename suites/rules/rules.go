// Package rules holds the passive rules, by layer: what every message must
// keep to, whatever the case that made the device send it.
package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/rule"
)

var all []rule.Rule

func add(rules ...rule.Rule) { all = append(all, rules...) }

// All lists the rules, sorted by id.
func All() []rule.Rule {
	list := slices.Clone(all)
	slices.SortFunc(list, func(a, b rule.Rule) int { return strings.Compare(a.ID, b.ID) })
	return list
}
