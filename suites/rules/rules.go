// Package rules holds the passive rules, by layer: what every message must
// keep to, whatever the case that made the device send it.
package rules

import (
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

var all []rule.Rule

func add(rules ...rule.Rule) { all = append(all, rules...) }

// All lists the rules, sorted by id.
func All() []rule.Rule {
	list := slices.Clone(all)
	slices.SortFunc(list, func(a, b rule.Rule) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// For lists the rules that are about one side, sorted by id, each with the
// requirements that bind it.
func For(p wire.Party) []rule.Rule { return rule.For(p, All()) }
