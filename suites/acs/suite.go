// Package acs holds the cases that a scripted CPE runs against an ACS, one file
// for each subject, and what they share: the bench and what was learnt of the ACS.
package acs

import (
	"github.com/cwmpspec/cwmpspec/harness/conform"
)

var suite = &conform.Suite{Name: "acs"}

// Suite is the suite for an ACS under test.
func Suite() *conform.Suite { return suite }

// spec adds a case to the suite.
func spec(c conform.Case, body func(*ACS)) {
	suite.Add(c, func(t *conform.T) { body(t.Env.(*ACS)) })
}

// reqs lists requirement ids.
func reqs(ids ...string) []string { return ids }
