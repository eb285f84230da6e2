// Package cpe holds the cases that the reference ACS runs against a CPE, one
// file for each subject, and what they share: the driver of a session and what
// was learnt of the device.
package cpe

import (
	"github.com/cwmpspec/cwmpspec/harness/conform"
)

var suite = &conform.Suite{Name: "cpe"}

// Suite is the suite for a CPE under test.
func Suite() *conform.Suite { return suite }

// spec adds a case to the suite.
func spec(c conform.Case, body func(*CPE)) {
	suite.Add(c, func(t *conform.T) { body(t.Env.(*CPE)) })
}

// reqs lists requirement ids.
func reqs(ids ...string) []string { return ids }
