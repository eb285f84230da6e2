package main

import (
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/wire"
	"github.com/cwmpspec/cwmpspec/suites/acs"
	"github.com/cwmpspec/cwmpspec/suites/cpe"
	"github.com/cwmpspec/cwmpspec/suites/rules"
)

func init() {
	sources = append(sources, func() []check {
		var list []check
		for _, c := range cpe.Suite().Cases() {
			list = append(list, check{Kind: "case", ID: c.ID, Role: requirement.CPE, Subject: c.Subject, Title: c.Title,
				Steps: c.Steps, Passes: c.Passes, Needs: c.Needs, Covers: append([]string{}, c.Covers...)})
		}
		for _, r := range rules.For(wire.CPE) {
			list = append(list, check{Kind: "rule", ID: r.ID, Role: requirement.CPE, Title: r.Title, Covers: r.Covers})
		}
		for _, c := range acs.Suite().Cases() {
			list = append(list, check{Kind: "case", ID: c.ID, Role: requirement.ACS, Subject: c.Subject, Title: c.Title,
				Steps: c.Steps, Passes: c.Passes, Needs: c.Needs, Covers: append([]string{}, c.Covers...)})
		}
		for _, r := range rules.For(wire.ACS) {
			list = append(list, check{Kind: "rule", ID: r.ID, Role: requirement.ACS, Title: r.Title, Covers: r.Covers})
		}
		return list
	})
}
